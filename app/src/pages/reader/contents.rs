//! The contents sheet: chapters, printed pages, landmarks, and going to a page or a part.

use std::rc::Rc;

use yew::prelude::*;
use yueli_components::{Button, ButtonKind, Choice, List, Tabs, Toc, TocItem};
use yueli_i18n::Arg;
use yueli_publication::number::decimal;

use crate::shell::files::can_share;

use super::{
    bars::left,
    book::{Aim, Book, Entry},
    model::Where,
};
use crate::words::use_t;

/// Props of [`Contents`].
#[derive(Properties, PartialEq)]
pub struct ContentsProps {
    /// The open book.
    pub book: Rc<Book>,
    /// The book's language.
    pub language: Option<AttrValue>,
    /// Where we are.
    pub here: Where,
    /// Goes there.
    pub ongo: Callback<Aim>,
    /// Hears what will perhaps be gone to.
    pub onaim: Callback<Aim>,
    /// Hands the book's address on.
    pub onshare: Callback<()>,
}

/// Ways through the book.
#[component]
pub fn Contents(props: &ContentsProps) -> Html {
    let t = use_t();
    let tab = use_state(|| AttrValue::from("contents"));
    let book = &props.book;
    let mut tabs = vec![Choice::new("contents", t.t("reader-tab-contents"))];
    if !book.pages.is_empty() {
        tabs.push(Choice::new("pages", t.t("reader-tab-pages")));
    }
    if !book.landmarks.is_empty() {
        tabs.push(Choice::new("landmarks", t.t("reader-tab-landmarks")));
    }
    let (list, current, label) = match tab.as_str() {
        "pages" => (&book.pages, props.here.printed, "reader-tab-pages"),
        "landmarks" => (&book.landmarks, None, "reader-tab-landmarks"),
        _ => (&book.contents, props.here.chapter, "reader-tab-contents"),
    };
    let onselect = props.ongo.reform(entry);
    let onchange = {
        let tab = tab.clone();
        Callback::from(move |chosen| tab.set(chosen))
    };
    let grid = tab.as_str() == "pages";
    html! {
        <>
            <GoTo book={book.clone()} ongo={props.ongo.clone()} onaim={props.onaim.clone()} />
            <div class="places-now">
                if let Some((chapter, book)) = props.here.minutes {
                    <p class="soft t13">
                        { left(chapter, "reader-time-left-chapter", &t) }<br />
                        { left(book, "reader-time-left-book", &t) }
                        <span class="faint">{ t.t("reader-time-left-pace") }</span>
                    </p>
                }
                <Button kind={ButtonKind::Quiet} small=true icon="share" onclick={props.onshare.reform(|_: MouseEvent| ())}>
                    { t.t(if can_share() { "share-book" } else { "share-link" }) }
                </Button>
            </div>
            <Tabs label={t.t("reader-contents-title")} {tabs} selected={(*tab).clone()} {onchange}>
                if list.is_empty() {
                    <p class="soft">{ t.t("reader-contents-none") }</p>
                } else {
                    <Toc label={t.t(label)} items={items(list, current, &t.t("reader-contents-untitled"))} language={props.language.clone()} {onselect}
                        onaim={props.onaim.reform(entry)} {grid} />
                }
            </Tabs>
        </>
    }
}

fn entry(target: AttrValue) -> Aim {
    Aim::Entry(target.to_string())
}

fn items(list: &[Entry], current: Option<usize>, untitled: &str) -> List<TocItem> {
    let item = |(index, entry): (usize, &Entry)| TocItem {
        target: entry.href.clone().into(),
        title: if entry.title.is_empty() { untitled.to_owned().into() } else { entry.title.clone().into() },
        note: None,
        depth: entry.depth as u8,
        current: current == Some(index),
    };
    list.iter().enumerate().map(item).collect()
}

