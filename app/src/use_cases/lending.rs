//! What the library lends: whether it can be had, what this patron has of it, and what can be done about that.

use std::rc::Rc;

use yueli_opds::{
    Acquisition, AcquisitionKind, AvailabilityState, Copies, FEED, Feed, PUBLICATION, Publication, Undo,
};
use yueli_ports::{Http, Method, Records, RecordsExt, Request};
use yueli_publication::{
    Time,
    json::{self, FromJson},
};

use super::{
    account::{AccountError, ask},
    catalogue,
};

/// Where the loans and holds of whoever is signed in are.
const SHELF: &str = "/opds/shelf";
/// Where they are kept, so that they are known without a connection.
const KEPT: (&str, &str) = ("feeds", "loans");
/// Renews a loan.
const RENEW: &str = "https://yueli.dev/ns/rel#renew";
const DAY: i64 = 86_400_000;

/// How it stands with a publication that is lent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lent {
    /// A copy is free.
    Free,
    /// All copies are out.
    Taken,
    /// The patron has it on loan until then.
    OnLoan(Option<Time>),
    /// The patron waits for it, at this place in the queue from 1.
    Waiting(Option<u64>),
    /// A copy is kept for the patron until then.
    Ready(Option<Time>),
}

/// What is known of how a publication is lent.
#[derive(Debug, Clone, PartialEq)]
pub struct Lending {
    /// How it stands.
    pub lent: Lent,
    /// How many copies there are.
    pub copies: Copies,
    /// How many patrons wait.
    pub waiting: u64,
    /// Where it is borrowed, or waited for, and by which method.
    borrow: Option<(Method, String)>,
    /// Where the loan is renewed.
    renew: Option<String>,
    /// How the loan or the place in the queue is given up.
    undo: Option<Undo>,
}

/// What a patron does with a publication that is lent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Borrows it, or what is kept ready.
    Borrow,
    /// Waits for a copy.
    Hold,
    /// Keeps it for longer.
    Renew,
    /// Gives it back.
    Return,
    /// Waits no longer.
    Cancel,
}

impl Lending {
    /// How `publication` is lent; nothing where it is open to all, or sold.
    pub fn of(publication: &Publication) -> Option<Self> {
        let ways = publication.ways();
        let of_kind = |kind| ways.iter().find(|way| way.kind == kind);
        let undo = publication.undo();
        let link = |rel: &str| publication.links.iter().find(|link| link.has_rel(rel));
        let renew = link(RENEW).map(|link| link.href.clone());
        // What can be given back is on loan, wherever it is fetched.
        let file = of_kind(AcquisitionKind::Download).filter(|_| undo.is_some());
        let borrow = of_kind(AcquisitionKind::Borrow);
        let way = file.or(borrow)?;
        let Acquisition { availability, copies, holds, .. } = way;
        let lent = match availability.state {
            _ if file.is_some() => Lent::OnLoan(availability.until),
            Some(AvailabilityState::Ready) => Lent::Ready(availability.until),
            Some(AvailabilityState::Reserved) => Lent::Waiting(holds.position),
            Some(AvailabilityState::Unavailable) => Lent::Taken,
            Some(AvailabilityState::Available) | None => Lent::Free,
        };
        let borrow = borrow.map(|way| (method_of(publication, &way.href), way.href.clone()));
        Some(Self { lent, copies: *copies, waiting: holds.total.unwrap_or_default(), borrow, renew, undo })
    }

    /// What can be done, the thing most likely wanted first.
    pub fn deeds(&self) -> Vec<Deed> {
        let deeds: &[Deed] = match self.lent {
            Lent::Free => &[Deed::Borrow],
            Lent::Taken => &[Deed::Hold],
            Lent::OnLoan(_) => &[Deed::Renew, Deed::Return],
            Lent::Waiting(_) => &[Deed::Cancel],
            Lent::Ready(_) => &[Deed::Borrow, Deed::Cancel],
        };
        deeds.iter().copied().filter(|deed| self.request(*deed).is_some()).collect()
    }

    /// What is asked of the library to do it.
    pub fn request(&self, deed: Deed) -> Option<Request> {
        let (method, href) = match deed {
            Deed::Borrow | Deed::Hold => self.borrow.as_ref().map(|(method, href)| (*method, href))?,
            Deed::Renew => (Method::Post, self.renew.as_ref()?),
            Deed::Return | Deed::Cancel => {
                let undo = self.undo.as_ref()?;
                let method = match undo.method {
                    yueli_opds::Method::Get => Method::Get,
                    yueli_opds::Method::Put => Method::Put,
                    yueli_opds::Method::Post => Method::Post,
                    yueli_opds::Method::Delete => Method::Delete,
                };
                (method, &undo.href)
            }
        };
        Some(Request::new(method, href.as_str()).header("accept", PUBLICATION))
    }
}

