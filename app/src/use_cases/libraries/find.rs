//! The catalogue at an address that somebody typed: a feed, a page that leads to one, or a document that says how one
//! signs in.

use yueli_opds::{Authentication, Document};
use yueli_publication::web;

use super::{
    ask::{Answer, Desk},
    list::Library,
    place::{Upstream, candidates},
    trouble::{NO_ADDRESS, NO_CATALOGUE, NOT_ALLOWED, NOT_LISTED, SIGN_IN, Trouble},
};

/// How often one is led on.
const HOPS: usize = 4;

/// Finds the catalogue at the address that was typed, among the libraries that the gateway lists.
///
/// # Errors
/// See [`Trouble`]: `not-listed` says which origin the librarian would have to add.
pub async fn find(
    desk: &Desk<'_>,
    upstreams: &[Upstream],
    typed: &str,
) -> Result<(Library, Upstream), Trouble> {
    let candidates = candidates(typed);
    let Some(first) = candidates.first() else { return Err(Trouble::of(NO_ADDRESS)) };
    let known = |address: &String| upstreams.iter().find(|upstream| upstream.has(address));
    let Some((address, upstream)) = candidates.iter().find_map(|address| Some((address, known(address)?)))
    else {
        return Err(Trouble::of(NOT_LISTED).about(web::origin(first).unwrap_or_else(|| first.clone())));
    };
    let library = from(desk, upstream, address).await?;
    Ok((library, upstream.clone()))
}

/// The catalogue that `upstream` itself begins with.
///
/// # Errors
/// See [`Trouble`].
pub async fn begin(desk: &Desk<'_>, upstream: &Upstream) -> Result<Library, Trouble> {
    from(desk, upstream, &upstream.start).await
}

async fn from(desk: &Desk<'_>, upstream: &Upstream, address: &str) -> Result<Library, Trouble> {
    let mut address = address.to_owned();
    let mut tried = Vec::new();
    loop {
        tried.push(address.clone());
        let answer = desk.ask(upstream, &address).await;
        let leads = match answer {
            Ok(Answer { document: Document::Feed(feed), .. }) => {
                return Ok(Library::at(upstream, &address, feed.metadata.title.get(desk.tag)));
            }
            Ok(Answer { document: Document::Authentication(document), .. }) => start_of(&document),
            Ok(Answer { document: Document::Search(_) | Document::Publication(_), .. }) => Vec::new(),
            // There is a catalogue; one has to sign in to see it.
            Err(Trouble { code, sign_in, .. }) if code == SIGN_IN => {
                let title = sign_in.map(|own| own.title.get(desk.tag).to_owned()).unwrap_or_default();
                return Ok(Library::at(upstream, &address, &title));
            }
            Err(trouble)
                if trouble.catalogues.is_empty()
                    && trouble.code != NOT_ALLOWED
                    && !is_no_catalogue(&trouble) =>
            {
                return Err(trouble);
            }
            Err(trouble) if tried.len() >= HOPS => return Err(trouble),
            Err(trouble) => trouble.catalogues,
        };
        // The library's own page may not be open to us, or lead nowhere: then the catalogue that the gateway names.
        let mut on = leads.into_iter().chain([upstream.start.clone()]);
        match on.find(|next| upstream.has(next) && !tried.contains(next)) {
            Some(next) if tried.len() < HOPS => address = next,
            _ => return Err(Trouble::of(NO_CATALOGUE)),
        }
    }
}

fn is_no_catalogue(trouble: &Trouble) -> bool {
    matches!(trouble.code.as_str(), NO_CATALOGUE | "upstream-nonsense")
}

