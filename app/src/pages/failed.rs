//! What did not come from the library, in words.

use yew::prelude::*;
use yueli_components::{Button, ErrorState, clicked};
use yueli_i18n::Catalog;

use crate::{route::Route, use_cases::catalogue::CatalogueError};

/// What happened, what is safe, what to do. With it comes the way to the shelf, whose books can be read without the
/// library. The heading is of `level`: 1 where nothing else on the page has one.
pub fn failed(error: &CatalogueError, retry: &Callback<()>, level: u8, words: &Catalog) -> Html {
    let key = key(error);
    let advice = match error {
        CatalogueError::Refused(why) => why.clone(),
        _ => words.attr(key, "advice"),
    };
    // What is not there will not be there a moment later.
    let again = (*error != CatalogueError::NotFound).then(|| AttrValue::from(words.t("error-retry")));
    html! {
        <ErrorState title={words.t(key)} {advice} retry={again} {level}
            onretry={clicked(retry)}>
            <Button href={Route::Shelf.to_path()} icon="shelf">{ words.t("nav-shelf") }</Button>
            if *error == CatalogueError::NotFound {
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
        CatalogueError::Refused(_) | CatalogueError::Server(403) => "error-not-allowed",
        CatalogueError::Server(429 | 503) => "error-busy",
        CatalogueError::Server(504) => "error-timeout",
        CatalogueError::Server(_) => "error-server",
        CatalogueError::NotAFeed(_) => "error-wrong-answer",
    }
}

#[cfg(test)]
mod tests {
    use yueli_i18n::Locale;

    use super::*;

    #[test]
    fn everything_that_can_happen_has_words_and_advice() {
        let errors = [
            CatalogueError::Offline(String::new()),
            CatalogueError::NotFound,
            CatalogueError::Server(401),
            CatalogueError::Server(403),
            CatalogueError::Refused(String::new()),
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
