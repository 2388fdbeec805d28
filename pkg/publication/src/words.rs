//! What is said to people, in the languages of this product.

use serde::Serialize;

/// A sentence or two in each language: what happened, and what one can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// Chinese, simplified.
    pub zh: &'static str,
}

impl Words {
    /// The words in the language of a BCP 47 tag: Chinese for any kind of Chinese, English for all others.
    pub fn get(self, tag: &str) -> &'static str {
        if crate::text::primary_subtag(tag) == "zh" { self.zh } else { self.en }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_for_those_who_read_it() {
        let words = Words { en: "tea", zh: "茶" };
        for (tag, expected) in
            [("zh-CN", "茶"), ("cmn-Hant", "茶"), ("en", "tea"), ("fr", "tea"), ("", "tea")]
        {
            assert_eq!(words.get(tag), expected, "{tag}");
        }
    }
}
