//! Looks over a work before it becomes a book: what a reading system would stumble over is an error here.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::Result;
use roxmltree::{Document, Node, ParsingOptions};

use super::{epub::parts, links::Links};
use crate::files;

const XHTML: &str = "application/xhtml+xml";
const DC: &str = "http://purl.org/dc/elements/1.1/";

/// One item of the manifest.
#[derive(Debug, Clone)]
struct Item {
    href: String,
    media_type: String,
    properties: String,
}

/// Everything that is wrong with a work, in plain sentences; empty when nothing is.
pub fn lint(work: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let names: BTreeSet<String> = parts(work)?.into_iter().collect();
    let text = fs::read_to_string(work.join("package.opf"))?;
    match Document::parse(&text) {
        Ok(package) => {
            metadata(&package, &mut faults);
            let items = manifest(&package, &names, &mut faults);
            spine(&package, &items, &mut faults);
            ids("package.opf", &package, &mut faults);
            contents(work, &items, &mut faults)?;
        }
        Err(error) => faults.push(format!("package.opf is not XML: {error}")),
    }
    Ok(faults)
}

fn metadata(package: &Document<'_>, faults: &mut Vec<String>) {
    for name in ["identifier", "title", "language"] {
        let filled = |node: &Node<'_, '_>| {
            node.has_tag_name((DC, name)) && node.text().is_some_and(|text| !text.trim().is_empty())
        };
        if !package.descendants().any(|node| filled(&node)) {
            faults.push(format!("package.opf has no dc:{name}"));
        }
    }
    let unique = package.root_element().attribute("unique-identifier").unwrap_or_default();
    let named =
        |node: Node<'_, '_>| node.has_tag_name((DC, "identifier")) && node.attribute("id") == Some(unique);
    if !package.descendants().any(named) {
        faults.push(format!("package.opf: unique-identifier {unique:?} names no dc:identifier"));
    }
    for property in [
        "dcterms:modified",
        "schema:accessMode",
        "schema:accessibilityFeature",
        "schema:accessibilitySummary",
    ] {
        if !package.descendants().any(|node| node.attribute("property") == Some(property)) {
            faults.push(format!("package.opf has no meta {property}"));
        }
    }
    let refines = package.descendants().filter_map(|node| node.attribute("refines"));
    for target in refines.filter_map(|target| target.strip_prefix('#')) {
        if !package.descendants().any(|node| node.attribute("id") == Some(target)) {
            faults.push(format!("package.opf: refines=\"#{target}\" names nothing"));
        }
    }
}

fn manifest(
    package: &Document<'_>,
    names: &BTreeSet<String>,
    faults: &mut Vec<String>,
) -> BTreeMap<String, Item> {
    let mut items = BTreeMap::new();
    for node in
        package.descendants().filter(|node| node.has_tag_name(("http://www.idpf.org/2007/opf", "item")))
    {
        let attribute = |name: &str| node.attribute(name).unwrap_or_default().to_owned();
        let item = Item {
            href: attribute("href"),
            media_type: attribute("media-type"),
            properties: attribute("properties"),
        };
        if !names.contains(&item.href) {
            faults.push(format!("the manifest lists {}, and there is no such file", item.href));
        }
        let wanted = media_type(&item.href);
        if wanted.is_some_and(|wanted| wanted != item.media_type) {
            faults.push(format!("the manifest says that {} is {}", item.href, item.media_type));
        }
        items.insert(attribute("id"), item);
    }
    for name in names.iter().filter(|name| *name != "package.opf") {
        if !items.values().any(|item| item.href == *name) {
            faults.push(format!("{name} is not in the manifest"));
        }
    }
    for (property, what) in [("nav", "navigation document"), ("cover-image", "cover")] {
        let count =
            items.values().filter(|item| item.properties.split(' ').any(|word| word == property)).count();
        if count != 1 {
            faults.push(format!("the manifest has {count} items that are the {what}, not one"));
        }
    }
    items
}

fn media_type(href: &str) -> Option<&'static str> {
    Some(match files::extension(Path::new(href)).as_str() {
        "xhtml" => XHTML,
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "ncx" => "application/x-dtbncx+xml",
        _ => return None,
    })
}

fn spine(package: &Document<'_>, items: &BTreeMap<String, Item>, faults: &mut Vec<String>) {
    let refs: Vec<&str> = package
        .descendants()
        .filter(|node| node.tag_name().name() == "itemref")
        .map(|node| node.attribute("idref").unwrap_or_default())
        .collect();
    if refs.is_empty() {
        faults.push("the spine is empty".to_owned());
    }
    let mut seen = BTreeSet::new();
    for idref in refs {
        match items.get(idref) {
            None => faults.push(format!("the spine names {idref}, which is not in the manifest")),
            Some(item) if item.media_type != XHTML && item.media_type != "image/svg+xml" => {
                faults.push(format!("the spine names {}, which is no page", item.href));
            }
            Some(_) if !seen.insert(idref) => faults.push(format!("the spine names {idref} twice")),
            Some(_) => {}
        }
    }
}

/// Reads every page and drawing, then follows every link of theirs.
fn contents(work: &Path, items: &BTreeMap<String, Item>, faults: &mut Vec<String>) -> Result<()> {
    let mut links = Links::default();
    for item in items.values() {
        let path = work.join(&item.href);
        if !path.is_file() {
            continue;
        }
        links.file(&item.href);
        match item.media_type.as_str() {
            "text/css" => links.style(&item.href, &fs::read_to_string(path)?),
            XHTML | "image/svg+xml" => {
                let text = fs::read_to_string(path)?;
                let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
                match Document::parse_with_options(&text, options) {
                    Ok(page) => {
                        ids(&item.href, &page, faults);
                        pictures(&item.href, &page, faults);
                        links.page(&item.href, &page);
                    }
                    Err(error) => faults.push(format!("{} is not XML: {error}", item.href)),
                }
            }
            _ => {}
        }
    }
    faults.extend(links.broken());
    Ok(())
}

fn ids(name: &str, page: &Document<'_>, faults: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for id in page.descendants().filter_map(|node| node.attribute("id")) {
        if !seen.insert(id) {
            faults.push(format!("{name} has the id {id:?} twice"));
        }
    }
}

/// Every picture says what it shows, or that it shows nothing.
fn pictures(name: &str, page: &Document<'_>, faults: &mut Vec<String>) {
    let silent =
        page.descendants().filter(|node| node.tag_name().name() == "img" && !node.has_attribute("alt"));
    for node in silent {
        faults.push(format!(
            "{name}: the picture {:?} has no alt text",
            node.attribute("src").unwrap_or_default()
        ));
    }
}

#[cfg(test)]
#[path = "lint_tests.rs"]
mod tests;
