//! What a document says of how it is spoken: its pronunciation lexicons.
//!
//! The rest stands where it is said: `ssml:ph` and `ssml:alphabet` on elements, CSS Speech in style sheets. Rewriting
//! keeps all of it, for whoever speaks the document.
//!
//! Source: EPUB 3.3, appendix on text-to-speech (EPUB 3 Text-to-Speech Support 1.0).

use crate::decode::decode;
use crate::doctype::Entities;
use crate::document::output;
use crate::scan::{Kind, Mode, Scanner, is_space, local};

/// The most lexicons of one document.
const LEXICONS: usize = 32;

/// A lexicon that a document names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconLink {
    /// Its address, as the document writes it.
    pub href: String,
    /// The language of the text that it is for (BCP 47); none where it is for all of it.
    pub language: Option<String>,
}

/// The pronunciation lexicons that the document's head links to, in order.
pub fn lexicons(bytes: &[u8]) -> Vec<LexiconLink> {
    let source = decode(bytes);
    let mut entities = Entities::default();
    let mut found = Vec::new();
    for token in Scanner::new(&source, Mode::Xml) {
        let Kind::Start(tag) = token.kind else { continue };
        let element = local(tag.name).to_ascii_lowercase();
        if element == "body" || found.len() >= LEXICONS {
            break;
        }
        if element != "link" {
            continue;
        }
        let mut value = |name: &str| {
            let named = tag.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name));
            named.map(|attribute| output::meant(attribute.value, &mut entities).trim().to_owned())
        };
        let rel = value("rel").unwrap_or_default();
        let kind = value("type").unwrap_or_default();
        let is_one = rel.split(is_space).any(|word| word.eq_ignore_ascii_case("pronunciation"))
            && (kind.is_empty() || kind.eq_ignore_ascii_case("application/pls+xml"));
        if let (true, Some(href)) = (is_one, value("href").filter(|href| !href.is_empty())) {
            found.push(LexiconLink { href, language: value("hreflang").filter(|tag| !tag.is_empty()) });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{RewriteOptions, rewrite};

    const HEAD: &str = "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:ssml=\"http://www.w3.org/2001/10/synthesis\"><head>";

    #[test]
    fn lexicons_are_found_in_the_head() {
        for (links, expected) in [
            (
                "<link rel='pronunciation' type='application/pls+xml' hreflang='en' href='a&amp;b.pls'/>",
                "a&b.pls en",
            ),
            ("<LINK REL='x Pronunciation' HREF=a.pls>", "a.pls -"),
            ("<link rel='pronunciation' type='text/plain' href='a.pls'/>", ""),
            ("<link rel='pronunciation'/><link rel='stylesheet' href='a.css'/>", ""),
            ("</head><body><link rel='pronunciation' href='a.pls'/>", ""),
        ] {
            let found = lexicons(format!("{HEAD}{links}").as_bytes());
            let found =
                found.iter().map(|one| format!("{} {}", one.href, one.language.as_deref().unwrap_or("-")));
            assert_eq!(found.collect::<Vec<_>>().join("; "), expected, "{links}");
        }
    }

    #[test]
    fn what_is_said_of_speech_stays_in_the_document_that_is_made() {
        let kept = [
            "<link rel=\"pronunciation\" type=\"application/pls+xml\" hreflang=\"en\" href=\"a.pls\"/>",
            "<style>p{-epub-speak-as: spell-out;-epub-voice-family: female;speak: never;cue-before: url(bell.wav)}</style>",
            "<p ssml:alphabet=\"ipa\"><span ssml:ph=\"ˈlɛstə\">Leicester</span></p>",
            "<p style=\"-epub-speak: none\">*</p>",
        ];
        let source = format!("{HEAD}{}{}</head><body>{}{}</body></html>", kept[0], kept[1], kept[2], kept[3]);
        let made = rewrite(source.as_bytes(), &RewriteOptions::default(), &mut |_| None);
        let made = String::from_utf8(made.bytes).unwrap();
        for part in kept {
            assert!(made.contains(part), "{part}\n{made}");
        }
    }
}
