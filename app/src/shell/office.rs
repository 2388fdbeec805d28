//! The rooms of the account and of the librarian's desk, which are fetched when they are entered: see `rooms`.

use std::cell::Cell;

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{prelude::*, props};
use yueli_components::{Skeleton, SkeletonKind};

use super::{Page, browser, watch::use_slow};
use crate::{
    pages::{account, desk, failed::failed},
    use_cases::catalogue::CatalogueError,
    words::use_t,
};

/// A room's page, by what of the address is left below the room's own.
type Show = fn(AttrValue) -> Html;

/// Which room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// A patron's account.
    Account,
    /// The librarian's desk.
    Desk,
}

thread_local! {
    static HERE: Cell<[Option<Show>; 2]> = const { Cell::new([None; 2]) };
}

impl Room {
    fn here(self) -> Option<Show> {
        HERE.get()[self as usize]
    }

    async fn fetch(self) -> Result<Show, ()> {
        let show = match self {
            Self::Account => fetch_account().await,
            Self::Desk => fetch_desk().await,
        };
        let show = show.map_err(|_| ())?;
        let mut all = HERE.get();
        all[self as usize] = Some(show);
        HERE.set(all);
        Ok(show)
    }
}

#[wasm_split(account, fallible)]
fn fetch_account() -> Result<Show, SplitLoaderError> {
    Ok(|rest| html! { <account::AccountRoom key={rest.to_string()} rest={rest.clone()} /> })
}

#[wasm_split(desk, fallible)]
fn fetch_desk() -> Result<Show, SplitLoaderError> {
    Ok(|_| html! { <desk::DeskRoom /> })
}

/// Props of [`OfficeRoom`].
#[derive(Properties, PartialEq)]
pub struct OfficeRoomProps {
    /// Which room.
    pub room: Room,
    /// What of the address is left.
    #[prop_or_default]
    pub rest: AttrValue,
}

/// A room, as soon as it is here.
#[component]
pub fn OfficeRoom(props: &OfficeRoomProps) -> Html {
    let words = use_t();
    let room = props.room;
    let here = use_state(|| room.here().map(Ok));
    {
        let here = here.clone();
        use_effect_with(room, move |room| {
            let room = *room;
            if !matches!(*here, Some(Ok(_))) {
                yew::platform::spawn_local(async move { here.set(Some(room.fetch().await)) });
            }
        });
    }
    let slow = use_slow(here.is_none());
    match *here {
        Some(Ok(show)) => show(props.rest.clone()),
        None => html! {
            <Page title={words.t("loading")} headed=true>
                <div aria-busy="true">
                    if slow { { props!(Skeleton { kind: SkeletonKind::Text, label: words.t("loading") }) } }
                </div>
            </Page>
        },
        Some(Err(())) => {
            // Another build may have taken the place of this page's own: then only a new page finds its chunks.
            let again = Callback::from(|()| browser::reload());
            html! {
                <Page title={words.t("you-title")} headed=true>
                    { failed(&CatalogueError::Offline(String::new()), &again, 2, &words) }
                </Page>
            }
        }
    }
}
