//! The pass that looks for seams.

use super::{LEAST, MOST, MOST_ELEMENTS, SCRAP, is_plain};
use crate::scan::{Kind, Mode, Scanner, Tag};

/// Elements whose children may be in different parts.
const CONTAINERS: [&str; 10] =
    ["body", "div", "section", "article", "main", "blockquote", "ul", "ol", "dl", "aside"];

/// Elements that a part may begin with.
const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "nav",
    "blockquote",
    "ul",
    "ol",
    "dl",
    "li",
    "dt",
    "table",
    "figure",
    "pre",
    "hr",
    "address",
    "details",
];

/// No seam is deeper than so many elements: each part opens them anew.
const DEEPEST: usize = 32;

/// How many kinds of elements before a seam have one that stands in for them.
const KINDS: usize = 4;

/// The part of a document where its text is asked what it refers to in itself; it must then stay whole.
const OWN_DRAWING: &str = "url(#";

/// An element whose children are in several parts.
#[derive(Debug, Clone)]
pub(super) struct Container {
    /// Its start tag in the source.
    tag: (usize, usize),
    /// How many child elements it has before the seam, without the one that goes on.
    pub(super) children: u32,
    /// The start tags of children that other elements stand in for.
    pub(super) stand_ins: Vec<(usize, usize)>,
    /// It counts its children, and how many it has counted.
    counted: Option<u32>,
}

impl Container {
    /// Its name, as it is written.
    pub(super) fn name<'a>(&self, source: &'a str) -> &'a str {
        let tag = source.get(self.tag.0 + 1..self.tag.1).unwrap_or_default();
        tag.split(|letter: char| letter.is_whitespace() || letter == '>').next().unwrap_or_default()
    }

    /// Its start tag, as it is written where it goes on.
    pub(super) fn reopened(&self, source: &str) -> String {
        let tag = source.get(self.tag.0..self.tag.1).unwrap_or_default();
        match self.counted {
            Some(count) => [tag.trim_end_matches('>'), &format!(" start=\"{}\">", count + 1)].concat(),
            None => tag.to_owned(),
        }
    }
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    container: Container,
    /// Seams may be between its children.
    divides: bool,
    /// Something stands in it already.
    begun: bool,
    /// What its last child was called.
    last: &'a str,
    /// Name, class and start tag of the last children of each kind.
    kinds: Vec<(&'a str, &'a str, (usize, usize))>,
    /// The place for a seam before it.
    place: Option<usize>,
}

/// A place where a seam may be.
struct Place {
    at: usize,
    /// How many elements of the body stand before it.
    elements: usize,
    /// How little it is felt: a chapter begins here (0), something else does (1), nothing that is known of (2).
    felt: u8,
}

/// What was seen.
#[derive(Default)]
pub(super) struct Walk<'a> {
    /// Where the content of the body begins and ends.
    pub(super) body: (usize, usize),
    pub(super) body_step: u32,
    /// How many elements the body has.
    pub(super) elements: usize,
    /// The ids in the body, and where the tags with them are.
    pub(super) ids: Vec<(&'a str, usize)>,
    /// What is around the seams that were looked for.
    pub(super) found: Vec<Vec<Container>>,
    places: Vec<Place>,
    open: Vec<Open<'a>>,
}

impl<'a> Walk<'a> {
    /// Goes over a document, and finds what is around `seams`; `None` where it has no body to be divided, or refers to
    /// drawings of its own.
    pub(super) fn over(source: &'a str, seams: &[usize]) -> Option<Self> {
        let mut walk = Self::default();
        let (mut at, mut depth, mut children, mut wanted) = (0, 0_usize, 0, seams.iter().peekable());
        for token in Scanner::new(source, Mode::Xml) {
            let end = at + token.raw.len();
            match &token.kind {
                Kind::Start(tag) => {
                    if wanted.next_if(|seam| **seam == at).is_some() {
                        walk.found.push(walk.around());
                    }
                    if !walk.open.is_empty() {
                        if refers_to_own(tag) || matches!(tag.name, "style" | "link") {
                            return None;
                        }
                        walk.start(tag, (at, end));
                    } else if depth == 1 {
                        children += 1;
                        if tag.name == "body" && !tag.empty && walk.body.1 == 0 {
                            (walk.body.0, walk.body_step) = (end, 2 * children);
                            walk.enter(tag, (at, end), true, None);
                        }
                    }
                    depth += usize::from(!tag.empty);
                }
                Kind::End(_) => {
                    depth = depth.saturating_sub(1);
                    let closed = walk.open.pop();
                    if closed.is_some() && walk.open.is_empty() {
                        walk.body.1 = at;
                    }
                }
                Kind::Text if token.raw.trim().is_empty() => {}
                Kind::Text | Kind::CData(_) => {
                    if let Some(parent) = walk.open.last_mut() {
                        (parent.begun, parent.last) = (true, "");
                    }
                }
                _ => {}
            }
            at = end;
        }
        (walk.body.1 > 0).then_some(walk)
    }

