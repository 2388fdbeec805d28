//! The reader's own notes in the open book: put where their words stand now, changed, and written for others.

use std::cell::RefCell;

use futures::future::LocalBoxFuture;
use yueli_annotation::{
    About, Annotation, Motivation, Problem, Quote, Target,
    anchor::{self, Found, How, Text},
    cfi,
    export::{Sheet, html, markdown},
    new_id, set,
};
use yueli_archive::ReadRange;
use yueli_platform_web::book::{Change, Draft, ExportAsk, Format, Imported, Note, Notes, NotesAsk};

use crate::{book::Book, desk, rooms::Noting, search};

/// Where an annotation stands in the open book.
#[derive(Debug, Clone, PartialEq)]
struct Anchor {
    section: usize,
    letter: usize,
    letters: usize,
    progression: f64,
    lost: bool,
    changed: bool,
}

/// What is known of the notes while the book is open.
#[derive(Default)]
pub(crate) struct Notebook {
    /// By id, with what was looked for.
    anchors: RefCell<Vec<(String, Target, Anchor)>>,
    /// Those of which it is not sure, because a section could not be had: they are looked for again.
    unsure: RefCell<Vec<String>>,
    /// What was taken away, should it be wanted back.
    removed: RefCell<Vec<Annotation>>,
}

impl Notebook {
    /// Changes the notes, and tells where each of them stands. `chance` makes names for new ones.
    pub(crate) async fn notes<R: ReadRange>(
        &self,
        book: &Book<R>,
        ask: NotesAsk,
        chance: &dyn Fn() -> [u8; 16],
    ) -> Notes {
        let mut all = set::read(ask.kept.as_deref().unwrap_or_default()).annotations;
        let mut told = Notes::default();
        if let Some(change) = ask.change {
            self.change(book, &mut all, change, &ask.now, chance, &mut told).await;
        }
        self.anchor(book, &all).await;
        let placed = self.in_order(&all);
        told.notes = placed.into_iter().map(|(annotation, anchor)| note(annotation, &anchor)).collect();
        if told.keep.is_some() {
            told.keep = Some(set::write(&all, &about(book), &ask.now));
        }
        told
    }

    /// Makes a change; `keep` says afterwards whether there was one.
    async fn change<R: ReadRange>(
        &self,
        book: &Book<R>,
        all: &mut Vec<Annotation>,
        change: Change,
        now: &str,
        chance: &dyn Fn() -> [u8; 16],
        told: &mut Notes,
    ) {
        let place = |all: &[Annotation], id: &str| all.iter().position(|own| own.id == id);
        match change {
            Change::Add(draft) => {
                let text = search::text(book, draft.section).await.ok();
                let letters = text.map(|text| text.chars().filter(|letter| !letter.is_whitespace()).count());
                let annotation = new(book, draft, letters, now, new_id(chance()));
                told.made = Some(annotation.id.clone());
                all.push(annotation);
            }
            Change::Edit { id, look, text } => {
                let Some(own) = place(all, &id).and_then(|place| all.get_mut(place)) else { return };
                own.set_look(look);
                own.set_text(&text);
                own.modified = Some(now.to_owned());
            }
            Change::Remove { id } => {
                let Some(place) = place(all, &id) else { return };
                self.removed.borrow_mut().push(all.remove(place));
            }
            Change::Restore { id } => {
                let mut removed = self.removed.borrow_mut();
                let Some(own) = place(&removed, &id) else { return };
                let restored = removed.remove(own);
                if place(all, &id).is_none() {
                    all.push(restored);
                }
            }
            Change::Import { file } => {
                let reading = set::read(&file);
                let unreadable = |problem: &&Problem| matches!(problem, Problem::Unreadable(_));
                let unreadable = reading.problems.iter().filter(unreadable).count();
                let other_book = is_about_another(&reading.about, &about(book));
                let merged = set::merge(all, reading.annotations);
                let set::Merged { added, renewed, known } = merged;
                told.imported = Some(Imported { added, renewed, known, unreadable, other_book });
                if added + renewed == 0 {
                    return;
                }
            }
        }
        told.keep = Some(String::new());
    }

