//! What the page of licences asks for, and does.

use std::rc::Rc;

use yew::prelude::*;
use yueli_lcp::ActionKind;
use yueli_platform_web::keep::Want;
use yueli_ports::Request;
use yueli_publication::Time;

use super::model::{not_taken, standing, trouble};
use crate::{
    router::use_location,
    shell::{
        Message,
        account::use_account,
        browser, files,
        keeping::{Keeping, Order as Keep},
        use_frame, use_keeping,
    },
    use_cases::licences::{
        Held, Known, Stand, asked_for,
        status::Desk,
        take::{NotTaken, take},
        way::{Trouble, Ways},
    },
    wire_up::{Services, use_services},
    words::use_t,
};

/// What the page is asked for.
#[derive(Clone)]
pub enum Order {
    /// Open the licence in this file.
    Take(web_sys::File),
    /// Renew until then, or give back.
    Act(Rc<Known>, ActionKind, Option<Time>),
    /// Save the licence for another app.
    Save(Rc<Known>),
    /// Forget the key of the passphrase.
    ForgetKey(Rc<Known>),
    /// Let go of the licence and of its book.
    Remove(Rc<Known>),
}

/// The licences, and the way to ask for something.
pub struct Licensed {
    /// All of them; none until they are known.
    pub known: Option<Rc<[Rc<Known>]>>,
    /// What went wrong last: what happened, and what to do.
    pub trouble: Option<(String, String)>,
    /// Something is being done.
    pub busy: bool,
    /// Asks for something.
    pub order: Callback<Order>,
}

/// What was done, to be said.
enum Done {
    /// In a line.
    Said(String),
    /// Nothing that needs words.
    Quiet,
}

/// What is needed to do something.
#[derive(Clone)]
struct Hands {
    services: Services,
    words: yueli_i18n::Catalog,
    keeping: Keeping,
    csrf: Option<String>,
}

type Failed = (String, String);

/// The licences of this device, asked after once.
#[hook]
pub fn use_licensed() -> Licensed {
    let (services, words, keeping, account) = (use_services(), use_t(), use_keeping(), use_account());
    let say = use_frame().say;
    let known = use_state(|| None::<Rc<[Rc<Known>]>>);
    let trouble = use_state(|| None::<Failed>);
    let busy = use_state(bool::default);
    let hands = Hands { services: services.clone(), words, keeping, csrf: account.csrf() };
    let reload = {
        let (services, known) = (services.clone(), known.setter());
        Callback::from(move |()| {
            let (services, known) = (services.clone(), known.clone());
            yew::platform::spawn_local(async move {
                // A device that keeps nothing has none.
                let all = services.licences().all().await.unwrap_or_default();
                known.set(Some(all.into_iter().map(Rc::new).collect()));
            });
        })
    };
    let run = {
        let (trouble, busy, reload) = (trouble.setter(), busy.setter(), reload.clone());
        move |work: std::pin::Pin<Box<dyn Future<Output = Result<Done, Failed>>>>| {
            let (trouble, busy, reload, say) = (trouble.clone(), busy.clone(), reload.clone(), say.clone());
            trouble.set(None);
            busy.set(true);
            yew::platform::spawn_local(async move {
                match work.await {
                    Ok(Done::Said(line)) => say.emit(Message::line(line)),
                    Ok(Done::Quiet) => {}
                    Err(failed) => trouble.set(Some(failed)),
                }
                busy.set(false);
                reload.emit(());
            });
        }
    };
    let asked = use_location().and_then(|location| asked_for(location.query_str()));
    {
        let (hands, run, reload) = (hands.clone(), run.clone(), reload.clone());
        use_effect_with(asked, move |asked| {
            reload.emit(());
            match asked.clone() {
                Some(url) => run(Box::pin(async move { hands.fetch(url).await })),
                None => run(Box::pin(async move { hands.look().await })),
            }
        });
    }
    let order = Callback::from(move |order: Order| {
        let hands = hands.clone();
        run(Box::pin(async move { hands.perform(order).await }));
    });
    Licensed { known: (*known).clone(), trouble: (*trouble).clone(), busy: *busy, order }
}

impl Hands {
    async fn ways(&self) -> Ways {
        Ways::ask(self.services.http.as_ref(), &browser::origin()).await
    }

    fn why(&self, why: &Trouble) -> Failed {
        trouble(why, &self.words)
    }

    fn storage(&self) -> Failed {
        (self.words.t("error-storage"), String::new())
    }

