//! Reading a PDF: what it says of itself, and its first page as its cover.

use std::{path::Path, sync::mpsc, thread, time::Duration};

use yueli_archive::FileSource;
use yueli_pdf::{File, Pdf};
use yueli_publication::{Problem, ProblemCode};

use super::{cover, read::Book};

/// A file that takes longer than this is given up: one page can ask for hours of drawing.
const PATIENCE: Duration = Duration::from_secs(30);
/// What lies in what may be nested deep.
const STACK: usize = 16 << 20;

/// Reads the PDF at `path`. Blocks the thread.
///
/// It is read by a thread of its own, which is left to itself where it does not come to an end: others wait behind it.
pub(crate) fn read(path: &Path) -> Book {
    let path = path.to_owned();
    let (send, receive) = mpsc::channel();
    let reading = thread::Builder::new().name("pdf".to_owned()).stack_size(STACK).spawn(move || {
        // Nobody may be waiting any more.
        let _ = send.send(book(&path));
    });
    let failed = |code, detail: &str| Book::unreadable(Problem::new(code, detail));
    match reading.map(|_| receive.recv_timeout(PATIENCE)) {
        Ok(Ok(book)) => book,
        Ok(Err(mpsc::RecvTimeoutError::Timeout)) => {
            failed(ProblemCode::TooLarge, "its first page takes too long")
        }
        Ok(Err(mpsc::RecvTimeoutError::Disconnected)) => {
            failed(ProblemCode::PackageUnreadable, "the renderer failed on it")
        }
        Err(error) => failed(ProblemCode::UnreadableFile, &error.to_string()),
    }
}

fn book(path: &Path) -> Book {
    let source = match FileSource::open(path) {
        Ok(source) => source,
        Err(error) => return Book::unreadable(error.into()),
    };
    let file = match pollster::block_on(File::open(source, "")) {
        Ok(file) => file,
        // Whoever has the password can read it: nothing more is known of it here.
        Err(problem) if problem.code == ProblemCode::PasswordNeeded => {
            return Book { flaws: vec![problem], ..Book::default() };
        }
        Err(problem) => return Book::unreadable(problem),
    };
    let (pdf, flaws) = Pdf::new(&file);
    let width = cover::SIZES.iter().map(|(_, width)| *width).max().unwrap_or_default();
    let picture = pdf.picture(0, width);
    Book {
        metadata: pdf.manifest().metadata.clone(),
        cover: picture.map(|picture| picture.to_bmp()),
        fatal: None,
        flaws,
    }
}
