//! The guide of EPUB 2 (OPF 2.0.1 section 2.6) as landmarks.

use yueli_publication::{Link, url};

use crate::package::Package;

/// The guide's references, each with its kind as a relation, in EPUB 3's words where it has one.
pub(crate) fn guide(package: &Package) -> Vec<Link> {
    let guide = package.root.find("guide");
    let references = guide.into_iter().flat_map(|guide| guide.children_named("reference"));
    let links = references.filter_map(|reference| {
        let kind = reference.attr("type").unwrap_or_default().trim();
        let rel = match kind.trim_start_matches("other.") {
            "text" | "start" => "bodymatter",
            "title-page" => "titlepage",
            "acknowledgements" => "acknowledgments",
            "notes" => "endnotes",
            other => other,
        };
        let title = reference.attr("title").map(str::trim).filter(|title| !title.is_empty());
        Some(Link {
            href: url::resolve(&package.path, reference.attr("href")?),
            title: title.map(str::to_owned),
            rel: if rel.is_empty() { Vec::new() } else { vec![rel.to_ascii_lowercase()] },
            ..Link::default()
        })
    });
    links.collect()
}
