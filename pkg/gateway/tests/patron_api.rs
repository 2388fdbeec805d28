//! The routes of FOLIO's edge-patron for the library's own patrons, and who may act for whom.
//!
//! With `YUELI_CASES` naming a folder that has `folio`, every answer is validated against FOLIO's schemas.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::path::Path;

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};
use support::{Answer, Library, SignedIn, epub::Book};

const ONLINE: &str = "5a0c1d52-7c1e-4f0b-9a53-0c1b7b6f2a01";
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

/// A library with a guardian, her child and a stranger; a work on paper with two volumes, and a digital one.
struct Scene {
    library: Library,
    guardian: SignedIn,
    child: SignedIn,
    stranger: SignedIn,
    desk: String,
    set: String,
    volumes: [String; 2],
    digital: String,
}

async fn scene() -> Scene {
    let library = Library::of(&[("a.epub", Book::titled("Lent").epub())]).await;
    let feed = library.feed("/opds/publications").await;
    let id = feed["publications"][0]["links"][0]["href"].as_str().unwrap().rsplit('/').next().unwrap();
    let digital = library.command(&["holding", "set", id, "--copies", "1", "--days", "7"]);
    library.patron("guardian", &[]);
    library.patron("child", &["--guardian", "guardian"]);
    library.patron("stranger", &[]);
    let desk = library.command(&[
        "holding",
        "service-point",
        "main",
        "--name",
        "Main desk",
        "--name-zh",
        "总服务台",
    ]);
    let set = library.command(&["holding", "add", "--title", "Atlas", "--author", "A. Cartographer"]);
    let volume =
        |barcode: &str| library.command(&["holding", "item", &set, "--barcode", barcode, "--at", "main"]);
    let volumes = [volume("V1"), volume("V2")];
    let guardian = library.sign_in("guardian").await;
    let child = library.sign_in("child").await;
    let stranger = library.sign_in("stranger").await;
    Scene { library, guardian, child, stranger, desk, set, volumes, digital }
}

/// The schemas of FOLIO, where the environment names them.
fn schema(name: &str) -> Option<Validator> {
    let folder = Path::new(&std::env::var_os("YUELI_CASES")?).join("folio");
    let read =
        |name: &str| -> Value { serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap() };
    let base = "https://folio.example/";
    let mut registry = Registry::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        if file.ends_with(".json") {
            registry = registry.add(format!("{base}{file}"), read(&file)).unwrap();
        }
    }
    // These are in a repository of their own; what is asked for there is looked at by the tests below.
    for elsewhere in ["uuid.schema", "metadata.schema", "tags.schema"] {
        registry = registry.add(format!("{base}raml-util/schemas/{elsewhere}"), json!({})).unwrap();
    }
    let registry = registry.prepare().unwrap();
    let whole =
        json!({ "$schema": "http://json-schema.org/draft-04/schema#", "$ref": format!("{base}{name}") });
    Some(jsonschema::options().with_registry(&registry).should_validate_formats(true).build(&whole).unwrap())
}

fn check(answer: &Answer, name: &str) -> Value {
    let said = answer.json();
    if let Some(schema) = schema(name) {
        let errors: Vec<String> =
            schema.iter_errors(&said).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?} in {said}");
    }
    assert_eq!(answer.header("cache-control"), "private, no-store");
    said
}

impl Scene {
    async fn post(&self, who: &SignedIn, path: &str, body: &Value) -> Answer {
        self.library.send("POST", path, &who.acts(), Some(body)).await
    }

    async fn get(&self, who: &SignedIn, path: &str) -> Answer {
        self.library.ask("GET", path, &who.looks()).await
    }
}

