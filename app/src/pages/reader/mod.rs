//! The reader: one book, on the whole screen.
//!
//! `session` reads (worker, frames, the kept place), `model` decides what is shown, this shows it.
//! `book` and `keys` are what both know of the book and of hands; `screen` is what stands on the screen.

mod book;
mod contents;
mod display;
mod keys;
mod load;
mod model;
mod note;
mod screen;
mod session;
mod trouble;
mod window;

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew_router::prelude::*;
use yueli_components::{
    Button, ButtonKind, Icon, IconButton, ReaderFoot, ReaderTop, Sheet, SheetSide, follow,
};
use yueli_i18n::{Arg, Catalog};
use yueli_platform_web::frame::{FONT_SIZES, FrameEvent, side_of, step};

use self::{
    contents::Contents,
    display::Display,
    keys::{Wish, wish_of_key, wish_of_swipe, wish_of_tap},
    model::{Model, Msg, Panel},
    note::NotePopup,
    session::Session,
    trouble::Trouble,
};
use crate::{
    pages::keys_help::KeysHelp,
    route::Route,
    shell::browser,
    wire_up::use_services,
    words::{use_chosen, use_t},
};

/// Props of [`ReaderPage`].
#[derive(Properties, PartialEq)]
pub struct ReaderPageProps {
    /// How the catalogue names the publication.
    pub id: AttrValue,
}

/// The reader.
#[component]
pub fn ReaderPage(props: &ReaderPageProps) -> Html {
    let t = use_t();
    let model = use_reducer(Model::default);
    let host = use_node_ref();
    let session = use_session(&props.id, &host, &model);
    use_colours(&session);
    let act = use_actions(&props.id, &session, &model);
    use_page_keys(&act);
    let language =
        model.book.as_ref().map(|book| AttrValue::from(book.manifest.metadata.main_language().to_owned()));
    let title = title_of(&model, &t);
    let heading = match model.chapter() {
        Some(chapter) => format!("{chapter} · {title}"),
        // Until the book has told its title, and where it never will, the page is called by what happens.
        None if title.is_empty() => match &model.failure {
            Some(failure) => trouble::title(failure, &t),
            None => t.t("reader-opening"),
        },
        None => title.clone(),
    };
    use_effect_with(heading.clone(), |heading| browser::set_title(heading));
    let text_label = t.t_args("reader-page-of-book", &[("title", Arg::from(title.as_str()))]);
    html! {
        <div class={classes!("reader", model.bars_away.then_some("bars-away"))} data-state={state(&model)}>
            { top(props, &model, &t, &heading, language.clone(), &act) }
            <main id="main" class="reader-frame" aria-label={text_label} aria-busy={model.turning.then_some("true")}
                tabindex="-1">
                <div class="reader-host" ref={host}></div>
                { turns(&model, &t, &act) }
                <Trouble failure={model.failure.clone()} opening={model.here.is_none()}
                    book_is_open={model.book.is_some()} title_href={Route::title(props.id.clone()).to_path()}
                    onretry={act.reform(|()| Act::Retry)} onskip={act.reform(|()| Act::Wish(Wish::NextChapter))} />
            </main>
            if let (Some(note), false) = (&model.note, model.panel.is_some()) {
                <NotePopup note={note.clone()} settings={model.settings.clone()} {title}
                    onclose={act.reform(|()| Act::CloseNote)} ongo={act.reform(|href: String| Act::GoTo(href))}
                    onfollow={act.reform(|href: String| Act::Follow(href))} />
            }
            { foot(&model, &t, &act) }
            { panels(&model, &t, language, &act) }
            <p class="vh" role="status" aria-live="polite">{ announcement(&model, &t) }</p>
        </div>
    }
}

/// What the page may be asked to do, by hand or by a panel.
#[derive(Debug, Clone, PartialEq)]
enum Act {
    Wish(Wish),
    Retry,
    CloseNote,
    GoTo(String),
    GoToPart(f64),
    Follow(String),
    Settings(yueli_platform_web::frame::ReadingSettings),
    Leave(bool),
}

fn state(model: &Model) -> &'static str {
    match (&model.failure, &model.here) {
        (Some(_), _) => "failed",
        (None, Some(_)) if !model.turning => "reading",
        _ => "opening",
    }
}

fn title_of(model: &Model, t: &Catalog) -> String {
    let own = model.book.as_ref().map(|book| book.manifest.metadata.title.get(t.locale().tag()).to_owned());
    own.filter(|title| !title.is_empty()).unwrap_or_else(|| model.title.clone())
}

