//! Ways to get a publication: what a link promises, what stands between, whether it can be had now.
//!
//! Source: OPDS 2.0, sections 5.2 (acquisition links) and 5.3 (properties); OPDS 1.2, section 5.2.

use serde_json::{Map, Value};
use yueli_publication::json::Fields;
use yueli_publication::{Link, Money, Time};

use crate::rel;

/// How deep indirect acquisitions may nest; deeper ones are left out.
const DEEP: usize = 8;
/// How many paths are read from one link.
const PATHS: usize = 64;

/// One way to get a publication.
#[derive(Debug, Clone, PartialEq)]
pub struct Acquisition {
    /// What following the link means.
    pub kind: AcquisitionKind,
    /// Where.
    pub href: String,
    /// The media type of what the link itself answers.
    pub media_type: Option<String>,
    /// What the catalogue calls it.
    pub title: Option<String>,
    /// Everything that can come out of it, each by the steps that lead there. Never empty where a type is known.
    pub paths: Vec<Path>,
    /// What it costs, in each currency that is offered. Prices that are no amounts are left out.
    pub prices: Vec<Money>,
    /// Whether it can be had now.
    pub availability: Availability,
    /// How many copies the library has.
    pub copies: Copies,
    /// Who waits.
    pub holds: Holds,
}

/// What following an acquisition link means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AcquisitionKind {
    /// Anybody can have it.
    OpenAccess,
    /// Can be had by whoever may see the link; often one has to be signed in.
    Download,
    /// A loan, or a hold where no copy is free.
    Borrow,
    /// Part of a subscription.
    Subscribe,
    /// For money.
    Buy,
    /// A part of it.
    Sample,
}

/// The media types on the way from a link to what is read, in order. The last one is what is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(pub Vec<String>);

/// What protects a publication, as far as its media types say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protection {
    /// Nothing.
    None,
    /// Readium LCP.
    Lcp,
    /// Adobe ADEPT.
    Adobe,
    /// A token that is sent along with the download (Palace).
    BearerToken,
    /// Read on the vendor's own site only.
    Streaming,
    /// Something else that this app does not know.
    Unknown,
}

/// Whether something can be had, and until or from when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Availability {
    /// The state, where the catalogue says one.
    pub state: Option<AvailabilityState>,
    /// Since when it has been so.
    pub since: Option<Time>,
    /// When it changes. May lie in the past: see [`until_after`](Self::until_after).
    pub until: Option<Time>,
}

/// The states of OPDS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AvailabilityState {
    /// Can be had now.
    Available,
    /// All copies are lent; a hold may be placed.
    Unavailable,
    /// The patron waits for it.
    Reserved,
    /// It is kept ready for the patron.
    Ready,
}

/// How many copies a library has. Counts that are missing or less than nothing are `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Copies {
    /// In all.
    pub total: Option<u64>,
    /// That are free.
    pub available: Option<u64>,
}

/// Who waits for a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holds {
    /// How many patrons.
    pub total: Option<u64>,
    /// Where this patron stands, from 1; 0 says that it is her turn.
    pub position: Option<u64>,
}

/// How a loan is given back, or a hold given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    /// Where.
    pub href: String,
    /// By which HTTP method.
    pub method: Method,
}

/// The methods that [`Undo`] needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`: a link that is simply followed.
    Get,
    /// `PUT`.
    Put,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
}

impl AcquisitionKind {
    /// What a relation means, in the long form of OPDS or the short one of its newest version.
    pub fn of(relation: &str) -> Option<Self> {
        let short = relation.strip_prefix(rel::ACQUISITION).map(|rest| rest.trim_start_matches('/'));
        match short.unwrap_or(relation) {
            "open-access" => Some(Self::OpenAccess),
            "borrow" => Some(Self::Borrow),
            "buy" => Some(Self::Buy),
            "sample" | "preview" => Some(Self::Sample),
            "subscribe" => Some(Self::Subscribe),
            "acquisition" => Some(Self::Download),
            _ => short.map(|_| Self::Download),
        }
    }
}

