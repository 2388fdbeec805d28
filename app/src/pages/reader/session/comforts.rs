//! What makes reading easier: the ruler, the reader's own pace, a screen that stays lit, pictures looked at by themselves.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::callback::Timeout;
use web_sys::{Element, HtmlElement, HtmlIFrameElement, wasm_bindgen::JsCast};
use yueli_platform_web::frame::{Picture, Place};
use yueli_ports::Preferences;

use super::Session;
use crate::pages::reader::{
    book::Book,
    model::Msg,
    pace::Pace,
    ruler::{Lay, Ruler},
};
use crate::route::Route;

/// Letters in a byte of a book's markup, until they were counted: Chinese characters have three bytes each.
const LETTERS_A_BYTE: [f64; 2] = [0.68, 0.25];
/// A screen that is lit goes dark after this long without another page, in milliseconds.
const IDLE_MS: u32 = 20 * 60 * 1000;
/// Letters are counted once the page has been shown this long, in milliseconds.
const COUNT_MS: u32 = 400;
/// A page that takes longer to come, in milliseconds, is begun at its first line.
const LAY_MS: u32 = 800;
/// Under what the paces are kept: of other letters, of Chinese, Japanese and Korean.
const KEYS: [&str; 2] = ["pace", "pace-cjk"];

/// The page that is being read.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Page {
    section: usize,
    start: f64,
    end: f64,
    since: f64,
    letters: f64,
    cjk: bool,
}

/// What is known of all that.
pub struct Comforts {
    paces: Cell<[Pace; 2]>,
    page: Cell<Option<Page>>,
    /// Letters and bytes of the section that was counted last.
    counted: Cell<Option<(usize, f64, bool)>>,
    counting: RefCell<Option<Timeout>>,
    ruler: RefCell<Option<Ruler>>,
    lay: Cell<Lay>,
    /// The section and the page that the ruler lies on.
    ruled: Cell<(usize, usize, usize)>,
    lit: RefCell<Option<Timeout>>,
    picture: RefCell<Option<(Rc<Picture>, Option<Element>)>>,
}

impl Comforts {
    /// With the paces that were kept on the device.
    pub fn new(preferences: &dyn Preferences) -> Self {
        let [latin, cjk] = KEYS.map(|key| preferences.get(key));
        Self {
            paces: Cell::new([Pace::of_kept(false, latin.as_deref()), Pace::of_kept(true, cjk.as_deref())]),
            page: Cell::default(),
            counted: Cell::default(),
            counting: RefCell::default(),
            ruler: RefCell::default(),
            lay: Cell::new(Lay::First),
            ruled: Cell::default(),
            lit: RefCell::default(),
            picture: RefCell::default(),
        }
    }
}

impl Session {
    /// Settings have changed: the ruler and the screen are as they say.
    pub(super) fn settle_comforts(&self) {
        self.rule();
        self.stay_awake();
    }

    /// Nothing of it goes on once the book is closed.
    pub(super) fn rest(&self) {
        self.0.services.awake.keep(false);
        self.0.comforts.lit.borrow_mut().take();
        self.0.comforts.counting.borrow_mut().take();
        self.give_picture_back();
    }

    /// The page is out of sight, or in sight again: time that passes meanwhile is not reading.
    pub fn look_away(&self) {
        self.0.comforts.page.set(None);
    }

