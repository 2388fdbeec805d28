//! Reading that follows the reader: what this device has read and noted is told to the library, and what her other
//! devices did comes from there. The rules are in `yueli_sync`; here they meet the records and the network.
//!
//! Everything between this device and the library is in the store `outbox`, in the drawer of whoever it belongs to.

mod books;
mod merge_in;
mod places;

use std::collections::BTreeSet;

use yueli_opds::Device;
use yueli_ports::{Clock, Http, RecordError, Records, Request, Response};
use yueli_publication::{Time, json, json::FromJson};
use yueli_sync::{Change, Page, Patience, skew};

use self::{books::Books, places::Places};
use super::drawers::OUTBOX;

pub use merge_in::{is_empty, merge_in};
pub use places::{PLACE, here, locator_of, read_place};

/// Where the library tells what has changed.
const FEED: &str = "/opds/reading";
/// What the library told last, and when to try again.
const MARK: &str = "mark";
const PATIENCE: &str = "patience";
/// By what name the notes of a publication are kept.
pub const BOOK: &str = "book ";
/// The notes that were deleted here: `gone <book>\n<id>`.
pub const GONE: &str = "gone ";
/// Up to when the reader has said that she stays where she is.
pub const DECLINED: &str = "declined ";
/// By how many milliseconds the device's clock was last found to be behind the library's.
pub const SKEW: &str = "skew";
/// How often it is asked again where something was changed on the way.
const ROUNDS: usize = 4;

/// Under which name a note's deletion is kept.
pub fn gone_key(book: &str, id: &str) -> String {
    [GONE, book, "\n", id].concat()
}

/// Who is signed in, as far as the library has to know it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Who {
    /// The language.
    pub tag: &'static str,
    /// The session's token.
    pub csrf: Option<String>,
    /// This device.
    pub device: Device,
}

/// How it stands between this device and the library.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// How many places and notes the library has not been told of.
    pub untold: usize,
    /// How many notes it will not take.
    pub refused: usize,
    /// Something is other here than before.
    pub changed: bool,
    /// It did not answer; in so many milliseconds it is tried again.
    pub again_in: Option<f64>,
    /// It says that nobody is signed in.
    pub signed_out: bool,
}

/// Why it does not go on.
#[derive(Debug)]
enum Stop {
    /// Nobody answered, or not as hoped; perhaps the library says after how many seconds to come back.
    Failed(Option<f64>),
    /// Nobody is signed in.
    SignedOut,
    /// This device keeps nothing.
    Records,
}

impl From<RecordError> for Stop {
    fn from(_: RecordError) -> Self {
        Self::Records
    }
}

/// What everything here works with.
struct Desk<'a> {
    http: &'a dyn Http,
    records: &'a dyn Records,
    clock: &'a dyn Clock,
    who: &'a Who,
    /// By how many milliseconds the device's clock is behind the library's.
    skew: i64,
}

impl Desk<'_> {
    fn now(&self) -> Time {
        Time::from_millis(self.clock.now_ms() as i64)
    }

    /// Asks the library; an answer that means to stop is one.
    async fn ask(&mut self, request: Request) -> Result<Response, Stop> {
        let mut request = request.header("accept-language", self.who.tag).header("x-requested-with", "yueli");
        if let Some(csrf) = &self.who.csrf {
            request = request.header("x-csrf-token", csrf.as_str());
        }
        let response = self.http.fetch(request).await.map_err(|_| Stop::Failed(None))?;
        if let Some(date) = response.header("date").and_then(http_date) {
            self.skew = skew(date, self.now());
        }
        match response.status {
            401 | 403 => Err(Stop::SignedOut),
            429 | 500.. => {
                Err(Stop::Failed(response.header("retry-after").and_then(|after| after.parse().ok())))
            }
            _ => Ok(response),
        }
    }

    async fn kept(&self, key: &str) -> Result<Option<String>, RecordError> {
        self.records.get_json(OUTBOX, key).await
    }

    async fn keep(&self, key: &str, value: String) -> Result<(), RecordError> {
        self.records.put_json(OUTBOX, key, value).await
    }
}

