//! Notes in books that are in memory.

use yueli_annotation::{Line, Look, Pen};
use yueli_archive::write::Writer;

use super::*;
use crate::{
    book::Source,
    testing::{Away, now},
};

/// A book of these documents, each with one paragraph.
fn book(identifier: &str, texts: &[&str]) -> Book<Vec<u8>> {
    opened(file(identifier, texts))
}

fn opened<R: Source>(source: R) -> Book<R> {
    now(Book::open(source, "/x.epub")).map_err(|problems| format!("{problems:?}")).unwrap().0
}

fn file(identifier: &str, texts: &[&str]) -> Vec<u8> {
    let container = r#"<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>"#;
    let name = |number: usize| format!("c{number}.xhtml");
    let item = |number: usize| {
        format!(r#"<item id="c{number}" href="c{number}.xhtml" media-type="application/xhtml+xml"/>"#)
    };
    let items: String = (0..texts.len()).map(item).collect();
    let spine: String = (0..texts.len()).map(|number| format!(r#"<itemref idref="c{number}"/>"#)).collect();
    let package = format!(
        r#"<package xmlns="http://www.idpf.org/2007/opf" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
        <dc:identifier id="i">{identifier}</dc:identifier><dc:title>Tea</dc:title><dc:creator>Lu Yu</dc:creator></metadata>
        <manifest>{items}</manifest><spine>{spine}</spine></package>"#
    );
    let mut writer =
        Writer::new().stored("META-INF/container.xml", container).stored("a.opf", package.as_str());
    for (number, text) in texts.iter().enumerate() {
        let document =
            format!(r#"<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{text}</p></body></html>"#);
        writer = writer.stored(name(number).as_str(), document.as_str());
    }
    writer.finish()
}

fn ask<R: ReadRange>(
    notebook: &Notebook,
    book: &Book<R>,
    kept: Option<&str>,
    change: Option<Change>,
) -> Notes {
    let ask = NotesAsk { kept: kept.map(str::to_owned), change, now: "2026-01-02T03:04:05Z".into() };
    now(notebook.notes(book, ask, &|| [7; 16]))
}

fn marked(section: usize, letter: usize, exact: &str) -> Draft {
    Draft {
        section,
        letter,
        exact: exact.into(),
        start: Some("/4/2/1:0".into()),
        end: Some("/4/2/1:9".into()),
        chapter: Some("One".into()),
        look: Look { pen: Pen::Green, line: Line::Wavy },
        ..Draft::default()
    }
}

const FIRST: &str = "Tea is the finest of all that grows in the south. Its trees are a foot or two high.";
const SECOND: &str = "There are nine ways by which people go wrong with tea. Drying it in the shade is one.";

#[test]
fn a_note_is_made_changed_taken_away_and_brought_back() {
    let (book, notebook) = (book("urn:x:1", &[FIRST, SECOND]), Notebook::default());
    let made =
        ask(&notebook, &book, None, Some(Change::Add(marked(1, 8, "nine ways by which people go wrong"))));
    let kept = made.keep.clone().unwrap();
    let id = made.made.unwrap();
    let note = &made.notes[0];
    assert_eq!((note.section, note.letter, note.letters, note.lost), (1, 8, 28, false));
    assert_eq!(note.look, Look { pen: Pen::Green, line: Line::Wavy });
    for part in [
        r#""source":"c1.xhtml""#,
        r#""value":"epubcfi(/6/4!/4/2,/1:0,/1:9)""#,
        r#""dc:identifier":["urn:x:1"]"#,
        r#""motivation":"highlighting""#,
        r#""type":"AnnotationSet""#,
    ] {
        assert!(kept.contains(part), "{part} {kept}");
    }
    let look = Look { pen: Pen::Blue, line: Line::Dotted };
    let edit = Change::Edit { id: id.clone(), look, text: "true".into() };
    let edited = ask(&notebook, &book, Some(&kept), Some(edit));
    assert_eq!((edited.notes[0].look, edited.notes[0].text.as_str()), (look, "true"));
    let kept = edited.keep.unwrap();
    assert!(kept.contains(r#""motivation":"commenting""#));
    let removed = ask(&notebook, &book, Some(&kept), Some(Change::Remove { id: id.clone() }));
    assert_eq!(removed.notes, []);
    let restored = ask(&notebook, &book, removed.keep.as_deref(), Some(Change::Restore { id: id.clone() }));
    assert_eq!(restored.notes, edited.notes);
    let gone = ask(&notebook, &book, removed.keep.as_deref(), Some(Change::Remove { id }));
    assert_eq!(gone.keep, None, "nothing was changed");
}

#[test]
fn notes_are_found_in_another_edition_and_none_is_dropped() {
    let (first, notebook) = (book("urn:x:1", &[FIRST, SECOND]), Notebook::default());
    let mut kept = None;
    for (number, draft) in [
        marked(0, 0, "Tea is the finest of all that grows in the south."),
        marked(1, 8, "nine ways by which people go wrong with tea"),
        marked(1, 43, "Drying it in the shade is one."),
        Draft { bookmark: true, ..marked(1, 0, "There are nine ways") },
        Draft { bookmark: true, exact: String::new(), ..marked(0, 40, "") },
    ]
    .into_iter()
    .enumerate()
    {
        let ask = NotesAsk { kept, change: Some(Change::Add(draft)), now: "2026".into() };
        kept = now(notebook.notes(&first, ask, &|| [number as u8; 16])).keep;
    }
    // A preface came before, a word was changed, and a sentence was left out.
    let second = book(
        "urn:x:1",
        &[
            "A preface.",
            "Tea is the finest of all that grows in the south. Its trees are a foot or two high.",
            "There are nine ways by which poeple go wrong with tea.",
        ],
    );
    let told = ask(&Notebook::default(), &second, kept.as_deref(), None);
    let places: Vec<(bool, bool, usize, bool, &str)> = told
        .notes
        .iter()
        .map(|note| {
            (note.bookmark, note.lost, note.section, note.changed, note.words.get(..9).unwrap_or_default())
        })
        .collect();
    assert_eq!(
        places,
        [
            (true, false, 0, false, ""),
            (false, false, 1, false, "Tea is th"),
            (true, false, 2, false, "There are"),
            (false, false, 2, true, "nine ways"),
            (false, true, 1, true, "Drying it"),
        ]
    );
    assert_eq!(told.keep, None, "what was kept stays as it is");
}

#[test]
fn words_that_moved_are_not_taken_for_others_that_are_like_them() {
    let entry = |number: usize| format!("Entry {number} of the ledger says that the boat left late.");
    let (first, second) = (entry(1), entry(22));
    let (before, notebook) = (book("urn:x:1", &[&first, &second]), Notebook::default());
    let kept = ask(&notebook, &before, None, Some(Change::Add(marked(1, 0, &second)))).keep;
    // A preface came before, so that the document of that name is another.
    let after = book("urn:x:1", &["A preface.", &first, &second]);
    let told = ask(&Notebook::default(), &after, kept.as_deref(), None);
    assert_eq!((told.notes[0].section, told.notes[0].changed), (2, false));
}

#[test]
fn a_file_is_added_once_and_says_what_became_of_it() {
    let (book, notebook) = (book("urn:x:1", &[FIRST, SECOND]), Notebook::default());
    let made = ask(&notebook, &book, None, Some(Change::Add(marked(0, 0, "Tea is the finest of all"))));
    let file = made.keep.clone().unwrap();
    let import = |file: &str, kept: Option<&str>| {
        ask(&notebook, &book, kept, Some(Change::Import { file: file.to_owned() })).imported.unwrap()
    };
    assert_eq!(import(&file, None), Imported { added: 1, ..Imported::default() });
    assert_eq!(import(&file, Some(&file)), Imported { known: 1, ..Imported::default() });
    let other =
        r#"{"about":{"dc:identifier":["urn:x:2"],"dc:title":"Wine"},"items":[{"target":"c0.xhtml"},7]}"#;
    let expected = Imported { added: 1, unreadable: 1, other_book: true, ..Imported::default() };
    assert_eq!(import(other, Some(&file)), expected);
    assert_eq!(import("no notes", Some(&file)), Imported::default());
}

#[test]
fn notes_are_written_for_people() {
    let (book, notebook) = (book("urn:x:1", &[FIRST, SECOND]), Notebook::default());
    let draft = Draft { text: "true".into(), ..marked(0, 0, "Tea is the finest of all") };
    let kept = ask(&notebook, &book, None, Some(Change::Add(draft))).keep;
    let export = |format: Format| {
        let ask = ExportAsk { kept: kept.clone(), format, bookmark: "Bookmark".into(), now: "2026".into() };
        now(Notebook::default().export(&book, &ask))
    };
    assert_eq!(export(Format::Markdown), "# Tea\n\nLu Yu\n\n## One\n\n> Tea is the finest of all\n\ntrue\n");
    assert!(export(Format::Html).contains("<q>Tea is the finest of all</q>"));
    let again = set::read(&export(Format::Json));
    assert_eq!((again.annotations.len(), again.about.creator.as_str()), (1, "Lu Yu"));
}

#[test]
fn notes_whose_section_cannot_be_had_now_stay_where_they_were_until_it_can() {
    let bytes = file("urn:x:1", &[FIRST, SECOND]);
    let there = opened(bytes.clone());
    let kept =
        ask(&Notebook::default(), &there, None, Some(Change::Add(marked(1, 8, "nine ways by which people"))))
            .keep;
    let (away, notebook) = (Away::from(bytes), Notebook::default());
    let book = opened(away.clone());
    away.set(true);
    let told = ask(&notebook, &book, kept.as_deref(), None);
    assert_eq!((told.notes[0].section, told.notes[0].lost, told.notes[0].letters), (1, false, 0));
    let new =
        ask(&notebook, &book, kept.as_deref(), Some(Change::Add(marked(0, 3, "finest of all that")))).keep;
    let read = set::read(&new.unwrap()).annotations;
    assert_eq!((read.len(), read[1].target.progression), (2, None), "how far it is was not made up");
    away.set(false);
    let told = ask(&notebook, &book, kept.as_deref(), None);
    assert_eq!((told.notes[0].letter, told.notes[0].lost, told.notes[0].changed), (8, false, false));
    assert!(told.notes[0].letters > 0);
}
