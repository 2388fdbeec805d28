//! What the conformance runs of several crates share: schemas of others, and results as `cargo xtask conformance` reads
//! them. Included by `#[path]`.

#![allow(dead_code, reason = "each user takes some of it")]

use std::{error::Error, fs, path::Path};

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

/// Anything that keeps a suite from running.
pub type Failure = Box<dyn Error>;

/// The results of a suite.
#[derive(Default)]
pub struct Results(Vec<Value>);

impl Results {
    /// A case that passed where nothing is wrong with it.
    pub fn add(&mut self, case: &str, wrong: &[String]) {
        let result = if wrong.is_empty() { "passed" } else { "failed" };
        self.0.push(json!({ "case": case, "result": result, "detail": wrong.join("; ") }));
    }

    /// A case that is not for this product.
    pub fn skip(&mut self, case: &str, why: &str) {
        self.0.push(json!({ "case": case, "result": "skipped", "detail": why }));
    }

    /// Writes all of them.
    pub fn write(self, file: &Path) -> Result<(), Failure> {
        Ok(fs::write(file, Value::Array(self.0).to_string())?)
    }
}

/// Schemas, each under an address.
#[derive(Default)]
pub struct Schemas(Vec<(String, Value)>);

impl Schemas {
    /// Every JSON file of a folder and those below; under its `$id`, or else under `base` and its own path.
    pub fn add_folder(&mut self, folder: &Path, base: &str) -> Result<(), Failure> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                self.add_folder(&path, &format!("{base}{name}/"))?;
            } else if path.extension().is_some_and(|own| own == "json" || own == "schema") {
                let schema: Value = serde_json::from_slice(&fs::read(&path)?)?;
                let id = schema["$id"].as_str().map_or_else(|| format!("{base}{name}"), str::to_owned);
                self.0.push((id, schema));
            }
        }
        Ok(())
    }

    /// One more schema.
    pub fn add(&mut self, id: &str, schema: Value) {
        self.0.push((id.to_owned(), schema));
    }

    /// The schema under an address.
    pub fn get(&self, id: &str) -> Option<&Value> {
        self.0.iter().find(|(own, _)| own == id).map(|(_, schema)| schema)
    }

    /// What holds documents against the schema under `id`.
    pub fn validator(&self, id: &str) -> Result<Validator, Failure> {
        let schema = self.get(id).ok_or_else(|| format!("there is no schema {id}"))?;
        let mut registry = Registry::new();
        for (id, schema) in &self.0 {
            registry = registry.add(id.clone(), schema.clone())?;
        }
        let registry = registry.prepare()?;
        let options = jsonschema::options().with_registry(&registry).with_base_uri(id.to_owned());
        Ok(options.should_validate_formats(true).build(schema)?)
    }
}

/// What a schema finds wrong with a document.
pub fn errors(validator: &Validator, document: &Value) -> Vec<String> {
    validator
        .iter_errors(document)
        .map(|error| format!("{error} at {:?}", error.instance_path().as_str()))
        .collect()
}

/// The document without the member at `path`, where it has one.
pub fn without(document: &Value, path: &[&str]) -> Option<Value> {
    let mut document = document.clone();
    let (last, before) = path.split_last()?;
    let parent = before.iter().try_fold(&mut document, |value, name| value.get_mut(name))?;
    parent.as_object_mut()?.remove(*last)?;
    Some(document)
}

/// The folder of data and the file for results, as they are given on the command line.
pub fn arguments() -> Result<(std::path::PathBuf, std::path::PathBuf), Failure> {
    let mut given = std::env::args_os().skip(1).map(std::path::PathBuf::from);
    given
        .next()
        .zip(given.next())
        .ok_or_else(|| "give the folder of data and the file for the results".into())
}
