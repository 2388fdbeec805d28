//! What stays while pages change.

pub mod arrival;
pub mod browser;
pub mod crash;
pub mod library;
pub mod watch;

use yew::prelude::*;

use crate::route::Route;

/// Props of [`Shell`].
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// Which page is in it.
    pub route: Route,
    /// The page.
    #[prop_or_default]
    pub children: Html,
}

/// What stands around a page.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    html! { <main id="main" tabindex="-1">{ props.children.clone() }</main> }
}
