//! An open archive.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use yueli_publication::{Problem, ProblemCode};

use crate::cursor::Cursor;
use crate::entry::{Entry, Method, Record};
use crate::inflate::{End, inflate};
use crate::limits::Limits;
use crate::source::{ReadRange, clip};
use crate::{directory, recover};

/// What is read beyond what a local header is expected to take, so that one read is enough, in bytes.
const SLACK: u64 = 256;
/// What a compressed beginning may need before its first byte comes out, in bytes: the tables of its codes.
const TABLES: u64 = 1024;
/// The largest inflated entry that is kept for the next range, in bytes; of a larger one it is kept how far it was read.
const KEPT: u64 = 2 << 20;

/// An open archive. Entries are read from the source when they are asked for.
#[derive(Debug)]
pub struct Archive<R> {
    source: R,
    limits: Limits,
    entries: Vec<Entry>,
    by_name: BTreeMap<String, usize>,
    /// By name in lower case, for the books whose links differ from their files in case only.
    by_folded: BTreeMap<String, usize>,
    recovered: bool,
    /// Where the data of an entry begins, once its local header was read.
    starts: RefCell<BTreeMap<usize, u64>>,
    /// The entry last inflated for a range.
    kept: RefCell<Option<(usize, Vec<u8>)>>,
    /// How far a large compressed entry was read.
    cursor: RefCell<Option<Cursor>>,
    /// How many bytes the compressed entries have or were found to have.
    inflated: Cell<u64>,
    /// Those that were found to have more than they claimed.
    counted: RefCell<BTreeSet<usize>>,
}

impl<R: ReadRange> Archive<R> {
    /// Opens an archive: reads at most its last 64 KiB and, where it is longer, its directory.
    ///
    /// An archive without a directory is scanned from its start; what is whole can be read, and the
    /// problems say so.
    ///
    /// # Errors
    /// [`ProblemCode::EmptyFile`], [`ProblemCode::NotAnArchive`], [`ProblemCode::UnsupportedFormat`] (RAR, 7z),
    /// [`ProblemCode::Truncated`], [`ProblemCode::TooLarge`], or what the source met.
    pub async fn open(source: R, limits: Limits) -> Result<(Self, Vec<Problem>), Problem> {
        if source.is_empty() {
            return Err(Problem::new(ProblemCode::EmptyFile, "0 bytes"));
        }
        let mut problems = Vec::new();
        let (entries, recovered) = match directory::read(&source, &limits, &mut problems).await? {
            Some(entries) => (entries, false),
            None if source.read(0, 4).await? == b"PK\x03\x04" => {
                (recover::scan(&source, &limits, &mut problems).await?, true)
            }
            None => return Err(foreign(&source.read(0, 8).await?)),
        };
        let total = inflated_size(&entries);
        if total > limits.total_bytes {
            return Err(Problem::new(ProblemCode::TooLarge, format!("{total} bytes in all")));
        }
        let archive = Self::of(source, limits, entries, recovered, &mut problems);
        archive.inflated.set(total);
        Ok((archive, problems))
    }

    fn of(source: R, limits: Limits, all: Vec<Entry>, recovered: bool, problems: &mut Vec<Problem>) -> Self {
        let mut by_name = BTreeMap::new();
        let mut entries: Vec<Entry> = Vec::with_capacity(all.len());
        for entry in all {
            match by_name.get(&entry.name).and_then(|index: &usize| entries.get_mut(*index)) {
                Some(earlier) => {
                    let detail = "the archive holds two files of this name";
                    problems.push(Problem::at(ProblemCode::Malformed, entry.name.as_str(), detail));
                    *earlier = entry;
                }
                None => {
                    by_name.insert(entry.name.clone(), entries.len());
                    entries.push(entry);
                }
            }
        }
        let by_folded =
            entries.iter().enumerate().rev().map(|(index, entry)| (entry.name.to_lowercase(), index));
        Self {
            by_folded: by_folded.collect(),
            source,
            limits,
            entries,
            by_name,
            recovered,
            starts: RefCell::default(),
            kept: RefCell::default(),
            cursor: RefCell::default(),
            inflated: Cell::default(),
            counted: RefCell::default(),
        }
    }