#[tokio::test]
async fn an_account_says_what_a_patron_has_and_waits_for() {
    let scene = scene().await;
    let account = format!("/patron/account/{}", scene.child.id);
    let empty = check(&scene.get(&scene.child, &account).await, "account.json");
    assert_eq!(empty["totalCharges"], json!({ "amount": 0.0, "isoCurrencyCode": "CNY" }));
    let all =
        format!("{account}?includeLoans=true&includeHolds=true&includeCharges=true&includeBatches=true");

    let item = format!("{account}/item/{}/hold", scene.volumes[0]);
    let wish = json!({ "pickupLocationId": scene.desk, "patronComments": "By the window" });
    let placed = scene.post(&scene.child, &item, &wish).await;
    assert_eq!(placed.status, 201);
    let hold = check(&placed, "hold.json");
    assert_eq!((&hold["status"], &hold["queuePosition"]), (&json!("Open - Awaiting pickup"), &json!(0)));
    assert_eq!(hold["item"]["title"], "Atlas");
    assert_eq!(
        scene.post(&scene.child, &item, &wish).await.json()["requestId"],
        hold["requestId"],
        "twice is once"
    );

    scene.library.command(&["loan", "out", "--card", "child", "--barcode", "V1"]);
    let said = check(&scene.get(&scene.child, &all).await, "account.json");
    assert_eq!((&said["totalLoans"], &said["totalHolds"]), (&json!(1), &json!(0)));
    assert_eq!(said["loans"][0]["item"]["itemId"], json!(scene.volumes[0]));
    assert_eq!(said["loans"][0]["overdue"], false);
    let renewed =
        scene.post(&scene.child, &format!("{account}/item/{}/renew", scene.volumes[0]), &json!({})).await;
    assert_eq!(renewed.status, 403, "nothing gained yet");
    assert_eq!(renewed.header("content-type"), "text/plain; charset=utf-8");
    scene.library.late("V1", 1).await;
    let said = scene.get(&scene.child, &all).await.json();
    assert_eq!(said["loans"][0]["overdue"], true);
    let renewed =
        scene.post(&scene.child, &format!("{account}/item/{}/renew", scene.volumes[0]), &json!({})).await;
    assert_eq!(renewed.status, 201);
    assert_eq!(check(&renewed, "loan.json")["overdue"], false);

    // A stranger waits for the same volume, and cancels.
    let own = format!("/patron/account/item/{}/hold", scene.volumes[0]);
    let waits = scene.post(&scene.stranger, &own, &wish).await;
    let hold = check(&waits, "hold.json");
    assert_eq!((&hold["status"], &hold["queuePosition"]), (&json!("Open - Not yet filled"), &json!(1)));
    let cancel = format!("/patron/account/hold/{}/cancel", hold["requestId"].as_str().unwrap());
    let why = json!({ "holdId": hold["requestId"], "cancellationReasonId": NOBODY,
        "canceledByUserId": scene.stranger.id, "cancellationAdditionalInformation": "Not any more" });
    for _ in 0..2 {
        let cancelled = scene.post(&scene.stranger, &cancel, &why).await;
        assert_eq!(cancelled.status, 201);
        let said = check(&cancelled, "hold.json");
        assert_eq!(
            (&said["status"], &said["canceledByUserId"]),
            (&json!("Closed - Cancelled"), &json!(scene.stranger.id))
        );
    }
}

