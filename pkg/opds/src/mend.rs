//! JSON that is not quite JSON: cut off, with raw line ends in strings, or with one entry that breaks the rest.

use std::borrow::Cow;

use serde_json::Value;

/// How many bytes may be parsed again in all while a document is mended.
const WORK: usize = 64 << 20;

/// What could be read.
#[derive(Debug)]
pub(crate) struct Mended {
    pub(crate) value: Value,
    /// It ends before it should.
    pub(crate) is_cut: bool,
    /// How many elements of lists were taken out because they cannot be read.
    pub(crate) left_out: usize,
    /// Something else was not as it should be.
    pub(crate) is_malformed: bool,
}

/// Reads JSON as far as possible; nothing where nothing can be read.
pub(crate) fn parse(text: &str) -> Option<Mended> {
    let mut error = match serde_json::from_str(text) {
        Ok(value) => return Some(Mended { value, is_cut: false, left_out: 0, is_malformed: false }),
        Err(error) => error,
    };
    let mut text = calm(text);
    let mut mended = Mended { value: Value::Null, is_cut: false, left_out: 0, is_malformed: true };
    let repairs = (WORK / text.len().max(1 << 16)).clamp(4, 64);
    let mut outward = 0;
    for repair in 0..repairs {
        if repair > 0 || matches!(text, Cow::Owned(_)) {
            match serde_json::from_str(&text) {
                Ok(value) => return Some(Mended { value, ..mended }),
                Err(again) => error = again,
            }
        }
        let at = offset(&text, &error);
        if error.is_eof() {
            break;
        }
        let levels = levels(text.as_bytes(), at);
        let arrays = levels.iter().rev().filter(|level| level.opener == b'[');
        let Some(shorter) =
            arrays.clone().nth(outward).and_then(|level| without_element(&text, level.element))
        else {
            break;
        };
        // Where that did not help, the next try takes out what is around it.
        let helped = serde_json::from_str::<serde::de::IgnoredAny>(&shorter)
            .map_or_else(|next| next.is_eof() || offset(&shorter, &next) > at, |_| true);
        if helped {
            (text, outward) = (Cow::Owned(shorter), 0);
            mended.left_out += 1;
        } else if outward + 1 < arrays.count() {
            outward += 1;
        } else {
            break;
        }
    }
    let end = if error.is_eof() { text.len() } else { offset(&text, &error) };
    let value = serde_json::from_str(&closed(text.get(..end)?)?).ok()?;
    Some(Mended { value, is_cut: true, ..mended })
}

/// Control characters inside of strings as spaces: the most frequent mistake there is.
fn calm(text: &str) -> Cow<'_, str> {
    let mut scanner = Scanner::default();
    let mut is_calm = true;
    let calmed: String = text
        .chars()
        .map(|letter| {
            let within = scanner.in_string;
            scanner.step(letter);
            if within && letter < ' ' {
                is_calm = false;
                ' '
            } else {
                letter
            }
        })
        .collect();
    if is_calm { Cow::Borrowed(text) } else { Cow::Owned(calmed) }
}

/// Where the parser stopped, in bytes.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let line = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let mut at = (line + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether one is inside of a string.
#[derive(Default)]
struct Scanner {
    in_string: bool,
    escaped: bool,
}

impl Scanner {
    /// Takes one letter; true where it stands outside of strings.
    fn step(&mut self, letter: char) -> bool {
        if self.in_string {
            match letter {
                _ if self.escaped => self.escaped = false,
                '\\' => self.escaped = true,
                '"' => self.in_string = false,
                _ => {}
            }
            return false;
        }
        self.in_string = letter == '"';
        !self.in_string
    }
}

/// A list or an object that is open.
#[derive(Clone, Copy)]
struct Level {
    opener: u8,
    /// Where its present element begins.
    element: usize,
}

/// What is open at `end`.
fn levels(text: &[u8], end: usize) -> Vec<Level> {
    let mut scanner = Scanner::default();
    let mut levels: Vec<Level> = Vec::new();
    for (at, byte) in text.iter().enumerate().take(end) {
        if !scanner.step(char::from(*byte)) {
            continue;
        }
        match byte {
            b'[' | b'{' => levels.push(Level { opener: *byte, element: at + 1 }),
            b']' | b'}' => drop(levels.pop()),
            b',' => {
                if let Some(level) = levels.last_mut() {
                    level.element = at + 1;
                }
            }
            _ => {}
        }
    }
    levels
}

