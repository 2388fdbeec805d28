//! Asking a library: directly where its server lets browsers do that and the gateway's settings say so, else through
//! the gateway.

use yueli_opds::{
    ACCEPT, AUTHENTICATION, Authentication, Defect, Document, FEED, Profile, Unreadable, catalogues, read,
};
use yueli_ports::{ADDRESS, Http, Request, Response};
use yueli_publication::json::{self, FromJson};

use super::{
    place::Upstream,
    trouble::{NOT_LISTED, OFFLINE, Trouble},
};

/// What a server is asked for directly. Browsers ask for permission before they send a longer one (Fetch, "CORS-safelisted
/// request-header").
const SHORT_ACCEPT: &str = "application/opds+json, application/atom+xml;q=0.9, */*;q=0.1";

/// Whoever asks, and how.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The way to servers.
    pub http: &'a dyn Http,
    /// The reader's language.
    pub tag: &'a str,
    /// The token that goes with what changes something.
    pub csrf: Option<&'a str>,
    /// The app came over TLS: the browser keeps it from asking what did not.
    pub secure: bool,
}

/// What a library answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What it is.
    pub document: Document,
    /// What was wrong with it.
    pub defects: Vec<Defect>,
    /// Where it came from in the end: links are resolved already.
    pub address: String,
    /// Why it did not come the short way, where it should have.
    pub detour: Option<Detour>,
}

/// Why a server that may be asked directly was asked through the gateway all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detour {
    /// The browser did not let us: the server does not allow it (CORS).
    NotLet,
    /// The server is asked without TLS, and the app came with it.
    MixedContent,
}

impl Desk<'_> {
    /// Asks `upstream` for the document at `address`.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn ask(&self, upstream: &Upstream, address: &str) -> Result<Answer, Trouble> {
        let mut detour = None;
        if upstream.direct && !upstream.signed_in && upstream.has(address) {
            match self.directly(address).await {
                Ok(Some(response)) => return self.read(&response, address, None),
                // The gateway says in words what is wrong there.
                Ok(None) => {}
                Err(why) => detour = Some(why),
            }
        }
        let request = Request::get(self.path(upstream, address)?).header("accept", ACCEPT);
        let response = self.through(request, address).await?;
        self.read(&response, address, detour)
    }

    /// Asks `upstream` who the patron is.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn profile(&self, upstream: &Upstream, address: &str) -> Result<Profile, Trouble> {
        let request = Request::get(self.path(upstream, address)?)
            .header("accept", "application/opds-profile+json, application/json;q=0.9");
        let response = self.through(request, address).await?;
        let read = json::parse(&response.body).ok().and_then(Profile::from_json);
        read.ok_or_else(|| Trouble::unreadable(&Unreadable::Garbage, self.tag))
    }

    /// How one signs in, as the document at `address` says; nothing where it is none.
    pub async fn authentication(&self, upstream: &Upstream, address: &str) -> Option<Authentication> {
        let path = upstream.path_of(address)?;
        let request = Request::get(path).header("accept", AUTHENTICATION);
        let response = self.through(request, address).await.ok()?;
        match read(&response.body, response.header("content-type"), address).ok()?.document {
            Document::Authentication(document) => Some(*document),
            _ => None,
        }
    }

    /// The gateway's path for an address of `upstream`.
    ///
    /// # Errors
    /// Where it is none of this library's.
    pub fn path(&self, upstream: &Upstream, address: &str) -> Result<String, Trouble> {
        upstream.path_of(address).ok_or_else(|| {
            let origin = yueli_publication::web::origin(address);
            Trouble::of(NOT_LISTED).about(origin.unwrap_or_else(|| address.to_owned()))
        })
    }

    /// Asks the gateway for something of a library's.
    ///
    /// # Errors
    /// Where the status is none of 200 to 299: what the gateway or the library says.
    pub async fn through(&self, request: Request, address: &str) -> Result<Response, Trouble> {
        let mut request = request.header("accept-language", self.tag).header("x-requested-with", "yueli");
        if let Some(csrf) = self.csrf {
            request = request.header("x-csrf-token", csrf);
        }
        let response = self.http.fetch(request).await.map_err(|_| Trouble::of(OFFLINE))?;
        if response.is_ok() { Ok(response) } else { Err(Trouble::answered(&response, address)) }
    }

    /// Nothing where the answer is not what was wanted.
    async fn directly(&self, address: &str) -> Result<Option<Response>, Detour> {
        if self.secure && !address.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:")) {
            return Err(Detour::MixedContent);
        }
        let request =
            Request::get(address).header("accept", SHORT_ACCEPT).header("accept-language", self.tag);
        let response = self.http.fetch(request).await.map_err(|_| Detour::NotLet)?;
        Ok(Some(response).filter(Response::is_ok))
    }

    fn read(&self, response: &Response, asked: &str, detour: Option<Detour>) -> Result<Answer, Trouble> {
        let address = response.header(ADDRESS).unwrap_or(asked).to_owned();
        match read(&response.body, response.header("content-type"), &address) {
            Ok(reading) => {
                Ok(Answer { document: reading.document, defects: reading.defects, address, detour })
            }
            Err(error) => {
                let leads = match &error {
                    Unreadable::Page(_) => catalogues(&response.body, &address),
                    _ => Vec::new(),
                };
                let catalogues = leads.into_iter().map(|link| link.href).collect();
                Err(Trouble { catalogues, ..Trouble::unreadable(&error, self.tag) })
            }
        }
    }
}

