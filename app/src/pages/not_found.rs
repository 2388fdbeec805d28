//! An address that leads nowhere.

use yew::prelude::*;
use yueli_components::{Button, ErrorState};
use yueli_i18n::Catalog;

use crate::{route::Route, shell::Page};

/// The page of an address that leads nowhere.
pub fn not_found(words: &Catalog) -> Html {
    html! {
        <Page title={words.t("error-route")}>
            <ErrorState title={words.t("error-route")} advice={words.attr("error-route", "advice")} level=1>
                <Button href={Route::Home.to_path()} icon="home">{ words.t("error-home") }</Button>
                <Button href={Route::Catalogue.to_path()} icon="catalogue">{ words.t("nav-catalogue") }</Button>
            </ErrorState>
        </Page>
    }
}
