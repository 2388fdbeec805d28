//! Who is signed in, for every page: as last known on this device, and then as the library says.

use std::rc::Rc;

use yew::prelude::*;

use yueli_opds::Publication;

use super::{
    frame::{Message, use_frame},
    library::use_library,
};
use crate::{
    pages::{face, loan},
    use_cases::{
        account::{self, AccountError, Patron, Session},
        catalogue,
        lending::{self, Deed},
    },
    wire_up::{Services, use_services},
    words::use_t,
};

/// What is known of the session.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// The session, once anything is known of it.
    pub session: Option<Rc<Session>>,
    /// The library has not been heard yet: the session is what this device remembers.
    pub remembered: bool,
    /// What the patron has on loan and waits for; nothing until it is known.
    pub loans: Option<Rc<Vec<Rc<Publication>>>>,
    /// The library has not been heard yet: the loans are what this device remembers.
    pub loans_remembered: bool,
    /// The library has been asked for them anew and has not answered yet: something may be on loan that is not among them.
    pub loans_asked: bool,
    /// Something is being done, and the library has not answered.
    pub busy: bool,
}

/// What happens to it.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// It was found on this device, with the loans.
    Kept(Session, Vec<Publication>),
    /// The library said so.
    Is(Session),
    /// The library is asked for the loans.
    LoansAsked,
    /// What the library says of the loans.
    Loans(Vec<Publication>),
    /// Something is being done, or has been.
    Busy(bool),
}

impl Reducible for State {
    type Action = Msg;

    fn reduce(self: Rc<Self>, message: Msg) -> Rc<Self> {
        let shared =
            |loans: Vec<Publication>| Some(Rc::new(loans.into_iter().map(Rc::new).collect::<Vec<_>>()));
        let mut next = (*self).clone();
        match message {
            // The library may have answered before the record was found.
            Msg::Kept(..) if self.session.is_some() => return self,
            Msg::Kept(session, loans) => {
                next.loans = session.patron.is_some().then(|| shared(loans)).flatten();
                next.session = Some(Rc::new(session));
                (next.remembered, next.loans_remembered) = (true, true);
            }
            Msg::Is(session) => {
                let whose = |session: &Session| session.patron.as_ref().map(|patron| patron.id.clone());
                if self.session.as_deref().and_then(whose) != whose(&session) {
                    next.loans = None;
                }
                next.session = Some(Rc::new(session));
                next.remembered = false;
            }
            Msg::LoansAsked => next.loans_asked = true,
            Msg::Loans(loans) => {
                next.loans = shared(loans);
                (next.loans_remembered, next.loans_asked) = (false, false);
            }
            Msg::Busy(busy) => next.busy = busy,
        }
        Rc::new(next)
    }
}

/// The session, and what can be done about it.
#[derive(Clone, PartialEq)]
pub struct Account {
    /// What is known.
    pub state: State,
    /// Hears what the library says of the session.
    pub is: Callback<Session>,
    /// Asks the library again.
    pub refresh: Callback<()>,
    /// Hears that something was asked of the library, or answered.
    busy: Callback<bool>,
    /// Asks what is on loan now.
    ask_loans: Callback<()>,
}

impl Account {
    /// Who is signed in.
    pub fn patron(&self) -> Option<&Patron> {
        self.state.session.as_ref()?.patron.as_ref()
    }

    /// The token that goes with what changes something.
    pub fn csrf(&self) -> Option<String> {
        self.state.session.as_ref()?.csrf.clone()
    }

    /// Asks what is on loan now: something was done to it elsewhere.
    pub fn loans_changed(&self) {
        self.ask_loans.emit(());
    }

    /// What the patron has on loan or waits for of the publication `id`.
    pub fn loan(&self, id: &str) -> Option<&Rc<Publication>> {
        let own = |loan: &&Rc<Publication>| catalogue::id_of(loan).as_deref() == Some(id);
        self.state.loans.as_deref().and_then(|loans| loans.iter().find(own))
    }

    /// The library has cards, and nobody is signed in.
    pub fn can_sign_in(&self) -> bool {
        self.state.session.as_ref().is_some_and(|session| session.can_sign_in && session.patron.is_none())
    }
}

