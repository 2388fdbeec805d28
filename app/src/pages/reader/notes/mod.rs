//! The reader's own notes on the page: what is chosen, what is told, and what is asked for.

mod bar;
mod editor;
mod list;

use std::rc::Rc;

use yew::Callback;
use yueli_annotation::{Look, Pen};
use yueli_platform_web::{
    book::{Change, Format, Imported, Note, Search},
    frame::Selected,
};

pub use self::{
    bar::{over_text, pen_words, toast},
    editor::Editor,
    list::NoteList,
};
use crate::shell::files;

use super::{
    model::{Msg, Panel},
    session::{Session, notes::After},
};

/// What the page knows of notes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Noted {
    /// All of them, in reading order.
    pub all: Rc<Vec<Note>>,
    /// The bookmark of the page that is shown.
    pub bookmark: Option<String>,
    /// The words that are chosen.
    pub selected: Option<Rc<Selected>>,
    /// What can be done with them has the focus.
    pub toolbar: bool,
    /// The note that is open to be changed.
    pub editing: Option<String>,
    /// It was just made, to be written on.
    pub writes: bool,
    /// A line about what was done.
    pub told: Option<Told>,
    /// What became of a file.
    pub imported: Option<Imported>,
    /// What was chosen with keys, for those who hear it.
    pub spoken: Option<Spoken>,
}

/// A line about what was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The message.
    pub key: &'static str,
    /// The note that can be brought back.
    pub undo: Option<String>,
}

impl Told {
    /// A line without anything to undo.
    pub fn of(key: &'static str) -> Self {
        Self { key, undo: None }
    }
}

/// Words that were chosen with keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spoken {
    /// The first, with how to go on.
    First(String),
    /// Others.
    Words(String),
    /// Words that are marked already.
    Marked(String, Pen),
}

/// What happens to notes.
#[derive(Debug, Clone, PartialEq)]
pub enum NoteMsg {
    /// They are these now.
    All(Rc<Vec<Note>>),
    /// This is the bookmark of the page.
    Bookmark(Option<String>),
    /// These words are chosen.
    Selected(Option<Rc<Selected>>),
    /// What can be done with them is to have the focus.
    Toolbar,
    /// A note opens to be changed (and written on), or closes.
    Edit(Option<String>, bool),
    /// A line about what was done comes or goes.
    Told(Option<Told>),
    /// A file was taken in.
    Imported(Option<Imported>),
    /// Words were chosen with keys.
    Spoken(Spoken),
}

impl Noted {
    /// Takes over what happened.
    pub fn take(&mut self, msg: NoteMsg) {
        match msg {
            NoteMsg::All(all) => self.all = all,
            NoteMsg::Bookmark(id) => self.bookmark = id,
            NoteMsg::Selected(selected) => {
                self.toolbar = self.toolbar && selected.is_some();
                self.selected = selected;
                self.spoken = None;
            }
            NoteMsg::Toolbar => self.toolbar = true,
            NoteMsg::Edit(id, writes) => {
                self.editing = id;
                self.writes = writes;
            }
            NoteMsg::Told(told) => self.told = told,
            NoteMsg::Imported(imported) => self.imported = imported,
            NoteMsg::Spoken(spoken) => self.spoken = Some(spoken),
        }
    }

    /// The note that is open to be changed.
    pub fn edited(&self) -> Option<&Note> {
        let id = self.editing.as_ref()?;
        self.all.iter().find(|note| note.id == *id)
    }
}

/// What may be asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum NoteAct {
    /// Mark the chosen words so.
    Highlight(Look),
    /// Mark them, and write about them.
    Write,
    /// Copy them.
    Copy,
    /// Copy these words, which say where they are from.
    Cite(String),
    /// Hand these to another app.
    Share(String),
    /// Copy the book's address.
    Link,
    /// Search for them in the book.
    LookUp,
    /// Choose nothing.
    Dismiss,
    /// Open a note to be changed.
    Edit(String),
    /// Change a note.
    Change(String, Look, String),
    /// Close the open note; with the last change of it.
    Close(Option<(String, Look, String)>),
    /// Take a note away.
    Delete(String),
    /// Bring it back.
    Undo(String),
    /// Put away the line about what was done.
    Read,
    /// Go to where a note stands.
    GoTo(Note),
    /// Save a copy, with what a bookmark is called.
    Export(Format, String),
    /// Add the notes of a file.
    Import(web_sys::File),
}

