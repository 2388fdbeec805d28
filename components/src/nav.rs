//! The places of the app.

use yew::{prelude::*, props};

use crate::{Icon, List, Mark};

/// One place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NavItem {
    /// Its address.
    pub href: AttrValue,
    /// Its name.
    pub label: AttrValue,
    /// Its icon.
    pub icon: AttrValue,
    /// Whether the reader is there.
    pub current: bool,
    /// The library card: drawn as a small indigo book in the bar.
    pub card: bool,
}

/// A bar at the foot of a phone's screen, a stitched spine beside a desktop's. Only one of them is ever shown.
#[derive(Properties, PartialEq)]
pub struct Nav {
    /// The name of the navigation.
    pub label: AttrValue,
    /// The name of the mark's link.
    pub home_label: AttrValue,
    /// Where the mark leads.
    #[prop_or(AttrValue::Static("/"))]
    pub home_href: AttrValue,
    /// The five places.
    pub places: List<NavItem>,
    /// Further places, below in the rail only.
    #[prop_or_default]
    pub more: List<NavItem>,
    /// What [`crate::follow`] makes.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
}

impl From<Nav> for Html {
    fn from(props: Nav) -> Self {
        let item = |place: &NavItem, bar: bool| {
            html! {
                <li key={place.href.to_string()}>
                    <a href={place.href.clone()} class={(bar && place.card).then_some("bar-card")}
                        aria-current={place.current.then_some("page")} onclick={props.onclick.clone()}>
                        if bar && place.card {
                            <span class="bar-book">{ props!(Icon { name: place.icon.clone() }) }</span>
                        } else {
                            { props!(Icon { name: place.icon.clone() }) }
                        }
                        <span>{ &place.label }</span>
                    </a>
                </li>
            }
        };
        html! {
            <>
                <nav class="rail" aria-label={props.label.clone()}>
                    <a class="rail-mark" href={props.home_href.clone()} aria-label={props.home_label.clone()}
                        onclick={props.onclick.clone()}>{ props!(Mark { on_spine: true }) }</a>
                    <ul role="list">{ for props.places.iter().map(|place| item(place, false)) }</ul>
                    if !props.more.is_empty() {
                        <ul role="list">{ for props.more.iter().map(|place| item(place, false)) }</ul>
                    }
                </nav>
                <nav class="bar" aria-label={props.label.clone()}>
                    <ul role="list">{ for props.places.iter().map(|place| item(place, true)) }</ul>
                </nav>
            </>
        }
    }
}
