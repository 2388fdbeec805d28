//! Registering: `staging_user.json` and `userdata.json`, as far as a patron has to do with them.

use serde_json::{Map, Value, json};
use yueli_publication::json::{Fields, FromJson};

use crate::{Answer, Registration};

/// `staging_user.json`; what is empty is left out.
pub fn staging_user(own: &Registration) -> Value {
    let mut user = Map::new();
    user.insert("isEmailVerified".to_owned(), own.is_email_verified.into());
    user.insert("minor".to_owned(), own.is_minor.into());
    user.insert("status".to_owned(), "TIER-1".into());
    if let Some(external) = &own.external {
        user.insert("externalSystemId".to_owned(), external.as_str().into());
    }
    let general = [
        ("firstName", &own.first_name),
        ("preferredFirstName", &own.preferred_name),
        ("middleName", &own.middle_name),
        ("lastName", &own.last_name),
    ];
    let [line0, line1] = &own.street;
    let address = [
        ("addressLine0", line0),
        ("addressLine1", line1),
        ("city", &own.city),
        ("province", &own.province),
        ("zip", &own.zip),
        ("country", &own.country),
    ];
    let contact = [("phone", &own.phone), ("mobilePhone", &own.mobile_phone), ("email", &own.email)];
    for (name, group) in [
        ("generalInfo", filled(&general)),
        ("addressInfo", filled(&address)),
        ("contactInfo", filled(&contact)),
    ] {
        if !group.is_empty() {
            user.insert(name.to_owned(), Value::Object(group));
        }
    }
    Value::Object(user)
}

fn filled(members: &[(&str, &String)]) -> Map<String, Value> {
    let filled = members.iter().filter(|(_, value)| !value.trim().is_empty());
    filled.map(|(name, value)| ((*name).to_owned(), json!(value.trim()))).collect()
}

/// What a staging user is called in the outer system.
pub(super) fn registered(value: Value) -> Option<Answer> {
    let mut fields = Fields::of(value)?;
    Some(Answer::Registered(fields.text("externalSystemId").or_else(|| fields.text("id"))))
}

/// `userdata.json`: who it is, and whether her account is in use.
pub(super) fn patron(value: Value) -> Option<Answer> {
    let mut fields = Fields::of(value)?;
    let id = fields.text("id");
    let is_active = fields.take("active").and_then(bool::from_json).unwrap_or(true);
    id.is_some().then_some(Answer::Patron { id, is_active })
}
