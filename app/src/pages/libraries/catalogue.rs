//! The catalogue of another library: ways on, groups, lists with their facets and pages, and its search.

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{
    BookList, Button, ButtonKind, EmptyState, FacetGroup, Section, Sheet, SheetSide, Shelf, Skeleton,
    SkeletonKind, clicked,
};
use yueli_i18n::Catalog;

use super::{
    address,
    banners::banners,
    documents,
    doings::{Doings, FarSearch},
    facets,
    known::use_known,
    model::{List, More, Msg, Shown, State, shown},
    rows, sign_in, trouble,
};
use crate::{
    pages::catalogue::use_focus_on_new,
    route::Route,
    router::{use_location, use_navigator},
    shell::{Message, Page, browser, library::use_library, use_frame, watch::use_slow},
    use_cases::libraries::{
        Desk, Library, Trouble, Upstream,
        trouble::{NOT_THERE, OWN_SIGN_IN, SIGN_IN},
    },
    wire_up::{Services, use_services},
    words::use_t,
};

/// Props of [`FarCatalogue`].
#[derive(Properties, PartialEq)]
pub struct FarCatalogueProps {
    /// How the app names the library.
    pub id: AttrValue,
}

/// The catalogue of another library.
#[component]
pub fn FarCatalogue(props: &FarCatalogueProps) -> Html {
    let words = use_t();
    let (known, refresh) = use_known();
    let own = use_library().name(words.locale().tag()).unwrap_or_else(|| words.t("app-name"));
    let Some((library, upstream)) = known.find(&props.id) else {
        let title = words.t("libraries-title");
        let shown = match &known.trouble {
            _ if !known.asked => Html::default(),
            Some(why) => trouble::failed(why, &own, &refresh, 1, &words),
            None => unknown(&words),
        };
        return html! { <Page {title}>{ shown }</Page> };
    };
    let added = known.has(&library.id);
    html! { <Inside {library} {upstream} {own} {added} {refresh} /> }
}

