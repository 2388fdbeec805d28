//! Reading that follows the reader: when the library is told and asked, whose drawer is open, and how it stands. The work is
//! done in a room of its own (`rooms::following`), fetched once somebody is signed in.

use std::{cell::RefCell, rc::Rc};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::prelude::*;
use yueli_opds::Device;
use yueli_ports::Records;

use super::{account::use_account, browser, rooms};
use crate::{
    use_cases::{
        drawers,
        following::{Report, Who},
    },
    wire_up::{Services, use_services},
    words::use_t,
};

/// How long it is waited for more before the library is told what was read, in milliseconds.
const LATER_MS: u32 = 1500;
/// Where this device's own name is kept.
pub const DEVICE: (&str, &str) = ("settings", "device");

/// Why the library is to be told and asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poke {
    /// Something was read or noted; more of it may come.
    Later,
    /// A book or a shelf is opened.
    Now,
    /// There is a connection again, or the page is looked at again: even if it failed before.
    Again,
}

type Heard = Rc<dyn Fn()>;

/// Between those who read and note, and whoever tells the library. Clones are the same.
#[derive(Clone, Default)]
pub struct Pokes(Rc<Slots>);

#[derive(Default)]
struct Slots {
    poked: RefCell<Option<Callback<Poke>>>,
    heard: RefCell<Option<Heard>>,
}

impl Pokes {
    /// The library is to be told and asked, where somebody is signed in.
    pub fn poke(&self, poke: Poke) {
        let poked = self.0.poked.borrow().clone();
        if let Some(poked) = poked {
            poked.emit(poke);
        }
    }

    /// From now on `heard` is called when the library has had something new; nobody else is.
    pub fn hear(&self, heard: Option<Heard>) {
        *self.0.heard.borrow_mut() = heard;
    }

    fn told(&self) {
        let heard = self.0.heard.borrow().clone();
        if let Some(heard) = heard {
            heard();
        }
    }
}

/// How it stands.
#[derive(Clone, PartialEq, Default)]
pub struct Following {
    /// Whose drawer is open; nobody's where nobody signed in.
    pub owner: Option<String>,
    /// What was read here without a card waits for the patron to say whether it is hers.
    pub asks: bool,
    /// How it stands with the library, once it is known.
    pub report: Option<Report>,
    /// Counts the drawers that were opened.
    pub turn: u32,
    /// How often the library had something new.
    pub news: u32,
    /// The patron says whether it is hers.
    pub answer: Callback<bool>,
    /// Opens nobody's drawer, once the library knows what is in this one.
    pub put_away: Callback<()>,
}

#[derive(PartialEq, Default, Clone)]
struct State {
    owner: Option<String>,
    asks: bool,
    report: Option<Report>,
    turn: u32,
    news: u32,
}

enum Msg {
    Opened(Option<String>, bool),
    Asks,
    /// Something was read or noted since.
    Stale,
    Reported(Report),
}

impl Reducible for State {
    type Action = Msg;

    fn reduce(self: Rc<Self>, message: Msg) -> Rc<Self> {
        let mut next = (*self).clone();
        match message {
            Msg::Opened(owner, anew) => {
                (next.owner, next.asks, next.report) = (owner, false, None);
                next.turn += u32::from(anew);
            }
            Msg::Asks => next.asks = true,
            Msg::Stale if self.report.is_none() => return self,
            Msg::Stale => next.report = None,
            Msg::Reported(report) => {
                next.news += u32::from(report.changed);
                next.report = Some(report);
            }
        }
        Rc::new(next)
    }
}

/// What goes on, beside what is shown.
#[derive(Default)]
struct Work {
    running: bool,
    /// Poked while it was running.
    more: Option<Poke>,
    waiting: Option<Timeout>,
}

/// Hands how it stands to everything below.
#[component]
pub fn FollowingProvider(props: &yew::html::ChildrenProps) -> Html {
    let services = use_services();
    let state = use_reducer_eq(State::default);
    use_drawer(&services, &state);
    let poke = use_poke(&services, &state);
    use_occasions(&poke);
    let answer = use_answer(&services, &state);
    let put_away = {
        let (services, state) = (services, state.dispatcher());
        use_callback((), move |(), ()| {
            drawers::open(services.preferences.as_ref(), None);
            state.dispatch(Msg::Opened(None, true));
        })
    };
    let State { owner, asks, report, turn, news } = (*state).clone();
    let following = Following { owner, asks, report, turn, news, answer, put_away };
    html! { <ContextProvider<Following> context={following}>{ props.children.clone() }</ContextProvider<Following>> }
}

