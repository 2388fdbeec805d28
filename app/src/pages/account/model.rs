//! What the account's pages are, by their addresses, and what is decided of what they show.

use yueli_i18n::Catalog;
use yueli_patron::{Hold, HoldState};
use yueli_publication::{Time, template::encode};

use crate::use_cases::account::Patron;

/// Due within so many days it is said with emphasis.
const SOON: i64 = 7;
const DAY: i64 = 86_400_000;

/// A page of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// One's own account.
    Own,
    /// A child's.
    Child(String),
    /// One at another library.
    At(String),
    /// Books on paper.
    Paper,
    /// Reserving a work: the account's page that it belongs to, and the instance.
    Hold(Box<Self>, String),
}

impl Spot {
    /// The page of what is left of an address below `/account`.
    pub fn of(rest: &str) -> Option<Self> {
        let parts: Vec<&str> = rest.split('/').skip(1).collect();
        let own = |part: &str| {
            let part = percent_encoding::percent_decode_str(part).decode_utf8().ok()?.into_owned();
            (!part.is_empty()).then_some(part)
        };
        let hold = |spot: Self, id: &str| Some(Self::Hold(Box::new(spot), own(id)?));
        match parts.as_slice() {
            [] => Some(Self::Own),
            ["paper"] => Some(Self::Paper),
            ["hold", id] => hold(Self::Own, id),
            ["family", id] => Some(Self::Child(own(id)?)),
            ["family", child, "hold", id] => hold(Self::Child(own(child)?), id),
            ["at", id] => Some(Self::At(own(id)?)),
            ["at", upstream, "hold", id] => hold(Self::At(own(upstream)?), id),
            _ => None,
        }
    }

    /// Its address.
    pub fn address(&self) -> String {
        match self {
            Self::Own => "/account".to_owned(),
            Self::Child(id) => format!("/account/family/{}", encode(id)),
            Self::At(id) => format!("/account/at/{}", encode(id)),
            Self::Paper => "/account/paper".to_owned(),
            Self::Hold(spot, id) => format!("{}/hold/{}", spot.address(), encode(id)),
        }
    }

    /// The address of the page on which the instance is reserved, which says what it is called.
    pub fn hold(&self, instance: &str, title: &str, items: &[&str]) -> String {
        let items: String = items.iter().map(|item| format!("&item={}", encode(item))).collect();
        let spot = Self::Hold(Box::new(self.clone()), instance.to_owned());
        format!("{}?title={}{items}", spot.address(), encode(title))
    }
}

/// All values of a name in a query.
pub fn values(query: &str, name: &str) -> Vec<String> {
    let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    let own = pairs.filter(|(own, _)| *own == name);
    let decoded =
        own.map(|(_, value)| percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned());
    decoded.filter(|value| !value.is_empty()).collect()
}

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// It should be back since so many days, begun ones counted.
    Late(i64),
    /// In so many days, begun ones counted, and that is soon.
    Soon(i64),
    /// In so many days, and that is not soon.
    Later(i64),
}

impl Due {
    /// When something is due, seen from `now` (milliseconds since 1970). The library's word that it is late counts.
    pub fn at(due: Time, is_overdue: bool, now: i64) -> Self {
        let left = due.millis() - now;
        if is_overdue || left <= 0 {
            return Self::Late(((-left).max(1) + DAY - 1) / DAY);
        }
        let days = (left + DAY - 1) / DAY;
        if days <= SOON { Self::Soon(days) } else { Self::Later(days) }
    }

    /// The same in words.
    pub fn said(self, words: &Catalog) -> String {
        let (key, days) = match self {
            Self::Late(days) => ("account-due-late", days),
            Self::Soon(days) | Self::Later(days) => ("account-due-in", days),
        };
        words.t_args(key, &[("days", (days as f64).into())])
    }
}

/// A day, in words.
pub fn day(time: Time, words: &Catalog) -> String {
    let iso = time.to_string();
    let mut parts = iso.get(..10).unwrap_or_default().split('-');
    let year = parts.next().and_then(|part| part.parse().ok());
    let month = parts.next().and_then(|part| part.parse().ok());
    let date = parts.next().and_then(|part| part.parse().ok());
    match (year, month, date) {
        (Some(year), Some(month), Some(date)) => words.date(year, month, date),
        _ => iso,
    }
}

/// Until when a card is good, in words: the end of its last day is where the next one begins.
pub fn good_until(patron: &Patron, words: &Catalog) -> Option<String> {
    let end = patron.expires.as_deref().and_then(Time::parse)?;
    let last = day(Time::from_millis(end.millis() - 1), words);
    Some(words.t_args("you-card-expires", &[("date", last.into())]))
}

