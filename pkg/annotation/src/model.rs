//! One annotation, and how it is said in JSON.

use serde_json::{Map, Value, json};
use yueli_publication::json::{Fields, FromJson};

use crate::{Line, Look, Pen, set::CONTEXT};

/// What selectors call an EPUB CFI.
const CFI: &str = "http://www.idpf.org/epub/linking/cfi/epub-cfi.html";
/// Says in `styleClass` what `highlight` has no word for.
const CLASS: &str = "yueli-";

/// A bookmark, a highlight or a note.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Annotation {
    /// Its name, the same wherever it goes.
    pub id: String,
    /// When it was made: ISO 8601.
    pub created: Option<String>,
    /// When it was last changed: ISO 8601.
    pub modified: Option<String>,
    /// What it is.
    pub motivation: Motivation,
    /// Where it is.
    pub target: Target,
    /// What it says, and how it looks.
    pub body: Body,
    /// What we do not understand: kept as it is, and written again.
    pub rest: Map<String, Value>,
}

/// What an annotation is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Motivation {
    /// A place to come back to.
    Bookmarking,
    /// Words that are marked.
    #[default]
    Highlighting,
    /// Words that something is said about.
    Commenting,
    /// Something else; it is shown as a highlight.
    Other(String),
}

/// Where an annotation is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Target {
    /// The document: its percent-encoded path from the publication's root.
    pub source: String,
    /// The whole CFI: `epubcfi(/6/4!/4/2,/1:3,/1:9)`.
    pub cfi: Option<String>,
    /// The words.
    pub quote: Option<Quote>,
    /// How far in the document it begins, from 0 to 1.
    pub progression: Option<f64>,
    /// The headings that it stands under, the outermost first.
    pub headings: Vec<String>,
    /// Selectors that we do not use.
    pub other_selectors: Vec<Value>,
    /// Names of styles.
    pub classes: Vec<String>,
    /// What we do not understand.
    pub rest: Map<String, Value>,
}

/// Words, and what stands around them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quote {
    /// The words themselves.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
}

/// What an annotation says, and how it looks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Body {
    /// What was written about the words.
    pub text: String,
    /// A CSS colour.
    colour: Option<String>,
    /// `solid`, `underline`, `strikethrough` or `outline`.
    highlight: Option<String>,
    /// What we do not understand.
    rest: Map<String, Value>,
    /// Bodies beside the first.
    others: Vec<Value>,
}

impl Motivation {
    fn of(names: &[String], text: &str) -> Self {
        let has = |name: &str| names.iter().any(|own| own == name || own.strip_prefix("oa:") == Some(name));
        match names.first() {
            _ if has("bookmarking") => Self::Bookmarking,
            _ if has("commenting") || has("replying") || has("describing") => Self::Commenting,
            _ if has("highlighting") => Self::Highlighting,
            Some(other) => Self::Other(other.clone()),
            None if text.is_empty() => Self::Highlighting,
            None => Self::Commenting,
        }
    }

    /// As the data model names it.
    pub fn name(&self) -> &str {
        match self {
            Self::Bookmarking => "bookmarking",
            Self::Highlighting => "highlighting",
            Self::Commenting => "commenting",
            Self::Other(name) => name,
        }
    }
}

impl Annotation {
    /// How it looks.
    pub fn look(&self) -> Look {
        let pen = self.body.colour.as_deref().map(Pen::nearest).unwrap_or_default();
        let by_class = self.target.classes.iter().find_map(|class| Line::named(class.strip_prefix(CLASS)?));
        let line = by_class.unwrap_or(match self.body.highlight.as_deref() {
            None | Some("solid") => Line::Solid,
            Some(_) => Line::Underline,
        });
        Look { pen, line }
    }

    /// Makes it look so. A colour of another app stays as it is while the pen does.
    pub fn set_look(&mut self, look: Look) {
        let old = self.look();
        if self.body.colour.is_none() || old.pen != look.pen {
            self.body.colour = Some(look.pen.css().to_owned());
        }
        if self.body.highlight.is_none() || old.line != look.line {
            self.body.highlight =
                Some(if look.line == Line::Solid { "solid" } else { "underline" }.to_owned());
            self.target.classes.retain(|class| !class.starts_with(CLASS));
            if matches!(look.line, Line::Dotted | Line::Wavy) {
                self.target.classes.push([CLASS, look.line.name()].concat());
            }
        }
    }

