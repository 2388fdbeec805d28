//! The reader's own notes: kept under the book's name, changed by the worker, drawn on the page.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use yueli_annotation::Look;
use yueli_platform_web::{
    book::{Change, Draft, ExportAsk, Format, Kind, Note, NotesAsk},
    frame::{Mark, Selected, Step, Target},
};
use yueli_publication::TextQuote;

use super::Session;
use crate::{
    pages::reader::{
        book::Book,
        keys::{Choice, choice_of_key},
        load,
        model::Msg,
        notes::{NoteMsg, Spoken, Told},
        window::{self, warn},
    },
    shell::following::Poke,
};

/// A name that is shorter than this names no book: publishers write `1` and `none`.
const SHORTEST_NAME: usize = 8;

/// What is done once a change has been made.
#[derive(Debug, Clone, PartialEq)]
pub enum After {
    /// Nothing.
    Nothing,
    /// What was made is opened, to be written on.
    Write,
    /// It is said.
    Say(&'static str),
    /// It is told in a line.
    Tell(Told),
}

/// What a session knows of notes.
#[derive(Default)]
pub(super) struct Keeping {
    all: RefCell<Rc<Vec<Note>>>,
    /// What was kept last: for a device that keeps nothing.
    kept: RefCell<Option<String>>,
    waiting: RefCell<VecDeque<(Option<Change>, After)>>,
    working: Cell<bool>,
    selected: RefCell<Option<Rc<Selected>>>,
    /// Words are being chosen with keys.
    choosing: Cell<bool>,
    /// The bookmark of the page that is shown.
    bookmark: RefCell<Option<String>>,
    /// The chapter of the page that is shown.
    chapter: RefCell<Option<String>>,
}

impl Session {
    /// Finds the notes that were kept, and draws them.
    pub fn take_notes(&self) {
        self.queue(None, After::Nothing);
    }

    /// Makes a change of the notes.
    pub fn change_note(&self, change: Change, after: After) {
        self.queue(Some(change), after);
    }

