//! What whoever asks sees: a child what her guardian has chosen, everybody else everything.
//!
//! It is asked for whoever is signed in, and not for whom she acts: a guardian who borrows for her child decides in that
//! moment ([ADR 21](../../../../docs/adr/0021-accounts-by-edge-patron-and-a-small-desk.md)).

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};

use super::{App, refusal::Refusal, visitor::Visitor};
use crate::{
    audience::{Sees, Sight},
    lending::{self, Holding, Mine, Of},
    store::now,
};

impl FromRequestParts<App> for Sight {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let sees = visitor.patron.map_or(Sees::Everything, |own| own.patron.sees);
        Ok(Self::of(&app.store, sees).await?)
    }
}

/// The guardian has chosen that this book is not seen.
fn not_seen() -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        "guardian-sees",
        "Your guardian has chosen which books you see here, and this one is not among them. Ask her or him.",
        "监护人选定了您在这里能看到哪些书，这本不在其中。请问问监护人。",
    )
}

async fn shows(app: &App, sight: &Sight, work: &str) -> Result<bool, Refusal> {
    Ok(sight.is_whole() || !sight.seen(&app.db, &[work]).await?.is_empty())
}

/// What the patron has of a publication.
async fn mine(app: &App, publication: &str, patron: Option<&str>) -> Result<Option<Mine>, Refusal> {
    let mut on = app.store.pool().acquire().await?;
    let mut states = lending::states(&mut on, &[publication], patron, now()).await?;
    Ok(states.remove(publication).and_then(|state| state.mine))
}

/// Lets pass whoever sees a publication, and whoever has it on loan or waits for it.
pub(crate) async fn look(
    app: &App,
    sight: &Sight,
    publication: &str,
    patron: Option<&str>,
) -> Result<(), Refusal> {
    if shows(app, sight, publication).await? || mine(app, publication, patron).await?.is_some() {
        return Ok(());
    }
    Err(not_seen())
}

/// Lets pass whoever may begin a loan of a publication: it is seen, or on loan already, so that asking twice is no error.
pub(crate) async fn borrow(app: &App, sight: &Sight, publication: &str, patron: &str) -> Result<(), Refusal> {
    if shows(app, sight, publication).await? {
        return Ok(());
    }
    match mine(app, publication, Some(patron)).await? {
        Some(Mine::Loan(_)) => Ok(()),
        _ => Err(not_seen()),
    }
}

/// Lets pass whoever sees the work that is to be waited for. What is not known here is answered further on.
pub(crate) async fn hold(app: &App, sight: &Sight, of: Of<'_>) -> Result<(), Refusal> {
    if sight.is_whole() {
        return Ok(());
    }
    let mut on = app.store.pool().acquire().await?;
    let holding = match of {
        Of::Work(id) => Some(id.to_owned()),
        Of::Item(id) => lending::holding_of_item(&mut on, id).await?,
    };
    let works = lending::works(&mut on, holding.as_deref().into_iter()).await?;
    drop(on);
    for work in works.values() {
        if !shows(app, sight, name(work)).await? {
            return Err(not_seen());
        }
    }
    Ok(())
}

/// Those of the works that are seen, in their order.
pub(crate) async fn seen_of(app: &App, sight: &Sight, works: Vec<Holding>) -> Result<Vec<Holding>, Refusal> {
    let names: Vec<&str> = works.iter().map(name).collect();
    let seen = sight.seen(&app.db, &names).await?;
    Ok(works.into_iter().filter(|work| seen.contains(name(work))).collect())
}

/// By what it is known for whom a work is.
fn name(work: &Holding) -> &str {
    work.publication.as_deref().unwrap_or(&work.id)
}
