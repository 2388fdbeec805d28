//! Where the bytes of kept books lie: in files of the browser's own (OPFS), else in pieces in IndexedDB.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemReadWriteOptions,
    FileSystemSyncAccessHandle,
};

use super::pieces::{self, Pieces};

/// The folder of the browser's own file system.
const FOLDER: &str = "books";
/// Where the covers of kept books are; the service worker looks there (`public/sw.js`).
const COVERS: &str = "kept-covers";

/// Why bytes could not be kept or found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// There is no room left.
    #[error("no room left")]
    Full,
    /// The device does not do it.
    #[error("this device keeps no files: {0}")]
    Device(String),
}

impl From<JsValue> for VaultError {
    fn from(error: JsValue) -> Self {
        let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
        match name.as_deref() {
            Some("QuotaExceededError") => Self::Full,
            _ => Self::Device(crate::words(&error)),
        }
    }
}

/// Where the bytes of kept books lie on this device.
#[derive(Debug, Clone)]
pub struct Vault {
    /// None where the browser has no files of its own, or lets a worker not write them.
    folder: Option<FileSystemDirectoryHandle>,
}

/// What can be read by ranges.
#[derive(Debug, Clone)]
pub(super) enum Found {
    /// A file.
    File(Blob),
    /// Pieces in the database.
    Pieces {
        /// Under this name.
        name: String,
        /// How long they are together, in bytes.
        length: u64,
    },
}

impl Vault {
    /// The vault of this device.
    pub async fn open() -> Self {
        Self { folder: folder().await.ok() }
    }

    /// Writes on at the end of what is here under `name`.
    ///
    /// # Errors
    /// Where the device does not do it, or another tab writes there.
    pub async fn writer(&self, name: &str) -> Result<Writer, VaultError> {
        let Some(folder) = &self.folder else { return Pieces::open(name).await.map(Writer::Pieces) };
        let options = web_sys::FileSystemGetFileOptions::new();
        options.set_create(true);
        let file = JsFuture::from(folder.get_file_handle_with_options(name, &options)).await?;
        let file: FileSystemFileHandle = file.unchecked_into();
        let handle = JsFuture::from(file.create_sync_access_handle()).await?;
        let handle: FileSystemSyncAccessHandle = handle.unchecked_into();
        let length = handle.get_size()? as u64;
        Ok(Writer::File(Handle { handle, length }))
    }

    /// What is here under `name`, to be read.
    pub(super) async fn find(&self, name: &str) -> Option<Found> {
        if let Some(folder) = &self.folder
            && let Ok(file) = JsFuture::from(folder.get_file_handle(name)).await
        {
            let file: FileSystemFileHandle = file.unchecked_into();
            let file = JsFuture::from(file.get_file()).await.ok()?;
            return Some(Found::File(file.unchecked_into()));
        }
        // The browser may have learned to keep files only since then.
        let length = Pieces::open(name).await.ok()?.length();
        (length > 0).then(|| Found::Pieces { name: name.to_owned(), length })
    }

    /// Keeps `bytes` under `name`, over what was there.
    ///
    /// # Errors
    /// Where there is no room, or the device does not do it.
    pub async fn write(&self, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
        let mut writer = self.writer(name).await?;
        writer.clear().await?;
        writer.append(bytes).await?;
        writer.settle().await
    }

    /// All that is here under `name`, if anything is.
    pub async fn read(&self, name: &str) -> Option<Vec<u8>> {
        let found = self.find(name).await?;
        found.read(0, found.length()).await.ok()
    }

    /// Lets go of what is here under `name`; letting go of nothing is no error.
    ///
    /// # Errors
    /// Where the device does not do it, or somebody writes there still.
    pub async fn remove(&self, name: &str) -> Result<(), VaultError> {
        if let Some(folder) = &self.folder
            && JsFuture::from(folder.get_file_handle(name)).await.is_ok()
        {
            JsFuture::from(folder.remove_entry(name)).await?;
        }
        Pieces::none(name).clear().await
    }
}

async fn folder() -> Result<FileSystemDirectoryHandle, JsValue> {
    let scope = js_sys::global();
    // Only a worker may write files without copying them.
    let file = Reflect::get(&scope, &"FileSystemFileHandle".into())?;
    let writes = Reflect::get(&Reflect::get(&file, &"prototype".into())?, &"createSyncAccessHandle".into())?;
    if !writes.is_function() {
        return Err(JsValue::UNDEFINED);
    }
    let storage = Reflect::get(&Reflect::get(&scope, &"navigator".into())?, &"storage".into())?;
    let root: Function = Reflect::get(&storage, &"getDirectory".into())?.dyn_into()?;
    let root: Promise = root.call0(&storage)?.dyn_into()?;
    let root: FileSystemDirectoryHandle = JsFuture::from(root).await?.unchecked_into();
    let options = web_sys::FileSystemGetDirectoryOptions::new();
    options.set_create(true);
    Ok(JsFuture::from(root.get_directory_handle_with_options(FOLDER, &options)).await?.unchecked_into())
}