    /// Finds out where those stand that are not known yet.
    async fn anchor<R: ReadRange>(&self, book: &Book<R>, all: &[Annotation]) {
        let unsure = self.unsure.take();
        self.anchors.borrow_mut().retain(|(id, ..)| !unsure.contains(id));
        let known = |annotation: &&Annotation| self.anchor_of(annotation).is_some();
        let unknown: Vec<&Annotation> = all.iter().filter(|annotation| !known(annotation)).collect();
        let home = |annotation: &Annotation| book.manifest().reading_order_index(&annotation.target.source);
        let mut astray = Vec::new();
        let mut sections: Vec<usize> = Vec::new();
        for section in unknown.iter().filter_map(|own| home(own)) {
            if !sections.contains(&section) {
                sections.push(section);
            }
        }
        for section in sections {
            let own = unknown.iter().filter(|own| home(own) == Some(section));
            let Ok(text) = search::text(book, section).await else {
                // They stand where they were, until the section can be had.
                own.for_each(|own| self.put_unsure(own, Self::unread(own, section)));
                continue;
            };
            let text = Text::new(&text);
            for annotation in own {
                match in_section(annotation, section, &text) {
                    Some(anchor) => self.put(annotation, anchor),
                    None => astray.push(*annotation),
                }
            }
        }
        astray.extend(unknown.iter().filter(|own| home(own).is_none()));
        self.seek(book, &astray).await;
    }

    /// Looks for words that are not where they were in all of the book.
    async fn seek<R: ReadRange>(&self, book: &Book<R>, astray: &[&Annotation]) {
        let mut best: Vec<Option<(usize, f64, Found)>> = vec![None; astray.len()];
        let sections = if astray.iter().any(|own| own.target.quote.is_some()) {
            0..book.manifest().reading_order.len()
        } else {
            0..0
        };
        let mut all_read = true;
        for section in sections {
            let Ok(text) = search::text(book, section).await else {
                all_read = false;
                continue;
            };
            let text = Text::new(&text);
            for (own, best) in astray.iter().zip(&mut best) {
                let Some(quote) = &own.target.quote else { continue };
                // Of words that were changed alike, those where they were are meant.
                let at_home =
                    |section: usize| book.manifest().reading_order_index(&own.target.source) == Some(section);
                let rank = |section: usize, found: &Found| {
                    (found.how, found.score + if at_home(section) { 0.1 } else { 0.0 })
                };
                if let Some(found) = anchor::find(&text, quote, own.target.progression)
                    && best
                        .as_ref()
                        .is_none_or(|(other, _, known)| rank(section, &found) > rank(*other, known))
                {
                    *best = Some((section, text.len() as f64, found));
                }
            }
        }
        for (own, best) in astray.iter().zip(best) {
            let anchor = match best {
                Some((section, total, found)) => of_words(section, total, found),
                None => self.without_words(book, own),
            };
            if all_read {
                self.put(own, anchor);
            } else {
                self.put_unsure(own, anchor);
            }
        }
    }

    /// A bookmark stays where it was, so long as there is such a place; words that are no more are lost.
    fn without_words<R: ReadRange>(&self, book: &Book<R>, own: &Annotation) -> Anchor {
        let home = book.manifest().reading_order_index(&own.target.source);
        let stays = own.motivation == Motivation::Bookmarking && home.is_some();
        Anchor {
            section: home.unwrap_or_default(),
            letter: 0,
            letters: 0,
            progression: own.target.progression.unwrap_or_default(),
            lost: !stays,
            changed: true,
        }
    }

    /// Where an annotation is said to stand whose section cannot be read now.
    fn unread(own: &Annotation, section: usize) -> Anchor {
        let progression = own.target.progression.unwrap_or_default();
        Anchor { section, letter: 0, letters: 0, progression, lost: false, changed: false }
    }

