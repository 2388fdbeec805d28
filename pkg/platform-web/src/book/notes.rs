//! What the page and the worker say to each other about a reader's own notes.
//!
//! The worker keeps none: the page gives it what was kept, and keeps what comes back.

use serde::{Serialize, Serializer};
use serde_json::Value;
use yueli_annotation::{Line, Look, Pen};
use yueli_publication::json::{Fields, FromJson};

/// What the page wants of a reader's notes in the open book.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotesAsk {
    /// What was kept: a Readium `AnnotationSet`; none where nothing was.
    pub kept: Option<String>,
    /// What is to be changed before they are told.
    pub change: Option<Change>,
    /// The time: ISO 8601.
    pub now: String,
}

/// A change of the notes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Change {
    /// A new one.
    Add(Draft),
    /// Another look, another text.
    Edit {
        /// Which.
        id: String,
        /// How it looks now.
        #[serde(serialize_with = "say_look")]
        look: Look,
        /// What it says now.
        text: String,
    },
    /// It is taken away.
    Remove {
        /// Which.
        id: String,
    },
    /// What was taken away comes back.
    Restore {
        /// Which.
        id: String,
    },
    /// Those of a file are added.
    Import {
        /// What stands in the file.
        file: String,
    },
}

/// A note to be made.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Draft {
    /// A place to come back to; else words that are marked.
    pub bookmark: bool,
    /// The section of the reading order.
    pub section: usize,
    /// How many letters stand before it in the section's text.
    pub letter: usize,
    /// The words, with the white space between them.
    pub exact: String,
    /// What stands before them.
    pub before: String,
    /// What stands after them.
    pub after: String,
    /// The CFI of their start, inside the document.
    pub start: Option<String>,
    /// The CFI of their end, inside the document.
    pub end: Option<String>,
    /// The chapter's title.
    pub chapter: Option<String>,
    /// How they look.
    #[serde(serialize_with = "say_look")]
    pub look: Look,
    /// What is said about them.
    pub text: String,
}

/// The notes of the open book, and what became of a change.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Notes {
    /// All of them in reading order; at the end those whose words are no more.
    pub notes: Vec<Note>,
    /// What is to be kept now, where it is not what was kept.
    pub keep: Option<String>,
    /// The one that was added.
    pub made: Option<String>,
    /// What became of a file.
    pub imported: Option<Imported>,
}

/// What became of a file of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Imported {
    /// They are new here.
    pub added: usize,
    /// They were here, and are newer now.
    pub renewed: usize,
    /// They were here already.
    pub known: usize,
    /// They could not be read.
    pub unreadable: usize,
    /// The file is about another book, as far as it says so.
    pub other_book: bool,
}

/// A note, as the page shows it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Note {
    /// Which.
    pub id: String,
    /// A place to come back to; else words that are marked.
    pub bookmark: bool,
    /// The section of the reading order.
    pub section: usize,
    /// How many letters stand before it in the section's text.
    pub letter: usize,
    /// How many letters it has; none where only its place is known.
    pub letters: usize,
    /// The CFI of its start inside the document, where no words of it were found.
    pub start: Option<String>,
    /// How far in the section it stands, from 0 to 1.
    pub progression: f64,
    /// The words, white space made single.
    pub words: String,
    /// What is said about them.
    pub text: String,
    /// The chapter's title when it was made.
    pub chapter: Option<String>,
    /// How it looks.
    #[serde(serialize_with = "say_look")]
    pub look: Look,
    /// Its words are no more in the book.
    pub lost: bool,
    /// Its words were changed in the book, or only its place is known.
    pub changed: bool,
}

/// In what the notes are written for other programs and for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// A page of HTML.
    Html,
    /// A Readium `AnnotationSet`, which is JSON-LD.
    Json,
}

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportAsk {
    /// What was kept.
    pub kept: Option<String>,
    /// In what.
    #[serde(serialize_with = "say_format")]
    pub format: Format,
    /// What a bookmark is called.
    pub bookmark: String,
    /// The time: ISO 8601.
    pub now: String,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Html, Self::Json];

    /// Its name, the end of a file's name, and its media type.
    pub fn facts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Markdown => ("markdown", ".md", "text/markdown;charset=utf-8"),
            Self::Html => ("html", ".html", "text/html;charset=utf-8"),
            Self::Json => ("json", ".annotation", "application/rd-annotations+json"),
        }
    }
}

fn say_format<S: Serializer>(format: &Format, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(format.facts().0)
}

/// `amber wavy`.
fn say_look<S: Serializer>(look: &Look, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&[look.pen.name(), " ", look.line.name()].concat())
}

