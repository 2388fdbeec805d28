//! Reserving a work, or several of its items: where it is to be picked up. Also where a hold is picked up elsewhere.

use futures::{FutureExt, future::LocalBoxFuture};
use yew::{prelude::*, props};
use yueli_components::{Banner, Button, ButtonKind, Choice, Select, Tone};
use yueli_i18n::Catalog;
use yueli_patron::{
    Answer, Ask, BatchItemState, BatchLine, Hold, HoldOrder, HoldState, ServicePoint, Target,
};
use yueli_publication::Time;

use super::{
    load::{Asking, Work, use_act, use_asked},
    model::{Spot, standing, values},
    other::other,
    shown,
};
use crate::{
    router::use_location,
    shell::{Page, account::use_account, use_frame},
    use_cases::{account::AccountError, patron::Place},
    words::use_t,
};

/// The account, and where the work can be picked up.
#[derive(Debug, PartialEq)]
struct Choices {
    place: Place,
    points: Vec<ServicePoint>,
}

fn target(instance: &str, items: &[String]) -> Target {
    match items {
        [item] => Target::Item(item.clone()),
        _ => Target::Instance(instance.to_owned()),
    }
}

async fn place(asking: &Asking, spot: &Spot) -> Result<Place, AccountError> {
    Ok(match spot {
        Spot::Child(id) => Place::here(id),
        Spot::At(id) => other(asking, id).await?.1,
        _ => {
            let id = asking.account.patron().map(|patron| patron.id.clone()).unwrap_or_default();
            Place::here(&id)
        }
    })
}

/// `key` is the address below `/account`, with its query.
fn choices(asking: Asking, key: String) -> LocalBoxFuture<'static, Result<Choices, AccountError>> {
    async move {
        let (path, query) = key.split_once('?').unwrap_or((&key, ""));
        let Some(Spot::Hold(spot, instance)) = Spot::of(path) else { return Err(AccountError::Server(404)) };
        let place = place(&asking, &spot).await?;
        let target = target(&instance, &values(query, "item"));
        match asking.ask(&place, &Ask::PickUps(target)).await? {
            Answer::PickUps(points) => Ok(Choices { place, points }),
            _ => Err(AccountError::Server(200)),
        }
    }
    .boxed_local()
}

/// Props of [`HoldPage`].
#[derive(Properties, PartialEq)]
pub struct HoldPageProps {
    /// Whose account.
    pub spot: Spot,
    /// What is reserved.
    pub instance: String,
}

/// Reserving.
#[component]
pub fn HoldPage(props: &HoldPageProps) -> Html {
    let (words, go, signed_in) = (use_t(), use_frame().go, use_account());
    let query = use_location().map(|at| at.query_str().to_owned()).unwrap_or_default();
    let whole = Spot::Hold(Box::new(props.spot.clone()), props.instance.clone());
    let address = whole.address();
    let (asked, again) =
        use_asked(&format!("{}{query}", address.strip_prefix("/account").unwrap_or_default()), choices);
    let account = AttrValue::from(props.spot.address());
    let leave = {
        let (go, account) = (go.clone(), account.clone());
        Callback::from(move |()| go.emit(account.clone()))
    };
    let done = use_mut_ref(bool::default);
    let after = {
        let (done, leave) = (done.clone(), leave.clone());
        Callback::from(move |()| {
            if *done.borrow() {
                leave.emit(());
            }
        })
    };
    let (busy, act) = use_act(&after);
    let first = |name: &str| values(&query, name).into_iter().next();
    let (title, items) = (first("title").unwrap_or_default(), values(&query, "item"));
    let (change, at) = (first("change"), first("at"));
    let chosen = use_state(|| None::<AttrValue>);
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |value: AttrValue| chosen.set(Some(value)))
    };
    let heading = words.t(if change.is_some() { "account-change-pick-up" } else { "account-reserve" });
    let child = match &props.spot {
        Spot::Child(id) => {
            signed_in.patron().and_then(|own| own.children.iter().find(|child| child.id == *id)).cloned()
        }
        _ => None,
    };
    let form = |choices: &Choices| {
        if choices.points.is_empty() {
            let (text, note) =
                (words.t("account-nowhere"), AttrValue::from(words.attr("account-nowhere", "advice")));
            return props!(Banner { tone: Tone::Caution, icon: "warning", text, note }).into();
        }
        let options: Vec<Choice> =
            choices.points.iter().map(|point| Choice::new(point.id.clone(), point.name.clone())).collect();
        let start = at.clone().filter(|at| choices.points.iter().any(|point| point.id == *at));
        let start =
            start.or_else(|| choices.points.first().map(|point| point.id.clone())).unwrap_or_default();
        let selected = (*chosen).clone().unwrap_or_else(|| start.into());
        let order = Order {
            place: choices.place.clone(),
            instance: props.instance.clone(),
            items: items.clone(),
            pick_up: selected.to_string(),
            change: change.clone(),
            title: title.clone(),
        };
        let (act, words, done) = (act.clone(), words.clone(), done.clone());
        let label = words.t("account-pick-up-where");
        let text = words.t(if busy {
            "loan-busy"
        } else if change.is_some() {
            "account-change-now"
        } else {
            "account-reserve-now"
        });
        let queued = change.is_some() && !choices.place.is_here();
        let note = words.t("account-change-queue");
        let onclick = Callback::from(move |_: MouseEvent| {
            let (order, words, done) = (order.clone(), words.clone(), done.clone());
            act.emit(order.work(words, done));
        });
        html! {
            <>
                <div class="account-choose"><Select {label} {options} {selected} onchange={choose.clone()} /></div>
                if queued { <p class="soft">{ note }</p> }
                <p><Button kind={ButtonKind::Primary} {onclick}>{ text }</Button></p>
            </>
        }
    };
    let back = Some((account, words.t("account-title").into()));
    html! {
        <Page title={heading} headed=true no_search=true {back}>
            <div class="account narrow">
                if !title.is_empty() { <p class="account-card"><b class="serif">{ title.clone() }</b></p> }
                if let Some(child) = child {
                    <p class="soft">{ words.t_args("account-reserve-for", &[("name", child.name.as_str().into())]) }</p>
                }
                if items.len() > 1 {
                    <p class="soft">{ words.t_args("account-reserve-items", &[("count", (items.len() as f64).into())]) }</p>
                }
                { shown(&asked, &again, &words, form) }
            </div>
        </Page>
    }
}

