//! The page of one title.

pub mod access;
pub mod details;
pub mod model;

use yew::prelude::*;

/// Props of [`Title`].
#[derive(Properties, PartialEq)]
pub struct TitleProps {
    /// How the catalogue names it.
    pub id: AttrValue,
}

/// The page of one title.
#[component]
pub fn Title(props: &TitleProps) -> Html {
    html! { <h1>{ props.id.clone() }</h1> }
}
