//! The open book, whichever kind it is.

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use yueli_archive::{Archive, Limits, ReadRange};
use yueli_comic::Comic;
use yueli_epub::{Cipher, Epub};
use yueli_platform_web::book::FetchSource;
use yueli_publication::{Manifest, Problem, ProblemCode};

use crate::rooms;

/// A resource, ready to be shown.
#[derive(Debug)]
pub(crate) struct Resource {
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Its media type.
    pub(crate) media_type: String,
}

/// A book that was opened.
pub(crate) enum Book<R> {
    /// A book of documents.
    Epub(Box<Epub<R>>),
    /// A book of pictures.
    Comic(Rc<dyn Pictures>),
}

/// A book of pictures, open or not.
pub(crate) trait Pictures {
    /// The publication, as frames show it.
    fn manifest(&self) -> &Manifest;
    /// Reads the resource at `path`: percent-encoded, from the root.
    fn resource<'a>(&'a self, path: &'a str) -> LocalBoxFuture<'a, Result<Resource, Problem>>;
}

impl<R: ReadRange> Pictures for Comic<R> {
    fn manifest(&self) -> &Manifest {
        self.for_frames()
    }

    fn resource<'a>(&'a self, path: &'a str) -> LocalBoxFuture<'a, Result<Resource, Problem>> {
        Box::pin(async move {
            let resource = self.resource(path).await?;
            Ok(Resource { bytes: resource.bytes, media_type: resource.media_type.to_owned() })
        })
    }
}

/// What comes of opening a book of pictures: it, and what is wrong with it.
pub(crate) type Opening = LocalBoxFuture<'static, Result<(Rc<dyn Pictures>, Vec<Problem>), Vec<Problem>>>;

/// Opens a book of pictures, of which `problems` are known already.
pub(crate) fn open_comic<R: ReadRange + 'static>(archive: Archive<R>, problems: Vec<Problem>) -> Opening {
    Box::pin(async move {
        let (comic, problems) = yueli_comic::from_archive(archive, problems).await?;
        Ok((Rc::new(comic) as Rc<dyn Pictures>, problems))
    })
}

/// Where a book's bytes come from, which says how books of pictures are opened from there.
pub(crate) trait Source: ReadRange + Sized {
    /// Opens a book of pictures.
    fn open_comic(archive: Archive<Self>, problems: Vec<Problem>) -> Opening;
}

impl Source for FetchSource {
    fn open_comic(archive: Archive<Self>, problems: Vec<Problem>) -> Opening {
        Box::pin(async move {
            let room = rooms::comic(archive, problems).await;
            let unfetched = |_| vec![Problem::new(ProblemCode::Network, "comic")];
            room.map_err(unfetched)?.await
        })
    }
}

impl<R: Source> Book<R> {
    /// Opens a book by what is in it; `url` tells where that says nothing.
    ///
    /// # Errors
    /// All problems met, the first of them fatal.
    pub(crate) async fn open(source: R, url: &str) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let (archive, problems) =
            Archive::open(source, Limits::default()).await.map_err(|fatal| vec![fatal])?;
        if is_comic(&archive, url) {
            let (comic, problems) = R::open_comic(archive, problems).await?;
            return Ok((Self::Comic(comic), problems));
        }
        let (epub, problems) = yueli_epub::from_archive(archive, problems).await?;
        Ok((Self::Epub(Box::new(epub)), problems))
    }
}

impl<R: ReadRange> Book<R> {
    /// The publication, as frames show it: what is in its reading order are documents.
    pub(crate) fn manifest(&self) -> &Manifest {
        match self {
            Self::Epub(epub) => epub.manifest(),
            Self::Comic(comic) => comic.manifest(),
        }
    }

    /// The licence that the book needs and that lies in it; nothing where it needs none, or has what it needs.
    ///
    /// # Errors
    /// Where it lies elsewhere, or cannot be read.
    pub(crate) async fn licence(&self) -> Result<Option<String>, Problem> {
        let Some(epub) = self.locked() else { return Ok(None) };
        let licence = epub.licence().await?;
        Ok(Some(String::from_utf8_lossy(&licence).into_owned()))
    }

    /// True where a licence is needed to read it.
    pub(crate) fn is_locked(&self) -> bool {
        self.locked().is_some()
    }

