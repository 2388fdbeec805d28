//! Other libraries' servers: who asks for them.

use axum::{
    Router,
    extract::{FromRequestParts, Request, State},
    http::Method,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use super::{
    App,
    visitor::{Visitor, check},
};
use crate::{
    config::hex,
    upstream::{self, Asker},
};

/// The addresses of other libraries' servers.
pub(crate) fn routes(app: &App) -> Router<App> {
    let who = middleware::from_fn_with_state(app.clone(), who);
    upstream::router(app.upstreams.clone()).layer(who)
}

/// Says who is signed in. Whatever changes something needs the session's token.
async fn who(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visitor = match Visitor::from_request_parts(&mut parts, &app).await {
        Ok(visitor) => visitor,
        Err(refusal) => return refusal.into_response(),
    };
    let looks = parts.method == Method::GET || parts.method == Method::HEAD;
    if !looks && let Err(refusal) = check(&visitor, &parts.headers) {
        return refusal.into_response();
    }
    parts.extensions.insert(visitor.origin.clone());
    if let Some(signed_in) = &visitor.patron {
        let csrf = signed_in.csrf.as_deref().unwrap_or(signed_in.account_id());
        let session = hex(&Sha256::digest(format!("upstream {csrf}"))[..16]);
        let (account, origin) = (signed_in.account_id().to_owned(), signed_in.origin.clone());
        parts.extensions.insert(Asker { account, session, origin });
    }
    next.run(Request::from_parts(parts, body)).await
}
