//! The open publication.

use std::{cell::RefCell, sync::Arc};

use hayro::{
    RenderCache,
    hayro_interpret::{InterpreterSettings, font::FontQuery},
    hayro_syntax::{
        object::{Dict, Name},
        page::Page,
    },
};
use yueli_publication::{Layout, Link, Manifest, PageSide, Problem, ProblemCode};

use crate::{
    destinations::Destinations,
    document::{self, MEDIA_TYPE},
    file::File,
    glyphs, labels,
    layout::{self, Text},
    links, metadata,
    outline::{Bookmark, bookmarks},
    picture::{self, Picture},
};

/// The most pages that are listed by their numbers.
const NUMBERED: usize = 5000;
/// What was understood of fonts is forgotten after so many pages: it would fill the memory in the end.
const REMEMBERED: usize = 100;
/// How wide a picture is where its path does not say, in pixels.
const USUAL_WIDTH: u32 = 1200;

/// A resource, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
}

/// An open PDF publication.
pub struct Pdf<'f> {
    file: &'f File,
    manifest: Manifest,
    labels: Option<Vec<String>>,
    destinations: Destinations,
    bookmarks: Vec<Bookmark>,
    settings: InterpreterSettings,
    cache: RefCell<(usize, RenderCache<'f>)>,
}

impl std::fmt::Debug for Pdf<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pdf").field("file", self.file).finish_non_exhaustive()
    }
}

impl<'f> Pdf<'f> {
    /// Opens the publication in a file, and says what is wrong with it.
    pub fn new(file: &'f File) -> (Self, Vec<Problem>) {
        let pdf = &file.0;
        let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap_or_default();
        let destinations = Destinations::of(pdf, &catalog);
        let (bookmarks, cut) = bookmarks(&catalog, &destinations);
        let labels = labels::labels(&catalog, pdf.pages().len());
        let mut problems = Vec::new();
        if cut {
            problems.push(Problem::new(ProblemCode::NavigationMissing, "bookmarks were left out"));
        }
        let layout = catalog.get::<Name<'_>>("PageLayout").map(|name| name.as_str().to_owned());
        let mut own = Self {
            file,
            manifest: Manifest { metadata: metadata::metadata(pdf, &catalog), ..Manifest::default() },
            labels,
            destinations,
            bookmarks,
            settings: settings(),
            cache: RefCell::default(),
        };
        own.plan(layout.as_deref().unwrap_or_default());
        (own, problems)
    }

    fn plan(&mut self, layout: &str) {
        let count = self.page_count();
        let sizes: Vec<(f64, f64)> = (0..count).filter_map(|page| self.page_size(page)).collect();
        let is_wide = |size: &&(f64, f64)| size.0 > size.1;
        let wide = sizes.iter().filter(is_wide).count();
        let metadata = &mut self.manifest.metadata;
        metadata.layout = Some(Layout::Fixed);
        // Slides, and what asks for it, are shown one by one.
        if wide * 2 > count || layout == "OneColumn" {
            metadata.spread = Some("none".to_owned());
        }
        let link = |(index, size): (usize, &(f64, f64))| {
            let mut link = Link::to(document::path(index)).of_type(MEDIA_TYPE);
            (link.width, link.height) = (Some(size.0.round() as u32), Some(size.1.round() as u32));
            // As in a book of paper, the first page has none beside it, unless the file says otherwise.
            if is_wide(&size) || (index == 0 && !layout.ends_with("Left")) {
                link.properties.page = Some(PageSide::Center);
            }
            link
        };
        self.manifest.reading_order = sizes.iter().enumerate().map(link).collect();
        self.manifest.toc = self.bookmarks.iter().map(entry).collect();
        if count <= NUMBERED {
            let named = |page: usize| Link::to(document::path(page)).titled(self.label(page));
            self.manifest.page_list =
                (0..count).map(named).filter(|link| link.title.as_deref() != Some("")).collect();
        }
    }

    /// The publication: its reading order is the pages' documents.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// How many pages it has.
    pub fn page_count(&self) -> usize {
        self.file.0.pages().len()
    }

    /// The width and height of a page in points, as it is shown; pages are counted from 0.
    pub fn page_size(&self, page: usize) -> Option<(f64, f64)> {
        let (width, height) = self.page(page)?.render_dimensions();
        Some((f64::from(width), f64::from(height)))
    }

    /// What a page is called.
    pub fn label(&self, page: usize) -> String {
        let label = self.labels.as_ref().and_then(|labels| labels.get(page));
        label.cloned().unwrap_or_else(|| (page + 1).to_string())
    }

