//! Every feed is what the schemas of OPDS 2.0 and of Readium's manifest say.
//!
//! The schemas are not in the repository: `YUELI_CASES` names a folder with `opds/schema` and
//! `rwpm/schema`, and `YUELI_BOOKS_SAMPLE` one with more books. Without them only the shape is tested.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::{collections::HashSet, path::Path};

use jsonschema::{Registry, Validator};
use serde_json::Value;
use support::{
    Library,
    epub::{Book, png, zipped},
    put,
};

struct Schemas {
    feed: Validator,
    publication: Validator,
    authentication: Validator,
    profile: Validator,
}

/// Every schema under the folder that the environment names.
fn schemas() -> Option<Schemas> {
    let cases = std::env::var_os("YUELI_CASES")?;
    let mut found = Vec::new();
    for folder in ["opds/schema", "rwpm/schema"] {
        collect(&Path::new(&cases).join(folder), &mut found);
    }
    assert!(found.len() > 10, "no schemas in {}", cases.display());
    let registry = found.iter().try_fold(Registry::new(), |registry, schema| {
        let id = schema["$id"].as_str().unwrap_or_default().to_owned();
        registry.add(id, schema.clone())
    });
    let registry = registry.unwrap().prepare().unwrap();
    let validator = |name: &str| {
        let id = format!("https://drafts.opds.io/schema/{name}.schema.json");
        let schema = found.iter().find(|schema| schema["$id"] == id.as_str()).unwrap();
        jsonschema::options().with_registry(&registry).should_validate_formats(true).build(schema).unwrap()
    };
    Some(Schemas {
        feed: validator("feed"),
        publication: validator("publication"),
        authentication: validator("authentication"),
        profile: validator("profile"),
    })
}

fn collect(folder: &Path, into: &mut Vec<Value>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            into.push(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap());
        }
    }
}

fn check(validator: &Validator, document: &Value, from: &str) {
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{from}: {errors:#?}");
}

/// What must hold without any schema.
fn check_shape(document: &Value, from: &str) {
    assert!(document["metadata"]["title"].is_string() || document["metadata"]["title"].is_object());
    let links = document["links"].as_array().unwrap();
    let own = links.iter().find(|link| link["rel"] == "self");
    assert!(own.is_some(), "{from} has no link to itself");
    let is_list = ["publications", "navigation", "groups"].iter().any(|name| document[name].is_array());
    let is_publication = from.starts_with("/opds/publications/");
    assert_ne!(is_list, is_publication, "{from}");
    for name in ["publications", "navigation", "groups", "facets", "images"] {
        if let Some(items) = document[name].as_array() {
            let unique: HashSet<String> = items.iter().map(Value::to_string).collect();
            assert!(!items.is_empty() && unique.len() == items.len(), "{from}: {name}");
        }
    }
}

/// Everything that can be reached from the first feed.
async fn crawl(library: &Library) -> usize {
    let schemas = schemas();
    let mut queue = vec!["/opds".to_owned(), "/opds/publications?query=zzzz".to_owned()];
    let mut seen: HashSet<String> = queue.iter().cloned().collect();
    let mut at = 0;
    while at < queue.len() && at < 400 {
        let path = queue[at].clone();
        at += 1;
        let answer = library.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        let document = answer.json();
        check_shape(&document, &path);
        if let Some(schemas) = &schemas {
            let is_publication = answer.header("content-type") == "application/opds-publication+json";
            check(if is_publication { &schemas.publication } else { &schemas.feed }, &document, &path);
        }
        let mut hrefs = Vec::new();
        addresses(&document, &mut hrefs);
        for href in hrefs {
            if href.starts_with("/opds") && !href.contains('{') && seen.insert(href.clone()) {
                queue.push(href);
            }
        }
    }
    at
}

fn addresses(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            into.extend(map.get("href").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| addresses(value, into));
        }
        Value::Array(items) => items.iter().for_each(|value| addresses(value, into)),
        _ => {}
    }
}

