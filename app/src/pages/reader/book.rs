//! What the reader knows of the open book: where chapters and printed pages begin, and how long it is.

use std::{collections::BTreeMap, rc::Rc};

use yueli_publication::{Layout, Link, Manifest, PageSide, ReadingProgression, Span, url};

/// An entry of the table of contents, the page list or the landmarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub title: String,
    /// How deep it is, from 0.
    pub depth: usize,
    /// The resource in the reading order, where the entry leads anywhere.
    pub section: Option<usize>,
    /// The element in it.
    pub fragment: Option<String>,
    /// As in the manifest.
    pub href: String,
}

/// The open book.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// The publication.
    pub manifest: Manifest,
    /// The share of the book that each section takes.
    pub spans: Vec<Span>,
    /// The table of contents, flat.
    pub contents: Vec<Entry>,
    /// The printed book's pages.
    pub pages: Vec<Entry>,
    /// Cover, start of the text and the like.
    pub landmarks: Vec<Entry>,
}

/// What will perhaps be gone to.
#[derive(Debug, Clone, PartialEq)]
pub enum Aim {
    /// An entry of the contents, the page list or the landmarks, by its href.
    Entry(String),
    /// A part of the book, from 0 to 1.
    Part(f64),
    /// A section.
    Section(usize),
}

impl Book {
    /// Prepares an opened publication for reading.
    pub fn new(manifest: Manifest) -> Rc<Self> {
        let contents = flatten(&manifest, &manifest.toc);
        let pages = flatten(&manifest, &manifest.page_list);
        let landmarks = flatten(&manifest, &manifest.landmarks);
        Rc::new(Self { spans: manifest.spans(), contents, pages, landmarks, manifest })
    }

    /// The path of a section, percent-encoded from the book's root.
    pub fn path(&self, section: usize) -> Option<&str> {
        self.manifest.reading_order.get(section).map(Link::path)
    }

    /// The bytes of a section, as far as they are known.
    pub fn size(&self, section: usize) -> u64 {
        self.manifest.reading_order.get(section).and_then(|link| link.size).unwrap_or_default()
    }

    /// The address of a section for frames, where the service worker answers them.
    pub fn served_url(id: &str, path: &str) -> String {
        format!("/book/{id}/{path}")
    }

    /// What assistive technology calls the frame of a section: the chapter, and the book.
    pub fn frame_title(&self, section: usize) -> String {
        let title = self.manifest.metadata.title.first();
        let chapter = Self::current(&self.contents, section, None).and_then(|index| self.contents.get(index));
        match chapter.filter(|chapter| !chapter.title.is_empty()) {
            Some(chapter) => format!("{} · {title}", chapter.title),
            None => title.to_owned(),
        }
    }

    /// How far in the book a place in a section is, from 0 to 1.
    pub fn total_progression(&self, section: usize, progression: f64) -> f64 {
        let Some(span) = self.spans.get(section) else { return 0.0 };
        (span.start + (span.end - span.start) * progression).clamp(0.0, 1.0)
    }

    /// The section and the progression in it of a place in the book.
    pub fn section_at(&self, total: f64) -> Option<(usize, f64)> {
        let section =
            self.spans.iter().position(|span| total < span.end).or(self.spans.len().checked_sub(1))?;
        let span = self.spans.get(section)?;
        let length = (span.end - span.start).max(f64::EPSILON);
        Some((section, ((total - span.start) / length).clamp(0.0, 1.0)))
    }

    /// The next section that is part of the book's flow (`linear` not `no`).
    pub fn neighbour(&self, section: usize, forward: bool) -> Option<usize> {
        let linear = |index: &usize| {
            let link = self.manifest.reading_order.get(*index);
            link.is_some_and(|link| {
                link.properties.other.get("linear") != Some(&serde_json::Value::Bool(false))
            })
        };
        let count = self.manifest.reading_order.len();
        if forward { (section + 1..count).find(linear) } else { (0..section).rev().find(linear) }
    }

