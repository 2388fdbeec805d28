//! Items that come back, or are kept for longer: one scan after the other.

use std::rc::Rc;

use futures::FutureExt;
use yew::prelude::*;
use yueli_components::{Choice, Segmented};
use yueli_i18n::Catalog;

use super::{ScanField, at_desk};
use crate::{
    pages::account::{
        load::{Work, use_act},
        model::day,
        money::money,
    },
    use_cases::desk::{Counter, Done},
    words::use_t,
};

/// What was said of the last items, the newest first.
#[derive(Debug, Default, PartialEq)]
struct Log(Vec<(u32, String)>);

/// So many stay in sight.
const MOST: usize = 20;

impl Reducible for Log {
    type Action = String;

    fn reduce(self: Rc<Self>, said: String) -> Rc<Self> {
        let number = self.0.first().map_or(0, |(number, _)| number + 1);
        let rest = self.0.iter().take(MOST - 1).cloned();
        Rc::new(Self(std::iter::once((number, said)).chain(rest).collect()))
    }
}

/// Returns and renewals.
#[component]
pub fn Returns() -> Html {
    let words = use_t();
    let log = use_reducer(Log::default);
    let what = use_state(|| Counter::Return);
    let (_, act) = use_act(&Callback::noop());
    let onscan = {
        let (act, words, log, what) = (act.clone(), words.clone(), log.dispatcher(), *what);
        Callback::from(move |barcode: String| act.emit(counting(what, barcode, log.clone(), words.clone())))
    };
    let onchange = {
        let what = what.setter();
        Callback::from(move |value: AttrValue| {
            what.set(if value == "renew" { Counter::Renew } else { Counter::Return });
        })
    };
    let options =
        [Choice::new("return", words.t("desk-return")), Choice::new("renew", words.t("desk-renew"))];
    let (selected, action) = match *what {
        Counter::Return => ("return", "desk-return"),
        Counter::Renew => ("renew", "desk-renew"),
    };
    html! {
        <>
            <Segmented label={words.t("desk-what")} {options} {selected} {onchange} />
            <ScanField key={selected} label={words.t("desk-barcode")} action={words.t(action)} {onscan} />
            <div class="desk-log" role="log" aria-label={words.t("desk-log")}>
                <ol role="list">
                    { for log.0.iter().map(|(number, said)| html! { <li key={*number}>{ said.clone() }</li> }) }
                </ol>
            </div>
        </>
    }
}

fn counting(what: Counter, barcode: String, log: UseReducerDispatcher<Log>, words: Catalog) -> Work {
    Box::new(move |asking| {
        async move {
            let done = at_desk(&asking, async |desk| desk.counter(what, &barcode).await).await?;
            let said = said(what, &done, &words);
            log.dispatch(said.clone());
            Ok(said)
        }
        .boxed_local()
    })
}

/// What became of an item, in words.
fn said(what: Counter, done: &Done, words: &Catalog) -> String {
    let title = ("title", done.title.as_str().into());
    if what == Counter::Renew {
        let date = done.due.map(|due| day(due, words)).unwrap_or_default();
        return words.t_args("desk-renewed", &[title, ("date", date.into())]);
    }
    let name = done.patron.as_ref().map(|patron| patron.name.clone()).unwrap_or_default();
    let mut parts = vec![words.t_args("desk-returned", &[title, ("name", name.as_str().into())])];
    if let Some(charge) = &done.charge {
        let amount = money(charge, words);
        parts.push(
            words.t_args("desk-returned-late", &[("name", name.as_str().into()), ("amount", amount.into())]),
        );
    }
    if let Some(kept) = &done.kept_for {
        let args = [
            ("name", kept.patron.name.as_str().into()),
            ("card", kept.patron.card.as_str().into()),
            ("place", kept.pick_up.as_str().into()),
        ];
        parts.push(words.t_args("desk-returned-kept", &args));
    }
    parts.join(" ")
}
