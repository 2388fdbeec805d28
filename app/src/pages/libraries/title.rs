//! One book of another library: what it is, whether it can be had, and the ways to have it.

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{Button, Section, Skeleton, SkeletonKind, clicked};
use yueli_i18n::Catalog;
use yueli_opds::{Acquisition, Document, Publication};

use super::{
    address,
    catalogue::unknown,
    documents,
    having::{Having, with},
    known::use_known,
    sign_in, trouble,
    ways::{self, Act, Row},
};
use crate::{
    pages::{face, title},
    route::Route,
    router::use_location,
    shell::{Page, browser, library::use_library, use_frame, watch::use_slow},
    use_cases::{
        catalogue,
        libraries::{
            Desk, Library, Trouble, Upstream, far,
            trouble::{NOT_IN_LIST, OWN_SIGN_IN, SIGN_IN},
        },
        shelf::ShelfEntry,
    },
    wire_up::{Services, use_services},
    words::use_t,
};

/// Props of [`FarTitle`].
#[derive(Properties, PartialEq)]
pub struct FarTitleProps {
    /// How the app names the library.
    pub id: AttrValue,
}

/// One book of another library.
#[component]
pub fn FarTitle(props: &FarTitleProps) -> Html {
    let words = use_t();
    let (known, refresh) = use_known();
    let own = use_library().name(words.locale().tag()).unwrap_or_else(|| words.t("app-name"));
    match known.find(&props.id) {
        Some((library, upstream)) => html! { <Inside {library} {upstream} {own} {refresh} /> },
        None => {
            let shown = match &known.trouble {
                _ if !known.asked => Html::default(),
                Some(why) => trouble::failed(why, &own, &refresh, 1, &words),
                None => unknown(&words),
            };
            html! { <Page title={words.t("libraries-title")}>{ shown }</Page> }
        }
    }
}

#[derive(Clone, PartialEq)]
enum Shown {
    Waiting,
    Book(Rc<Publication>),
    Failed(Rc<Trouble>),
}

#[derive(Properties, PartialEq)]
struct InsideProps {
    library: Library,
    upstream: Upstream,
    own: AttrValue,
    refresh: Callback<()>,
}

#[component]
fn Inside(props: &InsideProps) -> Html {
    let words = use_t();
    let InsideProps { library, upstream, own, refresh } = props;
    let query = use_location().map(|location| location.query_str().to_owned()).unwrap_or_default();
    let (shown, look, set) = use_book(upstream, &library.start, &query);
    let slow = use_slow(shown == Shown::Waiting);
    let title = match &shown {
        Shown::Book(book) => face::title(book, &words),
        _ => AttrValue::default(),
    };
    let inside = match &shown {
        Shown::Waiting if slow => {
            props!(Skeleton { kind: SkeletonKind::Title, label: words.t("loading") }).into()
        }
        Shown::Waiting => html! { <p class="vh" aria-busy="true"></p> },
        Shown::Failed(why) if matches!(why.code.as_str(), SIGN_IN | OWN_SIGN_IN) => {
            let refresh = refresh.clone();
            let onsigned = Callback::from(move |()| {
                documents::forget();
                refresh.emit(());
            });
            html! {
                <>
                    <h1 class="vh">{ &library.name }</h1>
                    <sign_in::SignIn library={library.clone()} upstream={upstream.clone()} why={why.clone()} {onsigned} />
                </>
            }
        }
        Shown::Failed(why) => trouble::failed(why, own, &look, 1, &words),
        Shown::Book(book) => html! {
            <Book book={book.clone()} library={library.clone()} upstream={upstream.clone()} refresh={refresh.clone()} {look} {set} />
        },
    };
    let back_words = words.t_args("far-title-back", &[("library", library.name.as_str().into())]);
    let back = Route::library(library.id.clone()).to_path();
    html! { <Page {title} back={Some((AttrValue::from(back), AttrValue::from(back_words)))}>{ inside }</Page> }
}

