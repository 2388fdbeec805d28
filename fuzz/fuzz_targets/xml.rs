//! Any bytes as a document that is read and not shown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_markup::{text, xml};

fuzz_target!(|data: &[u8]| {
    let (root, _) = xml::parse(data);
    let _ = root.text();
    let _ = root.find_all("nav");
    let shown = text::text(data);
    assert!(shown.len() <= 16 * data.len() + (8 << 20));
    let plain = text::plain(&yueli_markup::decode(data));
    assert!(plain.len() <= 16 * data.len() + (8 << 20));
});
