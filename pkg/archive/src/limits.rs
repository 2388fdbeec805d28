//! How much an archive may ask of us.

/// What an archive may inflate to. A book past these is refused as too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes that one entry may have when it is read whole.
    pub entry_bytes: u64,
    /// The most bytes that all compressed entries may have together.
    pub total_bytes: u64,
    /// The most bytes that one compressed byte may become. Entries under 1 MiB always pass.
    pub ratio: u64,
    /// The most entries.
    pub entries: usize,
}

/// What an entry may inflate to whatever its ratio, in bytes.
const RATIO_FLOOR: u64 = 1024 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self { entry_bytes: 512 << 20, total_bytes: 4 << 30, ratio: 1000, entries: 100_000 }
    }
}

impl Limits {
    /// The most bytes that an entry of `compressed` bytes may inflate to.
    pub(crate) fn inflated(&self, compressed: u64) -> u64 {
        compressed.saturating_mul(self.ratio).max(RATIO_FLOOR).min(self.entry_bytes)
    }
}