fn look(fields: &mut Fields) -> Look {
    let said = fields.text("look").unwrap_or_default();
    let (pen, line) = said.split_once(' ').unwrap_or_default();
    Look { pen: Pen::named(pen).unwrap_or_default(), line: Line::named(line).unwrap_or_default() }
}

fn number(fields: &mut Fields, name: &str) -> usize {
    fields.count(name).unwrap_or_default() as usize
}

impl FromJson for NotesAsk {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let now = fields.text("now").unwrap_or_default();
        Some(Self { kept: fields.text("kept"), change: fields.one("change"), now })
    }
}

impl FromJson for Change {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        match fields.text("what")?.as_str() {
            "add" => Draft::from_json(Value::Object(fields.rest())).map(Self::Add),
            "edit" => Some(Self::Edit {
                id: fields.text("id")?,
                look: look(&mut fields),
                text: fields.text("text").unwrap_or_default(),
            }),
            "remove" => Some(Self::Remove { id: fields.text("id")? }),
            "restore" => Some(Self::Restore { id: fields.text("id")? }),
            "import" => Some(Self::Import { file: fields.text("file")? }),
            _ => None,
        }
    }
}

impl FromJson for Draft {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let mut text = |name: &str| fields.text(name).unwrap_or_default();
        let (exact, before, after, said) = (text("exact"), text("before"), text("after"), text("text"));
        Some(Self {
            bookmark: fields.is("bookmark"),
            section: number(&mut fields, "section"),
            letter: number(&mut fields, "letter"),
            start: fields.text("start"),
            end: fields.text("end"),
            chapter: fields.text("chapter"),
            look: look(&mut fields),
            exact,
            before,
            after,
            text: said,
        })
    }
}

impl FromJson for Notes {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            notes: fields.many("notes"),
            keep: fields.text("keep"),
            made: fields.text("made"),
            imported: fields.one("imported"),
        })
    }
}

impl FromJson for Imported {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            added: number(&mut fields, "added"),
            renewed: number(&mut fields, "renewed"),
            known: number(&mut fields, "known"),
            unreadable: number(&mut fields, "unreadable"),
            other_book: fields.is("other_book"),
        })
    }
}

impl FromJson for Note {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            id: fields.text("id")?,
            bookmark: fields.is("bookmark"),
            section: number(&mut fields, "section"),
            letter: number(&mut fields, "letter"),
            letters: number(&mut fields, "letters"),
            start: fields.text("start"),
            progression: fields.number("progression").unwrap_or_default(),
            words: fields.text("words").unwrap_or_default(),
            text: fields.text("text").unwrap_or_default(),
            chapter: fields.text("chapter"),
            look: look(&mut fields),
            lost: fields.is("lost"),
            changed: fields.is("changed"),
        })
    }
}

impl FromJson for ExportAsk {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let name = fields.text("format")?;
        Some(Self {
            kept: fields.text("kept"),
            format: Format::ALL.into_iter().find(|format| format.facts().0 == name)?,
            bookmark: fields.text("bookmark").unwrap_or_default(),
            now: fields.text("now").unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again<T: Serialize + FromJson>(value: &T) -> Option<T> {
        T::from_json(serde_json::to_value(value).unwrap())
    }

    #[test]
    fn what_is_said_is_heard() {
        let look = Look { pen: Pen::Red, line: Line::Dotted };
        let draft = Draft {
            bookmark: true,
            section: 3,
            letter: 12,
            exact: "a b".into(),
            before: "x".into(),
            after: "y".into(),
            start: Some("/4/1:0".into()),
            end: None,
            chapter: Some("One".into()),
            look,
            text: "why".into(),
        };
        for change in [
            Change::Add(draft),
            Change::Edit { id: "a".into(), look, text: "t".into() },
            Change::Remove { id: "a".into() },
            Change::Restore { id: "a".into() },
            Change::Import { file: "[]".into() },
        ] {
            let ask = NotesAsk { kept: Some("{}".into()), change: Some(change), now: "2026".into() };
            assert_eq!(again(&ask), Some(ask));
        }
        let note = Note {
            id: "a".into(),
            letter: 7,
            letters: 3,
            progression: 0.5,
            look,
            lost: true,
            ..Note::default()
        };
        let imported = Some(Imported { added: 1, unreadable: 2, other_book: true, ..Imported::default() });
        let notes = Notes { notes: vec![note], keep: Some("{}".into()), made: Some("a".into()), imported };
        assert_eq!(again(&notes), Some(notes));
        for format in Format::ALL {
            let ask = ExportAsk { kept: None, format, bookmark: "Bookmark".into(), now: String::new() };
            assert_eq!(again(&ask), Some(ask));
        }
    }
}
