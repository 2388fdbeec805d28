//! From hands to wishes, and from wishes to what the page does.

use std::{cell::RefCell, rc::Rc};

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use yew::prelude::*;
use yueli_platform_web::{
    book::{Hit, Search},
    frame::{FONT_SIZES, FrameEvent, PAGE_ZOOMS, ReadingSettings, side_of, step},
};

use super::{
    book::Aim,
    keys::{Motion, Wish, wish_of_key, wish_of_swipe, wish_of_tap},
    model::{Model, Msg, Panel},
    notes::{self, NoteAct, NoteMsg, Told},
    session::Session,
    share, window,
};
use crate::{
    route::Route,
    router::{Navigator, use_navigator},
    shell::browser,
    wire_up::use_services,
    words::use_chosen,
};

/// What the page may be asked to do, by hand or by a panel.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// A wish of a hand.
    Wish(Wish),
    /// A key was pressed while the focus was not in the book: its name, and whether Shift was held.
    Key(String, bool),
    /// Try again.
    Retry,
    /// Go on from a part that cannot be shown.
    Skip,
    /// Open the book with a password.
    Unlock(String),
    /// Open the book with a passphrase, and keep its key on this device or not.
    Passphrase(String, bool),
    /// Close the note.
    CloseNote,
    /// Go there.
    Go(Aim),
    /// Make ready what will perhaps be gone to.
    Aim(Aim),
    /// Search the book.
    Seek(Search),
    /// Go to a place where something was found.
    GoToHit(Hit),
    /// Follow a link of a note.
    Follow(String),
    /// Lay books out so.
    Settings(ReadingSettings),
    /// Lay the ruler on the line there, in CSS pixels from the corner of the text.
    Rule(f64, f64),
    /// Hand the book's address on.
    ShareBook,
    /// Put the picture away that is looked at.
    StopLooking,
    /// Something about the reader's own notes.
    Note(NoteAct),
    /// Follow the link that leads out of the book, or not.
    Leave(bool),
    /// Let the book fetch what lies elsewhere, or not.
    Elsewhere(bool),
    /// Go to where another device was, or stay here.
    Meet(bool),
}

/// What a button does that stands for a wish.
pub fn wish(act: &Callback<Act>, wish: Wish) -> Callback<MouseEvent> {
    act.reform(move |_: MouseEvent| Act::Wish(wish))
}

/// The session of the page, while there is one.
pub type Held = Rc<RefCell<Option<Session>>>;

/// Starts the session when the page is there, and ends it with the page.
#[hook]
pub fn use_session(id: &AttrValue, host: &NodeRef, model: &UseReducerHandle<Model>) -> Held {
    let services = use_services();
    let session = use_mut_ref(|| None::<Session>);
    let navigator = use_navigator();
    let tell = {
        let dispatcher = model.dispatcher();
        Callback::from(move |msg: Msg| dispatcher.dispatch(msg))
    };
    let (holder, host) = (session.clone(), host.clone());
    use_effect_with(id.clone(), move |id| {
        let close = {
            let (id, navigator) = (id.clone(), navigator.clone());
            move || leave(&id, navigator.as_ref())
        };
        let hear = {
            let tell = tell.clone();
            move |session: &Session, event: FrameEvent| hear(session, &event, &tell, &close)
        };
        if let Some(host) = host.cast::<web_sys::HtmlElement>() {
            let opened = Session::new(id, services, host, hear, tell);
            *holder.borrow_mut() = Some(opened.clone());
            wasm_bindgen_futures::spawn_local(async move {
                opened.open().await;
                opened.screen().focus();
            });
        }
        let away = looks_away(&holder);
        move || {
            drop(away);
            if let Some(session) = holder.borrow_mut().take() {
                session.end();
            }
        }
    });
    session
}

/// Hears when nobody looks at the book any more: the page is hidden, or is about to be another. When the session ends the
/// book is out of the page already, and cannot be asked where it is.
fn looks_away(holder: &Held) -> [Option<EventListener>; 2] {
    let look_up = |holder: &Held, hidden: bool| {
        if let Some(session) = &*holder.borrow() {
            session.look_up();
            if hidden {
                session.look_away();
            }
        }
    };
    let window = web_sys::window();
    let hidden = window.as_ref().and_then(|window| window.document()).map(|document| {
        let holder = holder.clone();
        EventListener::new(&document, "visibilitychange", move |_| look_up(&holder, true))
    });
    let back = window.map(|window| {
        let holder = holder.clone();
        // Before the router hears of it.
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&window, "popstate", options, move |_| look_up(&holder, false))
    });
    [hidden, back]
}

