//! The catalogues that a library's web page leads to.
//!
//! Source: OPDS 1.2, section 6.1 (auto-discovery with `<link>`), and the same with the media type of OPDS 2.0.

use std::borrow::Cow;

use yueli_markup::{decode, text::plain};
use yueli_publication::{Link, web};

use crate::{ATOM, FEED, defect::Defects, settle};

/// How far into a page is looked: links stand in its head.
const HEAD: usize = 256 * 1024;
/// How many catalogues of a page are told.
const MOST: usize = 20;

/// The catalogues that the page `body` at the address `url` leads to, those of OPDS 2.0 first; each is absolute and on the
/// web. What is no page has none.
pub fn catalogues(body: &[u8], url: &str) -> Vec<Link> {
    let text = decode(body.get(..HEAD).unwrap_or(body));
    let lower = text.to_ascii_lowercase();
    let base = elements(&text, &lower, "base").find_map(|element| attribute(element, "href"));
    let base = base.map_or_else(|| url.to_owned(), |href| web::join(url, &href));
    let mut found: Vec<Link> = Vec::new();
    for element in elements(&text, &lower, "link") {
        let Some(link) = catalogue(element, &base) else { continue };
        if found.len() < MOST && !found.iter().any(|known| known.href == link.href) {
            found.push(link);
        }
    }
    found.sort_by_key(|link| !link.is_type(FEED));
    found
}

/// The catalogue that a `<link>` leads to, if it is one.
fn catalogue(element: &str, base: &str) -> Option<Link> {
    let rel = attribute(element, "rel")?.to_ascii_lowercase();
    let media_type = attribute(element, "type")?;
    let kind = media_type.to_ascii_lowercase();
    let is_other =
        rel.split_whitespace().any(|own| matches!(own, "alternate" | "related" | "start" | "self"));
    // A feed of news is Atom as well: only its profile tells a catalogue.
    let is_catalogue = kind.starts_with(FEED) || kind.starts_with(ATOM) && kind.contains("opds-catalog");
    if !is_other || !is_catalogue {
        return None;
    }
    let href = attribute(element, "href").filter(|href| !href.trim().is_empty())?;
    let link = settle::link(Link::to(href.into_owned()), base, &mut Defects::default())?;
    let title = attribute(element, "title")
        .map(|title| plain(&title).trim().to_owned())
        .filter(|title| !title.is_empty());
    web::origin(&link.href)?;
    Some(Link { media_type: Some(media_type.into_owned()), title, ..link })
}

/// Every start tag of a name, from `<` to before `>`. Quotes may hold a `>`.
fn elements<'a>(text: &'a str, lower: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let begin = at + lower.get(at..)?.find('<')?;
            at = begin + 1;
            let rest = lower.get(at..)?;
            if rest.starts_with("!--") {
                at += rest.find("-->").unwrap_or(rest.len());
                continue;
            }
            let after = rest.strip_prefix(name).and_then(|after| after.chars().next());
            if !after.is_some_and(|next| next.is_whitespace() || next == '/') {
                continue;
            }
            let end = at + end_of_tag(rest);
            at = end;
            return text.get(begin + 1..end);
        }
    })
}

/// Where the tag ends, in bytes.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, letter) in tag.char_indices() {
        match (letter, quote) {
            ('>', None) => return at,
            ('"' | '\'', None) => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// The value of an attribute of a start tag, its references resolved.
fn attribute<'a>(element: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut rest = element.split_once(char::is_whitespace)?.1;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        let end = rest.find(|letter: char| letter.is_whitespace() || letter == '=').unwrap_or(rest.len());
        let (own, after) = rest.split_at_checked(end)?;
        if own.is_empty() && after.is_empty() {
            return None;
        }
        let Some(after) = after.trim_start().strip_prefix('=') else {
            // One without a value; a stray letter is passed over.
            rest = if own.is_empty() { after.get(1..)? } else { after };
            continue;
        };
        let after = after.trim_start();
        let (value, left) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = after.get(1..)?;
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => after.split_at_checked(after.find(char::is_whitespace).unwrap_or(after.len()))?,
        };
        if own.eq_ignore_ascii_case(name) {
            return Some(if value.contains('&') { Cow::Owned(plain(value)) } else { Cow::Borrowed(value) });
        }
        rest = left;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const URL: &str = "https://lib.example/about/us";

    fn found(page: &str) -> Vec<String> {
        catalogues(page.as_bytes(), URL).into_iter().map(|link| link.href).collect()
    }

    #[test]
    fn a_page_leads_to_its_catalogues() {
        for (page, expected) in [
            (
                "<html><head><link rel=alternate type='application/opds+json' href=/opds></head>",
                vec!["https://lib.example/opds"],
            ),
            (
                r#"<!doctype html><LINK title="Our &amp; books" HREF="feed?a=1&amp;b=2" Type="application/atom+xml;profile=opds-catalog;kind=navigation" REL="related alternate"/>"#,
                vec!["https://lib.example/about/feed?a=1&b=2"],
            ),
            (
                r#"<base href="https://cat.example/x/"><link rel="alternate" type="application/atom+xml; profile=opds-catalog" href="one">
                <link rel="alternate" type="application/opds+json" href="two"><link rel="start" type="application/opds+json" href="two">"#,
                vec!["https://cat.example/x/two", "https://cat.example/x/one"],
            ),
            (r#"<link rel="alternate" type="application/atom+xml" href="/news">"#, vec![]),
            (r#"<link rel="stylesheet" type="application/opds+json" href="/a">"#, vec![]),
            (r#"<!-- <link rel="alternate" type="application/opds+json" href="/a"> -->"#, vec![]),
            (r#"<linked rel="alternate" type="application/opds+json" href="/a">"#, vec![]),
            (r#"<link rel="alternate" type="application/opds+json" href="javascript:alert(1)">"#, vec![]),
            (r#"<link rel="alternate" type="application/opds+json" href=" ">"#, vec![]),
            (
                r#"<link disabled rel = "alternate" title=">" type=application/opds+json href='/a'"#,
                vec!["https://lib.example/a"],
            ),
            ("", vec![]),
            ("<", vec![]),
            ("<link", vec![]),
        ] {
            assert_eq!(found(page), expected, "{page}");
        }
        let titled =
            catalogues(br#"<link rel=alternate type=application/opds+json href=/a title="A &amp; B">"#, URL);
        assert_eq!(titled[0].title.as_deref(), Some("A & B"));
    }

    proptest! {
        #[test]
        fn whatever_a_page_holds_nothing_breaks(page in "(<link |<base |rel=|alternate |type=|application/opds\\+json |href=|[\"'<>=& /a-z茶\u{130}]|-->|<!--){0,60}") {
            for link in catalogues(page.as_bytes(), URL) {
                prop_assert!(web::origin(&link.href).is_some());
            }
        }
    }
}