/// There is no such library.
pub fn unknown(words: &Catalog) -> Html {
    let action = html! { <Button kind={ButtonKind::Primary} href={Route::Libraries.to_path()}>{ words.t("far-back") }</Button> };
    let advice = AttrValue::from(words.attr("far-unknown", "advice"));
    html! {
        <>
            <h1 class="vh">{ words.t("far-unknown") }</h1>
            { props!(EmptyState { sentence: words.t("far-unknown"), advice, action }) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct InsideProps {
    library: Library,
    upstream: Upstream,
    /// The name of the reader's own library.
    own: AttrValue,
    /// The patron has added it.
    added: bool,
    refresh: Callback<()>,
}

/// One document of the library.
#[component]
fn Inside(props: &InsideProps) -> Html {
    let words = use_t();
    let InsideProps { library, upstream, own, .. } = props;
    let query = use_location().map(|location| location.query_str().to_owned()).unwrap_or_default();
    let at = address::value(&query, "at");
    let asked = address::value(&query, "q").unwrap_or_default();
    let address = at.clone().unwrap_or_else(|| library.start.clone());
    use_sign_in_said(&query, library);
    let (state, retry) = use_state_of(upstream, &address);
    use_one(&state.shown, &library.id, &address);
    // The form that somebody signed in with is gone.
    use_effect_with(matches!(state.shown, Shown::List(_)), |_| browser::focus_if_lost());
    let slow = use_slow(state.shown == Shown::Waiting);
    let back = match &at {
        Some(_) => (Route::library(library.id.clone()).to_path(), library.name.clone()),
        None => (Route::Libraries.to_path(), words.t("far-back")),
    };
    let (title, inside) = match &state.shown {
        Shown::Waiting | Shown::One if slow => {
            let label = words.t_args("far-loading", &[("library", library.name.as_str().into())]);
            (None, props!(Skeleton { kind: SkeletonKind::List, label, count: 6 }).into())
        }
        Shown::Waiting | Shown::One => (None, html! { <p class="vh" aria-busy="true"></p> }),
        Shown::Failed(why) if matches!(why.code.as_str(), SIGN_IN | OWN_SIGN_IN) => {
            let onsigned = signed_in(&props.refresh);
            (
                None,
                html! { <sign_in::SignIn library={library.clone()} upstream={upstream.clone()} why={why.clone()} {onsigned} /> },
            )
        }
        // calibre says so where a search finds nothing.
        Shown::Failed(why) if why.code == NOT_THERE && !asked.is_empty() => {
            (None, props!(EmptyState { sentence: words.t("all-libraries-nothing") }).into())
        }
        Shown::Failed(why) => (None, trouble::failed(why, own, &retry, 2, &words)),
        Shown::List(list) => {
            let title = list.feed.metadata.title.get(words.locale().tag()).trim().to_owned();
            let dispatcher = state.dispatcher();
            let onmore = Callback::from(move |()| dispatcher.dispatch(Msg::MoreAsked));
            let inside = html! {
                <ListView list={list.clone()} library={library.clone()} upstream={upstream.clone()} more={state.more.clone()} {onmore} />
            };
            (Some(title).filter(|title| !title.is_empty() && at.is_some()), inside)
        }
    };
    let search = match &state.shown {
        Shown::List(list) => list.feed.search(),
        _ => None,
    };
    let title = title.unwrap_or_else(|| library.name.clone());
    let back = Some((AttrValue::from(back.0), AttrValue::from(back.1)));
    html! {
        <Page {title} headed=true {back} no_search=true>
            <FarSearch library={library.clone()} upstream={upstream.clone()} {search} {asked} />
            if at.is_none() && state.shown != Shown::Waiting {
                <Doings library={library.clone()} upstream={upstream.clone()} added={props.added} refresh={props.refresh.clone()}
                    feed={match &state.shown { Shown::List(list) => Some(Rc::new(list.feed.clone())), _ => None }} />
            }
            { inside }
        </Page>
    }
}

/// What follows signing in: everything is asked for anew.
pub fn signed_in(refresh: &Callback<()>) -> Callback<()> {
    let refresh = refresh.clone();
    Callback::from(move |()| {
        documents::forget();
        refresh.emit(());
    })
}

/// Says what came of signing in on the library's own page, once.
#[hook]
fn use_sign_in_said(query: &str, library: &Library) {
    let (words, say, navigator) = (use_t(), use_frame().say, use_navigator());
    let said = address::value(query, "sign-in");
    let path = Route::library(library.id.clone()).to_path();
    let name = library.name.clone();
    use_effect_with(said, move |said| {
        let Some(said) = said else { return };
        let key = if said == "ok" { "far-sign-in-done" } else { "far-sign-in-failed" };
        say.emit(Message::line(words.t_args(key, &[("library", name.as_str().into())])));
        documents::forget();
        if let Some(navigator) = navigator {
            navigator.replace(&path);
        }
    });
}

/// The state of the page: asks for the document at `address`, then for the pages that the reader asks for.
#[hook]
fn use_state_of(upstream: &Upstream, address: &str) -> (UseReducerHandle<State>, Callback<()>) {
    let services = use_services();
    let tag = use_t().locale().tag();
    let state = use_reducer_eq(State::default);
    let ask = {
        let (services, state) = (services.clone(), state.clone());
        Callback::from(move |(upstream, address): (Upstream, String)| {
            let (services, dispatcher, ticket) = (services.clone(), state.dispatcher(), state.ticket + 1);
            dispatcher.dispatch(Msg::Asked);
            yew::platform::spawn_local(async move {
                let answer = ask_for(&services, tag, &upstream, &address).await;
                dispatcher.dispatch(Msg::Answered(ticket, Box::new(answer)));
            });
        })
    };
    {
        let ask = ask.clone();
        use_effect_with((upstream.clone(), address.to_owned(), tag), move |(upstream, address, _)| {
            ask.emit((upstream.clone(), address.clone()));
        });
    }
    {
        let (dispatcher, ticket) = (state.dispatcher(), state.ticket);
        let upstream = upstream.clone();
        use_effect_with(state.wanted_page().map(str::to_owned), move |page| {
            let Some(page) = page.clone() else { return };
            yew::platform::spawn_local(async move {
                let answer = ask_for(&services, tag, &upstream, &page).await;
                dispatcher.dispatch(Msg::MoreAnswered(ticket, Box::new(answer)));
            });
        });
    }
    let retry = {
        let what = (upstream.clone(), address.to_owned());
        ask.reform(move |()| what.clone())
    };
    (state, retry)
}

/// Asks for a document, and says what is to be shown of it.
async fn ask_for(
    services: &Services,
    tag: &str,
    upstream: &Upstream,
    address: &str,
) -> Result<Shown, Trouble> {
    let desk = Desk { http: services.http.as_ref(), tag, csrf: None, secure: browser::is_secure() };
    let answer = documents::ask(&desk, upstream, address, services.clock.now_ms()).await?;
    shown(&answer, upstream)
}

/// One publication has a page of its own.
#[hook]
fn use_one(shown: &Shown, library: &str, address: &str) {
    let navigator = use_navigator();
    let to = address::title(library, address, None);
    use_effect_with(*shown == Shown::One, move |one| {
        if let (true, Some(navigator)) = (*one, navigator) {
            navigator.replace(&to);
        }
    });
}

#[derive(Properties, PartialEq)]
struct ListViewProps {
    list: Rc<List>,
    library: Library,
    upstream: Upstream,
    more: More,
    onmore: Callback<()>,
}

/// A list: facets beside it on desktop and in a sheet on a phone; ways on, groups, books.
#[component]
fn ListView(props: &ListViewProps) -> Html {
    let words = use_t();
    let sheet = use_state(bool::default);
    let ListViewProps { list, library, upstream, .. } = props;
    use_focus_on_new(list.before);
    let narrow = facets::of(&list.feed, &library.id, upstream, &words);
    let set_sheet = |open: bool| {
        let sheet = sheet.setter();
        Callback::from(move |()| sheet.set(open))
    };
    let groups = || {
        narrow.iter().map(|(title, options)| html! {
        <FacetGroup key={title.clone()} title={title.clone()} options={options.clone()} more_label={words.t("facet-all")}
            fewer_label={words.t("facet-fewer")} />
    })
    };
    let ways_on = rows::any_way_on(&list.feed.navigation, upstream);
    let empty = !ways_on && list.publications.is_empty() && list.feed.groups.is_empty();
    html! {
        <div class={classes!((!narrow.is_empty()).then_some("columns"))}>
            if !narrow.is_empty() {
                <aside class="columns-facets" aria-label={words.t("catalogue-filters")}>{ for groups() }</aside>
                <Sheet open={*sheet} title={words.t("catalogue-filters")} close_label={words.t("close")} side={SheetSide::Start}
                    onclose={set_sheet(false)}>{ for groups() }</Sheet>
            }
            <div class="results">
                if !narrow.is_empty() {
                    <div class="results-tools"><span class="only-phone">
                        <Button small=true icon="filter" onclick={clicked(&set_sheet(true))}>{ words.t("catalogue-filters") }</Button>
                    </span></div>
                }
                { banners(list, &library.name, &words) }
                if ways_on {
                    <Section title={words.t("far-ways-on")}>{ rows::ways_on(&list.feed.navigation, &library.id, upstream, &words) }</Section>
                }
                { for list.feed.groups.iter().zip(&list.groups).map(|(group, books)| group_view(props, group, books, &words)) }
                if empty {
                    { props!(EmptyState { sentence: words.t("far-empty"), advice: AttrValue::from(words.t("far-empty-advice")) }) }
                } else if !list.publications.is_empty() {
                    { books(props, &words) }
                }
            </div>
        </div>
    }
}

fn group_view(
    props: &ListViewProps,
    group: &yueli_opds::Group,
    books: &[Rc<yueli_opds::Publication>],
    words: &Catalog,
) -> Html {
    let ListViewProps { list, library, upstream, .. } = props;
    let title = group.metadata.title.get(words.locale().tag()).trim().to_owned();
    let all = group.link("self").filter(|link| upstream.has(&link.href));
    let href = all.map(|link| AttrValue::from(address::catalogue(&library.id, Some(&link.href), None)));
    let title = if title.is_empty() { words.t("far-ways-on") } else { title };
    html! {
        <Section key={title.clone()} title={title.clone()} action_href={href} action={words.t("far-group-all")}>
            if !books.is_empty() { { props!(Shelf { books: rows::cards(books, &list.address, &library.id, words) }) } }
            if !group.navigation.is_empty() { { rows::ways_on(&group.navigation, &library.id, upstream, words) } }
        </Section>
    }
}

/// The books of a list, and the way to more of them.
fn books(props: &ListViewProps, words: &Catalog) -> Html {
    let ListViewProps { list, library, upstream, more, onmore } = props;
    let books: Vec<Html> = list
        .publications
        .iter()
        .map(|(own, page)| rows::row(own, page, (&library.id, upstream), 3, words))
        .collect();
    let shown = list.publications.len();
    let total = list.feed.metadata.number_of_items.filter(|total| *total >= shown as u64);
    let said = match total {
        Some(total) => words.t_args("catalogue-shown", &[("shown", shown.into()), ("total", total.into())]),
        None => words.t_args("count-books", &[("count", shown.into())]),
    };
    let label = AttrValue::from(words.t("catalogue-title"));
    let asking = *more == More::Asking;
    html! {
        <section class="sec" aria-label={words.t("catalogue-title")}>
            <h2 class="vh">{ said.clone() }</h2>
            { props!(BookList { label, books }) }
            <div class="pager">
                if let More::Failed(why) = more { <p role="alert">{ trouble::said(why, "", words).0 }</p> }
                if list.next.is_some() {
                    <Button onclick={clicked(onmore)}>
                        { words.t(if asking { "catalogue-more-loading" } else { "catalogue-more" }) }
                    </Button>
                }
                <p class="faint num" role="status">{ said }</p>
            </div>
        </section>
    }
}
