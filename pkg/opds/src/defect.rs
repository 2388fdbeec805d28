//! What was wrong with a document, and why there is none.

use std::fmt;

use yueli_publication::Words;

/// The most defects that are told of one document; what comes after is counted in the last.
pub(crate) const MOST: usize = 50;

/// Something that is wrong with a document that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// What kind of thing.
    pub kind: DefectKind,
    /// For the log: what exactly was met, and where.
    pub detail: String,
}

/// What can be wrong with a document that is read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DefectKind {
    /// It ends before it should; what is before was read.
    CutOff,
    /// It is longer than is read; its beginning was read.
    TooLong,
    /// It is not well-formed; it was read as far as sense could be made of it.
    Malformed,
    /// An entry makes no sense, or there are more than are read: it was left out.
    EntryLeftOut,
    /// A link leads to what is never followed (`javascript:` and the like): it was left out.
    LinkLeftOut,
}

impl DefectKind {
    /// The stable key, for locales and logs.
    pub fn key(self) -> &'static str {
        match self {
            Self::CutOff => "cut-off",
            Self::TooLong => "too-long",
            Self::Malformed => "malformed",
            Self::EntryLeftOut => "entry-left-out",
            Self::LinkLeftOut => "link-left-out",
        }
    }

    /// What a reader is told.
    pub fn words(self) -> Words {
        match self {
            Self::CutOff => Words {
                en: "This list arrived only in part. Reload it to see the rest.",
                zh: "这个列表只收到了一部分。重新加载即可看到其余内容。",
            },
            Self::TooLong => Words {
                en: "This list is too long to be read whole; its beginning is shown. Search for what you are looking for.",
                zh: "这个列表太长，只显示开头部分。请用搜索查找您要的内容。",
            },
            Self::Malformed => Words {
                en: "This catalogue has mistakes in it; something may be missing. If it stays so, tell the library.",
                zh: "这个书目的数据有错误，可能缺少一些内容。如果一直这样，请告知图书馆。",
            },
            Self::EntryLeftOut => Words {
                en: "Some entries of this list could not be read and are left out. If it stays so, tell the library.",
                zh: "列表里有些条目无法识别，没有显示。如果一直这样，请告知图书馆。",
            },
            Self::LinkLeftOut => Words {
                en: "Links that are not safe were left out.",
                zh: "不安全的链接已被去掉。",
            },
        }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.key(), self.detail)
    }
}

/// The defects of one document, not more than [`MOST`].
#[derive(Debug, Default)]
pub(crate) struct Defects {
    list: Vec<Defect>,
    more: usize,
}

impl Defects {
    pub(crate) fn add(&mut self, kind: DefectKind, detail: impl Into<String>) {
        if self.list.len() < MOST {
            self.list.push(Defect { kind, detail: detail.into() });
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn into_list(mut self) -> Vec<Defect> {
        if let (Some(last), 1..) = (self.list.last_mut(), self.more) {
            last.detail.push_str(&format!(" (and {} more defects)", self.more));
        }
        self.list
    }
}

/// Why an answer is no document of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("the answer is empty")]
    Empty,
    /// It is a web page; this is its title, as far as it has one.
    #[error("the answer is a web page: {0:?}")]
    Page(String),
    /// It is JSON or XML, but nothing of a catalogue: the names of its first members, or of its root.
    #[error("the answer is something else: {0}")]
    SomethingElse(String),
    /// It is neither JSON nor XML, or so broken that nothing can be read.
    #[error("the answer is neither JSON nor XML")]
    Garbage,
}

impl Unreadable {
    /// The stable key, for locales and logs.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "empty-answer",
            Self::Page(_) => "web-page",
            Self::SomethingElse(_) => "not-a-catalogue",
            Self::Garbage => "garbled",
        }
    }

    /// What a reader is told.
    pub fn words(&self) -> Words {
        match self {
            Self::Empty => Words {
                en: "The library answered with nothing. Try again later; if it stays so, tell the library.",
                zh: "图书馆返回了空的内容。请稍后再试；如果一直这样，请告知图书馆。",
            },
            Self::Page(_) => Words {
                en: "There is a web page at this address, not a catalogue. Look on the library's website for the address of its OPDS catalogue; it often ends in /opds.",
                zh: "这个地址是一个网页，不是书目。请在图书馆网站上查找 OPDS 书目的地址，常以 /opds 结尾。",
            },
            Self::SomethingElse(_) => Words {
                en: "What is at this address is not a catalogue. Check the address, or ask the library for that of its OPDS catalogue.",
                zh: "这个地址上的内容不是书目。请核对地址，或向图书馆询问 OPDS 书目的地址。",
            },
            Self::Garbage => Words {
                en: "The library's answer is broken and cannot be read. Try again later; if it stays so, tell the library.",
                zh: "图书馆返回的内容已损坏，无法读取。请稍后再试；如果一直这样，请告知图书馆。",
            },
        }
    }
}