    /// Where reading begins: the first section of the flow.
    pub fn first_section(&self) -> usize {
        self.neighbour(0, false)
            .or_else(|| self.is_linear(0).then_some(0))
            .or_else(|| self.neighbour(0, true))
            .unwrap_or(0)
    }

    fn is_linear(&self, section: usize) -> bool {
        let link = self.manifest.reading_order.get(section);
        link.is_some_and(|link| link.properties.other.get("linear") != Some(&serde_json::Value::Bool(false)))
    }

    /// True where the section asks to be scrolled, not paged.
    pub fn wants_scroll(&self, section: usize) -> bool {
        let own =
            self.manifest.reading_order.get(section).and_then(|link| link.properties.overflow.as_deref());
        own.or(self.manifest.metadata.overflow.as_deref()) == Some("scrolled")
    }

    /// True where the section's pages have one given size.
    pub fn is_fixed(&self, section: usize) -> bool {
        self.manifest.layout_of(section) == Layout::Fixed
    }

    /// True where the next page is to the left.
    pub fn turns_left(&self) -> bool {
        self.manifest.progression() == ReadingProgression::Rtl
    }

    /// The sections shown together with `section`, from left to right: one, or two in a spread.
    pub fn spread(&self, section: usize, room_for_two: bool) -> Vec<usize> {
        self.places(section, room_for_two).into_iter().flatten().collect()
    }

    /// What stands on the screen with `section`, from left to right: one page alone, or the two sides of a
    /// spread, of which one may be blank.
    pub fn places(&self, section: usize, room_for_two: bool) -> Vec<Option<usize>> {
        let alone = vec![Some(section)];
        let wish = |index: usize| {
            let own =
                self.manifest.reading_order.get(index).and_then(|link| link.properties.spread.as_deref());
            own.or(self.manifest.metadata.spread.as_deref()).unwrap_or("auto").to_owned()
        };
        let wanted = wish(section);
        // A single page, of which no one says where it stands, is not half of anything.
        let single = self.manifest.reading_order.len() == 1 && wanted == "auto";
        if !self.is_fixed(section) || single || wanted == "none" || (wanted != "both" && !room_for_two) {
            return alone;
        }
        for pair in self.pairs(&wish) {
            if pair.contains(&Some(section)) {
                return pair;
            }
        }
        alone
    }

    /// Puts fixed pages on the left and right sides of spreads, in reading order.
    ///
    /// Source: EPUB 3.3, section 8.2.2.4: a page without a side of its own goes to the next free side.
    fn pairs(&self, wish: &dyn Fn(usize) -> String) -> Vec<Vec<Option<usize>>> {
        let (first, second) = if self.turns_left() { (1, 0) } else { (0, 1) };
        let mut pairs: Vec<Vec<Option<usize>>> = Vec::new();
        // The side of the last spread that is free for the page that follows.
        let mut free: Option<usize> = None;
        for (index, link) in self.manifest.reading_order.iter().enumerate() {
            let side = match link.properties.page {
                _ if !self.is_fixed(index) || wish(index) == "none" => None,
                Some(PageSide::Center) => None,
                Some(PageSide::Left) => Some(0),
                Some(PageSide::Right) => Some(1),
                None => Some(free.unwrap_or(first)),
            };
            let Some(side) = side else {
                pairs.push(vec![Some(index)]);
                free = None;
                continue;
            };
            match pairs.last_mut() {
                Some(pair) if free == Some(side) => pair[side] = Some(index),
                _ => {
                    let mut pair = vec![None, None];
                    pair[side] = Some(index);
                    pairs.push(pair);
                }
            }
            free = (side == first && pairs.last().is_some_and(|pair| pair.get(second) == Some(&None)))
                .then_some(second);
        }
        pairs
    }

    /// The entries of `list` that may be begun in `section`: ids to ask the page for, and where each is in the list.
    pub fn candidates(list: &[Entry], section: usize) -> (Vec<String>, Vec<usize>) {
        let here = list.iter().enumerate().filter(|(_, entry)| entry.section == Some(section));
        here.filter_map(|(index, entry)| Some((entry.fragment.clone()?, index))).unzip()
    }

