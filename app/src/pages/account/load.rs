//! What the account's pages ask for, and what they do.

use std::{collections::BTreeMap, rc::Rc};

use futures::future::LocalBoxFuture;
use yew::prelude::*;
use yueli_patron::{Account, Answer, Ask, Included, Target};

use crate::{
    pages::loan,
    shell::{
        Message,
        account::{Account as SignedIn, token, use_account},
        use_frame,
    },
    use_cases::{
        account::AccountError,
        patron::{Place, ask_for},
    },
    wire_up::{Services, use_services},
    words::use_t,
};

/// Whoever asks: over which way, in which language.
#[derive(Clone)]
pub struct Asking {
    /// The ways to the library.
    pub services: Services,
    /// The language.
    pub tag: &'static str,
    /// Who is signed in.
    pub account: SignedIn,
}

impl Asking {
    /// The token that goes with what changes something.
    ///
    /// # Errors
    /// The library does not say who is signed in.
    pub async fn token(&self) -> Result<Option<String>, AccountError> {
        token(&self.services, self.tag, &self.account).await
    }

    /// Asks something of an account.
    ///
    /// # Errors
    /// See [`AccountError`].
    pub async fn ask(&self, place: &Place, what: &Ask) -> Result<Answer, AccountError> {
        let looks = matches!(what, Ask::Account(_) | Ask::PickUps(_) | Ask::BatchStatus { .. });
        let csrf = if looks { None } else { self.token().await? };
        ask_for(self.services.http.as_ref(), (self.tag, csrf.as_deref()), place, what).await
    }
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked<T> {
    /// It is on its way.
    Waiting,
    /// It is here.
    Here(Rc<T>),
    /// It did not come.
    Failed(AccountError),
}

/// What happens to it.
pub enum Msg<T> {
    /// Something else is wanted.
    Anew,
    /// It came, or did not.
    Came(Result<T, AccountError>),
}

impl<T: 'static> Reducible for Asked<T> {
    type Action = Msg<T>;

    fn reduce(self: Rc<Self>, message: Msg<T>) -> Rc<Self> {
        match (message, &*self) {
            (Msg::Anew, _) => Rc::new(Self::Waiting),
            (Msg::Came(Ok(value)), _) => Rc::new(Self::Here(Rc::new(value))),
            // What is here stays while the library is silent.
            (Msg::Came(Err(AccountError::Offline(_))), Self::Here(_)) => self,
            (Msg::Came(Err(error)), _) => Rc::new(Self::Failed(error)),
        }
    }
}

/// How something is asked for.
pub type Question<T> = fn(Asking, String) -> LocalBoxFuture<'static, Result<T, AccountError>>;

/// Asks for something that `key` names, as soon as somebody is signed in; and again when it is called.
#[hook]
pub fn use_asked<T: 'static>(key: &str, question: Question<T>) -> (UseReducerHandle<Asked<T>>, Callback<()>) {
    let (services, account) = (use_services(), use_account());
    let tag = use_t().locale().tag();
    let state = use_reducer(|| Asked::Waiting);
    let round = use_mut_ref(|| 0_u32);
    let whose = account.patron().map(|patron| patron.id.clone());
    let ask = {
        let (dispatcher, key) = (state.dispatcher(), key.to_owned());
        let asking = Asking { services, tag, account };
        let round = round.clone();
        Callback::from(move |()| {
            *round.borrow_mut() += 1;
            let (own, round, dispatcher) = (*round.borrow(), round.clone(), dispatcher.clone());
            let answer = question(asking.clone(), key.clone());
            yew::platform::spawn_local(async move {
                let answer = answer.await;
                // Something was asked later, whose answer counts.
                if *round.borrow() == own {
                    dispatcher.dispatch(Msg::Came(answer));
                }
            });
        })
    };
    {
        let (dispatcher, ask) = (state.dispatcher(), ask.clone());
        use_effect_with((key.to_owned(), tag, whose), move |(_, _, whose)| {
            dispatcher.dispatch(Msg::Anew);
            if whose.is_some() {
                ask.emit(());
            }
        });
    }
    (state, ask)
}

/// An account with the names of the places where its holds are picked up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Whole {
    /// The account.
    pub account: Account,
    /// What places are called, by their ids.
    pub points: BTreeMap<String, String>,
    /// How many places an instance can be picked up at.
    pub choices: BTreeMap<String, usize>,
}

/// So many works are asked for where they can be picked up; whoever waits for more sees no name of a place.
const MOST: usize = 25;

/// The account at a place.
///
/// # Errors
/// See [`AccountError`].
pub async fn whole(asking: Asking, place: Place) -> Result<Whole, AccountError> {
    let answer = asking.ask(&place, &Ask::Account(Included::ALL)).await?;
    let Answer::Account(account) = answer else { return Err(AccountError::Server(200)) };
    let mut whole = Whole { account: *account, ..Whole::default() };
    let mut instances: Vec<String> =
        whole.account.holds.items.iter().filter_map(|hold| hold.item.instance.clone()).collect();
    instances.sort();
    instances.dedup();
    for instance in instances.into_iter().take(MOST) {
        let points = asking.ask(&place, &Ask::PickUps(Target::Instance(instance.clone()))).await;
        // A name that does not come is not worth the whole account.
        if let Ok(Answer::PickUps(points)) = points {
            whole.choices.insert(instance, points.len());
            whole.points.extend(points.into_iter().map(|point| (point.id, point.name)));
        }
    }
    Ok(whole)
}

/// Something that is done once; what is said of it when it is done.
pub type Work = Box<dyn FnOnce(Asking) -> LocalBoxFuture<'static, Result<String, AccountError>>>;

/// Does one thing after the other, however often it is asked for; says what came of it, and calls `after`.
#[hook]
pub fn use_act(after: &Callback<()>) -> (bool, Callback<Work>) {
    let (services, account, words, say) = (use_services(), use_account(), use_t(), use_frame().say);
    let busy = use_mut_ref(bool::default);
    let shown = use_state(bool::default);
    let act = {
        let (after, shown) = (after.clone(), shown.setter());
        let asking = Asking { services, tag: words.locale().tag(), account };
        Callback::from(move |work: Work| {
            if std::mem::replace(&mut *busy.borrow_mut(), true) {
                return;
            }
            shown.set(true);
            let (busy, shown, after) = (busy.clone(), shown.clone(), after.clone());
            let (asking, words, say) = (asking.clone(), words.clone(), say.clone());
            yew::platform::spawn_local(async move {
                let account = asking.account.clone();
                let message = match work(asking).await {
                    Ok(said) => Message::line(said),
                    Err(error) => {
                        // Perhaps the session has ended.
                        account.refresh.emit(());
                        // It stays until it has been read.
                        Message::line(loan::refused(&error, &words))
                            .offering(words.t("account-understood"), Callback::noop())
                    }
                };
                *busy.borrow_mut() = false;
                shown.set(false);
                account.loans_changed();
                after.emit(());
                say.emit(message);
            });
        })
    };
    (*shown, act)
}
