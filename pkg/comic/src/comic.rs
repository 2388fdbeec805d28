//! An open comic.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use futures::future::join_all;
use yueli_archive::{Archive, Limits, Method, ReadRange};
use yueli_markup::xml;
use yueli_publication::{Manifest, Metadata, Problem, ProblemCode, Severity, url};

use crate::document;
use crate::info::{self, Info};
use crate::manifest::Plan;
use crate::pages::{self, Page};
use crate::picture::{self, Look, Picture};

/// What is read of a picture at first, in bytes: nearly all say their size in it.
const BEGINNING: usize = 4096;
/// A size that is further into a picture than this is not looked for.
const FURTHEST: usize = 1 << 20;
/// How many pages are looked at to tell a strip from a book, and a comic from something else.
const SAMPLES: usize = 5;
/// How many pages that cannot be read are named.
const NAMED: usize = 20;
/// How many pages are looked at because their files are so large that they may be two pages in one picture.
const SUSPECTS: usize = 12;

/// An open comic: its manifests, and its pages when they are asked for.
#[derive(Debug)]
pub struct Comic<R> {
    archive: Archive<R>,
    pages: Vec<Page>,
    metadata: Metadata,
    is_strip: bool,
    /// Which pages each document shows.
    documents: Vec<Range<usize>>,
    manifest: Manifest,
    for_frames: Manifest,
    /// The pictures that were looked at, by page.
    seen: RefCell<BTreeMap<usize, Picture>>,
}

/// A resource, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type: that of the picture that it really is.
    pub media_type: &'static str,
    /// What is wrong with it, where it is damaged and there is something of it all the same.
    pub problem: Option<Problem>,
}

/// Opens a comic.
///
/// # Errors
/// All problems met, the first of them fatal: it is no archive, it is encrypted, there is no picture in it.
pub async fn open<R: ReadRange>(source: R) -> Result<(Comic<R>, Vec<Problem>), Vec<Problem>> {
    match Archive::open(source, Limits::default()).await {
        Ok((archive, problems)) => from_archive(archive, problems).await,
        Err(fatal) => Err(vec![fatal]),
    }
}

/// The comic in an archive that is open already; `problems` are those met with it.
///
/// # Errors
/// As [`open`].
pub async fn from_archive<R: ReadRange>(
    archive: Archive<R>,
    mut problems: Vec<Problem>,
) -> Result<(Comic<R>, Vec<Problem>), Vec<Problem>> {
    match read(archive, &mut problems).await {
        Ok(comic) => Ok((comic, problems)),
        Err(fatal) => {
            problems.retain(|problem| problem.severity() != Severity::Fatal);
            problems.insert(0, fatal);
            Err(problems)
        }
    }
}

async fn read<R: ReadRange>(archive: Archive<R>, problems: &mut Vec<Problem>) -> Result<Comic<R>, Problem> {
    let mut pages = pages::pages(&archive).await;
    let Info { metadata, pages: mut said } = info(&archive, problems).await?;
    for (index, page) in pages.iter_mut().enumerate() {
        page.info = said.remove(&index).unwrap_or_default();
    }
    pages.retain(|page| !page.info.deleted);
    sound(&archive, &pages, problems)?;
    let mut comic = Comic {
        archive,
        pages,
        metadata,
        is_strip: false,
        documents: Vec::new(),
        manifest: Manifest::default(),
        for_frames: Manifest::default(),
        seen: RefCell::default(),
    };
    comic.survey().await?;
    comic.plan();
    Ok(comic)
}

/// `ComicInfo.xml`, the one nearest to the root; nothing where there is none.
async fn info<R: ReadRange>(archive: &Archive<R>, problems: &mut Vec<Problem>) -> Result<Info, Problem> {
    let is_info = |name: &str| {
        let file = name.rsplit('/').next().unwrap_or_default();
        file.eq_ignore_ascii_case("ComicInfo.xml") && !pages::is_clutter(name)
    };
    let named = archive.entries().iter().map(|entry| entry.name.as_str()).filter(|name| is_info(name));
    let Some(name) = named.min_by_key(|name| name.matches('/').count()) else { return Ok(Info::default()) };
    match archive.read_lossy(name).await {
        Ok((bytes, damage)) => {
            let (root, malformed) = xml::parse(&bytes);
            let at = |problem: Problem| Problem { at: Some(name.to_owned()), ..problem };
            problems.extend(damage.into_iter().chain(malformed).map(at));
            Ok(info::read(&root))
        }
        Err(problem) if is_of_the_source(&problem) => Err(problem),
        // What the pages are about is missing then; they are not.
        Err(problem) => {
            problems.push(Problem::at(ProblemCode::ResourceDamaged, name, problem.detail));
            Ok(Info::default())
        }
    }
}