/// What is asked for.
#[derive(Clone)]
struct Order {
    place: Place,
    instance: String,
    items: Vec<String>,
    pick_up: String,
    /// The hold that is to be picked up elsewhere.
    change: Option<String>,
    title: String,
}

impl Order {
    fn work(self, words: Catalog, done: std::rc::Rc<std::cell::RefCell<bool>>) -> Work {
        Box::new(move |asking| {
            async move {
                let said = self.place_it(&asking, &words).await?;
                *done.borrow_mut() = true;
                Ok(said)
            }
            .boxed_local()
        })
    }

    async fn place_it(self, asking: &Asking, words: &Catalog) -> Result<String, AccountError> {
        if self.items.len() > 1 {
            return self.place_many(asking, words).await;
        }
        let now = Time::from_millis(asking.services.clock.now_ms() as i64);
        // Our own library moves a hold that is there already; FOLIO has no way to, so there it is given up and asked for
        // anew.
        if let Some(hold) = self.change.clone().filter(|_| !self.place.is_here()) {
            asking.ask(&self.place, &Ask::Cancel { hold, comment: None, now }).await?;
        }
        let target = target(&self.instance, &self.items);
        let order = HoldOrder { target, pick_up: self.pick_up, until: None, comment: None, now };
        let placed = asking.ask(&self.place, &Ask::Hold(order)).await;
        let hold = match (placed, &self.change) {
            (Ok(Answer::Hold(hold)), _) => hold,
            (Ok(_), _) => return Err(AccountError::Server(200)),
            (Err(error), Some(_)) if !self.place.is_here() => return Err(half_done(&error, words)),
            (Err(error), _) => return Err(error),
        };
        Ok(placed_words(&hold, &self.title, words))
    }

    async fn place_many(self, asking: &Asking, words: &Catalog) -> Result<String, AccountError> {
        let line = |item: &String| BatchLine { item: item.clone(), pick_up: self.pick_up.clone() };
        let lines: Vec<BatchLine> = self.items.iter().map(line).collect();
        let instance = self.instance.clone();
        let ask = Ask::Batch { instance: instance.clone(), lines, comment: None, id: None };
        let Answer::Batch(batch) = asking.ask(&self.place, &ask).await? else {
            return Err(AccountError::Server(200));
        };
        let status = Ask::BatchStatus { instance, batch: batch.id.clone() };
        let batch = match asking.ask(&self.place, &status).await? {
            Answer::Batch(batch) => batch,
            _ => batch,
        };
        let failed =
            batch.items.iter().filter(|item| matches!(item.state, BatchItemState::Failed(_))).count();
        let asked = batch.total.saturating_sub(failed as u64);
        let args = [("asked", (asked as f64).into()), ("failed", (failed as f64).into())];
        Ok(words.t_args("account-batch-placed", &args))
    }
}

/// The old hold is given up, and the new one was not placed.
fn half_done(error: &AccountError, words: &Catalog) -> AccountError {
    let why = crate::pages::loan::refused(error, words);
    AccountError::Refused {
        code: "half-done".to_owned(),
        words: words.t_args("account-change-half", &[("why", why.as_str().into())]),
    }
}

fn placed_words(hold: &Hold, title: &str, words: &Catalog) -> String {
    let stands = match hold.state {
        HoldState::Ready | HoldState::Waiting => standing(hold, words),
        _ => String::new(),
    };
    words.t_args("account-reserved", &[("title", title.into()), ("standing", stands.as_str().into())])
}
