//! Who is signed in, for every page: as last known on this device, and then as the library says.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    use_cases::account::{self, AccountError, Patron, Session},
    wire_up::use_services,
    words::use_t,
};

/// What is known of the session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// The session, once anything is known of it.
    pub session: Option<Rc<Session>>,
    /// The library has not been heard yet: the session is what this device remembers.
    pub remembered: bool,
}

/// What happens to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Msg {
    /// It was found on this device.
    Kept(Session),
    /// The library said so.
    Is(Session),
}

impl Reducible for State {
    type Action = Msg;

    fn reduce(self: Rc<Self>, message: Msg) -> Rc<Self> {
        Rc::new(match message {
            // The library may have answered before the record was found.
            Msg::Kept(_) if self.session.is_some() => return self,
            Msg::Kept(session) => Self { session: Some(Rc::new(session)), remembered: true },
            Msg::Is(session) => Self { session: Some(Rc::new(session)), remembered: false },
        })
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
                if let Some(session) = account::kept(services.records.as_ref()).await {
                    state.dispatch(Msg::Kept(session));
                }
            });
            refresh.emit(());
        });
    }
    let account = Account { state: (*state).clone(), is, refresh };
    html! { <ContextProvider<Account> context={account}>{ props.children.clone() }</ContextProvider<Account>> }
}

/// The session.
#[hook]
pub fn use_account() -> Account {
    use_context::<Account>().unwrap_or_else(|| Account {
        state: State::default(),
        is: Callback::noop(),
        refresh: Callback::noop(),
    })
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
        let state = after(vec![Msg::Kept(patron("old"))]);
        assert_eq!((id(&state), state.remembered), (Some("old".into()), true));
        for order in [
            vec![Msg::Kept(patron("old")), Msg::Is(patron("new"))],
            vec![Msg::Is(patron("new")), Msg::Kept(patron("old"))],
        ] {
            let state = after(order);
            assert_eq!((id(&state), state.remembered), (Some("new".into()), false));
        }
    }
}
