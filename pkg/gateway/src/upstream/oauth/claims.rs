//! What an ID token says, and whether it may be believed (OpenID Connect Core 1.0, section 3.1.3.7).
//!
//! The token comes straight from the token endpoint over a connection whose certificate was checked, so that the
//! server has proved itself already: point 6 of that section allows to do without the signature. Everything else is
//! checked.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;

/// Clocks may differ by so much, in seconds.
const SKEW: i64 = 60;

/// What it must say.
pub(super) struct Expected<'a> {
    /// Who says it; nothing where no issuer is known.
    pub(super) issuer: Option<&'a str>,
    /// To whom.
    pub(super) client: &'a str,
    /// In answer to what.
    pub(super) nonce: &'a str,
    /// Seconds since 1970.
    pub(super) now: i64,
}

/// The claims of a token that may be believed.
///
/// # Errors
/// What is wrong with it, without quoting it.
pub(super) fn claims(token: &str, expected: &Expected<'_>) -> Result<Value, &'static str> {
    let payload = token.split('.').nth(1).ok_or("it has no parts")?;
    let bytes = URL_SAFE_NO_PAD
        .decode(payload.trim_end_matches('='))
        .map_err(|_| "it is not encoded as it should be")?;
    let claims: Value = serde_json::from_slice(&bytes).map_err(|_| "it holds no claims")?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    if expected.issuer.is_some_and(|issuer| text("iss").is_none_or(|said| !same_issuer(said, issuer))) {
        return Err("somebody else issued it");
    }
    let audience: Vec<&str> = match claims.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let azp = text("azp");
    if !audience.contains(&expected.client)
        || azp.is_some_and(|azp| azp != expected.client)
        || (audience.len() > 1 && azp.is_none())
    {
        return Err("it is meant for somebody else");
    }
    let expires = claims.get("exp").and_then(Value::as_f64).ok_or("it does not say until when it is good")?;
    if expires <= (expected.now - SKEW) as f64 {
        return Err("it is no longer good");
    }
    if text("nonce") != Some(expected.nonce) {
        return Err("it answers another question");
    }
    Ok(claims)
}

/// Issuers are compared as text; a slash at the end makes no difference to anybody.
pub(super) fn same_issuer(said: &str, expected: &str) -> bool {
    said.trim_end_matches('/') == expected.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn token(claims: &Value) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string()))
    }

    #[test]
    fn only_what_is_meant_for_us_is_believed() {
        let good =
            json!({ "iss": "https://i.example/", "aud": "yueli", "exp": 1000, "nonce": "n", "sub": "7" });
        let with = |name: &str, value: Value| {
            let mut claims = good.clone();
            claims[name] = value;
            claims
        };
        let without = |name: &str| {
            let mut claims = good.clone();
            claims.as_object_mut().unwrap().remove(name);
            claims
        };
        for (claims, believed) in [
            (good.clone(), true),
            (with("iss", json!("https://i.example")), true),
            (with("aud", json!(["yueli"])), true),
            (with("exp", json!(950)), true),
            (with("azp", json!("yueli")), true),
            (with("iss", json!("https://evil.example")), false),
            (without("iss"), false),
            (with("aud", json!("other")), false),
            (with("aud", json!([])), false),
            (with("aud", json!(["yueli", "other"])), false),
            (with("azp", json!("other")), false),
            (without("aud"), false),
            (with("exp", json!(900)), false),
            (with("exp", json!("soon")), false),
            (without("exp"), false),
            (with("nonce", json!("m")), false),
            (without("nonce"), false),
            (json!([]), false),
            (json!("text"), false),
        ] {
            let expected =
                Expected { issuer: Some("https://i.example"), client: "yueli", nonce: "n", now: 1000 };
            assert_eq!(super::claims(&token(&claims), &expected).is_ok(), believed, "{claims}");
        }
        for text in ["", ".", "a.b.c", "a.!!.c", "e30"] {
            let expected = Expected { issuer: None, client: "yueli", nonce: "n", now: 0 };
            assert!(super::claims(text, &expected).is_err(), "{text}");
        }
    }
}
