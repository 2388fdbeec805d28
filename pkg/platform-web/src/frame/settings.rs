//! How a reader wants a book laid out: names and meanings as in the Readium preferences
//! (<https://github.com/readium/css/blob/develop/docs/CSS12-user_prefs.md>).

use serde::{Deserialize, Serialize};

/// How a reader wants books laid out. `None` leaves it to the book.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReadingSettings {
    /// Text size, 1.0 being the book's own. From 0.6 to 3.0.
    pub font_size: f64,
    /// The typeface.
    pub font_family: Option<FontFamily>,
    /// Line height as a multiple of the text size. From 1.2 to 2.4.
    pub line_height: Option<f64>,
    /// Page margins as a multiple of the usual. From 0.5 to 2.0.
    pub page_margins: f64,
    /// How lines end.
    pub text_align: Option<TextAlign>,
    /// How many columns; `None` is by the width of the screen.
    pub column_count: Option<u8>,
    /// Scrolled (true) or in pages (false).
    pub scroll: Option<bool>,
    /// Pages of a fixed size are as wide as the screen (true) or seen whole (false).
    pub fit_width: bool,
    /// How many times larger than they fit such pages are. From 1.0 to 6.0, and 1.0 for every book that is opened.
    #[serde(skip)]
    pub page_zoom: f64,
}

impl Default for ReadingSettings {
    fn default() -> Self {
        Self {
            font_size: 1.0,
            font_family: None,
            line_height: None,
            page_margins: 1.0,
            text_align: None,
            column_count: None,
            scroll: None,
            fit_width: false,
            page_zoom: 1.0,
        }
    }
}

/// The sizes that the size control steps through.
pub const FONT_SIZES: [f64; 13] = [0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0, 2.3, 2.6, 3.0];
/// The line heights that the line height control steps through.
pub const LINE_HEIGHTS: [f64; 7] = [1.3, 1.45, 1.6, 1.75, 1.9, 2.1, 2.4];
/// The margins that the margin control steps through.
pub const MARGINS: [f64; 6] = [0.5, 0.75, 1.0, 1.3, 1.6, 2.0];

/// The sizes that the size control of fixed pages steps through.
pub const PAGE_ZOOMS: [f64; 8] = [1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0];

/// The next value of `steps` above (`up`) or below `value`; at the end, the last.
pub fn step(steps: &[f64], value: f64, up: bool) -> f64 {
    const NEAR: f64 = 1e-6;
    let next = if up {
        steps.iter().copied().find(|step| *step > value + NEAR)
    } else {
        steps.iter().rev().copied().find(|step| *step < value - NEAR)
    };
    next.unwrap_or(value)
}

impl ReadingSettings {
    /// The same settings with every value inside its range: what was kept may come from another version.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        let finite =
            |value: f64, low: f64, high: f64| if value.is_finite() { value.clamp(low, high) } else { 1.0 };
        self.font_size = finite(self.font_size, 0.6, 3.0);
        self.page_margins = finite(self.page_margins, 0.5, 2.0);
        self.line_height = self.line_height.map(|value| finite(value, 1.2, 2.4));
        self.column_count = self.column_count.map(|count| count.clamp(1, 2));
        self
    }
}

/// A typeface, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FontFamily {
    /// Serif; Song for Chinese.
    Serif,
    /// Sans serif; Hei for Chinese.
    Sans,
    /// Kai for Chinese; an old-style serif for Latin.
    Kai,
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextAlign {
    /// Ragged.
    Start,
    /// Flush on both sides.
    Justify,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_up_and_down_and_stop_at_the_ends() {
        assert_eq!(step(&FONT_SIZES, 1.0, true), 1.1);
        assert_eq!(step(&FONT_SIZES, 1.05, false), 1.0);
        assert_eq!(step(&FONT_SIZES, 3.0, true), 3.0);
        assert_eq!(step(&FONT_SIZES, 0.7, false), 0.7);
    }

    #[test]
    fn settings_from_elsewhere_are_brought_into_range() {
        let json = r#"{"fontSize":99,"lineHeight":0,"columnCount":7,"unknown":true}"#;
        let settings = serde_json::from_str::<ReadingSettings>(json).unwrap().clamped();
        assert_eq!(
            (settings.font_size, settings.line_height, settings.column_count),
            (3.0, Some(1.2), Some(2))
        );
    }
}