/// Starts the session when the page is there, and ends it with the page.
#[hook]
fn use_session(
    id: &AttrValue,
    host: &NodeRef,
    model: &UseReducerHandle<Model>,
) -> Rc<std::cell::RefCell<Option<Session>>> {
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
        let hidden = {
            let holder = holder.clone();
            web_sys::window().and_then(|window| window.document()).map(|document| {
                EventListener::new(&document, "visibilitychange", move |_| {
                    if let Some(session) = &*holder.borrow() {
                        session.keep();
                    }
                })
            })
        };
        move || {
            drop(hidden);
            if let Some(session) = holder.borrow_mut().take() {
                session.keep();
            }
        }
    });
    session
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
        FrameEvent::Tap { x, .. } => Some(wish_of_tap(side_of(*x, session.screen().width()), motion)),
        FrameEvent::Swipe { to } => Some(wish_of_swipe(*to, motion)),
        FrameEvent::Wheel { forward } => Some(if *forward { Wish::Next } else { Wish::Previous }),
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
        Wish::Contents => tell.emit(Msg::Show(Some(Panel::Contents))),
        Wish::Display => tell.emit(Msg::Show(Some(Panel::Display))),
        Wish::Keys => tell.emit(Msg::Show(Some(Panel::Keys))),
        Wish::Bars => tell.emit(Msg::Bars),
        Wish::Larger | Wish::Smaller => {
            let mut settings = session.screen().settings();
            settings.font_size = step(&FONT_SIZES, settings.font_size, wish == Wish::Larger);
            session.set_settings(&settings);
        }
        Wish::Close => close(),
        _ => return false,
    }
    true
}

/// Back to the book's own page, or wherever the reader came from.
fn leave(id: &AttrValue, navigator: Option<&Navigator>) {
    if let Some(navigator) = navigator {
        navigator.push(&Route::title(id.clone()));
    }
}

/// The book takes over the theme of the app, and its calm.
#[hook]
fn use_colours(session: &Rc<std::cell::RefCell<Option<Session>>>) {
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

#[hook]
fn use_actions(
    id: &AttrValue,
    session: &Rc<std::cell::RefCell<Option<Session>>>,
    model: &UseReducerHandle<Model>,
) -> Callback<Act> {
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
        match act {
            Act::Wish(Wish::Close) if something_open => close_panels(),
            Act::Wish(wish) => {
                fulfil(&session, wish, &tell, &|| leave(&id, navigator.as_ref()));
            }
            Act::CloseNote => {
                tell.emit(Msg::ShowNote(None));
                session.screen().focus();
            }
            Act::GoTo(href) => {
                close_panels();
                wasm_bindgen_futures::spawn_local(async move { session.go_to(&href).await });
            }
            Act::GoToPart(part) => {
                close_panels();
                wasm_bindgen_futures::spawn_local(async move { session.go_to_part(part).await });
            }
            Act::Follow(href) => {
                tell.emit(Msg::ShowNote(None));
                wasm_bindgen_futures::spawn_local(async move { session.follow(&href, false).await });
            }
            Act::Settings(settings) => session.set_settings(&settings),
            Act::Retry => wasm_bindgen_futures::spawn_local(async move { session.retry().await }),
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
fn use_page_keys(act: &Callback<Act>) {
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
                    || window::is_taken(event)
                {
                    return;
                }
                // Which way the arrows turn is the session's business: it hears them as its frame would.
                if let Some(wish) = wish_of_key(&key.key(), key.shift_key(), keys::Motion::default()) {
                    event.prevent_default();
                    act.emit(Act::Wish(wish));
                }
            })
        });
        move || drop(listener)
    });
}

fn top(
    props: &ReaderPageProps,
    model: &Model,
    t: &Catalog,
    heading: &str,
    language: Option<AttrValue>,
    act: &Callback<Act>,
) -> Html {
    let wish = |wish: Wish| act.reform(move |_: MouseEvent| Act::Wish(wish));
    let back = act.reform(|_: AttrValue| Act::Wish(Wish::Close));
    html! {
        <ReaderTop title={heading.to_owned()} {language} close_label={t.t("reader-close")}
            close_href={Route::title(props.id.clone()).to_path()} onclick={follow(back)} hidden={model.bars_away}>
            <IconButton icon="list" label={t.t("reader-contents")} expanded={Some(model.panel == Some(Panel::Contents))}
                onclick={wish(Wish::Contents)} />
            <IconButton icon="text-size" label={t.t("reader-display")}
                expanded={Some(model.panel == Some(Panel::Display))} onclick={wish(Wish::Display)} />
            <IconButton icon="keyboard" label={t.t("keys-title")} expanded={Some(model.panel == Some(Panel::Keys))}
                onclick={wish(Wish::Keys)} />
        </ReaderTop>
    }
}

/// Strips at the edges that turn the page: for the mouse, and for those who come with the Tab key.
fn turns(model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let Some(book) = &model.book else { return html! {} };
    let (left, right) =
        if book.turns_left() { (Wish::Next, Wish::Previous) } else { (Wish::Previous, Wish::Next) };
    let strip = |wish: Wish, class: &'static str, icon: &'static str| {
        let label = t.t(if wish == Wish::Next { "reader-next-page" } else { "reader-previous-page" });
        let onclick = act.reform(move |_: MouseEvent| Act::Wish(wish));
        html! {
            <button type="button" class={classes!("turn", class)} aria-label={label} {onclick}><Icon name={icon} /></button>
        }
    };
    html! {
        <>
            { strip(left, "turn-left", "chevron-left") }
            { strip(right, "turn-right", "chevron-right") }
        </>
    }
}

