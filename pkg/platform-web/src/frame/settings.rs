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
    /// Space added between letters, as a part of the text size. From 0.0 to 0.5; of scripts whose letters join, never.
    pub letter_spacing: Option<f64>,
    /// Space added between words, as a part of the text size. From 0.0 to 1.0. Chinese and Japanese have none to widen.
    pub word_spacing: Option<f64>,
    /// Space after a paragraph, as a multiple of the text size. From 0.0 to 2.0.
    pub paragraph_spacing: Option<f64>,
    /// How far the first line of a paragraph stands in, as a multiple of the text size. From 0.0 to 3.0.
    pub paragraph_indent: Option<f64>,
    /// The longest line, as a multiple of the text size. From 16.0 to 60.0.
    pub line_length: Option<f64>,
    /// Words are divided at line ends.
    pub hyphens: Option<bool>,
    /// Letters are drawn together where the typeface has a shape for it.
    pub ligatures: Option<bool>,
    /// The sounds beside Chinese and Japanese characters are not shown.
    pub no_ruby: bool,
    /// The book is dressed by its publisher.
    pub publisher_styles: bool,
    /// How many lines stand out while the others fade; 0 for all. At most 5.
    pub line_focus: u8,
    /// The screen stays lit while the reader reads.
    pub keep_awake: bool,
    /// How many columns; `None` is by the width of the screen.
    pub column_count: Option<u8>,
    /// Scrolled (true) or in pages (false).
    pub scroll: Option<bool>,
    /// Pages of a fixed size are as wide as the screen (true) or seen whole (false).
    pub fit_width: bool,
    /// How many times larger than they fit such pages are. From 1.0 to 6.0, and 1.0 for every book that is opened.
    #[serde(skip)]
    pub page_zoom: f64,
    /// These are of one book alone.
    #[serde(skip)]
    pub own: bool,
}

impl Default for ReadingSettings {
    fn default() -> Self {
        Self {
            font_size: 1.0,
            font_family: None,
            line_height: None,
            page_margins: 1.0,
            text_align: None,
            letter_spacing: None,
            word_spacing: None,
            paragraph_spacing: None,
            paragraph_indent: None,
            line_length: None,
            hyphens: None,
            ligatures: None,
            no_ruby: false,
            publisher_styles: true,
            line_focus: 0,
            keep_awake: false,
            column_count: None,
            scroll: None,
            fit_width: false,
            page_zoom: 1.0,
            own: false,
        }
    }
}

/// The sizes that the size control steps through.
pub const FONT_SIZES: [f64; 13] = [0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0, 2.3, 2.6, 3.0];
/// The line heights that the line height control steps through.
pub const LINE_HEIGHTS: [f64; 7] = [1.3, 1.45, 1.6, 1.75, 1.9, 2.1, 2.4];
/// The margins that the margin control steps through.
pub const MARGINS: [f64; 6] = [0.5, 0.75, 1.0, 1.3, 1.6, 2.0];

/// The spaces between letters that their control steps through.
pub const LETTER_SPACINGS: [f64; 7] = [0.0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3];
/// The spaces between words that their control steps through.
pub const WORD_SPACINGS: [f64; 7] = [0.0, 0.1, 0.2, 0.3, 0.45, 0.6, 1.0];
/// The spaces after paragraphs that their control steps through.
pub const PARAGRAPH_SPACINGS: [f64; 6] = [0.0, 0.3, 0.6, 1.0, 1.5, 2.0];
/// The first lines that their control steps through.
pub const PARAGRAPH_INDENTS: [f64; 5] = [0.0, 1.0, 1.5, 2.0, 3.0];
/// The longest lines that their control steps through.
pub const LINE_LENGTHS: [f64; 8] = [16.0, 20.0, 24.0, 28.0, 32.0, 40.0, 48.0, 60.0];
/// How many lines the reader may keep in focus; 0 for all of them.
pub const LINE_FOCUSES: [f64; 5] = [0.0, 1.0, 2.0, 3.0, 5.0];

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

