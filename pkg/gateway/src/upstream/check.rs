//! `yueli-gateway upstream check`: whether each upstream answers.

use std::{fmt::Write, path::Path, sync::Arc, time::Instant};

use axum::http::Method;
use yueli_upstream::settings::{Kind, SignIn};

use super::{
    Server, System, Upstreams, UpstreamsError, answer,
    line::{Proof, Trouble},
    problem::{Code, Problem},
    settings,
};
use crate::catalogue::Tongue;

/// Asks every upstream of the file for its first document; what is said of each, a line each, and whether all is well.
///
/// # Errors
/// Where the file cannot be used.
pub(super) async fn check(file: &Path) -> Result<(String, bool), UpstreamsError> {
    let upstreams = Upstreams::of(settings(file)?, None, Arc::new(System))?;
    let (mut said, mut well) = (String::new(), true);
    for server in upstreams.all() {
        let began = Instant::now();
        let found = ask(server).await;
        let ms = began.elapsed().as_millis();
        let (word, what) = match &found {
            Ok(what) => ("ok", what),
            Err(what) => ("fails", what),
        };
        well &= found.is_ok();
        // Writing to a string does not fail.
        let _ = writeln!(said, "{}\t{word}\t{ms} ms\t{}\t{what}", server.id(), server.told.address);
    }
    if upstreams.all().is_empty() {
        said.push_str("the file names no upstreams\n");
    }
    Ok((said, well))
}

async fn ask(server: &Server) -> Result<String, String> {
    let (path, proof) = match (&server.told.kind, &server.told.key) {
        // Answers 404 or 400 where the key is good: there is no such patron.
        (Kind::EdgePatron, Some(key)) => {
            let folder = server.told.address.path().trim_end_matches('/');
            (format!("{folder}/patron/account/yueli-check"), super::patron::proof(&key.secret, key.place))
        }
        _ => (server.told.address.path().to_owned(), Proof::None),
    };
    let question = server
        .own_question(
            &path,
            "application/opds+json, application/atom+xml;q=0.9, application/json;q=0.8",
            proof,
        )
        .map_err(|problem| said(&problem))?;
    let reply = server.line.ask(&question).await.map_err(|trouble| reason(&trouble))?;
    let status = reply.status.as_u16();
    let kind =
        reply.headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or("-").to_owned();
    if server.told.kind == Kind::EdgePatron {
        return match status {
            200 | 400 | 404 | 422 => Ok(format!("{status}; the key is accepted")),
            401 | 403 => Err(format!("{status}; the key is not accepted: look at key_env and key_in")),
            _ => Err(format!("{status} {kind}; no edge-patron is at this address")),
        };
    }
    match answer::read(reply, &server.own_terms()).await {
        Ok(answer) => Ok(format!("{} {kind}", answer.status.as_u16())),
        Err(problem) if problem.code == Code::SignIn && server.told.sign_in != SignIn::None => {
            Ok(format!("{status}; patrons sign in"))
        }
        Err(problem) if problem.code == Code::SignIn => Err(format!(
            "{status}; it wants patrons to sign in: say sign_in = \"password\", \"token\" or \"oauth\""
        )),
        Err(problem) => Err(said(&problem)),
    }
}

fn reason(trouble: &Trouble) -> String {
    format!("{trouble}: {}", said(&trouble.problem(&Method::GET)))
}

fn said(problem: &Problem) -> String {
    problem.title(Tongue::En).to_owned()
}
