//! Why a book cannot be opened, and what to do.

use yew::{prelude::*, props};
use yueli_components::{Banner, Button, ButtonKind, Tone};
use yueli_i18n::Catalog;

use super::{details, model::Why};
use crate::route::Route;

/// Why a book cannot be opened, and the way on.
pub fn not_readable(why: &Why, words: &Catalog) -> Html {
    let (text, advice) = say(why, words);
    let note = AttrValue::from(advice);
    html! {
        <>
            <div class="hero-note">
                { props!(Banner { tone: Tone::Caution, icon: "warning", text, note }) }
            </div>
            <div class="hero-actions">
                <Button kind={ButtonKind::Primary} href={Route::Catalogue.to_path()} icon="catalogue">
                    { words.t("title-elsewhere") }
                </Button>
            </div>
        </>
    }
}

/// What is wrong, and what to do, in the language of the interface.
fn say(why: &Why, words: &Catalog) -> (String, String) {
    let here = words.t("title-not-readable");
    match why {
        Why::Broken(problem) => {
            let key = format!("problem-{}", problem.code);
            if words.has(&key) {
                return (words.t(&key), words.attr(&key, "advice"));
            }
            // A newer library may know of problems that this app does not: then in its words.
            (here, problem.message.get(words.locale().tag()).to_owned())
        }
        Why::Format(media_type) => {
            let format = details::format(media_type, words);
            (here, words.t_args("title-not-readable-format", &[("format", format.into())]))
        }
        Why::Card => (here, words.t("title-not-readable-login")),
        Why::Sold => (here, words.t("title-not-readable-sold")),
    }
}

#[cfg(test)]
mod tests {
    use yueli_i18n::Locale;
    use yueli_publication::LocalizedText;

    use super::*;
    use crate::use_cases::problem::Unreadable;

    #[test]
    fn a_known_problem_is_said_in_our_words_and_an_unknown_one_in_the_librarys() {
        let words = Catalog::new(Locale::En);
        let broken = |code: &str| {
            Why::Broken(Unreadable {
                code: code.into(),
                message: LocalizedText::plain("The library says why."),
            })
        };
        assert_eq!(say(&broken("truncated"), &words).0, "Part of this file is missing");
        assert_eq!(say(&broken("from-the-future"), &words).1, "The library says why.");
        assert!(say(&Why::Format("application/pdf".into()), &words).1.contains("PDF"));
    }
}