/// The source itself failed, and would fail again.
fn is_of_the_source(problem: &Problem) -> bool {
    matches!(problem.code, ProblemCode::Network | ProblemCode::Gone | ProblemCode::UnreadableFile)
}

/// Says which pages cannot be read, by what the directory says of them.
///
/// # Errors
/// There is no page at all, or none that can be read.
fn sound<R: ReadRange>(
    archive: &Archive<R>,
    pages: &[Page],
    problems: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let mut unsound = Vec::new();
    for page in pages {
        let Some(entry) = archive.entry(&page.name) else { continue };
        let (code, detail) = match entry.method {
            _ if entry.encrypted => (ProblemCode::Encrypted, "encrypted by the archive".to_owned()),
            Method::Other(method) => {
                (ProblemCode::UnsupportedCompression, format!("compression method {method}"))
            }
            _ if entry.size == 0 => (ProblemCode::ResourceDamaged, "0 bytes".to_owned()),
            _ => continue,
        };
        unsound.push(Problem::at(code, page.name.as_str(), detail));
    }
    if unsound.len() < pages.len() {
        // One locked page among others is a damaged page: the book is not locked.
        problems.extend(unsound.into_iter().take(NAMED).map(|problem| match problem.severity() {
            Severity::Fatal => Problem { code: ProblemCode::ResourceDamaged, ..problem },
            Severity::Warning => problem,
        }));
        return Ok(());
    }
    Err(match unsound.first() {
        Some(problem) if problem.code == ProblemCode::Encrypted => problem.clone(),
        Some(problem) if problem.code == ProblemCode::UnsupportedCompression => {
            Problem::new(ProblemCode::UnsupportedFormat, problem.detail.as_str())
        }
        _ if archive.recovered() => Problem::new(ProblemCode::Truncated, "no whole picture is left"),
        _ => Problem::new(ProblemCode::NothingToRead, "there is no picture in the archive"),
    })
}

impl<R: ReadRange> Comic<R> {
    /// The publication, whose reading order is pictures (Readium's profile for visual narratives).
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The same publication for a reader that shows documents in frames.
    pub fn for_frames(&self) -> &Manifest {
        &self.for_frames
    }

    /// The archive it is in.
    pub fn archive(&self) -> &Archive<R> {
        &self.archive
    }

    /// True where its pictures are the parts of one long strip, which is scrolled.
    pub fn is_strip(&self) -> bool {
        self.is_strip
    }

    /// The width and height in pixels of a page's picture, as it is shown; `None` where its beginning does not say.
    ///
    /// # Errors
    /// [`ProblemCode::ResourceMissing`] where there is no such page, [`ProblemCode::ResourceDamaged`] where it is no
    /// picture, [`ProblemCode::Encrypted`], [`ProblemCode::UnsupportedCompression`], or what the source met.
    pub async fn page_size(&self, index: usize) -> Result<Option<(u32, u32)>, Problem> {
        Ok(self.picture(index).await?.size)
    }

    async fn picture(&self, index: usize) -> Result<Picture, Problem> {
        let known = self.seen.borrow().get(&index).copied();
        if let Some(picture) = known {
            return Ok(picture);
        }
        let Some(page) = self.pages.get(index) else {
            return Err(Problem::new(ProblemCode::ResourceMissing, format!("there is no page {index}")));
        };
        let mut length = BEGINNING;
        let picture = loop {
            let bytes = self.archive.read_start(&page.name, length as u64).await?;
            match picture::look(&bytes) {
                Look::Foreign => return Err(no_picture(page)),
                Look::Seen(picture) => break picture,
                // More was read than was needed, and still it is not there: the file ends before.
                Look::Further(picture, needed) if needed <= length || needed > FURTHEST => break picture,
                Look::Further(_, needed) => length = needed + BEGINNING,
            }
        };
        self.seen.borrow_mut().insert(index, picture);
        Ok(picture)
    }

    /// Looks at a few pages: whether they are pictures, whether they are a strip, which are two pages in one.
    async fn survey(&mut self) -> Result<(), Problem> {
        let samples = samples(self.pages.len());
        let suspects = self.suspects();
        let looked = join_all(samples.iter().chain(&suspects).map(|index| self.picture(*index))).await;
        if let Some(Err(problem)) = looked.iter().find(|look| look.as_ref().is_err_and(is_of_the_source)) {
            return Err(problem.clone());
        }
        let pictures: Vec<&Picture> = looked.iter().take(samples.len()).flatten().collect();
        if pictures.is_empty() && !self.any_picture().await? {
            let code =
                if self.archive.recovered() { ProblemCode::Truncated } else { ProblemCode::NothingToRead };
            return Err(Problem::new(code, "what is named like pictures is none"));
        }
        let tall = pictures.iter().filter(|picture| picture.is_tall()).count();
        self.is_strip = self.metadata.reading_progression.is_none() && tall * 2 > samples.len();
        Ok(())
    }

