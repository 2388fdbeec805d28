//! Looking at the folder: which books are in it, without reading them.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use super::{
    kinds::{self, Kind},
    status::Folder,
};

/// Folders deeper than this are not looked at.
const DEEPEST: usize = 32;

/// A book that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// From the folder of books, with slashes.
    pub(crate) path: String,
    /// What it is.
    pub(crate) kind: Kind,
    /// Its length.
    pub(crate) size: u64,
    /// When it was written, nanoseconds since 1970.
    pub(crate) modified: i64,
}

/// Everything that is there, in order of path; or why nothing can be seen.
pub(crate) fn scan(root: &Path) -> Result<Vec<Found>, Folder> {
    let real = fs::canonicalize(root).map_err(|error| unseen(&error))?;
    if !real.is_dir() {
        return Err(Folder::IsFile);
    }
    let mut walk = Walk { root: real.clone(), seen: HashSet::new(), found: Vec::new() };
    let entries = names(&real).map_err(|error| unseen(&error))?;
    walk.seen.insert(real.clone());
    walk.folder(&real, "", entries, 0);
    walk.found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(walk.found)
}

fn unseen(error: &io::Error) -> Folder {
    match error.kind() {
        io::ErrorKind::NotFound => Folder::Missing,
        io::ErrorKind::NotADirectory => Folder::IsFile,
        _ => Folder::Unreadable,
    }
}

/// The names in a folder, in order. Names that are no Unicode cannot be addressed and are left out.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        match entry?.file_name().into_string() {
            Ok(name) if !name.starts_with('.') => names.push(name),
            Ok(_) => {}
            Err(name) => tracing::debug!(?name, "a file name that is not Unicode is skipped"),
        }
    }
    names.sort();
    Ok(names)
}

struct Walk {
    root: PathBuf,
    seen: HashSet<PathBuf>,
    found: Vec<Found>,
}

impl Walk {
    fn folder(&mut self, folder: &Path, prefix: &str, names: Vec<String>, depth: usize) {
        let marker = kinds::FOLDER_MARKERS
            .iter()
            .find(|marker| names.iter().any(|name| name == *marker))
            .filter(|_| names.iter().any(|name| kinds::is_sound(name)));
        for name in &names {
            let path = folder.join(name);
            // Follows links; what they lead to must be inside the folder of books.
            let Ok(real) = fs::canonicalize(&path) else { continue };
            if !real.starts_with(&self.root) {
                tracing::debug!(path = %path.display(), "a link out of the folder is skipped");
                continue;
            }
            let Ok(about) = fs::metadata(&real) else { continue };
            let within = format!("{prefix}{name}");
            if about.is_dir() {
                self.sub_folder(&real, &within, depth);
            } else if about.is_file() {
                let is_marker = marker.is_some_and(|marker| marker == name);
                let kind = match marker {
                    Some(_) if is_marker => Some(kinds::AUDIOBOOK),
                    Some(_) if kinds::is_sound(name) => None,
                    _ => kinds::of_file(name),
                };
                self.found.extend(kind.map(|kind| Found {
                    path: within,
                    kind,
                    size: about.len(),
                    modified: modified(&about),
                }));
            }
        }
    }

    fn sub_folder(&mut self, real: &Path, within: &str, depth: usize) {
        if depth >= DEEPEST || !self.seen.insert(real.to_owned()) {
            return;
        }
        match names(real) {
            Ok(names) => self.folder(real, &format!("{within}/"), names, depth + 1),
            Err(error) => tracing::warn!(folder = within, %error, "a folder cannot be looked into"),
        }
    }
}

/// When a file was written, nanoseconds since 1970.
pub(crate) fn modified(about: &fs::Metadata) -> i64 {
    let since = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn paths(root: &Path) -> Vec<String> {
        scan(root).unwrap().into_iter().map(|found| found.path).collect()
    }

    #[test]
    fn finds_books_and_only_books() {
        let folder = tree(&[
            "b/two.epub",
            "a.pdf",
            ".hidden.epub",
            ".git/x.epub",
            "README.md",
            "cover.jpg",
            "书/茶经.epub",
            "odd #1 100% ?.epub",
        ]);
        assert_eq!(paths(folder.path()), ["a.pdf", "b/two.epub", "odd #1 100% ?.epub", "书/茶经.epub"]);
    }

    #[test]
    fn a_folder_with_a_manifest_is_one_audiobook() {
        let folder = tree(&["poems/publication.json", "poems/01.mp3", "poems/02.mp3", "loose.mp3"]);
        assert_eq!(paths(folder.path()), ["loose.mp3", "poems/publication.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out_nor_in_circles() {
        let outside = tree(&["secret.epub"]);
        let folder = tree(&["in/one.epub"]);
        std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("in/circle")).unwrap();
        let file = outside.path().join("secret.epub");
        std::os::unix::fs::symlink(file, folder.path().join("secret.epub")).unwrap();
        assert_eq!(paths(folder.path()), ["in/one.epub"]);
    }

    #[test]
    fn says_why_nothing_is_seen() {
        let folder = tree(&["file"]);
        assert_eq!(scan(&folder.path().join("nowhere")), Err(Folder::Missing));
        assert_eq!(scan(&folder.path().join("file")), Err(Folder::IsFile));
        assert_eq!(scan(folder.path()), Ok(Vec::new()));
    }
}
