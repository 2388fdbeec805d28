//! The notes sheet: all of them in reading order, found, filtered, gone to, saved and added.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::{prelude::*, props};
use yueli_annotation::Pen;
use yueli_components::{Button, ButtonKind, Chip, Icon, IconButton, PenSample, SearchField};
use yueli_i18n::{Arg, Catalog};
use yueli_platform_web::book::{Format, Imported, Note};

use super::{NoteAct, bar::pen_words};
use crate::{pages::reader::book::Book, words::use_t};

/// Props of [`NoteList`].
#[derive(Properties, PartialEq)]
pub struct NoteListProps {
    /// The open book.
    pub book: Rc<Book>,
    /// The book's language.
    pub language: Option<AttrValue>,
    /// All notes.
    pub notes: Rc<Vec<Note>>,
    /// What became of a file.
    pub imported: Option<Imported>,
    /// What is wanted.
    pub on: Callback<NoteAct>,
}

/// What is shown of the notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    All,
    Marks,
    Texts,
    Bookmarks,
}

const KINDS: [(Kind, &str); 4] = [
    (Kind::All, "notes-filter-kind-all"),
    (Kind::Marks, "notes-filter-kind-marks"),
    (Kind::Texts, "notes-filter-kind-texts"),
    (Kind::Bookmarks, "notes-filter-kind-bookmarks"),
];

/// True for a note that is of that kind and colour, and has those words in it.
fn fits(note: &Note, kind: Kind, pen: Option<Pen>, words: &str) -> bool {
    let of_kind = match kind {
        Kind::All => true,
        Kind::Marks => !note.bookmark,
        Kind::Texts => !note.text.is_empty(),
        Kind::Bookmarks => note.bookmark,
    };
    let of_pen = pen.is_none_or(|pen| !note.bookmark && note.look.pen == pen);
    let has = |text: &str| text.to_lowercase().contains(words);
    of_kind && of_pen && (words.is_empty() || has(&note.words) || has(&note.text))
}

/// The notes sheet.
#[component]
pub fn NoteList(props: &NoteListProps) -> Html {
    let t = use_t();
    let (kind, pen, typed) = (use_state(Kind::default), use_state(|| None::<Pen>), use_state(String::new));
    let words = typed.trim().to_lowercase();
    let shown: Vec<&Note> = props.notes.iter().filter(|note| fits(note, *kind, *pen, &words)).collect();
    let kinds = KINDS.iter().map(|(own, key)| {
        let (set, own) = (kind.setter(), *own);
        let onclick = Callback::from(move |_: MouseEvent| set.set(own));
        Html::from(props!(Chip { text: t.t(key), selected: *kind == own, onclick }))
    });
    let pens = Pen::ALL.iter().map(|own| {
        let (set, own, selected) = (pen.setter(), *own, *pen == Some(*own));
        let onclick = Callback::from(move |_: MouseEvent| set.set((!selected).then_some(own)));
        Html::from(props!(Chip { text: pen_words(own, &t), selected, onclick }))
    });
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |words: AttrValue| typed.set(words.to_string()))
    };
    let onclear = {
        let typed = typed.setter();
        Callback::from(move |()| typed.set(String::new()))
    };
    html! {
        <div class="find noted">
            if props.notes.is_empty() {
                <p class="soft">{ t.t("notes-none") }</p>
            } else {
                <SearchField label={t.t("notes-find")} placeholder={t.t("notes-find")} value={(*typed).clone()} {oninput}
                    {onclear} clear_label={t.t("catalogue-search-clear")} />
                <div class="tags" role="group" aria-label={t.t("notes-filter")}>{ for kinds }</div>
                <div class="tags" role="group" aria-label={t.t("notes-pen")}>{ for pens }</div>
                <p role="status" class="soft num">
                    { if shown.is_empty() { t.t("notes-none-fit") } else { count(shown.len(), &t) } }
                </p>
            }
            { for groups(&shown, &props.book).into_iter().map(|(title, notes)| group(title, notes, props, &t)) }
            { files(props, &t) }
        </div>
    }
}