    fn page(&self, page: usize) -> Option<&'f Page<'f>> {
        self.file.0.pages().get(page)
    }

    /// A page as a picture `width` pixels wide, or as wide as [`crate::MOST_PIXELS`] allows.
    pub fn picture(&self, page: usize, width: u32) -> Option<Picture> {
        let page = self.page(page)?;
        Some(picture::picture(page, &self.remembered().1, &self.settings, width))
    }

    /// What a page says.
    pub fn text(&self, page: usize) -> Text {
        let Some(own) = self.page(page) else { return Text::default() };
        // The renderer keeps its memory of fonts to itself: text has one of its own, for a page.
        let glyphs = glyphs::glyphs(own);
        let mut text = layout::text(&glyphs);
        let mut titles = Vec::new();
        titles_on(&self.bookmarks, page, 1, &mut titles);
        layout::mark_headings(&mut text, &titles);
        text
    }

    /// What a page says, as one string: exactly the letters of its document, in the same order.
    pub fn words(&self, page: usize) -> String {
        let mut words = String::new();
        for paragraph in self.text(page).paragraphs {
            for line in &paragraph.lines {
                words.push_str(&line.text);
            }
            words.push('\n');
        }
        words
    }

    /// The document of a page, or its picture, by its path.
    ///
    /// # Errors
    /// [`ProblemCode::ResourceMissing`] where there is no such page.
    pub fn resource(&self, path: &str) -> Result<Resource, Problem> {
        let missing = || Problem::at(ProblemCode::ResourceMissing, path, "no such page");
        let number = |text: &str| text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(rest) = path.strip_prefix("pictures/") {
            let (page, width) = rest.split_once('/').unwrap_or((rest, ""));
            let width =
                width.strip_suffix(".bmp").and_then(|width| width.parse().ok()).unwrap_or(USUAL_WIDTH);
            let picture = number(page).and_then(|page| self.picture(page, width)).ok_or_else(missing)?;
            return Ok(Resource { bytes: picture.to_bmp(), media_type: "image/bmp" });
        }
        let page = path.strip_prefix("page-").and_then(|rest| rest.strip_suffix(".xhtml")).and_then(number);
        let document = page.and_then(|page| self.document(page)).ok_or_else(missing)?;
        Ok(Resource { bytes: document.into_bytes(), media_type: MEDIA_TYPE })
    }

    fn document(&self, page: usize) -> Option<String> {
        let own = self.page(page)?;
        let text = self.text(page);
        let links = links::links(own, &self.destinations);
        let document = document::Page {
            number: page + 1,
            count: self.page_count(),
            label: &self.label(page),
            title: self.manifest.metadata.title.first(),
            language: self.manifest.metadata.language.first().map_or("", String::as_str),
            size: self.page_size(page)?,
            text: &text,
            links: &links,
        };
        Some(document.document())
    }

    /// What is known of fonts and pictures, unless it has become too much.
    fn remembered(&self) -> std::cell::RefMut<'_, (usize, RenderCache<'f>)> {
        let mut cache = self.cache.borrow_mut();
        if cache.0 >= REMEMBERED {
            *cache = Default::default();
        }
        cache.0 += 1;
        cache
    }
}

/// How pages are drawn. Fonts that a file only names are those that every reader has; of Chinese, Japanese and Korean
/// ones there is none, and a Latin one in their place would show other characters: nothing is drawn of them, and what
/// they say is shown as text (`document`).
fn settings() -> InterpreterSettings {
    let fonts = |query: &FontQuery| match query {
        FontQuery::Standard(font) => Some(font.get_font_data()),
        FontQuery::Fallback(wanted) if wanted.character_collection.is_some() => None,
        FontQuery::Fallback(wanted) => Some(wanted.pick_standard_font().get_font_data()),
    };
    InterpreterSettings { font_resolver: Arc::new(fonts), ..InterpreterSettings::default() }
}

fn entry(bookmark: &Bookmark) -> Link {
    let href = bookmark.page.map(document::path).unwrap_or_default();
    let children = bookmark.children.iter().map(entry).collect();
    Link { children, ..Link::to(href).titled(bookmark.title.clone()) }
}

/// The bookmarks that lead to a page, with their levels.
fn titles_on<'b>(bookmarks: &'b [Bookmark], page: usize, level: u8, titles: &mut Vec<(u8, &'b str)>) {
    for bookmark in bookmarks {
        if bookmark.page == Some(page) {
            titles.push((level, &bookmark.title));
        }
        titles_on(&bookmark.children, page, level.saturating_add(1), titles);
    }
}
