//! The smaller tables of the file, and what is checked of single values.

use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use toml::Spanned;
use url::Url;

use yueli_publication::LocalizedText;

use super::Fault;
use crate::{again::Tries, breaker::Rule, pace::Rate};

/// Collects faults.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) environment: &'a dyn Fn(&str) -> Option<String>,
    pub(super) faults: Vec<Fault>,
    pub(super) about: String,
}

impl Reader<'_> {
    pub(super) fn fault(&mut self, at: usize, what: &str) {
        self.faults.push(Fault { line: line_of(self.text, at), what: format!("{}{what}", self.about) });
    }

    /// An address with `http` or `https`, without anything that does not belong there.
    pub(super) fn url(&mut self, said: &Spanned<String>) -> Option<Url> {
        let at = said.span().start;
        let Ok(url) = Url::parse(said.get_ref()) else {
            self.fault(at, "this is no address: write it whole, as in https://opds.example/opds");
            return None;
        };
        let wrong = if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            "an address begins with https:// or http://"
        } else if !url.username().is_empty() || url.password().is_some() {
            "names and passwords do not belong into an address: patrons sign in themselves"
        } else if url.fragment().is_some() || url.query().is_some() {
            "an address ends before ? and #"
        } else {
            return Some(url);
        };
        self.fault(at, wrong);
        None
    }

    /// An address of which only the origin counts.
    pub(super) fn origin(&mut self, said: &Spanned<String>) -> Option<Url> {
        let url = self.url(said)?;
        if url.path() != "/" {
            self.fault(
                said.span().start,
                "this is the address of the gateway itself: write it without a path",
            );
            return None;
        }
        Some(url)
    }

    /// What the environment has under a name.
    pub(super) fn secret(&mut self, name: &Spanned<String>) -> Option<SecretString> {
        match (self.environment)(name.get_ref()) {
            Some(value) if !value.trim().is_empty() => Some(SecretString::from(value.trim().to_owned())),
            _ => {
                let what = format!(
                    "the environment has no {}: set it before the gateway starts (the secret itself does not belong \
                     into this file)",
                    name.get_ref()
                );
                self.fault(name.span().start, &what);
                None
            }
        }
    }

    pub(super) fn patience(&mut self, said: &Patience, at: usize) -> super::Patience {
        let mut seconds = |name: &str, said: Option<f64>, default: f64| {
            let seconds = said.unwrap_or(default);
            if !(0.01..=600.0).contains(&seconds) {
                self.fault(at, &format!("patience.{name} is a number of seconds from 0.01 to 600"));
            }
            Duration::try_from_secs_f64(seconds.clamp(0.01, 600.0)).unwrap_or(Duration::from_secs(5))
        };
        super::Patience {
            connect: seconds("connect", said.connect, 5.0),
            first_byte: seconds("first_byte", said.first_byte, 15.0),
            idle: seconds("idle", said.idle, 30.0),
            // The gateway's own answers must have begun after 30 seconds.
            total: seconds("total", said.total, 25.0).min(Duration::from_secs(25)),
            tries: Tries { most: said.tries.unwrap_or(3).clamp(1, 10), ..Tries::default() },
        }
    }

    pub(super) fn oauth(&mut self, said: &Spanned<OAuth>) -> Option<super::OAuth> {
        let (at, said) = (said.span().start, said.get_ref());
        let mut url = |said: &Option<Spanned<String>>| said.as_ref().and_then(|said| self.url(said));
        let (issuer, authorize, token) = (url(&said.issuer), url(&said.authorize), url(&said.token));
        if said.issuer.is_none() && (said.authorize.is_none() || said.token.is_none()) {
            self.fault(at, "oauth needs an issuer, or authorize and token");
            return None;
        }
        let client_secret = said.client_secret_env.as_ref().map(|name| self.secret(name));
        Some(super::OAuth {
            issuer,
            authorize,
            token,
            client_id: said.client_id.clone(),
            client_secret: client_secret.flatten(),
            scopes: said.scopes.clone().unwrap_or_else(|| vec!["openid".to_owned()]),
            patron_claim: said.patron_claim.clone().unwrap_or_else(|| "sub".to_owned()),
        })
    }
}

/// How long is waited, in seconds.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Patience {
    connect: Option<f64>,
    first_byte: Option<f64>,
    idle: Option<f64>,
    total: Option<f64>,
    tries: Option<u32>,
}

/// How much is asked and taken.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    per_second: Option<f64>,
    burst: Option<u32>,
    patron_per_second: Option<f64>,
    patron_burst: Option<u32>,
    document_bytes: Option<usize>,
    failures: Option<u32>,
    rest: Option<u32>,
    longest_rest: Option<u32>,
}

impl Limits {
    pub(super) fn limits(&self) -> super::Limits {
        super::Limits {
            all: Rate::per_second(self.per_second.unwrap_or(100.0), self.burst.unwrap_or(500)),
            each: Rate::per_second(self.patron_per_second.unwrap_or(20.0), self.patron_burst.unwrap_or(150)),
            document: self.document_bytes.unwrap_or(10 * 1024 * 1024),
        }
    }

    pub(super) fn rest(&self) -> Rule {
        let default = Rule::default();
        let seconds =
            |said: Option<u32>, default| said.map_or(default, |said| Duration::from_secs(said.into()));
        Rule {
            failures: self.failures.unwrap_or(default.failures).max(1),
            rest: seconds(self.rest, default.rest),
            longest: seconds(self.longest_rest, default.longest),
            ..default
        }
    }
}

/// Who says who somebody is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OAuth {
    issuer: Option<Spanned<String>>,
    authorize: Option<Spanned<String>>,
    token: Option<Spanned<String>>,
    client_id: String,
    client_secret_env: Option<Spanned<String>>,
    scopes: Option<Vec<String>>,
    patron_claim: Option<String>,
}

/// What may be asked for where the file does not say it: what lies at or below the first document, or beside it where
/// its name says that it is a file.
pub(super) fn folder_of(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((folder, name)) if name.contains('.') => folder,
        _ => path,
    }
}

/// The name for people; the id where there is none.
pub(super) fn name(id: &str, en: Option<String>, zh: Option<String>) -> LocalizedText {
    let mut name = LocalizedText::default();
    if let Some(en) = en {
        name.add("en", en);
    }
    if let Some(zh) = zh {
        name.add("zh-CN", zh);
    }
    if name.is_empty() { LocalizedText::plain(id) } else { name }
}

/// The line, from 1, of the byte at `at`.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
