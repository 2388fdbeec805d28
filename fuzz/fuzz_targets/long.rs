//! A short piece many times over, to whichever parser the first byte names: nothing takes time or memory out of
//! proportion. The input is what stands before, the piece, and what stands after, with a byte 0xFF between them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_archive::write::Writer;
use yueli_fuzz::read_book;
use yueli_markup::document::{RewriteOptions, rewrite};
use yueli_markup::parts::Division;
use yueli_markup::{css, text, xml};
use yueli_publication::cfi;

/// How long the whole becomes, in bytes.
const LONG: usize = 600_000;

fuzz_target!(|data: &[u8]| {
    let Some((kind, rest)) = data.split_first() else { return };
    let mut parts = rest.split(|byte| *byte == 0xff);
    let mut part = || parts.next().unwrap_or_default();
    let (before, piece, after) = (part(), part(), part());
    if piece.is_empty() {
        return;
    }
    // A number that counts, so that names can differ: every `%` in the piece.
    let mut long = before.to_vec();
    let mut count = 0_u32;
    while long.len() < LONG {
        for byte in piece {
            match byte {
                b'%' => long.extend(count.to_string().bytes()),
                byte => long.push(*byte),
            }
        }
        count += 1;
    }
    long.extend(after);
    match kind % 9 {
        0 => {
            let made = rewrite(&long, &RewriteOptions::default(), &mut |_| None);
            assert!(made.bytes.len() <= 16 * long.len() + (8 << 20));
        }
        1 => {
            let made = css::rewrite(&yueli_markup::decode(&long), &mut |_| None);
            assert!(made.len() <= 8 * long.len());
        }
        2 => drop(xml::parse(&long)),
        3 => {
            let _ = text::text(&long);
            let _ = text::plain(&yueli_markup::decode(&long));
        }
        4 => drop(cfi::parse(&String::from_utf8_lossy(&long))),
        5 => read_book(
            Writer::new()
                .stored("mimetype", "application/epub+zip")
                .stored("p.opf", long)
                .stored("a.xhtml", "<html/>")
                .finish(),
        ),
        6 => read_book(long),
        8 => {
            if let Ok(reading) = yueli_opds::read(&long, None, "https://a.b/c") {
                assert!(reading.defects.len() <= 50);
                let said = reading.feed().map_or(0, |feed| serde_json::to_vec(&feed).unwrap().len());
                assert!(said <= 32 * long.len() + (1 << 20));
            }
        }
        _ => {
            let page = [b"<html><head/><body>".as_slice(), &long, b"</body></html>"].concat();
            let letters = |bytes: &[u8]| {
                let text = yueli_markup::reading::text(bytes);
                text.chars().filter(|letter| !letter.is_whitespace()).count()
            };
            let whole = letters(&page);
            if let Some(division) = Division::of(page) {
                let parts = (0..division.count()).map(|part| division.letters(part));
                assert_eq!(parts.sum::<usize>(), whole);
            }
        }
    }
});