    /// One change after the other: each begins with what the one before has kept.
    fn queue(&self, change: Option<Change>, after: After) {
        self.0.notes.waiting.borrow_mut().push_back((change, after));
        if self.0.notes.working.replace(true) {
            return;
        }
        let session = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            loop {
                let next = session.0.notes.waiting.borrow_mut().pop_front();
                let Some((change, after)) = next else { break };
                session.work(change, after).await;
            }
            session.0.notes.working.set(false);
        });
    }

    async fn work(&self, change: Option<Change>, after: After) {
        let (client, book) = (self.0.client.borrow().clone(), self.0.book.borrow().clone());
        let (Some(client), Some(book)) = (client, book) else { return };
        // The worker that draws PDF pages keeps no notes.
        if self.0.source.borrow().kind == Kind::Pdf {
            if change.is_some() {
                self.tell_note(NoteMsg::Told(Some(Told::of("notes-not-in-pdf"))));
            }
            return;
        }
        let key = self.name_of(&book);
        let told = loop {
            let kept = self.kept(&key).await;
            let ask =
                NotesAsk { kept: kept.clone(), change: change.clone(), now: self.0.services.clock.now_iso() };
            let told = match client.notes(ask).await {
                Ok(told) => told,
                Err(error) => {
                    warn(&format!("{error:?}"));
                    return self.tell_note(NoteMsg::Told(Some(Told::of("notes-failed"))));
                }
            };
            // What came from another device meanwhile is not written over.
            if told.keep.is_none() || self.kept(&key).await == kept {
                break told;
            }
        };
        if let Some(keep) = told.keep {
            *self.0.notes.kept.borrow_mut() = Some(keep.clone());
            if let Err(error) =
                load::keep_notes(&self.0.services, &self.0.id, &key, keep, change.as_ref()).await
            {
                warn(&error.to_string());
                self.tell_note(NoteMsg::Told(Some(Told::of("notes-not-kept"))));
            }
            self.0.services.pokes.poke(Poke::Later);
        }
        let all = Rc::new(told.notes);
        *self.0.notes.all.borrow_mut() = all.clone();
        self.tell_note(NoteMsg::All(all));
        if told.imported.is_some() {
            self.tell_note(NoteMsg::Imported(told.imported));
        }
        self.draw_notes();
        // The button that was pressed may be gone with its note.
        self.take_focus();
        match after {
            After::Nothing => {}
            After::Write => self.tell_note(NoteMsg::Edit(told.made, true)),
            After::Say(key) => self.0.tell.emit(Msg::Said(key)),
            After::Tell(told) => self.tell_note(NoteMsg::Told(Some(told))),
        }
    }

    /// What is kept now, maybe by another tab; of a device that keeps nothing, what we know ourselves.
    async fn kept(&self, key: &str) -> Option<String> {
        match load::notes(&self.0.services, key).await {
            Ok(kept) => kept,
            Err(_) => self.0.notes.kept.borrow().clone(),
        }
    }

    /// Under what the notes of a book are kept: its own name, so that another edition of it has them too.
    fn name_of(&self, book: &Book) -> String {
        let own = book.manifest.metadata.identifier.as_deref().map(str::trim);
        own.filter(|name| name.len() >= SHORTEST_NAME).unwrap_or(&self.0.id).to_owned()
    }

    fn tell_note(&self, msg: NoteMsg) {
        self.0.tell.emit(Msg::Notes(msg));
    }

    /// Draws the notes of the section that is shown.
    pub(super) fn draw_notes(&self) {
        let section = self.0.section.get();
        let here = |note: &&Note| !note.lost && note.section == section;
        let mark = |note: &Note| Mark {
            id: note.id.clone(),
            letter: note.letter,
            letters: note.letters,
            look: (!note.bookmark).then_some(note.look),
        };
        let marks: Vec<Mark> = self.0.notes.all.borrow().iter().filter(here).map(mark).collect();
        self.0.screen.set_marks(&marks);
        self.tell_bookmark();
    }

    /// Tells of the bookmark on the page that is shown, where it is another than before.
    pub(super) fn tell_bookmark(&self) {
        let all = self.0.notes.all.borrow().clone();
        let mut bookmarks = all.iter().filter(|note| note.bookmark && !note.lost);
        let found = if bookmarks.clone().next().is_none() {
            None
        } else if let Some(text) = self.0.screen.text() {
            let here = text.marks_here();
            bookmarks.find(|note| here.contains(&note.id))
        } else {
            let section = self.0.section.get();
            let room = self.0.screen.has_room_for_two();
            let shown =
                self.0.book.borrow().as_ref().map(|book| book.spread(section, room)).unwrap_or_default();
            bookmarks.find(|note| shown.contains(&note.section))
        };
        let found = found.map(|note| note.id.clone());
        if *self.0.notes.bookmark.borrow() != found {
            *self.0.notes.bookmark.borrow_mut() = found.clone();
            self.tell_note(NoteMsg::Bookmark(found));
        }
    }

    /// The chapter that is read, for notes that are made in it.
    pub(super) fn note_chapter(&self, chapter: Option<String>) {
        *self.0.notes.chapter.borrow_mut() = chapter;
    }

    /// Puts a bookmark in the page that is shown, or takes it out.
    pub fn toggle_bookmark(&self) {
        let bookmark = self.0.notes.bookmark.borrow().clone();
        if let Some(id) = bookmark {
            return self.change_note(Change::Remove { id }, After::Say("notes-bookmark-gone"));
        }
        let Some(place) = self.0.screen.place() else { return };
        let draft = Draft {
            bookmark: true,
            section: self.0.section.get(),
            letter: self.0.screen.text().map_or(0, |text| text.letter_here()),
            exact: place.quote.highlight.unwrap_or_default(),
            before: place.quote.before.unwrap_or_default(),
            start: place.cfi,
            chapter: self.0.notes.chapter.borrow().clone(),
            ..Draft::default()
        };
        self.change_note(Change::Add(draft), After::Say("notes-bookmark-made"));
    }

    /// Words were chosen, or are no more.
    pub fn chosen(&self) {
        self.set_selected(self.0.screen.text().and_then(|text| text.selected()));
    }

    fn set_selected(&self, selected: Option<Selected>) {
        let selected = selected.map(Rc::new);
        if *self.0.notes.selected.borrow() == selected {
            return;
        }
        if selected.is_none() {
            self.0.notes.choosing.set(false);
        }
        *self.0.notes.selected.borrow_mut() = selected.clone();
        self.tell_note(NoteMsg::Selected(selected));
    }

    /// What is chosen.
    pub fn selected(&self) -> Option<Rc<Selected>> {
        self.0.notes.selected.borrow().clone()
    }

    /// Chooses nothing any more.
    pub fn unselect(&self) {
        if let Some(text) = self.0.screen.text() {
            text.unselect();
        }
        self.set_selected(None);
    }

    /// Chooses words with keys, from the first sentence of the page on.
    pub fn begin_choice(&self) {
        self.0.screen.focus();
        self.0.notes.choosing.set(true);
        // What was chosen by hand is where the keys go on.
        match self.selected() {
            Some(selected) => self.say_choice(&selected, true),
            None => self.step(Step::Begin),
        }
    }

    fn step(&self, step: Step) {
        let stepped = self.0.screen.text().is_some_and(|text| text.step(step));
        if stepped {
            self.chosen();
            if let Some(selected) = self.selected() {
                self.say_choice(&selected, step == Step::Begin);
            }
        } else if step == Step::Begin {
            self.0.notes.choosing.set(false);
            self.0.tell.emit(Msg::Said("notes-choose-no-words"));
        } else {
            self.0.tell.emit(Msg::Said("notes-choose-no-more"));
        }
    }

    fn say_choice(&self, selected: &Selected, first: bool) {
        let words = selected.words.clone();
        let spoken = match self.highlight_under(selected) {
            Some(note) => Spoken::Marked(words, note.look.pen),
            None if first => Spoken::First(words),
            None => Spoken::Words(words),
        };
        self.tell_note(NoteMsg::Spoken(spoken));
    }

    /// The highlight that the chosen words touch.
    fn highlight_under(&self, selected: &Selected) -> Option<Note> {
        let section = self.0.section.get();
        let touches = |note: &&Note| {
            !note.bookmark
                && !note.lost
                && note.section == section
                && note.letter < selected.letter + selected.letters
                && selected.letter < note.letter + note.letters
        };
        self.0.notes.all.borrow().iter().find(touches).cloned()
    }

    /// A key while words are chosen. False where it means what it always does.
    pub fn choice_key(&self, key: &str, shift: bool) -> bool {
        let Some(selected) = self.selected() else { return false };
        let choice = choice_of_key(key, shift, self.motion().turns_left);
        match choice {
            Some(Choice::Step(step)) if self.0.notes.choosing.get() => self.step(step),
            Some(Choice::Open) if key == "Enter" || self.0.notes.choosing.get() => {
                match self.highlight_under(&selected).filter(|_| self.0.notes.choosing.get()) {
                    Some(note) => self.edit(note.id),
                    None => self.tell_note(NoteMsg::Toolbar),
                }
            }
            Some(Choice::Leave) => self.unselect(),
            _ => return false,
        }
        true
    }

    /// A tap: with words chosen it lets them go, on a highlight it opens it. False where it means what it always does.
    pub fn tapped(&self, x: f64, y: f64) -> bool {
        if self.selected().is_some() {
            self.unselect();
            return true;
        }
        match self.0.screen.text().and_then(|text| text.mark_at(x, y)) {
            Some(id) => self.edit(id),
            None => return false,
        }
        true
    }

    /// Opens a note to be changed.
    pub fn edit(&self, id: String) {
        self.unselect();
        self.tell_note(NoteMsg::Edit(Some(id), false));
    }

    /// Marks the chosen words.
    pub fn highlight(&self, look: Look, after: After) {
        let Some(selected) = self.selected() else { return };
        let draft = Draft {
            section: self.0.section.get(),
            letter: selected.letter,
            exact: selected.words.clone(),
            before: selected.before.clone(),
            after: selected.after.clone(),
            start: selected.start.clone(),
            end: selected.end.clone(),
            chapter: self.0.notes.chapter.borrow().clone(),
            look,
            ..Draft::default()
        };
        self.unselect();
        self.change_note(Change::Add(draft), after);
    }

    /// Where nothing has the focus any more, once the page is as it will be, it goes to the sheet that is open, else to
    /// the book.
    pub fn take_focus(&self) {
        let session = self.clone();
        gloo_timers::callback::Timeout::new(0, move || {
            if window::focus_is_lost() {
                session.screen().focus();
            }
        })
        .forget();
    }

    /// Goes to where a note stands.
    pub async fn go_to_note(&self, note: &Note) {
        let target = if note.letters > 0 {
            Target::Letters { letter: note.letter, letters: 0 }
        } else {
            Target::Kept {
                cfi: note.start.clone(),
                quote: TextQuote::default(),
                progression: note.progression,
            }
        };
        self.jump(note.section, target).await;
    }

    /// The notes as a file, with the name that it should have.
    pub async fn export(&self, format: Format, bookmark: String) -> Option<(String, String)> {
        let (client, book) = (self.0.client.borrow().clone()?, self.0.book.borrow().clone()?);
        let kept = self.kept(&self.name_of(&book)).await;
        let ask = ExportAsk { kept, format, bookmark, now: self.0.services.clock.now_iso() };
        let file = client.export(ask).await.ok()?;
        let title: String = book
            .manifest
            .metadata
            .title
            .first()
            .chars()
            .filter(|letter| !r#"\/:*?"<>|"#.contains(*letter))
            .take(80)
            .collect();
        Some(([title.trim(), format.facts().1].concat(), file))
    }

    /// The title of the book.
    pub fn title(&self) -> String {
        self.0
            .book
            .borrow()
            .as_ref()
            .map(|book| book.manifest.metadata.title.first().to_owned())
            .unwrap_or_default()
    }
}
