//! A file on disk (native only).

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Mutex;

use crate::source::{ReadError, ReadRange};

/// A file on disk. Reads block the thread.
#[derive(Debug)]
pub struct FileSource {
    file: Mutex<File>,
    len: u64,
}

impl FileSource {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// [`ReadError::Gone`] where there is no such file, [`ReadError::Io`] where it cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, ReadError> {
        let file = File::open(path).map_err(failed)?;
        let len = file.metadata().map_err(failed)?.len();
        Ok(Self { file: Mutex::new(file), len })
    }

    fn read_now(&self, start: u64, len: u64) -> Result<Vec<u8>, ReadError> {
        let len = len.min(self.len.saturating_sub(start));
        let mut file = self.file.lock().map_err(|_| ReadError::Io("poisoned".to_owned()))?;
        file.seek(SeekFrom::Start(start.min(self.len))).map_err(failed)?;
        let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or_default());
        (&mut *file).take(len).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 == len { Ok(bytes) } else { Err(ReadError::Changed) }
    }
}

impl ReadRange for FileSource {
    fn len(&self) -> u64 {
        self.len
    }

    async fn read(&self, start: u64, len: u64) -> Result<Vec<u8>, ReadError> {
        self.read_now(start, len)
    }
}

fn failed(error: std::io::Error) -> ReadError {
    if error.kind() == std::io::ErrorKind::NotFound {
        ReadError::Gone
    } else {
        ReadError::Io(error.to_string())
    }
}
