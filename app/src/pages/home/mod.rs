//! Home: where reading goes on, and what the library has.

pub mod load;
pub mod model;

use yew::{prelude::*, props};
use yueli_components::{
    Banner, BookCard, Button, ButtonKind, Cover, CoverSize, EmptyState, Section, Shelf, Skeleton,
    SkeletonKind, Spine, SpineCase, SpreadCard, Thread, clicked,
};
use yueli_i18n::Catalog;
use yueli_opds::Publication;
use yueli_platform_web::keep::Phase;

use self::model::Row;
use super::{face, failed::failed};
use crate::{
    route::Route,
    shell::{Page, keeping::Keeping, library::use_library, page::HeaderSearch, use_keeping, watch::use_slow},
    use_cases::{catalogue, remote::Remote, shelf::ShelfEntry},
    words::use_t,
};

/// How many books stand beside the spread.
const BESIDE: usize = 4;
/// How many covers of the first row fit on a phone.
const SEEN_FIRST: usize = 3;

/// The home page.
#[component]
pub fn Home() -> Html {
    let words = use_t();
    let library = use_library();
    let shelf = load::use_shelf();
    let keeping = use_keeping();
    {
        // Shown at once as it was, and asked for again on every visit.
        let refresh = library.refresh.clone();
        use_effect_with((), move |()| refresh.emit(()));
    }
    let feed = &library.root.feed;
    let slow = use_slow(feed.is_waiting());
    let tag = words.locale().tag();
    let subjects = load::use_subjects(feed.ready());
    let home = model::home(
        feed.ready().map(|feed| &**feed),
        subjects.as_deref(),
        shelf.as_deref().unwrap_or_default(),
        tag,
    );
    let notice =
        feed.ready().and_then(|feed| feed.metadata.subtitle.as_ref()).map(|own| own.get(tag).to_owned());
    html! {
        <Page title={words.t("home-title")}>
            <h1 class="vh">{ words.t("home-title") }</h1>
            <div class="home-search"><HeaderSearch /></div>
            if let Some(text) = notice.filter(|own| !own.trim().is_empty()) { { props!(Banner { text }) } }
            { lead(&home, &words) }
            if library.root.stale || matches!(feed, Remote::Failed(_)) { { kept(&keeping, &words) } }
            if shelf.as_ref().is_some_and(Vec::is_empty) && !home.rows.is_empty() {
                <p class="home-first serif">{ words.t("home-first-visit") }</p>
            }
            { match feed {
                Remote::Waiting if slow => {
                    props!(Skeleton { kind: SkeletonKind::Shelf, label: words.t("loading") }).into()
                }
                Remote::Waiting => Html::default(),
                Remote::Failed(error) => failed(error, &library.refresh, 2, &words),
                Remote::Ready(_) if home.library_is_empty => empty(&words, &library.refresh),
                Remote::Ready(_) => html! {
                    <>
                        { for home.rows.iter().filter(|row| row.is_new).map(|row| books(row, &words)) }
                        { spines(&home.subjects, &words) }
                        { for home.rows.iter().filter(|row| !row.is_new).map(|row| books(row, &words)) }
                    </>
                },
            } }
        </Page>
    }
}

/// The book to go on with, and beside it the others of the shelf.
fn lead(home: &model::Home, words: &Catalog) -> Html {
    let Some(entry) = &home.going_on else {
        return from_shelf(&home.on_the_go, words);
    };
    let progress = entry.progress().unwrap_or_default();
    let percent = words.percent(progress);
    let said = words.t_args("percent-read", &[("percent", percent.into())]);
    let further = html! {
        <Button kind={ButtonKind::Secondary} href={Route::title(entry.id.clone()).to_path()}>
            { words.t("details-title") }
        </Button>
    };
    let spread = props!(SpreadCard {
        book: face::face(&entry.publication, words),
        kicker: words.t("home-continue"),
        quote: entry.excerpt.clone().map(AttrValue::from),
        chapter: entry.chapter.clone().map(AttrValue::from),
        progress,
        stitches: entry.chapters.clone(),
        progress_label: said.clone(),
        remaining: AttrValue::from(said),
        href: Route::read(entry.id.clone()).to_path(),
        action: words.t("home-continue-action"),
        further
    });
    if home.on_the_go.is_empty() {
        return html! { <div class="home-lead">{ spread }</div> };
    }
    html! { <div class="home-lead has-aside">{ spread }{ on_the_go(&home.on_the_go, words) }</div> }
}

