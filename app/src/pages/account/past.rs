//! What was read: how long that is known, and the ways to have it forgotten, now or always.

use std::rc::Rc;

use futures::FutureExt;
use yew::{prelude::*, props};
use yueli_components::{Banner, Button, ButtonKind, Ledger, LedgerRow, Section, Switch};
use yueli_i18n::Catalog;

use super::{
    load::{Asking, Work},
    model::day,
};
use crate::{
    route::Route,
    shell::browser,
    use_cases::patron::{self, History},
    words::use_t,
};

/// Props of [`View`].
#[derive(Properties, PartialEq)]
pub struct ViewProps {
    /// What was on loan.
    pub past: Rc<History>,
    /// The library is to know it.
    pub keeps: bool,
    /// Does something, and says what came of it.
    pub act: Callback<Work>,
}

/// What cannot be taken back, and is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sure {
    /// Forget the list.
    Forget,
    /// Keep none from now on.
    Never,
}

/// What was read, with the promise of how long that is known.
#[component]
pub fn View(props: &ViewProps) -> Html {
    let words = use_t();
    let sure = use_state(|| None::<Sure>);
    let History { promise, loans } = &*props.past;
    let rows: Vec<LedgerRow> = loans.iter().enumerate().map(|(at, own)| row(at, own, &words)).collect();
    let columns = ["account-what", "account-borrowed", "account-returned"];
    let head: Vec<AttrValue> = columns.iter().map(|key| words.t(key).into()).collect();
    let ask = {
        let sure = sure.setter();
        Callback::from(move |_: MouseEvent| sure.set(Some(Sure::Forget)))
    };
    let keep = {
        let (act, words, sure, is_empty) = (props.act.clone(), words.clone(), sure.clone(), rows.is_empty());
        Callback::from(move |on: bool| match (on, *sure) {
            (true, Some(Sure::Never)) => sure.set(None),
            (false, _) if !is_empty => sure.set(Some(Sure::Never)),
            _ => act.emit(keeping(on, words.clone())),
        })
    };
    let do_it = {
        let (act, words, sure) = (props.act.clone(), words.clone(), sure.clone());
        Callback::from(move |_: MouseEvent| {
            let work = match *sure {
                Some(Sure::Forget) => forgetting(words.clone()),
                Some(Sure::Never) => keeping(false, words.clone()),
                None => return,
            };
            sure.set(None);
            back_to_switch();
            act.emit(work);
        })
    };
    let leave_it = {
        let sure = sure.setter();
        Callback::from(move |_: MouseEvent| {
            sure.set(None);
            back_to_switch();
        })
    };
    let question = |sure: Sure| {
        let (key, action) = match sure {
            Sure::Forget => ("account-history-sure", "account-history-forget-now"),
            Sure::Never => ("account-history-never", "account-history-never-now"),
        };
        let actions = html! {
            <>
                <Button small=true onclick={do_it}>{ words.t(action) }</Button>
                <Button small=true kind={ButtonKind::Quiet} onclick={leave_it}>{ words.t("account-history-leave") }</Button>
            </>
        };
        let note = AttrValue::from(words.attr(key, "note"));
        html! { { props!(Banner { icon: "info", text: words.t(key), note, actions }) } }
    };
    html! {
        <Section title={words.t("account-history")}>
            <div class="setting">
                <Switch label={words.t("account-history-keep")} note={promise.clone()}
                    on={props.keeps && *sure != Some(Sure::Never)} onchange={keep} />
            </div>
            if !rows.is_empty() {
                { props!(Ledger { caption: words.t("account-history"), head, rows }) }
            } else if props.keeps {
                <p class="soft">{ words.t("account-history-none") }</p>
            }
            if let Some(sure) = *sure {
                { question(sure) }
            } else if !loans.is_empty() {
                <p><Button small=true kind={ButtonKind::Quiet} onclick={ask}>{ words.t("account-history-forget") }</Button></p>
            }
        </Section>
    }
}

/// The button that was pressed goes with its question: the focus goes to what the question was about.
fn back_to_switch() {
    browser::focus_first("#main [role=switch]");
}

fn row(at: usize, own: &patron::Past, words: &Catalog) -> LedgerRow {
    let date = |time: Option<yueli_publication::Time>| time.map(|time| day(time, words)).unwrap_or_default();
    let head = html! {
        <>
            if let Some(id) = &own.id { <a href={Route::title(id.clone()).to_path()}><b>{ own.title.clone() }</b></a> } else { <b>{ own.title.clone() }</b> }
            <small>{ own.author.clone() }</small>
        </>
    };
    let cells = [own.since, own.until].map(|time| html! { <span class="num">{ date(time) }</span> }).to_vec();
    LedgerRow { key: format!("{at}-{}", own.title).into(), head, cells }
}

fn forgetting(words: Catalog) -> Work {
    Box::new(move |asking: Asking| {
        async move {
            let csrf = asking.token().await?;
            patron::forget_history(asking.services.http.as_ref(), (asking.tag, csrf.as_deref())).await?;
            Ok(words.t("account-history-forgotten"))
        }
        .boxed_local()
    })
}

fn keeping(kept: bool, words: Catalog) -> Work {
    Box::new(move |asking: Asking| {
        async move {
            let csrf = asking.token().await?;
            patron::keep_history(asking.services.http.as_ref(), (asking.tag, csrf.as_deref()), kept).await?;
            asking.account.refresh.emit(());
            Ok(words.t(if kept { "account-history-kept" } else { "account-history-unkept" }))
        }
        .boxed_local()
    })
}
