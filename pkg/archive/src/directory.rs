//! The central directory: what an archive says it holds.

use yueli_publication::{Problem, ProblemCode};

use crate::entry::{Entry, Method, Record, extra_fields};
use crate::limits::Limits;
use crate::names;
use crate::source::{ReadRange, clip};

const END: &[u8] = b"PK\x05\x06";
const END64: &[u8] = b"PK\x06\x06";
const LOCATOR64: &[u8] = b"PK\x06\x07";
const CENTRAL: &[u8] = b"PK\x01\x02";

/// An end record with the longest comment: all that is read to find the directory.
const TAIL: u64 = 22 + 65_535;
/// The longest directory that is read, in bytes.
const LONGEST: u64 = 256 << 20;

/// The end of the source, which is read once.
struct Tail<'a, R> {
    source: &'a R,
    start: u64,
    bytes: Vec<u8>,
}

/// What the end records say of the directory.
#[derive(Debug, PartialEq)]
struct End {
    /// Where the directory should end, in bytes from the start of the source.
    ends_at: u64,
    /// Where it says it starts.
    offset: u64,
    /// Its length in bytes.
    size: u64,
    /// How many entries it has.
    entries: u64,
}

impl<R: ReadRange> Tail<'_, R> {
    /// Bytes from the tail where they are in it, else from the source.
    async fn read(&self, start: u64, len: u64) -> Result<Vec<u8>, Problem> {
        match start.checked_sub(self.start) {
            Some(inside) => Ok(clip(&self.bytes, inside, len).to_vec()),
            None => Ok(self.source.read(start, len).await?),
        }
    }
}

/// Reads the directory; `None` where there is none that can be made sense of.
///
/// # Errors
/// A fatal problem of the source, or [`ProblemCode::TooLarge`].
pub(crate) async fn read<R: ReadRange>(
    source: &R,
    limits: &Limits,
    problems: &mut Vec<Problem>,
) -> Result<Option<Vec<Entry>>, Problem> {
    let start = source.len().saturating_sub(TAIL);
    let tail = Tail { source, start, bytes: source.read(start, TAIL).await? };
    let Some(end) = find_end(&tail).await? else { return Ok(None) };
    if end.size > LONGEST {
        return Err(Problem::new(ProblemCode::TooLarge, format!("a directory of {} bytes", end.size)));
    }
    if end.entries == 0 && end.size == 0 {
        return Ok(Some(Vec::new()));
    }
    // The directory stands right before its end record, even where something was put before the archive.
    for directory in [end.ends_at.checked_sub(end.size), Some(end.offset)].into_iter().flatten() {
        let bytes = tail.read(directory, end.size).await?;
        if bytes.starts_with(CENTRAL) {
            let shift = directory.wrapping_sub(end.offset);
            return parse(&bytes, shift, end.entries, limits, problems).map(Some);
        }
    }
    Ok(None)
}

/// Finds the end record (APPNOTE 4.3.16) and, where it defers to it, the ZIP64 one (4.3.14).
async fn find_end<R: ReadRange>(tail: &Tail<'_, R>) -> Result<Option<End>, Problem> {
    let bytes = &tail.bytes;
    let fits = |at: usize| at + 22 + usize::from(Record(bytes).u16(at + 20)) <= bytes.len();
    let last = bytes.len().saturating_sub(22);
    let Some(at) = (0..=last).rev().find(|at| Record(bytes).slice(*at, 4) == END && fits(*at)) else {
        return Ok(None);
    };
    let record = Record(bytes.get(at..).unwrap_or_default());
    let end = End {
        ends_at: tail.start + at as u64,
        offset: u64::from(record.u32(16)),
        size: u64::from(record.u32(12)),
        entries: u64::from(record.u16(10)),
    };
    let deferred = end.offset == 0xffff_ffff || end.size == 0xffff_ffff || end.entries == 0xffff && at >= 20;
    if !deferred {
        return Ok(Some(end));
    }
    let Some(locator) = at.checked_sub(20).map(|at| Record(Record(bytes).slice(at, 20))) else {
        return Ok(Some(end));
    };
    if !locator.0.starts_with(LOCATOR64) {
        return Ok(Some(end));
    }
    let beside = end.ends_at.checked_sub(20 + 56);
    for position in [Some(locator.u64(8)), beside].into_iter().flatten() {
        let bytes = tail.read(position, 56).await?;
        if bytes.starts_with(END64) {
            let record = Record(&bytes);
            let (entries, size, offset) = (record.u64(32), record.u64(40), record.u64(48));
            return Ok(Some(End { ends_at: position, offset, size, entries }));
        }
    }
    Ok(None)
}

/// Reads the headers of the directory (APPNOTE 4.3.12). `shift` is added to every offset, wrapping.
fn parse(
    bytes: &[u8],
    shift: u64,
    claimed: u64,
    limits: &Limits,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Entry>, Problem> {
    let mut entries = Vec::new();
    let mut met = 0_u64;
    let mut rest = bytes;
    while rest.starts_with(CENTRAL) && rest.len() >= 46 {
        let header = Record(rest);
        let lengths = [28, 30, 32].map(|at| usize::from(header.u16(at)));
        let [name_len, extra_len, _] = lengths;
        met += 1;
        if met > limits.entries as u64 {
            return Err(Problem::new(ProblemCode::TooLarge, format!("more than {} files", limits.entries)));
        }
        let extra = header.slice(46 + name_len, extra_len);
        let name = names::decode(header.slice(46, name_len), header.u16(8), extra);
        let (size, compressed_size, offset) = sizes(header, extra);
        let entry = Entry {
            name,
            size,
            compressed_size,
            method: Method::from(header.u16(10)),
            encrypted: header.u16(8) & 1 != 0,
            crc32: header.u32(16),
            header: offset.wrapping_add(shift),
            raw_name_len: header.u16(28),
        };
        admit(entry, &mut entries, problems);
        rest = rest.get(46 + lengths.iter().sum::<usize>()..).unwrap_or_default();
    }
    // A count of 16 bits has been known to wrap.
    if met & 0xffff != claimed & 0xffff {
        let detail = format!("the directory claims {claimed} files and names {met}");
        problems.push(Problem::new(ProblemCode::Malformed, detail));
    }
    Ok(entries)
}

/// The size, the compressed size and the offset, from the ZIP64 field where the header defers to it (4.5.3).
fn sizes(header: Record<'_>, extra: &[u8]) -> (u64, u64, u64) {
    let zip64 = extra_fields(extra).find(|(id, _)| *id == 1).map_or(&[][..], |(_, field)| field);
    let mut at = 0;
    let mut pick = |short: u32| {
        if short != u32::MAX || zip64.len() < at + 8 {
            return u64::from(short);
        }
        at += 8;
        Record(zip64).u64(at - 8)
    };
    (pick(header.u32(24)), pick(header.u32(20)), pick(header.u32(42)))
}

/// Keeps an entry that is a file with a safe name.
pub(crate) fn admit(entry: Entry, entries: &mut Vec<Entry>, problems: &mut Vec<Problem>) {
    if !names::is_safe(&entry.name) {
        problems.push(Problem::new(ProblemCode::UnsafePath, entry.name));
    } else if !entry.name.ends_with('/') {
        entries.push(entry);
    }
}