/// What the gateway is asked for when its own list is wanted.
pub(super) const LIST: (&str, &str) = ("/upstreams", FEED);

#[cfg(test)]
pub(crate) mod tests {
    use pollster::block_on;
    use yueli_ports::fake::FakeHttp;

    use super::{
        super::{place::tests::listed, trouble::NO_CATALOGUE},
        *,
    };

    pub(crate) const FEED: &str =
        r#"{"metadata":{"title":"Open Shelf"},"links":[],"navigation":[{"href":"new","title":"New"}]}"#;

    pub(crate) fn desk(http: &FakeHttp) -> Desk<'_> {
        Desk { http, tag: "en", csrf: Some("t"), secure: false }
    }

    fn found(answer: &Answer) -> &str {
        match &answer.document {
            Document::Feed(feed) => &feed.navigation[0].href,
            _ => "",
        }
    }

    #[test]
    fn a_library_is_asked_through_the_gateway_and_its_links_are_its_own() {
        let http = FakeHttp::default();
        let headers = vec![(ADDRESS.to_owned(), "https://lib.example/moved/opds".to_owned())];
        http.respond("/upstreams/city/opds", Response { status: 200, headers, body: FEED.into() });
        let city = &listed()[0];
        let answer = block_on(desk(&http).ask(city, "https://lib.example/opds")).unwrap();
        assert_eq!((found(&answer), answer.detour), ("https://lib.example/moved/new", None));
        let other = block_on(desk(&http).ask(city, "https://evil.example/opds")).unwrap_err();
        assert_eq!((other.code.as_str(), &*other.about), (NOT_LISTED, "https://evil.example"));
        assert_eq!(http.asked().len(), 1, "what is not listed is not asked");
    }

    #[test]
    fn directly_where_that_can_be_and_else_the_long_way() {
        let open = &listed()[1];
        let asked = |direct: Option<u16>, secure: bool, signed_in: bool| {
            let http = FakeHttp::default();
            http.answer("/upstreams/open/v2", FEED);
            if let Some(status) = direct {
                http.respond(&open.start, Response { status, headers: Vec::new(), body: FEED.into() });
            }
            let mut upstream = open.clone();
            upstream.signed_in = signed_in;
            let answer = block_on(Desk { secure, ..desk(&http) }.ask(&upstream, &open.start)).unwrap();
            assert_eq!(found(&answer), "http://open.example:8080/new");
            let urls: Vec<String> = http.asked().into_iter().map(|request| request.url).collect();
            (urls.join(" "), answer.detour)
        };
        let (short, long) = ("http://open.example:8080/v2", "/upstreams/open/v2");
        let both = format!("{short} {long}");
        assert_eq!(asked(Some(200), false, false), (short.to_owned(), None));
        assert_eq!(asked(None, false, false), (both.clone(), Some(Detour::NotLet)));
        assert_eq!(asked(Some(401), false, false), (both, None));
        assert_eq!(asked(Some(200), true, false), (long.to_owned(), Some(Detour::MixedContent)));
        assert_eq!(
            asked(Some(200), false, true),
            (long.to_owned(), None),
            "only the gateway can say who asks"
        );
    }

    #[test]
    fn what_is_no_catalogue_is_said() {
        let http = FakeHttp::default();
        http.answer(
            "/upstreams/city/opds",
            "<!doctype html><title>Hello</title><link rel=alternate type=application/opds+json href=/v2>",
        );
        http.answer("/upstreams/city/empty", "");
        let city = &listed()[0];
        let asked =
            |path: &str| block_on(desk(&http).ask(city, &format!("https://lib.example/{path}"))).unwrap_err();
        let page = asked("opds");
        assert_eq!(
            (page.code.as_str(), page.catalogues),
            (NO_CATALOGUE, vec!["https://lib.example/v2".to_owned()])
        );
        assert!(asked("empty").said.is_some_and(|(_, advice)| advice.contains("nothing")));
        assert_eq!(asked("nowhere").code, OFFLINE);
    }
}