/// Props of [`GoTo`].
#[derive(Properties, PartialEq)]
struct GoToProps {
    book: Rc<Book>,
    ongo: Callback<Aim>,
    onaim: Callback<Aim>,
}

/// Going to a printed page by its number, or to a percentage of the book.
#[component]
fn GoTo(props: &GoToProps) -> Html {
    let t = use_t();
    let typed = use_state(String::new);
    let missing = use_state(|| None::<String>);
    let oninput = {
        let (typed, missing) = (typed.clone(), missing.clone());
        let (book, onaim) = (props.book.clone(), props.onaim.clone());
        Callback::from(move |event: InputEvent| {
            missing.set(None);
            let field = event.target_dyn_into::<web_sys::HtmlInputElement>();
            let words = field.map(|field| field.value()).unwrap_or_default();
            if let Some(aim) = wanted(&book, &words) {
                onaim.emit(aim);
            }
            typed.set(words);
        })
    };
    let onsubmit = {
        let (typed, missing) = (typed.clone(), missing.clone());
        let (book, ongo) = (props.book.clone(), props.ongo.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match wanted(&book, &typed) {
                Some(aim) => ongo.emit(aim),
                None if typed.trim().is_empty() => {}
                None => missing.set(Some((*typed).clone())),
            }
        })
    };
    html! {
        <form class="goto" {onsubmit}>
            <label>
                { t.t("reader-go-to-label") }
                <input type="text" autocomplete="off" value={(*typed).clone()} {oninput} aria-describedby="go-to-missing"
                    aria-invalid={missing.is_some().then_some("true")} />
            </label>
            <Button kind={ButtonKind::Secondary} submit=true>{ t.t("reader-go-to-action") }</Button>
            <p id="go-to-missing" role="status">
                if let Some(page) = &*missing {
                    { t.t_args(missing_key(&props.book, page), &[("page", Arg::from(page.trim()))]) }
                }
            </p>
        </form>
    }
}

/// What is said of what leads nowhere: of a page where there are printed ones, else of a percentage.
fn missing_key(book: &Book, typed: &str) -> &'static str {
    let is_percent = book.pages.is_empty() || typed.trim().ends_with(['%', '％']);
    if is_percent { "reader-go-to-no-percent" } else { "reader-go-to-missing" }
}

/// A printed page of that name, else a percentage.
fn wanted(book: &Book, typed: &str) -> Option<Aim> {
    let typed = typed.trim();
    let page = book.pages.iter().find(|page| page.title.eq_ignore_ascii_case(typed));
    if let Some(page) = page {
        return Some(Aim::Entry(page.href.clone()));
    }
    let percent = typed.strip_suffix(['%', '％']).or(book.pages.is_empty().then_some(typed))?;
    let part = decimal(percent.trim())?;
    (0.0..=100.0).contains(&part).then_some(Aim::Part(part / 100.0))
}

#[cfg(test)]
mod tests {
    use yueli_publication::{Link, Manifest};

    use super::*;

    #[test]
    fn a_number_is_a_printed_page_where_there_are_any() {
        let paged =
            Book::new(Manifest { page_list: vec![Link::to("a#p12").titled("12")], ..Manifest::default() });
        let plain = Book::new(Manifest::default());
        assert_eq!(wanted(&paged, " 12 "), Some(Aim::Entry("a#p12".into())));
        assert_eq!(wanted(&paged, "13"), None);
        assert_eq!(wanted(&paged, "50%"), Some(Aim::Part(0.5)));
        assert_eq!(wanted(&plain, "50"), Some(Aim::Part(0.5)));
        assert_eq!(wanted(&plain, "150"), None);
        assert_eq!(wanted(&plain, "x"), None);
        for (book, typed, key) in [
            (&paged, "13", "reader-go-to-missing"),
            (&paged, "150 %", "reader-go-to-no-percent"),
            (&plain, "150", "reader-go-to-no-percent"),
        ] {
            assert_eq!(missing_key(book, typed), key, "{typed}");
        }
    }
}
