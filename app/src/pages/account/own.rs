//! One's own account.

use futures::{FutureExt, future::LocalBoxFuture};
use yew::{prelude::*, props};
use yueli_components::{Banner, Button, Section, Tone};
use yueli_i18n::Catalog;

use super::{
    back,
    ledgers::{Desk, glance},
    load::{Asked, Asking, Whole, use_act, use_asked, whole},
    model::{Spot, good_until},
    past, shown,
};
use crate::{
    shell::{Page, account::use_account},
    use_cases::{
        account::{AccountError, Patron},
        patron::{self, History, Other, Place},
    },
    wire_up::use_services,
    words::use_t,
};

fn account(asking: Asking, _: String) -> LocalBoxFuture<'static, Result<Whole, AccountError>> {
    async move {
        let id = asking.account.patron().map(|patron| patron.id.clone()).unwrap_or_default();
        whole(asking, Place::here(&id)).await
    }
    .boxed_local()
}

fn history(asking: Asking, _: String) -> LocalBoxFuture<'static, Result<History, AccountError>> {
    async move { patron::history(asking.services.http.as_ref(), asking.tag).await }.boxed_local()
}

fn others(asking: Asking, _: String) -> LocalBoxFuture<'static, Result<Vec<Other>, AccountError>> {
    async move { patron::others(asking.services.http.as_ref(), asking.tag).await }.boxed_local()
}

/// One's own account.
#[component]
pub fn OwnAccount() -> Html {
    let (services, words, signed_in) = (use_services(), use_t(), use_account());
    let (asked, again) = use_asked("own", account);
    let (had, had_again) = use_asked("history", history);
    let (libraries, _) = use_asked("others", others);
    let after = {
        let (again, had_again) = (again.clone(), had_again.clone());
        Callback::from(move |()| {
            again.emit(());
            had_again.emit(());
        })
    };
    let (busy, act) = use_act(&after);
    let Some(own) = signed_in.patron().cloned() else {
        return html! { <Page title={words.t("account-title")} headed=true><super::Wait waiting=true /></Page> };
    };
    let shelf = signed_in.state.loans.clone().unwrap_or_default();
    let place = Place::here(&own.id);
    let now = services.clock.now_ms() as i64;
    let desk = Desk { place: &place, spot: &Spot::Own, shelf: &shelf, act: &act, busy, now, words: &words };
    html! {
        <Page title={words.t("account-title")} headed=true no_search=true back={back(&words)}>
            <div class="account">
                { card(&own, &words) }
                { shown(&asked, &again, &words, |whole| html! {
                    <>
                        { glance(whole, &words) }
                        { desk.loans(&whole.account.loans) }
                        { desk.holds(whole) }
                        <p><Button small=true icon="search" href={Spot::Paper.address()}>{ words.t("account-paper-way") }</Button></p>
                        { desk.batches(whole) }
                        { desk.charges(whole, |_| None) }
                        if whole.account.charges.total > 0 { <p class="soft">{ words.t("account-charges-how") }</p> }
                        { messages(whole, &words) }
                    </>
                }) }
                { family(&own.children, &words) }
                if let Asked::Here(others) = &*libraries { { elsewhere(others, &words) } }
                if let Asked::Here(past) = &*had { <past::View past={past.clone()} keeps={own.keeps_history} act={act.clone()} /> }
            </div>
        </Page>
    }
}

/// Whose card it is, how long it is good, and what is wrong with it in plain words.
pub fn card(patron: &Patron, words: &Catalog) -> Html {
    let expires = good_until(patron, words);
    let wrong = match patron.status.as_str() {
        "blocked" => {
            let why = patron.blocked_why.clone().unwrap_or_default();
            let note = [why, words.attr("you-card-blocked", "advice")].join(" ");
            Some((words.t("you-card-blocked"), note.trim().to_owned()))
        }
        "expired" => Some((words.t("you-card-expired"), words.attr("you-card-expired", "advice"))),
        _ => None,
    };
    html! {
        <>
            <p class="account-card">
                <b class="serif">{ patron.name.clone() }</b>
                <span class="soft num">{ words.t_args("you-card", &[("card", patron.card.as_str().into())]) }</span>
                if let Some(expires) = expires { <span class="soft num">{ expires }</span> }
            </p>
            if let Some((text, note)) = wrong {
                { props!(Banner { tone: Tone::Caution, icon: "warning", text, note: AttrValue::from(note) }) }
            }
        </>
    }
}

fn messages(whole: &Whole, words: &Catalog) -> Html {
    let messages = &whole.account.messages;
    html! {
        if !messages.is_empty() {
            <Section title={words.t("account-messages")}>
                <ul class="line-list" role="list">{ for messages.iter().map(|own| html! { <li><p>{ own.text.clone() }</p></li> }) }</ul>
            </Section>
        }
    }
}

fn way(href: String, name: &str, note: String) -> Html {
    html! { <li><a {href}><b>{ name.to_owned() }</b><small>{ note }</small></a></li> }
}

fn family(children: &[Patron], words: &Catalog) -> Html {
    if children.is_empty() {
        return Html::default();
    }
    let child = |own: &Patron| {
        let note = words.t_args("you-card", &[("card", own.card.as_str().into())]);
        way(Spot::Child(own.id.clone()).address(), &own.name, note)
    };
    html! {
        <Section title={words.t("account-family")}>
            <ul class="line-list" role="list">{ for children.iter().map(child) }</ul>
        </Section>
    }
}

fn elsewhere(others: &[Other], words: &Catalog) -> Html {
    if others.is_empty() {
        return Html::default();
    }
    let one = |other: &Other| {
        let (href, note) = match (&other.patron, &other.sign_in) {
            (Some(_), _) => (Spot::At(other.id.clone()).address(), words.t("account-elsewhere-open")),
            (None, Some(sign_in)) => {
                let spot = Spot::At(other.id.clone()).address();
                let back = yueli_publication::template::encode(&spot);
                (format!("{sign_in}?back={back}"), words.t("account-elsewhere-sign-in"))
            }
            (None, None) => {
                let name = other.name.clone();
                return html! { <li><p><b class="serif">{ name }</b><small>{ words.t("account-elsewhere-ask") }</small></p></li> };
            }
        };
        way(href, &other.name, note)
    };
    html! {
        <Section title={words.t("account-elsewhere")}>
            <ul class="line-list" role="list">{ for others.iter().map(one) }</ul>
        </Section>
    }
}