#[tokio::test]
async fn where_a_book_can_be_picked_up_depends_on_what_it_is() {
    let scene = scene().await;
    let ids = |said: &Value| -> Vec<String> {
        let list = said["allowedServicePoints"].as_array().cloned().unwrap_or_default();
        list.iter().map(|point| point["id"].as_str().unwrap().to_owned()).collect()
    };
    for (path, expected) in [
        (format!("/patron/account/item/{}/allowed-service-points", scene.volumes[0]), &scene.desk),
        (format!("/patron/account/instance/{}/allowed-service-points", scene.set), &scene.desk),
        (format!("/patron/account/instance/{}/allowed-service-points", scene.digital), &ONLINE.to_owned()),
    ] {
        let answer = scene.get(&scene.child, &path).await;
        let said = check(&answer, "allowed-service-points-response.json");
        assert_eq!(ids(&said), std::slice::from_ref(expected), "{path}");
    }
    let answer = scene
        .library
        .ask(
            "GET",
            &format!("/patron/account/item/{}/allowed-service-points", scene.volumes[0]),
            &[scene.child.looks(), vec![("Accept-Language", "zh-CN")]].concat(),
        )
        .await;
    assert_eq!(answer.json()["allowedServicePoints"][0]["name"], "总服务台");
    let unknown =
        scene.get(&scene.child, &format!("/patron/account/item/{NOBODY}/allowed-service-points")).await;
    assert_eq!((unknown.status, unknown.header("content-type")), (422, "application/json"));
    assert_eq!(unknown.json()["errors"][0]["code"], "not-found");
    let many = scene
        .post(
            &scene.child,
            &format!("/patron/account/instance/{}/allowed-service-points-multi-item", scene.set),
            &json!({ "itemIds": scene.volumes }),
        )
        .await;
    let said = check(&many, "multi-item-allowed-service-points-response.json");
    assert_eq!(said["allowedServicePointsPerItem"].as_array().unwrap().len(), 2);
    // Whoever wants to pick it up elsewhere asks again, and keeps her place.
    let branch = scene.library.command(&["holding", "service-point", "north", "--name", "North branch"]);
    let path = format!("/patron/account/instance/{}/hold", scene.set);
    let at = |point: &str| json!({ "pickupLocationId": point });
    let first = scene.post(&scene.stranger, &path, &at(&scene.desk)).await.json();
    let second = check(&scene.post(&scene.stranger, &path, &at(&branch)).await, "hold.json");
    assert_eq!((&second["requestId"], &second["pickupLocationId"]), (&first["requestId"], &json!(branch)));
    let cancel = format!("/patron/account/hold/{}/cancel", first["requestId"].as_str().unwrap());
    assert_eq!(
        scene.post(&scene.stranger, &cancel, &json!({ "cancellationReasonId": NOBODY })).await.status,
        201
    );
    // Paper is not picked up on the network, and nothing without a place.
    let hold = |kind: &str, id: &str| format!("/patron/account/{kind}/{id}/hold");
    for (path, body, status) in [
        (hold("item", &scene.volumes[0]), json!({ "pickupLocationId": ONLINE }), 400),
        (hold("item", &scene.volumes[0]), json!({}), 400),
        (hold("item", &scene.volumes[0]), json!([]), 400),
        (hold("instance", &scene.set), json!({ "pickupLocationId": NOBODY }), 422),
        (hold("instance", &scene.set), json!({}), 422),
        (hold("instance", NOBODY), json!({ "pickupLocationId": scene.desk }), 404),
        (hold("item", "no-uuid"), json!({ "pickupLocationId": scene.desk }), 404),
        (hold("instance", &scene.digital), json!({ "pickupLocationId": ONLINE }), 201),
    ] {
        assert_eq!(scene.post(&scene.child, &path, &body).await.status, status, "{path} {body}");
    }
}

#[tokio::test]
async fn a_batch_places_what_can_be_placed_once() {
    let scene = scene().await;
    let path = format!("/patron/account/instance/{}/batch-request", scene.set);
    let id = "7d9dfe70-0158-489d-a7ed-2789eac277b3";
    let line = |item: &str| json!({ "itemId": item, "pickUpLocationId": scene.desk });
    let body = json!({ "batchRequestId": id, "patronComments": "All of them",
        "requests": [line(&scene.volumes[0]), line(&scene.volumes[1]), line(NOBODY)] });
    let one = check(&scene.post(&scene.child, &path, &body).await, "batch-request-response.json");
    assert_eq!(
        one["itemRequestsStats"],
        json!({ "total": 3, "pending": 0, "inProgress": 0, "completed": 2, "failed": 1 })
    );
    assert_eq!(one["batchId"], id);
    let two = scene.post(&scene.child, &path, &body).await.json();
    assert_eq!(one, two, "twice is once");
    let status = format!("{path}/{id}/status");
    let said = check(&scene.get(&scene.child, &status).await, "batch-request-status-response.json");
    assert_eq!(
        (&said["itemsTotal"], &said["itemsRequested"], &said["itemsFailed"]),
        (&json!(3), &json!(2), &json!(1))
    );
    assert_eq!(said["itemsFailedDetails"][0]["errorCode"], "not-found");
    let account = "/patron/account?includeHolds=true&includeBatches=true&sortBy=requestDate&limit=1";
    let account = check(&scene.get(&scene.child, account).await, "account.json");
    assert_eq!((&account["totalHolds"], account["holds"].as_array().unwrap().len()), (&json!(2), 1));
    assert_eq!(account["holds"][0]["batchRequestInfo"]["batchRequestId"], id);
    assert_eq!(account["batches"][0]["batchRequestId"], id);
    assert_eq!(scene.get(&scene.stranger, &status).await.status, 404, "another's batch");
    assert_eq!(scene.post(&scene.stranger, &path, &body).await.status, 422, "another's id");
}

