//! Which files of an archive are pages.

use yueli_archive::{Archive, Entry, ReadRange};
use yueli_publication::url;

use crate::info::PageInfo;
use crate::natural;

/// What an archive without any extensions is looked at for, in bytes.
const SIGNATURE: u64 = 64;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    /// Its name in the archive.
    pub(crate) name: String,
    /// Its media type by its name; its bytes may know better.
    pub(crate) media_type: &'static str,
    /// Its length in bytes, as the archive claims.
    pub(crate) size: u64,
    /// What is said of it.
    pub(crate) info: PageInfo,
}

impl Page {
    fn new(entry: &Entry, media_type: &'static str) -> Self {
        Self { name: entry.name.clone(), media_type, size: entry.size, info: PageInfo::default() }
    }

    /// Its path: percent-encoded, from the root.
    pub(crate) fn href(&self) -> String {
        url::encode(&self.name)
    }

    /// The folder it is in, without a slash at the end.
    pub(crate) fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// True where the archive looks like a comic: it holds pictures, and nothing that would be read as text.
pub fn is_comic<R: ReadRange>(archive: &Archive<R>) -> bool {
    let is_text = |entry: &Entry| matches!(extension(&entry.name).as_str(), "opf" | "xhtml" | "html" | "htm");
    archive.entries().iter().any(|entry| page(entry).is_some()) && !archive.entries().iter().any(is_text)
}

/// The pages, in reading order.
pub(crate) async fn pages<R: ReadRange>(archive: &Archive<R>) -> Vec<Page> {
    let mut pages: Vec<Page> = archive.entries().iter().filter_map(page).collect();
    if pages.is_empty() {
        pages = without_extensions(archive).await;
    }
    pages.sort_by_cached_key(|page| natural::key(&page.name));
    pages
}

fn page(entry: &Entry) -> Option<Page> {
    let media_type = match extension(&entry.name).as_str() {
        "jpg" | "jpeg" | "jpe" | "jfif" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        _ => return None,
    };
    (!is_clutter(&entry.name)).then(|| Page::new(entry, media_type))
}

/// Where nothing has an extension, the first file tells whether all of them are pictures.
async fn without_extensions<R: ReadRange>(archive: &Archive<R>) -> Vec<Page> {
    let bare = |entry: &&Entry| {
        let name = entry.name.rsplit('/').next().unwrap_or_default();
        !name.contains('.') && !is_clutter(&entry.name)
    };
    let Some(first) = archive.entries().iter().find(bare) else { return Vec::new() };
    let start = archive.read_start(&first.name, SIGNATURE).await.unwrap_or_default();
    let Some(media_type) = crate::picture::media_type(&start) else { return Vec::new() };
    let all = archive.entries().iter().filter(bare);
    all.map(|entry| Page::new(entry, media_type)).collect()
}

/// What systems leave behind in archives: hidden files, miniatures, the second halves of files from a Mac.
pub(crate) fn is_clutter(name: &str) -> bool {
    name.split('/').any(|step| step.starts_with('.') || step == "__MACOSX" || step == "@eaDir")
}

/// Whether each name says of itself that it is two pages, as `p012-013.jpg` does.
///
/// Where many names end in two numbers they are chapters and pages, and say nothing of the kind.
pub(crate) fn doubled_by_name(pages: &[Page]) -> Vec<bool> {
    let numbers: Vec<Option<(u32, u32)>> = pages.iter().map(|page| two_numbers(&page.name)).collect();
    let usual = numbers.iter().flatten().count() * 4 > pages.len();
    numbers.iter().map(|both| !usual && both.is_some_and(|(left, right)| left + 1 == right)).collect()
}

/// The two numbers of as many digits that a file's name ends in, with a hyphen or the like between.
fn two_numbers(name: &str) -> Option<(u32, u32)> {
    let file = name.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let (before, second) = stem.rsplit_once(['-', '_', '+', '–'])?;
    let first = before.rsplit(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
    let fit = (2..=4).contains(&second.len()) && first.len() == second.len();
    Some((first.parse().ok()?, second.parse().ok()?)).filter(|_| fit)
}

/// The extension of a name, in lower case.
fn extension(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Vec<Page> {
        let page = |name: &&str| Page {
            name: (*name).to_owned(),
            media_type: "image/png",
            size: 1,
            info: PageInfo::default(),
        };
        names.iter().map(page).collect()
    }

    #[test]
    fn two_pages_in_one_name_are_two_pages() {
        let scans =
            named(&["a/p010.jpg", "p011.jpg", "p012-013.jpg", "p014.jpg", "p015.jpg", "x-0.jpg", "7-8.jpg"]);
        assert_eq!(doubled_by_name(&scans), [false, false, true, false, false, false, false]);
        let chapters = named(&["01-01.jpg", "01-02.jpg", "02-01.jpg", "02-02.jpg", "02-03.jpg"]);
        assert_eq!(doubled_by_name(&chapters), [false; 5]);
    }

    #[test]
    fn clutter_is_known() {
        for name in ["__MACOSX/a/._1.jpg", ".hidden/1.jpg", "a/.1.jpg", "@eaDir/1.jpg"] {
            assert!(is_clutter(name), "{name}");
        }
        assert!(!is_clutter("a.b/1..jpg"));
    }
}
