//! Licence documents.

use serde_json::Value;
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{Time, read_from_json};

use crate::{Link, Profile};

/// A licence document.
#[derive(Debug, Clone, PartialEq)]
pub struct Licence {
    /// Its name; it is also what the key check holds.
    pub id: String,
    /// Who gave it.
    pub provider: String,
    /// When it was given.
    pub issued: Option<Time>,
    /// When it was last changed.
    pub updated: Option<Time>,
    /// How the publication is encrypted.
    pub encryption: Encryption,
    /// Where things are.
    pub links: Vec<Link>,
    /// What is allowed.
    pub rights: Rights,
    /// For whom it is, where the provider says it in the clear.
    pub user: Option<String>,
    /// What is missing that must be there, by its name in the document.
    pub gaps: Vec<&'static str>,
}

/// How a publication is encrypted.
#[derive(Debug, Clone, PartialEq)]
pub struct Encryption {
    /// The profile.
    pub profile: Profile,
    /// The content's key, encrypted with the user's key, in Base64.
    pub content_key: String,
    /// The licence's id, encrypted with the user's key, in Base64.
    pub key_check: String,
    /// What reminds a reader of her passphrase.
    pub hint: String,
}

/// What a licence allows. What is not said is not limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rights {
    /// How many pages may be printed.
    pub print: Option<u64>,
    /// How many letters may be copied.
    pub copy: Option<u64>,
    /// From when on.
    pub start: Option<Time>,
    /// Until when.
    pub end: Option<Time>,
}

/// Whether a licence holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not before this time.
    NotYet(Time),
    /// It holds, until this time if there is one.
    Good(Option<Time>),
    /// It ended at this time.
    Ended(Time),
}

impl Rights {
    /// Whether it holds at `now`.
    pub fn standing(&self, now: Time) -> Standing {
        match (self.start, self.end) {
            (_, Some(end)) if end < now => Standing::Ended(end),
            (Some(start), _) if start > now => Standing::NotYet(start),
            (_, end) => Standing::Good(end),
        }
    }
}

impl Licence {
    /// The first address with this relation.
    pub fn address(&self, rel: &str) -> Option<&str> {
        self.links.iter().find(|link| link.has_rel(rel)).map(|link| link.href.as_str())
    }

    /// Where the publication is.
    pub fn publication(&self) -> Option<&Link> {
        self.links.iter().find(|link| link.has_rel("publication"))
    }

    /// Where the status document is.
    pub fn status(&self) -> Option<&str> {
        self.address("status")
    }

    /// The page that helps a reader who has forgotten her passphrase.
    pub fn hint_page(&self) -> Option<&str> {
        self.address("hint")
    }
}

impl FromJson for Licence {
    /// Nothing where it is no licence at all: without an id or without encryption.
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let mut gaps = Vec::new();
        let id = fields.text("id").filter(|id| !id.is_empty())?;
        let encryption = encryption(fields.take("encryption")?, &mut gaps)?;
        let links: Vec<Link> = fields.many("links");
        for (rel, name) in [("hint", "links: hint"), ("publication", "links: publication")] {
            if !links.iter().any(|link| link.has_rel(rel)) {
                gaps.push(name);
            }
        }
        let provider = fields.text("provider");
        let issued: Option<Time> = fields.one("issued");
        for (is_missing, name) in [
            (provider.is_none(), "provider"),
            (issued.is_none(), "issued"),
            (!fields.has("signature"), "signature"),
        ] {
            if is_missing {
                gaps.push(name);
            }
        }
        Some(Self {
            id,
            provider: provider.unwrap_or_default(),
            issued,
            updated: fields.one("updated"),
            encryption,
            links,
            rights: fields.take("rights").map(rights).unwrap_or_default(),
            user: fields.take("user").and_then(user),
            gaps,
        })
    }
}

read_from_json!(Licence);

fn encryption(value: Value, gaps: &mut Vec<&'static str>) -> Option<Encryption> {
    let mut fields = Fields::of(value)?;
    let mut part = |name: &str| fields.take(name).and_then(Fields::of).unwrap_or_else(Fields::none);
    let (mut content, mut user) = (part("content_key"), part("user_key"));
    let profile = fields.text("profile");
    let texts = [
        (profile, "encryption: profile"),
        (content.text("encrypted_value"), "encryption: content_key"),
        (user.text("key_check"), "encryption: user_key: key_check"),
        (user.text("text_hint"), "encryption: user_key: text_hint"),
    ];
    let [profile, content_key, key_check, hint] = texts.map(|(text, name)| {
        if text.is_none() {
            gaps.push(name);
        }
        text.unwrap_or_default()
    });
    for (part, name) in
        [(&mut content, "encryption: content_key: algorithm"), (&mut user, "encryption: user_key: algorithm")]
    {
        if part.text("algorithm").is_none() {
            gaps.push(name);
        }
    }
    Some(Encryption { profile: Profile::of(&profile), content_key, key_check, hint })
}

fn rights(value: Value) -> Rights {
    let Some(mut fields) = Fields::of(value) else { return Rights::default() };
    let end = fields.take("end");
    Rights {
        print: fields.count("print"),
        copy: fields.count("copy"),
        start: fields.one("start"),
        end: end.and_then(|end| end.as_str().and_then(Time::parse_end).or_else(|| Time::of(&end))),
    }
}

/// A name in the clear; what the document lists as encrypted is none.
fn user(value: Value) -> Option<String> {
    let mut fields = Fields::of(value)?;
    let encrypted: Vec<String> = fields.many("encrypted");
    let clear = |name: &&str| !encrypted.iter().any(|own| own == name);
    ["name", "email"].iter().filter(|name| clear(name)).find_map(|name| fields.text(name))
}
