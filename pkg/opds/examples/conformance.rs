//! Conformance with the schemas of OPDS: what was read from Atom, and all else that we write, is what they say. Run by
//! `cargo xtask conformance`.

#[path = "../../publication/tests/conformance/mod.rs"]
mod conformance;
#[path = "../tests/made/mod.rs"]
mod made;

use conformance::{Failure, Results, Schemas, arguments, errors, without};
use serde_json::{Value, json};
use yueli_opds::{Authentication, Profile, read};
use yueli_publication::json::FromJson;

const URL: &str = "https://lib.example/opds/list";

fn main() -> Result<(), Failure> {
    let (data, out) = arguments()?;
    let mut schemas = Schemas::default();
    schemas.add_folder(&data.join("opds/schema"), "https://opds.example/")?;
    schemas.add_folder(&data.join("rwpm/schema"), "https://rwpm.example/")?;
    let validator =
        |name: &str| schemas.validator(&format!("https://drafts.opds.io/schema/{name}.schema.json"));
    let mut results = Results::default();
    let feed = validator("feed")?;
    for (name, body) in [("calibre", made::CALIBRE), ("palace", made::PALACE), ("ways on", made::WAYS)] {
        let read = read(body.as_bytes(), None, URL)?.feed().ok_or("no feed")?;
        results.add(
            &format!("feed of OPDS 1.2 written as 2.0: {name}"),
            &errors(&feed, &serde_json::to_value(read)?),
        );
    }
    let authentication = validator("authentication")?;
    let document = authentication_document();
    let written = Authentication::from_json(document.clone()).ok_or("no document")?.settled(URL);
    results.add("authentication: written", &errors(&authentication, &serde_json::to_value(written)?));
    for name in ["authentication", "title", "id"] {
        let mut wrong = Vec::new();
        let lacking = without(&document, &[name]).ok_or("our own document lacks it")?;
        if authentication.is_valid(&lacking) {
            wrong.push("the schema does without".to_owned());
        }
        // The reader does without all of them, and fills in what it can.
        if Authentication::from_json(lacking).is_none() {
            wrong.push("the reader refuses it".to_owned());
        }
        results.add(&format!("authentication: without {name}, read all the same"), &wrong);
    }
    let profile = json!({"name": "Lu Yu", "email": "lu@lib.example", "links": [{"href": "/shelf", "rel": "http://opds-spec.org/shelf"}],
        "loans": {"total": 10, "available": 7}, "holds": {"total": 5}});
    let written = Profile::from_json(profile).ok_or("no profile")?;
    results.add("profile: written", &errors(&validator("profile")?, &serde_json::to_value(written)?));
    results.write(&out)
}

fn authentication_document() -> Value {
    json!({
        "id": "https://lib.example/auth.json", "title": "City Library", "description": "Enter your card's number.",
        "links": [{"rel": "logo", "href": "https://lib.example/logo.jpg", "type": "image/jpeg"}, {"rel": "help", "href": "mailto:help@lib.example"}],
        "authentication": [
            {"type": "http://opds-spec.org/auth/basic", "labels": {"login": "Card", "password": "PIN"}},
            {"type": "http://opds-spec.org/auth/oauth/password", "links": [{"rel": "authenticate", "href": "https://lib.example/token", "type": "application/json"}]}
        ]
    })
}