/// Where the catalogue begins, as an authentication document says.
fn start_of(document: &Authentication) -> Vec<String> {
    let leads = ["start", "http://opds-spec.org/catalog"].iter().filter_map(|rel| document.link(rel));
    leads.map(|link| link.href.clone()).collect()
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_ports::{Response, fake::FakeHttp};

    use super::{
        super::{
            ask::tests::{FEED, desk},
            place::tests::listed,
        },
        *,
    };

    fn found(http: &FakeHttp, typed: &str) -> Result<(String, String), String> {
        let found = block_on(find(&desk(http), &listed(), typed));
        found.map(|(library, _)| (library.name, library.start)).map_err(|trouble| trouble.code)
    }

    fn answers(http: &FakeHttp, path: &str, status: u16, body: &str) {
        http.respond(path, Response { status, headers: Vec::new(), body: body.into() });
    }

    #[test]
    fn a_catalogue_is_found_whatever_of_the_library_was_typed() {
        let http = FakeHttp::default();
        answers(&http, "/upstreams/city/opds", 200, FEED);
        answers(
            &http,
            "/upstreams/city/about",
            502,
            r#"{"code":"upstream-nonsense","title":"T","catalogues":["https://spy.example/","https://lib.example/v2"]}"#,
        );
        answers(&http, "/upstreams/city/v2", 200, &FEED.replace("Open Shelf", "Second"));
        answers(&http, "/upstreams/city/", 403, r#"{"code":"not-allowed","title":"T"}"#);
        answers(&http, "/upstreams/city/plain", 502, r#"{"code":"upstream-nonsense","title":"T"}"#);
        answers(
            &http,
            "/upstreams/city/auth",
            200,
            r#"{"id":"x","title":"T","authentication":[],"links":[{"rel":"start","href":"/v2"}]}"#,
        );
        answers(
            &http,
            "/upstreams/city/locked",
            401,
            r#"{"id":"x","title":"Locked room","authentication":[{"type":"http://opds-spec.org/auth/basic"}]}"#,
        );
        let (opds, v2) = ("https://lib.example/opds", "https://lib.example/v2");
        for (typed, name, start) in [
            ("lib.example/opds", "Open Shelf", opds),
            ("http://lib.example/opds", "Open Shelf", opds),
            ("https://lib.example/about", "Second", v2),
            ("lib.example", "Open Shelf", opds),
            ("lib.example/plain", "Open Shelf", opds),
            ("lib.example/auth", "Second", v2),
            ("lib.example/locked", "Locked room", "https://lib.example/locked"),
        ] {
            assert_eq!(found(&http, typed), Ok((name.to_owned(), start.to_owned())), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_is_told_apart() {
        let http = FakeHttp::default();
        answers(&http, "/upstreams/city/opds", 502, r#"{"code":"upstream-nonsense","title":"T"}"#);
        answers(&http, "/upstreams/city/down", 502, r#"{"code":"upstream-down","title":"T"}"#);
        answers(&http, "/upstreams/city/gone", 404, r#"{"code":"upstream-not-there","title":"T"}"#);
        for (typed, code) in [
            ("no address", NO_ADDRESS),
            ("books.example", NOT_LISTED),
            ("lib.example/opds", NO_CATALOGUE),
            ("lib.example/down", "upstream-down"),
            ("lib.example/gone", "upstream-not-there"),
        ] {
            assert_eq!(found(&http, typed), Err(code.to_owned()), "{typed}");
        }
        let other = block_on(find(&desk(&http), &listed(), "books.example/opds")).unwrap_err();
        assert_eq!(&*other.about, "https://books.example");
    }

    #[test]
    fn nobody_is_led_round_in_circles() {
        let http = FakeHttp::default();
        let leads = |to: &str| {
            format!(r#"{{"code":"upstream-nonsense","title":"T","catalogues":["https://lib.example/{to}"]}}"#)
        };
        for (from, to) in [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "a"), ("opds", "a")] {
            answers(&http, &format!("/upstreams/city/{from}"), 502, &leads(to));
        }
        assert!(found(&http, "lib.example/a").is_err());
        assert!(http.asked().len() <= HOPS);
    }
}
