//! Prints what is in CBZ files: `cargo run -p yueli-comic --example inspect_comic -- FILE...`
#![allow(clippy::print_stdout, missing_docs)]

use pollster::block_on;
use yueli_archive::FileSource;
use yueli_comic::Comic;
use yueli_publication::{PageSide, Problem};

fn main() {
    for path in std::env::args().skip(1) {
        println!("{path}");
        match FileSource::open(&path) {
            Ok(source) => match block_on(yueli_comic::open(source)) {
                Ok((comic, problems)) => show(&comic, &problems),
                Err(problems) => list(&problems),
            },
            Err(error) => println!("  {error}"),
        }
    }
}

fn show(comic: &Comic<FileSource>, problems: &[Problem]) {
    let manifest = comic.manifest();
    let metadata = &manifest.metadata;
    println!("  {:?} by {:?} in {:?}", metadata.title.first(), metadata.author_names(""), metadata.language);
    println!(
        "  {:?} strip {} cover {:?}",
        metadata.reading_progression,
        comic.is_strip(),
        manifest.cover().map(|link| &link.href)
    );
    list(problems);
    for (index, link) in manifest.reading_order.iter().enumerate() {
        let alone = if link.properties.page == Some(PageSide::Center) { " alone" } else { "" };
        match block_on(comic.page_size(index)) {
            Ok(size) => println!("  {} {size:?}{alone}", link.href),
            Err(problem) => println!("  {}{alone} ! {problem}", link.href),
        }
    }
    for link in &comic.for_frames().toc {
        println!("  {} {:?}", link.href, link.title);
    }
}

fn list(problems: &[Problem]) {
    for problem in problems {
        println!("  ! {problem}");
    }
}