/// The text without the element that begins at `start`; nothing where it does not end.
fn without_element(text: &str, start: usize) -> Option<String> {
    let mut scanner = Scanner::default();
    let mut depth = 0_usize;
    let (mut end, mut is_last) = (None, true);
    for (at, letter) in text.get(start..)?.char_indices() {
        if !scanner.step(letter) {
            continue;
        }
        match letter {
            '[' | '{' => depth += 1,
            ']' | '}' if depth > 0 => depth -= 1,
            ']' | '}' | ',' if depth == 0 => {
                (end, is_last) = (Some(start + at), letter != ',');
                break;
            }
            _ => {}
        }
    }
    let end = end?;
    let (mut before, mut after) = (text.get(..start)?, text.get(end..)?);
    if is_last {
        before = before.trim_end().strip_suffix(',').unwrap_or(before);
    } else {
        after = after.get(1..)?;
    }
    Some([before, after].concat())
}

/// A text that was cut off, up to its last whole value, with all that is open closed.
fn closed(text: &str) -> Option<String> {
    let mut scanner = Scanner::default();
    let mut open: Vec<char> = Vec::new();
    let (mut whole, mut closers) = (0, Vec::new());
    for (at, letter) in text.char_indices() {
        if !scanner.step(letter) {
            continue;
        }
        let end = match letter {
            '[' | '{' => {
                open.push(if letter == '[' { ']' } else { '}' });
                at + 1
            }
            ']' | '}' => {
                open.pop();
                at + 1
            }
            ',' => at,
            _ => continue,
        };
        (whole, closers) = (end, open.clone());
        if open.is_empty() {
            break;
        }
    }
    let mut closed = text.get(..whole).filter(|text| !text.is_empty())?.to_owned();
    closed.extend(closers.iter().rev());
    Some(closed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_broken_is_mended() {
        for (text, expected, is_cut, left_out) in [
            (r#"{"a":1}"#, json!({"a": 1}), false, 0),
            ("{\"a\":\"x\ny\tz\"}", json!({"a": "x y z"}), false, 0),
            (r#"{"a":[1,2,{"b":"c"#, json!({"a": [1, 2, {}]}), true, 0),
            (r#"{"a":[1,2,"#, json!({"a": [1, 2]}), true, 0),
            (r#"{"a":[{"b":1},{"b":NaN},{"b":3}]}"#, json!({"a": [{"b": 1}, {"b": 3}]}), false, 1),
            (r#"{"a":[{"b":1},{"b" 2}]}"#, json!({"a": [{"b": 1}]}), false, 1),
            (r#"{"a":[{"b":[x]},{"b":3}],"c":4}"#, json!({"a": [{"b": []}, {"b": 3}], "c": 4}), false, 1),
            (r#"{"a":1} and more"#, json!({"a": 1}), true, 0),
            (r#"{"a":1,"b":oops,"c":2}"#, json!({"a": 1}), true, 0),
            ("{\"a\":[1,,2]}", json!({"a": [1, 2]}), false, 1),
        ] {
            let mended = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (mended.value, mended.is_cut, mended.left_out),
                (expected, is_cut, left_out),
                "{text}"
            );
        }
        for text in ["", "no", "<html>", "\"", "}"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn many_mistakes_in_much_text_take_no_time() {
        let entries = r#"{"metadata":{"title":"T"},"links":[{"href":"a","rel":x}]},"#.repeat(20_000);
        let text = format!("{{\"publications\":[{entries}{{}}]}}");
        assert!(parse(&text).unwrap().is_cut);
    }

    proptest! {
        #[test]
        fn never_panics(text in r#"([\[\]{}:,"\\ x1é]|true|"a"|\n)*"#) {
            let _ = parse(&text);
        }

        #[test]
        fn every_beginning_of_a_feed_is_read(end in 1_usize..120) {
            let text = r#"{"metadata":{"title":"茶"},"publications":[{"metadata":{"title":"A, \"B\""},"links":[{"href":"x"}]},{}]}"#;
            let end = text.floor_char_boundary(end.min(text.len()));
            prop_assert!(parse(&text[..end]).is_some());
        }
    }
}
