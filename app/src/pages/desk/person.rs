//! One patron at the desk: what goes out to her, what she has, owes and waits for, and her card.

use futures::{FutureExt, future::LocalBoxFuture};
use yew::{prelude::*, props};
use yueli_components::{Banner, Button, Disclosure, Section, TextField, Tone, typed};
use yueli_i18n::Catalog;
use yueli_patron::{Answer, Ask, Charge, Included};

use super::{
    ScanField, at_desk,
    search::{NewPatron, status},
};
use crate::{
    pages::account::{
        ledgers,
        load::{Asking, Whole, Work, use_act, use_asked},
        model::{Spot, day, good_until},
        shown, sight,
    },
    use_cases::{
        account::AccountError,
        desk::{Change, Person},
        patron::Place,
    },
    wire_up::use_services,
    words::use_t,
};

#[derive(Debug, PartialEq)]
struct Seen {
    person: Person,
    whole: Whole,
}

fn seen(asking: Asking, id: String) -> LocalBoxFuture<'static, Result<Seen, AccountError>> {
    async move {
        let person = at_desk(&asking, async |desk| desk.person(&id).await).await?;
        let answer = asking.ask(&Place::at_desk(&id), &Ask::Account(Included::ALL)).await?;
        let Answer::Account(account) = answer else { return Err(AccountError::Server(200)) };
        Ok(Seen { person, whole: Whole { account: *account, ..Whole::default() } })
    }
    .boxed_local()
}

/// Props of [`PersonView`].
#[derive(Properties, PartialEq)]
pub struct PersonViewProps {
    /// Who it is.
    pub id: String,
    /// Opens somebody else: a child, a guardian.
    pub onopen: Callback<String>,
}

/// One patron at the desk.
#[component]
pub fn PersonView(props: &PersonViewProps) -> Html {
    let (services, words) = (use_services(), use_t());
    let (asked, again) = use_asked(&props.id, seen);
    let (busy, act) = use_act(&again);
    let place = Place::at_desk(&props.id);
    let now = services.clock.now_ms() as i64;
    let lend = {
        let (act, words, id) = (act.clone(), words.clone(), props.id.clone());
        Callback::from(move |barcode: String| act.emit(lending(id.clone(), barcode, words.clone())))
    };
    let desk =
        ledgers::Desk { place: &place, spot: &Spot::Own, shelf: &[], act: &act, busy, now, words: &words };
    let settle = |charge: &Charge| {
        let id = charge.id.clone()?;
        let title = charge.item.as_ref().map(|item| item.title.clone()).unwrap_or_default();
        let button = |key: &'static str, waived: bool| {
            let (id, words, named) = (id.clone(), words.clone(), title.clone());
            desk.button(key, &title, move || settling((id.clone(), waived), named.clone(), words.clone()))
        };
        Some(
            html! { <div class="row-actions">{ button("desk-paid", false) }{ button("desk-waive", true) }</div> },
        )
    };
    shown(&asked, &again, &words, |seen: &Seen| {
        let Seen { person, whole } = seen;
        html! {
            <>
                <Section title={person.patron.name.clone()}>
                    { facts(person, &props.onopen, &words) }
                    <ScanField label={words.t("desk-barcode-out")} action={words.t("desk-lend")} onscan={lend} />
                </Section>
                { desk.out(&whole.account.loans) }
                { desk.charges(whole, settle) }
                { desk.waiting(&whole.account.holds) }
                if person.guardian.is_some() { { seeing(person, &act, &words) } }
                if person.patron.role != "librarian" { { card_forms(person, &props.onopen, &act, &words) } }
            </>
        }
    })
}

fn facts(person: &Person, onopen: &Callback<String>, words: &Catalog) -> Html {
    let Person { patron, guardian, locked_until } = person;
    let expires = good_until(patron, words);
    let link = |own: &crate::use_cases::account::Patron| {
        let (onopen, id) = (onopen.clone(), own.id.clone());
        let onclick = Callback::from(move |_: MouseEvent| onopen.emit(id.clone()));
        html! { <Button small=true {onclick}>{ own.name.clone() }</Button> }
    };
    let trouble = match patron.status.as_str() {
        "blocked" | "expired" => Some((status(person, words), patron.blocked_why.clone())),
        _ => locked_until.map(|until| {
            let until = until.to_string();
            let clock = until.get(11..16).unwrap_or_default().to_owned();
            (status(person, words), Some(words.t_args("desk-locked-until", &[("time", clock.into())])))
        }),
    };
    html! {
        <>
            <p class="account-card">
                <span class="soft num">{ words.t_args("you-card", &[("card", patron.card.as_str().into())]) }</span>
                if let Some(expires) = expires { <span class="soft num">{ expires }</span> }
            </p>
            if let Some((text, note)) = trouble {
                { props!(Banner { tone: Tone::Caution, icon: "warning", text, note: note.map(AttrValue::from) }) }
            }
            if let Some(guardian) = guardian { <p>{ words.t("desk-guardian") }{ " " }{ link(guardian) }</p> }
            if !patron.children.is_empty() {
                <p>{ words.t("desk-children") }{ " " }{ for patron.children.iter().map(link) }</p>
            }
        </>
    }
}

