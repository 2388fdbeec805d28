//! The NCX (OPF 2.0.1 section 2.4.1, from DAISY 3).

use yueli_markup::xml::Element;
use yueli_publication::{Link, Manifest, url};

/// Reads the table of contents and the page list, where the manifest has none yet.
pub(crate) fn read(root: &Element, path: &str, manifest: &mut Manifest) {
    if manifest.toc.is_empty()
        && let Some(map) = root.find("navMap")
    {
        manifest.toc = points(map, path);
    }
    if manifest.page_list.is_empty()
        && let Some(list) = root.find("pageList")
    {
        manifest.page_list =
            list.children_named("pageTarget").filter_map(|target| point(target, path)).collect();
    }
}

fn points(parent: &Element, path: &str) -> Vec<Link> {
    parent.children_named("navPoint").filter_map(|child| point(child, path)).collect()
}

fn point(element: &Element, path: &str) -> Option<Link> {
    let label = element.children_named("navLabel").next().map(Element::text).unwrap_or_default();
    let label =
        if label.is_empty() { element.attr("value").unwrap_or_default().trim().to_owned() } else { label };
    let source = element.children_named("content").next().and_then(|content| content.attr("src"));
    let link = Link {
        href: source.map(|source| url::resolve(path, source)).unwrap_or_default(),
        title: (!label.is_empty()).then_some(label),
        children: points(element, path),
        ..Link::default()
    };
    let says_nothing = link.href.is_empty() && link.title.is_none() && link.children.is_empty();
    (!says_nothing).then_some(link)
}

#[cfg(test)]
mod tests {
    use super::*;
    use yueli_markup::xml;

    #[test]
    fn points_and_pages_are_read() {
        let ncx = r#"<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
            <navPoint><navLabel><text> One </text></navLabel><content src="a.html#x"/>
              <navPoint><navLabel><text>Two</text></navLabel><content src="b.html"/></navPoint></navPoint>
            <navPoint/></navMap>
            <pageList><pageTarget value="7"><content src="a.html#p7"/></pageTarget></pageList></ncx>"#;
        let mut manifest = Manifest::default();
        read(&xml::parse(ncx.as_bytes()).0, "OPS/toc.ncx", &mut manifest);
        let entries: Vec<_> = manifest
            .toc_entries()
            .into_iter()
            .map(|(depth, link)| (depth, link.title.clone(), link.href.as_str()))
            .collect();
        assert_eq!(entries, [(0, Some("One".into()), "OPS/a.html#x"), (1, Some("Two".into()), "OPS/b.html")]);
        assert_eq!((manifest.page_list[0].title.as_deref(), manifest.page_list.len()), (Some("7"), 1));
    }
}