    /// As [`Notebook::put`], until the notes are asked for again.
    fn put_unsure(&self, annotation: &Annotation, anchor: Anchor) {
        self.unsure.borrow_mut().push(annotation.id.clone());
        self.put(annotation, anchor);
    }

    fn put(&self, annotation: &Annotation, anchor: Anchor) {
        let mut anchors = self.anchors.borrow_mut();
        anchors.retain(|(id, ..)| *id != annotation.id);
        anchors.push((annotation.id.clone(), annotation.target.clone(), anchor));
    }

    /// Where an annotation stands, if that is known; what was known of another target is not.
    fn anchor_of(&self, annotation: &Annotation) -> Option<Anchor> {
        let anchors = self.anchors.borrow();
        let own = anchors.iter().find(|(id, target, _)| *id == annotation.id && *target == annotation.target);
        own.map(|(_, _, anchor)| anchor.clone())
    }

    /// All in reading order, those that are lost at the end.
    fn in_order<'a>(&self, all: &'a [Annotation]) -> Vec<(&'a Annotation, Anchor)> {
        let key = |anchor: &Anchor| (anchor.lost, anchor.section, anchor.progression, anchor.letter);
        let mut placed: Vec<(&Annotation, Anchor)> = Vec::with_capacity(all.len());
        for own in all {
            let Some(anchor) = self.anchor_of(own) else { continue };
            // Put in order one by one, as most come in order: a sort would be downloaded for them alone.
            let place = placed.partition_point(|(_, other)| key(other) <= key(&anchor));
            placed.insert(place, (own, anchor));
        }
        placed
    }

    /// The notes as a file.
    pub(crate) async fn export<R: ReadRange>(&self, book: &Book<R>, ask: &ExportAsk) -> String {
        let all = set::read(ask.kept.as_deref().unwrap_or_default()).annotations;
        self.anchor(book, &all).await;
        let about = about(book);
        let placed = self.in_order(&all);
        if ask.format == Format::Json {
            let all: Vec<Annotation> = placed.into_iter().map(|(own, _)| own.clone()).collect();
            return set::write(&all, &about, &ask.now);
        }
        let metadata = &book.manifest().metadata;
        let chapter = |own: &'_ Annotation| own.target.headings.last().cloned().unwrap_or_default();
        let chapters: Vec<String> = placed.iter().map(|(own, _)| chapter(own)).collect();
        let sheet = Sheet {
            title: metadata.title.first(),
            author: &about.creator,
            language: metadata.main_language(),
            bookmark: &ask.bookmark,
            items: chapters.iter().map(String::as_str).zip(placed.iter().map(|(own, _)| *own)).collect(),
        };
        if ask.format == Format::Html { html(&sheet) } else { markdown(&sheet) }
    }
}

impl Noting for Notebook {
    fn notes<'a>(
        &'a self,
        book: &'a desk::Book,
        ask: NotesAsk,
        chance: &'a dyn Fn() -> [u8; 16],
    ) -> LocalBoxFuture<'a, Notes> {
        Box::pin(self.notes(book, ask, chance))
    }

    fn export<'a>(&'a self, book: &'a desk::Book, ask: &'a ExportAsk) -> LocalBoxFuture<'a, String> {
        Box::pin(self.export(book, ask))
    }
}

/// Where an annotation stands in the section that it names; `None` where its words do not, or not as they were: then
/// they may stand elsewhere.
fn in_section(own: &Annotation, section: usize, text: &Text) -> Option<Anchor> {
    let total = text.len() as f64;
    let progression = own.target.progression.unwrap_or_default();
    match &own.target.quote {
        Some(quote) => {
            let found = anchor::find(text, quote, own.target.progression)?;
            if found.how == How::Changed {
                return None;
            }
            Some(of_words(section, total, found))
        }
        None => Some(Anchor {
            section,
            letter: (progression * total) as usize,
            letters: 0,
            progression,
            lost: false,
            changed: own.motivation != Motivation::Bookmarking,
        }),
    }
}

