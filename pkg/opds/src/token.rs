//! Tokens: what is sent to get one, and what comes back. OAuth 2.0 (RFC 6749), PKCE (RFC 7636), bearer tokens (RFC 6750).

use std::fmt;

use serde_json::Value;
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{read_from_json, template::encode};

/// A token. It is a secret: its `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// What is sent along.
    pub access: String,
    /// What a new one can be had for.
    pub refresh: Option<String>,
    /// How long it holds, in seconds from when it was given.
    pub expires_in: Option<u64>,
}

impl Token {
    /// The value of the `Authorization` header.
    pub fn header(&self) -> String {
        format!("Bearer {}", self.access)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

impl FromJson for Token {
    /// OAuth's names (`access_token`), and Palace's (`accessToken`). Nothing where there is no token in it, or one of a
    /// kind that is sent another way.
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let mut either = |one: &str, other: &str| fields.take(one).or_else(|| fields.take(other));
        let text = |value: Value| value.as_str().map(str::to_owned).filter(|text| !text.is_empty());
        let access = either("access_token", "accessToken").and_then(text)?;
        let kind = either("token_type", "tokenType").and_then(text);
        let refresh = either("refresh_token", "refreshToken").and_then(text);
        let expires = either("expires_in", "expiresIn");
        let expires_in = expires.and_then(|own| own.as_u64().or_else(|| own.as_str()?.trim().parse().ok()));
        let is_bearer = kind.is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
        // What has a line end in it would be a header of its own.
        let is_clean = access.bytes().all(|letter| letter.is_ascii_graphic());
        (is_bearer && is_clean).then_some(Self { access, refresh, expires_in })
    }
}

read_from_json!(Token);

/// The body of a request for a token by name and password (RFC 6749, section 4.3.2), as a form.
pub fn password_grant(login: &str, password: &str) -> String {
    form(&[("grant_type", "password"), ("username", login), ("password", password)])
}

/// The body of a request for a new token (RFC 6749, section 6), as a form.
pub fn refresh_grant(refresh: &str) -> String {
    form(&[("grant_type", "refresh_token"), ("refresh_token", refresh)])
}

/// The address where a patron is sent to sign in, for an authorisation code (RFC 6749, section 4.1.1; RFC 7636). `challenge`
/// is the Base64 (for URLs) of the SHA-256 of the verifier.
pub fn code_address(endpoint: &str, client: &str, back: &str, state: &str, challenge: &str) -> String {
    let query = form(&[
        ("response_type", "code"),
        ("client_id", client),
        ("redirect_uri", back),
        ("state", state),
        ("code_challenge", challenge),
        ("code_challenge_method", "S256"),
    ]);
    let (address, _) = yueli_publication::url::split_fragment(endpoint);
    let between = if address.contains('?') { '&' } else { '?' };
    format!("{address}{between}{query}")
}

fn form(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tokens_are_read_and_kept_to_oneself() {
        for value in [
            json!({"access_token": "abc", "token_type": "bearer", "expires_in": 3600, "refresh_token": "r"}),
            json!({"accessToken": "abc", "tokenType": "Bearer", "expiresIn": "3600", "refreshToken": "r"}),
        ] {
            let token = Token::from_json(value).unwrap();
            assert_eq!((token.header().as_str(), token.expires_in), ("Bearer abc", Some(3600)));
            assert!(!format!("{token:?}").contains("abc"));
        }
        for value in [
            json!({}),
            json!({"access_token": ""}),
            json!({"access_token": "a", "token_type": "mac"}),
            json!({"access_token": "a\r\nSet-Cookie: x"}),
            json!([]),
        ] {
            assert_eq!(Token::from_json(value), None);
        }
    }

    #[test]
    fn what_is_typed_stays_one_value() {
        assert_eq!(
            password_grant("a&b", "p=1 茶"),
            "grant_type=password&username=a%26b&password=p%3D1%20%E8%8C%B6"
        );
        assert_eq!(refresh_grant("r+/"), "grant_type=refresh_token&refresh_token=r%2B%2F");
        assert_eq!(
            code_address("https://id.example/auth?x=1#y", "us", "https://lib.example/back", "s", "c"),
            "https://id.example/auth?x=1&response_type=code&client_id=us&redirect_uri=https%3A%2F%2Flib.example%2Fback&state=s&code_challenge=c&code_challenge_method=S256"
        );
    }
}
