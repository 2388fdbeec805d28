//! What stays while pages change.

pub mod account;
pub mod arrival;
pub mod browser;
pub mod crash;
pub mod display;
pub mod files;
pub mod following;
pub mod frame;
pub mod keeping;
pub mod library;
pub mod office;
pub mod page;
pub mod readiness;
pub mod rooms;
pub mod speech;
pub mod watch;

use yew::{prelude::*, props};
use yueli_components::{Nav, NavItem};
use yueli_i18n::Catalog;

use crate::route::Route;

pub use arrival::use_title;
pub use following::use_following;
pub use frame::{Frame, Message, use_frame};
pub use keeping::use_keeping;
pub use page::Page;

/// What stands around a page. Links anywhere in it go through the router, by way of `follow`.
pub fn shell(route: &Route, page: Html, follow: Callback<MouseEvent>, words: &Catalog) -> Html {
    let here = route.place();
    let nav = props!(Nav {
        label: words.t("nav-label"),
        home_label: format!("{} {}", words.t("app-name"), words.t("nav-home")),
        places: places(words, here.as_ref()),
        more: further(words, route)
    });
    html! {
        <div class="shell" onclick={follow}>
            <a class="skip" href="#main">{ words.t("skip-to-content") }</a>
            { nav }
            <div class="page">{ page }</div>
        </div>
    }
}

/// The places that are always in sight. The card joins them once there are accounts to have cards.
fn places(words: &Catalog, here: Option<&Route>) -> Vec<NavItem> {
    [
        (Route::Home, "nav-home", "home"),
        (Route::Catalogue, "nav-catalogue", "catalogue"),
        (Route::Shelf, "nav-shelf", "shelf"),
        (Route::You, "nav-you", "person"),
    ]
    .into_iter()
    .map(|(route, key, icon)| item(&route, words.t(key), icon, here == Some(&route)))
    .collect()
}

fn further(words: &Catalog, here: &Route) -> Vec<NavItem> {
    vec![item(&Route::Settings, words.t("nav-settings"), "settings", *here == Route::Settings)]
}

fn item(route: &Route, label: String, icon: &'static str, current: bool) -> NavItem {
    NavItem {
        href: route.to_path().into(),
        label: label.into(),
        icon: AttrValue::Static(icon),
        current,
        card: false,
    }
}
