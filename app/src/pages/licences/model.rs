//! How licences stand and what they allow, in words.

use yueli_i18n::Catalog;
use yueli_lcp::{ActionKind, Profile, State};
use yueli_publication::Time;

use crate::use_cases::{
    lending::days_left,
    licences::{Known, Stand, take::NotTaken, way::Trouble},
};

/// A day, as people write it.
pub fn day(time: Time, words: &Catalog) -> String {
    words.published(time.to_string().get(..10).unwrap_or_default())
}

/// How a licence stands, in one line.
pub fn standing(stand: Stand, now_ms: f64, words: &Catalog) -> String {
    let dated = |key: &str, time: Time| {
        let days = f64::from(days_left(time, now_ms));
        words.t_args(key, &[("days", days.into()), ("date", day(time, words).as_str().into())])
    };
    match stand {
        Stand::Good(None) => words.t("licence-good"),
        Stand::Good(Some(end)) => dated("licence-until", end),
        Stand::NotYet(start) => dated("licence-from", start),
        Stand::Ended(end) => dated("licence-ended-on", end),
        Stand::Over(state) => words.t(match state {
            State::Revoked => "problem-licence-revoked",
            State::Returned | State::Cancelled => "problem-licence-returned",
            _ => "problem-licence-ended",
        }),
    }
}

/// Why a book that is licensed is not opened here, where that is so.
pub fn explanation(known: &Known, words: &Catalog) -> Option<(String, String)> {
    let key = match known.licence.encryption.profile {
        Profile::Basic => return None,
        Profile::Production(_) => "licence-production",
        Profile::Unknown(_) => "licence-unknown",
    };
    Some((words.t(key), words.attr(key, "advice")))
}

/// What a licence allows, and who gave it.
pub fn rights(known: &Known, words: &Catalog) -> Vec<(String, String)> {
    let licence = &known.licence;
    let provider = licence.provider.trim_start_matches("https://").trim_start_matches("http://");
    let provider = provider.trim_end_matches('/');
    let copy = match (licence.rights.copy, known.left_to_copy()) {
        (Some(most), Some(left)) => words
            .t_args("licence-copy-count", &[("left", (left as f64).into()), ("count", (most as f64).into())]),
        _ => words.t("licence-unlimited"),
    };
    let print = licence.rights.print.map_or_else(
        || words.t("licence-unlimited"),
        |most| words.t_args("licence-print-count", &[("count", (most as f64).into())]),
    );
    let mut rows = vec![(words.t("licence-copy"), copy), (words.t("licence-print"), print)];
    if !provider.is_empty() {
        rows.insert(0, (words.t("licence-provider"), provider.to_owned()));
    }
    rows
}

/// Until when a licence would be renewed: as long as the library would let it be.
pub fn until(known: &Known, kind: ActionKind) -> Option<Time> {
    let end = known.status.as_ref()?.renewable_until?;
    let longer = known.licence.rights.end.is_none_or(|own| end > own);
    (kind == ActionKind::Renew && longer).then_some(end)
}

/// Why something was not done: what happened, and what to do.
pub fn trouble(trouble: &Trouble, words: &Catalog) -> (String, String) {
    let of = |key: &str, host: &str| (words.t_args(key, &[("host", host.into())]), words.attr(key, "advice"));
    match trouble {
        Trouble::NotListed(host) => of("licence-not-listed", host),
        Trouble::Offline(host) => of("licence-no-answer", host),
        Trouble::Unreadable(_) => of("licence-odd-answer", ""),
        Trouble::Refused { kind, said, status } => {
            let key = match kind.as_str() {
                "renew/date" => "licence-refused-date",
                "renew" => "licence-refused-renewal",
                "return/already" => "licence-refused-returned",
                "return/expired" => "licence-refused-expired",
                "return" => "licence-refused-return",
                _ if *status >= 500 => "licence-odd-answer",
                _ => "licence-refused",
            };
            let (what, advice) = of(key, "");
            // Servers of libraries say more, if only in their own language.
            (what, if said.trim().is_empty() { advice } else { said.clone() })
        }
    }
}

/// Why nothing became of a licence.
pub fn not_taken(why: NotTaken, words: &Catalog) -> (String, String) {
    let key = match why {
        NotTaken::NoLicence => "licence-none-in-file",
        NotTaken::Kind => "licence-other-kind",
        NotTaken::NoWay => "licence-no-way",
    };
    (words.t(key), words.attr(key, "advice"))
}

#[cfg(test)]
mod tests {
    use yueli_i18n::Locale;

    use super::*;

    #[test]
    fn every_standing_and_trouble_has_words_in_both_languages() {
        let time = Time::parse("2027-03-01T00:00:00Z").unwrap();
        for locale in Locale::ALL {
            let words = Catalog::new(locale);
            let mut said = Vec::new();
            for stand in [
                Stand::Good(None),
                Stand::Good(Some(time)),
                Stand::NotYet(time),
                Stand::Ended(time),
                Stand::Over(State::Revoked),
                Stand::Over(State::Returned),
                Stand::Over(State::Expired),
            ] {
                said.push(standing(stand, 1.8e12, &words));
            }
            let refused =
                |kind: &str, status| Trouble::Refused { status, kind: kind.into(), said: String::new() };
            for kind in ["renew", "renew/date", "return", "return/already", "return/expired", "x"] {
                said.push(trouble(&refused(kind, 400), &words).0);
                said.push(trouble(&refused(kind, 400), &words).1);
            }
            for other in [
                Trouble::NotListed("lib.example".into()),
                Trouble::Offline("lib.example".into()),
                Trouble::Unreadable(String::new()),
                refused("", 503),
            ] {
                said.push(trouble(&other, &words).0);
                said.push(trouble(&other, &words).1);
            }
            for why in [NotTaken::NoLicence, NotTaken::Kind, NotTaken::NoWay] {
                said.push(not_taken(why, &words).0);
                said.push(not_taken(why, &words).1);
            }
            for text in said {
                assert!(!text.is_empty() && !text.contains("licence-"), "{text}");
            }
        }
        let said = Trouble::Refused { status: 403, kind: "renew".into(), said: "Somebody waits.".into() };
        assert_eq!(trouble(&said, &Catalog::new(Locale::En)).1, "Somebody waits.");
    }
}
