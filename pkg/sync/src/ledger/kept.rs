//! The ledger as it is kept on the device.

use serde_json::{Map, Value, json};
use yueli_publication::json::{Fields, FromJson};

use super::{Known, Ledger, Parcel, What};

impl Ledger {
    /// As it is kept.
    pub fn to_json(&self) -> Value {
        let known: Map<String, Value> = self
            .known
            .iter()
            .map(|(name, Known { publication, etag, document })| {
                (name.clone(), json!([publication, etag, document]))
            })
            .collect();
        json!({ "known": known, "under_way": self.under_way.as_ref().map(Parcel::to_json), "refused": self.refused })
    }
}

impl Parcel {
    fn to_json(&self) -> Value {
        let (what, etag) = match &self.what {
            What::Create => ("create", ""),
            What::Replace(etag) => ("replace", etag.as_str()),
            What::Delete(etag) => ("delete", etag.as_str()),
        };
        json!({ "publication": self.publication, "name": self.name, "what": what, "etag": etag,
            "document": self.document, "again": self.again })
    }
}

impl FromJson for Parcel {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let etag = fields.text("etag").unwrap_or_default();
        let what = match fields.text("what")?.as_str() {
            "create" => What::Create,
            "replace" => What::Replace(etag),
            "delete" => What::Delete(etag),
            _ => return None,
        };
        Some(Self {
            publication: fields.text("publication")?,
            name: fields.text("name")?,
            what,
            document: fields.take("document").unwrap_or_default(),
            again: fields.is("again"),
        })
    }
}

impl FromJson for Known {
    fn from_json(value: Value) -> Option<Self> {
        let Value::Array(parts) = value else { return None };
        let mut parts = parts.into_iter();
        let mut text = || parts.next().and_then(String::from_json);
        let (publication, etag) = (text()?, text()?);
        Some(Self { publication, etag, document: parts.next()? })
    }
}

impl FromJson for Ledger {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let all =
            |fields: &mut Fields, name: &str| -> Map<String, Value> { fields.one(name).unwrap_or_default() };
        let known = all(&mut fields, "known");
        let known = known.into_iter().filter_map(|(name, value)| Some((name, Known::from_json(value)?)));
        Some(Self {
            known: known.collect(),
            under_way: fields.one("under_way"),
            refused: all(&mut fields, "refused").into_iter().collect(),
        })
    }
}
