//! Loans, holds and charges of an account, as ledgers.

use std::rc::Rc;

use futures::FutureExt;
use yew::{prelude::*, props};
use yueli_components::{Button, Ledger, LedgerRow, Section, Stamp, Tag, Tone};
use yueli_i18n::Catalog;
use yueli_opds::Publication;
use yueli_patron::{Answer, Ask, BatchItemState, Charge, Hold, HoldState, Item, Listed, Loan};
use yueli_publication::Time;

use super::{
    load::{Whole, Work},
    model::{Due, Spot, charge_state, day, standing},
    money::money,
};
use crate::{
    pages::face::script,
    route::Route,
    use_cases::{
        account::AccountError,
        catalogue,
        lending::{self, Deed},
        patron::{Place, on_shelf},
    },
};

/// What the ledgers are of, and what can be done with what is in them.
pub struct Desk<'a> {
    /// Which account.
    pub place: &'a Place,
    /// Its page.
    pub spot: &'a Spot,
    /// What of it is in the library's catalogue, with the ways to return it.
    pub shelf: &'a [Rc<Publication>],
    /// Does something.
    pub act: &'a Callback<Work>,
    /// Something is being done.
    pub busy: bool,
    /// The time, in milliseconds since 1970.
    pub now: i64,
    /// The words.
    pub words: &'a Catalog,
}

fn what(item: &Item, href: Option<String>) -> Html {
    html! {
        <>
            if let Some(href) = href {
                <a {href}><b lang={script(&item.title)}>{ item.title.clone() }</b></a>
            } else {
                <b lang={script(&item.title)}>{ item.title.clone() }</b>
            }
            if let Some(author) = &item.author { <small>{ author.clone() }</small> }
        </>
    }
}

