//! Writing text so that any parser reads it back as what it was.

use crate::doctype::Entities;
use crate::entities::{Piece, is_xml, named, numeric, pieces};
use crate::scan::Mode;

/// Writes raw text (with its references) again: characters and references that any parser knows stay as
/// they are, others are resolved or, where nobody knows them, shown.
pub(crate) fn text(source: &str, mode: Mode, entities: &mut Entities<'_>, output: &mut String) {
    raw(source, false, mode, entities, output);
}

/// Writes the raw value of an attribute again, to stand between double quotes.
pub(crate) fn attribute(source: &str, mode: Mode, entities: &mut Entities<'_>, output: &mut String) {
    raw(source, true, mode, entities, output);
}

fn raw(source: &str, quoted: bool, mode: Mode, entities: &mut Entities<'_>, output: &mut String) {
    for piece in pieces(source) {
        match piece {
            Piece::Plain(plain) => escaped(plain, quoted, output),
            Piece::Ampersand => output.push_str("&amp;"),
            // What is judged is what is written: a name that we do not know is none in an attribute.
            Piece::Reference(name) => reference(name, mode == Mode::Html && !quoted, entities, output),
        }
    }
}

/// Writes a reference; `more` is true where the reader may know names that we do not.
fn reference(name: &str, more: bool, entities: &mut Entities<'_>, output: &mut String) {
    if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
        push_reference(name, output);
    } else if name.starts_with('#') {
        match numeric(name) {
            // What a reference stands for may be white space that only a reference keeps.
            // XML knows the `x` in lower case only.
            Some(letter) if letter != char::REPLACEMENT_CHARACTER => {
                push_reference(&name.replace('X', "x"), output);
            }
            Some(letter) => output.push(letter),
            None => push_unknown(name, output),
        }
    } else if let Some(letter) = named(name) {
        output.push(letter);
    } else if let Some(text) = entities.resolve(name) {
        plain(&text, output);
    } else if more {
        // HTML knows many more than we do.
        push_reference(name, output);
    } else {
        push_unknown(name, output);
    }
}

fn push_reference(name: &str, output: &mut String) {
    output.push('&');
    output.push_str(name);
    output.push(';');
}

fn push_unknown(name: &str, output: &mut String) {
    output.push_str("&amp;");
    output.push_str(name);
    output.push(';');
}

/// Writes text in which ampersands are already as they should be.
fn escaped(text: &str, quoted: bool, output: &mut String) {
    let mut rest = text;
    let special = |letter| matches!(letter, '<' | '>') || letter == '"' && quoted || !is_xml(letter);
    while let Some(at) = rest.find(special) {
        let (before, after) = rest.split_at(at);
        output.push_str(before);
        let mut letters = after.chars();
        match letters.next() {
            Some('<') => output.push_str("&lt;"),
            Some('"') => output.push_str("&quot;"),
            // Only `]]>` needs it; a `>` on its own stays as it is.
            Some('>') if before.ends_with("]]") => output.push_str("&gt;"),
            Some('>') => output.push('>'),
            _ => output.push(char::REPLACEMENT_CHARACTER),
        }
        rest = letters.as_str();
    }
    output.push_str(rest);
}

/// Writes text as it is meant, in an attribute or not.
pub(crate) fn plain(text: &str, output: &mut String) {
    escaped(&text.replace('&', "&amp;"), true, output);
}

/// Writes the value of an attribute as it is meant, so that line ends and tabs stay what they are.
pub(crate) fn plain_attribute(text: &str, output: &mut String) {
    for part in text.split_inclusive(['\t', '\n', '\r']) {
        let kept = part.trim_end_matches(['\t', '\n', '\r']);
        plain(kept, output);
        for letter in part.get(kept.len()..).unwrap_or_default().chars() {
            output.push_str(&format!("&#{};", u32::from(letter)));
        }
    }
}

/// Raw text as it is meant: every reference resolved, unknown ones shown.
pub(crate) fn meant(source: &str, entities: &mut Entities<'_>) -> String {
    let mut text = String::with_capacity(source.len());
    for piece in pieces(source) {
        match piece {
            Piece::Plain(plain) => text.push_str(plain),
            Piece::Ampersand => text.push('&'),
            Piece::Reference(name) => match entities.resolve(name) {
                Some(resolved) => text.push_str(&resolved),
                None => push_reference(name, &mut text),
            },
        }
    }
    text
}