impl Acquisition {
    /// What a link promises; nothing where it is no way to get a publication.
    pub fn of(link: &Link) -> Option<Self> {
        // `acquisition` says the least: where a link has another relation as well, that one counts.
        let kinds = link.rel.iter().filter_map(|relation| AcquisitionKind::of(relation));
        let kind = kinds.reduce(|one, other| if one == AcquisitionKind::Download { other } else { one })?;
        let properties = &link.properties.other;
        let availability = object(properties, "availability");
        // `holds` and `copies` stand beside `availability`, or inside of it.
        let beside_or_inside = |name| match object(properties, name) {
            map if map.is_empty() => object(&availability, name),
            map => map,
        };
        Some(Self {
            kind,
            href: link.href.clone(),
            media_type: link.media_type.clone(),
            title: link.title.clone(),
            paths: paths(link),
            prices: prices(properties.get("prices").or_else(|| properties.get("price"))),
            availability: Availability::of(&availability),
            copies: Copies::of(&beside_or_inside("copies")),
            holds: Holds::of(&beside_or_inside("holds")),
        })
    }

    /// The paths that end with `media_type`, parameters aside.
    pub fn paths_to<'a>(&'a self, media_type: &'a str) -> impl Iterator<Item = &'a Path> {
        self.paths.iter().filter(move |path| path.format().is_some_and(|own| is_type(own, media_type)))
    }
}

impl Path {
    /// The media type of what is read at last.
    pub fn format(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }

    /// What protects it, by the types on the way.
    pub fn protection(&self) -> Protection {
        let known = |own: &String| {
            let (own, profile) = own.split_once(';').unwrap_or((own, ""));
            match own.trim().to_ascii_lowercase().as_str() {
                "application/vnd.readium.lcp.license.v1.0+json" => Some(Protection::Lcp),
                "application/vnd.adobe.adept+xml" => Some(Protection::Adobe),
                "application/vnd.librarysimplified.bearer-token+json" => Some(Protection::BearerToken),
                "text/html" if profile.contains("streaming-media") => Some(Protection::Streaming),
                _ => None,
            }
        };
        // A step that is a document of OPDS itself protects nothing.
        let is_step = |own: &String| {
            ["application/atom+xml", crate::PUBLICATION, crate::FEED].iter().any(|step| is_type(own, step))
        };
        let before = self.0.len().saturating_sub(1);
        let odd = self.0.iter().take(before).any(|own| !is_step(own));
        let first = self.0.iter().find_map(known);
        first.unwrap_or(if odd { Protection::Unknown } else { Protection::None })
    }
}

impl Availability {
    fn of(map: &Map<String, Value>) -> Self {
        // Some write `status`, as OPDS 1.2 does.
        let state = map.get("state").or_else(|| map.get("status")).and_then(Value::as_str);
        let end = |value: &Value| value.as_str().and_then(Time::parse_end).or_else(|| Time::of(value));
        Self {
            state: state.and_then(AvailabilityState::of),
            since: map.get("since").and_then(Time::of).filter(|time| time.is_real()),
            until: map.get("until").and_then(end).filter(|time| time.is_real()),
        }
    }

    /// When it changes, where that is still to come: servers leave times in the past standing.
    pub fn until_after(&self, now: Time) -> Option<Time> {
        self.until.filter(|until| *until > now)
    }
}

impl AvailabilityState {
    /// Reads one of OPDS's words, in any case.
    pub fn of(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "available" => Some(Self::Available),
            "unavailable" => Some(Self::Unavailable),
            "reserved" => Some(Self::Reserved),
            "ready" => Some(Self::Ready),
            _ => None,
        }
    }
}

impl Copies {
    fn of(map: &Map<String, Value>) -> Self {
        Self { total: count(map, "total"), available: count(map, "available") }
    }
}

impl Holds {
    fn of(map: &Map<String, Value>) -> Self {
        Self { total: count(map, "total"), position: count(map, "position") }
    }
}

