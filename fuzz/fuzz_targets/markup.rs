//! Any bytes as a document: what comes out does nothing, to parsers that are not ours; it is not much longer
//! than what went in; and rewriting it once more changes nothing in what is XML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_fuzz::strict::acting;
use yueli_markup::document::{RewriteOptions, rewrite};

/// What entities may add, and what is written around every document.
const SLACK: usize = 8 << 20;

fuzz_target!(|data: &[u8]| {
    let once = rewrite(data, &RewriteOptions::default(), &mut |_| None);
    assert!(once.bytes.len() <= 16 * data.len() + SLACK, "{} became {}", data.len(), once.bytes.len());
    let found = acting(&once.bytes, once.media_type);
    assert!(found.is_empty(), "{found:#?}\n{}", String::from_utf8_lossy(&once.bytes));
    let twice = rewrite(&once.bytes, &RewriteOptions::default(), &mut |_| None);
    let text = String::from_utf8_lossy(&once.bytes).to_ascii_lowercase();
    // Old properties get today's beside them, each time.
    if once.media_type != "text/html" && !text.contains("epub-") && !text.contains('\\') {
        assert_eq!(String::from_utf8_lossy(&twice.bytes), String::from_utf8_lossy(&once.bytes));
        assert_eq!(twice.media_type, once.media_type);
    }
    // With every reference replaced by what should break out of wherever it is put.
    let breakout = "\"'</style><script>x</script>]]>--><img src=x onerror=x>\n";
    let replaced = rewrite(data, &RewriteOptions::default(), &mut |_| Some(breakout.to_owned()));
    let found = acting(&replaced.bytes, replaced.media_type);
    assert!(found.is_empty(), "{found:#?}\n{}", String::from_utf8_lossy(&replaced.bytes));
});
