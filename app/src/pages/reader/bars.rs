//! The bars above and below the text, and what is said to those who cannot see it.

use yew::{prelude::*, props};
use yueli_components::{Button, ButtonKind, Icon, IconButton, ReaderFoot, ReaderTop, follow};
use yueli_i18n::{Arg, Catalog};

use super::{
    ReaderPageProps,
    actions::{Act, wish},
    keys::Wish,
    model::{Model, Panel},
    notes::{Spoken, pen_words},
    title_of,
};
use crate::route::Route;

/// The bar above: the way back, the title, the panels.
pub fn top(
    props: &ReaderPageProps,
    model: &Model,
    t: &Catalog,
    heading: &str,
    language: Option<AttrValue>,
    act: &Callback<Act>,
) -> Html {
    let back = act.reform(|_: AttrValue| Act::Wish(Wish::Close));
    let bookmark = props!(IconButton {
        icon: "bookmark",
        label: t.t("notes-bookmark-here"),
        pressed: model.notes.bookmark.is_some(),
        onclick: wish(act, Wish::Bookmark)
    });
    let tools = tools(model, t, act);
    let actions = html! {
        <>
            if model.can_go_back {
                // Here, and not above the thread: a bar that grew would lay out the text anew.
                <Button kind={ButtonKind::Quiet} small=true icon="back" onclick={wish(act, Wish::Back)}>
                    { t.t("reader-back-to-place") }
                </Button>
            }
            { bookmark }
            <div class="tools-above">{ tools }</div>
        </>
    };
    props!(ReaderTop {
        title: heading.to_owned(),
        language,
        close_label: t.t("reader-close"),
        close_href: Route::title(props.id.clone()).to_path(),
        onclick: follow(back),
        hidden: model.bars_away,
        actions
    })
    .into()
}

/// The buttons of the panels. Above the text, or below the thread where there is little room: the style sheet shows one
/// of the two, so that the Tab key and screen readers come to them where they are seen.
fn tools(model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let opener = |icon: &'static str, key: &str, panel: Panel, opens: Wish| {
        let expanded = model.panel == Some(panel);
        let class = classes!((panel == Panel::Keys).then_some("for-keys"));
        props!(IconButton { icon, label: t.t(key), expanded, onclick: wish(act, opens), class })
    };
    html! {
        <>
            { opener("list", "reader-contents", Panel::Contents, Wish::Contents) }
            { opener("notes", "notes", Panel::Notes, Wish::Notes) }
            { opener("search", "reader-search", Panel::Find, Wish::Find) }
            { opener("text-size", "reader-display", Panel::Display, Wish::Display) }
            { opener("keyboard", "keys-title", Panel::Keys, Wish::Keys) }
        </>
    }
}

/// Minutes that are left, in words: hours where there are many.
pub fn left(minutes: u32, key: &str, t: &Catalog) -> String {
    let time = if minutes < 60 {
        t.t_args("time-minutes", &[("minutes", Arg::from(f64::from(minutes)))])
    } else {
        // To ten minutes: nobody knows it better.
        let rounded = (minutes + 5) / 10 * 10;
        let parts = [("hours", f64::from(rounded / 60)), ("minutes", f64::from(rounded % 60))];
        t.t_args("time-hours", &parts.map(|(name, value)| (name, Arg::from(value))))
    };
    t.t_args(key, &[("time", Arg::from(time.as_str()))])
}

/// Strips at the edges that turn the page: for the mouse, and for those who come with the Tab key.
pub fn turns(model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let Some(book) = &model.book else { return html! {} };
    let (left, right) =
        if book.turns_left() { (Wish::Next, Wish::Previous) } else { (Wish::Previous, Wish::Next) };
    let strip = |to: Wish, class: &'static str, icon: &'static str| {
        let label = t.t(if to == Wish::Next { "reader-next-page" } else { "reader-previous-page" });
        html! {
            <button type="button" class={classes!("turn", class)} aria-label={label} onclick={wish(act, to)}>
                { props!(Icon { name: icon }) }
            </button>
        }
    };
    html! {
        <>
            { strip(left, "turn-left", "chevron-left") }
            { strip(right, "turn-right", "chevron-right") }
        </>
    }
}

