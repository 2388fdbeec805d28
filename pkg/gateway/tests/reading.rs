//! What patrons read and note: places by OPDS Progression, annotations by the Web Annotation Protocol, and whose they are.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use support::{Answer, Library, SignedIn, epub::Book};

const FINISHED: &str = "https://yueli.dev/ns#finished";
const LATEST: &str = "https://yueli.dev/ns#latest";
const AFTER: &str = "https://yueli.dev/ns#after";

struct Scene {
    library: Library,
    guardian: SignedIn,
    child: SignedIn,
    stranger: SignedIn,
    /// The publication.
    id: String,
}

async fn scene() -> Scene {
    let library = Library::of(&[("a.epub", Book::titled("Read").epub())]).await;
    let feed = library.feed("/opds/publications").await;
    let id =
        feed["publications"][0]["links"][0]["href"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    library.patron("guardian", &[]);
    library.patron("child", &["--guardian", "guardian"]);
    library.patron("stranger", &[]);
    let guardian = library.sign_in("guardian").await;
    let child = library.sign_in("child").await;
    let stranger = library.sign_in("stranger").await;
    Scene { library, guardian, child, stranger, id }
}

impl Scene {
    fn progression(&self) -> String {
        format!("/opds/publications/{}/progression", self.id)
    }

    fn notes(&self) -> String {
        format!("/opds/publications/{}/annotations/", self.id)
    }

    async fn send(&self, method: &str, path: &str, more: &[(&str, &str)], body: Option<&Value>) -> Answer {
        self.library.send(method, path, &[self.child.acts(), more.to_vec()].concat(), body).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.library.ask("GET", path, &self.child.looks()).await
    }

    async fn changes(&self, after: &str) -> Value {
        self.get(&format!("/opds/reading?after={after}")).await.json()
    }
}

fn place(modified: &str, progression: f64, device: &str) -> Value {
    json!({ "modified": modified, "progression": progression, "references": ["a.xhtml#p"],
        "device": { "id": format!("urn:x:{device}"), "name": device } })
}

fn note(id: &str, text: &str) -> Value {
    json!({ "@context": "http://www.w3.org/ns/anno.jsonld", "id": format!("urn:uuid:{id}"), "type": "Annotation",
        "motivation": "commenting", "body": { "type": "TextualBody", "value": text },
        "target": { "source": "a.xhtml" } })
}

#[tokio::test]
async fn the_latest_place_is_known_to_all_devices() {
    let scene = scene().await;
    let path = scene.progression();
    let publication = scene.library.feed(&format!("/opds/publications/{}", scene.id)).await;
    let links = publication["links"].as_array().unwrap();
    let link = links.iter().find(|link| link["rel"] == "http://opds-spec.org/progression").unwrap();
    assert_eq!(
        (link["href"].as_str(), &link["type"]),
        (Some(path.as_str()), &json!("application/opds-progression+json"))
    );
    assert_eq!(link["properties"]["authenticate"]["href"], "/opds/authentication");

    let none = scene.get(&path).await;
    assert_eq!((none.status, none.text()), (200, ""));
    let first = place("2026-01-02T10:00:00Z", 0.2, "Phone");
    let put = scene.send("PUT", &path, &[], Some(&first)).await;
    assert_eq!((put.status, put.json()), (201, first.clone()));
    assert_eq!(put.header("content-type"), "application/opds-progression+json");
    assert_eq!(put.header("cache-control"), "private, no-store");
    // Sent again, because the answer was lost: nothing changes, and no device is told of anything.
    let latest = scene.changes("").await[LATEST].clone();
    assert_eq!(scene.send("PUT", &path, &[], Some(&first)).await.status, 200);
    assert_eq!(scene.changes("").await[LATEST], latest);
    // An older one, or another of the same moment, is no place to go to: here is the later one.
    for older in [place("2026-01-02T09:59:59Z", 0.9, "Desk"), place("2026-01-02T10:00:00Z", 0.1, "Desk")] {
        let conflict = scene.send("PUT", &path, &[], Some(&older)).await;
        assert_eq!((conflict.status, conflict.json()), (409, first.clone()));
    }
    let mut later = place("2026-01-02T11:00:00+01:00", 0.99, "Desk");
    later["modified"] = json!("2026-01-02T11:00:00.500+00:00");
    let put = scene.send("PUT", &path, &[], Some(&later)).await;
    assert_eq!((put.status, &put.json()[FINISHED]), (200, &json!(true)));
    // What was finished stays so, wherever one reads on.
    let again = scene.send("PUT", &path, &[], Some(&place("2026-02-01T00:00:00Z", 0.1, "Phone"))).await;
    assert_eq!(
        (again.status, &again.json()[FINISHED], &again.json()["progression"]),
        (200, &json!(true), &json!(0.1))
    );
    assert_eq!(scene.get(&path).await.json(), again.json());
    for (body, path) in [
        (json!({ "progression": 0.5 }), path.clone()),
        (json!([]), path.clone()),
        (json!({ "modified": "yesterday", "progression": 0.5 }), path.clone()),
    ] {
        assert_eq!(scene.send("PUT", &path, &[], Some(&body)).await.status, 400, "{body}");
    }
    assert_eq!(scene.get("/opds/publications/%2E%2E/progression").await.status, 404);
}

#[tokio::test]
async fn a_clock_that_runs_ahead_shuts_nobody_out() {
    let scene = scene().await;
    let path = scene.progression();
    let put = scene.send("PUT", &path, &[], Some(&place("2999-01-01T00:00:00Z", 0.2, "Ahead"))).await.json();
    assert!(!put["modified"].as_str().unwrap().starts_with("2999"), "{put}");
    let ms = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap() + Duration::from_secs(3600);
    // The same a little later, as a device with a right clock says it.
    let later = json!({ "modified": ms.as_millis() as u64, "progression": 0.3, "device": { "id": "urn:x:d", "name": "Desk" } });
    let put = scene.send("PUT", &path, &[], Some(&later)).await;
    assert_eq!((put.status, &put.json()["progression"]), (200, &json!(0.3)));
}

#[tokio::test]
async fn an_annotation_is_made_once_however_often_it_is_sent() {
    let scene = scene().await;
    let (path, own) = (scene.notes(), format!("{}0f", scene.notes()));
    let (one, other) = (note("0f", "One"), note("0f", "Other"));
    let mut racing = Vec::new();
    for _ in 0..8 {
        racing.push(scene.send("POST", &path, &[("Slug", "0f")], Some(&one)));
    }
    let mut statuses: Vec<u16> = Vec::new();
    for answer in futures::future::join_all(racing).await {
        assert_eq!(answer.json()["body"]["value"], "One");
        statuses.push(answer.status);
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 200, 201]);
    let made = scene.get(&own).await;
    let said = made.json();
    assert!(said["id"].as_str().unwrap().ends_with(&own), "{said}");
    assert_eq!(said["via"], "urn:uuid:0f");
    assert!(made.header("link").contains("ldp#Resource"), "{made:?}");
    assert!(made.header("content-type").starts_with("application/ld+json"));
    assert!(made.header("allow").contains("DELETE") && made.header("vary").contains("Accept"));
    assert_eq!(scene.get(&path).await.json()["total"], 1);
    // Without a slug the annotation's own id names it.
    assert_eq!(scene.send("POST", &path, &[], Some(&one)).await.status, 200);
    assert_eq!(scene.send("POST", &path, &[], Some(&other)).await.status, 409);
    let unnamed = json!({ "type": "Annotation", "target": "a.xhtml" });
    let made = scene.send("POST", &path, &[], Some(&unnamed)).await;
    assert_eq!(made.status, 201);
    assert!(
        made.header("location").ends_with(made.json()["id"].as_str().unwrap().rsplit('/').next().unwrap())
    );

    // It was deleted; what made it comes once more, late: it does not come back. What somebody wrote meanwhile does.
    let etag = scene.get(&own).await.header("etag").to_owned();
    assert_eq!(scene.send("DELETE", &own, &[("If-Match", &etag)], None).await.status, 204);
    assert_eq!(scene.send("DELETE", &own, &[("If-Match", &etag)], None).await.status, 204, "twice is once");
    assert_eq!(scene.get(&own).await.status, 410);
    assert_eq!(scene.send("POST", &path, &[("Slug", "0f")], Some(&one)).await.status, 410);
    assert_eq!(scene.send("PUT", &own, &[("If-Match", "*")], Some(&one)).await.status, 410);
    assert_eq!(scene.send("POST", &path, &[("Slug", "0f")], Some(&other)).await.status, 201);
    assert_eq!(scene.get(&own).await.json()["body"]["value"], "Other");
}

