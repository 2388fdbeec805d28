//! Encryption profiles: which of them an open reader can open.

use yueli_publication::Words;

const BASIC: &str = "http://readium.org/lcp/basic-profile";
const PRODUCTION: &str = "http://readium.org/lcp/profile-";

/// The encryption profile of a licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    /// The profile whose workings are public. It is meant for tests, and some libraries use it.
    Basic,
    /// A profile for production, by its version (`1.0`, `2.0` ... `2.9`). Part of it is secret.
    Production(String),
    /// Something else.
    Unknown(String),
}

impl Profile {
    /// The profile that a URI names.
    pub fn of(uri: &str) -> Self {
        let plain = uri.trim().trim_end_matches('/');
        let plain =
            plain.strip_prefix("https://").map_or_else(|| plain.to_owned(), |rest| format!("http://{rest}"));
        let version = plain.strip_prefix(PRODUCTION).filter(|version| {
            let (major, minor) = version.split_once('.').unwrap_or((version, ""));
            !major.is_empty()
                && [major, minor].iter().all(|part| part.bytes().all(|letter| letter.is_ascii_digit()))
        });
        match (plain == BASIC, version) {
            (true, _) => Self::Basic,
            (_, Some(version)) => Self::Production(version.to_owned()),
            _ => Self::Unknown(uri.to_owned()),
        }
    }

    /// Whether this reader can open what it protects.
    pub fn is_supported(&self) -> bool {
        *self == Self::Basic
    }

    /// Why not, and what one can do; nothing to say for the basic profile.
    pub fn words(&self) -> Option<Words> {
        match self {
            Self::Basic => None,
            Self::Production(_) => Some(Words {
                en: "This book is protected by Readium LCP with a production profile. It needs a secret that only certified apps have, and that no open app or browser can keep. Save the licence and open it in an app that is certified for LCP, such as Thorium Reader; you can renew and return the loan here.",
                zh: "这本书受 Readium LCP 正式加密方案保护。打开它需要一个只有认证应用才持有的密钥，开放源代码的应用和浏览器都无法保管。请保存许可文件，用通过 LCP 认证的应用（如 Thorium Reader）打开；续借和归还可以在这里办理。",
            }),
            Self::Unknown(_) => Some(Words {
                en: "This book is protected in a way that this app does not know. Save the licence and open it in an app that the library recommends.",
                zh: "这本书的保护方式是本应用不认识的。请保存许可文件，用图书馆推荐的应用打开。",
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_told_apart() {
        for (uri, expected) in [
            ("http://readium.org/lcp/basic-profile", Profile::Basic),
            (" https://readium.org/lcp/basic-profile/ ", Profile::Basic),
            ("http://readium.org/lcp/profile-1.0", Profile::Production("1.0".into())),
            ("http://readium.org/lcp/profile-2.0", Profile::Production("2.0".into())),
            ("http://readium.org/lcp/profile-2.9", Profile::Production("2.9".into())),
            (
                "http://readium.org/lcp/profile-2.x",
                Profile::Unknown("http://readium.org/lcp/profile-2.x".into()),
            ),
            ("http://readium.org/lcp/profile-", Profile::Unknown("http://readium.org/lcp/profile-".into())),
            ("", Profile::Unknown(String::new())),
        ] {
            let profile = Profile::of(uri);
            assert_eq!(profile, expected, "{uri}");
            assert_eq!(profile.is_supported(), profile.words().is_none());
        }
    }
}