    /// Says this about the words; a highlight with a note is a comment, and without one it is a highlight again.
    pub fn set_text(&mut self, text: &str) {
        text.trim_end().clone_into(&mut self.body.text);
        match (&self.motivation, self.body.text.is_empty()) {
            (Motivation::Highlighting, false) => self.motivation = Motivation::Commenting,
            (Motivation::Commenting, true) => self.motivation = Motivation::Highlighting,
            _ => {}
        }
    }

    /// The words that are marked, white space made single; empty where there are none.
    pub fn words(&self) -> String {
        let exact = self.target.quote.as_ref().map_or("", |quote| quote.exact.as_str());
        exact.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// When it was last touched; empty where nobody says.
    pub fn touched(&self) -> &str {
        self.modified.as_deref().or(self.created.as_deref()).unwrap_or_default()
    }

    /// As the data model writes it.
    pub fn to_json(&self) -> Value {
        let mut all = self.rest.clone();
        set(&mut all, "@context", "http://www.w3.org/ns/anno.jsonld".into());
        set(&mut all, "id", self.id.as_str().into());
        set(&mut all, "type", "Annotation".into());
        set(&mut all, "motivation", self.motivation.name().into());
        for (name, time) in [("created", &self.created), ("modified", &self.modified)] {
            if let Some(time) = time {
                set(&mut all, name, time.as_str().into());
            }
        }
        set(&mut all, "body", self.body.to_json());
        set(&mut all, "target", self.target.to_json());
        Value::Object(all)
    }
}

impl Target {
    fn to_json(&self) -> Value {
        let mut all = self.rest.clone();
        set(&mut all, "source", self.source.as_str().into());
        let mut selectors = Vec::new();
        if let Some(quote) = &self.quote {
            let Quote { exact, prefix, suffix } = quote;
            let parts = [("exact", exact.as_str()), ("prefix", prefix.as_str()), ("suffix", suffix.as_str())];
            selectors.push(selector("TextQuoteSelector", &parts));
        }
        if let Some(cfi) = &self.cfi {
            selectors.push(selector("FragmentSelector", &[("conformsTo", CFI), ("value", cfi)]));
        }
        if let Some(progression) = self.progression {
            selectors.push(json!({"type": "ProgressionSelector", "value": progression}));
        }
        selectors.extend(self.other_selectors.iter().cloned());
        set(&mut all, "selector", Value::Array(selectors));
        if !self.headings.is_empty() {
            let heading = |(level, text): (usize, &String)| json!({"level": level + 1, "txt": text});
            let headings = self.headings.iter().enumerate().map(heading).collect();
            let meta = all.entry("meta").or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(meta) = meta {
                set(meta, "headings", Value::Array(headings));
            }
        }
        if !self.classes.is_empty() {
            set(&mut all, "styleClass", self.classes.clone().into());
        }
        Value::Object(all)
    }
}

impl Body {
    fn to_json(&self) -> Value {
        let mut all = self.rest.clone();
        set(&mut all, "type", "TextualBody".into());
        set(&mut all, "value", self.text.as_str().into());
        for (name, text) in [("color", &self.colour), ("highlight", &self.highlight)] {
            if let Some(text) = text {
                set(&mut all, name, text.as_str().into());
            }
        }
        if self.others.is_empty() {
            return Value::Object(all);
        }
        let mut bodies = vec![Value::Object(all)];
        bodies.extend(self.others.iter().cloned());
        Value::Array(bodies)
    }
}

/// A selector of that type, with these members.
fn selector(kind: &str, members: &[(&str, &str)]) -> Value {
    let mut all = Map::new();
    set(&mut all, "type", kind.into());
    for (name, text) in members {
        set(&mut all, name, (*text).into());
    }
    Value::Object(all)
}

fn set(map: &mut Map<String, Value>, name: &str, value: Value) {
    map.insert(name.to_owned(), value);
}

impl FromJson for Annotation {
    /// Anything with a target that says where it is. What has no id gets none here.
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        // A thing of another type that happens to have a target is none.
        let kinds: Vec<String> = fields.many("type");
        if !kinds.is_empty() && !kinds.iter().any(|kind| kind.trim_start_matches("oa:") == "Annotation") {
            return None;
        }
        let body = Body::of(fields.list("body"), fields.text("bodyValue"));
        let target = fields.list("target").into_iter().find_map(Target::from_json)?;
        let motivation = Motivation::of(&fields.many::<String>("motivation"), &body.text);
        fields.take("@context");
        Some(Self {
            id: fields.text("id").or_else(|| fields.text("@id")).unwrap_or_default(),
            created: fields.text("created"),
            modified: fields.text("modified"),
            motivation,
            target,
            body,
            rest: fields.rest(),
        })
    }
}

