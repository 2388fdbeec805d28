//! Numbers, dates, lengths of time and sizes.

use crate::{Arg, Catalog};

impl Catalog {
    /// A number, its thousands set apart from 10,000 on: `4096`, `12,345`.
    pub fn number(&self, number: f64) -> String {
        grouped(number)
    }

    /// A share between 0 and 1, in whole percent: `34%`. Nothing but the end is 100%.
    pub fn percent(&self, share: f64) -> String {
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        let percent = (share * 100.0).round();
        let percent = if percent >= 100.0 && share < 1.0 { 99.0 } else { percent };
        format!("{percent}%")
    }

    /// A length of time in minutes: `40 min`, `1 h 35 min`. Less than a minute counts as one.
    pub fn minutes(&self, minutes: u32) -> String {
        let minutes = minutes.max(1);
        if minutes < 60 {
            return self.t_args("minutes-short", &[("minutes", minutes.into())]);
        }
        self.t_args("hours-minutes", &[("hours", (minutes / 60).into()), ("minutes", (minutes % 60).into())])
    }

    /// How large a file is: `640 KB`, `1.2 MB`.
    pub fn size(&self, bytes: u64) -> String {
        let (key, amount) = match bytes {
            0..1_000_000 => ("size-kb", (bytes as f64 / 1e3).ceil().max(1.0)),
            1_000_000..1_000_000_000 => ("size-mb", bytes as f64 / 1e6),
            _ => ("size-gb", bytes as f64 / 1e9),
        };
        let text = if amount < 10.0 { format!("{:.1}", amount) } else { format!("{amount:.0}") };
        let text = text.strip_suffix(".0").unwrap_or(&text);
        self.t_args(key, &[("size", text.into())])
    }

    /// A day: `24 November 2026`. `month` counts from 1.
    pub fn date(&self, year: i32, month: u8, day: u8) -> String {
        let (year, day) = (year.to_string(), day.to_string());
        let month = self.t(&format!("month-{month}"));
        self.t_args("date-long", &[("year", year.into()), ("month", month.into()), ("day", day.into())])
    }

    /// A day of this year: `24 November`. `month` counts from 1.
    pub fn date_short(&self, month: u8, day: u8) -> String {
        let month = self.t(&format!("month-{month}"));
        self.t_args("date-short", &[("month", month.into()), ("day", day.to_string().into())])
    }

    /// A date as publications give it (`2024`, `2024-05`, `2024-05-17`, with or without a time), said in words as
    /// far as it goes; as it is where it makes no sense.
    pub fn published(&self, iso: &str) -> String {
        let day = iso.split(['T', ' ']).next().unwrap_or(iso);
        let mut parts = day.splitn(3, '-');
        let year = parts.next().and_then(|part| part.parse::<i32>().ok());
        let month =
            parts.next().and_then(|part| part.parse::<u8>().ok()).filter(|month| (1..=12).contains(month));
        let date = parts.next().and_then(|part| part.parse::<u8>().ok()).filter(|day| (1..=31).contains(day));
        match (year, month, date) {
            // The first of January is what software writes when it only knows the year.
            (Some(year), Some(1), Some(1)) => year.to_string(),
            (Some(year), Some(month), Some(date)) => self.date(year, month, date),
            (Some(year), ..) => year.to_string(),
            _ => iso.to_owned(),
        }
    }

    /// How long ago, in whole days: `today`, `yesterday`, `5 days ago`.
    pub fn days_ago(&self, days: u32) -> String {
        match days {
            0 => self.t("day-today"),
            1 => self.t("day-yesterday"),
            _ => self.t_args("day-days-ago", &[("count", Arg::from(days))]),
        }
    }

    /// The name of the language that a BCP 47 tag names; the tag itself where there is no name for it.
    pub fn language(&self, tag: &str) -> String {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
        self.t_or(&format!("language-{}", canonical(&primary)), tag)
    }
}

/// Two letters where a language has them: `eng` and `chi` are met in catalogues.
fn canonical(primary: &str) -> &str {
    match primary {
        "eng" => "en",
        "chi" | "zho" | "cmn" => "zh",
        "jpn" => "ja",
        "kor" => "ko",
        "fre" | "fra" => "fr",
        "ger" | "deu" => "de",
        "spa" => "es",
        "ita" => "it",
        "por" => "pt",
        "rus" => "ru",
        "ara" => "ar",
        "heb" | "iw" => "he",
        "lat" => "la",
        "" => "und",
        other => other,
    }
}

pub(crate) fn grouped(number: f64) -> String {
    let text = if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{number}") };
    let whole = text.split('.').next().unwrap_or_default();
    let digits = whole.trim_start_matches('-').len();
    if digits < 5 {
        return text;
    }
    let mut out = String::with_capacity(text.len() + digits / 3);
    let sign = whole.len() - digits;
    for (index, character) in text.chars().enumerate() {
        let left = (digits + sign).saturating_sub(index);
        if index > sign && index < digits + sign && left.is_multiple_of(3) {
            out.push(',');
        }
        out.push(character);
    }
    out
}