pub fn foot(model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let below = html! { <div class="tools-below">{ tools(model, t, act) }</div> };
    let Some((book, here)) = model.book.as_ref().zip(model.here.as_ref()) else {
        // As high as it will be: a bar that came later would lay out the first page anew.
        let foot = props!(ReaderFoot {
            progress: 0.0,
            label: t.t("reader-opening"),
            place: "\u{a0}",
            hidden: true,
            below
        });
        return foot.into();
    };
    let stitches: Vec<f64> = book.spans.iter().skip(1).map(|span| span.start).collect();
    let stitches = if stitches.len() > 60 { Vec::new() } else { stitches };
    let fixed = book.is_fixed(here.section);
    let place = match model.printed_page() {
        Some(page) => t.t_args("reader-page-number", &[("page", Arg::from(page.as_str()))]),
        None if fixed => t.t_args(
            "reader-page-of-chapter",
            &[("page", Arg::from(here.section as f64 + 1.0)), ("pages", Arg::from(book.spans.len() as f64))],
        ),
        None => t.t_args(
            "reader-page-of-chapter",
            &[
                ("page", Arg::from(here.place.page as f64 + 1.0)),
                ("pages", Arg::from(here.place.pages as f64)),
            ],
        ),
    };
    let remaining = here.minutes.map_or_else(
        || html! {},
        |(chapter, book)| {
            html! {
                <>
                    <span>{ left(chapter, "reader-time-left-chapter", t) }</span>
                    <span class="only-wide">{ left(book, "reader-time-left-book", t) }</span>
                </>
            }
        },
    );
    props!(ReaderFoot {
        progress: here.total,
        stitches,
        label: progress_label(model, t),
        rtl: book.turns_left(),
        place,
        remaining,
        hidden: model.bars_away,
        below
    })
    .into()
}

pub fn progress_label(model: &Model, t: &Catalog) -> String {
    let total = model.here.as_ref().map_or(0.0, |here| here.total);
    let percent = format!("{:.0} %", total * 100.0);
    let chapter = model.chapter().unwrap_or_else(|| title_of(model, t));
    t.t_args(
        "reader-progress-value",
        &[("chapter", Arg::from(chapter.as_str())), ("percent", Arg::from(percent.as_str()))],
    )
}

/// What is said of words that are chosen with keys.
fn said_of_choice(spoken: &Spoken, t: &Catalog) -> String {
    match spoken {
        Spoken::Words(words) => words.clone(),
        Spoken::First(words) => t.t_args("notes-choosing", &[("words", Arg::from(words.as_str()))]),
        Spoken::Marked(words, pen) => {
            let pen = pen_words(*pen, t);
            t.t_args(
                "notes-chosen-marked",
                &[("words", Arg::from(words.as_str())), ("pen", Arg::from(pen.as_str()))],
            )
        }
    }
}

/// What is said to those who cannot see the page turn.
pub fn announcement(model: &Model, t: &Catalog) -> String {
    if let Some(spoken) = &model.notes.spoken {
        return said_of_choice(spoken, t);
    }
    if let Some(key) = model.said {
        return t.t(key);
    }
    let Some((book, here)) = model.book.as_ref().zip(model.here.as_ref()) else { return String::new() };
    if model.turning {
        return String::new();
    }
    let chapter = model.chapter().unwrap_or_else(|| title_of(model, t));
    let page = if book.is_fixed(here.section) { here.section } else { here.place.page };
    t.t_args(
        "reader-page-label",
        &[("chapter", Arg::from(chapter.as_str())), ("page", Arg::from(page as f64 + 1.0))],
    )
}
