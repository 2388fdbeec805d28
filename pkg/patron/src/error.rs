//! What can go wrong, so that a patron knows what to do.

use yueli_publication::Words;

/// Why a question to a library's system has no answer. Texts in it are the library's own words, plain text; they may be
/// shown below ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatronError {
    /// The name or the password is not right.
    #[error("wrong name or password")]
    WrongPin,
    /// The account is locked, mostly after too many wrong passwords.
    #[error("the account is locked")]
    Locked,
    /// The card has expired, or the account is not in use.
    #[error("the card has expired: {0}")]
    Expired(String),
    /// The library does not let this patron do it (unpaid charges, overdue loans).
    #[error("blocked: {0}")]
    Blocked(String),
    /// There is no such patron, item, instance or hold.
    #[error("not found: {0}")]
    NotFound(String),
    /// There is a limit that is reached: of renewals, loans, holds.
    #[error("a limit is reached: {0}")]
    LimitReached(String),
    /// It is done already, or somebody else was faster.
    #[error("conflict: {0}")]
    Conflict(String),
    /// Somebody else waits for it.
    #[error("recalled: {0}")]
    Recalled(String),
    /// The library's rules do not allow it.
    #[error("not possible: {0}")]
    NotPossible(String),
    /// A hold needs a place where it is picked up, and this is none.
    #[error("no pick-up point: {0}")]
    PickUpNeeded(String),
    /// This kind of system cannot do that.
    #[error("not offered: {0}")]
    NotOffered(&'static str),
    /// The library's system refuses the gateway itself: its key is wrong or may not do this.
    #[error("the gateway is refused: {0}")]
    KeyRefused(String),
    /// Too many requests; after so many seconds one may try again, as far as the system says.
    #[error("too many requests")]
    TooMany(Option<u64>),
    /// The library's system does not answer, or failed.
    #[error("the library's system is down: {0}")]
    UpstreamDown(String),
    /// The answer makes no sense.
    #[error("the answer is not understood: {0}")]
    NotUnderstood(String),
    /// The answer is about somebody else. It is thrown away.
    #[error("the answer is about another patron")]
    AnotherPatron,
}

impl PatronError {
    /// The stable key, for locales, logs and answers of the gateway.
    pub fn key(&self) -> &'static str {
        match self {
            Self::WrongPin => "wrong-pin",
            Self::Locked => "locked",
            Self::Expired(_) => "expired",
            Self::Blocked(_) => "blocked",
            Self::NotFound(_) => "not-found",
            Self::LimitReached(_) => "limit-reached",
            Self::Conflict(_) => "conflict",
            Self::Recalled(_) => "recalled",
            Self::NotPossible(_) => "not-possible",
            Self::PickUpNeeded(_) => "pick-up-needed",
            Self::NotOffered(_) => "not-offered",
            Self::KeyRefused(_) => "key-refused",
            Self::TooMany(_) => "too-many-requests",
            Self::UpstreamDown(_) => "upstream-down",
            Self::NotUnderstood(_) => "not-understood",
            Self::AnotherPatron => "another-patron",
        }
    }

    /// The library's own words, where they are meant for a patron.
    pub fn said(&self) -> Option<&str> {
        match self {
            Self::Expired(said)
            | Self::Blocked(said)
            | Self::NotFound(said)
            | Self::LimitReached(said)
            | Self::Conflict(said)
            | Self::Recalled(said)
            | Self::NotPossible(said)
            | Self::PickUpNeeded(said) => Some(said.as_str()).filter(|said| !said.is_empty()),
            _ => None,
        }
    }

    /// Whether asking the same again later may help without anybody doing anything.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::UpstreamDown(_) | Self::TooMany(_))
    }

    /// What a patron is told, and what she can do.
    pub fn words(&self) -> Words {
        match self {
            Self::WrongPin => Words {
                en: "The card number or the password is not right. Try again; after several wrong tries the library may lock the card.",
                zh: "读者证号或密码不正确。请重试；多次输错后，读者证可能会被锁定。",
            },
            Self::Locked => Words {
                en: "This account is locked. Please ask the library to unlock it.",
                zh: "这个账号已被锁定。请联系图书馆解锁。",
            },
            Self::Expired(_) => Words {
                en: "This library card has expired or is not in use. Please have it renewed at the library.",
                zh: "这张读者证已过期或未启用。请到图书馆续期。",
            },
            Self::Blocked(_) => Words {
                en: "The library does not allow this at the moment. Look at your charges and overdue loans, or ask the library.",
                zh: "图书馆暂时不允许这项操作。请查看您的欠费和逾期借阅，或咨询图书馆。",
            },
            Self::NotFound(_) => Words {
                en: "The library does not have this any more. Reload your account to see how things stand.",
                zh: "图书馆已没有这一项。请刷新账户查看最新情况。",
            },
            Self::LimitReached(_) => Words {
                en: "You have reached the library's limit for this. Give something back, or ask the library.",
                zh: "已达到图书馆规定的上限。请先归还一些，或咨询图书馆。",
            },
            Self::Conflict(_) => Words {
                en: "This is done already, or somebody was faster. Reload your account to see how things stand.",
                zh: "这项操作已经完成，或被别人抢先了一步。请刷新账户查看最新情况。",
            },
            Self::Recalled(_) => Words {
                en: "Somebody else is waiting for this, so it cannot be kept longer. Please give it back in time.",
                zh: "有其他读者在等候，所以不能续借。请按时归还。",
            },
            Self::NotPossible(_) => Words {
                en: "The library's rules do not allow this. What the library says is below.",
                zh: "图书馆的规则不允许这项操作。图书馆的说明见下方。",
            },
            Self::PickUpNeeded(_) => {
                Words { en: "Choose where you want to pick this up.", zh: "请选择取书地点。" }
            }
            Self::NotOffered(_) => Words {
                en: "This library's system cannot do that from here. Please ask the library.",
                zh: "这家图书馆的系统不支持在这里进行这项操作。请咨询图书馆。",
            },
            Self::KeyRefused(_) => Words {
                en: "The library's system does not let this app in. Please tell the library.",
                zh: "图书馆的系统拒绝了本应用的访问。请告知图书馆。",
            },
            Self::TooMany(_) => Words {
                en: "There were too many requests. Wait a moment and try again.",
                zh: "请求过于频繁。请稍等片刻再试。",
            },
            Self::UpstreamDown(_) => Words {
                en: "The library's system does not answer. Your loans are safe; try again later.",
                zh: "图书馆的系统没有响应。您的借阅不受影响，请稍后再试。",
            },
            Self::NotUnderstood(_) => Words {
                en: "The library's system answered something that makes no sense. Try again later; if it stays so, tell the library.",
                zh: "图书馆的系统返回了无法理解的内容。请稍后再试；如果一直这样，请告知图书馆。",
            },
            Self::AnotherPatron => Words {
                en: "The library's system mixed something up, so nothing is shown. Please sign in again; if it happens again, tell the library.",
                zh: "图书馆的系统返回了错误的账户，因此没有显示。请重新登录；如果再次发生，请告知图书馆。",
            },
        }
    }
}
