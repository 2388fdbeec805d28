//! A child's account, as her guardian sees it.

use std::rc::Rc;

use futures::{FutureExt, future::LocalBoxFuture};
use yew::{prelude::*, props};
use yueli_components::{Button, Ledger, LedgerRow, SearchField, Section, Stepper};
use yueli_i18n::Catalog;
use yueli_opds::Publication;

use super::{
    back_to_account,
    ledgers::{Desk, glance},
    load::{Asked, Asking, Whole, Work, use_act, use_asked, whole},
    model::Spot,
    own::card,
    shown, sight,
};
use crate::{
    pages::{face, loan, not_found::not_found},
    shell::{Page, account::use_account},
    use_cases::{
        account::AccountError,
        lending::{self, Deed, Lending},
        patron::{self, Allow, Place},
    },
    wire_up::use_services,
    words::use_t,
};

/// The most that a guardian can choose; beyond it the child has as many as anybody.
const MOST: u32 = 10;

#[derive(Debug, PartialEq)]
struct Child {
    whole: Whole,
    shelf: Vec<Rc<Publication>>,
}

fn account(asking: Asking, id: String) -> LocalBoxFuture<'static, Result<Child, AccountError>> {
    async move {
        let shelf = patron::shelf_of(asking.services.http.as_ref(), asking.tag, &id).await?;
        let whole = whole(asking, Place::here(&id)).await?;
        Ok(Child { whole, shelf: shelf.into_iter().map(Rc::new).collect() })
    }
    .boxed_local()
}

/// Props of [`ChildAccount`].
#[derive(Properties, PartialEq)]
pub struct ChildAccountProps {
    /// Who the child is.
    pub id: String,
}

/// A child's account.
#[component]
pub fn ChildAccount(props: &ChildAccountProps) -> Html {
    let (services, words, signed_in) = (use_services(), use_t(), use_account());
    let (asked, again) = use_asked(&props.id, account);
    let round = use_state(u32::default);
    let after = {
        let (again, round) = (again.clone(), round.clone());
        Callback::from(move |()| {
            again.emit(());
            round.set(*round + 1);
        })
    };
    let (busy, act) = use_act(&after);
    let Some(own) = signed_in.patron().cloned() else {
        return html! { <Page title={words.t("account-title")} headed=true><super::Wait waiting=true /></Page> };
    };
    let Some(child) = own.children.iter().find(|child| child.id == props.id).cloned() else {
        return not_found(&words);
    };
    let place = Place::here(&child.id);
    let spot = Spot::Child(child.id.clone());
    let now = services.clock.now_ms() as i64;
    html! {
        <Page title={child.name.clone()} headed=true no_search=true back={back_to_account(&words)}>
            <div class="account">
                { card(&child, &words) }
                { shown(&asked, &again, &words, |child_account: &Child| {
                    let desk = Desk { place: &place, spot: &spot, shelf: &child_account.shelf, act: &act, busy, now, words: &words };
                    html! {
                        <>
                            { glance(&child_account.whole, &words) }
                            { desk.loans(&child_account.whole.account.loans) }
                            { desk.holds(&child_account.whole) }
                            { desk.charges(&child_account.whole, |_| None) }
                        </>
                    }
                }) }
                <Borrow id={child.id.clone()} name={child.name.clone()} act={act.clone()} {busy} round={*round} />
                <Section title={words.t("account-allow")}>
                    <div class="setting">
                        <p class="soft">{ words.t_args("account-allow-note", &[("name", child.name.as_str().into())]) }</p>
                        { allowed(&child.id, child.most_loans, &act, &words) }
                    </div>
                </Section>
                <Section title={words.t("account-sees")}>
                    <div class="setting">
                        <p class="soft">{ words.t_args("account-sees-note", &[("name", child.name.as_str().into())]) }</p>
                        { seen(&child.id, &child.sees, &act, &words) }
                    </div>
                </Section>
            </div>
        </Page>
    }
}

/// How many books the child may have at once.
fn allowed(id: &str, most: Option<u32>, act: &Callback<Work>, words: &Catalog) -> Html {
    let step = |to: Option<u32>| {
        let (act, words, id) = (act.clone(), words.clone(), id.to_owned());
        Callback::from(move |()| {
            act.emit(deciding((id.clone(), Allow::MostLoans(to)), said(to, &words), words.clone()));
        })
    };
    let (less, more) = match most {
        None => (Some(MOST), None),
        Some(most) => (Some(most.saturating_sub(1)), Some(most + 1).filter(|more| *more <= MOST)),
    };
    html! {
        <Stepper label={words.t("account-allow")} value_text={said(most, words)}
            minus_label={words.t("account-allow-less")} plus_label={words.t("account-allow-more")}
            at_min={most == Some(0)} at_max={most.is_none()} on_minus={step(less)} on_plus={step(more)} />
    }
}

