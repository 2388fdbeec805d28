//! Finding a patron by card or name, and giving out a card.

use futures::{FutureExt, future::LocalBoxFuture};
use yew::{prelude::*, props};
use yueli_components::{Button, Disclosure, Ledger, LedgerRow, TextField, typed};
use yueli_i18n::Catalog;

use super::{ScanField, at_desk, columns, person::PersonView};
use crate::{
    pages::account::{
        load::{Asked, Asking, Work, use_act, use_asked},
        shown,
    },
    use_cases::{
        account::AccountError,
        desk::{NewCard, Person},
    },
    words::use_t,
};

fn found(asking: Asking, query: String) -> LocalBoxFuture<'static, Result<Vec<Person>, AccountError>> {
    async move {
        if query.is_empty() {
            return Ok(Vec::new());
        }
        at_desk(&asking, async |desk| desk.find(&query).await).await
    }
    .boxed_local()
}

/// A card's number as it is compared: people and scanners write it in several ways.
fn same_card(one: &str, other: &str) -> bool {
    let key = |card: &str| -> String {
        card.chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .flat_map(char::to_lowercase)
            .collect()
    };
    key(one) == key(other)
}

/// Whom the search is about, where it can be nobody else.
fn only(found: &[Person], query: &str) -> Option<String> {
    let exact = found.iter().find(|person| same_card(&person.patron.card, query));
    let one = exact.or_else(|| found.first().filter(|_| found.len() == 1));
    one.map(|person| person.patron.id.clone())
}

/// Patrons.
#[component]
pub fn Patrons() -> Html {
    let words = use_t();
    let query = use_state(String::new);
    let open = use_state(|| None::<String>);
    let (asked, again) = use_asked(&query, found);
    let onscan = {
        let (query, open, again) = (query.clone(), open.setter(), again.clone());
        Callback::from(move |scanned: String| {
            open.set(None);
            if *query == scanned {
                again.emit(());
            }
            query.set(scanned);
        })
    };
    let choose = {
        let open = open.setter();
        Callback::from(move |id: String| open.set(Some(id)))
    };
    let here = match (&*open, &*asked) {
        (Some(id), _) => Some(id.clone()),
        (None, Asked::Here(found)) => only(found, &query),
        _ => None,
    };
    let row = |person: &Person| {
        let (choose, id) = (choose.clone(), person.patron.id.clone());
        let onclick = Callback::from(move |_: MouseEvent| choose.emit(id.clone()));
        let text = words.t("desk-open");
        LedgerRow {
            key: person.patron.id.clone().into(),
            head: html! { <b>{ person.patron.name.clone() }</b> },
            cells: vec![
                html! { <span class="num">{ person.patron.card.clone() }</span> },
                html! { <>{ status(person, &words) }</> },
                html! { <div class="row-actions"><Button small=true label={format!("{text} {}", person.patron.name)} {onclick}>{ text.clone() }</Button></div> },
            ],
        }
    };
    let list = |found: &Vec<Person>| {
        if query.is_empty() {
            return Html::default();
        }
        if found.is_empty() {
            return html! { <p class="soft" role="status">{ words.t("desk-nobody") }</p> };
        }
        let rows: Vec<LedgerRow> = found.iter().map(row).collect();
        let head = columns(&["desk-name", "desk-card", "desk-status", ""], &words);
        props!(Ledger {
            caption: words.t("desk-patrons"),
            head,
            rows,
            actions_label: words.t("account-actions")
        })
        .into()
    };
    html! {
        <>
            <ScanField label={words.t("desk-find")} action={words.t("desk-find-action")} note={AttrValue::from(words.t("desk-find-note"))}
                keeps=true {onscan} />
            if let Some(id) = here {
                <PersonView key={id.clone()} id={id.clone()} onopen={choose} />
            } else {
                if query.is_empty() { <div /> } else { { shown(&asked, &again, &words, list) } }
                { props!(Disclosure { summary: words.t("desk-new"), children: html! { <NewPatron guardian="" onadded={choose} /> } }) }
            }
        </>
    }
}

