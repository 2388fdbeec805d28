//! What a child sees of the catalogue, because her guardian has chosen so: every route, over real HTTP.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use serde_json::{Value, json};
use support::{
    Answer, Library, SignedIn, basic,
    epub::{Book, png, zipped},
    titles,
};

/// A book's title, what it says of for whom it is, and who sees it: all, all but what is for adults, only what is for
/// children.
const BOOKS: [(&str, &str, [bool; 3]); 6] = [
    ("Kites", r#"<meta property="schema:typicalAgeRange">6-9</meta>"#, [true, true, true]),
    ("Marbles", r#"<meta property="dcterms:audience">Children</meta>"#, [true, true, true]),
    ("Rooftops", r#"<meta property="schema:audience">Young Adult</meta>"#, [true, true, false]),
    ("Ledgers", r#"<meta property="schema:audience">Adult</meta>"#, [true, false, false]),
    ("Cellars", r#"<meta name="schema:typicalAgeRange" content="18+"/>"#, [true, false, false]),
    ("Tides", "", [true, true, false]),
];
const SEES: [&str; 3] = ["everything", "not-adults", "children"];

/// A publication of the scene.
struct Work {
    title: &'static str,
    id: String,
    holding: String,
    item: String,
    seen: [bool; 3],
}

struct Scene {
    library: Library,
    guardian: SignedIn,
    /// A child for each of [`SEES`].
    children: Vec<SignedIn>,
    works: Vec<Work>,
    desk: String,
}

impl Scene {
    async fn open() -> Self {
        let files: Vec<(String, Vec<u8>)> = BOOKS
            .iter()
            .map(|(title, more, _)| {
                let subjects: &[&str] = Box::leak(Box::new(["Harbour", *title]));
                let book = Book { subjects, more, ..Book::titled(title) };
                (format!("{title}.epub"), book.epub())
            })
            .collect();
        let files: Vec<(&str, Vec<u8>)> =
            files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
        let library = Library::of(&files).await;
        library.patron("guardian", &[]);
        let guardian = library.sign_in("guardian").await;
        let mut children = Vec::new();
        for sees in SEES {
            library.patron(sees, &["--guardian", "guardian"]);
            let child = library.sign_in(sees).await;
            let said = allow(&library, &guardian, &child.id, json!({ "sees": sees })).await;
            assert_eq!((said.status, &said.json()["sees"]), (200, &json!(sees)));
            children.push(child);
        }
        let feed = library.feed("/opds/publications").await;
        let works = BOOKS.iter().map(|(title, _, seen)| {
            let id = id_of(&feed, title);
            Work { title, id, holding: String::new(), item: String::new(), seen: *seen }
        });
        let works = works.collect();
        Self { library, guardian, children, works, desk: String::new() }
    }

    /// Lends everything, as files and on paper.
    fn lend(&mut self) {
        let library = &self.library;
        self.desk = library.command(&["holding", "service-point", "main", "--name", "Main desk"]);
        for work in &mut self.works {
            work.holding = library.command(&["holding", "set", &work.id, "--copies", "5", "--days", "7"]);
            let item = ["holding", "item", &work.holding, "--barcode", work.title, "--at", "main"];
            work.item = library.command(&item);
        }
    }

    async fn get(&self, who: &SignedIn, path: &str) -> Answer {
        self.library.ask("GET", path, &who.looks()).await
    }

    async fn post(&self, who: &SignedIn, path: &str, body: Option<Value>) -> Answer {
        self.library.send("POST", path, &who.acts(), body.as_ref()).await
    }

    fn work(&self, title: &str) -> &Work {
        self.works.iter().find(|work| work.title == title).unwrap()
    }
}

async fn allow(library: &Library, who: &SignedIn, child: &str, body: Value) -> Answer {
    library.send("PUT", &format!("/family/{child}"), &who.acts(), Some(&body)).await
}

fn id_of(feed: &Value, title: &str) -> String {
    let all = feed["publications"].as_array().unwrap();
    let found = all.iter().find(|publication| publication["metadata"]["title"] == title).unwrap();
    found["links"][0]["href"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn every_route_shows_what_the_guardian_has_chosen_and_nothing_else() {
    let mut scene = Scene::open().await;
    let mut tried = 0;
    // Books on the open shelves: the file itself.
    for (at, child) in scene.children.iter().enumerate() {
        for work in &scene.works {
            let file = scene.get(child, &format!("/publications/{}/book.epub", work.id)).await;
            assert_eq!(file.status, if work.seen[at] { 200 } else { 403 }, "{} {}", SEES[at], work.title);
            match work.seen[at] {
                true => assert_eq!(file.header("vary"), "Authorization, Cookie"),
                false => assert_eq!(file.json()["code"], "guardian-sees"),
            }
            tried += 1;
        }
    }
    scene.lend();
    for (at, child) in scene.children.iter().enumerate() {
        tried += feeds(&scene, child, at).await + by_name(&scene, child, at).await;
    }
    println!("{tried} tries");
}

/// Feeds name what is seen, and nothing of what is not; whoever asks with card and PIN is told the same.
async fn feeds(scene: &Scene, child: &SignedIn, at: usize) -> usize {
    let card = basic(SEES[at], "1234");
    let count = u64::try_from(scene.works.iter().filter(|work| work.seen[at]).count()).unwrap();
    let mut tried = 0;
    for path in [
        "/opds",
        "/opds/publications",
        "/opds/publications?sort=title",
        "/opds/publications?query=harbour",
        "/opds/publications?query=harbour&sort=author",
        "/opds/publications?subject=Harbour",
        "/opds/publications?language=en",
        "/opds/publications?format=epub",
        "/opds/subjects",
        "/opds/paper",
    ] {
        let mut answers = vec![scene.get(child, path).await];
        // A PIN is looked at for a while, on purpose: once is enough.
        if path == "/opds/publications" {
            answers.push(scene.library.ask("GET", path, &[("Authorization", &card)]).await);
        }
        for answer in answers {
            assert_eq!(answer.status, 200, "{path}");
            for work in &scene.works {
                let is_there = answer.text().contains(work.title);
                assert_eq!(is_there, work.seen[at], "{} {path} {}", SEES[at], work.title);
                tried += 1;
            }
        }
    }
    let list = scene.get(child, "/opds/publications").await.json();
    assert_eq!(list["metadata"]["numberOfItems"], count);
    for facet in list["facets"].as_array().unwrap() {
        let counts =
            facet["links"].as_array().unwrap().iter().map(|link| &link["properties"]["numberOfItems"]);
        let most = counts.filter_map(Value::as_u64).max();
        assert!(most.is_none_or(|most| most == count), "{facet}");
    }
    assert_eq!(scene.get(child, "/opds").await.json()["metadata"]["numberOfItems"], count);
    let languages = scene.get(child, "/opds/languages").await.json();
    assert_eq!(languages["navigation"][0]["properties"]["numberOfItems"], count);
    for work in &scene.works {
        let path = format!("/opds/publications?query={}", work.title);
        assert_eq!(titles(&scene.get(child, &path).await.json()).len(), usize::from(work.seen[at]), "{path}");
        tried += 1;
    }
    tried
}

/// A work that is named and not seen is not given, and why is said in the reader's language.
async fn by_name(scene: &Scene, child: &SignedIn, at: usize) -> usize {
    let mut tried = 0;
    let wish = json!({ "pickupLocationId": scene.desk });
    for work in &scene.works {
        let Work { id, holding, item, .. } = work;
        let batch = json!({ "requests": [{ "itemId": item, "pickUpLocationId": scene.desk }] });
        for (method, path, body, done) in [
            ("GET", format!("/opds/publications/{id}"), None, 200),
            ("POST", format!("/opds/publications/{id}/borrow"), None, 201),
            ("GET", format!("/publications/{id}/book.epub"), None, 200),
            ("POST", format!("/patron/account/instance/{holding}/hold"), Some(&wish), 201),
            ("POST", format!("/patron/account/{}/instance/{holding}/hold", child.id), Some(&wish), 201),
            ("POST", format!("/patron/account/item/{item}/hold"), Some(&wish), 201),
            ("POST", format!("/patron/account/instance/{holding}/batch-request"), Some(&batch), 200),
        ] {
            let answer = scene.library.send(method, &path, &child.acts(), body).await;
            let expected = if work.seen[at] { done } else { 403 };
            assert_eq!(answer.status, expected, "{} {} {method} {path}", SEES[at], work.title);
            if expected == 403 {
                assert!(answer.text().contains("Your guardian"), "{answer:?}");
                let headers = [child.acts(), vec![("Accept-Language", "zh-CN")]].concat();
                let again = scene.library.send(method, &path, &headers, body).await;
                assert!(again.text().contains("监护人"), "{again:?}");
            }
            tried += 1;
        }
    }
    let loans = scene.get(child, "/opds/shelf").await.json();
    assert_eq!(titles(&loans).len(), scene.works.iter().filter(|work| work.seen[at]).count());
    tried
}

#[tokio::test]
async fn no_cache_hands_to_a_child_what_others_see() {
    let scene = Scene::open().await;
    let child = &scene.children[2];
    for path in ["/opds", "/opds/publications", "/opds/languages", "/opds/subjects"] {
        let whole = scene.get(&scene.guardian, path).await;
        let own = scene.get(child, path).await;
        let vary = "Accept-Language, Authorization, Cookie";
        assert_eq!(whole.header("cache-control"), "no-cache", "{path}");
        assert_eq!(own.header("cache-control"), "private, no-cache", "{path}");
        assert!(whole.header("vary").contains(vary) && own.header("vary").contains(vary), "{path}");
        // What she has from before is not confirmed to her as what she sees.
        for (etag, status) in [(whole.header("etag"), 200), (own.header("etag"), 304)] {
            let headers = [child.looks(), vec![("If-None-Match", etag)]].concat();
            let again = scene.library.ask("GET", path, &headers).await;
            assert_eq!(
                (again.status, again.header("cache-control")),
                (status, "private, no-cache"),
                "{path}"
            );
        }
    }
    let file = |title: &str| format!("/publications/{}/book.epub", scene.work(title).id);
    assert_eq!(scene.get(child, &file("Kites")).await.header("cache-control"), "private, no-cache");
    assert_eq!(
        scene.library.get(&file("Kites")).await.header("cache-control"),
        "public, max-age=3600",
        "an open book is open to whoever has no card"
    );
    // Nor does a book that is known by its tag from before.
    let etag = format!("\"{}\"", scene.work("Ledgers").id);
    let headers = [child.looks(), vec![("If-None-Match", etag.as_str())]].concat();
    let refused = scene.library.ask("GET", &file("Ledgers"), &headers).await;
    assert_eq!((refused.status, refused.header("cache-control")), (403, "no-store"));
    let unknown = format!("/opds/publications/{}", "0".repeat(32));
    assert_eq!(scene.get(child, &unknown).await.status, 404, "what is not there is not there");
}

#[tokio::test]
async fn what_is_on_loan_stays_until_it_goes_back_and_a_guardian_lends_what_she_thinks_right() {
    let mut scene = Scene::open().await;
    scene.lend();
    let (guardian, child) = (&scene.guardian, &scene.children[0]);
    let (tides, ledgers) = (scene.work("Tides"), scene.work("Ledgers"));
    let revoke = |document: &Value| {
        let all = document["links"].as_array().unwrap().clone();
        let link = all.iter().find(|link| link["href"].as_str().unwrap().contains("/return"));
        link.unwrap()["href"].as_str().unwrap().to_owned()
    };
    let borrowed = scene.post(child, &format!("/opds/publications/{}/borrow", tides.id), None).await;
    assert_eq!(borrowed.status, 201);
    allow(&scene.library, guardian, &child.id, json!({ "sees": "children" })).await;
    let file = |work: &Work| format!("/publications/{}/book.epub", work.id);
    let own = |work: &Work| format!("/opds/publications/{}", work.id);
    for path in [file(tides), own(tides)] {
        assert_eq!(scene.get(child, &path).await.status, 200, "{path}");
    }
    let again = scene.post(child, &format!("{}/borrow", own(tides)), None).await;
    assert_eq!(again.status, 200, "asked twice, it is what it was");
    assert_eq!(titles(&scene.get(child, "/opds/shelf").await.json()), ["Tides"]);
    let list = titles(&scene.get(child, "/opds/publications?sort=title").await.json());
    assert_eq!(list, ["Kites", "Marbles"]);
    assert_eq!(scene.post(child, &revoke(&borrowed.json()), None).await.status, 200);
    for path in [file(tides), own(tides)] {
        assert_eq!(scene.get(child, &path).await.status, 403, "{path}");
    }

    // For the child the guardian finds everything, and what she borrows is the child's.
    let of = format!("?patron={}", child.id);
    let found = scene.get(guardian, &format!("/opds/publications{of}&query=ledgers")).await.json();
    assert_eq!(titles(&found), ["Ledgers"]);
    let lent = scene.post(guardian, &format!("{}/borrow{of}", own(ledgers)), None).await;
    assert_eq!(lent.status, 201);
    assert_eq!(scene.get(child, &file(ledgers)).await.status, 200);
    assert_eq!(titles(&scene.get(child, "/opds/publications?sort=title").await.json()), list);
    // A place in the queue that she takes is shown to the child; only she makes a loan of it.
    let wish = json!({ "pickupLocationId": scene.desk });
    let hold = format!("/patron/account/{}/instance/{}/hold", child.id, tides.holding);
    assert_eq!(scene.post(guardian, &hold, Some(wish)).await.status, 201);
    assert_eq!(scene.post(child, &format!("{}/borrow", own(tides)), None).await.status, 403);
}

#[tokio::test]
async fn only_her_guardian_and_the_library_say_what_a_child_sees() {
    let scene = Scene::open().await;
    let (library, guardian) = (&scene.library, &scene.guardian);
    let child = &scene.children[2];
    library.patron("stranger", &[]);
    let stranger = library.sign_in("stranger").await;
    for (who, body, status) in [
        (child, json!({ "sees": "everything" }), 403),
        (&stranger, json!({ "sees": "everything" }), 403),
        (guardian, json!({ "sees": "nothing" }), 400),
        (guardian, json!({ "sees": null }), 400),
        (guardian, json!({ "sees": 1 }), 400),
        (guardian, json!({ "sees": "everything", "mostLoans": 1 }), 400),
        (guardian, json!({}), 400),
    ] {
        assert_eq!(allow(library, who, &child.id, body.clone()).await.status, status, "{body}");
    }
    let session = scene.get(child, "/session").await.json();
    assert_eq!(session["patron"]["sees"], "children", "nothing of it was done");
    let own = allow(library, guardian, &guardian.id, json!({ "sees": "children" })).await;
    assert_eq!(own.status, 403, "she has no guardian");
    assert!(!library.try_command(&["patron", "sees", "guardian", "children"]).status.success());
    assert!(!library.try_command(&["patron", "sees", "nobody", "children"]).status.success());
    library.command(&["patron", "sees", "children", "not-adults"]);
    assert_eq!(titles(&scene.get(child, "/opds/publications").await.json()).len(), 4, "at once");
    library.command(&["patron", "sees", "children", "everything"]);
    assert_eq!(titles(&scene.get(child, "/opds/publications").await.json()).len(), 6);
    let copy = library.home.path().join("copy.jsonl");
    library.command(&["backup", copy.to_str().unwrap()]);
    let lines = std::fs::read_to_string(&copy).unwrap();
    let audited = |action: &str, of: &str| {
        lines.lines().filter(|line| line.contains(action) && line.contains(of)).count()
    };
    assert_eq!(audited("patron.sees-set", &child.id), 3);
    assert_eq!(audited("patron.sees-set", &format!("\"actor\":\"{}\"", guardian.id)), 3);
}

#[tokio::test]
async fn what_a_librarian_says_of_a_book_counts_instead_of_what_it_says() {
    let mut scene = Scene::open().await;
    scene.lend();
    let library = &scene.library;
    let child = &scene.children[2];
    let (kites, tides) = (&scene.work("Kites").id, &scene.work("Tides").id);
    let seen = async || titles(&scene.get(child, "/opds/publications?sort=title").await.json());
    assert_eq!(seen().await, ["Kites", "Marbles"]);
    library.command(&["audience", "set", kites, "adults"]);
    library.command(&["audience", "set", &scene.work("Tides").holding, "children"]);
    assert_eq!(seen().await, ["Marbles", "Tides"]);
    let listed = library.command(&["audience", "list"]);
    for line in [format!("{kites}\tadults\tlibrarian\tKites"), format!("{tides}\tchildren\tlibrarian\tTides")]
    {
        assert!(listed.lines().any(|own| own == line), "{listed}");
    }
    assert!(listed.lines().any(|line| line.ends_with("\tadults\tbook\tLedgers")), "{listed}");
    for (id, status) in [(kites, 403), (tides, 200)] {
        assert_eq!(scene.get(child, &format!("/opds/publications/{id}")).await.status, status);
    }
    library.command(&["audience", "set", kites, "everybody"]);
    assert_eq!(seen().await, ["Marbles", "Tides"]);
    library.command(&["audience", "clear", kites]);
    library.command(&["audience", "clear", tides]);
    assert_eq!(seen().await, ["Kites", "Marbles"]);
    assert!(!library.try_command(&["audience", "set", "no-such-book", "children"]).status.success());

    // A work that there is only on paper says nothing of itself.
    let globe = library.command(&["holding", "add", "--title", "Globe"]);
    library.command(&["holding", "item", &globe, "--barcode", "G1", "--at", "main"]);
    let on_paper = async || titles(&scene.get(child, "/opds/paper").await.json());
    let hold = format!("/patron/account/instance/{globe}/hold");
    let wish = json!({ "pickupLocationId": scene.desk });
    assert_eq!(on_paper().await, ["Kites", "Marbles"]);
    assert_eq!(scene.post(child, &hold, Some(wish.clone())).await.status, 403);
    library.command(&["audience", "set", &globe, "children"]);
    assert_eq!(on_paper().await, ["Globe", "Kites", "Marbles"]);
    assert_eq!(scene.post(child, &hold, Some(wish)).await.status, 201);

    // What was said is in a copy of the library.
    let copy = library.home.path().join("copy.jsonl");
    library.command(&["backup", copy.to_str().unwrap()]);
    let lines = std::fs::read_to_string(&copy).unwrap();
    assert!(lines.lines().any(|line| line.contains("\"table\":\"audiences\"") && line.contains(&globe)));
    assert_eq!(lines.matches("audience.set").count(), 6);
}

#[tokio::test]
async fn a_comic_is_for_whom_its_rating_says() {
    let comics = [
        ("Puddles", "Early Childhood", [true, true, true]),
        ("Rafts", "Teen", [true, true, false]),
        ("Knives", "Adults Only 18+", [true, false, false]),
        ("Weirs", "Rating Pending", [true, true, false]),
    ];
    let files = comics.map(|(title, rating, _)| {
        let about = format!("<ComicInfo><Title>{title}</Title><AgeRating>{rating}</AgeRating></ComicInfo>");
        (format!("{title}.cbz"), zipped(&[("1.png", png(30, 40)), ("ComicInfo.xml", about.into())]))
    });
    let files = files.each_ref().map(|(name, bytes)| (name.as_str(), bytes.clone()));
    let library = Library::of(&files).await;
    library.patron("guardian", &[]);
    let guardian = library.sign_in("guardian").await;
    for (at, sees) in SEES.into_iter().enumerate() {
        library.patron(sees, &["--guardian", "guardian"]);
        let child = library.sign_in(sees).await;
        allow(&library, &guardian, &child.id, json!({ "sees": sees })).await;
        let feed = library.ask("GET", "/opds/publications?sort=title", &child.looks()).await.json();
        let mut expected: Vec<&str> =
            comics.iter().filter(|(.., seen)| seen[at]).map(|(title, ..)| *title).collect();
        expected.sort_unstable();
        assert_eq!(titles(&feed), expected, "{sees}");
    }
}

#[test]
fn all_of_it_holds_on_postgresql() {
    support::again_on_postgresql();
}
