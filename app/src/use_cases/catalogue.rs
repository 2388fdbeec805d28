//! Asking the library's catalogue.

use yueli_opds::{FEED, Feed, PUBLICATION, Publication};
use yueli_ports::{Http, Records, RecordsExt, Request, Response};
use yueli_publication::json::{self, FromJson};

use super::account::{self, AccountError};

/// Where a library's catalogue begins.
pub const ROOT: &str = "/opds";
/// Where the last known root feed is kept, so that the library keeps its name offline.
const KEPT: (&str, &str) = ("feeds", "root");
/// What a publication's own document is under.
const DOCUMENTS: &str = "/opds/publications/";
/// The same for a publication of another library, whose document this device alone has.
pub const FAR_DOCUMENTS: &str = "/libraries/titles/";

/// Leads from the library's root to those whose catalogues can be asked through it.
pub const LIBRARIES: &str = "https://yueli.dev/ns/rel#libraries";

/// Why the catalogue gave no answer that can be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// Nobody answered: the device is offline, or the server is stopped.
    #[error("nobody answered: {0}")]
    Offline(String),
    /// There is no such thing in the catalogue.
    #[error("not in the catalogue")]
    NotFound,
    /// The library says that it is not for whoever asks, and why, in the reader’s language.
    #[error("refused: {0}")]
    Refused(String),
    /// The server could not do it.
    #[error("the server answered {0}")]
    Server(u16),
    /// The answer is not a catalogue.
    #[error("the answer is not a catalogue: {0}")]
    NotAFeed(String),
}

/// Asks for the feed at `url`, in the language `tag`.
///
/// # Errors
/// See [`CatalogueError`].
pub async fn feed(http: &dyn Http, url: &str, tag: &str) -> Result<Feed, CatalogueError> {
    let response = ask(http, url, FEED, tag).await?;
    read(&response)
}

/// Asks for one publication, in the language `tag`.
///
/// # Errors
/// See [`CatalogueError`].
pub async fn publication(http: &dyn Http, id: &str, tag: &str) -> Result<Publication, CatalogueError> {
    let response = ask(http, &document_url(id), PUBLICATION, tag).await?;
    let publication: Publication = read(&response)?;
    if publication.metadata.title.is_empty() {
        return Err(CatalogueError::NotAFeed("a publication without a title".to_owned()));
    }
    Ok(publication)
}

/// The root feed as it was when it was last seen, if ever.
pub async fn kept_root(records: &dyn Records) -> Option<Feed> {
    // A record that is no longer understood is replaced by the next answer.
    records.get(KEPT.0, KEPT.1).await.ok().flatten()
}

/// Asks for the root feed in the language `tag` and keeps it.
///
/// # Errors
/// See [`CatalogueError`]. That it could not be kept is no error: the feed is here.
pub async fn fresh_root(http: &dyn Http, records: &dyn Records, tag: &str) -> Result<Feed, CatalogueError> {
    let response = ask(http, ROOT, FEED, tag).await?;
    let feed = read(&response)?;
    if let Ok(json) = String::from_utf8(response.body) {
        records.put_json(KEPT.0, KEPT.1, json).await.ok();
    }
    Ok(feed)
}

/// Forgets the root feed that was kept: somebody else saw it.
pub async fn forget_root(records: &dyn Records) {
    records.remove(KEPT.0, KEPT.1).await.ok();
}

/// The address of the document that describes the publication `id`.
pub fn document_url(id: &str) -> String {
    format!("{DOCUMENTS}{}", percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC))
}

/// How the catalogue names this publication; `None` for one that has no document of its own.
pub fn id_of(publication: &Publication) -> Option<String> {
    let own = publication.self_href()?;
    let (_, after) = own.split_once(DOCUMENTS).or_else(|| own.split_once(FAR_DOCUMENTS))?;
    let id = after.split(['?', '#', '/']).next().filter(|id| !id.is_empty())?;
    Some(percent_encoding::percent_decode_str(id).decode_utf8_lossy().into_owned())
}

async fn ask(http: &dyn Http, url: &str, media_type: &str, tag: &str) -> Result<Response, CatalogueError> {
    // The interface may speak another language than the browser does.
    let response = http
        .fetch(Request::get(url).header("accept", media_type).header("accept-language", tag))
        .await
        .map_err(|error| CatalogueError::Offline(error.to_string()))?;
    match response.status {
        200..=299 => Ok(response),
        404 | 410 => Err(CatalogueError::NotFound),
        403 => Err(match account::refusal(&response) {
            AccountError::Refused { words, .. } => CatalogueError::Refused(words),
            _ => CatalogueError::Server(403),
        }),
        status => Err(CatalogueError::Server(status)),
    }
}

fn read<T: FromJson>(response: &Response) -> Result<T, CatalogueError> {
    let value = json::parse(&response.body).map_err(|error| CatalogueError::NotAFeed(error.to_string()))?;
    T::from_json(value).ok_or_else(|| CatalogueError::NotAFeed("some other JSON".to_owned()))
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_ports::fake::{FakeHttp, FakeRecords};

    use super::*;

    fn status(status: u16) -> Response {
        Response { status, ..Response::default() }
    }

    #[test]
    fn tells_the_reasons_apart() {
        let http = FakeHttp::default();
        http.respond("/gone", status(404));
        http.respond("/broken", status(503));
        http.respond("/locked", status(403));
        let why = r#"{"code":"guardian-sees","title":"Ask your guardian."}"#;
        http.respond("/hidden", Response { body: why.into(), ..status(403) });
        http.answer("/page", "<!doctype html>");
        http.answer("/feed", r#"{"metadata":{"title":"City Library"},"links":[]}"#);
        let asked = |url: &'static str| block_on(feed(&http, url, "en")).map(|feed| feed.metadata.title);
        assert!(matches!(asked("/nowhere"), Err(CatalogueError::Offline(_))));
        assert_eq!(asked("/gone"), Err(CatalogueError::NotFound));
        assert_eq!(asked("/broken"), Err(CatalogueError::Server(503)));
        assert_eq!(asked("/locked"), Err(CatalogueError::Server(403)));
        assert_eq!(asked("/hidden"), Err(CatalogueError::Refused("Ask your guardian.".to_owned())));
        assert!(matches!(asked("/page"), Err(CatalogueError::NotAFeed(_))));
        assert_eq!(asked("/feed").unwrap().first(), "City Library");
        assert!(http.asked().iter().all(|request| request.headers[0].1 == FEED));
    }

    #[test]
    fn the_root_is_kept_for_when_there_is_no_connection() {
        let (http, records) = (FakeHttp::default(), FakeRecords::default());
        assert_eq!(block_on(kept_root(&records)), None);
        http.answer(ROOT, r#"{"metadata":{"title":"City Library"},"links":[]}"#);
        let fresh = block_on(fresh_root(&http, &records, "en")).unwrap();
        http.stop(ROOT);
        assert!(block_on(fresh_root(&http, &records, "en")).is_err());
        assert_eq!(block_on(kept_root(&records)), Some(fresh));
    }

    #[test]
    fn a_publication_and_its_id_find_each_other() {
        let http = FakeHttp::default();
        let json =
            r#"{"metadata":{"title":"Tea"},"links":[{"rel":"self","href":"/opds/publications/tea%20book"}]}"#;
        http.answer("/opds/publications/tea%20book", json);
        let tea = block_on(publication(&http, "tea book", "zh-CN")).unwrap();
        assert_eq!(id_of(&tea).as_deref(), Some("tea book"));
        assert_eq!(id_of(&Publication::default()), None);
    }
}
