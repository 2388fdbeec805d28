//! The small documents around pictures, for readers that show documents.
//!
//! They have no words of their own, only the comic's title and numbers, so that they are in every language.

use std::fmt::Write as _;

use yueli_publication::url;

use crate::pages::Page;

/// What a document's path has more than that of its first picture.
pub(crate) const EXTENSION: &str = ".xhtml";
/// The media type of a document.
pub(crate) const MEDIA_TYPE: &str = "application/xhtml+xml";

/// A strip fills the column from edge to edge, without gaps. A reader of ours that shows it in pages, because that
/// was chosen, keeps each part of it on its page: `--room` is set where there is nothing to keep it in.
const STRIP: &str = "html.strip{padding-block:0!important}\
    html.strip body{padding-inline:0!important;max-inline-size:800px!important}\
    html.strip img{display:block;inline-size:100%;block-size:auto;max-block-size:var(--room,100vh)!important}";

/// What the documents of a comic have in common.
pub(crate) struct Around<'a> {
    pub(crate) title: &'a str,
    /// The language's tag, or nothing.
    pub(crate) language: &'a str,
    /// How many pages there are in all.
    pub(crate) pages: usize,
}

/// A page in a document.
pub(crate) struct Shown<'a> {
    /// From 1.
    pub(crate) number: usize,
    pub(crate) page: &'a Page,
    pub(crate) size: Option<(u32, u32)>,
}

/// The id of a page in the document of a strip.
pub(crate) fn anchor(number: usize) -> String {
    format!("p{number}")
}

impl Around<'_> {
    /// A page of its picture's own size.
    ///
    /// Without any style, which the policy of documents outside of a service worker does not allow: the old
    /// attributes take the margins away.
    pub(crate) fn page(&self, shown: &[Shown<'_>]) -> String {
        let Some(page) = shown.first() else { return String::new() };
        let viewport = page.size.map_or_else(String::new, |(width, height)| {
            format!("<meta name=\"viewport\" content=\"width={width}, height={height}\"/>")
        });
        let body = "<body marginwidth=\"0\" marginheight=\"0\" bgcolor=\"#ffffff\">";
        let name = self.number(page);
        format!("{}{viewport}</head>{body}{}</body></html>", self.head("page", &name), self.picture(page, ""))
    }

    /// A stretch of a strip: its parts, one below the other.
    pub(crate) fn strip(&self, shown: &[Shown<'_>]) -> String {
        let ends = [shown.first(), shown.last()].into_iter().flatten();
        let numbers: Vec<String> = ends.map(|page| page.number.to_string()).collect();
        let head = self.head("strip", &format!("{} / {}", numbers.join("–"), self.pages));
        let mut document = format!("{head}<style>{STRIP}</style></head><body>");
        for page in shown {
            document.push_str(&self.picture(page, &format!(" id=\"{}\"", anchor(page.number))));
        }
        document + "</body></html>"
    }

    fn head(&self, class: &str, name: &str) -> String {
        let language = escaped(self.language);
        let language = if language.is_empty() {
            String::new()
        } else {
            format!(" lang=\"{language}\" xml:lang=\"{language}\"")
        };
        let title = if self.title.is_empty() { String::new() } else { escaped(self.title) + " · " };
        format!(
            "<!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\" class=\"{class}\"{language}><head>\
             <meta charset=\"utf-8\"/><title>{title}{name}</title>"
        )
    }

    /// Which page of how many, in numbers alone.
    fn number(&self, page: &Shown<'_>) -> String {
        format!("{} / {}", page.number, self.pages)
    }

    fn picture(&self, shown: &Shown<'_>, more: &str) -> String {
        let file = shown.page.name.rsplit('/').next().unwrap_or_default();
        // Without the `./` a colon in the name would make a scheme of what is before it.
        let source = escaped(&url::encode(file));
        let mut picture =
            format!("<img{more} src=\"./{source}\" alt=\"{}\" align=\"top\"", self.number(shown));
        if let Some((width, height)) = shown.size {
            // Writing to a string cannot fail.
            let _ = write!(picture, " width=\"{width}\" height=\"{height}\"");
        }
        picture + "/>"
    }
}

/// Text as it stands in XML, in an attribute too; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter < ' ' => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}
