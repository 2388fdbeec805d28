//! How it stands with a book that is lent, in words: on the page of the title, on the shelf, in lists.

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{Button, ButtonKind, Tag, Tone};
use yueli_i18n::Catalog;
use yueli_opds::Publication;

use crate::use_cases::{
    account::AccountError,
    lending::{Deed, Lending, Lent, days_left},
};

/// Due within so many days it is said with emphasis.
const SOON: u32 = 7;

/// How it stands, in one line: until when it is on loan, who waits.
pub fn standing(lending: &Lending, now_ms: f64, words: &Catalog) -> String {
    let until = |key: &str, until: Option<yueli_publication::Time>| match until {
        Some(until) => words.t_args(
            key,
            &[
                ("days", f64::from(days_left(until, now_ms)).into()),
                ("date", words.published(until.to_string().get(..10).unwrap_or_default()).into()),
            ],
        ),
        None => words.t("loan-mine"),
    };
    let copies = |key: &str| {
        let count = |count: Option<u64>| count.unwrap_or_default() as f64;
        let args = [
            ("available", count(lending.copies.available).into()),
            ("total", count(lending.copies.total).into()),
            ("waiting", (lending.waiting as f64).into()),
        ];
        words.t_args(key, &args)
    };
    match lending.lent {
        Lent::Free if lending.copies.total.is_none() => words.t("loan-free"),
        Lent::Free => copies("loan-free-copies"),
        Lent::Taken => copies("loan-taken"),
        Lent::OnLoan(end) => until("loan-until", end),
        Lent::Ready(end) => until("loan-ready-until", end),
        Lent::Waiting(Some(place)) if place > 1 => {
            words.t_args("loan-waiting", &[("ahead", ((place - 1) as f64).into())])
        }
        Lent::Waiting(Some(_)) => words.t("loan-waiting-next"),
        Lent::Waiting(None) => words.t("loan-waiting-somewhere"),
    }
}

/// The same in a word or two, for lists; nothing where a copy is free for all to see.
pub fn tag(publication: &Publication, words: &Catalog) -> Option<Html> {
    let lending = Lending::of(publication)?;
    let (tone, text) = match lending.lent {
        Lent::Free => (Tone::Positive, words.t("loan-tag-free")),
        Lent::Taken if lending.waiting > 0 => {
            (Tone::Caution, words.t_args("loan-tag-waiting", &[("waiting", (lending.waiting as f64).into())]))
        }
        Lent::Taken => (Tone::Caution, words.t("loan-tag-taken")),
        Lent::OnLoan(_) => (Tone::Positive, words.t("loan-tag-mine")),
        Lent::Waiting(_) => (Tone::Caution, words.t("loan-tag-held")),
        Lent::Ready(_) => (Tone::Positive, words.t("loan-tag-ready")),
    };
    Some(props!(Tag { tone, text }).into())
}

/// True where the end of the loan is near.
pub fn is_soon(lending: &Lending, now_ms: f64) -> bool {
    match lending.lent {
        Lent::OnLoan(Some(until)) | Lent::Ready(Some(until)) => days_left(until, now_ms) <= SOON,
        _ => false,
    }
}

/// A button for each thing that can be done; the first is the primary one where `lead` says so.
pub fn buttons(
    publication: &Rc<Publication>,
    (title, small, lead): (&str, bool, bool),
    (ondeed, busy): (&Callback<(Rc<Publication>, Deed)>, bool),
    words: &Catalog,
) -> Html {
    let deeds = Lending::of(publication).map(|lending| lending.deeds()).unwrap_or_default();
    let button = |(at, deed): (usize, Deed)| {
        let (ondeed, publication) = (ondeed.clone(), publication.clone());
        let onclick = Callback::from(move |_: MouseEvent| ondeed.emit((publication.clone(), deed)));
        let text = words.t(if busy && at == 0 { "loan-busy" } else { key(deed) });
        let kind = if lead && at == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
        let icon = (lead && at == 0)
            .then(|| AttrValue::from(if deed == Deed::Borrow { "book-open" } else { "bookmark" }));
        html! { <Button key={key(deed)} {kind} {small} {icon} label={format!("{text} {title}")} {onclick}>{ text }</Button> }
    };
    html! { <>{ for deeds.into_iter().enumerate().map(button) }</> }
}

fn key(deed: Deed) -> &'static str {
    match deed {
        Deed::Borrow => "loan-borrow",
        Deed::Hold => "loan-hold",
        Deed::Renew => "loan-renew",
        Deed::Return => "loan-return",
        Deed::Cancel => "loan-cancel",
    }
}

/// What came of it.
pub fn done(deed: Deed, title: &str, now: &Publication, now_ms: f64, words: &Catalog) -> String {
    let key = match deed {
        Deed::Borrow | Deed::Hold => match Lending::of(now).map(|lending| lending.lent) {
            Some(Lent::OnLoan(_)) => "loan-borrowed",
            // Somebody was quicker, or a place in the queue was what was wanted.
            _ => "loan-held",
        },
        Deed::Renew => "loan-renewed",
        Deed::Return => "loan-returned",
        Deed::Cancel => "loan-cancelled",
    };
    let stands = Lending::of(now).map(|lending| standing(&lending, now_ms, words)).unwrap_or_default();
    words.t_args(key, &[("title", title.into()), ("standing", stands.as_str().into())])
}

/// Why it was not done.
pub fn refused(error: &AccountError, words: &Catalog) -> String {
    match error {
        AccountError::Refused { words: said, .. } => said.clone(),
        AccountError::Offline(_) => words.t("loan-offline"),
        AccountError::Server(_) => words.t("loan-failed"),
    }
}

#[cfg(test)]
mod tests {
    use yueli_i18n::Locale;

    use super::*;

    #[test]
    fn every_standing_and_deed_has_words_in_both_languages() {
        let borrow = |state: &str| {
            let json = format!(
                r#"{{"metadata":{{"title":"T"}},"links":[{{"rel":"http://opds-spec.org/acquisition/borrow","href":"/b",
                "properties":{{"availability":{{"state":"{state}","until":"2026-12-24T00:00:00Z"}},"holds":{{"total":2,"position":2}}}}}}]}}"#
            );
            serde_json::from_str::<Publication>(&json).unwrap()
        };
        for locale in Locale::ALL {
            let words = Catalog::new(locale);
            for state in ["available", "unavailable", "reserved", "ready"] {
                let publication = borrow(state);
                let lending = Lending::of(&publication).unwrap();
                let said = standing(&lending, 1.7e12, &words);
                assert!(!said.is_empty() && !said.starts_with("loan-"), "{said}");
                assert!(tag(&publication, &words).is_some());
            }
            for deed in [Deed::Borrow, Deed::Hold, Deed::Renew, Deed::Return, Deed::Cancel] {
                assert_ne!(words.t(key(deed)), key(deed));
                assert!(done(deed, "Tea", &borrow("ready"), 1.7e12, &words).contains("Tea"));
            }
        }
    }
}
