//! How the import stands: for `/healthz`, and for the first feed.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use crate::catalogue::Tongue;

/// How the folder of books is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Folder {
    /// It was not looked at yet.
    #[default]
    Unknown,
    /// There are books in it.
    Ready,
    /// There is no book in it.
    Empty,
    /// It is not there.
    Missing,
    /// There is a file of that name.
    IsFile,
    /// It may not be read.
    Unreadable,
}

impl Folder {
    /// A stable word for machines.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Ready => "ready",
            Self::Empty => "empty",
            Self::Missing => "missing",
            Self::IsFile => "not-a-folder",
            Self::Unreadable => "unreadable",
        }
    }

    /// True where nothing can be served although something may be there.
    pub(crate) fn is_wrong(self) -> bool {
        matches!(self, Self::Missing | Self::IsFile | Self::Unreadable)
    }

    /// What to tell a person, where there is something to tell.
    pub(crate) fn notice(self, tongue: Tongue) -> Option<&'static str> {
        let (en, zh) = match self {
            Self::Unknown | Self::Ready => return None,
            Self::Empty => (
                "There are no books here yet. They appear by themselves when they are put into the folder.",
                "这里还没有书。把书放入文件夹后会自动出现。",
            ),
            Self::Missing => (
                "The folder of books was not found. The library fills by itself when the folder appears.",
                "找不到存放图书的文件夹。文件夹出现后，图书会自动显示。",
            ),
            Self::IsFile => (
                "What was given as the folder of books is a file. Please start the server with a folder.",
                "指定的图书文件夹是一个文件。请用文件夹重新启动服务器。",
            ),
            Self::Unreadable => (
                "The server may not read the folder of books. Please allow it; the books then appear by themselves.",
                "服务器没有读取图书文件夹的权限。授予权限后，图书会自动显示。",
            ),
        };
        Some(tongue.pick(en, zh))
    }
}

/// How the import stands.
#[derive(Debug, Default)]
pub(crate) struct Status {
    importing: AtomicBool,
    folder: Mutex<Folder>,
}

impl Status {
    /// Before the first look: it is on its way.
    pub(crate) fn at_start() -> Self {
        Self { importing: AtomicBool::new(true), folder: Mutex::default() }
    }

    /// Whether books are being read right now.
    pub(crate) fn is_importing(&self) -> bool {
        self.importing.load(Ordering::Relaxed)
    }

    pub(crate) fn set_importing(&self, importing: bool) {
        self.importing.store(importing, Ordering::Relaxed);
    }

    /// How the folder is.
    pub(crate) fn folder(&self) -> Folder {
        *self.folder.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes how the folder is; what it was before.
    pub(crate) fn set_folder(&self, folder: Folder) -> Folder {
        let mut own = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *own, folder)
    }
}