/// What happens in the frame, as wishes.
fn hear(session: &Session, event: &FrameEvent, tell: &Callback<Msg>, close: &dyn Fn()) -> bool {
    let motion = session.motion();
    let wish = match event {
        FrameEvent::Moved(place) => {
            session.moved(place.clone());
            return true;
        }
        FrameEvent::Link(link) => {
            let (session, href, note) = (session.clone(), link.href.clone(), link.note);
            wasm_bindgen_futures::spawn_local(async move { session.follow(&href, note).await });
            return true;
        }
        FrameEvent::Reshaped => {
            let session = session.clone();
            wasm_bindgen_futures::spawn_local(async move { session.reshape().await });
            return true;
        }
        FrameEvent::Chosen => {
            session.chosen();
            return true;
        }
        FrameEvent::Picture(picture) => {
            session.look_at(picture.clone());
            return true;
        }
        FrameEvent::NoFace => {
            tell.emit(Msg::Notes(NoteMsg::Told(Some(Told::of("display-font-missing")))));
            return true;
        }
        FrameEvent::Tap { x, y } if session.tapped(*x, *y) => return true,
        FrameEvent::Tap { x, .. } => Some(wish_of_tap(side_of(*x, session.screen().width()), motion)),
        FrameEvent::Swipe { to } => Some(wish_of_swipe(*to, motion)),
        FrameEvent::Wheel { forward } => Some(if *forward { Wish::Next } else { Wish::Previous }),
        FrameEvent::Zoom { larger } => Some(if *larger { Wish::Larger } else { Wish::Smaller }),
        FrameEvent::Key { key, shift } if session.choice_key(key, *shift) => return true,
        FrameEvent::Key { key, .. } if session.screen().pan(key) || session.rule_by(key) => return true,
        FrameEvent::Key { key, shift } => wish_of_key(key, *shift, motion),
    };
    wish.is_some_and(|wish| fulfil(session, wish, tell, close))
}

/// Does what is wished for.
fn fulfil(session: &Session, wish: Wish, tell: &Callback<Msg>, close: &dyn Fn()) -> bool {
    if session.fulfil(wish) {
        return true;
    }
    match wish {
        Wish::Bookmark => session.toggle_bookmark(),
        Wish::Mark => session.begin_choice(),
        Wish::Notes => tell.emit(Msg::Show(Some(Panel::Notes))),
        Wish::Contents => tell.emit(Msg::Show(Some(Panel::Contents))),
        Wish::Find => tell.emit(Msg::Show(Some(Panel::Find))),
        Wish::Display => tell.emit(Msg::Show(Some(Panel::Display))),
        Wish::Keys => tell.emit(Msg::Show(Some(Panel::Keys))),
        Wish::Bars => tell.emit(Msg::Bars),
        Wish::Larger | Wish::Smaller => {
            let mut settings = session.screen().settings();
            if session.screen().is_fixed() {
                settings.page_zoom = step(&PAGE_ZOOMS, settings.page_zoom, wish == Wish::Larger);
            } else {
                settings.font_size = step(&FONT_SIZES, settings.font_size, wish == Wish::Larger);
            }
            session.set_settings(&settings);
        }
        Wish::Close => {
            session.look_up();
            close();
        }
        _ => return false,
    }
    true
}

/// Back to the book's own page, or wherever the reader came from.
fn leave(id: &AttrValue, navigator: Option<&Navigator>) {
    if let Some(navigator) = navigator {
        navigator.push(&Route::title(id.clone()).to_path());
    }
}

/// The book takes over the theme of the app, and its calm.
#[hook]
pub fn use_colours(session: &Held) {
    let chosen = use_chosen().map(|chosen| chosen.settings);
    let session = session.clone();
    use_effect_with(chosen, move |_| {
        let session = session.clone();
        // The root's theme is set in an effect too: look at it after this round.
        gloo_timers::callback::Timeout::new(0, move || {
            if let Some(session) = &*session.borrow() {
                session.screen().set_calm(window::wants_less_motion());
                session.screen().take_colours();
            }
        })
        .forget();
    });
}

/// The button that was pressed is gone with what failed: the focus goes into the book, or to what is to be done next.
async fn land(session: &Session) {
    // Once the page is as it says.
    TimeoutFuture::new(0).await;
    if window::focus_is_lost() && !ASKED.iter().any(|selector| browser::focus_first(selector)) {
        session.screen().focus();
    }
}

/// So many milliseconds a search has for its first answer before the sheet says that it is going on.
const PATIENCE_MS: u32 = 50;
/// What is asked of the reader where nothing can be shown, first the fields.
const ASKED: [&str; 2] = [".reader-wait input", ".reader-wait :is(button, a[href])"];

