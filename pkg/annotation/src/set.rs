//! Many annotations: read from whatever holds them, written as a Readium `AnnotationSet`, and put together.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use yueli_publication::json::{self, Fields, FromJson};

use crate::Annotation;

/// How many characters of context are kept on either side of the words.
pub(crate) const CONTEXT: usize = 40;
/// The most annotations that are read from one file: nobody makes more, and whoever sends more means harm.
const MOST: usize = 50_000;
/// How deep collections may hold collections.
const DEEP: usize = 8;

/// What is wrong with what was read. None of it keeps the rest from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It is no JSON.
    NotJson,
    /// It is JSON, but there are no annotations in it.
    NoAnnotations,
    /// The annotation with this number, from 0, does not say where it is, or is none.
    Unreadable(usize),
    /// There are more than are read.
    TooMany,
}

/// What a set says of the publication that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// Its identifiers.
    pub identifiers: Vec<String>,
    /// Its title.
    pub title: String,
    /// Its media type.
    pub format: String,
    /// Its authors.
    pub creator: String,
    /// Its publisher.
    pub publisher: String,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The annotations, in the order in which they stand there.
    pub annotations: Vec<Annotation>,
    /// The publication, as far as it is told.
    pub about: About,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Reads annotations from a Readium `AnnotationSet`, a W3C `AnnotationCollection` or `AnnotationPage`, a list, or a
/// single annotation. Never fails: what cannot be read is a problem beside what can.
///
/// An annotation without an id gets one from what it says, so that it is the same when it is read again.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let Ok(value) = json::parse(text.trim_start_matches('\u{feff}').as_bytes()) else {
        reading.problems.push(Problem::NotJson);
        return reading;
    };
    let mut items = Vec::new();
    gather(value, DEEP, &mut items, &mut reading.about);
    if items.is_empty() {
        reading.problems.push(Problem::NoAnnotations);
    }
    if items.len() > MOST {
        items.truncate(MOST);
        reading.problems.push(Problem::TooMany);
    }
    for (number, item) in items.into_iter().enumerate() {
        match Annotation::from_json(item) {
            Some(mut annotation) => {
                if annotation.id.is_empty() {
                    annotation.id = id_of(&annotation);
                }
                reading.annotations.push(annotation);
            }
            None => reading.problems.push(Problem::Unreadable(number)),
        }
    }
    reading
}

/// Collects what may be annotations.
fn gather(value: Value, deep: usize, items: &mut Vec<Value>, about: &mut About) {
    match value {
        Value::Array(all) => items.extend(all),
        Value::Object(map) => {
            let holds = ["items", "first", "@graph"].iter().any(|name| map.contains_key(*name));
            if !holds {
                // What has neither is no annotation either, unless it says so.
                if map.contains_key("target") || map.get("type").is_some_and(|kind| kind == "Annotation") {
                    items.push(Value::Object(map));
                }
                return;
            }
            let mut fields = Fields::of(Value::Object(map)).unwrap_or_else(Fields::none);
            if let Some(own) = fields.take("about").and_then(About::from_json) {
                *about = own;
            }
            items.extend(fields.list("items"));
            items.extend(fields.list("@graph"));
            for name in ["first", "next"] {
                // A page that is only named is somewhere on a server; what is here is read.
                if let (Some(page @ Value::Object(_)), true) = (fields.take(name), deep > 0) {
                    gather(page, deep - 1, items, about);
                }
            }
        }
        _ => {}
    }
}

impl FromJson for About {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let mut words = |name: &str| fields.many::<String>(name).join(", ");
        let about = Self {
            title: words("dc:title"),
            format: words("dc:format"),
            creator: words("dc:creator"),
            publisher: words("dc:publisher"),
            identifiers: Vec::new(),
        };
        Some(Self { identifiers: fields.many("dc:identifier"), ..about })
    }
}

impl About {
    fn to_json(&self) -> Value {
        let mut all = Map::new();
        if !self.identifiers.is_empty() {
            all.insert("dc:identifier".to_owned(), self.identifiers.clone().into());
        }
        for (name, text) in [
            ("dc:title", &self.title),
            ("dc:format", &self.format),
            ("dc:creator", &self.creator),
            ("dc:publisher", &self.publisher),
        ] {
            if !text.is_empty() {
                all.insert(name.to_owned(), text.as_str().into());
            }
        }
        Value::Object(all)
    }
}

/// A name made of what an annotation says.
fn id_of(annotation: &Annotation) -> String {
    name_of(&annotation.to_json().to_string())
}

/// The same name for the same text.
fn name_of(text: &str) -> String {
    // FNV-1a, once from either end: enough to tell apart what one reader has written.
    let hash = |bytes: &mut dyn Iterator<Item = u8>| {
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    };
    let (there, back) = (hash(&mut text.bytes()), hash(&mut text.bytes().rev()));
    let mut chance = [0; 16];
    for (own, byte) in chance.iter_mut().zip(there.to_be_bytes().into_iter().chain(back.to_be_bytes())) {
        *own = byte;
    }
    crate::new_id(chance)
}

/// Writes a Readium `AnnotationSet`. `generated` is the time: ISO 8601.
///
/// Source: <https://github.com/readium/annotations>, section 2.
pub fn write(annotations: &[Annotation], about: &About, generated: &str) -> String {
    let ids: String = annotations.iter().map(|annotation| annotation.id.as_str()).collect();
    let mut all = Map::new();
    for (name, text) in [
        ("@context", "http://www.w3.org/ns/anno.jsonld"),
        ("id", name_of(&ids).as_str()),
        ("type", "AnnotationSet"),
        ("generator", "https://github.com/yueli-project/yueli"),
        ("generated", generated),
    ] {
        all.insert(name.to_owned(), text.into());
    }
    all.insert("about".to_owned(), about.to_json());
    all.insert("items".to_owned(), annotations.iter().map(Annotation::to_json).collect());
    Value::Object(all).to_string()
}

/// What became of annotations that were added to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merged {
    /// They were not there before.
    pub added: usize,
    /// They were there, and are newer now.
    pub renewed: usize,
    /// They were there already.
    pub known: usize,
}

/// Adds `more` to `all`: each id once, and of two that have the same the one that was touched last.
pub fn merge(all: &mut Vec<Annotation>, more: Vec<Annotation>) -> Merged {
    let mut merged = Merged::default();
    let mut places: BTreeMap<String, usize> =
        all.iter().enumerate().map(|(place, annotation)| (annotation.id.clone(), place)).collect();
    for annotation in more {
        match places.get(&annotation.id).and_then(|place| all.get_mut(*place)) {
            // ISO 8601 in UTC sorts as text.
            Some(known) if known.touched() < annotation.touched() => {
                *known = annotation;
                merged.renewed += 1;
            }
            Some(_) => merged.known += 1,
            None => {
                places.insert(annotation.id.clone(), all.len());
                all.push(annotation);
                merged.added += 1;
            }
        }
    }
    merged
}
