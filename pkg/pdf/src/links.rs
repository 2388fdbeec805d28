//! Links on a page.

use hayro::{
    hayro_interpret::TransformExt,
    hayro_syntax::{
        object::{Array, Dict, Name, Rect},
        page::Page,
    },
    kurbo,
};

use crate::destinations::{Destinations, Goal};

/// More links than these on a page are not shown.
const MOST: usize = 1_000;

/// A link: a place on the page, in points from its upper left corner, and where it leads.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PageLink {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) goal: Goal,
    /// What the file itself says of it.
    pub(crate) name: Option<String>,
}

/// The links of a page that lead anywhere. Source: ISO 32000-2, section 12.5.6.5.
pub(crate) fn links(page: &Page<'_>, destinations: &Destinations) -> Vec<PageLink> {
    let to_page = page.initial_transform(true).to_kurbo();
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return Vec::new() };
    let link = |dict: Dict<'_>| {
        let is_link = dict.get::<Name<'_>>("Subtype").is_some_and(|name| name.as_str() == "Link");
        let rect = dict.get::<Rect>("Rect").filter(|_| is_link)?;
        let goal = destinations.of_dict(&dict)?;
        let rect = to_page.transform_rect_bbox(kurbo::Rect::new(rect.x0, rect.y0, rect.x1, rect.y1)).abs();
        let name = dict.get::<hayro::hayro_syntax::object::String<'_>>("Contents");
        let name = name.map(|name| crate::strings::text(name.as_bytes())).filter(|name| !name.is_empty());
        let is_there = rect.is_finite() && rect.width() > 0.0 && rect.height() > 0.0;
        is_there.then(|| PageLink {
            left: rect.x0,
            top: rect.y0,
            width: rect.width(),
            height: rect.height(),
            goal,
            name,
        })
    };
    annotations.iter::<Dict<'_>>().take(MOST).filter_map(link).collect()
}
