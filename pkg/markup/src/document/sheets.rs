//! Style sheets that a document links to, put into it: a frame then has its styles with its text, and does not ask
//! for them one after the other.

use super::output;
use super::rewriter::{Head, Rewriter};
use crate::decode::decode;
use crate::doctype::Entities;
use crate::scan::{Kind, Mode, Scanner, Tag, is_space, local};

/// The style sheets that the document's head links to, as it names them.
///
/// What [`super::RewriteOptions::sheets`] holds under these names is written in place of the links.
pub fn linked_sheets(bytes: &[u8]) -> Vec<String> {
    let source = decode(bytes);
    let mut entities = Entities::default();
    let mut found = Vec::new();
    for token in Scanner::new(&source, Mode::Xml) {
        let Kind::Start(tag) = token.kind else { continue };
        match local(tag.name).to_ascii_lowercase().as_str() {
            "body" => break,
            "link" => found.extend(sheet_of(&tag, &mut entities)),
            _ => {}
        }
    }
    found
}

/// The address of the sheet that a `link` applies to the page whenever it is shown. Sheets that are alternatives, that
/// have a title (HTML section 4.2.4: one of a set) or are switched off are not such.
fn sheet_of<'a>(tag: &Tag<'a>, entities: &mut Entities<'a>) -> Option<String> {
    let mut value = |name: &str| {
        let named = tag.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name));
        named.map(|attribute| output::meant(attribute.value, entities))
    };
    let rel = value("rel")?.to_ascii_lowercase();
    let words: Vec<&str> = rel.split(is_space).collect();
    let kind = value("type").unwrap_or_default();
    let applies = words.contains(&"stylesheet") && !words.contains(&"alternate");
    let css = kind.is_empty() || kind.trim_matches(is_space).eq_ignore_ascii_case("text/css");
    if !applies || !css || value("title").is_some() || value("disabled").is_some() {
        return None;
    }
    value("href").map(|href| href.trim_matches(is_space).to_owned())
}

impl<'a> Rewriter<'a, '_> {
    /// Writes a style sheet in place of the link to it. False where the link is to be written.
    pub(super) fn put_sheet(&mut self, tag: &Tag<'a>) -> bool {
        let options = self.options;
        let alone = tag.empty || self.mode == Mode::Html;
        if options.sheets.is_empty() || tag.name != "link" || !alone || self.head != Head::Inside {
            return false;
        }
        let href = sheet_of(tag, &mut self.entities);
        let Some(sheet) = href.and_then(|href| options.sheets.get(&href)) else { return false };
        self.output.push_str("<style");
        for attribute in tag.attributes.iter().filter(|attribute| matches!(attribute.name, "id" | "media")) {
            self.output.push_str(&format!(" {}=\"", attribute.name));
            output::attribute(attribute.value, self.mode, &mut self.entities, &mut self.output);
            self.output.push('"');
        }
        self.output.push('>');
        self.style_sheet(sheet);
        self.output.push_str("</style>");
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::{RewriteOptions, rewrite};
    use super::*;

    const HEAD: &str = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>a</title>";

    fn shown(links: &str, close: &str) -> String {
        let source = format!("{HEAD}{links}</head><body><p>x</p>{close}</body></html>");
        let sheets = ["s/a.css", "b.css"].map(|name| (name.to_owned(), format!("p{{top:'<{name}'}}")));
        let options = RewriteOptions { sheets: sheets.into(), ..RewriteOptions::default() };
        String::from_utf8(rewrite(source.as_bytes(), &options, &mut |_| None).bytes).unwrap()
    }

    #[test]
    fn a_sheet_stands_where_it_was_linked_to() {
        for (link, expected) in [
            ("<link rel='stylesheet' href=' s/a.css '/>", "<style>p{top:'&lt;s/a.css'}</style>"),
            (
                "<link type='text/css' rel='StyleSheet' media=\"print\" id='s' href='b.css'/>",
                "<style media=\"print\" id=\"s\">p{top:'&lt;b.css'}</style>",
            ),
        ] {
            assert_eq!(linked_sheets(format!("{HEAD}{link}</head><body>").as_bytes()).len(), 1, "{link}");
            let output = shown(link, "");
            assert!(output.contains(expected), "{link}: {output}");
            assert!(!output.contains("<link"), "{link}: {output}");
        }
        let html = shown("<link rel=stylesheet href=s/a.css>", "<p></i></b>");
        assert!(html.contains("<style>p{top:'\\3c s/a.css'}</style>"), "{html}");
    }

    #[test]
    fn what_is_not_always_applied_or_not_at_hand_stays_a_link() {
        for link in [
            "<link rel='stylesheet' href='c.css'/>",
            "<link rel='alternate stylesheet' href='b.css'/>",
            "<link rel='stylesheet' title='Night' href='b.css'/>",
            "<link rel='stylesheet' type='text/less' href='b.css'/>",
            "<link rel='stylesheet' disabled='' href='b.css'/>",
            "<link rel='icon' href='b.css'/>",
            "<link rel='stylesheet' href='b.css'></link>",
            "<link rel='stylesheet'/>",
        ] {
            let output = shown(link, "");
            assert!(output.contains("<link") && !output.contains("<style"), "{link}: {output}");
        }
        let body = shown("", "<link rel='stylesheet' href='b.css'/>");
        assert!(body.contains("<link"), "{body}");
        assert!(linked_sheets(b"<html><body><link rel='stylesheet' href='b.css'/>").is_empty());
    }
}