    async fn perform(&self, order: Order) -> Result<Done, Failed> {
        match order {
            Order::Take(file) => {
                let text = files::read(&file).await.unwrap_or_default();
                self.take(&text).await
            }
            Order::Act(known, kind, end) => self.act(&known, kind, end).await,
            Order::Save(known) => {
                let name = format!("{}.lcpl", known.held.book);
                files::save(&name, &known.held.document, yueli_lcp::LICENCE);
                Ok(Done::Said(self.words.t("licence-saved")))
            }
            Order::ForgetKey(known) => {
                self.keep(Held { key: None, ..known.held.clone() }).await?;
                Ok(Done::Said(self.words.t("licence-key-forgotten")))
            }
            Order::Remove(known) => {
                self.services.licences().forget(&known.held.book).await.map_err(|_| self.storage())?;
                self.let_go(&known);
                Ok(Done::Said(self.words.t("licence-removed")))
            }
        }
    }

    async fn keep(&self, held: Held) -> Result<Held, Failed> {
        let kept = self.services.licences().keep(held, self.services.now()).await;
        kept.map_err(|_| self.storage())
    }

    /// The file goes; the place in it and the notes stay.
    fn let_go(&self, known: &Known) {
        self.keeping.order.emit(Keep::Change(known.held.book.clone(), Want::Gone));
    }

    /// Fetches a licence that a catalogue leads to.
    async fn fetch(&self, url: String) -> Result<Done, Failed> {
        let ways = self.ways().await;
        let request = Request::get(url).header("accept", yueli_lcp::LICENCE);
        let response = ways.fetch(self.services.http.as_ref(), request, None).await;
        let response = response.map_err(|why| self.why(&why))?;
        self.take(&String::from_utf8(response.body).unwrap_or_default()).await
    }

    /// Opens a licence: it is kept, and its book is fetched.
    async fn take(&self, text: &str) -> Result<Done, Failed> {
        let ways = self.ways().await;
        let unnamed = self.words.t("licence-unnamed");
        let (taken, lacks) = take(text, &ways, &unnamed).map_err(|why| not_taken(why, &self.words))?;
        let before = self.services.licences().get(&taken.known.held.book).await;
        let mut held = taken.known.held.clone();
        if let Some(before) = before {
            // It is here already: what was typed and copied stays.
            held =
                Held { key: before.held.key, copied: before.held.copied, status: before.held.status, ..held };
        }
        let held = self.keep(held).await?;
        let fresh = Known { held, ..taken.known };
        // A server that does not answer says nothing against it.
        let stood = self.refreshed(&fresh, &ways).await.unwrap_or(fresh);
        let stand = stood.stand(self.services.now());
        if !matches!(stand, Stand::Good(_) | Stand::NotYet(_)) {
            let said = standing(stand, self.services.clock.now_ms(), &self.words);
            return Err((said, self.words.t("licence-not-fetched")));
        }
        match (taken.book, lacks) {
            (Some(book), _) => {
                self.keeping.order.emit(Keep::Keep(Rc::new(book)));
                Ok(Done::Said(self.words.t("licence-taken")))
            }
            (None, Some(why)) => Err(not_taken(why, &self.words)),
            (None, None) => Ok(Done::Said(self.words.t("licence-kept"))),
        }
    }

    async fn refreshed(&self, known: &Known, ways: &Ways) -> Option<Known> {
        let desk = Desk { http: self.services.http.as_ref(), ways, csrf: None };
        let held = desk.refresh(known).await.ok()??;
        Known::of(self.keep(held).await.ok()?)
    }

    /// Asks after every licence; a book that went back elsewhere goes from here too.
    async fn look(&self) -> Result<Done, Failed> {
        let all = self.services.licences().all().await.unwrap_or_default();
        if all.is_empty() {
            return Ok(Done::Quiet);
        }
        let ways = self.ways().await;
        for known in all {
            if let Some(known) = self.refreshed(&known, &ways).await
                && matches!(known.stand(self.services.now()), Stand::Over(_))
            {
                self.let_go(&known);
            }
        }
        Ok(Done::Quiet)
    }

    async fn act(&self, known: &Known, kind: ActionKind, end: Option<Time>) -> Result<Done, Failed> {
        let ways = self.ways().await;
        let desk = Desk { http: self.services.http.as_ref(), ways: &ways, csrf: self.csrf.as_deref() };
        let now = self.services.now();
        let held = desk.perform(known, kind, (now, end)).await.map_err(|why| self.why(&why))?;
        let held = self.keep(held).await?;
        let title = held.title.clone();
        let Some(known) = Known::of(held) else { return Err(not_taken(NotTaken::NoLicence, &self.words)) };
        let stand = known.stand(now);
        if kind == ActionKind::Return {
            self.let_go(&known);
            return Ok(Done::Said(self.words.t_args("loan-returned", &[("title", title.as_str().into())])));
        }
        let standing = standing(stand, self.services.clock.now_ms(), &self.words);
        let args = [("title", title.as_str().into()), ("standing", standing.as_str().into())];
        Ok(Done::Said(self.words.t_args("loan-renewed", &args)))
    }
}