/// How a hold stands, in words.
pub fn standing(hold: &Hold, words: &Catalog) -> String {
    match (&hold.state, hold.until, hold.position) {
        (HoldState::Ready, Some(until), _) => {
            words.t_args("account-hold-ready-until", &[("date", day(until, words).into())])
        }
        (HoldState::Ready, None, _) => words.t("account-hold-ready"),
        (HoldState::InTransit, ..) => words.t("account-hold-coming"),
        (HoldState::Waiting, _, Some(place)) if place > 1 => {
            words.t_args("loan-waiting", &[("ahead", f64::from(place - 1).into())])
        }
        (HoldState::Waiting, _, Some(_)) => words.t("loan-waiting-next"),
        (HoldState::Waiting, ..) => words.t("loan-waiting-somewhere"),
        (HoldState::Fulfilled | HoldState::Ended, ..) => words.t("account-hold-over"),
        (HoldState::Cancelled, ..) => words.t("account-hold-cancelled"),
        (HoldState::Other(said), ..) => said.clone(),
    }
}

/// How a charge stands, in words: FOLIO's, where we know them.
pub fn charge_state(state: Option<&str>, words: &Catalog) -> String {
    match state.map(str::trim) {
        None | Some("" | "Outstanding" | "Open") => words.t("account-charge-open"),
        Some("Paid partially" | "Paid Partially") => words.t("account-charge-part"),
        Some("Closed" | "Paid fully" | "Paid Fully") => words.t("account-charge-paid"),
        Some(other) => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use yueli_i18n::Locale;

    use super::*;

    #[test]
    fn every_address_is_a_page_and_back() {
        let child = || Spot::Child("a b".into());
        for (rest, spot) in [
            ("", Spot::Own),
            ("/paper", Spot::Paper),
            ("/family/a%20b", child()),
            ("/at/folio", Spot::At("folio".into())),
            ("/hold/i", Spot::Hold(Box::new(Spot::Own), "i".into())),
            ("/family/a%20b/hold/i", Spot::Hold(Box::new(child()), "i".into())),
            ("/at/folio/hold/i", Spot::Hold(Box::new(Spot::At("folio".into())), "i".into())),
        ] {
            assert_eq!(Spot::of(rest).as_ref(), Some(&spot), "{rest}");
            assert_eq!(spot.address(), format!("/account{rest}"));
        }
        for rest in ["/", "/x", "/family", "/family/", "/at/a/b", "/hold/a/b", "/at/%FF"] {
            assert_eq!(Spot::of(rest), None, "{rest}");
        }
    }

    #[test]
    fn what_is_reserved_is_said_in_the_address() {
        let address = Spot::At("f".into()).hold("i", "茶 & tea", &["1", "2"]);
        let (_, query) = address.split_once('?').unwrap();
        assert_eq!(values(query, "title"), ["茶 & tea"]);
        assert_eq!(values(query, "item"), ["1", "2"]);
        assert!(values("?item=&x", "item").is_empty());
    }

    #[test]
    fn a_week_before_it_is_due_it_is_soon() {
        let due = Time::from_millis(100 * DAY);
        for (now, is_overdue, expected) in [
            (100 * DAY, false, Due::Late(1)),
            (101 * DAY + 1, false, Due::Late(2)),
            (99 * DAY, true, Due::Late(1)),
            (100 * DAY - 1, false, Due::Soon(1)),
            (93 * DAY, false, Due::Soon(7)),
            (93 * DAY - 1, false, Due::Later(8)),
        ] {
            assert_eq!(Due::at(due, is_overdue, now), expected, "{now}");
        }
    }

    #[test]
    fn a_card_is_good_until_its_last_day() {
        let words = Catalog::new(Locale::En);
        let until = |expires: Option<&str>| {
            let patron = Patron { expires: expires.map(str::to_owned), ..Patron::default() };
            good_until(&patron, &words)
        };
        let said = until(Some("2032-01-01T00:00:00Z")).unwrap();
        assert!(said.contains("31 December 2031"), "{said}");
        assert_eq!((until(None), until(Some("some day"))), (None, None));
    }

    #[test]
    fn everything_has_words_in_both_languages() {
        for locale in Locale::ALL {
            let words = Catalog::new(locale);
            let said =
                |state: HoldState, position| standing(&Hold { state, position, ..Hold::default() }, &words);
            for text in [
                said(HoldState::Waiting, Some(1)),
                said(HoldState::Waiting, Some(3)),
                said(HoldState::Waiting, None),
                said(HoldState::Ready, None),
                said(HoldState::InTransit, None),
                said(HoldState::Cancelled, None),
                said(HoldState::Ended, None),
                Due::Late(2).said(&words),
                Due::Soon(1).said(&words),
                charge_state(None, &words),
                charge_state(Some("Paid Partially"), &words),
                charge_state(Some("Closed"), &words),
            ] {
                assert!(
                    !text.is_empty() && !text.starts_with("account-") && !text.starts_with("loan-"),
                    "{text}"
                );
            }
            assert!(day(Time::from_millis(0), &words).contains("1970"));
        }
        assert_eq!(
            charge_state(Some("Suspended claim returned"), &Catalog::new(Locale::En)),
            "Suspended claim returned"
        );
    }
}
