//! A publication of another library as the shelf, the reader and downloads know it: named so that it is the same one at
//! every visit, and with its file where the gateway has it.

use yueli_opds::{Acquisition, AcquisitionKind, Publication, rel};
use yueli_publication::Link;

use super::{list::Library, place::Upstream};
use crate::use_cases::catalogue::FAR_DOCUMENTS;

/// How the names of such publications begin. Those of our own library's are hexadecimal.
const BEGINS: &str = "far-";
/// Leads back to where it was found.
pub const FROM: &str = "https://yueli.dev/ns/rel#from";

/// Whether `id` names a publication of another library.
pub fn is_far(id: &str) -> bool {
    id.starts_with(BEGINS)
}

/// Where a publication of another library was found: the library's name, and the address of its page.
pub fn origin(publication: &Publication) -> Option<(&str, &str)> {
    let link = publication.links.iter().find(|link| link.has_rel(FROM))?;
    Some((link.title.as_deref()?, &link.href))
}

/// What tells a publication from the others of its library.
pub fn identity(publication: &Publication) -> String {
    let identifier = publication.metadata.identifier.clone().filter(|own| !own.trim().is_empty());
    let own = || publication.self_href().or_else(|| publication.details().map(|link| link.href.as_str()));
    let file = || publication.acquisitions().next().map(|link| link.href.as_str());
    let link = || own().or_else(file).map(str::to_owned);
    identifier.or_else(link).unwrap_or_else(|| publication.metadata.title.first().to_owned())
}

/// How the shelf names the publication with this identity of the library at `upstream`: fit for a path and a file.
pub fn id(upstream: &str, identity: &str) -> String {
    // FNV-1a: what names a book must stay the same for as long as there are shelves, and need not be a secret.
    let hash = identity.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{BEGINS}{upstream}-{hash:016x}")
}

/// The way to have it at once as something that Yueli reads, where there is one that the gateway can be asked for.
pub fn readable(publication: &Publication, upstream: &Upstream) -> Option<Acquisition> {
    publication.direct().filter(|way| upstream.has(&way.href))
}

/// The publication as the shelf keeps it, to be read by `way`; `page` is the address of its page in the app.
pub fn publication(
    found: &Publication,
    (library, upstream): (&Library, &Upstream),
    way: &Acquisition,
    page: &str,
) -> Option<Publication> {
    // A sample is not the book: it has a place and notes of its own.
    let part = if way.kind == AcquisitionKind::Sample { "#sample" } else { "" };
    let id = id(&upstream.id, &[&identity(found), part].concat());
    let relation = if way.kind == AcquisitionKind::OpenAccess { rel::OPEN_ACCESS } else { rel::ACQUISITION };
    let file = Link::to(upstream.path_of(&way.href)?).of_type(way.media_type.clone()?).with_rel(relation);
    let links = vec![
        Link::to([FAR_DOCUMENTS, &id].concat()).with_rel("self"),
        file,
        Link::to(page).of_type("text/html").with_rel(FROM).titled(&library.name),
    ];
    Some(Publication { metadata: found.metadata.clone(), links, images: images(found, upstream) })
}

/// The same publication with every link and picture that the gateway can be asked for under the gateway's path; others are
/// left out.
pub fn through_gateway(found: &Publication, upstream: &Upstream) -> Publication {
    let local = |link: &Link| Some(Link { href: upstream.path_of(&link.href)?, ..link.clone() });
    Publication {
        metadata: found.metadata.clone(),
        links: found.links.iter().filter_map(local).collect(),
        images: images(found, upstream),
    }
}

/// The covers that can be shown. Pictures that lie elsewhere are not fetched: whoever has them would hear who looks.
pub fn images(found: &Publication, upstream: &Upstream) -> Vec<Link> {
    let local = |link: &Link| {
        let is_here = link.href.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
        let href = if is_here { link.href.clone() } else { upstream.path_of(&link.href)? };
        Some(Link { href, ..link.clone() })
    };
    found.images.iter().filter_map(local).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::place::tests::listed, *};
    use crate::use_cases::catalogue;

    fn found(links: &str) -> Publication {
        let json = format!(
            r#"{{"metadata":{{"title":"Tea","identifier":"urn:isbn:1"}},"links":[{links}],"images":[
            {{"href":"https://covers.example:8443/1.jpg"}},{{"href":"https://spy.example/1.jpg"}},{{"href":"data:image/png;base64,AA"}}]}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    fn library() -> Library {
        Library {
            id: "city".into(),
            upstream: "city".into(),
            name: "City Library".into(),
            ..Library::default()
        }
    }

    #[test]
    fn a_book_is_the_same_at_every_visit_and_its_file_is_the_gateways() {
        let city = &listed()[0];
        let own = found(
            r#"{"href":"https://lib.example/get/1.epub","type":"application/epub+zip","rel":"http://opds-spec.org/acquisition/open-access"}"#,
        );
        let way = readable(&own, city).unwrap();
        let kept = publication(&own, (&library(), city), &way, "/library/city/title?at=x").unwrap();
        let id = catalogue::id_of(&kept).unwrap();
        assert_eq!(id, super::id("city", "urn:isbn:1"));
        assert!(is_far(&id) && id.len() == 25 && !is_far("4f85a199a56cdf4a"));
        assert_eq!(kept.readable().map(|link| link.href.as_str()), Some("/upstreams/city/get/1.epub"));
        assert_eq!(origin(&kept), Some(("City Library", "/library/city/title?at=x")));
        let images: Vec<&str> = kept.images.iter().map(|link| link.href.as_str()).collect();
        assert_eq!(images, ["/upstreams/city/@covers.example:8443/1.jpg", "data:image/png;base64,AA"]);
        let sample = Acquisition { kind: AcquisitionKind::Sample, ..way };
        let sample = publication(&own, (&library(), city), &sample, "/").unwrap();
        assert_ne!(catalogue::id_of(&sample), Some(id));
    }

    #[test]
    fn files_that_lie_elsewhere_are_not_asked_of_the_gateway() {
        let city = &listed()[0];
        let elsewhere = found(
            r#"{"href":"https://other.example/1.epub","type":"application/epub+zip","rel":"http://opds-spec.org/acquisition"}"#,
        );
        assert_eq!(readable(&elsewhere, city), None);
        assert!(through_gateway(&elsewhere, city).links.is_empty());
    }

    #[test]
    fn a_book_without_a_name_is_told_by_its_links() {
        for (json, expected) in [
            (
                r#"{"metadata":{"title":"T","identifier":"urn:x"},"links":[{"href":"/a","rel":"self"}]}"#,
                "urn:x",
            ),
            (
                r#"{"metadata":{"title":"T","identifier":" "},"links":[{"href":"/f","rel":"http://opds-spec.org/acquisition"},{"href":"/a","rel":"self"}]}"#,
                "/a",
            ),
            (
                r#"{"metadata":{"title":"T"},"links":[{"href":"/f","rel":"http://opds-spec.org/acquisition"}]}"#,
                "/f",
            ),
            (r#"{"metadata":{"title":"T"},"links":[]}"#, "T"),
        ] {
            assert_eq!(identity(&serde_json::from_str(json).unwrap()), expected);
        }
    }
}
