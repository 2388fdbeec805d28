//! For whom somebody may act: for herself, and for the children whose account she manages.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{StatusCode, request::Parts},
};

use crate::{
    accounts::{self, Patron},
    http::{Acting, App, Refusal, SignedIn, Visitor},
    lending::Who,
    store::Origin,
};

/// The patron that a route is about, for somebody who only looks.
#[derive(Debug)]
pub(crate) struct For {
    /// About whom.
    pub(crate) patron: Patron,
    /// Who asks.
    actor: String,
    origin: Origin,
}

/// The same for somebody who may change something.
#[derive(Debug)]
pub(super) struct ActingFor(pub(super) For);

/// The patron that the query names (`?patron=`), else whoever asks: OPDS has no place for her in its paths.
#[derive(Debug)]
pub(crate) struct Behalf(pub(crate) For);

/// The same for somebody who may change something.
#[derive(Debug)]
pub(crate) struct ActingBehalf(pub(crate) For);

/// The same where nobody has to be signed in: nobody, whoever asks, or the child that the query names.
#[derive(Debug, Default)]
pub(crate) struct Whose {
    /// Whose loans and holds are told of.
    pub(crate) patron: Option<String>,
    /// The child that the query names: what leads on from there is about her as well.
    pub(crate) child: Option<String>,
}

impl For {
    /// Who acts for whom.
    pub(crate) fn who(&self) -> Who<'_> {
        Who { actor: Some(&self.actor), patron: &self.patron.id, origin: &self.origin }
    }

    /// The patron, where it is not whoever asks.
    pub(crate) fn child(&self) -> Option<&str> {
        Some(self.patron.id.as_str()).filter(|id| *id != self.actor)
    }

    async fn find(parts: &mut Parts, app: &App, signed_in: SignedIn) -> Result<Self, Refusal> {
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| denied())?;
        let id = params.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.to_owned());
        Self::of(app, signed_in, id).await
    }

    async fn of(app: &App, signed_in: SignedIn, id: Option<String>) -> Result<Self, Refusal> {
        let SignedIn { patron: own, origin, .. } = signed_in;
        let actor = own.id.clone();
        let patron = match id {
            None => own,
            Some(id) if id.eq_ignore_ascii_case(&own.id) => own,
            Some(id) => {
                let mut on = app.store.pool().acquire().await?;
                let found = accounts::by_id(&mut on, &id).await?;
                // Whether there is such a patron is nobody else's business.
                found.filter(|other| other.guardian.as_ref() == Some(&actor)).ok_or_else(denied)?
            }
        };
        Ok(Self { patron, actor, origin })
    }
}

/// It is about somebody else.
pub(crate) fn denied() -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        "another-patron",
        "This belongs to another patron. Sign in with the card that it belongs to.",
        "这属于另一位读者。请用对应的读者证登录。",
    )
}

impl FromRequestParts<App> for For {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let signed_in = SignedIn::from_request_parts(parts, app).await?;
        Self::find(parts, app, signed_in).await
    }
}

impl FromRequestParts<App> for ActingFor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let Acting(signed_in) = Acting::from_request_parts(parts, app).await?;
        For::find(parts, app, signed_in).await.map(Self)
    }
}

/// The patron that a query names.
fn named(parts: &Parts) -> Option<String> {
    let mut pairs = parts.uri.query().unwrap_or_default().split('&');
    pairs.find_map(|pair| pair.strip_prefix("patron=")).map(str::to_owned)
}

impl FromRequestParts<App> for Behalf {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let signed_in = SignedIn::from_request_parts(parts, app).await?;
        For::of(app, signed_in, named(parts)).await.map(Self)
    }
}

impl FromRequestParts<App> for ActingBehalf {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let Acting(signed_in) = Acting::from_request_parts(parts, app).await?;
        For::of(app, signed_in, named(parts)).await.map(Self)
    }
}

impl FromRequestParts<App> for Whose {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        if named(parts).is_some() {
            let Behalf(patron) = Behalf::from_request_parts(parts, app).await?;
            let child = patron.child().map(str::to_owned);
            return Ok(Self { patron: Some(patron.patron.id), child });
        }
        let visitor = Visitor::from_request_parts(parts, app).await?;
        Ok(Self { patron: visitor.patron.map(|own| own.patron.id), child: None })
    }
}
