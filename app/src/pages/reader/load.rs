//! What the reader page asks of ports: which book it is, where the reader left off, how it is laid out.

use yueli_opds::Publication;
use yueli_platform_web::{
    book::{Change, Kind},
    frame::ReadingSettings,
};
use yueli_ports::{RecordError, Records, RecordsExt};
use yueli_publication::{Link, Locator, ProblemCode};

use super::{model::Failure, window::warn};
use crate::{
    pages::title::load::describe,
    use_cases::{
        catalogue::{self, CatalogueError},
        drawers::OUTBOX,
        following::{BOOK, gone_key},
        lending::{self, Lending},
        problem,
        shelf::NOTES,
    },
    wire_up::Services,
};

/// Where the reader's layout is kept.
const STORE: &str = "settings";
const KEY: &str = "reading";

/// The book to be read.
pub struct Subject {
    /// What the catalogue says of it, now or when it was put on the shelf.
    pub publication: Publication,
    /// Where its bytes are.
    pub url: String,
    /// Which worker it needs.
    pub kind: Kind,
    /// The name and the length in bytes of the file on this device, if all of it is kept here.
    pub here: Option<(String, u64)>,
}

/// Finds the publication `id`, in the language `tag`: what is kept on this device, else from the catalogue, else, without
/// a connection, from the shelf.
///
/// # Errors
/// A [`Failure`] that says what the reader can do.
pub async fn subject(services: &Services, id: &str, tag: &str) -> Result<Subject, Failure> {
    // A device that keeps nothing can still show the book.
    let whole = services.cellar().whole(id).await;
    let here = whole.as_ref().map(|book| (book.id.clone(), book.length));
    let publication = match whole {
        // The library need not be asked, nor waited for.
        Some(book) => loaned(services, id, tag, (*book.publication).clone()).await?,
        None => match describe(services, id, tag).await {
            Ok(publication) => publication,
            Err(error) => match services.shelf().get(id).await.ok().flatten() {
                Some(entry) => entry.publication,
                None => return Err(failure(&error)),
            },
        },
    };
    let Some(link) = publication.readable() else {
        return Err(Failure::of(not_lent(services, id, &publication).await.unwrap_or(code_of(&publication))));
    };
    let url = link.href.clone();
    let kind = kind(link);
    Ok(Subject { publication, url, kind, here })
}

/// Why a book that is lent is not given: the loan is over, or there was none. Nothing for others.
async fn not_lent(services: &Services, id: &str, publication: &Publication) -> Option<ProblemCode> {
    Lending::of(publication)?;
    Some(refused(services, id).await)
}

/// What a reader is told of a book that the library does not give: that the loan is over where there was one.
pub async fn refused(services: &Services, id: &str) -> ProblemCode {
    let entry = services.shelf().get(id).await.ok().flatten();
    let had_it = entry.is_some_and(|entry| lending::is_on_loan(&entry.publication));
    if had_it { ProblemCode::LoanOver } else { ProblemCode::NotOnLoan }
}

/// A book of this device, if its loan is not over. Where the day has come by what the device knows, the library is asked: the
/// loan may have been renewed from elsewhere.
async fn loaned(services: &Services, id: &str, tag: &str, kept: Publication) -> Result<Publication, Failure> {
    if !is_past(services, id, &kept).await {
        return Ok(kept);
    }
    match describe(services, id, tag).await {
        Ok(now) if lending::is_on_loan(&now) => Ok(now),
        _ => Err(Failure::of(ProblemCode::LoanOver)),
    }
}

/// True where the loan of `kept` has ended by what this device knows of it.
pub async fn is_past(services: &Services, id: &str, kept: &Publication) -> bool {
    let own = |loan: &Publication| catalogue::id_of(loan).as_deref() == Some(id);
    let loans = lending::kept(services.records.as_ref()).await;
    // A renewal is in the list of loans, not in what was kept with the book.
    let newest = loans.iter().find(|loan| own(loan)).unwrap_or(kept);
    lending::ends(newest).is_some_and(|end| end < services.now())
}

/// Which worker the file needs that a link leads to.
pub fn kind(link: &Link) -> Kind {
    if link.is_type("application/pdf") { Kind::Pdf } else { Kind::Book }
}

/// Where the reader left off.
pub async fn kept(services: &Services, id: &str) -> Option<Locator> {
    services.shelf().get(id).await.ok().flatten()?.locator
}

/// What the catalogue says is wrong with a publication that cannot be read.
fn code_of(publication: &Publication) -> ProblemCode {
    let key = problem::of(publication).map(|unreadable| unreadable.code).unwrap_or_default();
    ProblemCode::ALL.iter().copied().find(|code| code.key() == key).unwrap_or(ProblemCode::UnsupportedFormat)
}

fn failure(error: &CatalogueError) -> Failure {
    let (code, may_pass) = match error {
        CatalogueError::NotFound => (ProblemCode::Gone, false),
        CatalogueError::Refused(_) => (ProblemCode::NotOnLoan, false),
        _ => (ProblemCode::Network, true),
    };
    Failure { code: Some(code), detail: error.to_string(), may_pass }
}

/// What was kept of the reader's notes under `key`.
pub async fn notes(services: &Services, key: &str) -> Result<Option<String>, RecordError> {
    services.records.get_json(NOTES, key).await
}

/// Keeps the reader's notes of the book `id` under `key`, and what was deleted: what is only missing was not.
pub async fn keep_notes(
    services: &Services,
    id: &str,
    key: &str,
    notes: String,
    change: Option<&Change>,
) -> Result<(), RecordError> {
    services.records.put_json(NOTES, key, notes).await?;
    services.records.put_json(OUTBOX, &[BOOK, id].concat(), key.to_owned()).await?;
    match change {
        Some(Change::Remove { id }) => {
            services.records.put_json(OUTBOX, &gone_key(key, id), "1".to_owned()).await
        }
        Some(Change::Restore { id }) => services.records.remove(OUTBOX, &gone_key(key, id)).await,
        _ => Ok(()),
    }
}

/// How the reader wants the book `id` laid out: as was chosen for it alone, else as all books.
pub async fn settings(services: &Services, id: &str) -> ReadingSettings {
    // Settings that are damaged or cannot be had are the usual ones.
    let kept = async |key: &str| services.records.get::<ReadingSettings>(STORE, key).await.ok().flatten();
    if let Some(own) = kept(&own_key(id)).await {
        return ReadingSettings { own: true, ..own.clamped() };
    }
    kept(KEY).await.unwrap_or_default().clamped()
}

/// Keeps how the reader wants the book `id` laid out, or all books.
pub async fn keep_settings(services: &Services, id: &str, settings: &ReadingSettings) {
    let key = if settings.own { own_key(id) } else { KEY.to_owned() };
    if let Err(error) = services.records.put(STORE, &key, settings).await {
        warn(&error.to_string());
    }
}

/// Forgets what was chosen for the book `id` alone.
pub async fn forget_own_settings(services: &Services, id: &str) {
    if let Err(error) = services.records.remove(STORE, &own_key(id)).await {
        warn(&error.to_string());
    }
}

fn own_key(id: &str) -> String {
    [KEY, ":", id].concat()
}
