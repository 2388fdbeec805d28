//! Measures a book: `cargo run --release -p yueli-search --example speed -- FILE QUERY...`
#![allow(clippy::print_stdout, missing_docs)]

use std::time::{Duration, Instant};

use yueli_archive::FileSource;
use yueli_search::{Builder, Index, Options, Query};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else { return };
    let Ok(source) = FileSource::open(&path) else { return };
    let Ok((epub, _)) = pollster::block_on(yueli_epub::open(source)) else { return };
    let order = &epub.manifest().reading_order;
    let documents: Vec<Vec<u8>> = order
        .iter()
        .map(|link| {
            pollster::block_on(epub.resource(&link.href)).map_or_else(|_| Vec::new(), |found| found.bytes)
        })
        .collect();
    let (took, texts) = timed(|| -> Vec<String> {
        documents.iter().map(|bytes| yueli_markup::reading::text(bytes)).collect()
    });
    println!("{} documents, {} bytes: text in {took:?}", texts.len(), documents.concat().len());
    let (took, index) = timed(|| build(&texts));
    println!("{} bytes of text: index in {took:?}", texts.concat().len());
    let (took, bytes) = timed(|| index.to_bytes());
    println!("written in {took:?}: {} bytes", bytes.len());
    let (took, again) = timed(|| Index::from_bytes(&bytes));
    println!("read in {took:?}, the same: {}", again.as_ref() == Ok(&index));
    for text in arguments {
        for options in [
            Options::default(),
            Options { whole_word: true, ..Options::default() },
            Options { exact_case: true, ..Options::default() },
        ] {
            let query = Query::new(&text, options);
            let (first, _) = timed(|| index.search(&query).next());
            let (hundred, _) = timed(|| index.search(&query).take(100).count());
            let (all, count) = timed(|| index.search(&query).count());
            println!("{text:?} {options:?}: {count} hits, first {first:?}, hundred {hundred:?}, all {all:?}");
        }
    }
}

fn build(texts: &[String]) -> Index {
    let mut builder = Builder::new();
    for text in texts {
        builder.push_section(text);
    }
    builder.finish()
}

/// The best time of a few tries.
fn timed<T>(work: impl Fn() -> T) -> (Duration, T) {
    let run = || {
        let start = Instant::now();
        let made = work();
        (start.elapsed(), made)
    };
    (0..10).fold(run(), |best, _| {
        let next = run();
        if next.0 < best.0 { next } else { best }
    })
}
