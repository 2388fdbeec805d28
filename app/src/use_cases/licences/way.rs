//! How the servers of licences are asked: directly where the library allows it and they send CORS headers, else through the
//! library's own server, which passes on to those that its list names.

use serde_json::Value;
use yueli_ports::{Http, HttpError, Request, Response};
use yueli_publication::json::{self, Fields, FromJson};

/// Where the library lists the servers that it passes on to.
const LIST: &str = "/upstreams";

/// Why a server gave no answer that could be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The library's list does not have this host, so the browser may not ask it.
    NotListed(String),
    /// Nobody answered at this host.
    Offline(String),
    /// It answered with this status, and in these words of its own if it had any.
    Refused {
        /// The HTTP status.
        status: u16,
        /// What kind of refusal it is, as LSD names it: `renew`, `renew/date`, `return/already` ...
        kind: String,
        /// Its own words.
        said: String,
    },
    /// What it answered is not what was asked for.
    Unreadable(String),
}

/// A server that the library passes on to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    address: String,
    href: String,
    direct: bool,
}

/// The ways to other servers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ways {
    own: String,
    origins: Vec<Origin>,
}

impl Ways {
    /// Asks the library which servers it passes on to; `own` is the origin of the app. Where it does not answer there are none.
    pub async fn ask(http: &dyn Http, own: &str) -> Self {
        let list = http.fetch(Request::get(LIST).header("accept", "application/opds+json")).await;
        let list = list.ok().filter(Response::is_ok).and_then(|response| json::parse(&response.body).ok());
        Self { own: own.to_owned(), origins: list.map(origins).unwrap_or_default() }
    }

    /// What is asked for to reach `url`, the best way first; nothing where there is none.
    pub fn to(&self, url: &str) -> Vec<String> {
        let (origin, rest) = parts(url);
        if origin.is_empty() || origin == self.own {
            return vec![rest.to_owned()];
        }
        let Some(known) = self.origins.iter().find(|known| known.address == origin) else {
            return Vec::new();
        };
        let through = [known.href.as_str(), rest].concat();
        if known.direct { vec![url.to_owned(), through] } else { vec![through] }
    }

    /// Asks for what `request` names, by the ways there are; `csrf` goes with what passes the library's own server.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn fetch(
        &self,
        http: &dyn Http,
        request: Request,
        csrf: Option<&str>,
    ) -> Result<Response, Trouble> {
        let (origin, _) = parts(&request.url);
        let host = origin.rsplit('/').next().unwrap_or_default().to_owned();
        let mut failed = Trouble::NotListed(host.clone());
        for url in self.to(&request.url) {
            let mut asked = Request { url, ..request.clone() };
            if let Some(csrf) = csrf.filter(|_| asked.url.starts_with('/')) {
                asked = asked.header("x-csrf-token", csrf);
            }
            match http.fetch(asked).await {
                Ok(response) if response.is_ok() => return Ok(response),
                Ok(response) => return Err(refused(&response)),
                // Perhaps it sends no CORS headers after all: the next way is tried.
                Err(HttpError::Unreachable { .. } | HttpError::BrokenOff { .. }) => {
                    failed = Trouble::Offline(host.clone());
                }
            }
        }
        Err(failed)
    }
}

/// The origin and the rest of an absolute address; of another one no origin.
fn parts(url: &str) -> (&str, &str) {
    let Some(start) = url.find("://").map(|at| at + 3) else { return ("", url) };
    let end = url.get(start..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(url.len(), |at| start + at);
    url.split_at(end)
}

/// The problem document of LSD (section 3.2, RFC 7807), or the status alone.
fn refused(response: &Response) -> Trouble {
    let mut fields = json::parse(&response.body).ok().and_then(Fields::of).unwrap_or_else(Fields::none);
    let kind = fields.text("type").unwrap_or_default();
    let kind = kind.split_once("/error/").map_or("", |(_, kind)| kind).to_owned();
    let said = fields.text("detail").or_else(|| fields.text("title")).unwrap_or_default();
    Trouble::Refused { status: response.status, kind, said }
}

fn origins(list: Value) -> Vec<Origin> {
    let mut list = Fields::of(list).unwrap_or_else(Fields::none);
    let about = |link: Value| {
        let mut properties = Fields::of(Fields::of(link)?.take("properties")?)?;
        Fields::of(properties.take("upstream")?)
    };
    let all = list.list("navigation").into_iter().filter_map(about);
    all.flat_map(|mut upstream| {
        let direct = upstream.is("direct");
        let one = move |value: Value| {
            let mut fields = Fields::of(value)?;
            Some(Origin { address: fields.text("address")?, href: fields.text("href")?, direct })
        };
        upstream.list("addresses").into_iter().filter_map(one).collect::<Vec<_>>()
    })
    .collect()
}

/// Reads what was answered.
///
/// # Errors
/// [`Trouble::Unreadable`] where it is something else.
pub(super) fn document<T: FromJson>(response: Response) -> Result<(String, T), Trouble> {
    let text = String::from_utf8(response.body).unwrap_or_default();
    let read = json::parse(text.as_bytes()).ok().and_then(T::from_json);
    read.map(|read| (text, read)).ok_or_else(|| Trouble::Unreadable("another document".into()))
}