impl Desk<'_> {
    /// A button that does something with the thing of this title.
    pub fn button(&self, key: &str, title: &str, work: impl Fn() -> Work + 'static) -> Html {
        let act = self.act.clone();
        let onclick = Callback::from(move |_: MouseEvent| act.emit(work()));
        let text = self.words.t(if self.busy { "loan-busy" } else { key });
        let label = format!("{} {title}", self.words.t(key));
        html! { <Button small=true {label} {onclick}>{ text }</Button> }
    }

    fn ledger(
        &self,
        key: &str,
        columns: &[&str],
        rows: Vec<LedgerRow>,
        total: Option<(AttrValue, AttrValue)>,
    ) -> Html {
        let name =
            |key: &&str| AttrValue::from(if key.is_empty() { String::new() } else { self.words.t(key) });
        let head: Vec<AttrValue> = columns.iter().map(name).collect();
        let actions_label = self.words.t("account-actions");
        props!(Ledger { caption: self.words.t(key), head, rows, total, actions_label }).into()
    }

    fn section<T>(&self, key: &str, empty: &str, list: &Listed<T>, ledger: Html) -> Html {
        let words = self.words;
        let missing = list.missing();
        html! {
            <Section title={words.t(key)}>
                if list.items.is_empty() && missing == 0 { <p class="soft">{ words.t(empty) }</p> } else { { ledger } }
                if missing > 0 {
                    <p class="soft">{ words.t_args("account-missing", &[("count", (missing as f64).into())]) }</p>
                }
            </Section>
        }
    }

    /// What is on loan.
    pub fn loans(&self, list: &Listed<Loan>) -> Html {
        let rows = list.items.iter().enumerate().map(|(at, loan)| self.loan(at, loan)).collect();
        let ledger = self.ledger("account-loans", &["account-what", "account-due", ""], rows, None);
        self.section("account-loans", "account-loans-none", list, ledger)
    }

    fn loan(&self, at: usize, loan: &Loan) -> LedgerRow {
        let words = self.words;
        let own = loan.id.as_deref().and_then(|id| on_shelf(self.shelf, id));
        let href = own.as_ref().and_then(|own| catalogue::id_of(own)).map(|id| Route::title(id).to_path());
        let due = loan.due.map(|time| {
            let due = Due::at(time, loan.is_overdue, self.now);
            let (text, note) = (day(time, words), AttrValue::from(due.said(words)));
            props!(Stamp { text, note, calm: matches!(due, Due::Later(_)) })
        });
        let title = loan.item.title.clone();
        let renew = loan.item.item.clone().map(|item| {
            let (place, words, named) = (self.place.clone(), words.clone(), title.clone());
            self.button("loan-renew", &title, move || {
                renewal(place.clone(), item.clone(), named.clone(), words.clone())
            })
        });
        let back = match own {
            Some(own) => {
                let (words, named) = (words.clone(), title.clone());
                self.button("loan-return", &title, move || {
                    giving_back(own.clone(), named.clone(), words.clone())
                })
            }
            None => html! { <p class="soft t14">{ words.t("account-bring-back") }</p> },
        };
        LedgerRow {
            key: format!("{at}-{title}").into(),
            head: what(&loan.item, href),
            cells: vec![
                html! { <>{ for due }</> },
                html! { <div class="row-actions">{ for renew }{ back }</div> },
            ],
        }
    }

    /// What is waited for.
    pub fn holds(&self, whole: &Whole) -> Html {
        let list = &whole.account.holds;
        let rows = list.items.iter().enumerate().map(|(at, hold)| self.hold(at, hold, whole)).collect();
        let columns = ["account-what", "account-standing", "account-pick-up", ""];
        let ledger = self.ledger("account-holds", &columns, rows, None);
        self.section("account-holds", "account-holds-none", list, ledger)
    }

    fn hold(&self, at: usize, hold: &Hold, whole: &Whole) -> LedgerRow {
        let words = self.words;
        let title = hold.item.title.clone();
        let said = standing(hold, words);
        let stands = match hold.state {
            HoldState::Ready => props!(Tag { tone: Tone::Positive, text: said }).into(),
            _ => html! { <>{ said }</> },
        };
        let point = hold.pick_up.as_ref().and_then(|id| whole.points.get(id)).cloned();
        let choices =
            hold.item.instance.as_ref().and_then(|id| whole.choices.get(id)).copied().unwrap_or_default();
        let change = hold.item.instance.as_ref().filter(|_| hold.state.is_open() && choices > 1).map(|instance| {
            let mut href = self.spot.hold(instance, &title, &[]);
            for (name, value) in [("change", &hold.id), ("at", &hold.pick_up)] {
                if let Some(value) = value {
                    href.push_str(&format!("&{name}={value}"));
                }
            }
            let text = words.t("account-change-pick-up");
            html! { <Button small=true {href} label={format!("{text} {title}")}>{ text.clone() }</Button> }
        });
        let cancel = hold.id.clone().filter(|_| hold.state.is_open()).map(|id| {
            let (place, words, named, now) = (self.place.clone(), words.clone(), title.clone(), self.now);
            self.button("loan-cancel", &title, move || {
                giving_up(place.clone(), (id.clone(), now), named.clone(), words.clone())
            })
        });
        LedgerRow {
            key: format!("{at}-{title}").into(),
            head: what(&hold.item, None),
            cells: vec![
                stands,
                html! { <>{ point.unwrap_or_else(|| words.t("account-pick-up-unknown")) }</> },
                html! { <div class="row-actions">{ for change }{ for cancel }</div> },
            ],
        }
    }

    /// What a patron has taken away, as people at the desk see it: items come back by their barcodes.
    pub fn out(&self, list: &Listed<Loan>) -> Html {
        let rows = list.items.iter().enumerate().map(|(at, loan)| {
            let LedgerRow { key, head, mut cells } = self.loan(at, loan);
            cells.truncate(1);
            LedgerRow { key, head, cells }
        });
        let ledger = self.ledger("account-loans", &["account-what", "account-due"], rows.collect(), None);
        self.section("account-loans", "account-loans-none", list, ledger)
    }

    /// What a patron waits for, as people at the desk see it.
    pub fn waiting(&self, list: &Listed<Hold>) -> Html {
        let nothing = Whole::default();
        let rows = list.items.iter().enumerate().map(|(at, hold)| {
            let LedgerRow { key, head, mut cells } = self.hold(at, hold, &nothing);
            cells.truncate(1);
            LedgerRow { key, head, cells }
        });
        let ledger =
            self.ledger("account-holds", &["account-what", "account-standing"], rows.collect(), None);
        self.section("account-holds", "account-holds-none", list, ledger)
    }

    /// What is owed. `settle` makes what can be done about it.
    pub fn charges(&self, whole: &Whole, settle: impl Fn(&Charge) -> Option<Html>) -> Html {
        let (list, words) = (&whole.account.charges, self.words);
        let mut columns = vec!["account-for-what", "account-since", "account-state", "account-amount"];
        let rows: Vec<LedgerRow> = list
            .items
            .iter()
            .enumerate()
            .map(|(at, charge)| {
                let title = charge.item.as_ref().map(|item| item.title.clone()).unwrap_or_default();
                let reason = charge.reason.clone().unwrap_or_else(|| words.t("account-charge-other"));
                let head = if title.is_empty() {
                    html! { <b>{ reason.clone() }</b> }
                } else {
                    html! { <><b lang={script(&title)}>{ title }</b><small>{ reason.clone() }</small></> }
                };
                let since = charge.since.map(|since| day(since, words)).unwrap_or_default();
                let state = charge_state(charge.state.as_deref(), words);
                let amount = money(&charge.amount, words);
                let mut cells = vec![
                    html! { <span class="num">{ since }</span> },
                    html! { <>{ state }</> },
                    html! { <b class="num">{ amount }</b> },
                ];
                cells.extend(settle(charge));
                LedgerRow { key: format!("{at}-{reason}").into(), head, cells }
            })
            .collect();
        if rows.first().is_some_and(|row| row.cells.len() > 3) {
            columns.push("");
        }
        let total = whole
            .account
            .owed
            .as_ref()
            .map(|owed| (words.t("account-total").into(), money(owed, words).into()));
        let ledger = self.ledger("account-charges", &columns, rows, total);
        self.section("account-charges", "account-charges-none", list, ledger)
    }

    /// Requests for many items at once.
    pub fn batches(&self, whole: &Whole) -> Html {
        let words = self.words;
        if whole.account.batches.is_empty() {
            return Html::default();
        }
        let mut rows = Vec::new();
        for batch in &whole.account.batches {
            for (at, line) in batch.items.iter().enumerate() {
                let said = match &line.state {
                    BatchItemState::Pending => words.t("account-batch-pending"),
                    BatchItemState::Requested(_) => words.t("account-batch-requested"),
                    BatchItemState::Failed(said) if said.is_empty() => words.t("account-batch-failed"),
                    BatchItemState::Failed(said) => {
                        words.t_args("account-batch-failed-why", &[("why", said.as_str().into())])
                    }
                };
                let point =
                    line.pick_up.as_ref().and_then(|id| whole.points.get(id)).cloned().unwrap_or_default();
                let cells = vec![html! { <>{ said }</> }, html! { <>{ point }</> }];
                rows.push(LedgerRow {
                    key: format!("{}-{at}", batch.id).into(),
                    head: what(&line.item, None),
                    cells,
                });
            }
        }
        let ledger = self.ledger(
            "account-batches",
            &["account-what", "account-standing", "account-pick-up"],
            rows,
            None,
        );
        html! { <Section title={words.t("account-batches")}>{ ledger }</Section> }
    }
}

