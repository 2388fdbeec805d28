//! Places, as they are kept and found again.

use yueli_platform_web::frame::Target;
use yueli_publication::{Locations, Locator};

use super::{book::Book, model::Where};

/// Where reading begins: at the place that was kept, else at the start.
pub fn start(book: &Book, kept: Option<&Locator>) -> (usize, Target) {
    let kept = kept.and_then(|locator| {
        let first = book.manifest.reading_order_index(&locator.href)?;
        // A document may stand in the reading order more than once: the whole book's progression tells which.
        let meant = locator.locations.total_progression.and_then(|total| book.section_at(total));
        let section =
            meant.map(|(section, _)| section).filter(|section| book.path(*section) == book.path(first));
        Some((section.unwrap_or(first), locator))
    });
    match kept {
        Some((section, locator)) => {
            let target = Target::Kept {
                cfi: locator.locations.partial_cfi.clone(),
                quote: locator.text.clone(),
                progression: locator.locations.progression.unwrap_or_default(),
            };
            (section, target)
        }
        None => (book.first_section(), Target::Start),
    }
}

/// The place, as it is kept.
pub fn locator(book: &Book, here: &Where) -> Locator {
    let link = book.manifest.reading_order.get(here.section);
    Locator {
        href: link.map(|link| link.path().to_owned()).unwrap_or_default(),
        media_type: link.and_then(|link| link.media_type.clone()).unwrap_or_default(),
        title: here.chapter.and_then(|index| book.contents.get(index)).map(|entry| entry.title.clone()),
        locations: Locations {
            fragments: Vec::new(),
            partial_cfi: here.place.cfi.clone(),
            progression: Some(here.place.progression),
            total_progression: Some(here.total),
        },
        text: here.place.quote.clone(),
    }
}