/// Every route that there is about a patron: method, path, body.
fn routes(scene: &Scene, id: Option<&str>) -> Vec<(&'static str, String, Option<Value>)> {
    let account = id.map_or_else(|| "/patron/account".to_owned(), |id| format!("/patron/account/{id}"));
    let (item, set) = (&scene.volumes[0], &scene.set);
    let hold = json!({ "pickupLocationId": scene.desk });
    let cancel = json!({ "cancellationReasonId": NOBODY, "canceledByUserId": NOBODY, "holdId": NOBODY });
    let batch = json!({ "requests": [] });
    let mut routes = vec![
        ("GET", String::new(), None),
        ("GET", "?includeLoans=true".to_owned(), None),
        ("POST", format!("/item/{item}/hold"), Some(hold.clone())),
        ("GET", format!("/item/{item}/allowed-service-points"), None),
        ("POST", format!("/instance/{set}/hold"), Some(hold)),
        ("GET", format!("/instance/{set}/allowed-service-points"), None),
        (
            "POST",
            format!("/instance/{set}/allowed-service-points-multi-item"),
            Some(json!({ "itemIds": [item] })),
        ),
        ("POST", format!("/instance/{set}/batch-request"), Some(batch)),
        ("GET", format!("/instance/{set}/batch-request/{NOBODY}/status"), None),
        ("POST", format!("/hold/{NOBODY}/cancel"), Some(cancel)),
    ];
    if id.is_some() {
        routes.push(("POST", format!("/item/{item}/renew"), Some(json!({}))));
    }
    let whole = |(method, rest, body)| (method, format!("{account}{rest}"), body);
    routes.into_iter().map(whole).collect()
}

#[tokio::test]
async fn nobody_acts_for_anybody_but_herself_and_her_children() {
    let scene = scene().await;
    let child = scene.child.id.clone();
    let mut tried = 0;
    for (method, path, body) in routes(&scene, Some(&child)) {
        let ask = async |headers: Vec<(&str, &str)>| {
            scene.library.send(method, &path, &headers, body.as_ref()).await.status
        };
        assert_eq!(ask(Vec::new()).await, 401, "nobody: {method} {path}");
        assert_eq!(ask(scene.stranger.acts()).await, 403, "another: {method} {path}");
        for (who, own) in [("the patron", &scene.child), ("the guardian", &scene.guardian)] {
            let status = ask(own.acts()).await;
            // What is asked for may not be there; that it is not somebody else's is what counts.
            assert!([200, 201, 404].contains(&status), "{who}: {method} {path}: {status}");
        }
        if method == "POST" {
            for own in [&scene.child, &scene.guardian] {
                assert_eq!(ask(own.looks()).await, 403, "without its token: {method} {path}");
            }
        }
        tried += 1;
    }
    for (method, path, body) in routes(&scene, None) {
        let nobody = scene.library.send(method, &path, &[], body.as_ref()).await;
        assert_eq!(nobody.status, 401, "nobody: {method} {path}");
        tried += 1;
    }
    assert_eq!(tried, 21);
    // The child does not act for her guardian, and of a patron who is not there nothing is told.
    for (who, id) in [(&scene.child, scene.guardian.id.as_str()), (&scene.stranger, NOBODY)] {
        for (method, path, body) in routes(&scene, Some(id)) {
            let answer = scene.library.send(method, &path, &who.acts(), body.as_ref()).await;
            assert_eq!(answer.status, 403, "{method} {path}");
            assert!(answer.text().contains("another patron"), "{answer:?}");
        }
    }
    // Whose hold or loan it is, is looked at too: a stranger's own account does not open another's hold.
    let wish = json!({ "pickupLocationId": scene.desk });
    let path = format!("/patron/account/{child}/instance/{}/hold", scene.set);
    let hold = scene.post(&scene.guardian, &path, &wish).await.json();
    let cancel = format!("/patron/account/hold/{}/cancel", hold["requestId"].as_str().unwrap());
    let why = json!({ "cancellationReasonId": NOBODY });
    assert_eq!(scene.post(&scene.stranger, &cancel, &why).await.status, 404);
    assert_eq!(scene.post(&scene.child, &cancel, &why).await.status, 201);
    let borrow = |hold: &str| format!("/opds/holds/{hold}/revoke");
    let path = borrow(hold["requestId"].as_str().unwrap());
    assert_eq!(scene.library.ask("POST", &path, &scene.stranger.acts()).await.status, 404);
}

#[test]
fn all_of_it_holds_on_postgresql() {
    support::again_on_postgresql();
}
