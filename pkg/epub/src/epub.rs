//! An open EPUB.

use std::{collections::BTreeMap, rc::Rc};

use yueli_archive::{Archive, Limits, ReadRange};
use yueli_markup::speech;
use yueli_markup::xml::{self, Element};
use yueli_publication::{Encryption, Link, Manifest, Problem, ProblemCode, Severity, url};

use crate::encryption::{self, Encrypted};
use crate::lexicon::Lexicon;
use crate::lock::{self, Cipher};
use crate::media_type;
use crate::obfuscation::{ADOBE, IDPF, Obfuscation};
use crate::package::Package;
use crate::spine::Linker;
use crate::{collections, container, landmarks, metadata, navigation, ncx};

/// The most problems that are told of.
const PROBLEMS: usize = 1000;
/// The most entries of a table of contents, and of each other way in.
const ENTRIES: usize = 50_000;

/// An open EPUB: its manifest, and its resources when they are asked for.
#[derive(Debug)]
pub struct Epub<R> {
    archive: Archive<R>,
    manifest: Manifest,
    /// By name in the archive.
    media_types: BTreeMap<String, String>,
    encrypted: Encrypted,
    keys: Keys,
    cipher: Option<Rc<dyn Cipher>>,
}

/// What makes a resource plain.
enum Undo<'a> {
    /// It is plain.
    Nothing,
    /// It is obfuscated.
    Obfuscated(&'a Obfuscation),
    /// It is encrypted, and the key is here.
    Locked(&'a dyn Cipher, &'a Encryption),
}

/// What the identifiers of the package unlock.
#[derive(Debug, Default)]
struct Keys {
    idpf: Option<Obfuscation>,
    adobe: Option<Obfuscation>,
}

/// A resource, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Its bytes, deobfuscated.
    pub bytes: Vec<u8>,
    /// Its media type: that of the manifest, else by its extension.
    pub media_type: String,
    /// What is wrong with it, where it is damaged and there is something of it all the same.
    pub problem: Option<Problem>,
}

/// Opens an EPUB.
///
/// # Errors
/// All problems met, at least one of them fatal: it is no EPUB, it is encrypted, it holds nothing to read.
pub async fn open<R: ReadRange>(source: R) -> Result<(Epub<R>, Vec<Problem>), Vec<Problem>> {
    match Archive::open(source, Limits::default()).await {
        Ok((archive, problems)) => from_archive(archive, problems).await,
        Err(fatal) => Err(vec![fatal]),
    }
}

/// The EPUB in an archive that is open already; `problems` are those met with it.
///
/// # Errors
/// As [`open`].
pub async fn from_archive<R: ReadRange>(
    archive: Archive<R>,
    mut problems: Vec<Problem>,
) -> Result<(Epub<R>, Vec<Problem>), Vec<Problem>> {
    let read = read(archive, &mut problems).await;
    // Who made the file wants to know the first of them; nobody wants to know a hundred thousand.
    problems.truncate(PROBLEMS);
    match read {
        Ok(epub) => Ok((epub, problems)),
        Err(fatal) => {
            // A caller that asks for the fatal one finds it, whatever its code.
            problems.retain(|problem| problem.severity() != Severity::Fatal);
            problems.insert(0, fatal);
            Err(problems)
        }
    }
}

async fn read<R: ReadRange>(archive: Archive<R>, problems: &mut Vec<Problem>) -> Result<Epub<R>, Problem> {
    let name = container::package_path(&archive, problems).await?;
    let encrypted = encryption::read(&archive, problems).await?;
    if encrypted.contains_key(&name) {
        return Err(Problem::at(ProblemCode::Encrypted, name, "the package document is encrypted"));
    }
    let package = Package::new(&name, root(&archive, &name, problems).await?);
    let mut manifest = Manifest { metadata: metadata::read(&package, problems), ..Manifest::default() };
    let mut linker = Linker::new(&package, &archive, &encrypted);
    linker.fill(&mut manifest);
    problems.append(&mut linker.problems);
    if manifest.reading_order.is_empty() {
        let cut = archive.recovered();
        let code = if cut { ProblemCode::Truncated } else { ProblemCode::NothingToRead };
        return Err(Problem::new(code, "no document of the spine is in the archive"));
    }
    let keys = keys(&package);
    if let Some(locked) = locked(&archive, &manifest, &encrypted, &keys) {
        return Err(locked);
    }
    navigate(&archive, &package, &mut manifest, problems).await?;
    manifest.links = collections::links(&package);
    cover(&archive, &package, &mut manifest).await;
    display_options(&archive, &mut manifest).await;
    let media_types = package.items.iter().rev();
    let media_types = media_types.map(|item| (url::decode(&item.href), item.media_type.clone())).collect();
    Ok(Epub { archive, manifest, media_types, encrypted, keys, cipher: None })
}

