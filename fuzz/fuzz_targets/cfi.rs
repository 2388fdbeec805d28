//! Any text as a place in a document: what is parsed can be written, and is parsed again as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_publication::cfi;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((steps, offset)) = cfi::parse(text) else { return };
    let mut written = String::new();
    let mut expected = Vec::new();
    for (number, id) in &steps {
        let step = cfi::write_step(*number, id.as_deref().unwrap_or_default());
        expected.push((*number, id.clone().filter(|_| step.ends_with(']'))));
        written.push_str(&step);
    }
    if let Some(offset) = offset {
        written.push_str(&format!(":{offset}"));
    }
    assert_eq!(cfi::parse(&written), Some((expected, offset)), "{text} {written}");
});
