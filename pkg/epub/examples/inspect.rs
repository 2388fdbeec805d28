//! Prints what is in EPUB files: `cargo run -p yueli-epub --example inspect -- [--out FOLDER] FILE...`
//!
//! With `--out` every resource is written as it would be shown, below a folder for each book.
#![allow(clippy::print_stdout, missing_docs)]

use std::path::Path;

use yueli_archive::FileSource;
use yueli_epub::{Epub, Resource};
use yueli_markup::{css, document};
use yueli_publication::{Link, Problem, url};

fn main() {
    let mut out = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(path) = arguments.next() {
        if path == "--out" {
            out = arguments.next();
            continue;
        }
        let folder =
            out.as_ref().zip(Path::new(&path).file_stem()).map(|(out, stem)| Path::new(out).join(stem));
        println!("{path}");
        match FileSource::open(&path) {
            Ok(source) => match pollster::block_on(yueli_epub::open(source)) {
                Ok((epub, problems)) => show(&epub, &problems, folder.as_deref()),
                Err(problems) => list(&problems),
            },
            Err(error) => println!("  {error}"),
        }
    }
}

fn show(epub: &Epub<FileSource>, problems: &[Problem], folder: Option<&Path>) {
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
    list(problems);
    let links = manifest.reading_order.iter().chain(&manifest.resources);
    for link in links.filter(|link| !url::is_absolute(&link.href)) {
        match pollster::block_on(epub.resource(&link.href)) {
            Ok(resource) => shown(link, resource, folder),
            Err(problem) => list(&[problem]),
        }
    }
}

/// Rewrites a resource as it would be shown, says what was wrong with it, and writes it.
fn shown(link: &Link, resource: Resource, folder: Option<&Path>) {
    list(resource.problem.as_slice());
    let mut bytes = resource.bytes;
    let mut path = url::decode(link.path());
    if matches!(resource.media_type.as_str(), "application/xhtml+xml" | "image/svg+xml") {
        let rewritten = document::rewrite(&bytes, &document::RewriteOptions::default(), &mut |_| None);
        for problem in &rewritten.problems {
            println!("  ~ {} {} {problem}", link.href, rewritten.media_type);
        }
        if rewritten.media_type == "text/html" {
            path.push_str(".html");
        }
        bytes = rewritten.bytes;
    } else if resource.media_type == "text/css" {
        bytes = css::rewrite(&yueli_markup::decode(&bytes), &mut |_| None).into_bytes();
    }
    if let Some(path) = folder.map(|folder| folder.join(path)) {
        let written =
            path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, bytes));
        if let Err(error) = written {
            println!("  {}: {error}", path.display());
        }
    }
}

fn list(problems: &[Problem]) {
    for problem in problems {
        println!("  ! {problem}");
    }
}
