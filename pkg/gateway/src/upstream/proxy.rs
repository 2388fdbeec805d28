//! `/upstreams/{id}/…`: what a browser asks an upstream through the gateway.

use axum::{
    body::{Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::Response,
};
use yueli_upstream::{
    headers::goes_up,
    settings::{Kind, SignIn},
};

use super::{
    Server, Upstreams,
    answer::{self, Terms},
    asker::{self, Asker, allowed},
    line::{Proof, Question, Reply},
    patron,
    problem::{Code, Problem},
    sign_in,
    vault::Vault,
};

/// The longest body that is passed on: an annotation, a request for many copies.
const LONGEST: usize = 1024 * 1024;

/// Passes on, or says why not.
pub(crate) async fn pass(State(upstreams): State<Upstreams>, request: Request) -> Response {
    let tongue = asker::tongue(request.headers());
    let (id, path) = parts_of(request.uri().path());
    let Some(server) = upstreams.find(id) else { return Problem::from(Code::Unknown).answer(tongue) };
    let path = path.to_owned();
    match pass_to(&upstreams, server, &path, request).await {
        Ok(response) => response,
        Err(problem) => problem.with("upstream", server.id()).answer(tongue),
    }
}

/// The id and the path at the upstream, still percent-encoded.
fn parts_of(path: &str) -> (&str, &str) {
    let rest = path.strip_prefix("/upstreams/").unwrap_or_default();
    match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, "/"),
    }
}

async fn pass_to(
    upstreams: &Upstreams,
    server: &Server,
    path: &str,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let (method, headers) = (&parts.method, &parts.headers);
    allowed(method, headers)?;
    let asker = asker::asker(&parts.extensions);
    server.pace(asker::counted(&parts.extensions)).map_err(too_many)?;
    let looks = method == Method::GET || method == Method::HEAD;
    let changes = matches!(*method, Method::POST | Method::PUT | Method::DELETE);
    if !(looks || changes && asker.is_some()) {
        return Err(if changes { Code::LibrarySignIn } else { Code::NotAllowed }.into());
    }
    let body = if changes {
        to_bytes(body, LONGEST).await.map_err(|_| Problem::from(Code::Malformed))?
    } else {
        Bytes::new()
    };
    let query = parts.uri.query();
    match server.told.kind {
        Kind::Opds => {
            let target = server.target(path, query)?;
            let headers = going_up(headers, &body);
            let mut question = Question { method: method.clone(), target, headers, body, proof: Proof::None };
            let reply = ask(upstreams.vault().ok(), server, asker, &mut question).await?;
            let terms = Terms {
                id: server.id(),
                method,
                private: !matches!(question.proof, Proof::None),
                tells_address: true,
                longest: server.told.limits.document,
            };
            let answer = answer::read(reply, &terms).await;
            let answer = answer.map_err(|problem| with_way_in(problem, server))?;
            Ok(answer::pass_on(&server.line, answer, &terms))
        }
        Kind::EdgePatron => {
            let query = query.unwrap_or_default();
            let asked = patron::Asked { method, headers, path, query, body };
            patron::pass(server, upstreams.vault()?, asker, asked).await
        }
    }
}

/// Asks with what the patron signs in with. Where tokens are not accepted any more they are renewed, once.
async fn ask(
    vault: Option<&Vault>,
    server: &Server,
    asker: Option<&Asker>,
    question: &mut Question,
) -> Result<Reply, Problem> {
    // What she signs in with is for the server itself, not for others that its documents lead to.
    let asker = asker.filter(|_| server.is_own(&question.target));
    let (Some(vault), Some(asker)) = (vault, asker) else {
        return server.line.ask(question).await.map_err(|trouble| trouble.problem(&question.method));
    };
    let shown = sign_in::proof(server, vault, asker).await?;
    question.proof = shown.proof;
    let reply = server.line.ask(question).await.map_err(|trouble| trouble.problem(&question.method))?;
    let Some(tokens) = shown.tokens.filter(|_| reply.status == StatusCode::UNAUTHORIZED) else {
        return Ok(reply);
    };
    question.proof = sign_in::renewed(server, vault, asker, &tokens).await?;
    server.line.ask(question).await.map_err(|trouble| trouble.problem(&question.method))
}

/// Where one signs in, for whoever must.
fn with_way_in(problem: Problem, server: &Server) -> Problem {
    let is_here = matches!(server.told.sign_in, SignIn::Password | SignIn::Token | SignIn::OAuth);
    if problem.code == Code::SignIn && is_here {
        return problem.with("signIn", format!("/upstreams/{}/sign-in", server.id()));
    }
    problem
}

/// The headers that go on.
pub(crate) fn going_up(headers: &HeaderMap, body: &Bytes) -> HeaderMap {
    let passes = headers
        .iter()
        .filter(|(name, _)| goes_up(name.as_str()) && (**name != header::CONTENT_TYPE || !body.is_empty()));
    passes.map(|(name, value)| (name.clone(), value.clone())).collect()
}

pub(crate) fn too_many(wait: std::time::Duration) -> Problem {
    Problem::from(Code::TooMany).after(Some(wait))
}
