//! A compressed entry that is read from its beginning on, a piece at a time, in little memory.

use std::fmt;

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_HAS_MORE_INPUT;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::source::{ReadError, ReadRange};

/// How much is inflated before it is handed on, in bytes: what deflate looks back to, twice.
const WINDOW: usize = 64 << 10;
/// How much of the source is read at a time, in bytes.
const READ: u64 = 256 << 10;

/// Where reading has come to in an entry.
pub(crate) struct Cursor {
    /// The entry's number.
    pub(crate) entry: usize,
    /// How many inflated bytes were handed on.
    pub(crate) at: u64,
    /// Where the compressed bytes that were not read yet are in the source, and where they end.
    source: (u64, u64),
    input: Vec<u8>,
    /// How much of `input` was used.
    used: usize,
    state: Box<DecompressorOxide>,
    window: Vec<u8>,
    /// What stands in the window and was not handed on: its beginning and its length.
    ready: (usize, usize),
    ended: bool,
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cursor").field("entry", &self.entry).field("at", &self.at).finish_non_exhaustive()
    }
}

impl Cursor {
    /// At the beginning of the entry whose `compressed` bytes begin at `start` of the source.
    pub(crate) fn new(entry: usize, start: u64, compressed: u64) -> Self {
        Self {
            entry,
            at: 0,
            source: (start, start.saturating_add(compressed)),
            input: Vec::new(),
            used: 0,
            state: Box::default(),
            window: vec![0; WINDOW],
            ready: (0, 0),
            ended: false,
        }
    }

    /// Goes on to the byte `start`, which must not lie behind, and reads at most `len` bytes. Fewer where the entry
    /// ends, or is damaged.
    pub(crate) async fn read<R: ReadRange>(
        &mut self,
        source: &R,
        start: u64,
        len: u64,
    ) -> Result<Vec<u8>, ReadError> {
        let end = start.saturating_add(len);
        let mut bytes = Vec::new();
        while self.at < end {
            if self.ready.1 == 0 && !self.fill(source).await? {
                break;
            }
            let left = if self.at < start { start - self.at } else { end - self.at };
            let count = self.ready.1.min(usize::try_from(left).unwrap_or(usize::MAX));
            let piece = self.window.get(self.ready.0..self.ready.0 + count).unwrap_or_default();
            if self.at >= start {
                bytes.extend_from_slice(piece);
            }
            self.at += count as u64;
            self.ready = (self.ready.0 + count, self.ready.1 - count);
        }
        Ok(bytes)
    }

    /// Inflates into the window; false at the end.
    async fn fill<R: ReadRange>(&mut self, source: &R) -> Result<bool, ReadError> {
        let mut from = self.ready.0 % WINDOW;
        while !self.ended {
            if self.used == self.input.len() {
                let count = READ.min(self.source.1 - self.source.0);
                self.input = source.read(self.source.0, count).await?;
                self.used = 0;
                // A source that has less than it should ends here.
                let none = self.input.is_empty();
                self.source.0 = if none { self.source.1 } else { self.source.0 + self.input.len() as u64 };
            }
            let more = if self.source.0 < self.source.1 { TINFL_FLAG_HAS_MORE_INPUT } else { 0 };
            let input = self.input.get(self.used..).unwrap_or_default();
            let (status, used, written) = decompress(&mut self.state, input, &mut self.window, from, more);
            self.used += used;
            self.ended = !matches!(status, TINFLStatus::NeedsMoreInput | TINFLStatus::HasMoreOutput);
            if written > 0 {
                self.ready = (from, written);
                return Ok(true);
            }
            from %= WINDOW;
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec;
    use pollster::block_on;

    use super::*;

    #[test]
    fn pieces_are_what_the_whole_has_there() {
        let text: Vec<u8> =
            (0..900_000_u32).map(|number| (number.wrapping_mul(number) / 977) as u8).collect();
        let packed = compress_to_vec(&text, 6);
        let source = [b"before".to_vec(), packed.clone(), b"after".to_vec()].concat();
        let mut cursor = Cursor::new(0, 6, packed.len() as u64);
        for (start, len) in [(0, 10), (10, 100_000), (300_001, 65_536), (400_000, 0), (899_000, 5000)] {
            let end = (start + len).min(text.len());
            let read = block_on(cursor.read(&source, start as u64, len as u64)).unwrap();
            assert!(read == text[start..end], "{start}+{len}: {} bytes", read.len());
        }
        assert!(block_on(cursor.read(&source, 900_000, 10)).unwrap().is_empty());
    }

    #[test]
    fn what_is_cut_off_or_damaged_ends() {
        let packed = compress_to_vec(&vec![7; 500_000], 6);
        for (source, compressed) in [
            (packed[..packed.len() / 2].to_vec(), packed.len()),
            (packed[..packed.len() / 2].to_vec(), packed.len() / 2),
            (b"\xff\xff\xff\xff".to_vec(), 4),
            (Vec::new(), 0),
        ] {
            let mut cursor = Cursor::new(0, 0, compressed as u64);
            assert!(block_on(cursor.read(&source, 0, 600_000)).unwrap().len() < 500_000);
        }
    }
}