fn renewal(place: Place, item: String, title: String, words: Catalog) -> Work {
    Box::new(move |asking| {
        async move {
            let answer = asking.ask(&place, &Ask::Renew { item }).await?;
            let Answer::Loan(loan) = answer else { return Err(AccountError::Server(200)) };
            let date = loan.due.map(|due| day(due, &words)).unwrap_or_default();
            Ok(words.t_args("account-renewed", &[("title", title.as_str().into()), ("date", date.into())]))
        }
        .boxed_local()
    })
}

fn giving_back(publication: Rc<Publication>, title: String, words: Catalog) -> Work {
    Box::new(move |asking| {
        async move {
            let csrf = asking.token().await?;
            let (http, what) = (asking.services.http.as_ref(), (&*publication, Deed::Return));
            lending::perform(http, asking.tag, csrf.as_deref(), what).await?;
            Ok(words.t_args("loan-returned", &[("title", title.as_str().into())]))
        }
        .boxed_local()
    })
}

fn giving_up(place: Place, (hold, now): (String, i64), title: String, words: Catalog) -> Work {
    Box::new(move |asking| {
        async move {
            asking.ask(&place, &Ask::Cancel { hold, comment: None, now: Time::from_millis(now) }).await?;
            Ok(words.t_args("loan-cancelled", &[("title", title.as_str().into())]))
        }
        .boxed_local()
    })
}

/// How much there is of each, at a glance.
pub fn glance(whole: &Whole, words: &Catalog) -> Html {
    let owed =
        whole.account.owed.as_ref().map(|owed| money(owed, words)).unwrap_or_else(|| words.number(0.0));
    let count = |count: u64| words.number(count as f64);
    let parts = [
        ("account-loans", count(whole.account.loans.total)),
        ("account-holds", count(whole.account.holds.total)),
        ("account-charges", owed),
    ];
    html! {
        <dl class="tally">
            { for parts.into_iter().map(|(key, said)| html! { <div {key}><dt>{ words.t(key) }</dt><dd>{ said }</dd></div> }) }
        </dl>
    }
}
