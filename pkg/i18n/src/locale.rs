//! Which language to speak.

/// A language that the app speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// Simplified Chinese, as written in China.
    ZhCn,
    /// English. Also what is spoken where nothing else fits.
    #[default]
    En,
}

impl Locale {
    /// Every language there is, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The tag, as in `lang` attributes.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language's name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::ZhCn => "中文",
            Self::En => "English",
        }
    }

    /// The language that `tag` (BCP 47, or with underscores) asks for, where it is spoken here.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            // Whoever reads any kind of written Chinese is better served by it than by English.
            "zh" | "cmn" | "yue" | "wuu" | "lzh" => Some(Self::ZhCn),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// The first of the `preferred` languages that is spoken here; English where none is.
pub fn negotiate(preferred: &[String]) -> Locale {
    preferred.iter().find_map(|tag| Locale::from_tag(tag)).unwrap_or_default()
}