fn count(count: usize, t: &Catalog) -> String {
    t.t_args("notes-count", &[("count", Arg::from(count as f64))])
}

/// The notes by their chapters, in order; those that are lost under none.
fn groups<'a>(notes: &[&'a Note], book: &Book) -> Vec<(Option<String>, Vec<&'a Note>)> {
    let title = |note: &Note| {
        let entry =
            Book::current(&book.contents, note.section, None).and_then(|index| book.contents.get(index));
        let own = note.chapter.clone().or_else(|| entry.map(|entry| entry.title.clone()));
        own.filter(|title| !title.is_empty())
            .unwrap_or_else(|| book.manifest.metadata.title.first().to_owned())
    };
    let mut groups: Vec<(Option<String>, Vec<&Note>)> = Vec::new();
    for note in notes {
        let own = (!note.lost).then(|| title(note));
        match groups.last_mut() {
            Some((last, notes)) if *last == own => notes.push(note),
            _ => groups.push((own, vec![note])),
        }
    }
    groups
}

fn group(title: Option<String>, notes: Vec<&Note>, props: &NoteListProps, t: &Catalog) -> Html {
    let lost = title.is_none();
    let heading = title.unwrap_or_else(|| t.t("notes-lost"));
    let language = props.language.clone().filter(|_| !lost);
    html! {
        <section key={notes.first().map_or("", |note| note.id.as_str())} aria-label={heading.clone()}>
            <h3 lang={language} dir="auto">{ heading }</h3>
            if lost { <p class="soft">{ t.t("notes-lost-why") }</p> }
            <ol role="list">{ for notes.into_iter().map(|note| row(note, props, t)) }</ol>
        </section>
    }
}

fn row(note: &Note, props: &NoteListProps, t: &Catalog) -> Html {
    let ask = |act: NoteAct| {
        let on = props.on.clone();
        Callback::from(move |_: MouseEvent| on.emit(act.clone()))
    };
    let words = if note.words.is_empty() { t.t("notes-page-without-words") } else { note.words.clone() };
    let short: String = words.chars().take(40).collect();
    let named = |key: &str| t.t_args(key, &[("words", Arg::from(short.as_str()))]);
    let language = props.language.clone().filter(|_| !note.words.is_empty());
    let content = html! {
        <>
            if note.bookmark {
                { props!(Icon { name: "bookmark", small: true }) }
                <span class="vh">{ t.t("notes-bookmark") }</span>
            } else {
                { props!(PenSample { pen: note.look.pen.name(), line: note.look.line.name(), sample: t.t("notes-sample") }) }
                <span class="vh">{ pen_words(note.look.pen, t) }</span>
            }
            <span class="noted-words" lang={language} dir="auto">{ words }</span>
        </>
    };
    html! {
        <li key={note.id.clone()}>
            if note.lost {
                <div class="noted-go">{ content }</div>
            } else {
                <button type="button" class="noted-go" onclick={ask(NoteAct::GoTo(note.clone()))}>{ content }</button>
            }
            if !note.text.is_empty() { <p dir="auto">{ &note.text }</p> }
            if note.changed && !note.lost { <p class="soft">{ t.t("notes-changed") }</p> }
            <div class="noted-acts">
                { props!(IconButton { icon: "pen", label: named("notes-edit-of"), onclick: ask(NoteAct::Edit(note.id.clone())) }) }
                { props!(IconButton { icon: "trash", label: named("notes-delete-of"), onclick: ask(NoteAct::Delete(note.id.clone())) }) }
            </div>
        </li>
    }
}

