//! Long documents of the reading order, part by part: which part is asked for, and what it is made of.

use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
    rc::Rc,
};

use yueli_archive::ReadRange;
use yueli_markup::parts::{Division, may_be_long};
use yueli_publication::{
    Layout, Link, Manifest,
    part::{BEGUN, PART, Wanted},
    url,
};

use crate::{
    book::Book,
    rooms::{self, Dividing},
    serve::{LARGEST_DOCUMENT, bearable, is_document},
};

/// A document of fewer bytes is not looked at: it cannot have so many elements that it would be divided.
const SHORT: u64 = 12_000;

/// The document that was divided last, and those that are not divided.
#[derive(Default)]
pub(crate) struct Parts {
    last: RefCell<Option<(String, Rc<dyn Dividing>)>>,
    whole: RefCell<HashSet<String>>,
}

/// A document in parts.
pub(crate) struct Divided {
    division: Division,
    /// How many letters each part has, as far as somebody asked.
    letters: Vec<Cell<Option<usize>>>,
}

impl Parts {
    /// How the document at `path` is divided; `None` where it is not.
    pub(crate) async fn of<R: ReadRange>(&self, book: &Book<R>, path: &str) -> Option<Rc<dyn Dividing>> {
        if let Some((known, divided)) = &*self.last.borrow()
            && known == path
        {
            return Some(divided.clone());
        }
        let manifest = book.manifest();
        let index = manifest.reading_order_index(path)?;
        let size = manifest.reading_order.get(index).and_then(|link| link.size).unwrap_or_default();
        let fixed = book.is_of_pictures() || manifest.layout_of(index) == Layout::Fixed;
        if fixed || !(SHORT..=LARGEST_DOCUMENT as u64).contains(&size) || self.whole.borrow().contains(path) {
            return None;
        }
        let resource = bearable(book.resource(path).await.ok()?, path).ok()?;
        let divided = if is_document(&resource.media_type) && may_be_long(&resource.bytes) {
            // Without what divides it the document is shown whole.
            rooms::dividing(resource.bytes).await.ok()?
        } else {
            None
        };
        let Some(divided) = divided else {
            self.whole.borrow_mut().insert(path.to_owned());
            return None;
        };
        *self.last.borrow_mut() = Some((path.to_owned(), divided.clone()));
        Some(divided)
    }
}

impl Dividing for Divided {
    fn choose(&self, query: &str) -> usize {
        Wanted::from_query(query)
            .map_or(0, |wanted| self.division.choose(&wanted, &|part| self.letters(part)))
    }

    fn document(&self, manifest: &Manifest, path: &str, number: usize) -> (String, String) {
        let before = (0..number).map(|part| self.letters(part)).sum();
        let mut begun = Vec::new();
        for list in [&manifest.toc, &manifest.page_list, &manifest.landmarks] {
            self.begun(list, path, number, &mut begun);
        }
        let head =
            [meta(PART, &self.division.part_of(number, before).to_content()), meta(BEGUN, &begun.join(" "))];
        (self.division.document(number), head.concat())
    }
}

impl Divided {
    /// Divides a document; `None` where it stays whole.
    pub(crate) fn of(bytes: Vec<u8>) -> Option<Self> {
        let division = Division::of(bytes)?;
        let letters = (0..division.count()).map(|_| Cell::default()).collect();
        Some(Self { division, letters })
    }

    fn letters(&self, number: usize) -> usize {
        let Some(known) = self.letters.get(number) else { return 0 };
        known.get().unwrap_or_else(|| {
            let letters = self.division.letters(number);
            known.set(Some(letters));
            letters
        })
    }

    /// Of the elements that a list of the book leads to in this document, the ids of those in the parts before.
    fn begun(&self, list: &[Link], path: &str, number: usize, into: &mut Vec<String>) {
        for link in list {
            if let (own, Some(fragment)) = url::split_fragment(&link.href)
                && url::same_path(own, path)
            {
                let id = url::decode(fragment);
                if self.division.part_of_id(&id).is_some_and(|part| part < number) {
                    into.push(id);
                }
            }
            self.begun(&link.children, path, number, into);
        }
    }
}

/// A `meta` element for the start of a head.
fn meta(name: &str, content: &str) -> String {
    let content = content.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    ["<meta name=\"", name, "\" content=\"", &content, "\"/>"].concat()
}

#[cfg(test)]
mod tests {
    use yueli_archive::write::Writer;
    use yueli_publication::part::PartOf;

    use super::*;
    use crate::testing::now;

    const PACKAGE: &str = r#"<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>
        <item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
        <item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
        <item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>
        <spine><itemref idref="a"/><itemref idref="b"/></spine></package>"#;

    fn book() -> Book<Vec<u8>> {
        let page = |body: &str| {
            format!(
                r#"<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>{body}</body></html>"#
            )
        };
        let chapter = |number: usize| {
            let text = format!("<p>It rained on the {number}th day as well.</p>").repeat(500);
            format!(r#"<div id="c{number}"><h2>{number}</h2>{text}</div>"#)
        };
        let entry = |number: usize| format!(r#"<li><a href="a.xhtml#c{number}">{number}</a></li>"#);
        let entries: String = (0..20).map(entry).collect();
        let nav = format!(
            r#"<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol>{entries}</ol></nav>"#
        );
        let container = r#"<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>"#;
        let writer = Writer::new().stored("META-INF/container.xml", container).stored("a.opf", PACKAGE);
        let long = page(&(0..20).map(chapter).collect::<String>());
        let writer = writer.stored("a.xhtml", &long).stored("b.xhtml", page("<p>Short.</p>"));
        now(Book::open(writer.stored("n.xhtml", page(&nav)).finish(), "a.epub")).unwrap().0
    }

    #[test]
    fn a_part_says_where_it_is_and_what_began_before() {
        let (book, parts) = (book(), Parts::default());
        assert!(now(parts.of(&book, "b.xhtml")).is_none() && now(parts.of(&book, "none.xhtml")).is_none());
        let divided = now(parts.of(&book, "a.xhtml")).unwrap();
        let last = divided.choose("part=999");
        assert!(last > 2);
        for (query, expected) in [
            ("", 0),
            ("v=2", 0),
            ("part=1", 1),
            ("part=99", last),
            ("id=c19", last),
            ("letter=99999999", last),
            ("at=999999,,", last),
        ] {
            assert_eq!(divided.choose(query), expected, "{query}");
        }
        let (document, head) = divided.document(book.manifest(), "a.xhtml", last);
        let content = |name: &str| {
            let (_, rest) = head.split_once(&format!("name=\"{name}\" content=\"")).unwrap();
            rest.split_once('"').unwrap().0.to_owned()
        };
        let own = PartOf::from_content(&content(PART)).unwrap();
        assert_eq!((own.number, own.count), (last, last + 1));
        assert!(own.letters > 0 && own.span().1 == 1.0);
        for number in 0..20 {
            let here = document.contains(&format!("id=\"c{number}\""));
            let before = content(BEGUN).split(' ').any(|id| id == format!("c{number}"));
            assert!(here != before, "c{number}");
        }
        assert_eq!(divided.choose(&format!("letter={}", own.letters)), last);
        assert_eq!(divided.choose(&format!("letter={}", own.letters - 1)), last - 1);
    }
}
