//! An account at another library, which is asked through ours.

use futures::{FutureExt, future::LocalBoxFuture};
use yew::prelude::*;

use super::{
    back_to_account,
    ledgers::{Desk, glance},
    load::{Asked, Asking, Whole, use_act, use_asked, whole},
    model::Spot,
    shown,
};
use crate::{
    shell::Page,
    use_cases::{
        account::AccountError,
        patron::{self, Other, Place},
    },
    wire_up::use_services,
    words::use_t,
};

#[derive(Debug, PartialEq)]
pub(super) struct There {
    pub(super) other: Other,
    pub(super) place: Place,
    pub(super) whole: Whole,
}

/// The library `id`, and the account that whoever is signed in has there.
///
/// # Errors
/// There is no such library, or it is not known who the patron is there: both are the gateway's to say.
pub(super) async fn other(asking: &Asking, id: &str) -> Result<(Other, Place), AccountError> {
    let all = patron::others(asking.services.http.as_ref(), asking.tag).await?;
    let other = all.into_iter().find(|other| other.id == id).ok_or(AccountError::Server(404))?;
    let patron = other.patron.clone().unwrap_or_else(|| "-".to_owned());
    let mut place = Place::at(id, &patron);
    // An answer about anybody else is refused here as well.
    place.patron.internal = other.account.clone();
    Ok((other, place))
}

fn account(asking: Asking, id: String) -> LocalBoxFuture<'static, Result<There, AccountError>> {
    async move {
        let (other, mut place) = other(&asking, &id).await?;
        let whole = whole(asking, place.clone()).await?;
        if place.patron.internal.is_none() {
            place.patron.internal = whole.account.patron.clone();
        }
        Ok(There { other, place, whole })
    }
    .boxed_local()
}

/// Props of [`OtherAccount`].
#[derive(Properties, PartialEq)]
pub struct OtherAccountProps {
    /// How ours names the library.
    pub id: String,
}

/// An account at another library.
#[component]
pub fn OtherAccount(props: &OtherAccountProps) -> Html {
    let (services, words) = (use_services(), use_t());
    let (asked, again) = use_asked(&props.id, account);
    let (busy, act) = use_act(&again);
    let spot = Spot::At(props.id.clone());
    let now = services.clock.now_ms() as i64;
    let title = match &*asked {
        Asked::Here(there) => there.other.name.clone(),
        _ => words.t("account-elsewhere"),
    };
    html! {
        <Page {title} headed=true no_search=true back={back_to_account(&words)}>
            <div class="account">
                { shown(&asked, &again, &words, |there: &There| {
                    let desk = Desk { place: &there.place, spot: &spot, shelf: &[], act: &act, busy, now, words: &words };
                    html! {
                        <>
                            <p class="soft">{ words.t_args("account-elsewhere-who", &[("patron", there.place.patron.external.as_str().into())]) }</p>
                            { glance(&there.whole, &words) }
                            { desk.loans(&there.whole.account.loans) }
                            { desk.holds(&there.whole) }
                            { desk.batches(&there.whole) }
                            { desk.charges(&there.whole, |_| None) }
                        </>
                    }
                }) }
            </div>
        </Page>
    }
}
