//! Where covers are kept: an object store, which is a folder here and may be a bucket elsewhere.

use std::{path::Path, sync::Arc};

use bytes::Bytes;
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path as Key};

use super::cover::SIZES;

/// The covers of all books.
#[derive(Debug, Clone)]
pub(crate) struct Covers {
    store: Arc<dyn ObjectStore>,
}

impl Covers {
    /// Covers kept in `folder`, which must be there.
    pub(crate) fn in_folder(folder: &Path) -> Result<Self, object_store::Error> {
        Ok(Self { store: Arc::new(LocalFileSystem::new_with_prefix(folder)?) })
    }

    fn key(id: &str, size: &str) -> Key {
        Key::from(format!("covers/{}/{id}-{size}.jpg", id.get(..2).unwrap_or("xx")))
    }

    /// Keeps a cover.
    pub(crate) async fn put(&self, id: &str, size: &str, jpeg: Vec<u8>) -> Result<(), object_store::Error> {
        self.store.put(&Self::key(id, size), jpeg.into()).await?;
        Ok(())
    }

    /// A cover, where there is one. `id` and `size` may be anything that somebody asked for.
    pub(crate) async fn get(&self, id: &str, size: &str) -> Result<Option<Bytes>, object_store::Error> {
        let is_id = id.len() == 32 && id.chars().all(|digit| digit.is_ascii_hexdigit());
        if !is_id || SIZES.iter().all(|(known, _)| *known != size) {
            return Ok(None);
        }
        match self.store.get(&Self::key(id, size)).await {
            Ok(found) => found.bytes().await.map(Some),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Forgets the covers of a book; what is not there is forgotten already.
    pub(crate) async fn forget(&self, id: &str) {
        for (size, _) in SIZES {
            match self.store.delete(&Self::key(id, size)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => tracing::warn!(id, size, %error, "an old cover cannot be removed"),
            }
        }
    }
}
