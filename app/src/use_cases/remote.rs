//! Something that is asked of the library.

use super::catalogue::CatalogueError;

/// Something that is asked of the library, and may not be here yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Remote<T> {
    /// It is on its way.
    #[default]
    Waiting,
    /// It is here.
    Ready(T),
    /// It did not come.
    Failed(CatalogueError),
}

impl<T> Remote<T> {
    /// What came, if it did.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Waiting | Self::Failed(_) => None,
        }
    }

    /// True while it is on its way.
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Waiting)
    }
}

impl<T> From<Result<T, CatalogueError>> for Remote<T> {
    fn from(result: Result<T, CatalogueError>) -> Self {
        match result {
            Ok(value) => Self::Ready(value),
            Err(error) => Self::Failed(error),
        }
    }
}
