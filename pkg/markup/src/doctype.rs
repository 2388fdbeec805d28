//! Entities that a document declares for itself (XML 1.0 section 4.2), expanded within limits.

use std::collections::BTreeMap;

use crate::entities::{Piece, named, numeric, pieces};

/// How deep entities may refer to each other.
const DEPTH: usize = 8;
/// What all expansions in one document may come to, in bytes.
const BUDGET: usize = 1 << 20;
/// How many declarations are read.
const DECLARATIONS: usize = 1000;
/// The longest name that is looked at, in characters.
const NAME: usize = 256;

/// The general entities of a document. External ones are known, and never fetched.
#[derive(Debug, Default)]
pub(crate) struct Entities<'a> {
    declared: BTreeMap<&'a str, Option<&'a str>>,
    spent: usize,
}

impl<'a> Entities<'a> {
    /// Reads the declarations in the internal subset of a document type declaration.
    pub(crate) fn declare(&mut self, doctype: &'a str) {
        let Some((_, mut subset)) = doctype.split_once('[') else { return };
        while let Some(at) = subset.find("<!")
            && self.declared.len() < DECLARATIONS
        {
            subset = subset.get(at..).unwrap_or_default();
            if let Some(comment) = subset.strip_prefix("<!--") {
                subset = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let body = subset.strip_prefix("<!ENTITY");
            subset = subset.get(2..).unwrap_or_default();
            if let Some(((name, value), after)) = body.and_then(declaration) {
                subset = after;
                // The first declaration binds.
                self.declared.entry(name).or_insert(value);
            }
        }
    }

    /// True where the document declares any.
    pub(crate) fn any(&self) -> bool {
        !self.declared.is_empty()
    }

    /// The text of the reference `name` (without `&` and `;`); `None` where nobody knows it.
    ///
    /// An external entity has no text. Nor has one past the limits, so that a billion laughs come to none.
    pub(crate) fn resolve(&mut self, name: &str) -> Option<String> {
        let mut text = String::new();
        self.expand(name, 0, &mut text).then_some(text)
    }

    fn expand(&mut self, name: &str, depth: usize, into: &mut String) -> bool {
        // XML's own five mean what they always do (section 4.6).
        let own = matches!(name, "amp" | "lt" | "gt" | "quot" | "apos");
        let Some(value) = self.declared.get(name).filter(|_| !own) else {
            let letter = if name.starts_with('#') { numeric(name) } else { named(name) };
            into.extend(letter);
            return letter.is_some();
        };
        let Some(value) = *value else { return true };
        if depth >= DEPTH {
            return true;
        }
        for piece in pieces(value) {
            let done = match piece {
                Piece::Plain(plain) => self.spend(plain, into),
                Piece::Ampersand => self.spend("&", into),
                Piece::Reference(inner) => {
                    // The character that it may stand for takes four bytes at most.
                    self.spend_bytes(4)
                        && (self.expand(inner, depth + 1, into) || self.spend(&format!("&{inner};"), into))
                }
            };
            if !done {
                break;
            }
        }
        true
    }

    /// Writes what an entity stands for; false where that is more than all of them may come to.
    fn spend(&mut self, text: &str, into: &mut String) -> bool {
        let fits = self.spend_bytes(text.len());
        if fits {
            into.push_str(text);
        }
        fits
    }

    fn spend_bytes(&mut self, len: usize) -> bool {
        let fits = self.spent + len <= BUDGET;
        if fits {
            self.spent += len;
        }
        fits
    }
}

/// `name "value">` or `name SYSTEM "...">`, and what follows. Parameter entities are none of ours.
fn declaration(body: &str) -> Option<((&str, Option<&str>), &str)> {
    let body = body.trim_start();
    // A longer name is never referred to, and looking for its end would take long.
    let end = body.char_indices().take(NAME).find(|(_, letter)| letter.is_whitespace())?.0;
    let (name, rest) = body.split_at(end);
    if name == "%" {
        return None;
    }
    let rest = rest.trim_start();
    let quote = rest.chars().next()?;
    if quote == '"' || quote == '\'' {
        let (value, after) = rest.get(1..)?.split_once(quote)?;
        return Some(((name, Some(value)), after));
    }
    // One that does not end is the last.
    let after = rest.split_once('>').map_or("", |(_, after)| after);
    Some(((name, None), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_entities_are_expanded_and_nothing_is_fetched() {
        let mut entities = Entities::default();
        entities.declare(
            r#" html [ <!-- <!ENTITY no "no"> --> <!ENTITY a "A"> <!ENTITY a "B"> <!ENTITY % p "x"> <!ENTITY lt "&#38;#60;">
            <!ENTITY b '&a;&#x42;&mdash;&none;'> <!ENTITY ext SYSTEM "file:///etc/passwd"> <!ENTITY me "&me;!"> ]"#,
        );
        for (name, expected) in [
            ("a", Some("A")),
            ("b", Some("AB—&none;")),
            ("ext", Some("")),
            ("me", Some("!!!!!!!!")),
            ("nbsp", Some("\u{a0}")),
            ("lt", Some("<")),
            ("no", None),
            ("p", None),
        ] {
            assert_eq!(entities.resolve(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn a_billion_laughs_come_to_little() {
        let mut subset = String::from("x [<!ENTITY l0 \"lol\">");
        for level in 1..8 {
            let inner = format!("&l{};", level - 1).repeat(100);
            subset.push_str(&format!("<!ENTITY l{level} \"{inner}\">"));
        }
        subset.push(']');
        let mut entities = Entities::default();
        entities.declare(&subset);
        let laughs: usize = (0..10).map(|_| entities.resolve("l7").unwrap_or_default().len()).sum();
        assert!(laughs <= BUDGET, "{laughs}");
    }

    #[test]
    fn ampersands_and_unknown_names_count_as_well() {
        for value in ["&".repeat(5000), "&nobody_knows_this_one;".repeat(500), "&#x1F600;".repeat(500)] {
            let subset = format!("x [<!ENTITY a \"{value}\">]");
            let mut entities = Entities::default();
            entities.declare(&subset);
            let sum: usize = (0..5000).map(|_| entities.resolve("a").unwrap_or_default().len()).sum();
            assert!(sum <= BUDGET, "{sum}");
        }
    }

    #[test]
    fn declarations_that_do_not_end_take_no_time() {
        for piece in ["<!ENTITY", "<!ENTITY a b ", "<!ENTITY a '", "<!ENTITY  \t", "<!"] {
            Entities::default().declare(&format!("x [{}", piece.repeat(200_000)));
        }
    }
}