/// Does what was asked for.
pub fn perform(session: &Session, act: NoteAct, tell: &Callback<Msg>, close_panels: &dyn Fn()) {
    let say = |msg: NoteMsg| tell.emit(Msg::Notes(msg));
    let words = session.selected().map(|selected| selected.words.clone()).unwrap_or_default();
    let let_go = || {
        session.unselect();
        session.screen().focus();
    };
    match act {
        NoteAct::Highlight(look) => {
            session.highlight(look, After::Nothing);
            session.screen().focus();
        }
        NoteAct::Write => session.highlight(Look::default(), After::Write),
        NoteAct::Copy | NoteAct::Cite(_) | NoteAct::Share(_) if !session.may_copy(&words) => {
            say(NoteMsg::Told(Some(Told::of("licence-copied-all"))));
            let_go();
        }
        NoteAct::Copy => {
            copied(words, "notes-copied", tell);
            let_go();
        }
        NoteAct::Cite(words) => {
            copied(words, "notes-cited", tell);
            let_go();
        }
        NoteAct::Link => {
            copied(session.address(), "share-link-copied", tell);
            let_go();
        }
        NoteAct::Share(words) => {
            files::share(&session.title(), &words, &session.address());
            let_go();
        }
        NoteAct::LookUp => {
            session.unselect();
            session.search(Search { query: words, ..Search::default() }, 0);
            tell.emit(Msg::Show(Some(Panel::Find)));
        }
        NoteAct::Dismiss => let_go(),
        NoteAct::Edit(id) => session.edit(id),
        NoteAct::Change(id, look, text) => {
            session.change_note(Change::Edit { id, look, text }, After::Nothing);
        }
        NoteAct::Close(change) => {
            if let Some((id, look, text)) = change {
                session.change_note(Change::Edit { id, look, text }, After::Nothing);
            }
            say(NoteMsg::Edit(None, false));
            session.take_focus();
        }
        NoteAct::Delete(id) => {
            say(NoteMsg::Edit(None, false));
            session.take_focus();
            let told = Told { key: "notes-deleted", undo: Some(id.clone()) };
            session.change_note(Change::Remove { id }, After::Tell(told));
        }
        NoteAct::Undo(id) => {
            say(NoteMsg::Told(None));
            session.change_note(Change::Restore { id }, After::Nothing);
        }
        NoteAct::Read => say(NoteMsg::Told(None)),
        NoteAct::GoTo(note) => {
            close_panels();
            let session = session.clone();
            wasm_bindgen_futures::spawn_local(async move {
                session.go_to_note(&note).await;
                session.screen().focus();
            });
        }
        NoteAct::Export(format, bookmark) => {
            let (session, tell) = (session.clone(), tell.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match session.export(format, bookmark).await {
                    Some((name, file)) => files::save(&name, &file, format.facts().2),
                    None => tell.emit(Msg::Notes(NoteMsg::Told(Some(Told::of("notes-failed"))))),
                }
            });
        }
        NoteAct::Import(file) => {
            say(NoteMsg::Imported(None));
            let (session, tell) = (session.clone(), tell.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match files::read(&file).await {
                    Some(file) => session.change_note(Change::Import { file }, After::Nothing),
                    None => tell.emit(Msg::Notes(NoteMsg::Told(Some(Told::of("notes-import-too-large"))))),
                }
            });
        }
    }
}

/// Puts words into the clipboard, and says so.
fn copied(words: String, done: &'static str, tell: &Callback<Msg>) {
    let tell = tell.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let key = if files::copy(&words).await { done } else { "notes-copy-failed" };
        tell.emit(Msg::Notes(NoteMsg::Told(Some(Told::of(key)))));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_done_goes_with_the_words() {
        let mut noted = Noted::default();
        noted.take(NoteMsg::Selected(Some(Rc::default())));
        noted.take(NoteMsg::Toolbar);
        assert!(noted.toolbar);
        noted.take(NoteMsg::Selected(None));
        noted.take(NoteMsg::Selected(Some(Rc::default())));
        assert!(!noted.toolbar);
    }

    #[test]
    fn a_note_that_is_gone_is_not_open() {
        let mut noted = Noted::default();
        let note = Note { id: "a".into(), ..Note::default() };
        noted.take(NoteMsg::All(Rc::new(vec![note.clone()])));
        noted.take(NoteMsg::Edit(Some("a".into()), false));
        assert_eq!(noted.edited(), Some(&note));
        noted.take(NoteMsg::All(Rc::default()));
        assert_eq!(noted.edited(), None);
    }
}
