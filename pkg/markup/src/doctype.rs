//! Entities that a document declares for itself (XML 1.0 section 4.2), expanded within limits.

use crate::entities::{Piece, named, numeric, pieces};

/// How deep entities may refer to each other.
const DEPTH: usize = 8;
/// What all expansions in one document may come to, in bytes.
const BUDGET: usize = 1 << 18;
/// How many declarations are read.
const DECLARATIONS: usize = 1000;

/// The general entities of a document. External ones are known, and never fetched.
#[derive(Debug, Default)]
pub(crate) struct Entities<'a> {
    declared: Vec<(&'a str, Option<&'a str>)>,
    spent: usize,
}

impl<'a> Entities<'a> {
    /// Reads the declarations in the internal subset of a document type declaration.
    pub(crate) fn declare(&mut self, doctype: &'a str) {
        let Some((_, mut subset)) = doctype.split_once('[') else { return };
        while let Some(at) = subset.find("<!") {
            subset = subset.get(at..).unwrap_or_default();
            if let Some(comment) = subset.strip_prefix("<!--") {
                subset = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let body = subset.strip_prefix("<!ENTITY");
            subset = subset.get(2..).unwrap_or_default();
            if let Some((declaration, after)) = body.and_then(declaration)
                && self.declared.len() < DECLARATIONS
            {
                subset = after;
                self.declared.push(declaration);
            }
        }
    }

    /// The text of the reference `name` (without `&` and `;`); `None` where nobody knows it.
    ///
    /// An external entity has no text. Nor has one past the limits, so that a billion laughs come to none.
    pub(crate) fn resolve(&mut self, name: &str) -> Option<String> {
        let mut text = String::new();
        self.expand(name, 0, &mut text).then_some(text)
    }

    fn expand(&mut self, name: &str, depth: usize, into: &mut String) -> bool {
        // The first declaration binds. XML's own five mean what they always do (section 4.6).
        let own = matches!(name, "amp" | "lt" | "gt" | "quot" | "apos");
        let Some((_, value)) = self.declared.iter().find(|(known, _)| *known == name && !own) else {
            let letter = if name.starts_with('#') { numeric(name) } else { named(name) };
            into.extend(letter);
            return letter.is_some();
        };
        let Some(value) = *value else { return true };
        if depth >= DEPTH {
            return true;
        }
        for piece in pieces(value) {
            match piece {
                Piece::Plain(plain) => {
                    if self.spent + plain.len() > BUDGET {
                        return true;
                    }
                    self.spent += plain.len();
                    into.push_str(plain);
                }
                Piece::Ampersand => into.push('&'),
                Piece::Reference(inner) => {
                    self.spent += 1;
                    if self.spent > BUDGET {
                        return true;
                    }
                    if !self.expand(inner, depth + 1, into) {
                        into.push_str(&format!("&{inner};"));
                    }
                }
            }
        }
        true
    }
}

/// `name "value">` or `name SYSTEM "...">`, and what follows. Parameter entities are none of ours.
fn declaration(body: &str) -> Option<((&str, Option<&str>), &str)> {
    let (name, rest) = body.trim_start().split_once(char::is_whitespace)?;
    if name == "%" {
        return None;
    }
    let rest = rest.trim_start();
    let quote = rest.chars().next()?;
    if quote == '"' || quote == '\'' {
        let (value, after) = rest.get(1..)?.split_once(quote)?;
        return Some(((name, Some(value)), after));
    }
    let (_, after) = rest.split_once('>')?;
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
}