    fn start(&mut self, tag: &Tag<'a>, range: (usize, usize)) {
        let ids = tag.attributes.iter().filter(|attribute| matches!(attribute.name, "id" | "xml:id"));
        self.ids.extend(ids.map(|attribute| (attribute.value, range.0)));
        let plain = is_plain(tag.name);
        if plain && matches!(tag.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            self.heading(tag.name);
        }
        let place = self.place(tag, range.0);
        self.elements += 1;
        let mut divides = plain && self.open.len() < DEEPEST && CONTAINERS.contains(&tag.name);
        if let Some(parent) = self.open.last_mut() {
            divides &= parent.divides;
            parent.container.children += 1;
            (parent.begun, parent.last) = (true, tag.name);
            if parent.container.counted.is_some() {
                let odd = tag.name != "li" || tag.attributes.iter().any(|own| own.name == "value");
                parent.divides &= !odd;
                parent.container.counted = parent.container.counted.map(|count| count + 1);
            }
            if parent.divides && BLOCKS.contains(&tag.name) {
                let class = tag.attributes.iter().find(|own| own.name == "class").map_or("", |own| own.value);
                parent.kinds.retain(|(name, other, _)| (*name, *other) != (tag.name, class));
                parent.kinds.push((tag.name, class, range));
                if parent.kinds.len() > KINDS {
                    parent.kinds.remove(0);
                }
            }
        }
        if !tag.empty {
            self.enter(tag, range, divides, place);
        }
    }

    fn enter(&mut self, tag: &Tag<'a>, range: (usize, usize), divides: bool, place: Option<usize>) {
        let own_count = tag.attributes.iter().any(|own| matches!(own.name, "start" | "reversed"));
        let counts = tag.name == "ol";
        let container =
            Container { tag: range, children: 0, stand_ins: Vec::new(), counted: counts.then_some(0) };
        self.open.push(Open {
            name: tag.name,
            container,
            divides: divides && !(counts && own_count),
            begun: false,
            last: "",
            kinds: Vec::new(),
            place,
        });
    }

    /// Notes that a part may begin with an element, if one may.
    fn place(&mut self, tag: &Tag<'a>, at: usize) -> Option<usize> {
        let parent = self.open.last()?;
        let in_list = match parent.name {
            "ul" | "ol" => tag.name == "li",
            "dl" => tag.name == "dt",
            _ => !matches!(tag.name, "li" | "dt"),
        };
        let is_heading = |name: &str| name.len() == 2 && name.starts_with('h') && name != "hr";
        let may = parent.divides
            && parent.begun
            && in_list
            && BLOCKS.contains(&tag.name)
            && is_plain(tag.name)
            && !is_heading(parent.last);
        if !may {
            return None;
        }
        let felt = match tag.name {
            "h1" | "h2" | "section" | "article" => 0,
            _ if is_heading(tag.name) || parent.last == "hr" => 1,
            _ => 2,
        };
        self.places.push(Place { at, elements: self.elements, felt });
        Some(self.places.len() - 1)
    }

    /// A heading that everything around begins with is the beginning of that.
    fn heading(&mut self, name: &str) {
        let felt = u8::from(!matches!(name, "h1" | "h2" | "h3"));
        for open in self.open.iter().rev().take_while(|open| !open.begun) {
            if let Some(place) = open.place.and_then(|index| self.places.get_mut(index)) {
                place.felt = place.felt.min(felt);
            }
        }
    }

    /// What is open now, as the next part will need it.
    fn around(&self) -> Vec<Container> {
        let last = self.open.len().saturating_sub(1);
        let own = |(index, open): (usize, &Open<'a>)| {
            let mut container = open.container.clone();
            // An element that goes on has been counted by the one around it.
            let goes_on = index < last;
            let mut kinds: Vec<(usize, usize)> = open.kinds.iter().map(|(_, _, tag)| *tag).collect();
            if goes_on {
                container.children -= 1;
                container.counted = container.counted.map(|count| count - 1);
                let inner = self.open.get(index + 1).map(|inner| inner.container.tag);
                kinds.retain(|tag| Some(*tag) != inner);
            }
            container.stand_ins = kinds;
            container
        };
        self.open.iter().enumerate().map(own).collect()
    }

    /// Where the seams are to be: as little felt as can be, in parts that are neither long nor short.
    pub(super) fn seams(&self) -> Vec<usize> {
        let mut seams = Vec::new();
        let (mut start, mut elements) = (self.body.0, 0);
        loop {
            let few = self.elements - elements <= MOST_ELEMENTS + MOST_ELEMENTS / 4;
            if self.body.1 - start <= MOST + MOST / 4 && few {
                return seams;
            }
            let from = self.places.partition_point(|place| place.at < start + SCRAP);
            let rest = self.places.get(from..).unwrap_or_default();
            let fits =
                |place: &&Place| place.at <= start + MOST && place.elements - elements <= MOST_ELEMENTS;
            let fitting: Vec<&Place> = rest.iter().take_while(fits).collect();
            let half =
                |place: &&&Place| place.at >= start + LEAST || place.elements - elements >= MOST_ELEMENTS / 3;
            // The last of those that are felt least; of those that are too early the last; else the first that comes.
            let good = fitting.iter().filter(half).min_by_key(|place| (place.felt, usize::MAX - place.at));
            let chosen = good.or(fitting.last()).copied().or_else(|| rest.first());
            let Some(place) = chosen.filter(|place| place.at + SCRAP < self.body.1) else { return seams };
            seams.push(place.at);
            (start, elements) = (place.at, place.elements);
        }
    }
}

/// True where an element shows a drawing that is defined elsewhere in its own document.
fn refers_to_own(tag: &Tag<'_>) -> bool {
    let is_use = tag.name.ends_with("use");
    tag.attributes.iter().any(|own| {
        own.value.contains(OWN_DRAWING) || is_use && own.name.ends_with("href") && own.value.starts_with('#')
    })
}