/// A book whose metadata are as wrong as metadata get.
const WILD: Book = Book {
    title: "Wild",
    authors: &["", "A", "A"],
    languages: &["english", "en_US", "x", "zh-"],
    subjects: &["", "A", "A", "a"],
    more: r##"<dc:date>c. 1850</dc:date><dc:identifier>http://exa mple</dc:identifier>
        <meta property="dcterms:modified">yesterday</meta>
        <meta property="schema:accessibilityFeature">sparkles</meta>
        <meta property="schema:accessibilityFeature">alternativeText</meta>
        <meta property="schema:accessMode">smell</meta>
        <meta property="schema:accessModeSufficient">textual, visual</meta>
        <meta property="schema:accessibilityHazard">none</meta>
        <link rel="dcterms:conformsTo" href="not a uri"/>
        <meta property="belongs-to-collection" id="s">Series</meta>
        <meta refines="#s" property="collection-type">series</meta>
        <meta refines="#s" property="group-position">NaN</meta>"##,
    cover: Some((500, 20)),
};

/// A comic whose metadata are no better.
const COMIC: &str = r#"<ComicInfo><Title> </Title><Series>S</Series><Number>½</Number><Year>2021</Year><Month>13</Month>
    <LanguageISO>english (US)</LanguageISO><GTIN>no number</GTIN><Writer>, A,, </Writer><Genre>,</Genre>
    <Letterer>B</Letterer><Colorist>C</Colorist><Manga>YesAndRightToLeft</Manga></ComicInfo>"#;

#[test]
fn the_schemas_refuse_what_is_wrong() {
    let Some(schemas) = schemas() else { return };
    let one = |metadata: Value| {
        let links =
            serde_json::json!([{"rel": "http://opds-spec.org/acquisition/open-access", "href": "/a"}]);
        serde_json::json!({ "metadata": metadata, "links": links })
    };
    assert!(schemas.publication.is_valid(&one(serde_json::json!({"title": "A"}))));
    for wrong in [
        serde_json::json!({}),
        serde_json::json!({"title": "A", "identifier": "no uri"}),
        serde_json::json!({"title": "A", "modified": "yesterday"}),
        serde_json::json!({"title": "A", "language": "english (US)"}),
        serde_json::json!({"title": "A", "readingProgression": "ttb"}),
    ] {
        assert!(!schemas.publication.is_valid(&one(wrong.clone())), "{wrong}");
    }
    assert!(!schemas.feed.is_valid(&serde_json::json!({"metadata": {"title": "A"}, "links": []})));
}

