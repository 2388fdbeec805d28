//! A patron's account: loans, holds, what is owed, what was read; children's, and those at other libraries.

mod child;
mod hold;
pub mod ledgers;
pub mod load;
pub mod model;
pub mod money;
mod other;
mod own;
mod paper;
mod past;
pub mod sight;

use yew::{prelude::*, props};
use yueli_components::{Button, EmptyState, ErrorState, Skeleton, SkeletonKind, clicked};
use yueli_i18n::Catalog;

use self::{load::Asked, model::Spot};
use crate::{
    pages::{loan, not_found::not_found, sign_in},
    route::Route,
    shell::{Page, account::use_account, watch::use_slow},
    use_cases::account::AccountError,
    words::use_t,
};

/// Props of [`AccountRoom`].
#[derive(Properties, PartialEq)]
pub struct AccountRoomProps {
    /// What of the address is left below `/account`.
    pub rest: AttrValue,
}

/// A page of the account.
#[component]
pub fn AccountRoom(props: &AccountRoomProps) -> Html {
    let (words, account) = (use_t(), use_account());
    let Some(spot) = Spot::of(&props.rest) else { return not_found(&words) };
    if account.patron().is_none() && account.state.session.is_some() {
        let here = crate::shell::browser::address();
        let action = sign_in::way(&here, &words);
        return html! {
            <Page title={words.t("account-title")} headed=true no_search=true back={back(&words)}>
                { props!(EmptyState { sentence: words.t("account-sign-in"), action }) }
            </Page>
        };
    }
    match spot {
        Spot::Own => html! { <own::OwnAccount /> },
        Spot::Child(id) => html! { <child::ChildAccount {id} /> },
        Spot::At(id) => html! { <other::OtherAccount {id} /> },
        Spot::Paper => html! { <paper::Paper /> },
        Spot::Hold(spot, instance) => html! { <hold::HoldPage spot={*spot} {instance} /> },
    }
}

/// The way back to the reader's own page.
fn back(words: &Catalog) -> Option<(AttrValue, AttrValue)> {
    Some((Route::You.to_path().into(), words.t("you-title").into()))
}

/// The way back to the account.
fn back_to_account(words: &Catalog) -> Option<(AttrValue, AttrValue)> {
    Some((Route::account().to_path().into(), words.t("account-title").into()))
}

/// Props of [`Wait`].
#[derive(Properties, PartialEq)]
pub struct WaitProps {
    /// What is asked for is on its way.
    pub waiting: bool,
}

/// The shape of what is coming, after a moment.
#[component]
pub fn Wait(props: &WaitProps) -> Html {
    let words = use_t();
    let slow = use_slow(props.waiting);
    html! {
        if props.waiting {
            <div aria-busy="true">
                if slow { { props!(Skeleton { kind: SkeletonKind::Text, label: words.t("loading") }) } }
            </div>
        }
    }
}

/// What is asked for, once it is here; else that it is on its way, or why it did not come and what to do.
pub fn shown<T>(
    asked: &Asked<T>,
    again: &Callback<()>,
    words: &Catalog,
    show: impl FnOnce(&T) -> Html,
) -> Html {
    match asked {
        Asked::Waiting => html! { <Wait waiting=true /> },
        Asked::Here(value) => show(value),
        Asked::Failed(error) => {
            let title = match error {
                AccountError::Offline(_) => words.t("account-offline"),
                _ => words.t("account-failed"),
            };
            let advice = match error {
                AccountError::Refused { words, .. } => words.clone(),
                AccountError::Offline(_) => words.attr("account-offline", "advice"),
                AccountError::Server(_) => loan::refused(error, words),
            };
            html! {
                <ErrorState {title} {advice} retry={AttrValue::from(words.t("error-retry"))} onretry={clicked(again)}>
                    <Button href={Route::Shelf.to_path()} icon="shelf">{ words.t("nav-shelf") }</Button>
                </ErrorState>
            }
        }
    }
}
