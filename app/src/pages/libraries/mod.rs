//! Other libraries: the list of them, the catalogue and the books of one, and one search in all. The pages are a room of
//! their own (`shell/rooms.rs`): whoever reads at home does not fetch them.
//!
//! - `address`: what stands in the query of their routes. `known`: the libraries, and whoever asks them.
//! - `list`, `catalogue`, `title`, `everywhere`: the pages; each has what is decided in `model`s of their own.
//! - `sign_in`, `trouble`, `ways`: what they have in common.

pub mod address;
mod banners;
mod catalogue;
mod documents;
mod doings;
mod everywhere;
mod facets;
mod having;
mod known;
mod list;
mod model;
mod rows;
mod sign_in;
mod title;
mod trouble;
mod ways;

use yew::prelude::*;

use crate::route::Route;

/// The page of one of the routes of other libraries.
pub fn page(route: &Route) -> Html {
    match route {
        Route::Library { id } => html! { <catalogue::FarCatalogue key={id.to_string()} id={id.clone()} /> },
        Route::LibraryTitle { id } => html! { <title::FarTitle key={id.to_string()} id={id.clone()} /> },
        Route::AllLibraries => html! { <everywhere::Everywhere /> },
        _ => html! { <list::Libraries /> },
    }
}
