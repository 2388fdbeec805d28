//! Why a library could not be asked, in words.

use yew::prelude::*;
use yueli_components::{Button, ErrorState, clicked};
use yueli_i18n::Catalog;

use crate::{
    route::Route,
    use_cases::libraries::{
        Trouble,
        trouble::{NO_ADDRESS, NO_CATALOGUE, NO_SEARCH, NOT_IN_LIST, NOT_LISTED, OFFLINE, SIGN_IN},
    },
};

/// What happened, and what to do; `own` is the name of the reader's own library.
pub fn said(trouble: &Trouble, own: &str, words: &Catalog) -> (String, String) {
    if let Some((title, advice)) = trouble.said.as_ref().filter(|(title, _)| !title.is_empty()) {
        return (title.clone(), advice.clone());
    }
    let key = match trouble.code.as_str() {
        known @ (NO_ADDRESS | NO_CATALOGUE | NO_SEARCH | NOT_IN_LIST | NOT_LISTED | OFFLINE | SIGN_IN) => {
            known
        }
        _ => "other",
    };
    let key = ["trouble-", key].concat();
    let args = [("library", own.into()), ("origin", (&*trouble.about).into())];
    let advice = match &trouble.said {
        Some((_, advice)) => advice.clone(),
        None => words.attr_args(&key, "advice", &args),
    };
    (words.t_args(&key, &args), advice)
}

/// What happened, with the ways on: again, where it may pass, and to the list of libraries.
pub fn failed(trouble: &Trouble, own: &str, retry: &Callback<()>, level: u8, words: &Catalog) -> Html {
    let (title, advice) = said(trouble, own, words);
    let again = trouble.may_pass().then(|| AttrValue::from(words.t("error-retry")));
    html! {
        <ErrorState {title} {advice} retry={again} {level} onretry={clicked(retry)}>
            <Button href={Route::Libraries.to_path()} icon="catalogue">{ words.t("libraries-title") }</Button>
        </ErrorState>
    }
}

#[cfg(test)]
mod tests {
    use yueli_i18n::Locale;

    use super::*;

    #[test]
    fn everything_that_can_happen_has_words_and_advice_in_both_languages() {
        for locale in Locale::ALL {
            let words = Catalog::new(locale);
            for code in [
                NO_ADDRESS,
                NO_CATALOGUE,
                NO_SEARCH,
                NOT_IN_LIST,
                NOT_LISTED,
                OFFLINE,
                SIGN_IN,
                "upstream-down",
            ] {
                let (title, advice) = said(&Trouble::of(code).about("https://a.example"), "City", &words);
                assert!(!title.starts_with("trouble-") && !advice.contains("trouble-"), "{title} {advice}");
                assert_eq!(code == NOT_LISTED, advice.contains("https://a.example"), "{advice}");
            }
            let told = Trouble { said: Some(("A".into(), "B".into())), ..Trouble::of("upstream-slow") };
            assert_eq!(said(&told, "", &words), ("A".into(), "B".into()));
            let half = Trouble { said: Some((String::new(), "B".into())), ..Trouble::of(NO_CATALOGUE) };
            assert_eq!(said(&half, "", &words), (words.t("trouble-no-catalogue"), "B".into()));
        }
    }
}