/// Other books of the shelf, beside the spread.
fn on_the_go(entries: &[ShelfEntry], words: &Catalog) -> Html {
    let line = |entry: &ShelfEntry| {
        let book = face::face(&entry.publication, words);
        let progress = entry.progress().map(|progress| {
            let said = words.t_args("percent-read", &[("percent", words.percent(progress).into())]);
            Html::from(props!(Thread { progress, stitches: entry.chapters.clone(), label: said }))
        });
        html! {
            <li key={entry.id.clone()}>
                <Cover book={book.clone()} size={CoverSize::Thumb} />
                <a href={Route::title(entry.id.clone()).to_path()}>
                    <b lang={book.language.clone()} dir="auto">{ book.title.clone() }</b>
                    <small dir="auto">{ book.author.clone() }</small>
                    { progress }
                </a>
            </li>
        }
    };
    html! {
        <Section title={words.t("home-recent")} action={words.t("home-recent-all")}
            action_href={AttrValue::from(Route::Shelf.to_path())}>
            <ul class="line-list" role="list">{ for entries.iter().take(BESIDE).map(line) }</ul>
        </Section>
    }
}

/// The books of the shelf as a row, where none of them is being read.
fn from_shelf(entries: &[ShelfEntry], words: &Catalog) -> Html {
    if entries.is_empty() {
        return Html::default();
    }
    let books = entries.iter().map(|entry| card(&entry.publication, &entry.id, words, false));
    html! {
        <Section title={words.t("shelf-title")} action={words.t("home-recent-all")}
            action_href={AttrValue::from(Route::Shelf.to_path())}>
            { props!(Shelf { books: books.collect::<Vec<_>>() }) }
        </Section>
    }
}

/// The books that can be opened although the library does not answer.
fn kept(keeping: &Keeping, words: &Catalog) -> Html {
    let whole = keeping.books.iter().filter(|book| book.phase == Phase::Kept);
    let books: Vec<Html> = whole.map(|book| card(&book.publication, &book.id, words, false)).collect();
    if books.is_empty() {
        return Html::default();
    }
    html! {
        <Section title={words.t("home-kept")} action={words.t("storage-title")}
            action_href={AttrValue::from(Route::Storage.to_path())}>
            { props!(Shelf { books }) }
        </Section>
    }
}

fn books(row: &Row, words: &Catalog) -> Html {
    let title =
        if row.title.trim().is_empty() || row.is_new { words.t("home-new") } else { row.title.clone() };
    let action = words.t(if row.is_new { "home-new-all" } else { "facet-all" });
    let books = row.publications.iter().enumerate().filter_map(|(index, publication)| {
        let id = catalogue::id_of(publication)?;
        // What is seen first is not waited for.
        Some(card(publication, &id, words, row.is_new && index < SEEN_FIRST))
    });
    html! {
        <Section key={title.clone()} title={title.clone()} action_href={row.all.clone().map(AttrValue::from)} {action}>
            { props!(Shelf { books: books.collect::<Vec<_>>() }) }
        </Section>
    }
}

fn card(publication: &Publication, id: &str, words: &Catalog, eager: bool) -> Html {
    let href = Route::title(id.to_owned()).to_path();
    props!(BookCard { book: face::face(publication, words), href, eager }).into()
}

fn spines(spines: &[model::Spine], words: &Catalog) -> Html {
    if spines.is_empty() {
        return Html::default();
    }
    let spines: Vec<Spine> = spines
        .iter()
        .map(|spine| Spine {
            name: spine.name.clone().into(),
            class_mark: spine.name.chars().next().map(String::from).unwrap_or_default().into(),
            href: spine.address.clone().into(),
            count: spine
                .count
                .map(|count| AttrValue::from(words.t_args("count-books", &[("count", count.into())]))),
        })
        .collect();
    html! {
        <Section title={words.t("home-subjects")} action={words.t("home-subjects-all")}
            action_href={AttrValue::from(Route::Catalogue.to_path())}>
            { props!(SpineCase { spines }) }
        </Section>
    }
}

fn empty(words: &Catalog, refresh: &Callback<()>) -> Html {
    let action = html! {
        <Button kind={ButtonKind::Primary} icon="retry" onclick={clicked(refresh)}>
            { words.t("home-empty-action") }
        </Button>
    };
    let advice = AttrValue::from(words.t("home-empty-advice"));
    props!(EmptyState { sentence: words.t("home-empty"), advice, action }).into()
}