impl Found {
    pub(super) fn length(&self) -> u64 {
        match self {
            Self::File(file) => file.size() as u64,
            Self::Pieces { length, .. } => *length,
        }
    }

    /// The bytes `start..end`, which must be there.
    pub(super) async fn read(&self, start: u64, end: u64) -> Result<Vec<u8>, JsValue> {
        match self {
            Self::File(file) => {
                let part = file.slice_with_f64_and_f64(start as f64, end as f64)?;
                Ok(Uint8Array::new(&JsFuture::from(part.array_buffer()).await?).to_vec())
            }
            Self::Pieces { name, .. } => pieces::read(name, start, end).await,
        }
    }
}

/// Writes a file from its beginning to its end.
#[derive(Debug)]
pub enum Writer {
    /// A file of the browser's own; nobody else may write it meanwhile.
    File(Handle),
    /// Pieces in the database.
    Pieces(Pieces),
}

/// A file that is open.
#[derive(Debug)]
pub struct Handle {
    handle: FileSystemSyncAccessHandle,
    length: u64,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.handle.close();
    }
}

impl Writer {
    /// How many bytes are here.
    pub fn length(&self) -> u64 {
        match self {
            Self::File(file) => file.length,
            Self::Pieces(pieces) => pieces.length(),
        }
    }

    /// Writes on.
    ///
    /// # Errors
    /// [`VaultError::Full`] where there is no room: what was here before still is.
    pub async fn append(&mut self, bytes: &[u8]) -> Result<(), VaultError> {
        match self {
            Self::File(file) => {
                let options = FileSystemReadWriteOptions::new();
                options.set_at(file.length as f64);
                let written = file.handle.write_with_u8_array_and_options(bytes, &options)?;
                if (written as usize) < bytes.len() {
                    return Err(VaultError::Full);
                }
                file.length += bytes.len() as u64;
                Ok(())
            }
            Self::Pieces(pieces) => pieces.append(bytes).await,
        }
    }

    /// Makes sure that what was written stays, whatever happens to the tab.
    ///
    /// # Errors
    /// As of [`Writer::append`].
    pub async fn settle(&mut self) -> Result<(), VaultError> {
        match self {
            Self::File(file) => Ok(file.handle.flush()?),
            Self::Pieces(pieces) => pieces.settle().await,
        }
    }

    /// Lets go of everything that is here.
    ///
    /// # Errors
    /// Where the device does not do it.
    pub async fn clear(&mut self) -> Result<(), VaultError> {
        match self {
            Self::File(file) => {
                file.handle.truncate_with_f64(0.0)?;
                file.length = 0;
                Ok(())
            }
            Self::Pieces(pieces) => pieces.clear().await,
        }
    }

    /// The bytes `start..start + len`, clipped at the end.
    ///
    /// # Errors
    /// Where the device does not do it.
    pub async fn read(&self, start: u64, len: u64) -> Result<Vec<u8>, VaultError> {
        let end = start.saturating_add(len).min(self.length());
        match self {
            Self::File(file) => {
                let mut bytes = vec![0; end.saturating_sub(start) as usize];
                let options = FileSystemReadWriteOptions::new();
                options.set_at(start as f64);
                let read = file.handle.read_with_u8_array_and_options(&mut bytes, &options)?;
                bytes.truncate(read as usize);
                Ok(bytes)
            }
            Self::Pieces(pieces) => Ok(pieces.read(start, end).await?),
        }
    }
}

/// Keeps the covers at `urls` for as long as their book is here, or lets go of them.
///
/// # Errors
/// Where a cover cannot be had, or the device has no such store: then covers are drawn.
pub async fn covers(urls: &[String], keep: bool) -> Result<(), VaultError> {
    let caches = Reflect::get(&js_sys::global(), &"caches".into())?;
    let call = |target: &JsValue, name: &str, arguments: &Array| -> Result<JsFuture, JsValue> {
        let function: Function = Reflect::get(target, &name.into())?.dyn_into()?;
        Ok(JsFuture::from(Reflect::apply(&function, target, arguments)?.dyn_into::<Promise>()?))
    };
    let cache = call(&caches, "open", &Array::of1(&COVERS.into()))?.await?;
    for url in urls {
        let name = if keep { "add" } else { "delete" };
        call(&cache, name, &Array::of1(&url.into()))?.await?;
    }
    Ok(())
}
