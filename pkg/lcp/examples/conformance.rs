//! Conformance with the schemas of LCP: our own documents are what they say, and where the schema misses something that
//! must be there, so does the reader. Run by `cargo xtask conformance`.

#[path = "../../publication/tests/conformance/mod.rs"]
mod conformance;
#[path = "../tests/made/mod.rs"]
mod made;

use conformance::{Failure, Results, Schemas, arguments, errors, without};
use jsonschema::Validator;
use serde_json::Value;
use yueli_lcp::{Licence, Status};
use yueli_publication::json::FromJson;

/// Members that must be there.
const LICENCE: [&[&str]; 11] = [
    &["id"],
    &["issued"],
    &["provider"],
    &["encryption"],
    &["links"],
    &["signature"],
    &["encryption", "profile"],
    &["encryption", "content_key", "encrypted_value"],
    &["encryption", "content_key", "algorithm"],
    &["encryption", "user_key", "key_check"],
    &["encryption", "user_key", "text_hint"],
];
const STATUS: [&[&str]; 7] = [
    &["id"],
    &["status"],
    &["message"],
    &["updated"],
    &["links"],
    &["updated", "license"],
    &["updated", "status"],
];

fn main() -> Result<(), Failure> {
    let (data, out) = arguments()?;
    let mut schemas = Schemas::default();
    let id = |name: &str| format!("https://readium.org/lcp-specs/schema/{name}.schema.json");
    for name in ["license", "status", "link"] {
        let file = data.join("lcp/schema").join(format!("{name}.schema.json"));
        schemas.add(&id(name), serde_json::from_slice(&std::fs::read(file)?)?);
    }
    let mut results = Results::default();
    let misses = |document: Value| Licence::from_json(document).is_none_or(|read| !read.gaps.is_empty());
    suite(&mut results, "licence", &schemas.validator(&id("license"))?, &made::licence(), &LICENCE, misses);
    let misses = |document: Value| Status::from_json(document).is_none_or(|read| !read.gaps.is_empty());
    suite(&mut results, "status", &schemas.validator(&id("status"))?, &made::status(), &STATUS, misses);
    results.write(&out)
}

fn suite(
    results: &mut Results,
    name: &str,
    validator: &Validator,
    whole: &Value,
    members: &[&[&str]],
    misses: impl Fn(Value) -> bool,
) {
    let mut wrong = errors(validator, whole);
    if misses(whole.clone()) {
        wrong.push("the reader misses something in a document that is whole".to_owned());
    }
    results.add(&format!("{name}: whole"), &wrong);
    for path in members {
        let mut wrong = Vec::new();
        match without(whole, path) {
            None => wrong.push("our own document lacks it".to_owned()),
            Some(document) => {
                if validator.is_valid(&document) {
                    wrong.push("the schema does without".to_owned());
                }
                if !misses(document) {
                    wrong.push("the reader does not miss it".to_owned());
                }
            }
        }
        results.add(&format!("{name}: without {}", path.join(".")), &wrong);
    }
}