/// The root of the package document, which has at least a manifest or a spine.
async fn root<R: ReadRange>(
    archive: &Archive<R>,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Result<Element, Problem> {
    let (bytes, damage) = archive.read_lossy(name).await?;
    problems.extend(damage);
    let (root, malformed) = xml::parse(&bytes);
    problems.extend(malformed.into_iter().map(|problem| Problem { at: Some(name.to_owned()), ..problem }));
    let root = if root.name == "package" { root } else { root.find("package").cloned().unwrap_or(root) };
    if root.find("manifest").is_none() {
        return Err(Problem::at(ProblemCode::PackageUnreadable, name, "it has no manifest"));
    }
    Ok(root)
}

fn keys(package: &Package) -> Keys {
    let identifiers = metadata::identifiers(package);
    Keys {
        idpf: identifiers.first().map(|identifier| Obfuscation::idpf(identifier)),
        adobe: identifiers.iter().find_map(|identifier| Obfuscation::adobe(identifier)),
    }
}

impl Keys {
    /// What undoes the encryption; `None` where we cannot.
    fn undo(&self, encryption: &Encryption) -> Option<&Obfuscation> {
        match encryption.algorithm.as_str() {
            IDPF => self.idpf.as_ref(),
            ADOBE => self.adobe.as_ref(),
            _ => None,
        }
    }
}

/// The fatal problem of a book whose text is encrypted with a key that nobody can give us. What a licence opens is none.
fn locked<R: ReadRange>(
    archive: &Archive<R>,
    manifest: &Manifest,
    encrypted: &Encrypted,
    keys: &Keys,
) -> Option<Problem> {
    let is_locked = |link: &Link| {
        let entry = archive.entry(&url::decode(link.path()));
        let none = |how: &Encryption| keys.undo(how).is_none() && !opens_by_licence(archive, how);
        entry.is_some_and(|entry| entry.encrypted || encrypted.get(&entry.name).is_some_and(none))
    };
    let locked = manifest.reading_order.iter().filter(|link| is_locked(link)).count();
    let total = manifest.reading_order.len();
    (locked == total || locked > 0 && encryption::is_protected(archive))
        .then(|| Problem::new(ProblemCode::Encrypted, format!("{locked} of {total} documents")))
}

/// Whether what is encrypted so is opened by a licence: one that lies in the book, or beside it.
fn opens_by_licence<R>(archive: &Archive<R>, how: &Encryption) -> bool
where
    R: ReadRange,
{
    lock::is_lock(how) && (encryption::is_licensed(how) || archive.entry(encryption::LICENCE).is_some())
}

async fn tree<R: ReadRange>(
    archive: &Archive<R>,
    href: &str,
    problems: &mut Vec<Problem>,
) -> Option<Element> {
    match archive.read_lossy(&url::decode(href)).await {
        Ok((bytes, damage)) => {
            let (root, malformed) = xml::parse(&bytes);
            let at = |problem: Problem| Problem { at: Some(href.to_owned()), ..problem };
            problems.extend(damage.into_iter().chain(malformed).map(at));
            Some(root)
        }
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

/// The ways in: the navigation document, what it lacks from the NCX, landmarks from the guide.
async fn navigate<R: ReadRange>(
    archive: &Archive<R>,
    package: &Package,
    manifest: &mut Manifest,
    problems: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let mut missed = Vec::new();
    if let Some(nav) = package.items.iter().find(|item| item.has_property("nav"))
        && let Some(root) = tree(archive, &nav.href, &mut missed).await
    {
        navigation::read(&root, &nav.href, manifest);
    }
    if manifest.toc.is_empty() || manifest.page_list.is_empty() {
        let named = package.root.find("spine").and_then(|spine| package.item(spine.attr("toc")?));
        let typed = || package.items.iter().find(|item| item.media_type == "application/x-dtbncx+xml");
        if let Some(item) = named.or_else(typed)
            && let Some(root) = tree(archive, &item.href, &mut missed).await
        {
            ncx::read(&root, &item.href, manifest);
        }
    }
    if manifest.landmarks.is_empty() {
        manifest.landmarks = landmarks::guide(package);
    }
    // The source may have failed; what the archive lacks was said when the links were made.
    for problem in missed {
        match problem.code {
            ProblemCode::Network | ProblemCode::Gone | ProblemCode::UnreadableFile => return Err(problem),
            ProblemCode::ResourceMissing => {}
            _ => problems.push(problem),
        }
    }
    for list in [&mut manifest.toc, &mut manifest.page_list, &mut manifest.landmarks] {
        let mut left = ENTRIES;
        prune(list, &mut left);
    }
    if manifest.toc.is_empty() {
        problems.push(Problem::new(ProblemCode::NavigationMissing, "no navigation document and no NCX"));
    }
    Ok(())
}

/// Leaves the first `left` entries, in document order.
fn prune(links: &mut Vec<Link>, left: &mut usize) {
    links.retain_mut(|link| {
        let kept = *left > 0;
        *left = left.saturating_sub(1);
        prune(&mut link.children, left);
        kept
    });
}

/// Finds the cover image and gives its link the relation `cover`.
async fn cover<R: ReadRange>(archive: &Archive<R>, package: &Package, manifest: &mut Manifest) {
    let mut path = metadata::cover(package);
    if path.is_none() {
        let page = manifest.landmarks.iter().find(|link| link.has_rel("cover"));
        if let Some(page) = page.map(|link| link.path().to_owned()) {
            path = pictured(archive, package, &page).await;
        }
    }
    let Some(path) = path else { return };
    if let Some(link) = manifest.resources.iter_mut().find(|link| url::same_path(link.path(), &path)) {
        link.rel.push("cover".to_owned());
    } else if let Some(link) = manifest.link_for(&path).cloned() {
        manifest.links.push(link.with_rel("cover"));
    }
}

/// The first image of a page, or the page itself where it is one.
async fn pictured<R: ReadRange>(archive: &Archive<R>, package: &Package, page: &str) -> Option<String> {
    if package.item_at(page).is_some_and(|item| item.media_type.starts_with("image/")) {
        return Some(page.to_owned());
    }
    let root = tree(archive, page, &mut Vec::new()).await?;
    let source = root.find("img").and_then(|image| image.attr("src"));
    let source = source.or_else(|| root.find("image").and_then(|image| image.attr("href")));
    let path = url::resolve(page, source?);
    package.item_at(&path).map(|item| item.href.clone())
}

/// Fixed layout as it was said before EPUB 3 had words for it.
async fn display_options<R: ReadRange>(archive: &Archive<R>, manifest: &mut Manifest) {
    const OPTIONS: &str = "META-INF/com.apple.ibooks.display-options.xml";
    if manifest.metadata.layout.is_some() || archive.entry(OPTIONS).is_none() {
        return;
    }
    let Some(root) = tree(archive, OPTIONS, &mut Vec::new()).await else { return };
    let fixed = root.find_all("option").into_iter().any(|option| {
        option.attr("name") == Some("fixed-layout") && option.text().eq_ignore_ascii_case("true")
    });
    if fixed {
        manifest.metadata.layout = Some(yueli_publication::Layout::Fixed);
    }
}

impl<R: ReadRange> Epub<R> {
    /// The publication.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The archive it is in.
    pub fn archive(&self) -> &Archive<R> {
        &self.archive
    }

    /// True where a licence is needed to read it: [`Epub::unlock`].
    pub fn needs_licence(&self) -> bool {
        let open = |how: &Encryption| opens_by_licence(&self.archive, how);
        self.cipher.is_none() && self.encrypted.values().any(open)
    }

    /// The licence that lies in the book, as it stands there.
    ///
    /// # Errors
    /// [`ProblemCode::LicenceMissing`] where none does, or what the source met.
    pub async fn licence(&self) -> Result<Vec<u8>, Problem> {
        if self.archive.entry(encryption::LICENCE).is_none() {
            return Err(Problem::new(ProblemCode::LicenceMissing, "no licence in the book"));
        }
        self.archive.read(encryption::LICENCE).await
    }

    /// Reads from now on with `cipher` what a licence protects.
    pub fn unlock(&mut self, cipher: Rc<dyn Cipher>) {
        self.cipher = Some(cipher);
    }

    /// Reads the resource at `path`: percent-encoded, from the root; a fragment or a query is ignored.
    ///
    /// A damaged resource comes back as far as it could be read, with its problem.
    ///
    /// # Errors
    /// [`ProblemCode::ResourceMissing`], [`ProblemCode::Encrypted`], [`ProblemCode::NotDecrypted`],
    /// [`ProblemCode::ResourceDamaged`] where nothing of it is left, [`ProblemCode::UnsupportedCompression`],
    /// [`ProblemCode::TooLarge`], or what the source met.
    pub async fn resource(&self, path: &str) -> Result<Resource, Problem> {
        let name = self.name(self.shown(path))?;
        let undo = self.undo(name)?;
        let (mut bytes, problem) = self.archive.read_lossy(name).await?;
        if let Some(problem) = &problem
            && bytes.is_empty()
        {
            return Err(problem.clone());
        }
        match undo {
            Undo::Nothing => {}
            Undo::Obfuscated(obfuscation) => obfuscation.apply(&mut bytes),
            Undo::Locked(cipher, how) => {
                bytes = lock::whole(&self.archive, name, (cipher, how), &bytes).await?
            }
        }
        Ok(Resource { bytes, media_type: self.media_type(name), problem })
    }

    /// How many bytes the resource at `path` has, as the archive claims, and its media type; `None` where it cannot be
    /// read by ranges in less memory than whole.
    pub fn extent(&self, path: &str) -> Option<(u64, String)> {
        let name = self.name(self.shown(path)).ok()?;
        let entry = self.archive.entry(name)?;
        let size = match self.undo(name).ok()? {
            Undo::Nothing => entry.size,
            Undo::Obfuscated(_) => return None,
            Undo::Locked(_, how) => lock::plain_length(how, entry.size)?,
        };
        Some((size, self.media_type(name)))
    }

    /// Reads the bytes `start..start + len` of the resource at `path`, clipped at its end.
    ///
    /// # Errors
    /// As [`Epub::resource`].
    pub async fn range(&self, path: &str, start: u64, len: u64) -> Result<Vec<u8>, Problem> {
        let name = self.name(self.shown(path))?;
        match self.undo(name)? {
            Undo::Nothing => return self.archive.read_range(name, start, len).await,
            Undo::Obfuscated(_) => {}
            Undo::Locked(cipher, how) => {
                let encrypted = self.archive.entry(name).map_or(0, |entry| entry.size);
                if let Some(length) = lock::plain_length(how, encrypted) {
                    let range = start.min(length)..start.saturating_add(len).min(length);
                    return lock::part(&self.archive, name, cipher, range).await;
                }
            }
        }
        let bytes = self.resource(path).await?.bytes;
        let clip = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
        Ok(bytes.get(clip(start)..clip(start.saturating_add(len))).unwrap_or_default().to_vec())
    }

    /// The pronunciation lexicons of the document at `path`, in the order it names them. One that cannot be read is
    /// left out: the text is spoken without it.
    ///
    /// # Errors
    /// As [`Epub::resource`], of the document.
    pub async fn lexicons(&self, path: &str) -> Result<Vec<Lexicon>, Problem> {
        let document = self.resource(path).await?;
        let mut lexicons = Vec::new();
        for link in speech::lexicons(&document.bytes) {
            let at = url::resolve(path, &link.href);
            if let (false, Ok(resource)) = (url::is_absolute(&at), self.resource(&at).await) {
                lexicons.push(Lexicon::read(&resource.bytes, link.language.as_deref()));
            }
        }
        Ok(lexicons)
    }

    /// The path itself, or, where it is something that browsers neither show nor use, that of its first fallback that
    /// they show.
    ///
    /// Source: EPUB 3.3, section 3.5.1.
    fn shown<'a>(&'a self, path: &'a str) -> &'a str {
        let Some(link) = self.manifest.link_for(path) else { return path };
        if link.media_type.as_deref().is_none_or(|own| media_type::is_shown(own) || media_type::is_used(own))
        {
            return path;
        }
        let shown = |link: &&Link| link.media_type.as_deref().is_some_and(media_type::is_shown);
        link.alternate.iter().find(shown).map_or(path, Link::path)
    }

    /// The name in the archive of what is at `path`.
    fn name(&self, path: &str) -> Result<&str, Problem> {
        let path = url::split_fragment(path).0;
        let entry = self.archive.entry(&url::decode(path)).or_else(|| {
            let (without_query, _) = path.split_once('?')?;
            self.archive.entry(&url::decode(without_query))
        });
        match entry {
            Some(entry) => Ok(&entry.name),
            None => Err(Problem::at(ProblemCode::ResourceMissing, path, "not in the archive")),
        }
    }

    fn undo(&self, name: &str) -> Result<Undo<'_>, Problem> {
        let Some(encryption) = self.encrypted.get(name) else { return Ok(Undo::Nothing) };
        let cipher = self.cipher.as_deref().filter(|_| lock::is_lock(encryption));
        match (self.keys.undo(encryption), cipher) {
            (Some(obfuscation), _) => Ok(Undo::Obfuscated(obfuscation)),
            (None, Some(cipher)) => Ok(Undo::Locked(cipher, encryption)),
            (None, None) => Err(Problem::at(ProblemCode::Encrypted, name, encryption.algorithm.as_str())),
        }
    }

    fn media_type(&self, name: &str) -> String {
        let declared = self.media_types.get(name).cloned();
        declared.unwrap_or_else(|| media_type::declared(None, name))
    }
}