#[tokio::test]
async fn every_feed_fits_the_schemas() {
    let library = Library::of(&[
        ("a.epub", Book { subjects: &["One", "Two"], cover: Some((700, 900)), ..Book::titled("A") }.epub()),
        ("wild.epub", WILD.epub()),
        ("untitled.epub", Book::titled("").epub()),
        (
            "comic.cbz",
            zipped(&[("1.png", png(30, 40)), ("2.png", png(60, 40)), ("ComicInfo.xml", COMIC.into())]),
        ),
        ("strip_[1].cbz", zipped(&[("1.png", png(30, 400)), ("2.png", png(30, 400))])),
        ("empty.epub", Vec::new()),
        ("茶 & 酒 <1>.pdf", b"%PDF".to_vec()),
        ("poems/publication.json", br#"{"name":["P",{"value":"Q","language":"english"}]}"#.to_vec()),
        ("poems/1.mp3", b"x".to_vec()),
    ])
    .await;
    assert!(crawl(&library).await > 20);
}

#[tokio::test]
async fn the_feeds_of_an_empty_library_fit_the_schemas() {
    let library = Library::of(&[]).await;
    assert!(crawl(&library).await > 3);
}

#[tokio::test]
async fn what_is_lent_fits_the_schemas() {
    let library = Library::of(&[
        ("a.epub", Book { cover: Some((70, 90)), ..Book::titled("A") }.epub()),
        ("b.epub", Book::titled("B").epub()),
    ])
    .await;
    let feed = library.feed("/opds/publications?sort=title").await;
    let own = |at: usize| feed["publications"][at]["links"][0]["href"].as_str().unwrap().to_owned();
    for publication in [own(0), own(1)] {
        let id = publication.rsplit('/').next().unwrap();
        library.command(&["holding", "set", id, "--copies", "1"]);
    }
    for card in ["1", "2"] {
        library.patron(card, &[]);
    }
    let (one, two) = (support::basic("1", "1234"), support::basic("2", "1234"));
    let schemas = schemas();
    let mut seen = 0;
    for (who, method, path, status) in [
        (None, "GET", "/opds/authentication".to_owned(), 200),
        (None, "GET", "/opds/shelf".to_owned(), 401),
        (None, "GET", "/opds".to_owned(), 200),
        (Some(&one), "GET", "/opds/shelf".to_owned(), 200),
        (Some(&one), "GET", "/opds/profile".to_owned(), 200),
        (Some(&one), "POST", format!("{}/borrow", own(0)), 201),
        (Some(&two), "POST", format!("{}/borrow", own(0)), 201),
        (Some(&two), "POST", format!("{}/borrow", own(1)), 201),
        (Some(&one), "GET", own(0), 200),
        (Some(&two), "GET", own(0), 200),
        (Some(&two), "GET", "/opds/shelf".to_owned(), 200),
        (Some(&two), "GET", "/opds/publications".to_owned(), 200),
        (None, "GET", "/opds/publications".to_owned(), 200),
    ] {
        let headers: Vec<(&str, &str)> =
            who.iter().map(|authorization| ("Authorization", authorization.as_str())).collect();
        let answer = library.ask(method, &path, &headers).await;
        assert_eq!(answer.status, status, "{method} {path}: {answer:?}");
        let document = answer.json();
        let Some(schemas) = &schemas else { continue };
        let schema = match answer.header("content-type") {
            "application/opds+json" => &schemas.feed,
            "application/opds-publication+json" => &schemas.publication,
            "application/opds-authentication+json" => &schemas.authentication,
            "application/opds-profile+json" => &schemas.profile,
            other => panic!("{path}: {other}"),
        };
        check(schema, &document, &path);
        seen += 1;
    }
    assert!(schemas.is_none() || seen == 13);
}

#[tokio::test]
async fn the_feeds_of_real_books_fit_the_schemas() {
    let Some(sample) = std::env::var_os("YUELI_BOOKS_SAMPLE") else { return };
    let library = Library::of_folder(|books| {
        for entry in std::fs::read_dir(&sample).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "epub" || extension == "cbz") {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                put(books, &name, &std::fs::read(&path).unwrap());
            }
        }
    })
    .await;
    println!("{} documents", crawl(&library).await);
}

#[tokio::test]
async fn the_list_of_other_libraries_is_a_feed() {
    let library = Library::of_folder(|books| {
        let text = "[upstream.city]\nname = \"City\"\nname_zh = \"市图\"\nkind = \"opds\"\naddress = \"https://opds.city.example/opds\"\ndirect = true\n\n\
                    [upstream.town]\nkind = \"opds\"\naddress = \"https://town.example/\"\nsign_in = \"password\"\n";
        std::fs::write(books.parent().unwrap().join("upstreams.toml"), text).unwrap();
    })
    .await;
    let list = library.feed("/upstreams").await;
    check_shape(&list, "/upstreams");
    if let Some(schemas) = schemas() {
        check(&schemas.feed, &list, "/upstreams");
    }
    assert_eq!(list["navigation"][0]["properties"]["upstream"]["direct"], true);
    let answer = library.get("/healthz").await;
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("connect-src 'self' https://opds.city.example;"), "{policy}");
}
