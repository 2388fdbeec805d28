//! Icons and the mark.

use yew::prelude::*;

/// A line icon. It says nothing by itself: there is always a label, or an accessible name on what holds it.
#[derive(Properties, PartialEq)]
pub struct Icon {
    /// A symbol of `/icons/ui.svg`.
    pub name: AttrValue,
    /// 20 px instead of 24.
    #[prop_or_default]
    pub small: bool,
    /// Points the other way where text runs from right to left.
    #[prop_or_default]
    pub directional: bool,
}

impl From<Icon> for Html {
    fn from(props: Icon) -> Self {
        let href = format!("/icons/ui.svg#{}", props.name);
        let class = classes!("i", props.small.then_some("i-s"), props.directional.then_some("i-dir"));
        html! {
            <svg {class} viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use {href} /></svg>
        }
    }
}

/// The app's mark: a small stitched book with a title slip.
#[derive(Properties, PartialEq)]
pub struct Mark {
    /// On the rail: a lighter cloth, to stand out from it.
    #[prop_or_default]
    pub on_spine: bool,
}

impl From<Mark> for Html {
    fn from(props: Mark) -> Self {
        let cloth = if props.on_spine { "#28556d" } else { "#1b4258" };
        html! {
            <svg class="mark" viewBox="0 0 32 38" aria-hidden="true" focusable="false">
                <rect width="32" height="38" rx="2" fill={cloth} />
                <path d="M26.5 0v38M26.5 6H32M26.5 15H32M26.5 24H32M26.5 33H32" stroke="#f3efdf" />
                <path d="M4 4h14v28H4z" fill="#faf7ea" />
                <path d="M5.6 5.6h10.8v24.8H5.6z" fill="none" stroke="#172127" stroke-width=".8" />
                <g fill="#172127" font-weight="700" font-size="8.6" text-anchor="middle">
                    <text x="11" y="15.4">{ "阅" }</text>
                    <text x="11" y="25.6">{ "历" }</text>
                </g>
                <path d="M9.2 27.2h3.6v1.8H9.2z" fill="#a82c1a" />
            </svg>
        }
    }
}
