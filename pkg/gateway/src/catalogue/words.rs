//! The words of the feeds, in the two languages that the server itself speaks.

use std::borrow::Cow;

/// A language that the server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tongue {
    /// English.
    #[default]
    En,
    /// Chinese, simplified.
    Zh,
}

impl Tongue {
    /// What a reader prefers, from an `Accept-Language` header.
    pub(crate) fn preferred(accept_language: Option<&str>) -> Self {
        let mut best = (Self::En, 0.0_f32);
        for part in accept_language.unwrap_or_default().split(',') {
            let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
            let quality = parameters
                .trim()
                .strip_prefix("q=")
                .map_or(1.0, |value| value.trim().parse::<f32>().unwrap_or(0.0));
            let tongue = match primary(tag).as_str() {
                "zh" => Self::Zh,
                "en" | "*" => Self::En,
                _ => continue,
            };
            if quality > best.1 {
                best = (tongue, quality);
            }
        }
        best.0
    }

    /// One of the two.
    pub(crate) fn pick<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }

    /// The tag of this language.
    pub(crate) fn tag(self) -> &'static str {
        self.pick("en", "zh-CN")
    }
}

/// The primary subtag of a language tag, lower case; Mandarin and Cantonese text count as Chinese.
pub(crate) fn primary(tag: &str) -> String {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match primary.as_str() {
        "cmn" | "zho" | "chi" => "zh".to_owned(),
        "eng" => "en".to_owned(),
        "jpn" => "ja".to_owned(),
        _ => primary,
    }
}

/// The name of a language, or its tag where we have no word for it.
pub(crate) fn language_name(tag: &str, tongue: Tongue) -> Cow<'_, str> {
    LANGUAGES
        .iter()
        .find(|(known, _, _)| *known == tag)
        .map_or(Cow::Borrowed(tag), |(_, en, zh)| Cow::Borrowed(tongue.pick(en, zh)))
}

/// The languages that public libraries hold most.
const LANGUAGES: &[(&str, &str, &str)] = &[
    ("zh", "Chinese", "中文"),
    ("en", "English", "英语"),
    ("ja", "Japanese", "日语"),
    ("ko", "Korean", "韩语"),
    ("fr", "French", "法语"),
    ("de", "German", "德语"),
    ("es", "Spanish", "西班牙语"),
    ("pt", "Portuguese", "葡萄牙语"),
    ("it", "Italian", "意大利语"),
    ("ru", "Russian", "俄语"),
    ("uk", "Ukrainian", "乌克兰语"),
    ("pl", "Polish", "波兰语"),
    ("cs", "Czech", "捷克语"),
    ("nl", "Dutch", "荷兰语"),
    ("sv", "Swedish", "瑞典语"),
    ("da", "Danish", "丹麦语"),
    ("no", "Norwegian", "挪威语"),
    ("nb", "Norwegian Bokmål", "书面挪威语"),
    ("fi", "Finnish", "芬兰语"),
    ("hu", "Hungarian", "匈牙利语"),
    ("el", "Greek", "希腊语"),
    ("tr", "Turkish", "土耳其语"),
    ("ar", "Arabic", "阿拉伯语"),
    ("fa", "Persian", "波斯语"),
    ("he", "Hebrew", "希伯来语"),
    ("hi", "Hindi", "印地语"),
    ("bn", "Bengali", "孟加拉语"),
    ("ur", "Urdu", "乌尔都语"),
    ("th", "Thai", "泰语"),
    ("vi", "Vietnamese", "越南语"),
    ("id", "Indonesian", "印度尼西亚语"),
    ("ms", "Malay", "马来语"),
    ("bo", "Tibetan", "藏语"),
    ("ug", "Uyghur", "维吾尔语"),
    ("mn", "Mongolian", "蒙古语"),
    ("la", "Latin", "拉丁语"),
    ("eo", "Esperanto", "世界语"),
    ("yue", "Cantonese", "粤语"),
    ("lzh", "Literary Chinese", "文言文"),
    ("und", "Unknown", "未知"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_is_answered_in_her_language() {
        for (header, tongue) in [
            (None, Tongue::En),
            (Some("zh-CN,zh;q=0.9,en;q=0.8"), Tongue::Zh),
            (Some("en-US,en;q=0.9,zh;q=0.8"), Tongue::En),
            (Some("fr, zh-Hant;q=0.3"), Tongue::Zh),
            (Some("zh;q=0.2, en;q=0.7"), Tongue::En),
            (Some("cmn"), Tongue::Zh),
            (Some("*"), Tongue::En),
            (Some("zh;q=0"), Tongue::En),
            (Some(";;,q=,"), Tongue::En),
        ] {
            assert_eq!(Tongue::preferred(header), tongue, "{header:?}");
        }
    }
}
