//! Amounts of money, in whole minor units: cents, fen, and so on. No floats.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// Currencies whose minor unit is not a hundredth (ISO 4217), and how many digits it has.
const DIGITS: [(&str, u32); 26] = [
    ("BIF", 0),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("ISK", 0),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("PYG", 0),
    ("RWF", 0),
    ("UGX", 0),
    ("UYI", 0),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
    ("BHD", 3),
    ("IQD", 3),
    ("JOD", 3),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("TND", 3),
    ("CLF", 4),
    ("UYW", 4),
];

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Money {
    /// How much, in whole minor units of the currency (cents for USD, yen for JPY). Negative where the library owes.
    pub minor: i64,
    /// The currency: three capital letters of ISO 4217.
    pub currency: String,
}

impl Money {
    /// `minor` minor units of `currency`; nothing where that is not three letters.
    pub fn new(minor: i64, currency: &str) -> Option<Self> {
        let currency = currency.trim().to_ascii_uppercase();
        let is_code = currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_uppercase());
        is_code.then_some(Self { minor, currency })
    }

    /// Reads a decimal (`50.0`, `-0.5`, `1.25e1`) exactly. What is finer than the minor unit is rounded half away from zero.
    /// Nothing where it is no number or too large.
    pub fn parse(decimal: &str, currency: &str) -> Option<Self> {
        let money = Self::new(0, currency)?;
        let minor = scaled(decimal.trim(), digits(&money.currency))?;
        Some(Self { minor, ..money })
    }

    /// Reads a JSON number or text, by its digits.
    pub fn of(amount: &Value, currency: &str) -> Option<Self> {
        match amount {
            Value::Number(number) => Self::parse(&number.to_string(), currency),
            Value::String(text) => Self::parse(text, currency),
            _ => None,
        }
    }

    /// How many digits the minor unit has behind the point.
    pub fn digits(&self) -> u32 {
        digits(&self.currency)
    }

    /// The amount as a JSON number (`50`, `12.35`), which FOLIO and OPDS write.
    pub fn to_json(&self) -> Value {
        // Written as text and read again, so that the digits are those of the amount.
        serde_json::from_str(&self.decimal()).unwrap_or(Value::Null)
    }

    /// The amount as a decimal with all its digits: `12.30`.
    pub fn decimal(&self) -> String {
        let digits = self.digits() as usize;
        let sign = if self.minor < 0 { "-" } else { "" };
        let number = format!("{:0>width$}", self.minor.unsigned_abs(), width = digits + 1);
        let (whole, part) = number.split_at(number.len() - digits);
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency)
    }
}

fn digits(currency: &str) -> u32 {
    DIGITS.iter().find(|(code, _)| *code == currency).map_or(2, |(_, digits)| *digits)
}

/// The decimal times ten to the `digits`, as a whole number.
fn scaled(decimal: &str, digits: u32) -> Option<i64> {
    let (number, exponent) = match decimal.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i32>().ok().filter(|own| own.abs() <= 30)?),
        None => (decimal, 0),
    };
    let (is_negative, number) = match number.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let all = [whole, part].concat();
    if all.is_empty() || all.len() > 60 || !all.bytes().all(|letter| letter.is_ascii_digit()) {
        return None;
    }
    // Where the point comes to stand among the digits.
    let point = i32::try_from(whole.len()).ok()? + exponent + i32::try_from(digits).ok()?;
    let digit =
        |at: i32| usize::try_from(at).ok().and_then(|at| all.as_bytes().get(at)).map_or(0, |own| own - b'0');
    let mut minor: i64 = 0;
    for at in 0..point.max(0) {
        minor = minor.checked_mul(10)?.checked_add(i64::from(digit(at)))?;
    }
    if digit(point) >= 5 && point >= 0 {
        minor = minor.checked_add(1)?;
    }
    Some(if is_negative { -minor } else { minor })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn decimals_become_whole_minor_units() {
        for (text, currency, expected) in [
            ("50.0", "USD", Some(5000)),
            ("50", "usd", Some(5000)),
            ("0.1", "EUR", Some(10)),
            ("0.29", "EUR", Some(29)),
            ("1.005", "EUR", Some(101)),
            ("1.004999", "EUR", Some(100)),
            ("-1.005", "EUR", Some(-101)),
            (".5", "CNY", Some(50)),
            ("12.", "CNY", Some(1200)),
            ("1.25e1", "CNY", Some(1250)),
            ("125e-2", "CNY", Some(125)),
            ("5e-3", "CNY", Some(1)),
            ("5e-4", "CNY", Some(0)),
            ("1200", "JPY", Some(1200)),
            ("1200.5", "JPY", Some(1201)),
            ("1.234", "KWD", Some(1234)),
            ("90071992547409.93", "USD", Some(9_007_199_254_740_993)),
            ("99999999999999999999", "USD", None),
            ("1e99", "USD", None),
            ("", "USD", None),
            ("1,5", "USD", None),
            ("NaN", "USD", None),
            ("1", "dollars", None),
        ] {
            assert_eq!(Money::parse(text, currency).map(|money| money.minor), expected, "{text} {currency}");
        }
    }

    #[test]
    fn amounts_survive_json() {
        for (amount, currency, decimal) in [
            (json!(50.0), "USD", "50.00"),
            (json!(0.07), "USD", "0.07"),
            (json!("-3.5"), "EUR", "-3.50"),
            (json!(7), "JPY", "7"),
        ] {
            let money = Money::of(&amount, currency).unwrap();
            assert_eq!(money.decimal(), decimal);
            assert_eq!(Money::of(&money.to_json(), currency), Some(money));
        }
        assert_eq!(Money::of(&json!(null), "USD"), None);
    }
}