/// The book that the address asks for, the way to look again, and the way to say how it stands now.
#[hook]
fn use_book(
    upstream: &Upstream,
    start: &str,
    query: &str,
) -> (Shown, Callback<()>, Callback<Rc<Publication>>) {
    let services = use_services();
    let tag = use_t().locale().tag();
    let shown = use_state_eq(|| Shown::Waiting);
    let at = address::value(query, "at").unwrap_or_else(|| start.to_owned());
    let of = address::value(query, "of");
    let wanted = (upstream.clone(), at, of, tag);
    let look = {
        let (setter, wanted) = (shown.setter(), wanted.clone());
        use_callback(wanted, move |(), (upstream, at, of, tag)| {
            let (services, setter) = (services.clone(), setter.clone());
            let (upstream, at, of, tag) = (upstream.clone(), at.clone(), of.clone(), *tag);
            yew::platform::spawn_local(async move {
                setter.set(match find(&services, tag, &upstream, &at, of.as_deref()).await {
                    Ok(book) => Shown::Book(Rc::new(book)),
                    Err(why) => Shown::Failed(Rc::new(why)),
                });
            });
        })
    };
    {
        let (look, setter) = (look.clone(), shown.setter());
        use_effect_with(wanted, move |_| {
            setter.set(Shown::Waiting);
            look.emit(());
        });
    }
    let set = {
        let setter = shown.setter();
        use_callback((), move |book: Rc<Publication>, ()| setter.set(Shown::Book(book)))
    };
    ((*shown).clone(), look, set)
}

/// The publication that a document is of, or the one among others that `of` names.
async fn find(
    services: &Services,
    tag: &str,
    upstream: &Upstream,
    at: &str,
    of: Option<&str>,
) -> Result<Publication, Trouble> {
    let desk = Desk { http: services.http.as_ref(), tag, csrf: None, secure: browser::is_secure() };
    let answer = documents::ask(&desk, upstream, at, services.clock.now_ms()).await?;
    match &answer.document {
        Document::Publication(own) => Ok((**own).clone()),
        Document::Feed(feed) => {
            let groups = feed.groups.iter().flat_map(|group| &group.publications);
            let mut all = feed.publications.iter().chain(groups);
            let own = match of {
                Some(of) => all.find(|own| far::identity(own) == of),
                None => all.next(),
            };
            own.cloned().ok_or_else(|| Trouble::of(NOT_IN_LIST))
        }
        Document::Authentication(document) => {
            Err(Trouble { sign_in: Some(document.clone()), ..Trouble::of(SIGN_IN) })
        }
        Document::Search(_) => Err(Trouble::of(NOT_IN_LIST)),
    }
}

#[derive(Properties, PartialEq)]
struct BookProps {
    book: Rc<Publication>,
    library: Library,
    upstream: Upstream,
    refresh: Callback<()>,
    /// Looks again how it stands.
    look: Callback<()>,
    /// Hears how it stands.
    set: Callback<Rc<Publication>>,
}