    /// The files, in the order of the directory. Folders and files with unsafe names are not among them.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file of that name; where there is none, the first whose name differs in case only.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.index(name).and_then(|index| self.entries.get(index))
    }

    /// True where the directory was missing and the files were recovered by a scan.
    pub fn recovered(&self) -> bool {
        self.recovered
    }

    /// The source of the bytes.
    pub fn source(&self) -> &R {
        &self.source
    }

    /// Reads a whole file and checks its CRC-32.
    ///
    /// # Errors
    /// [`ProblemCode::ResourceMissing`], [`ProblemCode::ResourceDamaged`],
    /// [`ProblemCode::UnsupportedCompression`], [`ProblemCode::Encrypted`], [`ProblemCode::TooLarge`],
    /// or what the source met.
    pub async fn read(&self, name: &str) -> Result<Vec<u8>, Problem> {
        match self.read_lossy(name).await? {
            (bytes, None) => Ok(bytes),
            (_, Some(problem)) => Err(problem),
        }
    }

    /// Reads a whole file, or as much of a damaged one as there is, with the problem that was met.
    ///
    /// # Errors
    /// As [`Archive::read`], but a damaged file is none.
    pub async fn read_lossy(&self, name: &str) -> Result<(Vec<u8>, Option<Problem>), Problem> {
        let (index, entry) = self.readable(name)?;
        let limit = self.limits.inflated(entry.compressed_size);
        if entry.compressed_size > self.limits.entry_bytes || entry.size > self.limits.entry_bytes {
            return Err(too_large(entry, entry.size));
        }
        let Some(data) = self.data(index, entry, entry.compressed_size).await? else {
            return Ok((Vec::new(), Some(damaged(entry, "its local header is not where it should be"))));
        };
        let cut_off = data.len() as u64 != entry.compressed_size;
        let (bytes, end) = match entry.method {
            Method::Deflate => inflate(&data, entry.size, limit),
            _ => (data, End::Done),
        };
        self.count(index, entry, bytes.len() as u64)?;
        let problem = match end {
            End::Limit => return Err(too_large(entry, limit)),
            End::Damaged => Some(damaged(entry, "it cannot be inflated to its end")),
            End::Done if cut_off => Some(damaged(entry, "the archive ends before it does")),
            End::Done if crc32fast::hash(&bytes) != entry.crc32 => Some(damaged(entry, "its CRC differs")),
            End::Done => None,
        };
        Ok((bytes, problem))
    }

    /// Reads the bytes `start..start + len` of a file, clipped at its end: straight from the source where
    /// it is stored, else by inflating it. A small one that was inflated is kept; a large one is inflated from its
    /// beginning to there, in little memory, and the next range goes on from there. The CRC is not checked.
    ///
    /// # Errors
    /// As [`Archive::read`].
    pub async fn read_range(&self, name: &str, start: u64, len: u64) -> Result<Vec<u8>, Problem> {
        let (index, entry) = self.readable(name)?;
        if entry.method != Method::Stored {
            if let Some((kept, bytes)) = &*self.kept.borrow()
                && *kept == index
            {
                return Ok(clip(bytes, start, len).to_vec());
            }
            if entry.size > KEPT {
                return self.inflate_range(index, entry, start, len).await;
            }
            let (bytes, _) = self.read_lossy(name).await?;
            let range = clip(&bytes, start, len).to_vec();
            if bytes.len() as u64 <= KEPT {
                self.kept.replace(Some((index, bytes)));
            }
            return Ok(range);
        }
        let start = start.min(entry.compressed_size);
        let len = len.min(entry.compressed_size - start);
        let Some(data) = self.start(index, entry).await? else {
            return Err(damaged(entry, "its local header is not where it should be"));
        };
        Ok(self.source.read(data.saturating_add(start), len).await?)
    }

    /// Inflates a large entry as far as a part of it.
    async fn inflate_range(
        &self,
        index: usize,
        entry: &Entry,
        start: u64,
        len: u64,
    ) -> Result<Vec<u8>, Problem> {
        if start.saturating_add(len).min(entry.size) > self.limits.inflated(entry.compressed_size) {
            return Err(too_large(entry, entry.size));
        }
        let Some(data) = self.start(index, entry).await? else {
            return Err(damaged(entry, "its local header is not where it should be"));
        };
        let known = self.cursor.take().filter(|cursor| cursor.entry == index && cursor.at <= start);
        let mut cursor = known.unwrap_or_else(|| Cursor::new(index, data, entry.compressed_size));
        let start = start.min(entry.size);
        let bytes = cursor.read(&self.source, start, len.min(entry.size - start)).await?;
        self.cursor.replace(Some(cursor));
        Ok(bytes)
    }

    /// Inflates `packed`, which an entry held in a form that only its reader knows; `expected` is how many bytes it should
    /// become. `None` where it is no deflated data, or damaged.
    ///
    /// # Errors
    /// [`ProblemCode::TooLarge`].
    pub fn inflate(&self, name: &str, packed: &[u8], expected: u64) -> Result<Option<Vec<u8>>, Problem> {
        match inflate(packed, expected, self.limits.inflated(packed.len() as u64)) {
            (bytes, End::Done) => Ok(Some(bytes)),
            (_, End::Damaged) => Ok(None),
            (bytes, End::Limit) => {
                Err(Problem::at(ProblemCode::TooLarge, name, format!("more than {} bytes", bytes.len())))
            }
        }
    }

    /// Reads the beginning of a file, at most `len` bytes of it, in one short read of the source: enough to tell what
    /// it is. Of a compressed one it may be a little less. The CRC is not checked.
    ///
    /// # Errors
    /// As [`Archive::read`].
    pub async fn read_start(&self, name: &str, len: u64) -> Result<Vec<u8>, Problem> {
        let (index, entry) = self.readable(name)?;
        let packed = if entry.method == Method::Deflate { len.saturating_add(TABLES) } else { len };
        let Some(data) = self.data(index, entry, packed.min(entry.compressed_size)).await? else {
            return Err(damaged(entry, "its local header is not where it should be"));
        };
        Ok(match entry.method {
            Method::Deflate => inflate(&data, len.min(entry.size), len).0,
            _ => data,
        })
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).or_else(|| self.by_folded.get(&name.to_lowercase())).copied()
    }

    /// The entry, where it is in a form that can be read.
    fn readable(&self, name: &str) -> Result<(usize, &Entry), Problem> {
        let entry = self.index(name).and_then(|index| Some((index, self.entries.get(index)?)));
        let Some((index, entry)) = entry else {
            return Err(Problem::at(ProblemCode::ResourceMissing, name, "not in the archive"));
        };
        if entry.encrypted {
            return Err(Problem::at(ProblemCode::Encrypted, name, "encrypted by the archive"));
        }
        if let Method::Other(method) = entry.method {
            let detail = format!("compression method {method}");
            return Err(Problem::at(ProblemCode::UnsupportedCompression, name, detail));
        }
        Ok((index, entry))
    }

    /// The first `len` bytes of an entry as they are in the archive, in one read where the local header is as
    /// expected; fewer where the archive ends; `None` where there is no local header.
    async fn data(&self, index: usize, entry: &Entry, len: u64) -> Result<Option<Vec<u8>>, Problem> {
        let known = self.starts.borrow().get(&index).copied();
        if let Some(start) = known {
            return Ok(Some(self.source.read(start, len).await?));
        }
        let expected = 30 + u64::from(entry.raw_name_len) + SLACK + len;
        let mut bytes = self.source.read(entry.header, expected).await?;
        let Some(skip) = local_header_len(&bytes) else { return Ok(None) };
        let start = entry.header.saturating_add(skip);
        self.starts.borrow_mut().insert(index, start);
        if skip.saturating_add(len) > bytes.len() as u64 {
            return Ok(Some(self.source.read(start, len).await?));
        }
        bytes.drain(..usize::try_from(skip).unwrap_or_default());
        bytes.truncate(usize::try_from(len).unwrap_or(usize::MAX));
        Ok(Some(bytes))
    }

    /// Where the data of an entry begins, in bytes from the start of the source.
    async fn start(&self, index: usize, entry: &Entry) -> Result<Option<u64>, Problem> {
        let known = self.starts.borrow().get(&index).copied();
        if known.is_some() {
            return Ok(known);
        }
        let header = self.source.read(entry.header, 30).await?;
        let start = local_header_len(&header).map(|skip| entry.header.saturating_add(skip));
        if let Some(start) = start {
            self.starts.borrow_mut().insert(index, start);
        }
        Ok(start)
    }

    /// Counts what an entry inflated to beyond what it claimed, once for each: a picture is shown many times.
    fn count(&self, index: usize, entry: &Entry, bytes: u64) -> Result<(), Problem> {
        if entry.method == Method::Deflate && bytes > entry.size && !self.counted.borrow().contains(&index) {
            let total = self.inflated.get().saturating_add(bytes - entry.size);
            if total > self.limits.total_bytes {
                return Err(too_large(entry, bytes));
            }
            self.inflated.set(total);
            self.counted.borrow_mut().insert(index);
        }
        Ok(())
    }
}