/// How a link to borrow is followed: as it says itself, else by POST.
fn method_of(publication: &Publication, href: &str) -> Method {
    let link = publication.links.iter().find(|link| link.href == href);
    match link.and_then(|link| link.properties.other.get("method")?.as_str()) {
        Some("GET") => Method::Get,
        Some("PUT") => Method::Put,
        _ => Method::Post,
    }
}

/// Does something with `publication`; the library answers with how it stands with it then.
///
/// # Errors
/// See [`AccountError`]: the library says why not.
pub async fn perform(
    http: &dyn Http,
    tag: &str,
    csrf: Option<&str>,
    (publication, deed): (&Publication, Deed),
) -> Result<Publication, AccountError> {
    let request = Lending::of(publication).and_then(|lending| lending.request(deed));
    let request = request.ok_or(AccountError::Server(404))?;
    let response = ask(http, request, tag, csrf).await?;
    let read = json::parse(&response.body).ok().and_then(Publication::from_json);
    read.ok_or(AccountError::Server(response.status))
}

/// What the patron has and waits for, as last seen.
pub async fn kept(records: &dyn Records) -> Vec<Publication> {
    let feed: Option<Feed> = records.get(KEPT.0, KEPT.1).await.ok().flatten();
    feed.map(|feed| feed.publications).unwrap_or_default()
}

/// What the patron has and waits for.
///
/// # Errors
/// See [`AccountError`].
pub async fn shelf(
    http: &dyn Http,
    records: &dyn Records,
    tag: &str,
) -> Result<Vec<Publication>, AccountError> {
    let response = ask(http, Request::get(SHELF).header("accept", FEED), tag, None).await?;
    let read = json::parse(&response.body).ok().and_then(Feed::from_json);
    let feed = read.ok_or(AccountError::Server(response.status))?;
    if let Ok(json) = String::from_utf8(response.body) {
        records.put_json(KEPT.0, KEPT.1, json).await.ok();
    }
    Ok(feed.publications)
}

/// Forgets what was kept, with whoever signs out.
pub async fn forget(records: &dyn Records) {
    records.remove(KEPT.0, KEPT.1).await.ok();
}

/// True where `kept` was on loan when it was kept on this device, and is not among `loans` any more.
pub fn is_over(kept: &Publication, loans: &[Rc<Publication>]) -> bool {
    let id = catalogue::id_of(kept);
    is_on_loan(kept) && !loans.iter().any(|loan| catalogue::id_of(loan) == id && is_on_loan(loan))
}

/// True where the patron has `publication` on loan.
pub fn is_on_loan(publication: &Publication) -> bool {
    Lending::of(publication).is_some_and(|lending| matches!(lending.lent, Lent::OnLoan(_)))
}

/// When the loan of `publication` ends, if it is on loan and that is said.
pub fn ends(publication: &Publication) -> Option<Time> {
    match Lending::of(publication)?.lent {
        Lent::OnLoan(end) => end,
        _ => None,
    }
}

