//! What the patron has on loan, and what they wait for.

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{Banner, BookList, BookRow, Button, Section};
use yueli_opds::Publication;

use crate::{
    pages::{face, loan, sign_in},
    route::Route,
    shell::account::{use_account, use_deeds},
    use_cases::{
        catalogue,
        lending::{Lending, Lent},
    },
    wire_up::use_services,
    words::use_t,
};

/// Loans and holds, or the way to sign in.
#[component]
pub fn LentBooks() -> Html {
    let (services, words, account) = (use_services(), use_t(), use_account());
    // The loans are asked for again by themselves.
    let ondeed = use_deeds(&Callback::noop());
    if account.can_sign_in() {
        let text = words.t("you-can-sign-in");
        let actions = sign_in::way(&Route::Shelf.to_path(), &words);
        return html! { <div class="shelf-sign-in">{ props!(Banner { icon: "person", text, actions }) }</div> };
    }
    let Some(loans) = account.state.loans.clone() else { return Html::default() };
    let now = services.clock.now_ms();
    let row = |publication: &Rc<Publication>, lending: &Lending| -> Html {
        let book = face::face(publication, &words);
        let id = catalogue::id_of(publication).unwrap_or_default();
        let soon = loan::is_soon(lending, now).then_some("due-soon");
        let stands = loan::standing(lending, now, &words);
        let read = words.t("title-read");
        let actions = html! {
            <>
                if matches!(lending.lent, Lent::OnLoan(_)) && publication.readable().is_some() {
                    <Button small=true icon="book-open" href={Route::read(id.clone()).to_path()}
                        label={format!("{read} {}", book.title)}>{ read.clone() }</Button>
                }
                { loan::buttons(publication, (&book.title, true, false), (&ondeed, account.state.busy), &words) }
            </>
        };
        props!(BookRow {
            tags: html! { <p class={classes!("num", soon)}>{ stands }</p> },
            href: Route::title(id).to_path(),
            book,
            actions
        })
        .into()
    };
    let part = |key: &'static str, of_loans: bool| {
        let rows: Vec<Html> = loans
            .iter()
            .filter_map(|publication| Some((publication, Lending::of(publication)?)))
            .filter(|(_, lending)| matches!(lending.lent, Lent::OnLoan(_)) == of_loans)
            .map(|(publication, lending)| row(publication, &lending))
            .collect();
        if rows.is_empty() {
            return Html::default();
        }
        html! { <Section {key} title={words.t(key)}>{ props!(BookList { books: rows }) }</Section> }
    };
    html! {
        <>
            if account.state.loans_remembered && !loans.is_empty() {
                { props!(Banner { icon: "offline", text: words.t("shelf-loans-old") }) }
            }
            <p class="shelf-account"><Button small=true icon="person" href={Route::account().to_path()}>{ words.t("account-way") }</Button></p>
            { part("shelf-loans", true) }
            { part("shelf-holds", false) }
        </>
    }
}
