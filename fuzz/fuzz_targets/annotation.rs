//! Any text as notes of another app, and any words in any text: what is read is written and read again as the same,
//! and what is found is inside.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_annotation::{
    Quote,
    anchor::{Text, find},
    export::{Sheet, html, markdown},
    set,
};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let reading = set::read(text);
    let again = set::read(&set::write(&reading.annotations, &reading.about, ""));
    assert_eq!(again.annotations.len(), reading.annotations.len());
    for (one, other) in reading.annotations.iter().zip(&again.annotations) {
        // Numbers lose their last digit when they are read; all else is the same.
        assert_eq!((&one.id, &one.motivation, one.words()), (&other.id, &other.motivation, other.words()));
        assert_eq!((&one.target.source, one.look(), &one.body.text), (&other.target.source, other.look(), &other.body.text));
    }
    let items = reading.annotations.iter().map(|own| ("a", own)).collect();
    let sheet = Sheet { title: "a", items, ..Sheet::default() };
    assert!(!html(&sheet).contains("<script"));
    let _ = markdown(&sheet);
    // The parts of a line: before, words, after, and the text that they are looked for in.
    let mut parts = text.splitn(4, '\n');
    let mut part = || parts.next().unwrap_or_default();
    let quote = Quote { prefix: part().to_owned(), exact: part().to_owned(), suffix: part().to_owned() };
    let text = Text::new(part());
    if let Some(found) = find(&text, &quote, Some(0.5)) {
        assert!(found.letters > 0 && found.letter + found.letters <= text.len());
    }
});