/// How many days are left until `until`, begun ones counted; 0 where it has passed.
pub fn days_left(until: Time, now_ms: f64) -> u32 {
    let left = until.millis() - now_ms as i64;
    u32::try_from((left + DAY - 1).div_euclid(DAY).max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_ports::{
        Response,
        fake::{FakeHttp, FakeRecords},
    };

    use super::*;

    fn publication(links: &str) -> Publication {
        serde_json::from_str(&format!(r#"{{"metadata":{{"title":"T"}},"links":[{links}]}}"#)).unwrap()
    }

    const BORROW: &str = r#"{"rel":"http://opds-spec.org/acquisition/borrow","href":"/b","properties":
        {"availability":{"state":"STATE","until":"2026-12-24T00:00:00Z"},"holds":{"total":2,"position":1},"copies":{"total":3,"available":1}}}"#;
    const REVOKE: &str = r#"{"rel":"http://librarysimplified.org/terms/rel/revoke","href":"/r","properties":{"method":"POST"}}"#;
    const FILE: &str = r#"{"rel":"http://opds-spec.org/acquisition","href":"/f","type":"application/epub+zip","properties":
        {"availability":{"state":"available","until":"2026-12-24T00:00:00Z"}}}"#;
    const RENEWAL: &str = r#"{"rel":"https://yueli.dev/ns/rel#renew","href":"/n"}"#;

    #[test]
    fn what_can_be_done_follows_how_it_stands() {
        let until = Time::parse("2026-12-24T00:00:00Z");
        let state = |word: &str| BORROW.replace("STATE", word);
        for (links, lent, deeds) in [
            (state("available"), Lent::Free, vec![Deed::Borrow]),
            (state("unavailable"), Lent::Taken, vec![Deed::Hold]),
            (format!("{},{REVOKE}", state("reserved")), Lent::Waiting(Some(1)), vec![Deed::Cancel]),
            (format!("{},{REVOKE}", state("ready")), Lent::Ready(until), vec![Deed::Borrow, Deed::Cancel]),
            (format!("{FILE},{REVOKE},{RENEWAL}"), Lent::OnLoan(until), vec![Deed::Renew, Deed::Return]),
            (format!("{FILE},{REVOKE}"), Lent::OnLoan(until), vec![Deed::Return]),
        ] {
            let lending = Lending::of(&publication(&links)).unwrap();
            assert_eq!((lending.lent, lending.deeds()), (lent, deeds), "{links}");
        }
        assert_eq!(Lending::of(&publication(FILE)), None, "what cannot be given back is no loan");
        let open = FILE.replace("acquisition\"", "acquisition/open-access\"");
        assert_eq!(Lending::of(&publication(&open)), None);
    }

    #[test]
    fn a_deed_is_asked_for_and_answered_with_how_it_stands_then() {
        let http = FakeHttp::default();
        let lent = format!(r#"{{"metadata":{{"title":"T"}},"links":[{FILE},{REVOKE}]}}"#);
        http.respond("POST /b", Response { status: 201, headers: Vec::new(), body: lent.into_bytes() });
        let free = publication(&BORROW.replace("STATE", "available"));
        let now = block_on(perform(&http, "en", Some("t"), (&free, Deed::Borrow))).unwrap();
        assert!(matches!(Lending::of(&now).unwrap().lent, Lent::OnLoan(Some(_))));
        assert!(http.asked()[0].headers.contains(&("x-csrf-token".into(), "t".into())));
        assert!(block_on(perform(&http, "en", None, (&free, Deed::Renew))).is_err());
        assert_eq!(http.asked().len(), 1, "what cannot be done is not asked for");
    }

    #[test]
    fn the_loans_are_known_without_a_connection() {
        let (http, records) = (FakeHttp::default(), FakeRecords::default());
        let feed = format!(
            r#"{{"metadata":{{"title":"Mine"}},"links":[],"publications":[{{"metadata":{{"title":"T"}},"links":[{FILE},{REVOKE}]}}]}}"#
        );
        http.answer(SHELF, feed);
        assert_eq!(block_on(shelf(&http, &records, "en")).unwrap().len(), 1);
        http.stop(SHELF);
        assert!(block_on(shelf(&http, &records, "en")).is_err());
        assert_eq!(block_on(kept(&records)).len(), 1);
        block_on(forget(&records));
        assert!(block_on(kept(&records)).is_empty());
    }

    #[test]
    fn a_loan_is_over_when_the_library_lists_it_no_more() {
        let own = |id: &str, links: &str| {
            let link = format!(r#"{{"rel":"self","href":"/opds/publications/{id}"}}"#);
            Rc::new(publication(&format!("{link},{links}")))
        };
        let loan = own("a", &format!("{FILE},{REVOKE}"));
        let held = own("a", &format!("{},{REVOKE}", BORROW.replace("STATE", "reserved")));
        let open = own("a", &FILE.replace("acquisition\"", "acquisition/open-access\""));
        for (kept, loans, over) in [
            (&loan, vec![loan.clone()], false),
            (&loan, vec![], true),
            (&loan, vec![own("b", &format!("{FILE},{REVOKE}"))], true),
            (&loan, vec![held.clone()], true),
            (&open, vec![], false),
        ] {
            assert_eq!(is_over(kept, &loans), over);
        }
    }

    #[test]
    fn a_day_that_has_begun_counts() {
        let until = Time::parse("2026-12-24T00:00:00Z").unwrap();
        let end = until.millis() as f64;
        for (before, days) in [(0.0, 0), (1.0, 1), (86_400_000.0, 1), (86_400_001.0, 2), (-5.0, 0)] {
            assert_eq!(days_left(until, end - before), days, "{before}");
        }
    }
}
