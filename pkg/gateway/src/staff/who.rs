//! Who may work at the desk.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};

use crate::{
    accounts::{Role, Status},
    http::{Acting, App, Refusal, SignedIn},
    store::now,
};

/// Somebody who works at the library and looks at something.
#[derive(Debug)]
pub(super) struct Staff(pub(super) SignedIn);

/// The same who may change something.
#[derive(Debug)]
pub(super) struct ActingStaff(pub(super) SignedIn);

/// A card that says so and is good, in a session: a PIN that goes with each request would open the desk for ever.
fn works_here(signed_in: SignedIn) -> Result<SignedIn, Refusal> {
    let patron = &signed_in.patron;
    let is_good = patron.status == Status::Active && !patron.has_expired(now());
    if patron.role == Role::Librarian && is_good && signed_in.csrf.is_some() {
        return Ok(signed_in);
    }
    Err(Refusal::new(
        StatusCode::FORBIDDEN,
        "not-staff",
        "The desk is for people who work at the library. Sign in with a staff card.",
        "服务台只对馆员开放。请用馆员证登录。",
    ))
}

impl FromRequestParts<App> for Staff {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        works_here(SignedIn::from_request_parts(parts, app).await?).map(Self)
    }
}

impl FromRequestParts<App> for ActingStaff {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let Acting(signed_in) = Acting::from_request_parts(parts, app).await?;
        works_here(signed_in).map(Self)
    }
}