/// What a child sees of the catalogue.
fn seeing(person: &Person, act: &Callback<Work>, words: &Catalog) -> Html {
    let (act, id, own) = (act.clone(), person.patron.id.clone(), words.clone());
    let onchosen = Callback::from(move |(value, _)| {
        act.emit(changing(id.clone(), Change::Sees(value), "desk-sees-set", own.clone()));
    });
    html! {
        <Section title={words.t("account-sees")}>
            <div class="setting">
                <p class="soft">{ words.t("desk-sees-note") }</p>
                { sight::choice(&person.patron.sees, onchosen, words) }
            </div>
        </Section>
    }
}

#[derive(Properties, PartialEq)]
struct OneFieldProps {
    label: AttrValue,
    action: AttrValue,
    #[prop_or_default]
    note: Option<AttrValue>,
    #[prop_or_default]
    secret: Option<AttrValue>,
    onsend: Callback<String>,
}

/// A field and the button beside it.
#[component]
fn OneField(props: &OneFieldProps) -> Html {
    let field = use_node_ref();
    let onsubmit = {
        let (field, onsend) = (field.clone(), props.onsend.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            onsend.emit(typed(&field));
            if let Some(input) = field.cast::<web_sys::HtmlInputElement>() {
                input.set_value("");
            }
        })
    };
    html! {
        <form class="inline" {onsubmit} novalidate=true>
            <TextField label={props.label.clone()} name="one" autocomplete="off" note={props.note.clone()}
                secret={props.secret.clone()} node_ref={field} />
            <Button submit=true>{ props.action.clone() }</Button>
        </form>
    }
}

/// What can be changed of a card.
fn card_forms(person: &Person, onopen: &Callback<String>, act: &Callback<Work>, words: &Catalog) -> Html {
    let id = person.patron.id.clone();
    let change = |key: &'static str, make: fn(String) -> Change| {
        let (act, words, id) = (act.clone(), words.clone(), id.clone());
        Callback::from(move |typed: String| act.emit(changing(id.clone(), make(typed), key, words.clone())))
    };
    let unblock = change("desk-unblocked", |_| Change::Unblock);
    let expiry = |day: String| Change::Expires(Some(day).filter(|day| !day.is_empty()));
    let children = html! {
        <>
            <OneField label={words.t("desk-new-pin")} action={words.t("desk-set")} secret={AttrValue::from(words.t("sign-in-show"))}
                note={AttrValue::from(words.t("desk-new-pin-note"))} onsend={change("desk-pin-set", Change::Pin)} />
            <OneField label={words.t("desk-last-day")} action={words.t("desk-set")} note={AttrValue::from(words.t("desk-last-day-note"))}
                onsend={change("desk-expiry-set", expiry)} />
            if person.patron.status == "blocked" {
                <p><Button onclick={unblock.reform(|_: MouseEvent| String::new())}>{ words.t("desk-unblock") }</Button></p>
            } else {
                <OneField label={words.t("desk-block-why")} action={words.t("desk-block")} note={AttrValue::from(words.t("desk-block-note"))}
                    onsend={change("desk-blocked", Change::Block)} />
            }
        </>
    };
    let child = html! { <NewPatron guardian={person.patron.card.clone()} onadded={onopen.clone()} /> };
    html! {
        <Section title={words.t("desk-the-card")}>
            { props!(Disclosure { summary: words.t("desk-change-card"), children }) }
            if person.guardian.is_none() {
                { props!(Disclosure { summary: words.t("desk-add-child"), children: child }) }
            }
        </Section>
    }
}

fn lending(id: String, barcode: String, words: Catalog) -> Work {
    Box::new(move |asking| {
        async move {
            let done = at_desk(&asking, async |desk| desk.lend(&id, &barcode).await).await?;
            let date = done.due.map(|due| day(due, &words)).unwrap_or_default();
            Ok(words.t_args("desk-lent", &[("title", done.title.as_str().into()), ("date", date.into())]))
        }
        .boxed_local()
    })
}

fn settling((charge, waived): (String, bool), title: String, words: Catalog) -> Work {
    Box::new(move |asking| {
        async move {
            at_desk(&asking, async |desk| desk.settle(&charge, waived).await).await?;
            let key = if waived { "desk-waived" } else { "desk-was-paid" };
            Ok(words.t_args(key, &[("title", title.as_str().into())]))
        }
        .boxed_local()
    })
}

fn changing(id: String, change: Change, said: &'static str, words: Catalog) -> Work {
    Box::new(move |asking| {
        async move {
            let person = at_desk(&asking, async |desk| desk.change(&id, &change).await).await?;
            Ok(words.t_args(said, &[("name", person.patron.name.as_str().into())]))
        }
        .boxed_local()
    })
}
