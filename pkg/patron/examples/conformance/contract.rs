//! edge-patron's contract as it lies in its folder: routes of the RAML, errors of the schemas, and what we ask.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};
use yueli_patron::{Ask, BatchLine, HoldOrder, Included, Registration, Target};
use yueli_publication::Time;

use crate::conformance::{Failure, Schemas};

/// What the schemas' addresses begin with.
pub const BASE: &str = "https://folio.example/";
/// A name as the contract wants it.
pub const UUID: &str = "5203c035-005e-4a70-b555-ddaa3094c51c";

/// A route of the contract.
pub struct Route {
    /// The method, in capitals.
    pub method: String,
    /// The path, with `{names}`.
    pub path: String,
    /// What may stand in its query.
    pub query: Vec<String>,
}

impl Route {
    /// Whether a request goes there.
    pub fn is(&self, method: &str, path: &str) -> bool {
        let (own, asked): (Vec<_>, Vec<_>) = (self.path.split('/').collect(), path.split('/').collect());
        let same = |(own, asked): (&&str, &&str)| own.starts_with('{') && !asked.is_empty() || own == asked;
        self.method == method && own.len() == asked.len() && own.iter().zip(&asked).all(same)
    }
}

/// The routes of a RAML document: keys that begin with a slash are parts of paths, by their indentation.
pub fn routes(raml: &str) -> Vec<Route> {
    let mut parts: Vec<(usize, String)> = Vec::new();
    let mut routes: Vec<Route> = Vec::new();
    let mut query: Option<usize> = None;
    for line in raml.lines().filter(|line| !line.trim().is_empty()) {
        let depth = line.len() - line.trim_start().len();
        let Some((key, _)) = line.trim().split_once(':') else { continue };
        if query.is_some_and(|own| depth <= own) {
            query = None;
        }
        if key.starts_with('/') {
            parts.retain(|(own, _)| *own < depth);
            parts.push((depth, key.to_owned()));
        } else if matches!(key, "get" | "post" | "put" | "delete") {
            let path = parts.iter().filter(|(own, _)| *own < depth).map(|(_, part)| part.as_str()).collect();
            routes.push(Route { method: key.to_ascii_uppercase(), path, query: Vec::new() });
        } else if key == "queryParameters" {
            query = Some(depth);
        } else if query.is_some_and(|own| depth == own + 2)
            && let Some(route) = routes.last_mut()
        {
            route.query.push(key.to_owned());
        }
    }
    // The literal paths first: `/patron/account/{id}` fits `/patron/account/item` as well.
    routes.sort_by_key(|route| route.path.matches('{').count());
    routes
}

/// Schemas that the contract leads to and that are not in its folder.
pub fn add_raml_util(schemas: &mut Schemas) {
    let uuid = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";
    schemas
        .add(&format!("{BASE}raml-util/schemas/uuid.schema"), json!({ "type": "string", "pattern": uuid }));
    for name in ["metadata", "tags"] {
        schemas.add(&format!("{BASE}raml-util/schemas/{name}.schema"), json!({ "type": "object" }));
    }
}

/// The errors that the schemas name, with the status that the schema is for.
pub fn named_errors(folder: &Path) -> Result<BTreeSet<(u16, String)>, Failure> {
    fn collect(value: &Value, status: u16, into: &mut BTreeSet<(u16, String)>) {
        match value {
            Value::String(text)
                if text.contains('_') && text.chars().all(|own| own == '_' || own.is_ascii_uppercase()) =>
            {
                into.insert((status, text.clone()));
            }
            Value::Array(list) => list.iter().for_each(|own| collect(own, status, into)),
            Value::Object(map) => map.values().for_each(|own| collect(own, status, into)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let status = name.rsplit('_').next().and_then(|own| own.parse().ok());
        if let Some(status) = status {
            collect(&serde_json::from_slice(&fs::read(&path)?)?, status, &mut found);
        }
    }
    Ok(found)
}

/// The question that an example of a person answers.
pub fn answered_by(name: &str) -> Option<Ask> {
    match name {
        "staging_user.json" => Some(Ask::Register(Box::default())),
        "user.json" => {
            Some(Ask::RegistrationStatus { email: Some("jhandey@biglibrary.org".into()), external: None })
        }
        _ => None,
    }
}

/// Every question, and the schema that its body is held against.
pub fn asks() -> Vec<(&'static str, Ask, Option<&'static str>)> {
    let id = || UUID.to_owned();
    let now = Time::from_millis(1_700_000_000_000);
    let order =
        |target| HoldOrder { target, pick_up: id(), until: Some(now), comment: Some("soon".into()), now };
    let line = BatchLine { item: id(), pick_up: id() };
    let somebody = Registration {
        first_name: "Lu".into(),
        last_name: "Yu".into(),
        email: "lu@lib.example".into(),
        city: "Jingling".into(),
        ..Registration::default()
    };
    let known = Registration { external: Some(id()), ..somebody.clone() };
    vec![
        ("account", Ask::Account(Included { part: Some((0, 10)), ..Included::ALL }), None),
        ("renew", Ask::Renew { item: id() }, None),
        ("hold of an item", Ask::Hold(order(Target::Item(id()))), Some("hold.json")),
        ("hold of an instance", Ask::Hold(order(Target::Instance(id()))), Some("hold.json")),
        ("places for an item", Ask::PickUps(Target::Item(id())), None),
        ("places for an instance", Ask::PickUps(Target::Instance(id())), None),
        (
            "places for many items",
            Ask::PickUpsOfMany { instance: id(), items: vec![id()] },
            Some("multi-item-allowed-service-points-request.json"),
        ),
        (
            "giving up a hold",
            Ask::Cancel { hold: id(), comment: Some("no".into()), now },
            Some("hold-cancellation.json"),
        ),
        (
            "batch",
            Ask::Batch { instance: id(), lines: vec![line], comment: Some("all".into()), id: Some(id()) },
            Some("batch-request.json"),
        ),
        ("status of a batch", Ask::BatchStatus { instance: id(), batch: id() }, None),
        ("registering", Ask::Register(Box::new(somebody)), Some("staging_user.json")),
        ("changing what was registered", Ask::Register(Box::new(known)), Some("staging_user.json")),
        (
            "status by mail",
            Ask::RegistrationStatus { email: Some("lu@lib.example".into()), external: None },
            None,
        ),
        ("status by name", Ask::RegistrationStatus { email: None, external: Some(id()) }, None),
    ]
}
