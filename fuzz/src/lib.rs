//! What several fuzz targets share.

#[path = "../../pkg/markup/tests/strict/mod.rs"]
pub mod strict;

use pollster::block_on;
use yueli_epub::Epub;
use yueli_markup::{css, document, reading, text};

/// Opens a whole book, says it as JSON, and makes every one of its first resources ready to be shown.
pub fn read_book(bytes: Vec<u8>) {
    let len = bytes.len();
    let (epub, problems) = match block_on(yueli_epub::open(bytes)) {
        Ok(opened) => opened,
        Err(problems) => return assert!(!problems.is_empty(), "a book is refused without a reason"),
    };
    let manifest = epub.manifest();
    assert!(!manifest.reading_order.is_empty(), "a book without anything to read was opened");
    let said = serde_json::to_string(manifest).unwrap();
    assert!(said.len() < 64 * len + (1 << 20), "{len} bytes became a manifest of {}", said.len());
    assert!(problems.len() <= len + 16);
    let links = manifest.reading_order.iter().chain(&manifest.resources).chain(&manifest.toc);
    for link in links.take(20) {
        resource(&epub, link.path());
    }
}

fn resource(epub: &Epub<Vec<u8>>, path: &str) {
    let part = block_on(epub.range(path, 1, 10));
    let Ok(resource) = block_on(epub.resource(path)) else { return };
    if let Ok(part) = part {
        assert!(part.len() <= 10);
    }
    // Three parsers for each are for the target of documents; here it is enough that nothing breaks.
    let bytes = resource.bytes.get(..resource.bytes.len().min(1 << 16)).unwrap_or_default();
    let _ = document::rewrite(bytes, &document::RewriteOptions::default(), &mut |_| None);
    let _ = css::rewrite(&yueli_markup::decode(bytes), &mut |_| None);
    let _ = text::text(bytes);
    let _ = reading::text(bytes);
    let _ = block_on(epub.lexicons(path));
}