/// Opens the drawer of whoever signs in. What was read here without a card is asked about before it is anybody's.
#[hook]
fn use_drawer(services: &Services, state: &UseReducerHandle<State>) {
    let account = use_account();
    let confirmed = account.patron().filter(|_| !account.state.remembered).map(|patron| patron.id.clone());
    let (services, state) = (services.clone(), state.dispatcher());
    use_effect_with(confirmed, move |patron| {
        let owner = drawers::owner(services.preferences.as_ref());
        let Some(patron) = patron.clone() else {
            state.dispatch(Msg::Opened(owner, false));
            return;
        };
        if owner.as_ref() == Some(&patron) {
            state.dispatch(Msg::Opened(owner, false));
            return;
        }
        yew::platform::spawn_local(async move {
            let is_nobodys = owner.is_none();
            let Ok(room) = rooms::following().await else { return };
            if is_nobodys && !(room.is_empty)(services.clone()).await {
                state.dispatch(Msg::Opened(None, false));
                return state.dispatch(Msg::Asks);
            }
            drawers::open(services.preferences.as_ref(), Some(&patron));
            // Where both are empty there is nothing to be seen anew.
            let anew = !is_nobodys || !(room.is_empty)(services).await;
            state.dispatch(Msg::Opened(Some(patron), anew));
        });
    });
}

/// The patron says whether what was read here without a card is hers.
#[hook]
fn use_answer(services: &Services, state: &UseReducerHandle<State>) -> Callback<bool> {
    let account = use_account();
    let patron = account.patron().map(|patron| patron.id.clone());
    let (services, state) = (services.clone(), state.dispatcher());
    use_callback(patron, move |hers: bool, patron| {
        let (Some(patron), services, state) = (patron.clone(), services.clone(), state.clone()) else {
            return;
        };
        yew::platform::spawn_local(async move {
            let done = match rooms::following().await {
                Ok(room) if hers => (room.merge_in)(services.clone(), patron.clone()).await,
                other => other.is_ok(),
            };
            if done {
                drawers::open(services.preferences.as_ref(), Some(&patron));
                state.dispatch(Msg::Opened(Some(patron), true));
            }
        });
    })
}

/// Tells and asks the library when it is poked: one after the other, and only for the patron whose drawer is open.
#[hook]
fn use_poke(services: &Services, state: &UseReducerHandle<State>) -> Callback<Poke> {
    let (account, tag) = (use_account(), use_t().locale().tag());
    let work = use_mut_ref(Work::default);
    let confirmed = account.patron().filter(|_| !account.state.remembered).map(|patron| patron.id.clone());
    let signed_in = confirmed.is_some() && confirmed == state.owner;
    let csrf = account.csrf();
    // What is true when it begins counts, not what was when it was poked.
    let now = use_mut_ref(|| (false, None, tag));
    *now.borrow_mut() = (signed_in, csrf, tag);
    let (own, dispatcher, refresh) = (services.clone(), state.dispatcher(), account.refresh.clone());
    let poke = use_memo((), move |()| {
        let cell: Rc<RefCell<Option<Callback<Poke>>>> = Rc::default();
        let inner = cell.clone();
        let poke = Callback::from(move |poke: Poke| {
            let Some(again) = inner.borrow().clone() else { return };
            let turn = Turn {
                services: own.clone(),
                state: dispatcher.clone(),
                work: work.clone(),
                now: now.clone(),
                again,
                refresh: refresh.clone(),
            };
            turn.poked(poke);
        });
        *cell.borrow_mut() = Some(poke.clone());
        poke
    });
    {
        let (services, poke) = (services.clone(), (*poke).clone());
        use_effect_with((signed_in, state.owner.clone()), move |_| {
            *services.pokes.0.poked.borrow_mut() = Some(poke.clone());
            poke.emit(Poke::Again);
        });
    }
    (*poke).clone()
}

