//! Borrowing and returning at another library.

use yueli_opds::{AcquisitionKind, Document, PUBLICATION, Publication, read};
use yueli_ports::ADDRESS;

use super::{
    ask::Desk,
    far,
    place::Upstream,
    trouble::{NOT_THERE, Trouble},
};
use crate::use_cases::lending::{Deed, Lending};

/// The publication with the ways of the gateway, as `Lending` takes it. Where a library does not say how a loan is asked for,
/// it is by following the link (OPDS 1.2, section 5.2).
pub fn lendable(found: &Publication, upstream: &Upstream) -> Publication {
    let mut own = far::through_gateway(found, upstream);
    for link in &mut own.links {
        if link.rel.iter().any(|rel| AcquisitionKind::of(rel) == Some(AcquisitionKind::Borrow)) {
            link.properties.other.entry("method").or_insert_with(|| "GET".into());
        }
    }
    own
}

/// Does something with a publication that `upstream` lends. Gives it as it stands then, where the library says so; else it
/// has to be asked for again.
///
/// # Errors
/// See [`Trouble`].
pub async fn perform(
    desk: &Desk<'_>,
    upstream: &Upstream,
    (found, deed): (&Publication, Deed),
) -> Result<Option<Publication>, Trouble> {
    let request = Lending::of(&lendable(found, upstream)).and_then(|lending| lending.request(deed));
    let request = request.ok_or_else(|| Trouble::of(NOT_THERE))?;
    let address = upstream.address_of(&request.url).unwrap_or_default();
    let request = request.header("accept", ["application/atom+xml;q=0.9, */*;q=0.1, ", PUBLICATION].concat());
    let response = desk.through(request, &address).await?;
    let address = response.header(ADDRESS).unwrap_or(&address);
    let document =
        read(&response.body, response.header("content-type"), address).ok().map(|own| own.document);
    Ok(match document {
        Some(Document::Publication(own)) => Some(*own),
        // Some answer with the list that it stands in.
        Some(Document::Feed(feed)) => {
            let wanted = far::identity(found);
            feed.publications.into_iter().find(|own| far::identity(own) == wanted)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_ports::{Response, fake::FakeHttp};

    use super::{
        super::{ask::tests::desk, place::tests::listed},
        *,
    };
    use crate::use_cases::lending::Lent;

    fn book(links: &str) -> Publication {
        let json = format!(r#"{{"metadata":{{"title":"Tea","identifier":"urn:x"}},"links":[{links}]}}"#);
        serde_json::from_str(&json).unwrap()
    }

    const BORROW: &str = r#"{"rel":"http://opds-spec.org/acquisition/borrow","href":"https://lib.example/opds/1/borrow","type":"application/opds-publication+json","properties":{"availability":{"state":"available"}}}"#;
    const LOAN: &str = r#"{"rel":"http://opds-spec.org/acquisition","href":"https://lib.example/get/1.epub","type":"application/epub+zip","properties":{"availability":{"state":"available","until":"2020-01-01T00:00:00Z"}}},
        {"rel":"http://librarysimplified.org/terms/rel/revoke","href":"https://lib.example/opds/loans/1"}"#;

    #[test]
    fn a_loan_is_asked_for_in_the_librarys_way_and_given_back() {
        let http = FakeHttp::default();
        let city = &listed()[0];
        let answer = |body: String| Response { status: 200, headers: Vec::new(), body: body.into_bytes() };
        let json = |links: &str| {
            format!(r#"{{"metadata":{{"title":"Tea","identifier":"urn:x"}},"links":[{links}]}}"#)
        };
        http.respond("/upstreams/city/opds/1/borrow", answer(json(LOAN)));
        http.respond("PUT /upstreams/city/opds/loans/1", Response { status: 204, ..Response::default() });
        let free = book(BORROW);
        let lent = block_on(perform(&desk(&http), city, (&free, Deed::Borrow))).unwrap().unwrap();
        let standing = Lending::of(&lendable(&lent, city)).unwrap();
        assert!(matches!(standing.lent, Lent::OnLoan(_)), "{standing:?}");
        assert_eq!(standing.deeds(), [Deed::Return]);
        assert_eq!(block_on(perform(&desk(&http), city, (&lent, Deed::Return))).unwrap(), None);
        assert!(
            http.asked().iter().all(|asked| asked.headers.contains(&("x-csrf-token".into(), "t".into())))
        );
        // Where the link says how, that counts.
        http.respond("POST /upstreams/city/opds/1/borrow", answer(json("")));
        let post = BORROW.replace(r#""properties":{"#, r#""properties":{"method":"POST","#);
        block_on(perform(&desk(&http), city, (&book(&post), Deed::Borrow))).unwrap();
        assert_eq!(http.asked().last().unwrap().method, yueli_ports::Method::Post);
        assert!(block_on(perform(&desk(&http), city, (&free, Deed::Return))).is_err());
    }
}
