//! Inflating with a limit that the archive has no say in.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// How inflating ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// At the end of the stream.
    Done,
    /// Before it: the data is damaged or cut off.
    Damaged,
    /// At the limit.
    Limit,
}

/// Inflates raw deflate data to at most `limit` bytes; `expected` is only a hint for the first allocation.
///
/// What was inflated is returned however it ended.
pub(crate) fn inflate(mut input: &[u8], expected: u64, limit: u64) -> (Vec<u8>, End) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    // A claimed size is believed only as far as the input could make it true at a usual ratio.
    let believed = input.len().saturating_mul(16).saturating_add(1024);
    let first = usize::try_from(expected).unwrap_or(usize::MAX).min(believed).min(limit);
    let mut output = vec![0; first];
    let mut state = Box::<DecompressorOxide>::default();
    let mut at = 0;
    loop {
        let (status, read, written) =
            decompress(&mut state, input, &mut output, at, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF);
        at += written;
        input = input.get(read..).unwrap_or_default();
        let end = match status {
            TINFLStatus::Done => End::Done,
            TINFLStatus::HasMoreOutput if output.len() >= limit => End::Limit,
            TINFLStatus::HasMoreOutput => {
                let grown = output.len().saturating_mul(2).max(4096).min(limit);
                output.resize(grown, 0);
                continue;
            }
            _ => End::Damaged,
        };
        output.truncate(at);
        return (output, end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;

    #[test]
    fn ends_as_the_data_and_the_limit_say() {
        let text = b"call me Ishmael. ".repeat(1000);
        let packed = compress_to_vec(&text, 6);
        let cut = &packed[..packed.len() / 2];
        for (input, expected, limit, end, len) in [
            (&packed[..], 17_000, 1 << 20, End::Done, Some(17_000)),
            (&packed[..], 0, 1 << 20, End::Done, Some(17_000)),
            (&packed[..], u64::MAX, 1 << 20, End::Done, Some(17_000)),
            (&packed[..], 17_000, 17_000, End::Done, Some(17_000)),
            (&packed[..], 17_000, 100, End::Limit, Some(100)),
            (&packed[..], 0, 0, End::Limit, Some(0)),
            (cut, 17_000, 1 << 20, End::Damaged, None),
            (&[], 0, 1 << 20, End::Damaged, Some(0)),
            (b"\xff\xff\xff", 9, 1 << 20, End::Damaged, Some(0)),
        ] {
            let (output, ended) = inflate(input, expected, limit);
            assert_eq!(ended, end);
            assert!(len.is_none_or(|len| output.len() == len), "{} is not {len:?}", output.len());
            assert!(text.starts_with(&output));
        }
    }
}
