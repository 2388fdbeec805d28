//! What the page of a book's notes shows.

use std::rc::Rc;

use yueli_annotation::{
    About, Annotation, Motivation,
    export::{Sheet, html, markdown},
    set,
};
use yueli_opds::Publication;
use yueli_platform_web::book::Format;

/// The notes of one book.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Notes {
    /// The book's title.
    pub title: String,
    /// Its authors.
    pub author: String,
    /// Its language.
    pub language: String,
    /// What is known of it.
    pub publication: Option<Rc<Publication>>,
    /// The notes, by chapters.
    pub chapters: Vec<Chapter>,
}

/// The notes of one chapter.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chapter {
    /// Its title when they were made; empty where that is not known.
    pub title: String,
    /// The notes in it.
    pub notes: Vec<Annotation>,
}

/// Whether a note is a bookmark.
pub fn is_bookmark(note: &Annotation) -> bool {
    note.motivation == Motivation::Bookmarking
}

/// The notes that are kept in `set`, by documents and then by where they stand in them. The order of the documents is that
/// of their names: without the book nobody knows better.
pub fn chapters(kept: &str) -> Vec<Chapter> {
    let mut all: Vec<Annotation> = Vec::new();
    for note in set::read(kept).annotations {
        let key =
            |note: &Annotation| (note.target.source.clone(), note.target.progression.unwrap_or_default());
        let at = all.partition_point(|other| key(other) <= key(&note));
        all.insert(at, note);
    }
    let mut chapters: Vec<Chapter> = Vec::new();
    for note in all {
        let title = note.target.headings.last().cloned().unwrap_or_default();
        match chapters.last_mut().filter(|last| last.title == title) {
            Some(last) => last.notes.push(note),
            None => chapters.push(Chapter { title, notes: vec![note] }),
        }
    }
    chapters
}

/// The notes as a file: its name, and what is in it.
pub fn file(notes: &Notes, format: Format, bookmark: &str, now: &str) -> (String, String) {
    let items = || notes.chapters.iter().flat_map(|chapter| &chapter.notes);
    let text = if format == Format::Json {
        let metadata = notes.publication.as_ref().map(|own| &own.metadata);
        let about = About {
            identifiers: metadata.and_then(|own| own.identifier.clone()).into_iter().collect(),
            title: notes.title.clone(),
            creator: notes.author.clone(),
            ..About::default()
        };
        set::write(&items().cloned().collect::<Vec<_>>(), &about, now)
    } else {
        let chapters = notes.chapters.iter();
        let sheet = Sheet {
            title: &notes.title,
            author: &notes.author,
            language: &notes.language,
            bookmark,
            items: chapters
                .flat_map(|chapter| chapter.notes.iter().map(|note| (chapter.title.as_str(), note)))
                .collect(),
        };
        if format == Format::Html { html(&sheet) } else { markdown(&sheet) }
    };
    let name: String =
        notes.title.chars().filter(|letter| !r#"\/:*?"<>|"#.contains(*letter)).take(80).collect();
    ([name.trim(), format.facts().1].concat(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: &str = r#"{"items":[
        {"id":"b","type":"Annotation","motivation":"commenting","body":{"type":"TextualBody","value":"Second"},
         "target":{"source":"a.xhtml","selector":{"type":"ProgressionSelector","value":0.5},"meta":{"headings":[{"level":1,"txt":"One"}]}}},
        {"id":"c","type":"Annotation","target":{"source":"b.xhtml"}},
        {"id":"a","type":"Annotation","motivation":"bookmarking",
         "target":{"source":"a.xhtml","selector":{"type":"ProgressionSelector","value":0.1},"meta":{"headings":[{"level":1,"txt":"One"}]}}}]}"#;

    #[test]
    fn notes_stand_in_order_without_their_book() {
        let chapters = chapters(KEPT);
        let found: Vec<(&str, Vec<&str>)> = chapters
            .iter()
            .map(|chapter| {
                (chapter.title.as_str(), chapter.notes.iter().map(|note| note.id.as_str()).collect())
            })
            .collect();
        assert_eq!(found, [("One", vec!["a", "b"]), ("", vec!["c"])]);
        assert_eq!(super::chapters("no json"), []);
        let notes = Notes { title: "A: B".into(), chapters, ..Notes::default() };
        for (format, name, words) in [
            (Format::Markdown, "A B.md", "Second"),
            (Format::Html, "A B.html", "<html"),
            (Format::Json, "A B.annotation", "AnnotationSet"),
        ] {
            let (found, text) = file(&notes, format, "Bookmark", "2026-01-01T00:00:00Z");
            assert_eq!(found, name);
            assert!(text.contains(words), "{text}");
        }
    }
}