    /// The entry of `list` that we are in: the one found on the page, else the last that began before.
    pub fn current(list: &[Entry], section: usize, on_page: Option<usize>) -> Option<usize> {
        if on_page.is_some() {
            return on_page;
        }
        let begun = |entry: &Entry| match entry.section {
            Some(own) if own < section => true,
            Some(own) => own == section && entry.fragment.is_none(),
            None => false,
        };
        list.iter().rposition(begun)
    }

    /// True where pictures are read, or pages whose words are not counted: no one can say how long they take.
    pub fn is_of_pictures(&self) -> bool {
        let drawn = ["/divina", "/pdf"];
        let profiles = &self.manifest.metadata.conforms_to;
        profiles.iter().any(|profile| drawn.iter().any(|end| profile.ends_with(end)))
    }

    /// The bytes that are left in the chapter and in the book, from a place in a section on. The chapter ends where
    /// the next entry of the contents begins.
    pub fn bytes_left(&self, section: usize, progression: f64) -> (f64, f64) {
        let rest = self.size(section) as f64 * (1.0 - progression);
        let next = self.contents.iter().filter_map(|entry| entry.section).filter(|own| *own > section).min();
        let (mut chapter, mut book) = (rest, rest);
        for later in section + 1..self.manifest.reading_order.len() {
            let size = if self.is_linear(later) { self.size(later) as f64 } else { 0.0 };
            book += size;
            if next.is_none_or(|next| later < next) {
                chapter += size;
            }
        }
        (chapter, book)
    }

    /// Where a link leads, found in `section`.
    pub fn resolve(&self, section: usize, href: &str) -> Destination {
        let base = self.path(section).unwrap_or_default();
        let full = url::resolve(base, href);
        if url::is_absolute(&full) {
            return match full.split(':').next() {
                Some("http" | "https" | "mailto" | "tel") => Destination::Outside(full),
                _ => Destination::Nowhere,
            };
        }
        let (path, fragment) = url::split_fragment(&full);
        match self.manifest.reading_order_index(path) {
            Some(section) => Destination::Inside { section, fragment: fragment.map(url::decode) },
            None => match self.manifest.link_for(path) {
                Some(_) => Destination::Beside { path: path.to_owned(), fragment: fragment.map(url::decode) },
                None => Destination::Nowhere,
            },
        }
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// To a section of the reading order.
    Inside {
        /// The section.
        section: usize,
        /// The element in it.
        fragment: Option<String>,
    },
    /// To a document of the book that is not in the reading order.
    Beside {
        /// Its path.
        path: String,
        /// The element in it.
        fragment: Option<String>,
    },
    /// Out of the book.
    Outside(String),
    /// To nothing that is there.
    Nowhere,
}

fn flatten(manifest: &Manifest, links: &[Link]) -> Vec<Entry> {
    fn walk(sections: &BTreeMap<String, usize>, links: &[Link], depth: usize, into: &mut Vec<Entry>) {
        for link in links {
            let (path, fragment) = url::split_fragment(&link.href);
            into.push(Entry {
                title: link.title.clone().unwrap_or_default().trim().to_owned(),
                depth,
                section: sections.get(&url::decode(path)).copied(),
                fragment: fragment.map(url::decode),
                href: link.href.clone(),
            });
            walk(sections, &link.children, depth + 1, into);
        }
    }
    let mut entries = Vec::new();
    // The longest books have thousands of both: none of them is looked for among all the others.
    let sections = manifest.reading_order.iter().enumerate().rev();
    let sections = sections.map(|(index, link)| (url::decode(link.path()), index)).collect();
    walk(&sections, links, 0, &mut entries);
    entries
}

#[cfg(test)]
mod tests {
    use yueli_publication::{Metadata, Properties};

    use super::*;

