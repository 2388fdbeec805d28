//! Any text as a reference inside a book: it stays inside, or says that it does not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_publication::url;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (base, href) = text.split_once('\n').unwrap_or(("OPS/text/a.xhtml", text));
    let base = url::encode(base.trim_start_matches('/'));
    if base.split('/').any(|segment| matches!(segment, "." | "..")) || url::is_absolute(&base) {
        return;
    }
    let full = url::resolve(&base, href);
    if url::is_absolute(&full) {
        return;
    }
    let path = url::split_fragment(&full).0;
    assert!(!path.starts_with('/') && !path.contains('\\'), "{base:?} + {href:?} = {full:?}");
    let decoded = url::decode(path);
    assert!(!decoded.split('/').any(|segment| segment == ".."), "{base:?} + {href:?} = {full:?}");
    assert_eq!(url::resolve("", path), path, "{base:?} + {href:?} = {full:?}");
});
