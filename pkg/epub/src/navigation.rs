//! The navigation document (EPUB 3.3 section 7).

use yueli_markup::xml::{self, Element, Node};
use yueli_publication::{Link, Manifest, url};

/// Reads the table of contents, the page list and the landmarks from the navigation document at `path`.
///
/// What hides a list on its page (`hidden`, CSS) does not hide it here.
pub(crate) fn read(root: &Element, path: &str, manifest: &mut Manifest) {
    let mut navs: Vec<(Vec<&str>, &Element)> = Vec::new();
    for nav in root.find_all("nav") {
        let kinds = nav.attr("type").or_else(|| nav.attr("role")).unwrap_or_default();
        navs.push((kinds.split_ascii_whitespace().collect(), nav));
    }
    // One list of no stated kind can only be the table of contents.
    if let [(kinds, _)] = navs.as_mut_slice()
        && kinds.is_empty()
    {
        kinds.push("toc");
    }
    for (kinds, nav) in navs {
        let is = |kind: &str| kinds.iter().any(|known| known.trim_start_matches("doc-") == kind);
        let target = if is("toc") {
            &mut manifest.toc
        } else if is("page-list") || is("pagelist") {
            &mut manifest.page_list
        } else if is("landmarks") {
            &mut manifest.landmarks
        } else {
            continue;
        };
        if target.is_empty() {
            *target = list(nav, path);
        }
    }
}

/// The entries of the lists in `parent`, and of those in what only wraps them.
fn list(parent: &Element, path: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for element in parent.elements() {
        match element.name.as_str() {
            "ol" | "ul" => {
                links.extend(element.children_named("li").filter_map(|entry| self::entry(entry, path)));
            }
            "div" | "section" => links.extend(list(element, path)),
            _ => {}
        }
    }
    links
}

fn entry(entry: &Element, path: &str) -> Option<Link> {
    let label = label(entry)?;
    let mut link = Link::default();
    if let Some(href) = label.attr("href") {
        link.href = url::resolve(path, href);
    }
    let title = title(label);
    link.title = (!title.is_empty()).then_some(title);
    link.rel = label.attr("type").unwrap_or_default().split_ascii_whitespace().map(str::to_owned).collect();
    link.children = list(entry, path);
    let says_nothing = link.href.is_empty() && link.title.is_none() && link.children.is_empty();
    (!says_nothing).then_some(link)
}

/// The first link or heading of a list item that is not in a list below it.
fn label(parent: &Element) -> Option<&Element> {
    let mut found = None;
    for element in parent.elements() {
        match element.name.as_str() {
            "a" => return Some(element),
            "ol" | "ul" => {}
            // A link within wins over what wraps it.
            _ => match label(element) {
                Some(link) if link.name == "a" => return Some(link),
                _ => found = found.or(Some(element)),
            },
        }
    }
    found.or_else(|| {
        parent.children.iter().any(is_text).then_some(parent).filter(|parent| parent.name == "li")
    })
}

fn is_text(node: &Node) -> bool {
    matches!(node, Node::Text(text) if !text.trim().is_empty())
}

/// What an entry says: its text and the alternative text of its images, else its `title`.
pub(crate) fn title(element: &Element) -> String {
    fn walk(element: &Element, into: &mut String) {
        for child in &element.children {
            match child {
                Node::Text(text) => into.push_str(text),
                Node::Element(child) if matches!(child.name.as_str(), "ol" | "ul" | "rt" | "rp") => {}
                Node::Element(child) => {
                    let own = ["alt", "title", "aria-label"]
                        .iter()
                        .find_map(|name| child.attr(name).filter(|value| !value.trim().is_empty()));
                    let before = into.len();
                    if child.name != "img" {
                        walk(child, into);
                    }
                    if let Some(own) = own
                        && into.get(before..).unwrap_or_default().trim().is_empty()
                    {
                        into.push_str(own);
                    }
                }
            }
        }
    }
    let mut text = String::new();
    walk(element, &mut text);
    let text = xml::collapse(&text);
    if !text.is_empty() {
        return text;
    }
    let own = element.attr("title").or_else(|| element.attr("aria-label"));
    own.map(xml::collapse).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nav(body: &str) -> Manifest {
        let xml = format!(
            r#"<html xmlns="{}" xmlns:epub="http://www.idpf.org/2007/ops"><body>{body}</body></html>"#,
            xml::XHTML
        );
        let mut manifest = Manifest::default();
        read(&xml::parse(xml.as_bytes()).0, "OPS/nav.xhtml", &mut manifest);
        manifest
    }

    /// Entries as text: title(href)[children].
    fn shown(links: &[Link]) -> String {
        let entries = links.iter().map(|link| {
            let below =
                if link.children.is_empty() { String::new() } else { format!("[{}]", shown(&link.children)) };
            format!("{}({}){below}", link.title.as_deref().unwrap_or("-"), link.href)
        });
        entries.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn entries_are_read_however_they_are_wrapped() {
        for (entries, expected) in [
            (r#"<li><a href="a.xhtml#x">A  b</a></li>"#, "A b(OPS/a.xhtml#x)"),
            (
                r#"<li><span>Part</span><ol><li><a href="../b.xhtml">B</a></li></ol></li>"#,
                "Part()[B(b.xhtml)]",
            ),
            (r#"<li><a href="a"><img alt="Map" src="m.png"/></a></li>"#, "Map(OPS/a)"),
            (r#"<li><a href="a" title="T"><img alt="" src="m.png"/></a></li>"#, "T(OPS/a)"),
            (r#"<li><a href="a">1 <img title="two"/> <b>3</b></a></li>"#, "1 two 3(OPS/a)"),
            (r#"<li><p><a href="a"><ruby>漢<rt>kan</rt></ruby></a></p></li>"#, "漢(OPS/a)"),
            (r#"<li hidden="">Text<ul><li><a href="b">B</a></li></ul></li>"#, "Text()[B(OPS/b)]"),
            (r#"<li/><li><ol><li><a href="c">C</a></li></ol></li>"#, ""),
        ] {
            let manifest = nav(&format!(r#"<nav epub:type="toc"><h1>Contents</h1><ol>{entries}</ol></nav>"#));
            assert_eq!(shown(&manifest.toc), expected, "{entries}");
        }
    }

    #[test]
    fn each_kind_of_list_is_found() {
        let manifest = nav(r#"<nav epub:type="toc"><ol><li><a href="a">A</a></li></ol></nav>
            <nav epub:type="page-list" hidden=""><ol><li><a href="a#p1">1</a></li></ol></nav>
            <nav role="doc-landmarks" epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="a">Text</a></li></ol></nav>
            <nav epub:type="lot"><ol><li><a href="t">T</a></li></ol></nav>"#);
        assert_eq!(shown(&manifest.page_list), "1(OPS/a#p1)");
        assert!(manifest.landmarks[0].has_rel("bodymatter"));
        assert_eq!(nav("<nav><ol><li><a href='a'>A</a></li></ol></nav>").toc.len(), 1);
        assert!(nav("<nav/><nav/>").toc.is_empty());
    }
}