#[tokio::test]
async fn no_device_undoes_what_another_has_done() {
    let scene = scene().await;
    let (path, own) = (scene.notes(), format!("{}0f", scene.notes()));
    let made = scene.send("POST", &path, &[("Slug", "0f")], Some(&note("0f", "One"))).await;
    let first = made.header("etag").to_owned();
    let (two, three) = (note("0f", "Two"), note("0f", "Three"));
    assert_eq!(scene.send("PUT", &own, &[], Some(&two)).await.status, 428);
    assert_eq!(scene.send("DELETE", &own, &[], None).await.status, 428);
    let changed = scene.send("PUT", &own, &[("If-Match", &first)], Some(&two)).await;
    assert_eq!((changed.status, &changed.json()["via"]), (200, &json!("urn:uuid:0f")));
    let second = changed.header("etag").to_owned();
    // The answer was lost, and it is sent again; then somebody else comes with what she knew before.
    assert_eq!(scene.send("PUT", &own, &[("If-Match", &first)], Some(&two)).await.status, 200);
    let stale = scene.send("PUT", &own, &[("If-Match", &first)], Some(&three)).await;
    assert_eq!((stale.status, stale.header("etag")), (412, second.as_str()));
    assert_eq!(stale.json()["code"], "changed");
    assert_eq!(scene.send("DELETE", &own, &[("If-Match", &first)], None).await.status, 412);
    assert_eq!(scene.get(&own).await.json()["body"]["value"], "Two");
    for (method, name, body) in [("PUT", "none", Some(&two)), ("DELETE", "none", None), ("GET", "none", None)]
    {
        let path = format!("{path}{name}");
        assert_eq!(scene.send(method, &path, &[("If-Match", "*")], body).await.status, 404, "{method}");
    }
    for body in [json!([]), json!({ "type": "Annotation" }), json!({ "target": "a" })] {
        assert_eq!(scene.send("POST", &path, &[], Some(&body)).await.status, 400, "{body}");
    }
    let long = note("1", &"a".repeat(70_000));
    assert_eq!(scene.send("POST", &path, &[], Some(&long)).await.status, 413);
    let zh = scene.send("POST", &path, &[("Accept-Language", "zh-CN")], Some(&long)).await.json();
    assert!(zh["title"].as_str().unwrap().contains("笔记"), "{zh}");
    let same = scene
        .library
        .ask("GET", &own, &[scene.child.looks(), vec![("If-None-Match", &second)]].concat())
        .await;
    assert_eq!((same.status, same.text()), (304, ""));
}

