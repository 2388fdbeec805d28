//! The comic as a publication: as others exchange it, and as it is shown in frames.

use std::collections::BTreeMap;
use std::ops::Range;

use yueli_publication::{Layout, Link, Manifest, Metadata, PageSide};

use crate::DIVINA;
use crate::document;
use crate::pages::{Page, doubled_by_name};
use crate::picture::Picture;

/// How many parts of a strip stand in one document: enough to scroll on, few enough to be fetched at once.
const STRETCH: usize = 20;

/// What the manifests are made of.
pub(crate) struct Plan<'a> {
    pub(crate) pages: &'a [Page],
    pub(crate) metadata: &'a Metadata,
    pub(crate) seen: &'a BTreeMap<usize, Picture>,
    pub(crate) is_strip: bool,
}

impl Plan<'_> {
    /// Which pages each document shows: one, or a stretch of a strip that stays in its folder.
    pub(crate) fn documents(&self) -> Vec<Range<usize>> {
        let mut documents: Vec<Range<usize>> = Vec::new();
        for (index, page) in self.pages.iter().enumerate() {
            match documents.last_mut() {
                Some(last)
                    if self.is_strip
                        && last.len() < STRETCH
                        && self
                            .pages
                            .get(last.start)
                            .is_some_and(|first| first.folder() == page.folder()) =>
                {
                    last.end = index + 1;
                }
                _ => documents.push(index..index + 1),
            }
        }
        documents
    }

    /// The manifest whose reading order is pictures.
    pub(crate) fn manifest(&self) -> Manifest {
        let reading_order = self.reading_order();
        let cover = self.cover();
        let links =
            reading_order.get(cover).map(|link| Link { properties: Default::default(), ..link.clone() });
        Manifest {
            metadata: Metadata {
                kind: Some("http://schema.org/ComicIssue".to_owned()),
                conforms_to: vec![DIVINA.to_owned()],
                number_of_pages: u32::try_from(self.pages.len()).ok(),
                layout: (!self.is_strip).then_some(Layout::Fixed),
                overflow: self.is_strip.then(|| "scrolled".to_owned()),
                ..self.metadata.clone()
            },
            links: links.map(|link| link.with_rel("cover")).into_iter().collect(),
            toc: self.contents(),
            page_list: self.pages.iter().enumerate().map(numbered).collect(),
            reading_order,
            ..Manifest::default()
        }
    }

    /// The page that stands for the whole: the one that is called the cover, else the first.
    fn cover(&self) -> usize {
        self.pages.iter().position(|page| page.info.cover).unwrap_or_default()
    }

    fn reading_order(&self) -> Vec<Link> {
        let cover = self.cover();
        let doubled = doubled_by_name(self.pages);
        let link = |(index, page): (usize, &Page)| {
            let seen = self.seen.get(&index);
            let size = seen.and_then(|picture| picture.size).or(page.info.size);
            let is_wide = size.is_some_and(|(width, height)| width > height);
            let is_double = page.info.double || is_wide || doubled.get(index) == Some(&true);
            let mut link = Link::to(page.href());
            link.media_type = Some(seen.map_or(page.media_type, |picture| picture.media_type).to_owned());
            (link.width, link.height) = size.unzip();
            // A page that cannot be shown stands alone too, so that it takes no other with it.
            if !self.is_strip && (index == cover || is_double || page.is_unsound) {
                link.properties.page = Some(PageSide::Center);
            }
            link
        };
        self.pages.iter().enumerate().map(link).collect()
    }

    /// The chapters: the bookmarks, else the folders where there are several.
    fn contents(&self) -> Vec<Link> {
        let bookmarked = self.pages.iter().filter_map(|page| Some((page, page.info.bookmark.as_deref()?)));
        let bookmarks: Vec<Link> =
            bookmarked.map(|(page, name)| Link::to(page.href()).titled(name)).collect();
        if !bookmarks.is_empty() {
            return bookmarks;
        }
        let shared = self.shared_folder();
        let mut chapters: Vec<Link> = Vec::new();
        let mut last = None;
        for page in self.pages {
            if last != Some(page.folder()) {
                last = Some(page.folder());
                let name =
                    page.folder().get(shared..).unwrap_or_default().trim_matches('/').replace('/', " · ");
                // Pages beside the folders belong to no chapter of a name.
                chapters.extend((!name.is_empty()).then(|| Link::to(page.href()).titled(name)));
            }
        }
        if chapters.len() > 1 { chapters } else { Vec::new() }
    }

    /// The length of the path that all folders begin with.
    fn shared_folder(&self) -> usize {
        let mut folders = self.pages.iter().map(Page::folder);
        let Some(first) = folders.next() else { return 0 };
        let mut shared = first.len();
        for folder in folders {
            let same = first.bytes().zip(folder.bytes()).take_while(|(a, b)| a == b).count();
            let whole = |length: usize| {
                let ends = |path: &str| path.len() == length || path.as_bytes().get(length) == Some(&b'/');
                length == 0 || ends(first) && ends(folder)
            };
            shared = (0..=same.min(shared)).rev().find(|length| whole(*length)).unwrap_or_default();
        }
        shared
    }
}

fn numbered((index, page): (usize, &Page)) -> Link {
    Link::to(page.href()).titled((index + 1).to_string())
}

/// The manifest whose reading order is documents: `documents` says which pages each of them shows.
pub(crate) fn for_frames(
    manifest: &Manifest,
    pages: &[Page],
    documents: &[Range<usize>],
    is_strip: bool,
) -> Manifest {
    let document = |range: &Range<usize>| {
        let own = manifest.reading_order.get(range.start).cloned().unwrap_or_default();
        Link {
            href: own.href + document::EXTENSION,
            media_type: Some(document::MEDIA_TYPE.to_owned()),
            // Where each stands in the whole goes by pages, not by the sizes of their files.
            size: None,
            ..own
        }
    };
    let place = |link: &Link| -> Link {
        let index = manifest.reading_order.iter().position(|page| page.href == link.href).unwrap_or_default();
        let range = documents.iter().find(|range| range.contains(&index));
        let first = range.and_then(|range| pages.get(range.start)).map(Page::href).unwrap_or_default();
        let fragment = if is_strip { format!("#{}", document::anchor(index + 1)) } else { String::new() };
        Link { href: first + document::EXTENSION + &fragment, ..link.clone() }
    };
    Manifest {
        metadata: manifest.metadata.clone(),
        links: manifest.links.clone(),
        reading_order: documents.iter().map(document).collect(),
        resources: manifest.reading_order.clone(),
        toc: manifest.toc.iter().map(place).collect(),
        page_list: manifest.page_list.iter().map(place).collect(),
        landmarks: Vec::new(),
    }
}