type Now = Rc<RefCell<(bool, Option<String>, &'static str)>>;

/// One time that it is poked.
#[derive(Clone)]
struct Turn {
    services: Services,
    state: UseReducerDispatcher<State>,
    work: Rc<RefCell<Work>>,
    now: Now,
    again: Callback<Poke>,
    refresh: Callback<()>,
}

impl Turn {
    fn poked(self, poke: Poke) {
        let mut work = self.work.borrow_mut();
        if work.running {
            work.more = Some(work.more.map_or(poke, |more| if poke == Poke::Later { more } else { poke }));
            return;
        }
        if poke == Poke::Later {
            self.state.dispatch(Msg::Stale);
            let again = self.again.clone();
            work.waiting = Some(Timeout::new(LATER_MS, move || again.emit(Poke::Now)));
            return;
        }
        work.waiting = None;
        work.running = true;
        drop(work);
        yew::platform::spawn_local(async move { self.run(poke).await });
    }

    async fn run(self, poke: Poke) {
        let (signed_in, csrf, tag) = self.now.borrow().clone();
        let owner = drawers::owner(self.services.preferences.as_ref());
        // Who reads without a card needs nothing of this, not even its code.
        if owner.is_some()
            && let Ok(room) = rooms::following().await
        {
            let who = Who { tag, csrf, device: device(&self.services).await };
            let report = (room.follow)(self.services.clone(), who, signed_in, poke == Poke::Again).await;
            // Another drawer may have been opened meanwhile.
            if drawers::owner(self.services.preferences.as_ref()) == owner {
                if let Some(after) = report.again_in.filter(|_| signed_in) {
                    let again = self.again.clone();
                    let timer = Timeout::new(after as u32 + 50, move || again.emit(Poke::Now));
                    self.work.borrow_mut().waiting = Some(timer);
                }
                if report.signed_out {
                    self.refresh.emit(());
                }
                let changed = report.changed;
                self.state.dispatch(Msg::Reported(report));
                if changed {
                    self.services.pokes.told();
                }
            }
        }
        let more = {
            let mut work = self.work.borrow_mut();
            work.running = false;
            work.more.take()
        };
        if let Some(more) = more {
            self.again.emit(more);
        }
    }
}

/// A connection that is there again, and a page that is looked at again.
#[hook]
fn use_occasions(poke: &Callback<Poke>) {
    let account = use_account();
    let (remembered, refresh) = (account.state.remembered, account.refresh.clone());
    let poke = poke.clone();
    use_effect_with(remembered, move |remembered| {
        let come = {
            let (remembered, refresh) = (*remembered, refresh);
            move || {
                // Until the library has said who is signed in, nothing is told to it.
                if remembered {
                    refresh.emit(());
                }
                poke.emit(Poke::Again);
            }
        };
        let online = come.clone();
        let listeners = [
            browser::window_target().map(|window| EventListener::new(&window, "online", move |_| online())),
            browser::document_target().map(|document| {
                EventListener::new(&document, "visibilitychange", move |_| {
                    if browser::is_seen() {
                        come();
                    }
                })
            }),
        ];
        move || drop(listeners)
    });
}

/// Tells the library all that it does not know, before somebody signs out; how much it could not be told. Of what is in
/// nobody's drawer nothing is told.
pub async fn deliver(services: &Services, csrf: Option<String>, tag: &'static str) -> usize {
    if drawers::owner(services.preferences.as_ref()).is_none() {
        return 0;
    }
    let Ok(room) = rooms::following().await else { return 0 };
    let who = Who { tag, csrf, device: device(services).await };
    (room.follow)(services.clone(), who, true, true).await.untold
}

/// This device, as others are told of it.
async fn device(services: &Services) -> Device {
    let kept = services.records.get_json(DEVICE.0, DEVICE.1).await.ok().flatten();
    let id = match kept.filter(|id| id.starts_with("urn:")) {
        Some(id) => id,
        None => {
            let mut chance = [0; 16];
            chance.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
            let id = yueli_annotation::new_id(chance);
            services.records.put_json(DEVICE.0, DEVICE.1, id.clone()).await.ok();
            id
        }
    };
    let name = match browser::device() {
        "" => "Yueli".to_owned(),
        kind => format!("Yueli ({kind})"),
    };
    Device { id, name }
}

/// How it stands between this device and the library.
#[hook]
pub fn use_following() -> Following {
    use_context::<Following>().unwrap_or_default()
}
