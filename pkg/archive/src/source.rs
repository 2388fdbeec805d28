//! Where the bytes of an archive come from.

use std::fmt;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;

use yueli_publication::{Problem, ProblemCode};

/// A source of known length that can be read by ranges.
///
/// The futures are not `Send`: in the browser nothing is.
pub trait ReadRange {
    /// The total length in bytes.
    fn len(&self) -> u64;

    /// True where there is nothing to read.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads exactly the bytes `start..start + len`, clipped at the end of the source.
    ///
    /// # Errors
    /// A [`ReadError`] where the bytes cannot be had.
    fn read(&self, start: u64, len: u64) -> impl Future<Output = Result<Vec<u8>, ReadError>>;
}

/// Why bytes cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// The disk, or whatever stands for it, failed.
    Io(String),
    /// The server did not answer, or the connection was lost.
    Network(String),
    /// The source is no longer there.
    Gone,
    /// The server does not give it to whoever asks.
    Refused,
    /// The source is no longer the one that was opened.
    Changed,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(detail) => write!(f, "cannot be read: {detail}"),
            Self::Network(detail) => write!(f, "network: {detail}"),
            Self::Gone => f.write_str("no longer there"),
            Self::Refused => f.write_str("not given to whoever asks"),
            Self::Changed => f.write_str("changed while it was read"),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        let code = match error {
            ReadError::Io(_) => ProblemCode::UnreadableFile,
            ReadError::Network(_) => ProblemCode::Network,
            ReadError::Gone | ReadError::Changed => ProblemCode::Gone,
            ReadError::Refused => ProblemCode::NotOnLoan,
        };
        Problem::new(code, error.to_string())
    }
}

/// The part of `bytes` that `start..start + len` covers.
pub(crate) fn clip(bytes: &[u8], start: u64, len: u64) -> &[u8] {
    let total = bytes.len();
    let start = usize::try_from(start).unwrap_or(total).min(total);
    let end = usize::try_from(len).ok().and_then(|len| start.checked_add(len)).unwrap_or(total).min(total);
    bytes.get(start..end).unwrap_or_default()
}

macro_rules! in_memory {
    ($($source:ty),*) => {$(
        impl ReadRange for $source {
            fn len(&self) -> u64 {
                AsRef::<[u8]>::as_ref(self).len() as u64
            }

            async fn read(&self, start: u64, len: u64) -> Result<Vec<u8>, ReadError> {
                Ok(clip(self.as_ref(), start, len).to_vec())
            }
        }
    )*};
}

in_memory!(Vec<u8>, &[u8], Rc<[u8]>, Arc<[u8]>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_clipped_at_the_end() {
        let source = vec![1u8, 2, 3, 4];
        for (start, len, expected) in [
            (0, 4, &[1u8, 2, 3, 4][..]),
            (1, 2, &[2, 3]),
            (3, 9, &[4]),
            (4, 1, &[]),
            (9, 1, &[]),
            (0, u64::MAX, &[1, 2, 3, 4]),
            (u64::MAX, u64::MAX, &[]),
        ] {
            assert_eq!(pollster::block_on(source.read(start, len)).unwrap(), expected, "{start}+{len}");
        }
    }
}
