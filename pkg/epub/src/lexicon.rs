//! Pronunciation lexicons (PLS 1.0, <https://www.w3.org/TR/pronunciation-lexicon/>).

use yueli_markup::xml::{self, Element};

/// The most words of one lexicon.
const LEXEMES: usize = 100_000;
/// The most ways to write, and to say, one word.
const FORMS: usize = 32;

/// How words are spoken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lexicon {
    /// The language of the words (BCP 47): the document's that names it, else the lexicon's own.
    pub language: String,
    /// Its words, in order: of two that are written the same the first counts.
    pub lexemes: Vec<Lexeme>,
}

/// A word, or words, and how they are spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lexeme {
    /// How it is written, in every way.
    pub graphemes: Vec<String>,
    /// How it is said, the preferred way first.
    pub spoken: Vec<Spoken>,
}

/// A way to say something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spoken {
    /// By its sounds.
    Phoneme {
        /// The alphabet that they are written in: `ipa`, `x-sampa` ...
        alphabet: String,
        /// The sounds.
        text: String,
    },
    /// As if this stood there.
    Alias(String),
}

impl Lexicon {
    /// Reads a lexicon. Whatever is wrong with it, what can be read of it is; `language` goes before its own.
    pub(crate) fn read(bytes: &[u8], language: Option<&str>) -> Self {
        let (root, _) = xml::parse(bytes);
        let own = root.attr("lang").unwrap_or_default().trim();
        let alphabet = root.attr("alphabet").unwrap_or("ipa").trim();
        let lexemes = root.children_named("lexeme").take(LEXEMES);
        Self {
            language: language.unwrap_or(own).to_owned(),
            lexemes: lexemes.filter_map(|element| lexeme(element, alphabet)).collect(),
        }
    }
}

fn lexeme(element: &Element, alphabet: &str) -> Option<Lexeme> {
    let graphemes = element.children_named("grapheme").map(Element::text).filter(|text| !text.is_empty());
    let graphemes: Vec<String> = graphemes.take(FORMS).collect();
    let mut spoken: Vec<(bool, Spoken)> = Vec::new();
    for child in element.elements().take(2 * FORMS) {
        let text = child.text();
        let way = match child.name.as_str() {
            _ if text.is_empty() => continue,
            "phoneme" => {
                let alphabet = child.attr("alphabet").unwrap_or(alphabet).trim().to_owned();
                Spoken::Phoneme { alphabet, text }
            }
            "alias" => Spoken::Alias(text),
            _ => continue,
        };
        spoken.push((child.attr("prefer").map(str::trim) != Some("true"), way));
    }
    spoken.sort_by_key(|(other, _)| *other);
    let spoken: Vec<Spoken> = spoken.into_iter().map(|(_, way)| way).collect();
    (!graphemes.is_empty() && !spoken.is_empty()).then_some(Lexeme { graphemes, spoken })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A lexicon as text: en[written, written = *sounds* ...].
    fn shown(lexicon: &Lexicon) -> String {
        let say = |way: &Spoken| match way {
            Spoken::Phoneme { alphabet, text } => format!("{alphabet}:{text}"),
            Spoken::Alias(text) => format!("\"{text}\""),
        };
        let word = |one: &Lexeme| {
            format!(
                "{}={}",
                one.graphemes.join(","),
                one.spoken.iter().map(say).collect::<Vec<_>>().join(",")
            )
        };
        format!("{}[{}]", lexicon.language, lexicon.lexemes.iter().map(word).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn words_are_read_with_every_way_to_say_them() {
        for (inner, language, expected) in [
            ("<lexeme><grapheme>Leicester</grapheme><phoneme>ˈlɛstə</phoneme></lexeme>", None, "en-GB[Leicester=ipa:ˈlɛstə]"),
            (
                "<lexeme role='x'><grapheme>W3C</grapheme><grapheme>w3c</grapheme><phoneme alphabet='x-sampa'>a</phoneme>
                <alias prefer='true'> World Wide  Web Consortium </alias><example>W3C</example></lexeme>",
                Some("fr"),
                "fr[W3C,w3c=\"World Wide Web Consortium\",x-sampa:a]",
            ),
            ("<lexeme><grapheme>a</grapheme></lexeme><lexeme><alias>b</alias></lexeme><lexeme/>", None, "en-GB[]"),
            ("<lexeme><grapheme>a</grapheme><alias>b</alias>", None, "en-GB[a=\"b\"]"),
        ] {
            let pls = format!(
                "<lexicon version='1.0' xmlns='http://www.w3.org/2005/01/pronunciation-lexicon' alphabet='ipa' xml:lang='en-GB'>{inner}</lexicon>"
            );
            assert_eq!(shown(&Lexicon::read(pls.as_bytes(), language)), expected, "{inner}");
        }
        assert_eq!(Lexicon::read(b"", None), Lexicon::default());
    }

    proptest! {
        #[test]
        fn nothing_panics(source in "(<lexicon>|<lexeme>|</lexeme>|<grapheme>|</grapheme>|<phoneme prefer='true'>|</phoneme>|<alias|>|/>|a|&|\\PC)*") {
            let _ = Lexicon::read(source.as_bytes(), None);
        }
    }
}
