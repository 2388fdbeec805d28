//! Which package document the container names (EPUB 3.3 section 4.2.6.3.1).

use yueli_archive::{Archive, ReadRange};
use yueli_markup::xml;
use yueli_publication::{Problem, ProblemCode, url};

const CONTAINER: &str = "META-INF/container.xml";
const PACKAGE: &str = "application/oebps-package+xml";

/// The name in the archive of the package document.
///
/// Where the container does not say, or names a file that is not there, the `.opf` nearest to the root.
///
/// # Errors
/// A fatal problem where there is no package, or the source fails.
pub(crate) async fn package_path<R: ReadRange>(
    archive: &Archive<R>,
    problems: &mut Vec<Problem>,
) -> Result<String, Problem> {
    match named(archive, problems).await? {
        Some(path) => return Ok(path),
        None => problems.push(Problem::at(ProblemCode::ContainerMissing, CONTAINER, "it names no package")),
    }
    let packages = archive.entries().iter().map(|entry| entry.name.as_str());
    let packages = packages.filter(|name| name.to_ascii_lowercase().ends_with(".opf"));
    match packages.min_by_key(|name| (name.matches('/').count(), *name)) {
        Some(path) => Ok(path.to_owned()),
        None => Err(no_package(archive)),
    }
}

/// Why there is no package: cut off, an EPUB without one, or no EPUB at all.
fn no_package<R: ReadRange>(archive: &Archive<R>) -> Problem {
    let is_epub = archive.entry("mimetype").is_some() || archive.entry(CONTAINER).is_some();
    let code = match (archive.recovered(), is_epub) {
        (true, _) => ProblemCode::Truncated,
        (false, true) => ProblemCode::PackageMissing,
        (false, false) => ProblemCode::UnsupportedFormat,
    };
    Problem::new(code, "no package document in the archive")
}

async fn named<R: ReadRange>(
    archive: &Archive<R>,
    problems: &mut Vec<Problem>,
) -> Result<Option<String>, Problem> {
    if archive.entry(CONTAINER).is_none() {
        return Ok(None);
    }
    let (bytes, damage) = archive.read_lossy(CONTAINER).await?;
    problems.extend(damage);
    let (root, _) = xml::parse(&bytes);
    let files = root.find_all("rootfile");
    let paths = files.iter().filter_map(|file| {
        let is_package = file.attr("media-type").is_none_or(|media_type| media_type.trim() == PACKAGE);
        Some((!is_package, file.attr("full-path")?.trim()))
    });
    let mut paths: Vec<(bool, &str)> = paths.collect();
    paths.sort_by_key(|(other, _)| *other);
    let found = paths.into_iter().find_map(|(_, path)| {
        let path = path.trim_start_matches("./").trim_start_matches('/');
        archive.entry(path).or_else(|| archive.entry(&url::decode(path)))
    });
    Ok(found.map(|entry| entry.name.clone()))
}
