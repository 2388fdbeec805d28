//! Long documents of the reading order, part by part: which part is asked for, and what it is made of.

use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
    rc::Rc,
};

use yueli_markup::parts::Division;
use yueli_publication::{
    Layout, Link,
    part::{BEGUN, PART, Wanted},
    url,
};

use crate::{
    desk::Book,
    serve::{LARGEST_DOCUMENT, bearable, is_document},
};

/// A document of fewer bytes is not looked at: it cannot have so many elements that it would be divided.
const SHORT: u64 = 12_000;

/// The document that was divided last, and those that are not divided.
#[derive(Default)]
pub(crate) struct Parts {
    last: RefCell<Option<(String, Rc<Divided>)>>,
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
    pub(crate) async fn of(&self, book: &Book, path: &str) -> Option<Rc<Divided>> {
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
        let division = if is_document(&resource.media_type) { Division::of(resource.bytes) } else { None };
        let Some(division) = division else {
            self.whole.borrow_mut().insert(path.to_owned());
            return None;
        };
        let letters = (0..division.count()).map(|_| Cell::default()).collect();
        let divided = Rc::new(Divided { division, letters });
        *self.last.borrow_mut() = Some((path.to_owned(), divided.clone()));
        Some(divided)
    }
}

impl Divided {
    /// The number of the part that `query` asks for: the first one where it asks for none.
    pub(crate) fn choose(&self, query: &str) -> usize {
        Wanted::from_query(query)
            .map_or(0, |wanted| self.division.choose(&wanted, &|part| self.letters(part)))
    }

    fn letters(&self, number: usize) -> usize {
        let Some(known) = self.letters.get(number) else { return 0 };
        known.get().unwrap_or_else(|| {
            let letters = self.division.letters(number);
            known.set(Some(letters));
            letters
        })
    }

    /// The document of a part, and what its head is to say.
    pub(crate) fn document(&self, book: &Book, path: &str, number: usize) -> (String, String) {
        let before = (0..number).map(|part| self.letters(part)).sum();
        let manifest = book.manifest();
        let mut begun = Vec::new();
        for list in [&manifest.toc, &manifest.page_list, &manifest.landmarks] {
            self.begun(list, path, number, &mut begun);
        }
        let head =
            [meta(PART, &self.division.part_of(number, before).to_content()), meta(BEGUN, &begun.join(" "))];
        (self.division.document(number), head.concat())
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