impl FromJson for Target {
    fn from_json(value: Value) -> Option<Self> {
        if let Value::String(address) = value {
            // The address of a document, with or without a place in it.
            let (source, fragment) = match address.split_once('#') {
                Some((source, fragment)) => (source.to_owned(), Some(fragment.to_owned())),
                None => (address, None),
            };
            let cfi = fragment.filter(|fragment| fragment.starts_with("epubcfi("));
            return (!source.is_empty()).then(|| Self { source, cfi, ..Self::default() });
        }
        let mut fields = Fields::of(value)?;
        let source = match fields.take("source")? {
            Value::String(source) => source,
            other => Fields::of(other)?.text("id")?,
        };
        let mut target = Self { source, classes: fields.many("styleClass"), ..Self::default() };
        for selector in fields.list("selector") {
            target.add(selector);
        }
        if let Some(mut meta) = fields.take("meta").and_then(Fields::of) {
            let text = |heading: Value| Fields::of(heading)?.text("txt");
            target.headings = meta.list("headings").into_iter().filter_map(text).collect();
            target.rest = fields.rest();
            let meta = meta.rest();
            if !meta.is_empty() {
                set(&mut target.rest, "meta", Value::Object(meta));
            }
        } else {
            target.rest = fields.rest();
        }
        Some(target)
    }
}

impl Target {
    /// Takes a selector over: what is understood, once; all else as it is.
    fn add(&mut self, selector: Value) {
        let kept = selector.clone();
        let Some(mut fields) = Fields::of(selector) else { return };
        let kind = fields.text("type").unwrap_or_default();
        let cfi = fields.text("conformsTo").is_some_and(|standard| standard.contains("epub-cfi"));
        match kind.as_str() {
            "TextQuoteSelector" if self.quote.is_none() => {
                if let Some(exact) = fields.text("exact").filter(|exact| !exact.trim().is_empty()) {
                    let mut text = |name: &str| fields.text(name).unwrap_or_default();
                    self.quote = Some(Quote { exact, prefix: text("prefix"), suffix: text("suffix") });
                    return;
                }
            }
            "FragmentSelector" if self.cfi.is_none() && cfi => {
                if let Some(value) = fields.text("value") {
                    self.cfi = Some(value);
                    return;
                }
            }
            "ProgressionSelector" if self.progression.is_none() => {
                if let Some(value) = fields.number("value").filter(|value| value.is_finite()) {
                    self.progression = Some(value.clamp(0.0, 1.0));
                    return;
                }
            }
            _ => {}
        }
        self.other_selectors.push(kept);
    }
}

impl Body {
    /// The first body that is text is the note; one that is only a string is one too.
    fn of(bodies: Vec<Value>, plain: Option<String>) -> Self {
        let mut own = Self { text: plain.unwrap_or_default(), ..Self::default() };
        let mut found = !own.text.is_empty();
        for body in bodies {
            match body {
                Value::String(text) if !found => {
                    own.text = text;
                    found = true;
                }
                Value::Object(map) if !found && is_text(&map) => {
                    let mut fields = Fields::of(Value::Object(map)).unwrap_or_else(Fields::none);
                    own.text = fields.text("value").unwrap_or_default();
                    own.colour = fields.text("color");
                    own.highlight = fields.text("highlight");
                    fields.take("type");
                    own.rest = fields.rest();
                    found = true;
                }
                other => own.others.push(other),
            }
        }
        own
    }
}

/// A body that is written words: of that type, or of none.
fn is_text(body: &Map<String, Value>) -> bool {
    match body.get("type") {
        Some(Value::String(kind)) => kind == "TextualBody",
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "TextualBody"),
        _ => body.get("value").is_some_and(Value::is_string),
    }
}

impl Quote {
    /// A quote with no more context than is needed to find it again.
    pub fn new(exact: &str, before: &str, after: &str) -> Self {
        let letters = before.chars().count();
        Self {
            exact: exact.to_owned(),
            prefix: before.chars().skip(letters.saturating_sub(CONTEXT)).collect(),
            suffix: after.chars().take(CONTEXT).collect(),
        }
    }
}
