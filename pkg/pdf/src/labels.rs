//! Page labels: what pages are called in print.

use std::collections::{BTreeMap, HashSet};

use hayro::hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, String as PdfString};

/// How deep the tree of numbers may be.
const DEEPEST: usize = 32;
/// Roman numbers and letters are not written beyond this: a label is no longer than a line.
const LARGEST_WRITTEN: usize = 10_000;

/// How a run of pages is called.
#[derive(Debug, Clone, Default)]
struct Style {
    kind: Option<char>,
    prefix: String,
    start: usize,
}

/// The label of each of `count` pages; `None` where the file has none.
///
/// Source: ISO 32000-2, section 12.4.2.
pub(crate) fn labels(catalog: &Dict<'_>, count: usize) -> Option<Vec<String>> {
    let mut styles = BTreeMap::new();
    learn(&catalog.get::<Dict<'_>>("PageLabels")?, &mut styles, &mut HashSet::new(), 0);
    if styles.is_empty() {
        return None;
    }
    let label = |page: usize| match styles.range(..=page).next_back() {
        Some((first, style)) => {
            style.prefix.clone() + &number(style.kind, style.start.saturating_add(page - first))
        }
        None => (page + 1).to_string(),
    };
    Some((0..count).map(label).collect())
}

fn learn(
    node: &Dict<'_>,
    styles: &mut BTreeMap<usize, Style>,
    seen: &mut HashSet<ObjectIdentifier>,
    depth: usize,
) {
    if depth > DEEPEST || node.obj_id().is_some_and(|id| !seen.insert(id)) {
        return;
    }
    if let Some(numbers) = node.get::<Array<'_>>("Nums") {
        let mut items = numbers.flex_iter();
        while let Some(first) = items.next::<i32>() {
            let Some(dict) = items.next::<Dict<'_>>() else { break };
            let prefix = dict.get::<PdfString<'_>>("P");
            let style = Style {
                kind: dict.get::<Name<'_>>("S").and_then(|name| name.as_str().chars().next()),
                prefix: prefix.map(|prefix| crate::strings::text(prefix.as_bytes())).unwrap_or_default(),
                start: dict.get::<i32>("St").and_then(|start| usize::try_from(start).ok()).unwrap_or(1),
            };
            if let Ok(first) = usize::try_from(first) {
                styles.insert(first, style);
            }
        }
    }
    if let Some(kids) = node.get::<Array<'_>>("Kids") {
        for kid in kids.iter::<Dict<'_>>() {
            learn(&kid, styles, seen, depth + 1);
        }
    }
}

fn number(kind: Option<char>, number: usize) -> String {
    match kind {
        Some('r') if number < LARGEST_WRITTEN => roman(number),
        Some('R') if number < LARGEST_WRITTEN => roman(number).to_uppercase(),
        Some('a') if number < LARGEST_WRITTEN => letters(number),
        Some('A') if number < LARGEST_WRITTEN => letters(number).to_uppercase(),
        Some(_) => number.to_string(),
        None => String::new(),
    }
}

fn roman(mut number: usize) -> String {
    const VALUES: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut written = String::new();
    for (value, letters) in VALUES {
        while number >= value {
            written.push_str(letters);
            number -= value;
        }
    }
    written
}

/// a to z, then aa to zz, and so on.
fn letters(number: usize) -> String {
    let Some(index) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + (index % 26) as u8);
    std::iter::repeat_n(letter, index / 26 + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_printers_do() {
        for (kind, value, expected) in [
            (Some('D'), 7, "7"),
            (Some('r'), 4, "iv"),
            (Some('R'), 1999, "MCMXCIX"),
            (Some('r'), 0, ""),
            (Some('a'), 1, "a"),
            (Some('A'), 28, "BB"),
            (Some('a'), 0, ""),
            (Some('r'), 1_000_000, "1000000"),
            (None, 3, ""),
        ] {
            assert_eq!(number(kind, value), expected, "{kind:?} {value}");
        }
    }
}