/// Hands the session to everything below.
#[component]
pub fn AccountProvider(props: &yew::html::ChildrenProps) -> Html {
    let services = use_services();
    let state = use_reducer_eq(State::default);
    let tag = use_t().locale().tag();
    let is = {
        let state = state.dispatcher();
        use_callback((), move |session: Session, ()| state.dispatch(Msg::Is(session)))
    };
    let refresh = {
        let (services, state) = (services.clone(), state.dispatcher());
        use_callback(tag, move |(), tag| {
            let (services, state, tag) = (services.clone(), state.clone(), *tag);
            yew::platform::spawn_local(async move {
                let answer = account::session(services.http.as_ref(), services.records.as_ref(), tag).await;
                match answer {
                    Ok(session) => state.dispatch(Msg::Is(session)),
                    // A library of another make has no such place: it is read without an account.
                    Err(AccountError::Server(_)) => state.dispatch(Msg::Is(Session::default())),
                    // What this device remembers stays.
                    Err(AccountError::Offline(_) | AccountError::Refused { .. }) => {}
                }
            });
        })
    };
    {
        let (state, refresh) = (state.dispatcher(), refresh.clone());
        use_effect_with((), move |()| {
            yew::platform::spawn_local(async move {
                let records = services.records.as_ref();
                if let Some(session) = account::kept(records).await {
                    state.dispatch(Msg::Kept(session, lending::kept(records).await));
                }
            });
            refresh.emit(());
        });
    }
    let ask_loans = use_ask_loans(&state, tag);
    use_own_sight(&state);
    let busy = {
        let state = state.dispatcher();
        use_callback((), move |busy: bool, ()| state.dispatch(Msg::Busy(busy)))
    };
    let account = Account { state: (*state).clone(), is, refresh, busy, ask_loans };
    html! { <ContextProvider<Account> context={account}>{ props.children.clone() }</ContextProvider<Account>> }
}

/// The library is asked anew when whoever looks at it sees more of it, or less.
#[hook]
fn use_own_sight(state: &UseReducerHandle<State>) {
    let leave = use_library().leave;
    let last = use_mut_ref(|| None::<String>);
    let session = state.session.as_ref();
    let sees = session.map(|session| account::seen_by(session.patron.as_ref()).to_owned());
    use_effect_with(sees, move |sees| {
        let before = sees.clone().and_then(|sees| last.replace(Some(sees)));
        if before.is_some_and(|before| Some(before) != *sees) {
            leave.emit(());
        }
    });
}

/// Asks for the loans whenever another patron has come, and when it is called.
#[hook]
fn use_ask_loans(state: &UseReducerHandle<State>, tag: &'static str) -> Callback<()> {
    let services = use_services();
    let turn = use_mut_ref(u32::default);
    let ask = {
        let (services, state) = (services.clone(), state.dispatcher());
        use_callback(tag, move |(), tag| {
            let (services, state, tag, turn) = (services.clone(), state.clone(), *tag, turn.clone());
            let own = turn.borrow().wrapping_add(1);
            *turn.borrow_mut() = own;
            state.dispatch(Msg::LoansAsked);
            yew::platform::spawn_local(async move {
                let (http, records) = (services.http.as_ref(), services.records.as_ref());
                // What this device remembers stays where the library does not answer; of two answers the later question's counts.
                if let Ok(loans) = lending::shelf(http, records, tag).await
                    && *turn.borrow() == own
                {
                    state.dispatch(Msg::Loans(loans));
                }
            });
        })
    };
    let patron = state.session.as_ref().filter(|_| !state.remembered);
    let known = patron.is_some();
    let whose = patron.and_then(|session| session.patron.as_ref()).map(|patron| patron.id.clone());
    let asking = ask.clone();
    use_effect_with((known, whose, tag), move |(known, whose, _)| {
        if whose.is_some() {
            asking.emit(());
        } else if *known {
            yew::platform::spawn_local(async move { lending::forget(services.records.as_ref()).await });
        }
    });
    ask
}

