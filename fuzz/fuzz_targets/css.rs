//! Any text as a style sheet: every reference is seen, and what it is replaced by stays where it is put.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_markup::css;

fuzz_target!(|data: &[u8]| {
    let sheet = yueli_markup::decode(data);
    let kept = css::rewrite(&sheet, &mut |_| None);
    assert!(kept.len() <= 8 * sheet.len() + 64, "{} became {}", sheet.len(), kept.len());
    if !kept.contains("epub-") && !sheet.contains('\\') && !sheet.to_ascii_lowercase().contains("epub-") {
        assert_eq!(kept, *sheet);
    }
    let mut count = 0;
    let replaced = css::rewrite(&sheet, &mut |_| {
        count += 1;
        Some("r\")}'</style>\\\n*/@import 'x'".to_owned())
    });
    let found = css::references(&replaced);
    assert_eq!(found.len(), count, "{replaced}");
    assert!(found.iter().all(|url| url == "r\")}'</style>\\\n*/@import 'x'"), "{found:?}");
});
