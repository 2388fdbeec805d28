//! The open file, and the pictures of pages that will be wanted next.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use gloo_timers::callback::Timeout;
use yueli_pdf::{File, Pdf, Resource};
use yueli_publication::Problem;

/// How long nothing is asked for before pages are drawn that may be, in milliseconds.
const PAUSE_MS: u32 = 120;
/// Pictures are kept until they have more bytes than this together.
const KEPT_BYTES: usize = 48 << 20;

/// An open file.
pub(crate) struct Pages {
    pub(crate) pdf: Pdf<'static>,
    /// The pictures that were made, the oldest first, by their paths.
    kept: RefCell<VecDeque<(String, Rc<Resource>)>>,
    /// The page that was asked for last, and in which width.
    asked: Cell<Option<(usize, u32)>>,
    soon: RefCell<Option<Timeout>>,
}

impl Pages {
    /// Opens a file. It is never let go: a worker has one, and ends with it.
    pub(crate) fn open(file: File) -> (Rc<Self>, Vec<Problem>) {
        let (pdf, problems) = Pdf::new(Box::leak(Box::new(file)));
        let pages = Self { pdf, kept: RefCell::default(), asked: Cell::default(), soon: RefCell::default() };
        (Rc::new(pages), problems)
    }

    /// The document or picture at `path`.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn resource(self: &Rc<Self>, path: &str) -> Result<Rc<Resource>, Problem> {
        self.asked.set(picture(path).or(self.asked.get()));
        self.draw_next();
        self.made(path)
    }

    fn made(&self, path: &str) -> Result<Rc<Resource>, Problem> {
        let found = self.kept.borrow().iter().find(|(own, _)| own == path).map(|(_, made)| made.clone());
        if let Some(made) = found {
            return Ok(made);
        }
        let made = Rc::new(self.pdf.resource(path)?);
        if picture(path).is_some() {
            let mut kept = self.kept.borrow_mut();
            kept.push_back((path.to_owned(), made.clone()));
            let mut bytes: usize = kept.iter().map(|(_, made)| made.bytes.len()).sum();
            while bytes > KEPT_BYTES && kept.len() > 1 {
                bytes -= kept.pop_front().map_or(0, |(_, made)| made.bytes.len());
            }
        }
        Ok(made)
    }

    /// Draws the pages after the last one that was asked for, and the one before: one at a time, while nothing else
    /// is to be done.
    fn draw_next(self: &Rc<Self>) {
        let pages = self.clone();
        let draw = move || {
            let Some((page, width)) = pages.asked.get() else { return };
            let near = [page.checked_add(1), page.checked_add(2), page.checked_sub(1)];
            let is_there = |near: &usize| (1..=pages.pdf.page_count()).contains(near);
            let is_kept = |path: &String| pages.kept.borrow().iter().any(|(own, _)| own == path);
            let paths = near.into_iter().flatten().filter(is_there).map(|near| path(near, width));
            let next = paths.into_iter().find(|path| !is_kept(path));
            // Pictures that are too large to be kept are not made in advance.
            let fits = pages.kept.borrow().back().is_some_and(|(_, made)| made.bytes.len() * 4 <= KEPT_BYTES);
            if let Some(path) = next.filter(|_| fits)
                && pages.made(&path).is_ok()
            {
                pages.draw_next();
            }
        };
        *self.soon.borrow_mut() = Some(Timeout::new(PAUSE_MS, draw));
    }
}

/// The path of a page's picture; pages are counted from 1.
fn path(page: usize, width: u32) -> String {
    format!("pictures/{page}/{width}.bmp")
}

/// The page and the width of a picture's path.
fn picture(path: &str) -> Option<(usize, u32)> {
    let (page, width) = path.strip_prefix("pictures/")?.split_once('/')?;
    Some((page.parse().ok()?, width.strip_suffix(".bmp")?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_paths() {
        assert_eq!(picture(&path(3, 1200)), Some((3, 1200)));
        for path in ["page-3.xhtml", "pictures/x/1.bmp", "pictures/3", "pictures/3/1.png"] {
            assert_eq!(picture(path), None, "{path}");
        }
    }
}
