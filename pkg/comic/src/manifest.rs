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
/// The most pages that are listed by their numbers.
const NUMBERED: usize = 5000;

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
            toc: self.contents().into_iter().map(|(_, link)| link).collect(),
            page_list: self.page_list(),
            reading_order,
            ..Manifest::default()
        }
    }

    /// The manifest whose reading order is documents: `documents` says which pages each of them shows, in order.
    pub(crate) fn for_frames(&self, manifest: &Manifest, documents: &[Range<usize>]) -> Manifest {
        let document = |range: &Range<usize>| {
            let own = manifest.reading_order.get(range.start).cloned().unwrap_or_default();
            let media_type = Some(document::MEDIA_TYPE.to_owned());
            // Of a book of pages, each is as much of it as any other, whatever its bytes.
            let pages = self.pages.get(range.clone()).unwrap_or_default();
            let size = self.is_strip.then(|| pages.iter().map(|page| page.size).sum());
            Link { href: own.href + document::EXTENSION, media_type, size, ..own }
        };
        let reading_order: Vec<Link> = documents.iter().map(document).collect();
        let place = |(index, link): (usize, Link)| {
            let at = documents.partition_point(|range| range.end <= index);
            let href = reading_order.get(at).map_or("", |link| link.href.as_str());
            let fragment =
                if self.is_strip { format!("#{}", document::anchor(index + 1)) } else { String::new() };
            Link { href: format!("{href}{fragment}"), ..link }
        };
        Manifest {
            metadata: manifest.metadata.clone(),
            links: manifest.links.clone(),
            toc: self.contents().into_iter().map(place).collect(),
            page_list: self.page_list().into_iter().enumerate().map(place).collect(),
            resources: manifest.reading_order.clone(),
            reading_order,
            landmarks: Vec::new(),
        }
    }

    /// The pages by their numbers, unless there are so many that nobody would look for one in a list.
    fn page_list(&self) -> Vec<Link> {
        if self.pages.len() > NUMBERED {
            return Vec::new();
        }
        let numbered = |(index, page): (usize, &Page)| Link::to(page.href()).titled((index + 1).to_string());
        self.pages.iter().enumerate().map(numbered).collect()
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
            link.size = Some(page.size);
            if !self.is_strip && (index == cover || is_double) {
                link.properties.page = Some(PageSide::Center);
            }
            link
        };
        self.pages.iter().enumerate().map(link).collect()
    }

    /// The chapters, each with the page that it begins on: the bookmarks, else the folders where there are several.
    fn contents(&self) -> Vec<(usize, Link)> {
        let bookmark = |(index, page): (usize, &Page)| {
            Some((index, Link::to(page.href()).titled(page.info.bookmark.as_deref()?)))
        };
        let bookmarks: Vec<(usize, Link)> = self.pages.iter().enumerate().filter_map(bookmark).collect();
        if !bookmarks.is_empty() {
            return bookmarks;
        }
        let shared = self.shared_folder();
        let mut chapters = Vec::new();
        let mut last = None;
        for (index, page) in self.pages.iter().enumerate() {
            if last != Some(page.folder()) {
                last = Some(page.folder());
                let name =
                    page.folder().get(shared..).unwrap_or_default().trim_matches('/').replace('/', " · ");
                // Pages beside the folders belong to no chapter of a name.
                chapters.extend((!name.is_empty()).then(|| (index, Link::to(page.href()).titled(name))));
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