fn of_words(section: usize, total: f64, found: Found) -> Anchor {
    Anchor {
        section,
        letter: found.letter,
        letters: found.letters,
        progression: found.letter as f64 / total.max(1.0),
        lost: false,
        changed: found.how == How::Changed,
    }
}

fn note(own: &Annotation, anchor: &Anchor) -> Note {
    Note {
        id: own.id.clone(),
        bookmark: own.motivation == Motivation::Bookmarking,
        section: anchor.section,
        letter: anchor.letter,
        letters: anchor.letters,
        start: own.target.cfi.as_deref().filter(|_| anchor.letters == 0).and_then(cfi::start_inside),
        progression: anchor.progression,
        words: own.words(),
        text: own.body.text.clone(),
        chapter: own.target.headings.last().cloned(),
        look: own.look(),
        lost: anchor.lost,
        changed: anchor.changed,
    }
}

/// A new annotation of a section that has so many letters, where that is known.
fn new<R: ReadRange>(
    book: &Book<R>,
    draft: Draft,
    letters: Option<usize>,
    now: &str,
    id: String,
) -> Annotation {
    let section = draft.section;
    let source = book.manifest().reading_order.get(section).map(|link| link.path().to_owned());
    let start = draft.start.as_deref();
    let place = match (start, draft.end.as_deref()) {
        // A bookmark is a place, not a stretch.
        (Some(start), Some(end)) if !draft.bookmark => Some(cfi::range(section, start, end)),
        (Some(start), _) => Some(cfi::point(section, start)),
        // The whole document: a page of a picture book.
        (None, _) => Some(cfi::point(section, "/4")),
    };
    let target = Target {
        source: source.unwrap_or_default(),
        // Comics have no package document, and so nothing that a CFI could begin at.
        cfi: place.filter(|_| !book.is_of_pictures()),
        quote: (!draft.exact.trim().is_empty())
            .then(|| Quote::new(&draft.exact, &draft.before, &draft.after)),
        progression: letters.map(|letters| (draft.letter as f64 / letters.max(1) as f64).clamp(0.0, 1.0)),
        headings: draft.chapter.into_iter().filter(|title| !title.is_empty()).collect(),
        ..Target::default()
    };
    let motivation = if draft.bookmark { Motivation::Bookmarking } else { Motivation::Highlighting };
    let mut annotation =
        Annotation { id, created: Some(now.to_owned()), motivation, target, ..Annotation::default() };
    if !draft.bookmark {
        annotation.set_look(draft.look);
    }
    annotation.set_text(&draft.text);
    annotation
}

/// What a set says of the open book.
fn about<R: ReadRange>(book: &Book<R>) -> About {
    let metadata = &book.manifest().metadata;
    let names = |people: &[yueli_publication::Contributor]| {
        people.iter().map(|person| person.name.first()).collect::<Vec<_>>().join(", ")
    };
    About {
        identifiers: metadata.identifier.iter().cloned().collect(),
        title: metadata.title.first().to_owned(),
        format: if book.is_of_pictures() { "application/vnd.comicbook+zip" } else { "application/epub+zip" }
            .to_owned(),
        creator: names(&metadata.author),
        publisher: names(&metadata.publisher),
    }
}

/// True where both say which book they are about, and it is not the same.
fn is_about_another(theirs: &About, ours: &About) -> bool {
    let both = !theirs.identifiers.is_empty() && !ours.identifiers.is_empty();
    let same = theirs.identifiers.iter().any(|id| ours.identifiers.contains(id));
    let same_title = !theirs.title.is_empty() && theirs.title == ours.title;
    both && !same && !same_title
}

#[cfg(test)]
#[path = "notes_tests.rs"]
mod tests;
