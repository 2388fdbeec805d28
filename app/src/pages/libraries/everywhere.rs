//! One search in all libraries: each answers when it can, and what goes wrong is said where it belongs.

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{BookList, Button, EmptyState, SearchField, Section, clicked};
use yueli_i18n::Catalog;
use yueli_opds::{Feed, Publication, SearchTemplate};

use super::{address, known::use_known, rows, trouble};
use crate::{
    pages::{catalogue::meta, face, failed, loan},
    route::Route,
    router::use_location,
    shell::{Page, browser, library::use_library, use_frame},
    use_cases::{
        catalogue::{self, CatalogueError},
        libraries::{Desk, Library, Trouble, Upstream, far, search},
        search::Search,
    },
    wire_up::{Services, use_services},
    words::use_t,
};

/// How many books of each library are shown.
const FIRST: usize = 4;

/// The page of a search in all libraries.
#[component]
pub fn Everywhere() -> Html {
    let words = use_t();
    let frame = use_frame();
    let (known, refresh) = use_known();
    let own = use_library().name(words.locale().tag()).unwrap_or_else(|| words.t("app-name"));
    let query = use_location().map(|location| location.query_str().to_owned()).unwrap_or_default();
    let asked = address::value(&query, "q").unwrap_or_default();
    let typed = use_state_eq(|| AttrValue::from(asked.clone()));
    let answered = use_reducer_eq(Answered::default);
    {
        let dispatcher = answered.dispatcher();
        use_effect_with(asked.clone(), move |_| dispatcher.dispatch(Heard::Anew));
    }
    let onheard = {
        let dispatcher = answered.dispatcher();
        use_callback((), move |id: String, ()| dispatcher.dispatch(Heard::From(id)))
    };
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |value: AttrValue| typed.set(value))
    };
    let onsubmit = frame.go.reform(|value: AttrValue| address::everywhere(value.trim()).into());
    let onclear = oninput.reform(|()| AttrValue::default());
    let libraries = known.all();
    let total = libraries.len() + 1;
    let said = words.t_args(
        "all-libraries-said",
        &[("answered", answered.0.len().min(total).into()), ("total", total.into())],
    );
    let back = Some((AttrValue::from(Route::Libraries.to_path()), AttrValue::from(words.t("far-back"))));
    html! {
        <Page title={words.t("all-libraries-title")} headed=true {back} no_search=true>
            <div class="catalogue-search">
                <SearchField label={words.t("all-libraries-label")} placeholder={words.t("catalogue-search-placeholder")}
                    value={(*typed).clone()} clear_label={words.t("catalogue-search-clear")} {oninput} {onsubmit} {onclear} />
            </div>
            if known.here && libraries.is_empty() {
                { props!(EmptyState {
                    sentence: words.t("all-libraries-none"),
                    action: html! { <Button href={Route::Libraries.to_path()}>{ words.t("libraries-title") }</Button> }
                }) }
            } else if asked.is_empty() {
                <p class="soft results-status">{ words.t("all-libraries-hint") }</p>
            } else if known.here {
                <p class="results-status soft num" role="status">{ said }</p>
                <Ours key={asked.clone()} name={own.clone()} asked={asked.clone()} onheard={onheard.clone()} />
                { for libraries.into_iter().map(|(library, upstream)| html! {
                    <Theirs key={format!("{} {asked}", library.id)} library={library.clone()} {upstream} own={own.clone()} asked={asked.clone()}
                        onheard={onheard.clone()} refresh={refresh.clone()} />
                }) }
            }
        </Page>
    }
}

/// Which libraries have answered.
#[derive(Clone, PartialEq, Default)]
struct Answered(Vec<String>);

enum Heard {
    Anew,
    From(String),
}

impl Reducible for Answered {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        match heard {
            Heard::Anew => Rc::default(),
            Heard::From(id) if self.0.contains(&id) => self,
            Heard::From(id) => Rc::new(Self(self.0.iter().cloned().chain([id]).collect())),
        }
    }
}

#[derive(Properties, PartialEq)]
struct OursProps {
    name: AttrValue,
    asked: String,
    onheard: Callback<String>,
}

/// What our own library has.
#[component]
fn Ours(props: &OursProps) -> Html {
    let (services, words) = (use_services(), use_t());
    let found = use_state(|| None::<Result<Feed, CatalogueError>>);
    let tag = words.locale().tag();
    let search = Search::words(props.asked.as_str());
    let ask = {
        let (setter, onheard, url) = (found.setter(), props.onheard.clone(), search.feed_url());
        Callback::from(move |()| {
            let (services, setter, onheard, url) =
                (services.clone(), setter.clone(), onheard.clone(), url.clone());
            yew::platform::spawn_local(async move {
                setter.set(Some(catalogue::feed(services.http.as_ref(), &url, tag).await));
                onheard.emit(String::new());
            });
        })
    };
    {
        let ask = ask.clone();
        use_effect_with((props.asked.clone(), tag), move |_| ask.emit(()));
    }
    let row = |own: &Publication| {
        let href = Route::title(catalogue::id_of(own).unwrap_or_default()).to_path();
        let tags = loan::tag(own, &words).unwrap_or_default();
        let meta = AttrValue::from(meta(own, &words));
        Html::from(props!(yueli_components::BookRow { book: face::face(own, &words), href, meta, tags }))
    };
    let inside = match &*found {
        None => looking(&words),
        Some(Err(error)) => {
            let key = failed::key(error);
            went_wrong(words.t(key), words.attr(key, "advice"), Some(&ask), &words)
        }
        Some(Ok(feed)) => books(feed.publications.iter().take(FIRST).map(row).collect(), &props.name, &words),
    };
    let more = matches!(&*found, Some(Ok(feed)) if feed.publications.len() > FIRST);
    let href = more.then(|| AttrValue::from(search.to_address()));
    html! { <Section title={props.name.clone()} action_href={href} action={words.t("all-libraries-more")}>{ inside }</Section> }
}

