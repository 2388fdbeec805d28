//! One file in an archive.

/// How the bytes of an entry are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Not at all.
    Stored,
    /// Deflate (RFC 1951).
    Deflate,
    /// Some other way, which OCF forbids; the number is APPNOTE's (4.4.5).
    Other(u16),
}

impl From<u16> for Method {
    fn from(number: u16) -> Self {
        match number {
            0 => Self::Stored,
            8 => Self::Deflate,
            other => Self::Other(other),
        }
    }
}

/// One file in an archive, as its directory describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path from the archive's root, as UTF-8, not percent-encoded.
    pub name: String,
    /// The length in bytes, as the archive claims.
    pub size: u64,
    /// The length in the archive in bytes.
    pub compressed_size: u64,
    /// How it is compressed.
    pub method: Method,
    /// True where it is encrypted by ZIP's own means.
    pub encrypted: bool,
    /// The CRC-32 of its bytes, as the archive claims.
    pub crc32: u32,
    /// Where its local header is, in bytes from the start of the source.
    pub(crate) header: u64,
    /// How long its name is in the archive, in bytes.
    pub(crate) raw_name_len: u16,
}

/// Reads little-endian numbers from a record; past the end there are only zeros.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a>(pub(crate) &'a [u8]);

impl<'a> Record<'a> {
    pub(crate) fn u16(self, at: usize) -> u16 {
        self.array(at).map_or(0, u16::from_le_bytes)
    }

    pub(crate) fn u32(self, at: usize) -> u32 {
        self.array(at).map_or(0, u32::from_le_bytes)
    }

    pub(crate) fn u64(self, at: usize) -> u64 {
        self.array(at).map_or(0, u64::from_le_bytes)
    }

    /// The `len` bytes at `at`, or as many as there are.
    pub(crate) fn slice(self, at: usize, len: usize) -> &'a [u8] {
        let start = at.min(self.0.len());
        let end = at.saturating_add(len).min(self.0.len());
        self.0.get(start..end).unwrap_or_default()
    }

    fn array<const N: usize>(self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..at.checked_add(N)?)?.try_into().ok()
    }
}

/// The extra fields of a header: (id, data) (APPNOTE 4.5.1).
pub(crate) fn extra_fields(mut extra: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        if extra.len() < 4 {
            return None;
        }
        let record = Record(extra);
        let len = usize::from(record.u16(2));
        let field = (record.u16(0), record.slice(4, len));
        extra = extra.get(4 + len..).unwrap_or_default();
        Some(field)
    })
}