    /// Whether any of the first pages is a picture, where none of those was that were looked at.
    async fn any_picture(&self) -> Result<bool, Problem> {
        for index in 0..self.pages.len().min(SUSPECTS) {
            match self.picture(index).await {
                Ok(_) => return Ok(true),
                Err(problem) if is_of_the_source(&problem) => return Err(problem),
                Err(_) => {}
            }
        }
        Ok(false)
    }

    /// The pages whose files are much larger than the others', the largest first: they may be two pages in one
    /// picture. Of a comic that says so itself none is suspected.
    fn suspects(&self) -> Vec<usize> {
        if self.pages.iter().any(|page| page.info.double || page.info.size.is_some()) {
            return Vec::new();
        }
        let size = |page: &Page| self.archive.entry(&page.name).map_or(0, |entry| entry.compressed_size);
        let sizes: Vec<u64> = self.pages.iter().map(size).collect();
        let mut sorted = sizes.clone();
        sorted.sort_unstable();
        let usual = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
        let large = |(_, size): &(usize, u64)| *size > usual.saturating_add(usual / 2);
        // A cover is often kept in a better quality.
        let mut suspects: Vec<(usize, u64)> = sizes.into_iter().enumerate().skip(1).filter(large).collect();
        suspects.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
        suspects.into_iter().take(SUSPECTS).map(|(index, _)| index).collect()
    }

    fn plan(&mut self) {
        let seen = self.seen.take();
        let plan =
            Plan { pages: &self.pages, metadata: &self.metadata, seen: &seen, is_strip: self.is_strip };
        self.documents = plan.documents();
        self.manifest = plan.manifest();
        self.for_frames = plan.for_frames(&self.manifest, &self.documents);
        self.seen.replace(seen);
    }

    /// Reads the resource at `path`: percent-encoded, from the root; a fragment or a query is ignored. That is a
    /// picture, or one of the documents of [`Comic::for_frames`].
    ///
    /// A damaged picture comes back as far as it could be read, with its problem.
    ///
    /// # Errors
    /// As [`Comic::page_size`], and [`ProblemCode::TooLarge`].
    pub async fn resource(&self, path: &str) -> Result<Resource, Problem> {
        let path = path.split(['#', '?']).next().unwrap_or_default();
        let name = url::decode(path);
        if let Some(first) = name.strip_suffix(document::EXTENSION)
            && let Some(range) = self.documents.iter().find(|range| self.is_named(range.start, first))
        {
            return self.document(range.clone()).await;
        }
        let index = (0..self.pages.len()).find(|index| self.is_named(*index, &name));
        let Some(page) = index.and_then(|index| self.pages.get(index)) else {
            return Err(Problem::at(ProblemCode::ResourceMissing, path, "it is no page"));
        };
        let (bytes, problem) = self.archive.read_lossy(&page.name).await?;
        // The frame is told by its status that there is nothing to show.
        let media_type = picture::media_type(&bytes).ok_or_else(|| no_picture(page))?;
        Ok(Resource { bytes, media_type, problem })
    }

    fn is_named(&self, index: usize, name: &str) -> bool {
        self.pages.get(index).is_some_and(|page| page.name == name)
    }

    /// The document around the pictures of these pages. One page alone that cannot be shown is a problem; in a strip
    /// it is a gap.
    async fn document(&self, range: Range<usize>) -> Result<Resource, Problem> {
        let looked = join_all(range.clone().map(|index| self.picture(index))).await;
        let mut shown = Vec::new();
        for (index, look) in range.zip(looked) {
            let size = match look {
                Ok(picture) => picture.size,
                Err(problem) if !self.is_strip || is_of_the_source(&problem) => return Err(problem),
                Err(_) => None,
            };
            if let Some(page) = self.pages.get(index) {
                shown.push(document::Shown { number: index + 1, page, size });
            }
        }
        let around = document::Around {
            title: self.metadata.title.first(),
            language: self.metadata.language.first().map_or("", String::as_str),
            pages: self.pages.len(),
        };
        let bytes = if self.is_strip { around.strip(&shown) } else { around.page(&shown) };
        Ok(Resource { bytes: bytes.into_bytes(), media_type: document::MEDIA_TYPE, problem: None })
    }
}

fn no_picture(page: &Page) -> Problem {
    Problem::at(ProblemCode::ResourceDamaged, page.name.as_str(), "it is no picture that can be shown")
}

/// A few pages from all over the comic. The first is left aside where there are others: a cover is a page, also
/// where a strip follows.
fn samples(count: usize) -> Vec<usize> {
    let first = usize::from(count > 1);
    let inner = count - first;
    let some = inner.min(SAMPLES);
    (0..some).map(|number| first + (2 * number + 1) * inner / (2 * some)).collect()
}