/// What the compressed entries claim to have together. Stored ones are bounded by the source itself.
fn inflated_size(entries: &[Entry]) -> u64 {
    let compressed = entries.iter().filter(|entry| entry.method != Method::Stored);
    compressed.fold(0, |total, entry| total.saturating_add(entry.size))
}

/// The length in bytes of the local header that `bytes` begin with (APPNOTE 4.3.7).
fn local_header_len(bytes: &[u8]) -> Option<u64> {
    let header = Record(bytes);
    let is_one = bytes.starts_with(b"PK\x03\x04") && bytes.len() >= 30;
    is_one.then(|| 30 + u64::from(header.u16(26)) + u64::from(header.u16(28)))
}

/// What is no ZIP: of another kind that is met under the same names, or nothing that we know.
fn foreign(start: &[u8]) -> Problem {
    const KINDS: [(&[u8], &str); 2] = [(b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z")];
    match KINDS.iter().find(|(signature, _)| start.starts_with(signature)) {
        Some((_, kind)) => Problem::new(ProblemCode::UnsupportedFormat, format!("a {kind} archive")),
        None => Problem::new(ProblemCode::NotAnArchive, "no ZIP signature"),
    }
}

fn damaged(entry: &Entry, detail: &str) -> Problem {
    Problem::at(ProblemCode::ResourceDamaged, entry.name.as_str(), detail)
}

fn too_large(entry: &Entry, bytes: u64) -> Problem {
    Problem::at(ProblemCode::TooLarge, entry.name.as_str(), format!("{bytes} bytes or more"))
}