/// How it stands with a card, in words.
pub fn status(person: &Person, words: &Catalog) -> String {
    let key = match person.patron.status.as_str() {
        "blocked" => "desk-status-blocked",
        "expired" => "desk-status-expired",
        _ if person.locked_until.is_some() => "desk-status-locked",
        _ => "desk-status-good",
    };
    words.t(key)
}

/// Props of [`NewPatron`].
#[derive(Properties, PartialEq)]
pub struct NewPatronProps {
    /// The guardian's card, where it is a child's that is given out; empty where it may be typed.
    pub guardian: AttrValue,
    /// Called with whom it was given to.
    pub onadded: Callback<String>,
}

/// Giving out a card.
#[component]
pub fn NewPatron(props: &NewPatronProps) -> Html {
    let words = use_t();
    let added = use_mut_ref(|| None::<String>);
    let after = {
        let (added, onadded) = (added.clone(), props.onadded.clone());
        Callback::from(move |()| {
            if let Some(id) = added.borrow_mut().take() {
                onadded.emit(id);
            }
        })
    };
    let (busy, act) = use_act(&after);
    let fields = [use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref()];
    let onsubmit = {
        let (fields, guardian, act, words) =
            (fields.clone(), props.guardian.to_string(), act.clone(), words.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let [card, name, pin, expires, typed_guardian] = fields.each_ref().map(typed);
            let guardian = if guardian.is_empty() { typed_guardian } else { guardian.clone() };
            let new = NewCard { card, name, pin, expires, guardian };
            act.emit(adding(new, added.clone(), words.clone()));
        })
    };
    let [card, name, pin, expires, guardian] = fields;
    html! {
        <form class="card-form" {onsubmit} novalidate=true>
            <TextField label={words.t("desk-card")} name="new-card" node_ref={card} />
            <TextField label={words.t("desk-name")} name="new-name" node_ref={name} />
            <TextField label={words.t("desk-pin")} name="new-pin" inputmode="numeric" autocomplete="new-password"
                secret={words.t("sign-in-show")} node_ref={pin} />
            <TextField label={words.t("desk-last-day")} name="new-expires" note={words.t("desk-last-day-note")} node_ref={expires} />
            if props.guardian.is_empty() {
                <TextField label={words.t("desk-guardian-card")} name="new-guardian" note={words.t("desk-guardian-note")} node_ref={guardian} />
            }
            <div><Button submit=true>{ words.t(if busy { "loan-busy" } else { "desk-add" }) }</Button></div>
        </form>
    }
}

fn adding(new: NewCard, added: std::rc::Rc<std::cell::RefCell<Option<String>>>, words: Catalog) -> Work {
    Box::new(move |asking| {
        async move {
            let person = at_desk(&asking, async |desk| desk.add(&new).await).await?;
            *added.borrow_mut() = Some(person.patron.id);
            let args =
                [("name", person.patron.name.as_str().into()), ("card", person.patron.card.as_str().into())];
            Ok(words.t_args("desk-added", &args))
        }
        .boxed_local()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::use_cases::account::Patron;

    #[test]
    fn a_card_that_is_scanned_opens_its_patron() {
        let person = |id: &str, card: &str| Person {
            patron: Patron { id: id.into(), card: card.into(), ..Patron::default() },
            ..Person::default()
        };
        let both = [person("a", "R 0001"), person("b", "R-00012")];
        for (query, expected) in [("r0001", Some("a")), ("R 00012", Some("b")), ("Li", None)] {
            assert_eq!(only(&both, query).as_deref(), expected, "{query}");
        }
        assert_eq!(only(&both[..1], "Li").as_deref(), Some("a"), "nobody else is found");
        assert_eq!(only(&[], "x"), None);
    }
}
