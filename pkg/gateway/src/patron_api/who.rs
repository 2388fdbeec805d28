//! For whom somebody may act: for herself, and for the children whose account she manages.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{StatusCode, request::Parts},
};

use crate::{
    accounts::{self, Patron},
    http::{Acting, App, Refusal, SignedIn},
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

impl For {
    /// Who acts for whom.
    pub(super) fn who(&self) -> Who<'_> {
        Who { actor: Some(&self.actor), patron: &self.patron.id, origin: &self.origin }
    }

    async fn find(parts: &mut Parts, app: &App, signed_in: SignedIn) -> Result<Self, Refusal> {
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| denied())?;
        let id = params.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.to_owned());
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
