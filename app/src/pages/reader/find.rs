//! The search sheet: words of the book, and the places where they stand.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;
use yueli_components::{SearchField, Switch, aims};
use yueli_i18n::{Arg, Catalog};
use yueli_platform_web::book::{Found, Hit, Search};

use super::book::{Aim, Book};
use crate::words::use_t;

/// A search begins this many milliseconds after the last letter was typed.
const PAUSE_MS: u32 = 200;

/// What is searched for, and what has been found of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Finding {
    /// What is searched for.
    pub search: Search,
    /// Where it stands.
    pub hits: Rc<Vec<Hit>>,
    /// How many sections have been searched.
    pub searched: usize,
    /// All of the book has been searched, or as much of it as is told.
    pub done: bool,
    /// There are more places than are told.
    pub more: bool,
    /// The search did not happen.
    pub failed: bool,
    /// So many sections could not be searched.
    pub unread: usize,
}

impl Finding {
    /// A search that begins.
    pub fn of(search: Search) -> Self {
        let done = search.query.trim().is_empty();
        Self { search, done, ..Self::default() }
    }

    /// What was found is added.
    pub fn add(&mut self, found: Found) {
        Rc::make_mut(&mut self.hits).extend(found.hits);
        self.searched = found.searched;
        self.done = found.done;
        self.more = found.more;
        self.failed = found.failed;
        self.unread = found.unread;
    }
}

/// Props of [`Find`].
#[derive(Properties, PartialEq)]
pub struct FindProps {
    /// The open book.
    pub book: Rc<Book>,
    /// The book's language.
    pub language: Option<AttrValue>,
    /// What is searched for, and found.
    pub finding: Finding,
    /// Searches for something.
    pub onsearch: Callback<Search>,
    /// Goes to a place.
    pub ongo: Callback<Hit>,
    /// Hears of the section that will perhaps be gone to.
    pub onaim: Callback<Aim>,
}

/// The search sheet.
#[component]
pub fn Find(props: &FindProps) -> Html {
    let t = use_t();
    let search = &props.finding.search;
    let typed = use_state(|| search.query.clone());
    let soon = use_mut_ref(|| None::<Timeout>);
    // What is wanted by now: what is typed and switched in haste belongs together, whatever has been searched for yet.
    let wanted = use_mut_ref(|| search.clone());
    let begin = {
        let (onsearch, wanted, soon) = (props.onsearch.clone(), wanted.clone(), soon.clone());
        move |query: &str, pause: u32| {
            wanted.borrow_mut().query = query.to_owned();
            let (onsearch, wanted) = (onsearch.clone(), wanted.clone());
            let go = move || {
                let now = wanted.borrow().clone();
                onsearch.emit(now);
            };
            // What was typed before is not searched for any more.
            *soon.borrow_mut() = None;
            if pause == 0 {
                go();
            } else {
                *soon.borrow_mut() = Some(Timeout::new(pause, go));
            }
        }
    };
    let oninput = {
        let (begin, typed) = (begin.clone(), typed.setter());
        Callback::from(move |query: AttrValue| {
            begin(&query, PAUSE_MS);
            typed.set(query.to_string());
        })
    };
    let onclear = {
        let oninput = oninput.clone();
        Callback::from(move |()| oninput.emit(AttrValue::from("")))
    };
    let onsubmit = Callback::from(move |query: AttrValue| begin(&query, 0));
    let option = |change: fn(&mut Search, bool)| {
        let (onsearch, wanted, soon) = (props.onsearch.clone(), wanted.clone(), soon.clone());
        Callback::from(move |on: bool| {
            *soon.borrow_mut() = None;
            change(&mut wanted.borrow_mut(), on);
            let now = wanted.borrow().clone();
            onsearch.emit(now);
        })
    };
    let (onpointerover, onfocusin) = aims(&props.onaim.reform(Aim::Section));
    html! {
        <div class="find">
            <SearchField autofocus=true label={t.t("reader-search-label")} placeholder={t.t("reader-search-placeholder")}
                value={(*typed).clone()} {oninput} {onsubmit} {onclear} clear_label={t.t("catalogue-search-clear")} />
            <Switch label={t.t("reader-search-whole-word")} on={search.whole_word}
                onchange={option(|search, on| search.whole_word = on)} />
            <Switch label={t.t("reader-search-exact-case")} on={search.exact_case}
                onchange={option(|search, on| search.exact_case = on)} />
            <p role="status" class="soft num">{ status(&props.finding, &props.book, &t) }{ unread(&props.finding, &t) }</p>
            <div aria-busy={(!props.finding.done).to_string()} {onpointerover} {onfocusin}>
                { for chapters(&props.finding.hits, &props.book).into_iter().map(|(chapter, hits)| html! {
                    <section key={hits.first().map_or(0, |hit| hit.section)} aria-label={chapter.clone()}>
                        <h3 lang={props.language.clone()} dir="auto">{ chapter }</h3>
                        <ol class="toc" lang={props.language.clone()} role="list">
                            { for hits.iter().map(|hit| place(hit, &props.ongo)) }
                        </ol>
                    </section>
                }) }
            </div>
        </div>
    }
}

