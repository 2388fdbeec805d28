//! Prints what is in EPUB files: `cargo run -p yueli-epub --example inspect -- FILE...`
#![allow(clippy::print_stdout, missing_docs)]

use yueli_archive::FileSource;
use yueli_publication::{Link, Problem};

fn main() {
    for path in std::env::args().skip(1) {
        println!("{path}");
        match FileSource::open(&path) {
            Ok(source) => match pollster::block_on(yueli_epub::open(source)) {
                Ok((epub, problems)) => show(&epub, &problems),
                Err(problems) => list(&problems),
            },
            Err(error) => println!("  {error}"),
        }
    }
}

fn show(epub: &yueli_epub::Epub<FileSource>, problems: &[Problem]) {
    let manifest = epub.manifest();
    let metadata = &manifest.metadata;
    println!("  {:?} by {:?} in {:?}", metadata.title.first(), metadata.author_names(""), metadata.language);
    println!(
        "  {:?} {:?} {:?} {:?}",
        metadata.identifier, metadata.published, metadata.layout, metadata.reading_progression
    );
    println!(
        "  order {} resources {} toc {} pages {} landmarks {} cover {:?}",
        manifest.reading_order.len(),
        manifest.resources.len(),
        manifest.toc_entries().len(),
        manifest.page_list.len(),
        manifest.landmarks.len(),
        manifest.cover().map(|link| &link.href)
    );
    for link in &manifest.reading_order {
        if !link.properties.is_empty() || !link.alternate.is_empty() {
            let properties = serde_json::to_string(&link.properties).unwrap_or_default();
            println!(
                "    {} {properties} {:?}",
                link.href,
                link.alternate.iter().map(|link| &link.href).collect::<Vec<_>>()
            );
        }
    }
    let mut read: Vec<Problem> = Vec::new();
    let links = manifest.reading_order.iter().chain(&manifest.resources);
    for link in links.filter(|link: &&Link| !yueli_publication::url::is_absolute(&link.href)) {
        match pollster::block_on(epub.resource(&link.href)) {
            Ok(resource) => read.extend(resource.problem),
            Err(problem) => read.push(problem),
        }
    }
    list(problems);
    list(&read);
}

fn list(problems: &[Problem]) {
    for problem in problems {
        println!("  ! {problem}");
    }
}
