//! What can be had of an archive that was cut off before its directory.

use yueli_publication::{Problem, ProblemCode};

use crate::directory::admit;
use crate::entry::{Entry, Method, Record};
use crate::limits::Limits;
use crate::names;
use crate::source::{ReadError, ReadRange, clip};

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const DESCRIPTOR: &[u8] = b"PK\x07\x08";

/// How much is read at a time, in bytes.
const CHUNK: u64 = 256 * 1024;

/// A window on the source that moves forward.
struct Window<'a, R> {
    source: &'a R,
    start: u64,
    bytes: Vec<u8>,
}

impl<R: ReadRange> Window<'_, R> {
    /// The `len` bytes at `at`, fewer at the end.
    async fn at(&mut self, at: u64, len: u64) -> Result<&[u8], ReadError> {
        let held = self.start..self.start + self.bytes.len() as u64;
        let end = at.saturating_add(len).min(self.source.len());
        if !(held.contains(&at) && end <= held.end) {
            self.bytes = self.source.read(at, len.max(CHUNK)).await?;
            self.start = at;
        }
        Ok(clip(&self.bytes, at - self.start, len))
    }

    /// What is held from `at` on: 16 bytes or more, fewer at the end. A window that has them is not read again,
    /// or each of many small files would cost one.
    async fn ahead(&mut self, at: u64) -> Result<&[u8], ReadError> {
        self.at(at, 16).await?;
        Ok(clip(&self.bytes, at - self.start, u64::MAX))
    }

    /// The first place from `from` on where `found` accepts what follows it; it is shown up to 16 bytes
    /// from the place on, and the place.
    async fn find(
        &mut self,
        mut from: u64,
        found: impl Fn(&[u8], u64) -> bool,
    ) -> Result<Option<u64>, ReadError> {
        while from < self.source.len() {
            let bytes = self.ahead(from).await?;
            let hit = (0..bytes.len()).find(|at| {
                let rest = bytes.get(*at..).unwrap_or_default();
                rest.starts_with(b"PK") && found(rest, from + *at as u64)
            });
            if let Some(at) = hit {
                return Ok(Some(from + at as u64));
            }
            // What may have begun at the end of this chunk is looked at again.
            let done = bytes.len() as u64;
            if from + done >= self.source.len() {
                break;
            }
            from += done.saturating_sub(16).max(1);
        }
        Ok(None)
    }
}

/// Scans the local headers from the start (APPNOTE 4.3.7).
///
/// # Errors
/// [`ProblemCode::Truncated`] where no file is whole, or a problem of the source.
pub(crate) async fn scan<R: ReadRange>(
    source: &R,
    limits: &Limits,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Entry>, Problem> {
    let mut window = Window { source, start: 0, bytes: Vec::new() };
    let mut entries = Vec::new();
    let mut whole = 0_usize;
    let mut at = 0;
    while let Some(header) = window.find(at, |rest, _| rest.starts_with(LOCAL)).await? {
        if entries.len() >= limits.entries {
            return Err(Problem::new(ProblemCode::TooLarge, format!("more than {} files", limits.entries)));
        }
        let (entry, next) = local(&mut window, header).await?;
        match next {
            Some(next) => {
                at = next;
                whole += usize::from(entry.size > 0);
            }
            None => {
                let detail = "the archive ends before this file does";
                problems.push(Problem::at(ProblemCode::ResourceDamaged, entry.name.as_str(), detail));
                at = source.len();
            }
        }
        admit(entry, &mut entries, problems);
    }
    if whole == 0 {
        return Err(Problem::new(ProblemCode::Truncated, "no directory, and no file is whole"));
    }
    let detail = format!("the archive has no directory; {whole} files were recovered");
    problems.push(Problem::new(ProblemCode::Malformed, detail));
    Ok(entries)
}

/// Reads the local header at `at`; returns the entry and where the next may begin, `None` if it is cut off.
async fn local<R: ReadRange>(window: &mut Window<'_, R>, at: u64) -> Result<(Entry, Option<u64>), ReadError> {
    let bytes = window.at(at, 30 + 2 * 65_535).await?;
    let header = Record(bytes);
    let (name_len, extra_len) = (usize::from(header.u16(26)), usize::from(header.u16(28)));
    let extra = header.slice(30 + name_len, extra_len);
    let flags = header.u16(6);
    let mut entry = Entry {
        name: names::decode(header.slice(30, name_len), flags, extra),
        size: u64::from(header.u32(22)),
        compressed_size: u64::from(header.u32(18)),
        method: Method::from(header.u16(8)),
        encrypted: flags & 1 != 0,
        crc32: header.u32(14),
        header: at,
        raw_name_len: header.u16(26),
    };
    let data = at + 30 + name_len as u64 + extra_len as u64;
    let next = if flags & 8 != 0 && entry.compressed_size == 0 {
        described(window, data, &mut entry).await?
    } else {
        Some(data.saturating_add(entry.compressed_size))
    };
    let len = window.source.len();
    match next {
        Some(next) if next <= len => Ok((entry, Some(next))),
        _ => {
            entry.compressed_size = len.saturating_sub(data);
            Ok((entry, None))
        }
    }
}

/// Finds the data descriptor (APPNOTE 4.3.9) that closes the data at `data`, with or without its signature.
async fn described<R: ReadRange>(
    window: &mut Window<'_, R>,
    data: u64,
    entry: &mut Entry,
) -> Result<Option<u64>, ReadError> {
    let signed =
        |rest: &[u8], at: u64| rest.starts_with(DESCRIPTOR) && u64::from(Record(rest).u32(8)) == at - data;
    let ends = |rest: &[u8], at: u64| {
        signed(rest, at) || at >= data + 12 && (rest.starts_with(LOCAL) || rest.starts_with(CENTRAL))
    };
    let Some(at) = window.find(data, ends).await? else { return Ok(None) };
    let with_signature = window.at(at, 4).await? == DESCRIPTOR;
    let from = if with_signature { at + 4 } else { at - 12 };
    let record = Record(window.at(from, 12).await?);
    entry.crc32 = record.u32(0);
    entry.compressed_size = u64::from(record.u32(4));
    entry.size = u64::from(record.u32(8));
    Ok(Some(from + 12))
}