#[derive(Properties, PartialEq)]
struct TheirsProps {
    library: Library,
    upstream: Upstream,
    own: AttrValue,
    asked: String,
    onheard: Callback<String>,
    refresh: Callback<()>,
}

/// Where it was searched, and what was found.
type Found = (String, Rc<Feed>);

/// What another library has.
#[component]
fn Theirs(props: &TheirsProps) -> Html {
    let (services, words) = (use_services(), use_t());
    let TheirsProps { library, upstream, .. } = props;
    let found = use_state(|| None::<Result<Found, Trouble>>);
    let tag = words.locale().tag();
    let ask = {
        let (setter, onheard) = (found.setter(), props.onheard.clone());
        let (library, upstream, asked) = (library.clone(), upstream.clone(), props.asked.clone());
        Callback::from(move |()| {
            let (services, setter, onheard) = (services.clone(), setter.clone(), onheard.clone());
            let (library, upstream, asked) = (library.clone(), upstream.clone(), asked.clone());
            setter.set(None);
            yew::platform::spawn_local(async move {
                setter.set(Some(look(&services, tag, (&library, &upstream), &asked).await));
                onheard.emit(library.id);
            });
        })
    };
    {
        let ask = ask.clone();
        use_effect_with((upstream.clone(), props.asked.clone(), tag), move |_| ask.emit(()));
    }
    let mut href = None;
    let inside = match &*found {
        None => looking(&words),
        Some(Err(why)) => {
            let (title, advice) = trouble::said(why, &props.own, &words);
            let way = Some(&ask).filter(|_| why.may_pass());
            if why.code == crate::use_cases::libraries::trouble::SIGN_IN {
                href = Some(AttrValue::from(Route::library(library.id.clone()).to_path()));
            }
            went_wrong(title, advice, way, &words)
        }
        Some(Ok((at, feed))) => {
            let all: Vec<&Publication> = feed
                .publications
                .iter()
                .chain(feed.groups.iter().flat_map(|group| &group.publications))
                .collect();
            if all.len() > FIRST || feed.next().is_some() || !feed.navigation.is_empty() {
                href = Some(AttrValue::from(address::catalogue(&library.id, Some(at), Some(&props.asked))));
            }
            let row = |own: &&Publication| {
                let own = Publication { images: far::images(own, upstream), ..(*own).clone() };
                rows::row(&own, at, (&library.id, upstream), 3, &words)
            };
            if all.is_empty() && rows::any_way_on(&feed.navigation, upstream) {
                let first: Vec<_> = feed.navigation.iter().take(FIRST).cloned().collect();
                rows::ways_on(&first, &library.id, upstream, &words)
            } else {
                books(all.iter().take(FIRST).map(row).collect(), &library.name, &words)
            }
        }
    };
    let action =
        words.t(if matches!(&*found, Some(Err(_))) { "sign-in-title" } else { "all-libraries-more" });
    html! { <Section title={library.name.clone()} action_href={href} {action}>{ inside }</Section> }
}

async fn look(
    services: &Services,
    tag: &str,
    (library, upstream): (&Library, &Upstream),
    asked: &str,
) -> Result<Found, Trouble> {
    let desk = Desk { http: services.http.as_ref(), tag, csrf: None, secure: browser::is_secure() };
    let template = template(&desk, library, upstream).await?;
    let at = search::address(&template, asked);
    let feed = search::search(&desk, upstream, &template, asked).await?;
    Ok((at, Rc::new(feed)))
}

thread_local! {
    /// How one searches in each library: it does not change from one search to the next.
    static WAYS: std::cell::RefCell<Vec<(Library, bool, SearchTemplate)>> = std::cell::RefCell::default();
}

async fn template(
    desk: &Desk<'_>,
    library: &Library,
    upstream: &Upstream,
) -> Result<SearchTemplate, Trouble> {
    let known = WAYS.with_borrow(|ways| {
        let own = ways.iter().find(|(own, signed_in, _)| own == library && *signed_in == upstream.signed_in);
        own.map(|(.., way)| way.clone())
    });
    if let Some(known) = known {
        return Ok(known);
    }
    let way = search::way(desk, upstream, &library.start).await?;
    WAYS.with_borrow_mut(|ways| ways.push((library.clone(), upstream.signed_in, way.clone())));
    Ok(way)
}

fn looking(words: &Catalog) -> Html {
    html! { <p class="soft" aria-busy="true">{ words.t("all-libraries-looking") }</p> }
}

fn books(books: Vec<Html>, library: &str, words: &Catalog) -> Html {
    if books.is_empty() {
        return html! { <p class="soft">{ words.t("all-libraries-nothing") }</p> };
    }
    props!(BookList { label: AttrValue::from(library.to_owned()), books }).into()
}

/// What went wrong with one library, where its books would stand.
fn went_wrong(title: String, advice: String, again: Option<&Callback<()>>, words: &Catalog) -> Html {
    let note = AttrValue::from(advice);
    let actions = match again {
        Some(again) => {
            html! { <Button small=true icon="retry" onclick={clicked(again)}>{ words.t("error-retry") }</Button> }
        }
        None => Html::default(),
    };
    props!(yueli_components::Banner {
        tone: yueli_components::Tone::Caution,
        icon: "warning",
        text: title,
        note,
        actions
    })
    .into()
}