#[tokio::test]
async fn a_container_is_shown_as_it_is_asked_for() {
    let scene = scene().await;
    let path = scene.notes();
    let empty = scene.get(&path).await.json();
    assert_eq!((&empty["total"], empty.get("first")), (&json!(0), None));
    for number in 0..103 {
        let id = format!("{number:03}");
        assert_eq!(scene.send("POST", &path, &[("Slug", &id)], Some(&note(&id, &id))).await.status, 201);
    }
    let whole = scene.get(&path).await;
    for (name, expected) in [
        ("link", "http://www.w3.org/ns/ldp#BasicContainer"),
        ("allow", "POST"),
        ("accept-post", "application/ld+json"),
        ("vary", "Prefer"),
        ("content-type", "http://www.w3.org/ns/anno.jsonld"),
    ] {
        assert!(whole.header(name).contains(expected), "{name}: {whole:?}");
    }
    let said = whole.json();
    assert_eq!(said["type"], json!(["BasicContainer", "AnnotationCollection"]));
    assert_eq!((&said["total"], said["first"]["items"].as_array().unwrap().len()), (&json!(103), 100));
    assert_eq!(said["first"]["items"][0]["body"]["value"], "000");
    let local =
        |address: &Value| format!("/opds{}", address.as_str().unwrap().split_once("/opds").unwrap().1);
    let next = scene.get(&local(&said["first"]["next"])).await.json();
    assert_eq!((&next["type"], &next["startIndex"]), (&json!("AnnotationPage"), &json!(100)));
    assert_eq!((next["items"].as_array().unwrap().len(), next.get("next")), (3, None));
    assert_eq!(next["id"], said["last"]);
    assert_eq!(next["partOf"]["id"], said["id"]);
    assert_eq!(scene.get(&format!("{path}?page=2")).await.status, 404);
    let prefer = async |what: &str| {
        let wish = format!("return=representation;include=\"http://www.w3.org/ns/{what}\"");
        let headers = [scene.child.looks(), vec![("Prefer", wish.as_str())]].concat();
        scene.library.ask("GET", &path, &headers).await.json()
    };
    let minimal = prefer("ldp#PreferMinimalContainer").await;
    assert!(minimal["first"].is_string() && minimal["total"] == 103, "{minimal}");
    let addresses = prefer("oa#PreferContainedIRIs").await;
    assert!(addresses["first"]["items"][0].as_str().unwrap().ends_with("/annotations/000"), "{addresses}");
    let etag = whole.header("etag").to_owned();
    let headers = [scene.child.looks(), vec![("If-None-Match", etag.as_str())]].concat();
    assert_eq!(scene.library.ask("GET", &path, &headers).await.status, 304);
    let head = scene.library.ask("HEAD", &path, &scene.child.looks()).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[tokio::test]
async fn other_devices_learn_of_all_that_changes_and_of_what_is_deleted() {
    let scene = scene().await;
    let (path, own) = (scene.notes(), format!("{}0f", scene.notes()));
    assert_eq!(scene.changes("").await["orderedItems"], json!([]));
    let made = scene.send("POST", &path, &[("Slug", "0f")], Some(&note("0f", "One"))).await;
    scene.send("PUT", &scene.progression(), &[], Some(&place("2026-01-02T10:00:00Z", 0.2, "Phone"))).await;
    let all = scene.changes("").await;
    assert_eq!(all.get(AFTER), None, "all of it");
    let items = all["orderedItems"].as_array().unwrap();
    assert_eq!((&items[0]["type"], &items[0]["object"]["body"]["value"]), (&json!("Create"), &json!("One")));
    assert_eq!(items[0]["https://yueli.dev/ns#etag"], made.header("etag"));
    assert_eq!(items[1]["object"]["https://yueli.dev/ns#progression"]["progression"], 0.2);
    let latest = all[LATEST].as_str().unwrap().to_owned();
    let none = scene.changes(&latest).await;
    assert_eq!(
        (&none["orderedItems"], &none[AFTER], &none[LATEST]),
        (&json!([]), &json!(latest), &json!(latest))
    );
    scene.send("DELETE", &own, &[("If-Match", "*")], None).await;
    let gone = scene.changes(&latest).await;
    let items = gone["orderedItems"].as_array().unwrap();
    assert_eq!(
        (items.len(), &items[0]["type"], &items[0]["object"]["type"]),
        (1, &json!("Delete"), &json!("Tombstone"))
    );
    assert!(items[0]["object"]["id"].as_str().unwrap().ends_with(&own));
    // Everything is forgotten: what devices knew as the latest is of another time.
    let exported: Value =
        serde_json::from_str(&scene.library.command(&["reading", "export", "child"])).unwrap();
    assert_eq!(exported["totalItems"], 2);
    assert_eq!(scene.send("DELETE", "/opds/reading", &[], None).await.status, 204);
    let after = scene.changes(gone[LATEST].as_str().unwrap()).await;
    assert_eq!((&after["orderedItems"], after.get(AFTER)), (&json!([]), None));
    assert_eq!(scene.get(&scene.progression()).await.text(), "");
    scene.send("PUT", &scene.progression(), &[], Some(&place("2026-01-02T10:00:00Z", 0.2, "Phone"))).await;
    assert_eq!(scene.library.command(&["reading", "erase", "child"]), "2 records erased");
}

#[tokio::test]
async fn nobody_sees_or_changes_what_another_reads() {
    let scene = scene().await;
    let (notes, own, place_of) = (scene.notes(), format!("{}0f", scene.notes()), scene.progression());
    let here = place("2026-01-02T10:00:00Z", 0.2, "Phone");
    let one = note("0f", "Mine alone");
    scene.send("POST", &notes, &[("Slug", "0f")], Some(&one)).await;
    scene.send("PUT", &place_of, &[], Some(&here)).await;
    let routes: Vec<(&str, &str, Option<&Value>, u16)> = vec![
        ("GET", &place_of, None, 200),
        ("GET", &notes, None, 200),
        ("GET", &own, None, 404),
        ("GET", "/opds/reading", None, 200),
        ("PUT", &own, Some(&one), 404),
        ("DELETE", &own, None, 404),
        ("POST", &notes, Some(&one), 201),
        ("PUT", &place_of, Some(&here), 201),
        ("DELETE", "/opds/reading", None, 204),
    ];
    let condition = ("If-Match", "*");
    for (method, path, body, status) in &routes {
        let ask = async |headers: Vec<(&str, &str)>| {
            scene.library.send(method, path, &[headers, vec![condition]].concat(), *body).await
        };
        assert_eq!(ask(Vec::new()).await.status, 401, "nobody: {method} {path}");
        if *method != "GET" {
            assert_eq!(ask(scene.child.looks()).await.status, 403, "without its token: {method} {path}");
        }
        // A guardian manages loans, and does not read over a child's shoulder.
        for (name, who) in [("a stranger", &scene.stranger), ("the guardian", &scene.guardian)] {
            let answer = ask(who.acts()).await;
            assert_eq!(answer.status, *status, "{name}: {method} {path}");
            assert!(*method != "GET" || !answer.text().contains("Mine"), "{name}: {method} {path}");
        }
    }
    // After all of that hers is as it was.
    assert_eq!(scene.get(&own).await.json()["body"]["value"], "Mine alone");
    assert_eq!(scene.get(&place_of).await.json()["progression"], 0.2);
    assert_eq!(scene.changes("").await["orderedItems"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_read_is_in_a_backup() {
    let scene = scene().await;
    let notes = scene.notes();
    scene.send("POST", &notes, &[("Slug", "0f")], Some(&note("0f", "Kept"))).await;
    scene.send("POST", &notes, &[("Slug", "1f")], Some(&note("1f", "Gone"))).await;
    scene.send("DELETE", &format!("{notes}1f"), &[("If-Match", "*")], None).await;
    let latest = scene.changes("").await[LATEST].as_str().unwrap().to_owned();
    let copy = scene.library.home.path().join("copy.jsonl");
    scene.library.command(&["backup", copy.to_str().unwrap()]);
    let other = Library::of(&[]).await;
    other.command(&["restore", copy.to_str().unwrap()]);
    let child = other.sign_in("child").await;
    let said = other.ask("GET", &format!("/opds/reading?after={latest}"), &child.looks()).await.json();
    assert_eq!(
        (&said["orderedItems"], &said[LATEST]),
        (&json!([]), &json!(latest)),
        "devices go on where they were"
    );
    let kept = other.ask("GET", &format!("{notes}0f"), &child.looks()).await;
    assert_eq!(kept.json()["body"]["value"], "Kept");
    assert_eq!(other.ask("GET", &format!("{notes}1f"), &child.looks()).await.status, 410);
}

#[test]
fn all_of_it_holds_on_postgresql() {
    support::again_on_postgresql();
}