fn place(hit: &Hit, ongo: &Callback<Hit>) -> Html {
    let (ongo, wanted) = (ongo.clone(), hit.clone());
    let onclick = Callback::from(move |_: MouseEvent| ongo.emit(wanted.clone()));
    html! {
        <li key={hit.letter}>
            <button type="button" data-at={hit.section.to_string()} {onclick}>
                <span dir="auto">{ &hit.before }<mark>{ &hit.matched }</mark>{ &hit.after }</span>
            </button>
        </li>
    }
}

fn status(finding: &Finding, book: &Book, t: &Catalog) -> String {
    let query = finding.search.query.trim();
    let count = finding.hits.len();
    let args = [("count", Arg::from(count as f64)), ("query", Arg::from(query))];
    if query.is_empty() {
        String::new()
    } else if finding.failed {
        t.t("reader-search-failed")
    } else if !finding.done {
        let share = finding.searched as f64 / book.spans.len().max(1) as f64;
        let percent = t.percent(share);
        t.t_args("reader-search-going", &[("count", Arg::from(count as f64)), ("percent", percent.into())])
    } else if finding.more {
        t.t_args("reader-search-more", &args)
    } else if count == 0 && finding.unread == 0 {
        t.t_args("reader-search-none", &args)
    } else {
        t.t_args("reader-search-found", &args)
    }
}

/// That not all of the book could be searched.
fn unread(finding: &Finding, t: &Catalog) -> Html {
    if finding.unread == 0 {
        return Html::default();
    }
    let said = t.t_args("reader-search-unread", &[("count", (finding.unread as f64).into())]);
    html! { <>{ " " }<span>{ said }</span></> }
}

/// The places by the chapters that they stand in, in order.
fn chapters<'a>(hits: &'a [Hit], book: &Book) -> Vec<(String, &'a [Hit])> {
    let title = |section: usize| {
        let entry = Book::current(&book.contents, section, None).and_then(|index| book.contents.get(index));
        let title = entry.map(|entry| entry.title.clone()).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| book.manifest.metadata.title.first().to_owned())
    };
    hits.chunk_by(|one, next| one.section == next.section)
        .filter_map(|hits| Some((title(hits.first()?.section), hits)))
        .collect()
}

#[cfg(test)]
mod tests {
    use yueli_publication::{Link, Manifest};

    use super::*;

    #[test]
    fn places_stand_under_their_chapters() {
        let manifest = Manifest {
            reading_order: ["a", "b", "c"].map(Link::to).into(),
            toc: vec![Link::to("a").titled("One"), Link::to("c").titled("Three")],
            ..Manifest::default()
        };
        let hit = |section: usize, letter: usize| Hit { section, letter, ..Hit::default() };
        let hits = [hit(0, 1), hit(0, 9), hit(1, 3), hit(2, 0)];
        let found: Vec<(String, usize)> = chapters(&hits, &Book::new(manifest))
            .into_iter()
            .map(|(title, hits)| (title, hits.len()))
            .collect();
        assert_eq!(found, [("One".into(), 2), ("One".into(), 1), ("Three".into(), 1)]);
    }

    #[test]
    fn what_is_found_adds_up() {
        let mut finding = Finding::of(Search { query: "鲸".into(), ..Search::default() });
        assert!(!finding.done);
        finding.add(Found { hits: vec![Hit::default()], searched: 1, ..Found::default() });
        finding.add(Found { hits: vec![Hit::default()], searched: 2, done: true, ..Found::default() });
        assert_eq!((finding.hits.len(), finding.searched, finding.done), (2, 2, true));
        assert!(Finding::of(Search::default()).done);
    }
}