/// What the child sees of the catalogue.
fn seen(id: &str, sees: &str, act: &Callback<Work>, words: &Catalog) -> Html {
    let (act, id, own) = (act.clone(), id.to_owned(), words.clone());
    let onchosen = Callback::from(move |(value, key)| {
        act.emit(deciding((id.clone(), Allow::Sees(value)), own.t(key), own.clone()));
    });
    sight::choice(sees, onchosen, words)
}

/// What a guardian decides, and what is said of it then.
fn deciding(what: (String, Allow), standing: String, words: Catalog) -> Work {
    Box::new(move |asking: Asking| {
        async move {
            let csrf = asking.token().await?;
            let ways = (asking.tag, csrf.as_deref());
            patron::allow(asking.services.http.as_ref(), ways, (&what.0, what.1)).await?;
            asking.account.refresh.emit(());
            Ok(words.t_args("account-allowed", &[("standing", standing.as_str().into())]))
        }
        .boxed_local()
    })
}

fn said(most: Option<u32>, words: &Catalog) -> String {
    match most {
        Some(most) => words.t_args("account-allow-most", &[("count", most.into())]),
        None => words.t("account-allow-any"),
    }
}

#[derive(Properties, PartialEq)]
struct BorrowProps {
    id: String,
    name: String,
    act: Callback<Work>,
    busy: bool,
    /// Counts what was done meanwhile.
    round: u32,
}

fn found(asking: Asking, key: String) -> LocalBoxFuture<'static, Result<Vec<Rc<Publication>>, AccountError>> {
    async move {
        let (id, query) = key.split_once(' ').unwrap_or((&key, ""));
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let found = patron::search_for(asking.services.http.as_ref(), asking.tag, (id, query)).await?;
        Ok(found.into_iter().map(Rc::new).collect())
    }
    .boxed_local()
}

/// Finding a book and borrowing it for the child.
#[component]
fn Borrow(props: &BorrowProps) -> Html {
    let words = use_t();
    let (typed, query) = (use_state(AttrValue::default), use_state(AttrValue::default));
    let (asked, again) = use_asked(&format!("{} {}", props.id, *query), found);
    use_effect_with(props.round, {
        let again = again.clone();
        move |round| {
            if *round > 0 {
                again.emit(());
            }
        }
    });
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
    let row = |publication: &Rc<Publication>| {
        let lending = Lending::of(publication)?;
        let book = face::face(publication, &words);
        let title = book.title.to_string();
        let deed = lending.deeds().into_iter().find(|deed| matches!(deed, Deed::Borrow | Deed::Hold));
        let button = deed.map(|deed| {
            let key = if deed == Deed::Borrow { "loan-borrow" } else { "loan-hold" };
            let (act, words) = (props.act.clone(), words.clone());
            let (publication, named) = (publication.clone(), title.clone());
            let label = format!("{} {title}", words.t(key));
            let text = words.t(if props.busy { "loan-busy" } else { key });
            let onclick = Callback::from(move |_: MouseEvent| {
                act.emit(borrowing((publication.clone(), deed), named.clone(), words.clone()));
            });
            html! { <Button small=true {label} {onclick}>{ text }</Button> }
        });
        Some(LedgerRow {
            key: title.clone().into(),
            head: html! { <><b>{ title }</b><small>{ book.author.clone() }</small></> },
            cells: vec![
                html! { <>{ loan::standing(&lending, 0.0, &words) }</> },
                html! { <div class="row-actions">{ for button }</div> },
            ],
        })
    };
    let rows = |found: &Vec<Rc<Publication>>| {
        let rows: Vec<LedgerRow> = found.iter().filter_map(row).collect();
        if rows.is_empty() && !query.is_empty() {
            return html! { <p class="soft" role="status">{ words.t("account-borrow-none") }</p> };
        }
        if rows.is_empty() {
            return Html::default();
        }
        let head: Vec<AttrValue> = ["account-what", "account-standing"]
            .iter()
            .map(|key| words.t(key).into())
            .chain([AttrValue::default()])
            .collect();
        let caption = words.t("account-borrow-found");
        let actions_label = words.t("account-actions");
        props!(Ledger { caption, head, rows, actions_label }).into()
    };
    let title = words.t_args("account-borrow-for", &[("name", props.name.as_str().into())]);
    html! {
        <Section title={title.clone()}>
            <SearchField label={title} placeholder={words.t("catalogue-search-placeholder")} value={(*typed).clone()}
                clear_label={words.t("catalogue-search-clear")} {oninput} {onsubmit} {onclear} />
            if let Asked::Here(found) = &*asked { { rows(found) } } else if !query.is_empty() {
                { shown(&asked, &again, &words, |_| Html::default()) }
            }
        </Section>
    }
}

fn borrowing(what: (Rc<Publication>, Deed), title: String, words: Catalog) -> Work {
    Box::new(move |asking| {
        async move {
            let csrf = asking.token().await?;
            let (publication, deed) = what;
            let http = asking.services.http.as_ref();
            let now = lending::perform(http, asking.tag, csrf.as_deref(), (&publication, deed)).await?;
            Ok(loan::done(deed, &title, &now, asking.services.clock.now_ms(), &words))
        }
        .boxed_local()
    })
}
