//! Numbers in text, without the tables that reading and writing every last digit takes.

/// Reads a number as people and style sheets write it: `12`, `-0.5`, `+.75`. No exponents.
pub fn decimal(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() + part.len() == 0 {
        return None;
    }
    let (mut value, mut scale) = (0.0, 1.0);
    for (index, digit) in whole.bytes().chain(part.bytes()).enumerate() {
        if !digit.is_ascii_digit() {
            return None;
        }
        // More digits than a number keeps change nothing behind the point.
        if index < whole.len() || scale < 1e15 {
            value = value * 10.0 + f64::from(digit - b'0');
            scale *= if index < whole.len() { 1.0 } else { 10.0 };
        }
    }
    Some(sign * value / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for text in ["0", "12", "-0.5", "+.75", "3.", "1200", "0.1", "99.999", "595.276"] {
            assert_eq!(decimal(text), text.parse().ok(), "{text}");
        }
        for text in ["", ".", "-", "1e3", "a", "1.2.3", "1,5", " 1", "--1", "NaN", "inf"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