/// The book, and what can be done.
#[component]
fn Book(props: &BookProps) -> Html {
    let (services, words, frame) = (use_services(), use_t(), use_frame());
    let BookProps { book, library, upstream, .. } = props;
    let here = browser::address();
    let best = ways::best(book, upstream);
    let kept =
        best.as_ref().and_then(|way| far::publication(book, (library, upstream), way, &here)).map(Rc::new);
    let id = kept.as_deref().and_then(catalogue::id_of).unwrap_or_default();
    let entry = use_entry(&id);
    use_ready(&services, &id, kept.as_ref(), entry.as_ref());
    let read = {
        let (services, frame) = (services.clone(), frame.clone());
        let (book, library, upstream) = (book.clone(), library.clone(), upstream.clone());
        Callback::from(move |way: Acquisition| {
            let Some(own) = far::publication(&book, (&library, &upstream), &way, &browser::address()) else {
                return;
            };
            let (services, frame) = (services.clone(), frame.clone());
            yew::platform::spawn_local(async move {
                // A device that keeps nothing shows what is made ready.
                services.shelf().add(&own).await.ok();
                let id = catalogue::id_of(&own).unwrap_or_default();
                frame.go.emit(Route::read(id).to_path().into());
            });
        })
    };
    let actions = html! {
        <>
            <Having book={book.clone()} library={library.clone()} upstream={upstream.clone()} refresh={props.refresh.clone()}
                look={props.look.clone()} set={props.set.clone()} kept={kept} {id} entry={entry} best={best.map(Rc::new)} read={read.clone()} />
        </>
    };
    let shown = Publication { images: far::images(book, upstream), ..(**book).clone() };
    let rows = ways::rows(book, &library.id, upstream, &words);
    html! {
        <article>
            { title::hero(&shown, actions, &words) }
            if !rows.is_empty() { { ways_view(&rows, &face::title(book, &words), &read, &words) } }
            <div class="two-up">
                { title::access(&shown, &words) }
                { title::details(&shown, false, &words) }
            </div>
        </article>
    }
}

/// What the shelf has of the book.
#[hook]
fn use_entry(id: &str) -> Option<Rc<ShelfEntry>> {
    let services = use_services();
    let entry = use_state_eq(|| None::<Rc<ShelfEntry>>);
    let setter = entry.setter();
    use_effect_with(id.to_owned(), move |id| {
        let id = id.clone();
        yew::platform::spawn_local(async move {
            let known = if id.is_empty() { None } else { services.shelf().get(&id).await.ok().flatten() };
            setter.set(known.map(Rc::new));
        });
    });
    (*entry).clone()
}

/// While the book is looked at, it is made ready to be read.
#[hook]
fn use_ready(services: &Services, id: &str, kept: Option<&Rc<Publication>>, entry: Option<&Rc<ShelfEntry>>) {
    let (services, kept) = (services.clone(), kept.cloned());
    let place = entry.and_then(|entry| entry.locator.clone());
    use_effect_with((id.to_owned(), kept.is_some(), place.is_some()), move |(id, ..)| {
        let look = kept.and_then(|own| services.readiness.begin(&services, id, &own, place.as_ref()));
        move || drop(look)
    });
}

/// Every way to have it.
fn ways_view(rows: &[Row], title: &str, read: &Callback<Acquisition>, words: &Catalog) -> Html {
    let act = |row: &Row| {
        let label = |key: &str| AttrValue::from(format!("{} {title}, {}", words.t(key), row.name));
        match &row.act {
            Act::Read(way) => {
                let onclick = clicked(&with(read, &Rc::new((**way).clone())));
                html! { <Button small=true icon="book-open" label={label("far-way-read")} {onclick}>{ words.t("far-way-read") }</Button> }
            }
            Act::Download(path) => html! {
                <a class="btn btn-two btn-s" href={path.clone()} download="" aria-label={label("far-way-download")}><span>{ words.t("far-way-download") }</span></a>
            },
            Act::Open(href) => html! {
                <Button small=true label={label("far-way-open")} href={href.clone()}>{ words.t("far-way-open") }</Button>
            },
            Act::Outside(href) => html! {
                <Button small=true icon="external" label={label("far-way-outside")} onclick={sign_in::elsewhere(href)}>{ words.t("far-way-outside") }</Button>
            },
            Act::Nothing => Html::default(),
        }
    };
    html! {
        <Section title={words.t("far-ways")}>
            <ul class="line-list far-have" role="list">
                { for rows.iter().enumerate().map(|(at, row)| html! {
                    <li key={at}><span></span><p><b>{ &row.name }</b><small>{ &row.note }</small></p>{ act(row) }</li>
                }) }
            </ul>
        </Section>
    }
}