    fn sections(sides: &[Option<PageSide>], progression: ReadingProgression) -> Rc<Book> {
        let reading_order = sides.iter().enumerate().map(|(index, side)| Link {
            properties: Properties { page: *side, ..Properties::default() },
            size: Some(1000),
            ..Link::to(format!("p{index}.xhtml"))
        });
        let metadata = Metadata {
            layout: Some(Layout::Fixed),
            reading_progression: Some(progression),
            ..Metadata::default()
        };
        Book::new(Manifest { metadata, reading_order: reading_order.collect(), ..Manifest::default() })
    }

    #[test]
    fn fixed_pages_stand_in_spreads() {
        use PageSide::{Center, Left, Right};
        let plain = sections(&[None; 5], ReadingProgression::Ltr);
        assert_eq!(plain.spread(0, true), [0, 1]);
        assert_eq!(plain.spread(1, true), [0, 1]);
        assert_eq!(plain.places(4, true), [Some(4), None]);
        assert_eq!(plain.spread(2, false), [2]);
        let manga = sections(&[None; 5], ReadingProgression::Rtl);
        assert_eq!(manga.spread(1, true), [1, 0]);
        let told = sections(
            &[Some(Left), Some(Right), Some(Center), Some(Right), Some(Left)],
            ReadingProgression::Ltr,
        );
        assert_eq!(told.spread(0, true), [0, 1]);
        assert_eq!(told.spread(2, true), [2]);
        assert_eq!(told.spread(3, true), [3]);
        assert_eq!(told.spread(4, true), [4]);
    }

    #[test]
    fn a_chapter_ends_where_the_next_one_begins() {
        let reading_order =
            (0..5).map(|index| Link { size: Some(1000), ..Link::to(format!("p{index}.xhtml")) });
        let toc =
            vec![Link::to("p0.xhtml"), Link::to("p2.xhtml"), Link::to("p2.xhtml#b"), Link::to("p4.xhtml")];
        let book = Book::new(Manifest { reading_order: reading_order.collect(), toc, ..Manifest::default() });
        for (section, progression, expected) in [
            (0, 0.0, (2000.0, 5000.0)),
            (0, 0.75, (1250.0, 4250.0)),
            (1, 0.5, (500.0, 3500.0)),
            (2, 1.0, (1000.0, 2000.0)),
            (4, 0.5, (500.0, 500.0)),
            (9, 0.0, (0.0, 0.0)),
        ] {
            assert_eq!(book.bytes_left(section, progression), expected, "section {section}, {progression}");
        }
    }

    #[test]
    fn links_lead_where_they_say() {
        let book = sections(&[None; 2], ReadingProgression::Ltr);
        for (href, expected) in [
            ("p1.xhtml#a%20b", Destination::Inside { section: 1, fragment: Some("a b".into()) }),
            ("#x", Destination::Inside { section: 0, fragment: Some("x".into()) }),
            ("gone.xhtml", Destination::Nowhere),
            ("https://example.org/", Destination::Outside("https://example.org/".into())),
            ("javascript:alert(1)", Destination::Nowhere),
            ("data:text/html,x", Destination::Nowhere),
        ] {
            assert_eq!(book.resolve(0, href), expected, "{href}");
        }
    }

    #[test]
    fn a_place_in_the_book_and_back() {
        let book = sections(&[None; 4], ReadingProgression::Ltr);
        let (section, progression) = book.section_at(0.6).unwrap();
        assert_eq!(section, 2);
        assert!((book.total_progression(section, progression) - 0.6).abs() < 1e-9);
        assert_eq!(book.section_at(1.0).map(|(section, _)| section), Some(3));
    }

    #[test]
    fn the_chapter_is_the_last_that_began() {
        let entry = |section, fragment: Option<&str>| Entry {
            title: String::new(),
            depth: 0,
            section: Some(section),
            fragment: fragment.map(str::to_owned),
            href: String::new(),
        };
        let list = [entry(0, None), entry(1, None), entry(1, Some("b")), entry(3, None)];
        assert_eq!(Book::candidates(&list, 1), (vec!["b".to_owned()], vec![2]));
        assert_eq!(Book::current(&list, 1, None), Some(1));
        assert_eq!(Book::current(&list, 1, Some(2)), Some(2));
        assert_eq!(Book::current(&list, 2, None), Some(2));
    }
}
