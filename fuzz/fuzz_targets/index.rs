//! Any words in any text, and any bytes as an index that was kept: what is found is inside and in order, and an index
//! is written and read again as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_search::{Builder, Index, Options, Query};

/// The bytes as the content of a kept index whose checksum is right (FNV-1a), so that what is behind it is reached.
fn kept(content: &[u8]) -> Vec<u8> {
    let sum = content.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    [b"YLSX\x01".as_slice(), &sum.to_le_bytes(), content].concat()
}

fn search(index: &Index, words: &str) {
    for (whole_word, exact_case) in [(false, false), (true, false), (false, true), (true, true)] {
        let query = Query::new(words, Options { whole_word, exact_case });
        let mut last = None;
        for hit in index.search(&query).take(1000) {
            assert!(hit.letters > 0 && !hit.snippet.matched.is_empty(), "{words:?}");
            let place = (hit.section, hit.letter);
            assert!(last.is_none_or(|last| last < place), "{words:?}: {last:?} {place:?}");
            last = Some(place);
        }
    }
}

fuzz_target!(|data: &[u8]| {
    if let Ok(index) = Index::from_bytes(data) {
        search(&index, "a");
    }
    if let Ok(index) = Index::from_bytes(&kept(data)) {
        search(&index, "a");
    }
    // The first line is what is looked for; a form feed is between two sections.
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (words, text) = text.split_once('\n').unwrap_or((text, text));
    let mut builder = Builder::new();
    for section in text.split('\u{c}') {
        builder.push_section(section);
    }
    let index = builder.finish();
    search(&index, words);
    let again = Index::from_bytes(&index.to_bytes());
    assert_eq!(again.as_ref(), Ok(&index), "an index is read as it was written");
});
