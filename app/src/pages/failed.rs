//! What did not come from the library, in words.

use yew::prelude::*;
use yueli_components::{Button, ErrorState};

use crate::{route::Route, use_cases::catalogue::CatalogueError, words::use_t};

/// Props of [`Failed`].
#[derive(Properties, PartialEq)]
pub struct FailedProps {
    /// What happened.
    pub error: CatalogueError,
    /// Called to try again.
    pub retry: Callback<()>,
    /// Nothing else on the page has a heading: this is the page's.
    #[prop_or_default]
    pub whole_page: bool,
    /// Offers the shelf, whose books can be read without the library.
    #[prop_or_default]
    pub offer_shelf: bool,
}

/// What happened, what is safe, what to do.
#[component]
pub fn Failed(props: &FailedProps) -> Html {
    let words = use_t();
    let key = key(&props.error);
    // What is not there will not be there a moment later.
    let retry = (props.error != CatalogueError::NotFound).then(|| AttrValue::from(words.t("error-retry")));
    html! {
        <ErrorState title={words.t(key)} advice={words.attr(key, "advice")} {retry}
            level={if props.whole_page { 1 } else { 2 }} onretry={props.retry.reform(|_: MouseEvent| ())}>
            if props.offer_shelf {
                <Button href={Route::Shelf.to_path()} icon="shelf">{ words.t("nav-shelf") }</Button>
            }
            if props.error == CatalogueError::NotFound {
                <Button href={Route::Catalogue.to_path()} icon="catalogue">{ words.t("nav-catalogue") }</Button>
            }
        </ErrorState>
    }
}

/// The key of the words for what happened.
pub fn key(error: &CatalogueError) -> &'static str {
    match error {
        CatalogueError::Offline(_) => "error-offline",
        CatalogueError::NotFound => "error-not-found",
        CatalogueError::Server(401) => "error-sign-in",
        CatalogueError::Server(403) => "error-not-allowed",
        CatalogueError::Server(429 | 503) => "error-busy",
        CatalogueError::Server(504) => "error-timeout",
        CatalogueError::Server(_) => "error-server",
        CatalogueError::NotAFeed(_) => "error-wrong-answer",
    }
}

#[cfg(test)]
mod tests {
    use yueli_i18n::{Catalog, Locale};

    use super::*;

    #[test]
    fn everything_that_can_happen_has_words_and_advice() {
        let errors = [
            CatalogueError::Offline(String::new()),
            CatalogueError::NotFound,
            CatalogueError::Server(401),
            CatalogueError::Server(403),
            CatalogueError::Server(500),
            CatalogueError::Server(503),
            CatalogueError::Server(504),
            CatalogueError::NotAFeed(String::new()),
        ];
        for locale in Locale::ALL {
            let words = Catalog::new(locale);
            for error in &errors {
                let key = key(error);
                assert_ne!(words.t(key), key);
                assert_ne!(words.attr(key, "advice"), format!("{key}.advice"));
            }
        }
    }
}
