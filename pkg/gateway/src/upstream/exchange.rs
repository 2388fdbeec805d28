//! Names and passwords that a server takes for a token: the resource owner's credentials of OAuth (RFC 6749, section 4.3),
//! and what Palace calls a basic token. Which of them, and where, its authentication document says (Authentication for
//! OPDS 1.0, section 3).
//!
//! Such tokens end within the hour, and mostly cannot be renewed: so the vault keeps what was typed, as it does where a
//! server wants it with every request. Tokens are kept here alone, and made again by whoever does not have them.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::http::Method;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;
use url::form_urlencoded;
use yueli_opds::{Authentication, FlowKind};

use super::{
    Server, answer,
    line::Proof,
    oauth::{OAuthError, tokens_from},
    problem::{Code, Problem},
    sign_in::basic,
    vault::Tokens,
};

/// What a server said of its ways to sign in is asked again after this time.
const FRESH: Duration = Duration::from_secs(3600);
/// Tokens of so many patrons are kept at once.
const MOST: usize = 20_000;
/// A token is no longer used this many seconds before it ends.
const MARGIN: i64 = 30;

/// Where a name and a password are taken for a token.
#[derive(Debug, Clone)]
struct Place {
    address: String,
    kind: FlowKind,
}

/// What is known of one server's tokens.
#[derive(Debug, Default)]
pub(crate) struct Exchange {
    place: tokio::sync::Mutex<Option<(Instant, Place)>>,
    kept: Mutex<HashMap<String, Kept>>,
}

#[derive(Debug)]
struct Kept {
    user: SecretString,
    password: SecretString,
    tokens: Tokens,
}

/// What was typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Typed<'a> {
    pub(crate) user: &'a SecretString,
    pub(crate) password: &'a SecretString,
}

impl Exchange {
    /// The token of an account, a new one where there is none, it ends, or it is the one that was not accepted.
    ///
    /// # Errors
    /// [`Code::SignInWrong`] where name and password are not, or no longer, right.
    pub(crate) async fn token(
        &self,
        server: &Server,
        account: &str,
        typed: Typed<'_>,
        refused: Option<&Tokens>,
        now: i64,
    ) -> Result<Tokens, Problem> {
        let good = |tokens: &Tokens| {
            let ends = tokens.expires.is_some_and(|expires| expires <= now + MARGIN);
            let is_refused = refused.is_some_and(|old| same(&old.access, &tokens.access));
            !ends && !is_refused
        };
        if let Some(tokens) = self.kept(account, typed).filter(good) {
            return Ok(tokens);
        }
        let _one_at_a_time = server.refreshing.lock().await;
        // Somebody else may have asked meanwhile.
        if let Some(tokens) = self.kept(account, typed).filter(good) {
            return Ok(tokens);
        }
        let tokens = self.ask(server, typed, now).await?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        let (user, password) = (typed.user.clone(), typed.password.clone());
        kept.insert(account.to_owned(), Kept { user, password, tokens: tokens.clone() });
        Ok(tokens)
    }

    /// The token that was given for what was typed: for nothing else it counts.
    fn kept(&self, account: &str, typed: Typed<'_>) -> Option<Tokens> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let own = kept.get(account)?;
        (same(&own.user, typed.user) && same(&own.password, typed.password)).then(|| own.tokens.clone())
    }

    /// Keeps nothing of an account any more.
    pub(crate) fn forget(&self, account: &str) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).remove(account);
    }

    async fn ask(&self, server: &Server, typed: Typed<'_>, now: i64) -> Result<Tokens, Problem> {
        let place = self.place(server).await?;
        let (form, proof) = match place.kind {
            FlowKind::Password => {
                let mut form = form_urlencoded::Serializer::new(String::new());
                form.append_pair("grant_type", "password")
                    .append_pair("username", typed.user.expose_secret())
                    .append_pair("password", typed.password.expose_secret());
                (form.finish(), Proof::None)
            }
            _ => (String::new(), Proof::Header(basic(typed.user, typed.password))),
        };
        match tokens_from(&server.line, &place.address, form, proof, now).await {
            Ok(granted) => Ok(granted.tokens),
            Err(OAuthError::Unreachable(why)) => {
                tracing::warn!(upstream = server.id(), %why, "no token can be asked for");
                Err(Code::Down.into())
            }
            // By these alone it says that it is the name or the password; else what she signed in with stays.
            Err(why) if why.is_over() || matches!(why, OAuthError::Unknown) => Err(Code::SignInWrong.into()),
            Err(why) => {
                tracing::warn!(upstream = server.id(), %why, "no token is given");
                // Where it is asked may have changed.
                *self.place.lock().await = None;
                Err(Code::SignInFailed.into())
            }
        }
    }

    /// Where it is asked, as the server's authentication document says.
    async fn place(&self, server: &Server) -> Result<Place, Problem> {
        let mut known = self.place.lock().await;
        if let Some((since, place)) = &*known
            && since.elapsed() < FRESH
        {
            return Ok(place.clone());
        }
        let place = look_up(server).await?;
        *known = Some((Instant::now(), place.clone()));
        Ok(place)
    }
}

async fn look_up(server: &Server) -> Result<Place, Problem> {
    let question = server.own_question(&server.told.check, yueli_opds::AUTHENTICATION, Proof::None)?;
    let reply = server.line.ask(&question).await.map_err(|trouble| trouble.problem(&Method::GET))?;
    let address = reply.address.clone();
    let unsaid = || {
        tracing::warn!(upstream = server.id(), "it does not say where a name and a password become a token");
        Problem::from(Code::SignInFailed)
    };
    let answer = answer::read(reply, &server.own_terms()).await;
    let Ok(answer::Sensible { content: answer::Content::Document(bytes), .. }) = answer else {
        return Err(unsaid());
    };
    let document: Authentication = serde_json::from_slice(&bytes).map_err(|_| unsaid())?;
    let document = document.settled(address.as_str());
    let fits = |kind: &FlowKind| matches!(kind, FlowKind::Password | FlowKind::BasicToken);
    let mut flows = document.flows.iter().filter(|flow| fits(&flow.kind));
    let found = flows.find_map(|flow| Some((flow.kind, flow.address("authenticate")?.to_owned())));
    let (kind, address) = found.ok_or_else(unsaid)?;
    Ok(Place { address, kind })
}

fn same(one: &SecretString, other: &SecretString) -> bool {
    one.expose_secret() == other.expose_secret()
}