/// Saving a copy, and adding from a file.
fn files(props: &NoteListProps, t: &Catalog) -> Html {
    let save = |format: Format| {
        let (on, bookmark) = (props.on.clone(), t.t("notes-bookmark"));
        let onclick = Callback::from(move |_: MouseEvent| on.emit(NoteAct::Export(format, bookmark.clone())));
        html! {
            <Button kind={ButtonKind::Secondary} small=true icon="download" {onclick}>
                { t.t(&["notes-export-", format.facts().0].concat()) }
            </Button>
        }
    };
    let onchange = {
        let on = props.on.clone();
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            if let Some(file) = field.files().and_then(|files| files.get(0)) {
                on.emit(NoteAct::Import(file));
            }
            // The same file may be chosen again.
            field.set_value("");
        })
    };
    html! {
        <div class="noted-files">
            if !props.notes.is_empty() {
                <div class="tags" role="group" aria-label={t.t("notes-export")}>{ for Format::ALL.map(save) }</div>
            }
            <label class="btn btn-two btn-s">
                { props!(Icon { name: "folder", small: true }) }
                <span>{ t.t("notes-import") }</span>
                <input type="file" class="vh" accept=".annotation,.json,.jsonld,application/json,application/ld+json" {onchange} />
            </label>
            <div role="status">{ for props.imported.map(|imported| report(&imported, t)) }</div>
        </div>
    }
}

/// What became of a file.
fn report(imported: &Imported, t: &Catalog) -> Html {
    let number = |count: usize| Arg::from(count as f64);
    let Imported { added, renewed, known, unreadable, other_book } = *imported;
    if added + renewed + known == 0 {
        return html! { <p>{ t.t("notes-import-none") }</p> };
    }
    let rest = [("renewed", number(renewed)), ("known", number(known))];
    html! {
        <>
            <p>{ t.t_args("notes-import-added", &[("count", number(added))]) }</p>
            if renewed + known > 0 { <p>{ t.t_args("notes-import-rest", &rest) }</p> }
            if unreadable > 0 { <p>{ t.t_args("notes-import-unreadable", &[("count", number(unreadable))]) }</p> }
            if other_book { <p>{ t.t("notes-import-other-book") }</p> }
        </>
    }
}

#[cfg(test)]
mod tests {
    use yueli_annotation::Look;
    use yueli_publication::{Link, Manifest};

    use super::*;

    #[test]
    fn notes_are_filtered_by_kind_colour_and_words() {
        let mark = Note {
            words: "The White Whale".into(),
            look: Look { pen: Pen::Blue, ..Look::default() },
            ..Note::default()
        };
        let text = Note { text: "Queequeg".into(), ..Note::default() };
        let bookmark = Note { bookmark: true, words: "Loomings".into(), ..Note::default() };
        let all = [&mark, &text, &bookmark];
        for (kind, pen, words, expected) in [
            (Kind::All, None, "", vec![0, 1, 2]),
            (Kind::Marks, None, "", vec![0, 1]),
            (Kind::Texts, None, "", vec![1]),
            (Kind::Bookmarks, None, "", vec![2]),
            (Kind::All, Some(Pen::Blue), "", vec![0]),
            (Kind::All, Some(Pen::Amber), "", vec![1]),
            (Kind::All, None, "whale", vec![0]),
            (Kind::All, None, "quee", vec![1]),
            (Kind::Marks, Some(Pen::Blue), "no", vec![]),
        ] {
            let found: Vec<usize> = (0..3).filter(|at| fits(all[*at], kind, pen, words)).collect();
            assert_eq!(found, expected, "{kind:?} {pen:?} {words}");
        }
    }

    #[test]
    fn notes_stand_under_their_chapters_and_lost_ones_at_the_end() {
        let manifest = Manifest {
            reading_order: ["a", "b"].map(Link::to).into(),
            toc: vec![Link::to("a").titled("One"), Link::to("b").titled("Two")],
            ..Manifest::default()
        };
        let note = |section: usize, lost: bool| Note { section, lost, ..Note::default() };
        let notes = [note(0, false), note(0, false), note(1, false), note(1, true)];
        let notes: Vec<&Note> = notes.iter().collect();
        let found: Vec<(Option<String>, usize)> = groups(&notes, &Book::new(manifest))
            .into_iter()
            .map(|(title, notes)| (title, notes.len()))
            .collect();
        assert_eq!(found, [(Some("One".into()), 2), (Some("Two".into()), 1), (None, 1)]);
    }
}
