//! A patron's profile document.
//!
//! Source: the schema `profile.schema.json` of OPDS's drafts.

use serde::Serialize;
use serde_json::Value;
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{Link, read_from_json};

/// What a library says of a patron to herself.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Profile {
    /// Her name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Her address for mails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Her shelf, and other ways on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// How much she may borrow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loans: Option<Allowance>,
    /// How much she may wait for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<Allowance>,
}

/// How many of something are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Allowance {
    /// At any time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<u64>,
}

impl FromJson for Profile {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            name: fields.text("name"),
            email: fields.text("email"),
            links: fields.many("links"),
            loans: fields.one("loans"),
            holds: fields.one("holds"),
        })
    }
}

impl FromJson for Allowance {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self { total: fields.count("total"), available: fields.count("available") })
    }
}

read_from_json!(Profile, Allowance);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_profile_survives_the_wire() {
        let document = json!({"name": "Lu Yu", "email": "lu@lib.example", "links": [{"href": "/shelf", "rel": "http://opds-spec.org/shelf"}],
            "loans": {"total": 10, "available": 7}});
        let profile = Profile::from_json(document.clone()).unwrap();
        assert_eq!(profile.loans, Some(Allowance { total: Some(10), available: Some(7) }));
        assert_eq!(serde_json::to_value(profile).unwrap(), document);
        assert_eq!(
            Profile::from_json(json!({"name": 7, "loans": [], "holds": {"total": -1}})).unwrap().holds,
            Some(Allowance::default())
        );
    }
}
