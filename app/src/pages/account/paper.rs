//! Books on paper, and the way to reserve one.

use futures::{FutureExt, future::LocalBoxFuture};
use yew::{prelude::*, props};
use yueli_components::{Button, Ledger, LedgerRow, SearchField};

use super::{
    back_to_account,
    load::{Asking, use_asked},
    shown,
};
use crate::{
    shell::Page,
    use_cases::{account::AccountError, on_paper::OnPaper, patron},
    words::use_t,
};

fn found(asking: Asking, query: String) -> LocalBoxFuture<'static, Result<Vec<OnPaper>, AccountError>> {
    async move { patron::on_paper(asking.services.http.as_ref(), asking.tag, &query).await }.boxed_local()
}

/// Books on paper.
#[component]
pub fn Paper() -> Html {
    let words = use_t();
    let (typed, query) = (use_state(AttrValue::default), use_state(AttrValue::default));
    let (asked, again) = use_asked(&query, found);
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |value: AttrValue| typed.set(value))
    };
    let onsubmit = {
        let query = query.setter();
        Callback::from(move |value: AttrValue| query.set(AttrValue::from(value.trim().to_owned())))
    };
    let onclear = {
        let (typed, query) = (typed.setter(), query.setter());
        Callback::from(move |()| {
            typed.set(AttrValue::default());
            query.set(AttrValue::default());
        })
    };
    let row = |own: &OnPaper| {
        let text = words.t("account-reserve");
        let href = own.address();
        LedgerRow {
            key: own.instance.clone().into(),
            head: html! { <><b>{ own.title.clone() }</b><small>{ own.author.clone() }</small></> },
            cells: vec![
                html! { <>{ own.standing(&words) }</> },
                html! { <div class="row-actions"><Button small=true {href} label={format!("{text} {}", own.title)}>{ text.clone() }</Button></div> },
            ],
        }
    };
    let list = |found: &Vec<OnPaper>| {
        if found.is_empty() {
            return html! { <p class="soft" role="status">{ words.t("account-paper-none") }</p> };
        }
        let rows: Vec<LedgerRow> = found.iter().map(row).collect();
        let head: Vec<AttrValue> = ["account-what", "account-standing"]
            .iter()
            .map(|key| words.t(key).into())
            .chain([AttrValue::default()])
            .collect();
        let actions_label = words.t("account-actions");
        props!(Ledger { caption: words.t("account-paper"), head, rows, actions_label }).into()
    };
    html! {
        <Page title={words.t("account-paper")} headed=true no_search=true back={back_to_account(&words)}>
            <div class="account">
                <SearchField label={words.t("account-paper-search")} placeholder={words.t("account-paper-search")}
                    value={(*typed).clone()} clear_label={words.t("catalogue-search-clear")} {oninput} {onsubmit} {onclear} />
                { shown(&asked, &again, &words, list) }
            </div>
        </Page>
    }
}
