//! One book, open.

use yew::prelude::*;

/// Props of [`ReaderPage`].
#[derive(Properties, PartialEq)]
pub struct ReaderPageProps {
    /// How the catalogue names it.
    pub id: AttrValue,
}

/// One book, open.
#[component]
pub fn ReaderPage(props: &ReaderPageProps) -> Html {
    html! { <main id="main">{ props.id.clone() }</main> }
}