    /// A page is shown: what was read of the one before tells how fast.
    pub(super) fn pace_on(&self, book: &Book, place: &Place) {
        let (section, now) = (self.0.section.get(), self.0.services.clock.now_ms());
        let comforts = &self.0.comforts;
        if book.is_fixed(section) || book.is_of_pictures() {
            comforts.page.set(None);
            return;
        }
        let before = comforts.page.get();
        if let Some(page) = before {
            if page.section == section && (page.start - place.progression).abs() < 1e-6 {
                return;
            }
            let next = page.section == section && (place.progression - page.end).abs() < 1e-3
                || page.end > 0.999
                    && place.progression < 1e-3
                    && book.neighbour(page.section, true) == Some(section);
            if next {
                self.measure(&page, now);
            }
        }
        let known = comforts.counted.get().filter(|counted| counted.0 == section);
        let (letters, cjk) = known.map_or((0.0, false), |(_, letters, cjk)| (letters, cjk));
        let (start, end) = (place.progression, place.end_progression);
        comforts.page.set(Some(Page { section, start, end, since: now, letters, cjk }));
        if known.is_none() {
            let session = self.clone();
            *comforts.counting.borrow_mut() = Some(Timeout::new(COUNT_MS, move || session.count(section)));
        }
    }

    fn measure(&self, page: &Page, now: f64) {
        let comforts = &self.0.comforts;
        let mut paces = comforts.paces.get();
        let kind = usize::from(page.cjk);
        let letters = page.letters * (page.end - page.start);
        let (Some(pace), Some(key)) = (paces.get_mut(kind), KEYS.get(kind)) else { return };
        if pace.read(letters, (now - page.since) / 1000.0) {
            self.0.services.preferences.set(key, Some(&pace.to_kept()));
            comforts.paces.set(paces);
        }
    }

    /// Counts the letters of the section that is shown.
    fn count(&self, section: usize) {
        let Some((letters, cjk)) = self.0.screen.text().map(|text| text.letters()) else { return };
        if self.0.section.get() != section || self.0.busy.get() {
            return;
        }
        let letters = letters as f64;
        self.0.comforts.counted.set(Some((section, letters, cjk)));
        let page = self.0.comforts.page.get().filter(|page| page.section == section);
        self.0.comforts.page.set(page.map(|page| Page { letters, cjk, ..page }));
    }

    /// The minutes that are left in the chapter and in the book, from `progression` in the section `at` on.
    pub(super) fn minutes_left(
        &self,
        book: &Book,
        section: usize,
        at: usize,
        progression: f64,
    ) -> Option<(u32, u32)> {
        if book.is_fixed(section) || book.is_of_pictures() {
            return None;
        }
        let cjk = is_cjk(book.manifest.metadata.main_language());
        let counted = self.0.comforts.counted.get();
        let of_book = counted.and_then(|(section, letters, _)| {
            let bytes = book.size(section) as f64;
            // A few words say nothing about a book.
            (bytes > 4000.0).then(|| letters / bytes)
        });
        let kind = usize::from(counted.map_or(cjk, |counted| counted.2));
        let letters = of_book.or_else(|| LETTERS_A_BYTE.get(kind).copied())?;
        let pace = *self.0.comforts.paces.get().get(kind)?;
        let (chapter, whole) = book.bytes_left(at, progression);
        Some((pace.minutes_for(chapter * letters), pace.minutes_for(whole * letters)))
    }

    /// Lays the ruler on the page that is shown, or puts it away.
    pub(super) fn rule(&self) {
        let comforts = &self.0.comforts;
        let count = self.0.screen.settings().line_focus;
        let text = self.0.screen.text().filter(|_| count > 0 && !self.0.screen.is_fixed());
        let (Some(text), Some(place)) = (text, self.0.screen.place()) else {
            if comforts.ruler.take().is_some() {
                self.0.tell.emit(Msg::Ruler(None));
            }
            return;
        };
        let here = (self.0.section.get(), place.page, place.pages);
        let other = comforts.ruled.replace(here) != here && !self.motion().scrolled;
        let lay = match comforts.lay.replace(Lay::Same) {
            Lay::Same if other => Lay::First,
            lay => lay,
        };
        let before = comforts.ruler.take().unwrap_or_default();
        let ruler = before.on(text.lines(), usize::from(count), text.runs(), lay);
        self.0.tell.emit(Msg::Ruler(ruler.strip()));
        *comforts.ruler.borrow_mut() = Some(ruler);
    }