#[hook]
pub fn use_actions(id: &AttrValue, session: &Held, model: &UseReducerHandle<Model>) -> Callback<Act> {
    let navigator = use_navigator();
    let (id, session, dispatcher) = (id.clone(), session.clone(), model.dispatcher());
    let (something_open, outside) = (model.something_open(), model.outside.clone());
    Callback::from(move |act: Act| {
        let Some(session) = session.borrow().clone() else { return };
        let tell = {
            let dispatcher = dispatcher.clone();
            Callback::from(move |msg: Msg| dispatcher.dispatch(msg))
        };
        let close_panels = || {
            tell.emit(Msg::Show(None));
            session.screen().focus();
        };
        // Which way the arrows turn is the book's business.
        let act = match act {
            Act::Key(key, _) if session.screen().pan(&key) || session.rule_by(&key) => return,
            Act::Key(key, shift) => match wish_of_key(&key, shift, session.motion()) {
                Some(wish) => Act::Wish(wish),
                None => return,
            },
            other => other,
        };
        match act {
            Act::Key(..) => {}
            Act::Wish(Wish::Close) if something_open => close_panels(),
            Act::Wish(wish) => {
                fulfil(&session, wish, &tell, &|| leave(&id, navigator.as_ref()));
            }
            // The note itself gives the focus back, to the mark that called it.
            Act::CloseNote => tell.emit(Msg::ShowNote(None)),
            Act::Go(aim) => {
                close_panels();
                wasm_bindgen_futures::spawn_local(async move {
                    session.go(&aim).await;
                    // The sheet gave the focus back to its button; whoever chose wants to read.
                    session.screen().focus();
                });
            }
            Act::Aim(aim) => session.aim(&aim),
            Act::Seek(search) => session.search(search, PATIENCE_MS),
            Act::GoToHit(hit) => {
                close_panels();
                wasm_bindgen_futures::spawn_local(async move {
                    session.go_to_hit(&hit).await;
                    // The sheet gave the focus back to its button; whoever chose wants to read.
                    session.screen().focus();
                });
            }
            Act::Note(act) => notes::perform(&session, act, &tell, &close_panels),
            Act::Follow(href) => {
                tell.emit(Msg::ShowNote(None));
                session.stop_looking();
                wasm_bindgen_futures::spawn_local(async move { session.follow(&href, false).await });
            }
            Act::Settings(settings) => session.set_settings(&settings),
            Act::Rule(x, y) => session.rule_at(x, y),
            Act::ShareBook => share::book(&session, &tell),
            Act::StopLooking => session.stop_looking(),
            Act::Unlock(password) => wasm_bindgen_futures::spawn_local(async move {
                session.unlock(password).await;
                land(&session).await;
            }),
            Act::Passphrase(passphrase, remember) => wasm_bindgen_futures::spawn_local(async move {
                session.give_passphrase(passphrase, remember).await;
                land(&session).await;
            }),
            Act::Retry => wasm_bindgen_futures::spawn_local(async move {
                session.retry().await;
                land(&session).await;
            }),
            Act::Skip => wasm_bindgen_futures::spawn_local(async move {
                session.chapter(true).await;
                land(&session).await;
            }),
            Act::Elsewhere(yes) => {
                wasm_bindgen_futures::spawn_local(async move { session.answer_elsewhere(yes).await });
            }
            Act::Meet(there) => {
                wasm_bindgen_futures::spawn_local(async move {
                    if there {
                        session.go_there().await
                    } else {
                        session.stay_here().await
                    }
                    session.screen().focus();
                });
            }
            Act::Leave(yes) => {
                tell.emit(Msg::Leaving(None));
                if let Some(url) = outside.as_ref().filter(|_| yes) {
                    window::open_outside(url);
                }
            }
        }
    })
}

/// Keys that are pressed while the focus is not in the book.
#[hook]
pub fn use_page_keys(act: &Callback<Act>) {
    let act = act.clone();
    use_effect(move || {
        let listener = web_sys::window().map(|window| {
            let options = gloo_events::EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
                if key.default_prevented()
                    || key.ctrl_key()
                    || key.meta_key()
                    || key.alt_key()
                    || window::is_taken(key)
                {
                    return;
                }
                if wish_of_key(&key.key(), key.shift_key(), Motion::default()).is_some() {
                    event.prevent_default();
                    act.emit(Act::Key(key.key(), key.shift_key()));
                }
            })
        });
        move || drop(listener)
    });
}
