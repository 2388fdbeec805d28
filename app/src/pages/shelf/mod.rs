//! The reader's books.

mod lent;
pub mod load;
pub mod model;

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{
    BookList, BookRow, Button, ButtonKind, EmptyState, ErrorState, IconButton, Section, Tag, Tone,
};
use yueli_i18n::Catalog;
use yueli_platform_web::keep::Phase;

use self::{load::Doings, model::State};
use super::face;
use crate::{
    pages::title::keep,
    route::Route,
    shell::{Page, account::use_account, use_keeping},
    use_cases::shelf::{ShelfEntry, Standing},
    words::use_t,
};

/// The shelf page.
#[component]
pub fn ShelfPage() -> Html {
    let words = use_t();
    let (state, doings) = load::use_shelf_state();
    let has_loans = use_account().state.loans.is_some_and(|loans| !loans.is_empty());
    html! {
        <Page title={words.t("shelf-title")} headed=true>
            <lent::LentBooks />
            if !has_loans || !state.is_empty() { { shown(&state, &doings, &words) } }
        </Page>
    }
}

fn shown(state: &State, doings: &Doings, words: &Catalog) -> Html {
    if state.failed.is_some() {
        return html! { <ErrorState title={words.t("error-storage")} advice={words.attr("error-storage", "advice")} /> };
    }
    if state.entries.is_none() {
        return Html::default();
    }
    if state.is_empty() {
        let action = html! {
            <Button kind={ButtonKind::Primary} href={Route::Catalogue.to_path()} icon="catalogue">
                { words.t("shelf-empty-action") }
            </Button>
        };
        let advice = AttrValue::from(words.t("shelf-saved-empty"));
        return props!(EmptyState { sentence: words.t("shelf-empty"), advice, action }).into();
    }
    let parts = [
        (Standing::Reading, "shelf-reading"),
        (Standing::Saved, "shelf-saved"),
        (Standing::Finished, "shelf-finished"),
    ];
    let part = |(standing, key): (Standing, &'static str)| {
        let entries = state.part(standing);
        if entries.is_empty() {
            return Html::default();
        }
        let books = entries.iter().map(|entry| {
            html! {
                <ShelfRow key={entry.id.clone()} entry={entry.clone()} doings={doings.clone()} />
            }
        });
        html! {
            <Section key={key} title={words.t(key)} end={count(entries.len(), words)}>
                { props!(BookList { books: books.collect::<Vec<_>>() }) }
            </Section>
        }
    };
    html! { <>{ for parts.into_iter().map(part) }</> }
}

fn count(count: usize, words: &Catalog) -> Html {
    html! { <span class="soft num">{ words.t_args("shelf-count", &[("count", count.into())]) }</span> }
}

#[derive(Properties, PartialEq)]
struct ShelfRowProps {
    entry: Rc<ShelfEntry>,
    doings: Doings,
}

/// One book of the shelf.
#[component]
fn ShelfRow(props: &ShelfRowProps) -> Html {
    let words = use_t();
    let keeping = use_keeping();
    let entry = &props.entry;
    let book = face::face(&entry.publication, &words);
    let standing = entry.standing();
    let progress = entry.progress().filter(|_| standing == Standing::Reading);
    let percent = words.percent(progress.unwrap_or_default());
    let act = match standing {
        Standing::Reading => "shelf-read-on",
        Standing::Saved => "shelf-start",
        Standing::Finished => "shelf-read-again",
    };
    let named = |key: &str| format!("{} {}", words.t(key), book.title);
    let doing = |callback: &Callback<Rc<ShelfEntry>>| {
        let entry = entry.clone();
        callback.reform(move |_: MouseEvent| entry.clone())
    };
    let actions = html! {
        <>
            <Button small=true icon="book-open" href={Route::read(entry.id.clone()).to_path()}
                label={AttrValue::from(named(act))}>{ words.t(act) }</Button>
            if standing == Standing::Reading {
                <Button small=true kind={ButtonKind::Quiet} label={AttrValue::from(named("shelf-mark-finished"))}
                    onclick={doing(&props.doings.finish)}>{ words.t("shelf-mark-finished") }</Button>
            }
        </>
    };
    let (label, onclick) = (named("shelf-remove"), doing(&props.doings.remove));
    let end = Html::from(props!(IconButton { icon: "close", label, onclick }));
    let meta = entry.chapter.clone().filter(|_| standing == Standing::Reading).map(AttrValue::from);
    let tags = keeping.book(&entry.id).map(|kept| {
        let whole = kept.phase == Phase::Kept;
        let text = if whole { words.t("keep-tag") } else { keep::said(kept.phase, &words) };
        let tone = if whole { Tone::Positive } else { Tone::default() };
        Html::from(props!(Tag { tone, text }))
    });
    props!(BookRow {
        tags: tags.unwrap_or_default(),
        book: book.clone(),
        href: Route::title(entry.id.clone()).to_path(),
        meta,
        progress,
        stitches: entry.chapters.clone(),
        progress_label: words.t_args("shelf-progress", &[("percent", percent.into())]),
        actions,
        end
    })
    .into()
}