    /// The book, where a licence is needed to read it.
    fn locked(&self) -> Option<&Epub<R>> {
        match self {
            Self::Epub(epub) => Some(epub).filter(|epub| epub.needs_licence()).map(|epub| &**epub),
            Self::Comic(_) => None,
        }
    }

    /// Reads from now on with `cipher` what is protected.
    pub(crate) fn unlock(&mut self, cipher: Rc<dyn Cipher>) {
        if let Self::Epub(epub) = self {
            epub.unlock(cipher);
        }
    }

    /// True where each document has pictures of its own.
    pub(crate) fn is_of_pictures(&self) -> bool {
        matches!(self, Self::Comic(_))
    }

    /// How many bytes the resource at `path` has and of which media type it is, where it can be read by ranges.
    pub(crate) fn extent(&self, path: &str) -> Option<(u64, String)> {
        match self {
            Self::Epub(epub) => epub.extent(path),
            // What a page is has to be looked at, and pictures of pages are not that large.
            Self::Comic(_) => None,
        }
    }

    /// Reads the bytes `start..start + len` of what has an [`extent`](Self::extent).
    ///
    /// # Errors
    /// Why it cannot be shown.
    pub(crate) async fn range(&self, path: &str, start: u64, len: u64) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Epub(epub) => epub.range(path, start, len).await,
            Self::Comic(comic) => Ok(comic.resource(path).await?.bytes),
        }
    }

    /// Reads the resource at `path`: percent-encoded, from the root.
    ///
    /// # Errors
    /// Why it cannot be shown.
    pub(crate) async fn resource(&self, path: &str) -> Result<Resource, Problem> {
        match self {
            Self::Epub(epub) => {
                let resource = epub.resource(path).await?;
                Ok(Resource { bytes: resource.bytes, media_type: resource.media_type })
            }
            Self::Comic(comic) => comic.resource(path).await,
        }
    }
}

/// True for comics: by what marks an EPUB, else by the name of the file, else by what is there to be shown.
fn is_comic<R: ReadRange>(archive: &Archive<R>, url: &str) -> bool {
    let has = |name: &str| archive.entry(name).is_some();
    if has("META-INF/container.xml") || has("mimetype") {
        return false;
    }
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    path.ends_with(".cbz") || yueli_comic::is_comic(archive)
}

#[cfg(test)]
mod tests {
    use yueli_archive::write::Writer;
    use yueli_publication::ProblemCode;

    use super::*;
    use crate::testing::now;

    impl Source for Vec<u8> {
        fn open_comic(archive: Archive<Self>, problems: Vec<Problem>) -> Opening {
            super::open_comic(archive, problems)
        }
    }

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x03\x20\0\0\x04\xb0";
    const CONTAINER: &str = r#"<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>"#;
    const PACKAGE: &str = r#"<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>
        <item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
        <spine><itemref idref="a"/></spine></package>"#;

    fn first_path(writer: Writer, url: &str) -> Result<String, ProblemCode> {
        let (book, _) = now(Book::open(writer.finish(), url)).map_err(|problems| problems[0].code)?;
        let path = book.manifest().reading_order[0].href.clone();
        assert_eq!(now(book.resource(&path)).unwrap().media_type, "application/xhtml+xml");
        Ok(path)
    }

    #[test]
    fn a_book_is_known_by_what_is_in_it() {
        let epub = || Writer::new().stored("META-INF/container.xml", CONTAINER).stored("a.opf", PACKAGE);
        let epub = || epub().stored("a.xhtml", "<html/>").stored("a.png", PNG);
        let comic = || Writer::new().stored("1.png", PNG);
        for (writer, url, expected) in [
            (epub(), "/x/tea.epub", Ok("a.xhtml".to_owned())),
            (epub(), "/x/tea.cbz", Ok("a.xhtml".to_owned())),
            (comic(), "/x/tea.cbz", Ok("1.png.xhtml".to_owned())),
            (comic(), "/x/tea", Ok("1.png.xhtml".to_owned())),
            (Writer::new().stored("a.txt", "x"), "/x/tea.CBZ?y", Err(ProblemCode::NothingToRead)),
            (Writer::new().stored("a.txt", "x"), "/x/tea", Err(ProblemCode::UnsupportedFormat)),
        ] {
            assert_eq!(first_path(writer, url), expected, "{url}");
        }
    }
}
