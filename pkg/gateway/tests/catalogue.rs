//! What the catalogue says: search, facets, pages, order, languages.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use serde_json::Value;
use support::{Library, epub::Book, titles};

/// A shelf that has one of everything.
async fn shelf() -> Library {
    let books = [
        Book {
            title: "Walden; or, Life in the Woods",
            authors: &["Henry David Thoreau"],
            languages: &["en-US"],
            subjects: &["Nature", "Solitude"],
            more: "<dc:date>1854-08-09</dc:date><dc:publisher>Ticknor</dc:publisher>",
            cover: Some((800, 1200)),
        },
        Book {
            title: "茶经译注",
            authors: &["陆羽"],
            languages: &["zh-Hans"],
            subjects: &["茶文化", "Nature"],
            more: "<dc:description>一部关于茶的书。Thoreau would have liked it.</dc:description>",
            cover: None,
        },
        Book {
            title: "Le Café de la Gare",
            authors: &["Élodie Brûlé"],
            languages: &["fr"],
            subjects: &["Nature"],
            more: "<dc:date>2011</dc:date>",
            cover: None,
        },
        Book { title: "The 🐋 Book", authors: &["Zoë"], languages: &["en"], ..Book::default() },
        Book {
            title: "ＡＢＣ殺人事件", authors: &["クリスティ"], languages: &["ja"], ..Book::default()
        },
    ];
    let mut files: Vec<(String, Vec<u8>)> =
        books.iter().enumerate().map(|(index, book)| (format!("{index}.epub"), book.epub())).collect();
    files.push(("Walking (scan).pdf".to_owned(), b"%PDF-1.7".to_vec()));
    let files: Vec<(&str, Vec<u8>)> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    Library::of(&files).await
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn search() {
    let library = shelf().await;
    let walden = "Walden; or, Life in the Woods";
    let cafe = "Le Café de la Gare";
    for (query, expected) in [
        ("walden", vec![walden]),
        ("wal", vec![walden, "Walking (scan).pdf"]),
        ("WALD life", vec![walden]),
        ("life walden", vec![walden]),
        ("walden tea", vec![]),
        ("alden", vec![]),
        // The author weighs more than the description.
        ("thoreau", vec![walden, "茶经译注"]),
        ("ticknor", vec![walden]),
        ("solitude", vec![walden]),
        ("茶", vec!["茶经译注"]),
        ("茶经", vec!["茶经译注"]),
        ("经译", vec!["茶经译注"]),
        ("译经", vec![]),
        ("陆羽 茶", vec!["茶经译注"]),
        ("cafe", vec![cafe]),
        ("CAFÉ", vec![cafe]),
        ("cafe\u{301}", vec![cafe]),
        ("ｃａｆｅ", vec![cafe]),
        ("elodie brule", vec![cafe]),
        ("abc殺人", vec!["ＡＢＣ殺人事件"]),
        ("ｸﾘｽﾃｨ", vec!["ＡＢＣ殺人事件"]),
        ("🐋", vec!["The 🐋 Book"]),
        ("\"walden\"", vec![walden]),
        ("walden*", vec![walden]),
        ("title:walden", vec![]),
        ("walden OR cafe", vec![]),
        ("\"", vec![]),
        ("*", vec![]),
        ("' OR 1=1 --", vec![]),
        ("\0", vec![]),
        (")(", vec![]),
    ] {
        let feed = library.feed(&format!("/opds/publications?query={}", encoded(query))).await;
        assert_eq!(titles(&feed), expected, "{query:?}");
    }
    let flood = "经".repeat(1000) + &"word ".repeat(1000);
    let answer = library.get(&format!("/opds/publications?query={}", encoded(&flood))).await;
    assert_eq!((answer.status, titles(&answer.json()).len()), (200, 0));
}

fn facet(feed: &Value, title: &str) -> Vec<(String, u64, bool)> {
    let facets = feed["facets"].as_array().unwrap();
    let facet = facets.iter().find(|facet| facet["metadata"]["title"] == title).unwrap();
    let links = facet["links"].as_array().unwrap();
    links
        .iter()
        .map(|link| {
            let count = link["properties"]["numberOfItems"].as_u64().unwrap_or_default();
            (link["title"].as_str().unwrap().to_owned(), count, link["rel"] == "self")
        })
        .collect()
}

fn choices(all: &[(&str, u64, bool)]) -> Vec<(String, u64, bool)> {
    all.iter().map(|(title, count, active)| ((*title).to_owned(), *count, *active)).collect()
}

#[tokio::test]
async fn facets_count_what_the_other_choices_leave() {
    let library = shelf().await;
    let feed = library.feed("/opds/publications").await;
    assert_eq!(
        facet(&feed, "Language"),
        choices(&[
            ("All languages", 5, true),
            ("English", 2, false),
            ("French", 1, false),
            ("Japanese", 1, false),
            ("Chinese", 1, false),
        ])
    );
    let open = choices(&[("Any", 5, true), ("EPUB", 5, false), ("Not yet readable here", 1, false)]);
    assert_eq!(facet(&feed, "Format"), open);

    let feed = library.feed("/opds/publications?subject=nature&language=en").await;
    assert_eq!(titles(&feed), ["Walden; or, Life in the Woods"]);
    assert_eq!(
        facet(&feed, "Language"),
        choices(&[
            ("All languages", 3, false),
            ("English", 1, true),
            ("French", 1, false),
            ("Chinese", 1, false)
        ])
    );
    assert_eq!(
        facet(&feed, "Subject"),
        choices(&[("All subjects", 2, false), ("Nature", 1, true), ("Solitude", 1, false)])
    );

    // What is chosen is shown also where it leaves nothing, so that it can be undone.
    let feed = library.feed("/opds/publications?language=de&format=epub").await;
    assert_eq!(facet(&feed, "Language").last(), choices(&[("German", 0, true)]).last());
    assert_eq!(feed["publications"], Value::Null);
    assert_eq!(feed["navigation"][0]["href"], "/opds/publications");
}

#[tokio::test]
async fn following_a_facet_gives_as_many_as_it_says() {
    let library = shelf().await;
    for start in ["/opds/publications", "/opds/publications?query=wal", "/opds/publications?subject=Nature"] {
        let feed = library.feed(start).await;
        for facet in feed["facets"].as_array().unwrap() {
            for link in facet["links"].as_array().unwrap() {
                let href = link["href"].as_str().unwrap();
                let there = library.feed(href).await;
                if let Some(count) = link["properties"]["numberOfItems"].as_u64() {
                    assert_eq!(there["metadata"]["numberOfItems"], count, "{start} -> {href}");
                }
            }
        }
    }
}

#[tokio::test]
async fn the_list_is_in_the_order_asked_for() {
    let library = shelf().await;
    for (sort, expected) in [
        ("title", ["ＡＢＣ殺人事件", "Le Café de la Gare", "Walden; or, Life in the Woods"].as_slice()),
        ("author", ["Le Café de la Gare", "Walden; or, Life in the Woods", "The 🐋 Book"].as_slice()),
        ("published", ["Le Café de la Gare", "Walden; or, Life in the Woods"].as_slice()),
    ] {
        let all = titles(&library.feed(&format!("/opds/publications?sort={sort}")).await);
        assert_eq!(all.len(), 5, "{sort}");
        let shown: Vec<&str> = expected.to_vec();
        let kept: Vec<&str> = all.iter().map(String::as_str).filter(|title| shown.contains(title)).collect();
        assert_eq!(kept, shown, "{sort}");
    }
}

#[tokio::test]
async fn long_lists_have_pages() {
    let names: Vec<String> = (0..50).map(|number| format!("{number:02}.epub")).collect();
    let book = Book::titled("Same");
    let files: Vec<(&str, Vec<u8>)> =
        names.iter().map(|name| (name.as_str(), book.with("OPS/note.txt", name.as_bytes()))).collect();
    let library = Library::of(&files).await;
    let mut href = "/opds/publications?sort=title".to_owned();
    let mut sizes = Vec::new();
    let mut seen = std::collections::HashSet::new();
    loop {
        let feed = library.feed(&href).await;
        assert_eq!(feed["metadata"]["numberOfItems"], 50);
        let publications = feed["publications"].as_array().unwrap().clone();
        sizes.push(publications.len());
        seen.extend(publications.iter().map(|one| one["links"][0]["href"].to_string()));
        let links = feed["links"].as_array().unwrap();
        let to = |rel: &str| {
            let link = links.iter().find(|link| link["rel"] == rel);
            link.map(|link| link["href"].as_str().unwrap().to_owned())
        };
        assert_eq!(to("first").unwrap(), "/opds/publications?sort=title");
        assert_eq!(to("last").unwrap(), "/opds/publications?sort=title&page=3");
        assert_eq!(to("self").unwrap(), href);
        assert_eq!(to("previous").is_some(), sizes.len() > 1);
        match to("next") {
            Some(next) => href = next,
            None => break,
        }
    }
    assert_eq!((sizes, seen.len()), (vec![24, 24, 2], 50));
    let beyond = library.feed("/opds/publications?page=99").await;
    assert_eq!(beyond["navigation"][0]["href"], "/opds/publications");
}

#[tokio::test]
async fn the_first_feed_leads_everywhere() {
    let library = shelf().await;
    let root = library.feed("/opds").await;
    assert_eq!(root["metadata"]["title"]["zh-CN"], "测试图书馆");
    let groups = root["groups"].as_array().unwrap();
    let names: Vec<&str> = groups.iter().map(|group| group["metadata"]["title"].as_str().unwrap()).collect();
    assert_eq!(names, ["New", "Nature", "Solitude", "茶文化"]);
    assert_eq!(groups[0]["publications"].as_array().unwrap().len(), 5);
    let groups = groups.iter().map(|group| &group["links"][0]);
    for link in root["navigation"].as_array().unwrap().iter().chain(groups) {
        let href = link["href"].as_str().unwrap();
        let there = library.feed(href).await;
        let count = &link["properties"]["numberOfItems"];
        if count.is_u64() {
            assert_eq!(there["metadata"]["numberOfItems"], *count, "{href}");
        }
        for link in there["navigation"].as_array().into_iter().flatten() {
            let there = library.feed(link["href"].as_str().unwrap()).await;
            assert_eq!(there["metadata"]["numberOfItems"], link["properties"]["numberOfItems"]);
        }
    }
}

#[tokio::test]
async fn words_are_in_the_language_of_the_reader() {
    let library = shelf().await;
    for (accept, new, language) in [("en", "New", "Chinese"), ("zh-CN,zh;q=0.9", "新书", "中文")] {
        let answer = library.ask("GET", "/opds", &[("Accept-Language", accept)]).await;
        assert_eq!(answer.json()["groups"][0]["metadata"]["title"], new);
        assert!(answer.header("vary").contains("Accept-Language"));
        let list = library.ask("GET", "/opds/publications?language=zh", &[("Accept-Language", accept)]).await;
        assert_eq!(list.json()["metadata"]["title"], language);
    }
}

#[tokio::test]
async fn one_publication_says_everything() {
    let library = shelf().await;
    let list = library.feed("/opds/publications?query=walden").await;
    let own = list["publications"][0]["links"][0]["href"].as_str().unwrap();
    let answer = library.get(own).await;
    assert_eq!(answer.header("content-type"), "application/opds-publication+json");
    let one = answer.json();
    assert_eq!(one["metadata"]["published"], "1854-08-09");
    assert_eq!(one["links"][1]["type"], "application/epub+zip");
    assert_eq!(one["links"][2]["href"], own.replace("/opds/publications/", "/title/"));
    let widths: Vec<u64> =
        one["images"].as_array().unwrap().iter().map(|image| image["width"].as_u64().unwrap()).collect();
    assert_eq!(widths, [160, 320, 640]);
    for image in one["images"].as_array().unwrap() {
        let cover = library.get(image["href"].as_str().unwrap()).await;
        assert_eq!(cover.header("content-type"), "image/jpeg");
        let picture = image::load_from_memory(&cover.body).unwrap();
        assert_eq!(u64::from(picture.width()), image["width"].as_u64().unwrap());
        assert_eq!(u64::from(picture.height()), image["height"].as_u64().unwrap());
    }
    for path in ["/opds/publications/x", "/opds/publications/00000000000000000000000000000000"] {
        let answer = library.get(path).await;
        assert_eq!((answer.status, answer.header("content-type")), (404, "application/problem+json"));
    }
}
