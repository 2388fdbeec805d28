//! Collections of the package (EPUB 3.3, appendix on the `collection` element): parts of the publication that make a
//! whole of their own, an index or a preview.

use yueli_markup::xml::Element;
use yueli_publication::{Link, url};

use crate::package::Package;

/// The most links of all collections.
const LINKS: usize = 1000;

/// What the collections name, each link with the roles of its collection as relations, and its title.
///
/// What the book's own cover is, no collection says.
pub(crate) fn links(package: &Package) -> Vec<Link> {
    let mut links = Vec::new();
    // Those inside others are found as well.
    for collection in package.root.find_all("collection") {
        let roles = collection.attr("role").unwrap_or_default().split_ascii_whitespace();
        let rel: Vec<String> = roles.filter(|role| *role != "cover").map(str::to_owned).collect();
        let metadata = collection.children_named("metadata").next();
        let title = metadata.and_then(|metadata| metadata.children_named("title").next()).map(Element::text);
        for link in collection.children_named("link").filter(|_| !rel.is_empty()) {
            if links.len() >= LINKS {
                return links;
            }
            let Some(href) = link.attr("href") else { continue };
            let media_type = link.attr("media-type").map(|kind| kind.trim().to_owned());
            let href = url::resolve(&package.path, href);
            let title = title.clone().filter(|title| !title.is_empty());
            links.push(Link { href, media_type, title, rel: rel.clone(), ..Link::default() });
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use yueli_markup::xml;

    use super::*;

    #[test]
    fn what_a_collection_names_is_known_by_its_role() {
        let opf = r#"<package><manifest/><spine/>
            <collection role="preview"><metadata><dc:title xmlns:dc="d">A look</dc:title></metadata>
              <link href="a.xhtml#x" media-type="application/xhtml+xml"/><link/>
              <collection role="http://example.org/role manifest"><link href="../b.xhtml"/></collection></collection>
            <collection role="cover"><link href="c.xhtml"/></collection><collection><link href="d.xhtml"/></collection></package>"#;
        let package = Package::new("OPS/package.opf", xml::parse(opf.as_bytes()).0);
        let shown: Vec<String> = links(&package)
            .iter()
            .map(|link| {
                format!("{} {} {}", link.href, link.rel.join("+"), link.title.as_deref().unwrap_or("-"))
            })
            .collect();
        assert_eq!(shown, ["OPS/a.xhtml#x preview A look", "b.xhtml http://example.org/role+manifest -"]);
    }
}