impl Undo {
    /// What a link undoes; nothing where it undoes nothing.
    ///
    /// Palace has a link `…/revoke` that is `PUT`, De Marque and others a resource that is deleted. Where the link says
    /// its method (`properties.method`), that counts.
    pub fn of(link: &Link) -> Option<Self> {
        let usual = link.rel.iter().find_map(|relation| match relation.rsplit('/').next()? {
            "revoke" => Some(Method::Put),
            "cancel" | "return" | "delete" => Some(Method::Delete),
            _ => None,
        })?;
        let said = link.properties.other.get("method").and_then(Value::as_str).map(str::to_ascii_uppercase);
        let method = match said.as_deref() {
            Some("GET") => Method::Get,
            Some("PUT") => Method::Put,
            Some("POST") => Method::Post,
            Some("DELETE") => Method::Delete,
            _ => usual,
        };
        Some(Self { href: link.href.clone(), method })
    }
}

impl Method {
    /// As HTTP writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// Whether a media type is `known`, parameters aside.
fn is_type(own: &str, known: &str) -> bool {
    own.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(known)
}

fn object(map: &Map<String, Value>, name: &str) -> Map<String, Value> {
    map.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
}

/// Servers write counts as numbers, as texts, and -1 for what they do not know.
fn count(map: &Map<String, Value>, name: &str) -> Option<u64> {
    let value = map.get(name)?;
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// One price or several; OPDS 2.0 has `{"value", "currency"}`.
fn prices(value: Option<&Value>) -> Vec<Money> {
    let one = |value: &Value| {
        let mut fields = Fields::of(value.clone())?;
        let currency = fields.text("currency")?;
        Money::of(&fields.take("value")?, &currency)
    };
    match value {
        Some(Value::Array(list)) => list.iter().take(PATHS).filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Every way through the tree of indirect acquisitions, or the link's own type alone.
fn paths(link: &Link) -> Vec<Path> {
    let begin: Vec<String> = link.media_type.iter().cloned().collect();
    let mut found = Vec::new();
    walk(link.properties.other.get("indirectAcquisition"), &begin, 0, &mut found);
    if found.is_empty() && !begin.is_empty() {
        found.push(Path(begin));
    }
    found
}

fn walk(value: Option<&Value>, before: &[String], depth: usize, into: &mut Vec<Path>) {
    let list: &[Value] = match value {
        Some(Value::Array(list)) => list,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    for item in list {
        if into.len() >= PATHS || depth >= DEEP {
            return;
        }
        // A type alone, as some write it, or `{"type", "child"}`.
        let Some(own) = item.as_str().or_else(|| item.get("type")?.as_str()) else { continue };
        let path = [before, &[own.to_owned()]].concat();
        let known = into.len();
        walk(item.get("child").or_else(|| item.get("children")), &path, depth + 1, into);
        if into.len() == known && depth < DEEP {
            into.push(Path(path));
        }
    }
}

#[cfg(test)]
mod tests {
    use yueli_publication::json::FromJson;

    use super::*;

    fn link(json: &str) -> Link {
        Link::from_json(serde_json::from_str(json).unwrap()).unwrap()
    }

    fn way(json: &str) -> Acquisition {
        Acquisition::of(&link(json)).unwrap()
    }

    #[test]
    fn relations_say_what_following_means() {
        for (rel, expected) in [
            (r#""http://opds-spec.org/acquisition""#, Some(AcquisitionKind::Download)),
            (r#""http://opds-spec.org/acquisition/""#, Some(AcquisitionKind::Download)),
            (r#""http://opds-spec.org/acquisition/open-access""#, Some(AcquisitionKind::OpenAccess)),
            (
                r#"["http://opds-spec.org/acquisition","http://opds-spec.org/acquisition/borrow"]"#,
                Some(AcquisitionKind::Borrow),
            ),
            (r#"["self","borrow"]"#, Some(AcquisitionKind::Borrow)),
            (r#""preview""#, Some(AcquisitionKind::Sample)),
            (r#""http://opds-spec.org/acquisition/something-new""#, Some(AcquisitionKind::Download)),
            (r#""self""#, None),
            ("[]", None),
        ] {
            let link = link(&format!(r#"{{"href":"/a","rel":{rel}}}"#));
            assert_eq!(Acquisition::of(&link).map(|way| way.kind), expected, "{rel}");
        }
    }

    #[test]
    fn every_way_through_is_a_path() {
        let way = way(
            r#"{"href":"/b","rel":"borrow","type":"application/opds-publication+json","properties":{
            "indirectAcquisition":[
                {"type":"application/vnd.readium.lcp.license.v1.0+json","child":[{"type":"application/epub+zip"},{"type":"application/pdf"}]},
                {"type":"application/vnd.adobe.adept+xml","child":{"type":"application/epub+zip"}},
                "application/epub+zip", 7, {"child":[]}, {"type":"application/x-odd","child":[{"type":"application/pdf"}]}]}}"#,
        );
        let shown: Vec<_> =
            way.paths.iter().map(|path| (path.format().unwrap(), path.protection())).collect();
        assert_eq!(
            shown,
            [
                ("application/epub+zip", Protection::Lcp),
                ("application/pdf", Protection::Lcp),
                ("application/epub+zip", Protection::Adobe),
                ("application/epub+zip", Protection::None),
                ("application/pdf", Protection::Unknown),
            ]
        );
        assert_eq!(way.paths_to("application/pdf").count(), 2);
    }

    #[test]
    fn endless_nesting_ends() {
        let mut deep = String::from(r#"{"type":"a"}"#);
        for _ in 0..40 {
            deep = format!(r#"{{"type":"a","child":[{deep}]}}"#);
        }
        let way =
            way(&format!(r#"{{"href":"/b","rel":"buy","properties":{{"indirectAcquisition":[{deep}]}}}}"#));
        assert_eq!(way.paths.iter().map(|path| path.0.len()).collect::<Vec<_>>(), [DEEP]);
    }

    #[test]
    fn holds_stand_beside_availability_or_inside() {
        for properties in [
            r#"{"availability":{"state":"unavailable","until":"2030-01-02"},"holds":{"total":"3","position":1},"copies":{"total":2,"available":0}}"#,
            r#"{"availability":{"status":"Unavailable","until":"2030-01-02","holds":{"total":3,"position":1},"copies":{"total":2,"available":0}}}"#,
        ] {
            let way = way(&format!(r#"{{"href":"/b","rel":"borrow","properties":{properties}}}"#));
            assert_eq!(way.availability.state, Some(AvailabilityState::Unavailable));
            assert_eq!(way.holds, Holds { total: Some(3), position: Some(1) });
            assert_eq!(way.copies, Copies { total: Some(2), available: Some(0) });
            let (before, after) =
                (Time::parse("2030-01-02T12:00Z").unwrap(), Time::parse("2031-01-01").unwrap());
            assert!(way.availability.until_after(before).is_some());
            assert_eq!(way.availability.until_after(after), None);
        }
        let odd = way(
            r#"{"href":"/b","rel":"borrow","properties":{"availability":7,"holds":{"total":-1},"copies":[]}}"#,
        );
        assert_eq!((odd.availability, odd.holds, odd.copies), Default::default());
    }

    #[test]
    fn prices_are_whole_minor_units() {
        let way = way(
            r#"{"href":"/b","rel":"buy","properties":{"price":[{"value":7.99,"currency":"USD"},{"value":"free","currency":"EUR"}]}}"#,
        );
        assert_eq!(way.prices, [Money::new(799, "USD").unwrap()]);
    }

    #[test]
    fn what_is_undone_and_how() {
        for (json, expected) in [
            (r#"{"href":"/r","rel":"http://librarysimplified.org/terms/rel/revoke"}"#, Some(Method::Put)),
            (r#"{"href":"/r","rel":"cancel"}"#, Some(Method::Delete)),
            (r#"{"href":"/r","rel":"revoke","properties":{"method":"get"}}"#, Some(Method::Get)),
            (r#"{"href":"/r","rel":"self"}"#, None),
        ] {
            assert_eq!(Undo::of(&link(json)).map(|undo| undo.method), expected, "{json}");
        }
    }
}