/// The session.
#[hook]
pub fn use_account() -> Account {
    use_context::<Account>().unwrap_or_else(|| Account {
        state: State::default(),
        is: Callback::noop(),
        refresh: Callback::noop(),
        busy: Callback::noop(),
        ask_loans: Callback::noop(),
    })
}

/// Does something with a publication that is lent, says what came of it, and hands on how it stands then.
#[hook]
pub fn use_deeds(onchange: &Callback<Publication>) -> Callback<(Rc<Publication>, Deed)> {
    let (services, words, frame, account) = (use_services(), use_t(), use_frame(), use_account());
    let onchange = onchange.clone();
    Callback::from(move |(publication, deed): (Rc<Publication>, Deed)| {
        if account.state.busy {
            return;
        }
        account.busy.emit(true);
        let (services, words, frame) = (services.clone(), words.clone(), frame.clone());
        let (account, onchange) = (account.clone(), onchange.clone());
        yew::platform::spawn_local(async move {
            let done = perform(&services, words.locale().tag(), &account, (&publication, deed)).await;
            account.busy.emit(false);
            let title = face::title(&publication, &words);
            let message = match &done {
                Ok(now) => Message::line(loan::done(deed, &title, now, services.clock.now_ms(), &words)),
                // It stays until it has been read.
                Err(error) => Message::line(loan::refused(error, &words))
                    .offering(words.t("loan-to-shelf"), frame.go.reform(|()| AttrValue::Static("/shelf"))),
            };
            frame.say.emit(message);
            if let Ok(now) = done {
                account.ask_loans.emit(());
                onchange.emit(now);
            } else {
                // Perhaps the session has ended, or somebody else was quicker.
                account.refresh.emit(());
                account.ask_loans.emit(());
            }
        });
    })
}

async fn perform(
    services: &Services,
    tag: &str,
    account: &Account,
    what: (&Publication, Deed),
) -> Result<Publication, AccountError> {
    let csrf = token(services, tag, account).await?;
    lending::perform(services.http.as_ref(), tag, csrf.as_deref(), what).await
}

/// The token that goes with what changes something; asked for where it is not known yet.
///
/// # Errors
/// The library does not say who is signed in.
pub async fn token(
    services: &Services,
    tag: &str,
    account: &Account,
) -> Result<Option<String>, AccountError> {
    if let Some(csrf) = account.csrf() {
        return Ok(Some(csrf));
    }
    // Loans that this device remembers are in sight before the library has said whose they are.
    let session = account::session(services.http.as_ref(), services.records.as_ref(), tag).await?;
    let csrf = session.csrf.clone();
    account.is.emit(session);
    Ok(csrf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_library_says_counts_more_than_what_is_remembered() {
        let patron = |id: &str| Session {
            patron: Some(Patron { id: id.into(), ..Patron::default() }),
            ..Session::default()
        };
        let after = |messages: Vec<Msg>| {
            let start = Rc::new(State::default());
            (*messages.into_iter().fold(start, |state, message| state.reduce(message))).clone()
        };
        let id = |state: &State| state.session.as_ref()?.patron.as_ref().map(|patron| patron.id.clone());
        let kept = |id: &str| Msg::Kept(patron(id), vec![Publication::default()]);
        let state = after(vec![kept("old")]);
        assert_eq!((id(&state), state.remembered), (Some("old".into()), true));
        for order in [vec![kept("old"), Msg::Is(patron("new"))], vec![Msg::Is(patron("new")), kept("old")]] {
            let state = after(order);
            assert_eq!((id(&state), state.remembered), (Some("new".into()), false));
            assert!(state.loans.is_none(), "nobody sees another patron's loans");
        }
        let same = after(vec![kept("old"), Msg::Is(patron("old"))]);
        assert_eq!(same.loans.map(|loans| loans.len()), Some(1));
        let asked = after(vec![Msg::Is(patron("new")), Msg::Loans(Vec::new()), Msg::LoansAsked]);
        assert!(asked.loans_asked && asked.loans.is_some(), "the old ones are not the last word");
        assert!(!after(vec![Msg::LoansAsked, Msg::Loans(Vec::new())]).loans_asked);
    }
}
