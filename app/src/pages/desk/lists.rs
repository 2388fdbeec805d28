//! What is to be put aside for somebody, and files that could not be read.

use futures::{FutureExt, future::LocalBoxFuture};
use yew::{prelude::*, props};
use yueli_components::{Ledger, LedgerRow};
use yueli_i18n::Catalog;

use super::{at_desk, columns};
use crate::{
    pages::account::{
        load::{Asking, use_asked},
        model::day,
        shown,
    },
    route::Route,
    use_cases::{
        account::AccountError,
        desk::{Import, Kept as OneKept},
        problem::Unreadable,
    },
    words::use_t,
};

fn kept(asking: Asking, _: String) -> LocalBoxFuture<'static, Result<Vec<OneKept>, AccountError>> {
    async move { at_desk(&asking, async |desk| desk.kept().await).await }.boxed_local()
}

/// What is to be put aside.
#[component]
pub fn Kept() -> Html {
    let words = use_t();
    let (asked, again) = use_asked("kept", kept);
    let row = |own: &OneKept| LedgerRow {
        key: own.id.clone().into(),
        head: html! { <><b>{ own.title.clone() }</b><small class="num">{ own.barcode.clone() }</small></> },
        cells: vec![
            html! { <>{ own.from.clone() }</> },
            html! { <>{ own.patron.name.clone() }{ " " }<span class="num soft">{ own.patron.card.clone() }</span></> },
            html! { <>{ own.pick_up.clone() }</> },
            html! { <span class="num">{ own.until.map(|until| day(until, &words)).unwrap_or_default() }</span> },
        ],
    };
    let list = |kept: &Vec<OneKept>| {
        if kept.is_empty() {
            return html! { <p class="soft">{ words.t("desk-kept-none") }</p> };
        }
        let rows: Vec<LedgerRow> = kept.iter().map(row).collect();
        let head =
            columns(&["account-what", "desk-from", "desk-for", "account-pick-up", "desk-until"], &words);
        props!(Ledger { caption: words.t("desk-kept"), head, rows }).into()
    };
    html! { <><p class="soft">{ words.t("desk-kept-note") }</p>{ shown(&asked, &again, &words, list) }</> }
}

fn imports(asking: Asking, _: String) -> LocalBoxFuture<'static, Result<Vec<Import>, AccountError>> {
    async move { at_desk(&asking, async |desk| desk.imports().await).await }.boxed_local()
}

/// Files that could not be read.
#[component]
pub fn Imports() -> Html {
    let words = use_t();
    let (asked, again) = use_asked("imports", imports);
    let row = |own: &Import| LedgerRow {
        key: own.id.clone().into(),
        head: html! { <a href={Route::title(own.id.clone()).to_path()}><b>{ own.title.clone() }</b></a> },
        cells: vec![html! { <>{ why(own.why.as_ref(), &words) }</> }],
    };
    let list = |imports: &Vec<Import>| {
        if imports.is_empty() {
            return html! { <p class="soft">{ words.t("desk-imports-none") }</p> };
        }
        let rows: Vec<LedgerRow> = imports.iter().map(row).collect();
        let head = columns(&["account-what", "desk-why"], &words);
        props!(Ledger { caption: words.t("desk-imports"), head, rows }).into()
    };
    html! { <><p class="soft">{ words.t("desk-imports-note") }</p>{ shown(&asked, &again, &words, list) }</> }
}

/// Why a file cannot be read, and what to do.
fn why(why: Option<&Unreadable>, words: &Catalog) -> String {
    let Some(why) = why else { return words.t("title-not-readable") };
    let key = format!("problem-{}", why.code);
    match words.has(&key) {
        true => [words.t(&key), words.attr(&key, "advice")].join(" "),
        false => why.message.get(words.locale().tag()).to_owned(),
    }
}