/// The same for what may be left to the book: that stands below the smallest step.
pub fn step_from_own(steps: &[f64], value: Option<f64>, up: bool) -> Option<f64> {
    match value {
        None if up => steps.first().copied(),
        None => None,
        Some(value) => {
            let next = step(steps, value, up);
            (up || next < value).then_some(next)
        }
    }
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
        let within = |value: &mut Option<f64>, low: f64, high: f64| {
            *value = value.filter(|value| value.is_finite()).map(|value| value.clamp(low, high));
        };
        within(&mut self.letter_spacing, 0.0, 0.5);
        within(&mut self.word_spacing, 0.0, 1.0);
        within(&mut self.paragraph_spacing, 0.0, 2.0);
        within(&mut self.paragraph_indent, 0.0, 3.0);
        within(&mut self.line_length, 16.0, 60.0);
        self.line_focus = self.line_focus.min(5);
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
    /// Atkinson Hyperlegible Next, whose letters are hard to mistake for one another; Hei for Chinese.
    Legible,
    /// OpenDyslexic, with heavy feet; Hei for Chinese.
    Dyslexic,
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
    fn what_is_left_to_the_book_stands_below_the_smallest_step() {
        for (value, up, expected) in [
            (None, true, Some(0.0)),
            (None, false, None),
            (Some(0.0), false, None),
            (Some(0.0), true, Some(0.03)),
            (Some(0.06), false, Some(0.03)),
            (Some(0.3), true, Some(0.3)),
            (Some(9.0), true, Some(9.0)),
        ] {
            assert_eq!(step_from_own(&LETTER_SPACINGS, value, up), expected, "{value:?} {up}");
        }
    }

    #[test]
    fn every_step_is_inside_its_range() {
        let all = |steps: &[f64], set: fn(&mut ReadingSettings, f64)| {
            for step in steps {
                let mut settings = ReadingSettings::default();
                set(&mut settings, *step);
                assert_eq!(settings.clone().clamped(), settings, "{step}");
            }
        };
        all(&FONT_SIZES, |settings, value| settings.font_size = value);
        all(&LINE_HEIGHTS, |settings, value| settings.line_height = Some(value));
        all(&MARGINS, |settings, value| settings.page_margins = value);
        all(&LETTER_SPACINGS, |settings, value| settings.letter_spacing = Some(value));
        all(&WORD_SPACINGS, |settings, value| settings.word_spacing = Some(value));
        all(&PARAGRAPH_SPACINGS, |settings, value| settings.paragraph_spacing = Some(value));
        all(&PARAGRAPH_INDENTS, |settings, value| settings.paragraph_indent = Some(value));
        all(&LINE_LENGTHS, |settings, value| settings.line_length = Some(value));
        all(&LINE_FOCUSES, |settings, value| settings.line_focus = value as u8);
    }

    #[test]
    fn settings_of_an_older_version_leave_the_rest_to_the_book() {
        let kept = r#"{"fontSize":1.25,"lineHeight":null,"pageMargins":1.0,"fitWidth":false}"#;
        let settings = serde_json::from_str::<ReadingSettings>(kept).unwrap();
        assert_eq!(settings, ReadingSettings { font_size: 1.25, ..ReadingSettings::default() });
    }

    #[test]
    fn settings_from_elsewhere_are_brought_into_range() {
        let json =
            r#"{"fontSize":99,"lineHeight":0,"columnCount":7,"unknown":true,"lineFocus":9,"wordSpacing":-2}"#;
        let settings = serde_json::from_str::<ReadingSettings>(json).unwrap().clamped();
        assert_eq!(
            (settings.font_size, settings.line_height, settings.column_count),
            (3.0, Some(1.2), Some(2))
        );
        assert_eq!((settings.line_focus, settings.word_spacing), (5, Some(0.0)));
    }
}
