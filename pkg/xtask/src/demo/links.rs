//! The links of a work: what they name, and whether it is there.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Document;

/// Attributes that name another part of the book.
const LINKING: [&str; 6] = ["href", "src", "poster", "data", "altimg", "cite"];

/// All files with their fragment ids, and all links between them.
#[derive(Debug, Default)]
pub struct Links {
    ids: BTreeMap<String, BTreeSet<String>>,
    wanted: Vec<(String, String)>,
}

impl Links {
    /// Takes in a file, whatever it is.
    pub fn file(&mut self, name: &str) {
        self.ids.entry(name.to_owned()).or_default();
    }

    /// Takes in the ids and links of a page or a drawing.
    pub fn page(&mut self, name: &str, page: &Document<'_>) {
        for node in page.descendants().filter(roxmltree::Node::is_element) {
            if let Some(id) = node.attribute("id") {
                self.ids.entry(name.to_owned()).or_default().insert(id.to_owned());
            }
            for attribute in node.attributes().filter(|attribute| LINKING.contains(&attribute.name())) {
                self.wanted.push((name.to_owned(), attribute.value().to_owned()));
            }
            if let Some(set) = node.attribute("srcset") {
                let sources = set.split(',').filter_map(|source| source.split_whitespace().next());
                self.wanted.extend(sources.map(|source| (name.to_owned(), source.to_owned())));
            }
            if node.tag_name().name() == "style" {
                self.style(name, node.text().unwrap_or_default());
            }
        }
    }

    /// Takes in the `url(…)` of a style sheet.
    pub fn style(&mut self, name: &str, css: &str) {
        for rest in css.split("url(").skip(1) {
            let url = rest.split(')').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
            self.wanted.push((name.to_owned(), url.to_owned()));
        }
    }

    /// A sentence for each link that leads nowhere.
    pub fn broken(&self) -> Vec<String> {
        self.wanted.iter().filter_map(|(from, url)| self.fault(from, url)).collect()
    }

    fn fault(&self, from: &str, url: &str) -> Option<String> {
        // An address of the web, or data in place.
        if url.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':')) {
            return None;
        }
        let (path, fragment) = url.split_once('#').unwrap_or((url, ""));
        let target = if path.is_empty() { Some(from.to_owned()) } else { resolve(from, &decode(path)) };
        let Some(target) = target else {
            return Some(format!("{from}: {url:?} leads out of the book"));
        };
        match self.ids.get(&target) {
            None => Some(format!("{from}: {url:?} leads to {target}, which is not in the book")),
            Some(ids) if !fragment.is_empty() && !ids.contains(&decode(fragment)) => {
                Some(format!("{from}: {url:?} leads to an id that {target} does not have"))
            }
            Some(_) => None,
        }
    }
}

/// A relative path from a file's place; nothing when it leads out of the book.
fn resolve(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%').then(|| after.get(..2)).flatten();
        let byte = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_resolved_within_the_book() {
        assert_eq!(resolve("text/a.xhtml", "../images/b.svg").as_deref(), Some("images/b.svg"));
        assert_eq!(resolve("a.xhtml", "../b").as_deref(), None);
        assert_eq!(decode("%E5%9B%BE%zz"), "图%zz");
    }

    #[test]
    fn links_that_lead_nowhere_are_named() {
        let mut links = Links::default();
        links.file("b.css");
        let page =
            Document::parse("<p id='x'><a href='#x'/><a href='#y'/><img src='no.png'/><a href='b.css'/></p>");
        links.page("a.xhtml", &page.unwrap());
        links.style("b.css", "p { background: url( \"../c.png\" ) } q { background: url(data:x) }");
        let broken = links.broken();
        assert_eq!(broken.len(), 3, "{broken:?}");
        assert!(
            broken[0].contains("#y") && broken[1].contains("no.png") && broken[2].contains("out of the book")
        );
    }
}