fn foot(model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let Some((book, here)) = model.book.as_ref().zip(model.here.as_ref()) else { return html! {} };
    let stitches: Vec<f64> = book.spans.iter().skip(1).map(|span| span.start).collect();
    let stitches = if stitches.len() > 60 { Vec::new() } else { stitches };
    let fixed = book.is_fixed(here.section);
    let place = match model.printed_page() {
        Some(page) => t.t_args("reader-page-number", &[("page", Arg::from(page.as_str()))]),
        None if fixed => t.t_args(
            "reader-page-of-chapter",
            &[("page", Arg::from(here.section as f64 + 1.0)), ("pages", Arg::from(book.spans.len() as f64))],
        ),
        None => t.t_args(
            "reader-page-of-chapter",
            &[
                ("page", Arg::from(here.place.page as f64 + 1.0)),
                ("pages", Arg::from(here.place.pages as f64)),
            ],
        ),
    };
    let minutes = book.minutes_left(here.section, here.place.progression);
    let remaining = if fixed {
        String::new()
    } else {
        t.t_args("reader-time-left-chapter", &[("minutes", Arg::from(f64::from(minutes)))])
    };
    html! {
        <ReaderFoot progress={here.total} {stitches} label={progress_label(model, t)} rtl={book.turns_left()} {place}
            {remaining} hidden={model.bars_away}>
            if model.can_go_back {
                <div class="reader-return">
                    <Button kind={ButtonKind::Quiet} small=true icon="back"
                        onclick={act.reform(|_: MouseEvent| Act::Wish(Wish::Back))}>{ t.t("reader-back-to-place") }</Button>
                </div>
            }
        </ReaderFoot>
    }
}

fn progress_label(model: &Model, t: &Catalog) -> String {
    let total = model.here.as_ref().map_or(0.0, |here| here.total);
    let percent = format!("{:.0} %", total * 100.0);
    let chapter = model.chapter().unwrap_or_else(|| title_of(model, t));
    t.t_args(
        "reader-progress-value",
        &[("chapter", Arg::from(chapter.as_str())), ("percent", Arg::from(percent.as_str()))],
    )
}

fn panels(model: &Model, t: &Catalog, language: Option<AttrValue>, act: &Callback<Act>) -> Html {
    let close = act.reform(|()| Act::Wish(Wish::Close));
    let is = |panel: Panel| model.panel == Some(panel);
    html! {
        <>
            <Sheet open={is(Panel::Contents)} title={t.t("reader-contents-title")} close_label={t.t("close")}
                onclose={close.clone()} side={SheetSide::Start}>
                if let Some(book) = &model.book {
                    <Contents book={book.clone()} {language} here={model.here.clone().unwrap_or_default()}
                        ongo={act.reform(Act::GoTo)} onpart={act.reform(Act::GoToPart)} />
                }
            </Sheet>
            <Sheet open={is(Panel::Display)} title={t.t("display-title")} close_label={t.t("close")}
                onclose={close.clone()} side={SheetSide::End}>
                <Display settings={model.settings.clone()} fixed={is_fixed(model)}
                    onchange={act.reform(Act::Settings)} />
            </Sheet>
            <Sheet open={is(Panel::Keys)} title={t.t("keys-title")} close_label={t.t("close")}
                onclose={close} side={SheetSide::Middle}>
                <KeysHelp />
            </Sheet>
            { outside(model, t, act) }
        </>
    }
}

fn outside(model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let url = model.outside.clone().unwrap_or_default();
    let host = url.split("//").nth(1).unwrap_or(&url).split('/').next().unwrap_or_default().to_owned();
    let answer = |yes: bool| act.reform(move |_: MouseEvent| Act::Leave(yes));
    html! {
        <Sheet open={model.outside.is_some()} title={t.t("reader-link-outside-title")} close_label={t.t("close")}
            onclose={act.reform(|()| Act::Leave(false))}>
            <p>{ t.t_args("reader-link-outside", &[("host", Arg::from(host.as_str()))]) }</p>
            <Button kind={ButtonKind::Primary} icon="external" onclick={answer(true)}>{ t.t("reader-link-outside-go") }</Button>
        </Sheet>
    }
}

fn is_fixed(model: &Model) -> bool {
    model.book.as_ref().zip(model.here.as_ref()).is_some_and(|(book, here)| book.is_fixed(here.section))
}

/// What is said to those who cannot see the page turn.
fn announcement(model: &Model, t: &Catalog) -> String {
    if let Some(key) = model.said {
        return t.t(key);
    }
    let Some((book, here)) = model.book.as_ref().zip(model.here.as_ref()) else { return String::new() };
    if model.turning {
        return String::new();
    }
    let chapter = model.chapter().unwrap_or_else(|| title_of(model, t));
    let page = if book.is_fixed(here.section) { here.section } else { here.place.page };
    t.t_args(
        "reader-page-label",
        &[("chapter", Arg::from(chapter.as_str())), ("page", Arg::from(page as f64 + 1.0))],
    )
}