    /// Moves the ruler by a key, to the next page if need be. False where it is no key of the ruler's.
    pub fn rule_by(&self, key: &str) -> bool {
        let comforts = &self.0.comforts;
        let way = comforts.ruler.borrow().as_ref().and_then(|ruler| ruler.way_of(key));
        let Some(forward) = way else { return false };
        let stepped = comforts.ruler.borrow_mut().as_mut().is_some_and(|ruler| ruler.step(forward));
        if stepped {
            self.tell_ruler();
            return true;
        }
        let reach = comforts.ruler.borrow().as_ref().and_then(Ruler::reach);
        comforts.lay.set(match (forward, reach.filter(|_| self.motion().scrolled)) {
            (true, Some((_, last))) => Lay::After(last),
            (false, Some((first, _))) => Lay::Before(first),
            (true, None) => Lay::First,
            (false, None) => Lay::Last,
        });
        let session = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            session.turn(forward).await;
            // Where the book ends nothing came: the ruler stays where it is.
            let waiting = session.clone();
            Timeout::new(LAY_MS, move || waiting.0.comforts.lay.set(Lay::Same)).forget();
        });
        true
    }

    /// Lays the ruler on the line there.
    pub fn rule_at(&self, x: f64, y: f64) {
        if let Some(ruler) = &mut *self.0.comforts.ruler.borrow_mut() {
            ruler.lay_at(x, y);
        }
        self.tell_ruler();
    }

    fn tell_ruler(&self) {
        let strip = self.0.comforts.ruler.borrow().as_ref().and_then(Ruler::strip);
        self.0.tell.emit(Msg::Ruler(strip));
    }

    /// Keeps the screen lit while pages are turned, where the reader wants it.
    pub(super) fn stay_awake(&self) {
        let lit = self.0.screen.settings().keep_awake && self.0.book.borrow().is_some();
        self.0.services.awake.keep(lit);
        let awake = self.0.services.awake.clone();
        *self.0.comforts.lit.borrow_mut() = lit.then(|| Timeout::new(IDLE_MS, move || awake.keep(false)));
    }

    /// The address of the book's page in the library, for others.
    pub fn address(&self) -> String {
        let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
        origin + &Route::title(self.0.id.clone()).to_path()
    }

    /// Shows a picture by itself.
    pub fn look_at(&self, picture: Picture) {
        self.give_picture_back();
        let frame = web_sys::window().and_then(|window| window.document()?.active_element());
        // A frame forgets what had the focus in it as soon as the focus leaves it.
        let inside = frame
            .and_then(|frame| frame.dyn_ref::<HtmlIFrameElement>()?.content_document()?.active_element());
        let picture = Rc::new(picture);
        *self.0.comforts.picture.borrow_mut() = Some((picture.clone(), inside));
        self.0.tell.emit(Msg::Picture(Some(picture)));
    }

    /// Puts the picture away, and the focus back to where it stands in the text.
    pub fn stop_looking(&self) {
        if self.0.comforts.picture.borrow().is_none() {
            return;
        }
        self.0.tell.emit(Msg::Picture(None));
        let inside = self.give_picture_back();
        let session = self.clone();
        // The dialog gives the focus to the frame when it is closed: after that.
        Timeout::new(0, move || match inside {
            // No `dyn_into`: it is of the frame's window, whose classes are not ours.
            Some(inside) if inside.local_name() != "body" => {
                let _ = inside.unchecked_into::<HtmlElement>().focus();
            }
            _ => session.screen().focus(),
        })
        .forget();
    }

    fn give_picture_back(&self) -> Option<Element> {
        let (picture, inside) = self.0.comforts.picture.take()?;
        picture.give_back();
        inside
    }
}

/// True for the languages that are written in characters.
fn is_cjk(tag: &str) -> bool {
    ["zh", "ja", "ko"].iter().any(|known| tag.starts_with(known))
}