/// Tells the library what it does not know, and takes over what it tells; without anybody who is signed in, only counts.
/// Before its time nothing is tried after a failure, unless it is `urgent`.
pub async fn follow(
    http: &dyn Http,
    records: &dyn Records,
    clock: &dyn Clock,
    (who, urgent): (Option<&Who>, bool),
) -> Report {
    let nobody = Who::default();
    let mut desk = Desk { http, records, clock, who: who.unwrap_or(&nobody), skew: 0 };
    let mut report = Report::default();
    let now = clock.now_ms();
    let patience = patience(&desk).await;
    if who.is_some() && !urgent && !patience.allows(now) {
        report.again_in = Some(patience.until - now);
    } else if who.is_some() {
        let done = exchange(&mut desk, &mut report).await;
        let next = match &done {
            Ok(()) => Patience::default(),
            Err(Stop::Failed(after)) => {
                let next = patience.failed(now, now % 1000.0 / 1000.0, *after);
                report.again_in = Some(next.until - now);
                next
            }
            Err(Stop::SignedOut) => {
                report.signed_out = true;
                patience
            }
            Err(Stop::Records) => patience,
        };
        if desk.skew != 0 || desk.kept(SKEW).await.ok().flatten().is_some() {
            desk.keep(SKEW, desk.skew.to_string()).await.ok();
        }
        if next != patience {
            // Where it cannot be kept it is tried again with the next page.
            desk.keep(PATIENCE, next.to_json().to_string()).await.ok();
        }
    }
    if let Ok((books, places)) = load(&desk).await {
        let (untold, refused) = books.untold();
        report.untold = untold + places.untold(&desk);
        report.refused = refused;
    }
    report
}

async fn patience(desk: &Desk<'_>) -> Patience {
    let kept = desk.kept(PATIENCE).await.ok().flatten();
    kept.and_then(|text| Patience::from_json(json::parse(text.as_bytes()).ok()?)).unwrap_or_default()
}

async fn load(desk: &Desk<'_>) -> Result<(Books, Places), RecordError> {
    let shelf = super::shelf::entries(desk.records).await?;
    let outbox = desk.records.all_json(OUTBOX).await?;
    let notes = desk.records.all_json(super::shelf::NOTES).await?;
    Ok((Books::of(&outbox, notes, &shelf), Places::of(&outbox, shelf)))
}

/// First what the library tells, so that little has to be told twice; then what it does not know.
async fn exchange(desk: &mut Desk<'_>, report: &mut Report) -> Result<(), Stop> {
    for _ in 0..ROUNDS {
        report.changed |= pull(desk).await?;
        let (mut books, mut places) = load(desk).await?;
        places.tell(desk).await?;
        if !books.tell(desk).await? {
            return Ok(());
        }
        report.changed = true;
    }
    Ok(())
}

/// Takes over what has changed; whether something is other here than before.
async fn pull(desk: &mut Desk<'_>) -> Result<bool, Stop> {
    let (mut changes, mut whole, mut changed) = (Vec::new(), false, false);
    let mut mark = desk.kept(MARK).await?.unwrap_or_default();
    loop {
        let response = desk.ask(Request::get(format!("{FEED}?after={mark}"))).await?;
        let page = Page::read(&response.body).filter(|_| response.is_ok()).ok_or(Stop::Failed(None))?;
        // The feed begins anew in the middle where everything was erased meanwhile.
        if page.whole {
            (changes, whole) = (Vec::new(), true);
        }
        changes.extend(page.changes);
        let ends = !page.more || page.latest == mark;
        mark = page.latest;
        if ends {
            break;
        }
    }
    let (mut books, mut places) = load(desk).await?;
    changed |= places.take(desk, &changes, whole).await?;
    changed |= books.take(&changes);
    if whole {
        let name = |change: &Change| match change {
            Change::Note { name, .. } => Some(name.clone()),
            Change::Gone { .. } | Change::Place { .. } => None,
        };
        changed |= books.only(&changes.iter().filter_map(name).collect::<BTreeSet<String>>());
    }
    books.keep(desk).await?;
    // Last: what was not kept is told once more.
    desk.keep(MARK, mark).await?;
    Ok(changed)
}

/// The date of an answer (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(text: &str) -> Option<Time> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut parts = text.split_once(", ")?.1.split(' ');
    let (day, month, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.find(month).filter(|_| month.len() == 3)? / 3 + 1;
    Time::parse(&format!("{year}-{month:02}-{day}T{time}Z"))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
