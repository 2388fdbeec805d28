//! How lines and paragraphs are set: what a reader chose of it, as rules of the reader's style sheet.
//!
//! What is left to the book makes no rule. Rules come last in the sheet, so that what was chosen by name outdoes what
//! comes along with something else.

use std::fmt::Write as _;

use super::{
    settings::ReadingSettings,
    style::{Surroundings, gutters},
};

/// Letters of these scripts join: space between them would tear words apart.
const JOINED: &str = ":lang(ar),:lang(fa),:lang(ur),:lang(ug),:lang(ps),:lang(sd),:lang(syr),:lang(mn-Mong)";
/// What is no running text: formulas, drawings, and the sounds beside characters.
const NOT_TEXT: &str = "rt,rp,math,math *,svg,svg *";
/// Paragraphs of the running text: not those that stand in a list, a table or under a picture.
const RUNNING: &str = "p:not(li p,dd p,td p,th p,figcaption p,header p,hgroup p)";

/// Adds the rules for what was chosen.
pub(super) fn typeset(css: &mut String, settings: &ReadingSettings, around: &Surroundings) {
    if !settings.publisher_styles {
        plain(css, around);
    }
    // Writing to a string cannot fail.
    if let Some(space) = settings.letter_spacing {
        // Of the body's size, and handed down: a small note keeps the rhythm of its page.
        let _ = write!(
            css,
            "body{{letter-spacing:{space}em!important}}body *{{letter-spacing:inherit!important}}\
             {JOINED},{NOT_TEXT}{{letter-spacing:0!important}}"
        );
    }
    if let Some(space) = settings.word_spacing {
        let _ = write!(
            css,
            "body{{word-spacing:{space}em!important}}body *{{word-spacing:inherit!important}}\
             :lang(zh),:lang(ja),{NOT_TEXT}{{word-spacing:0!important}}"
        );
    }
    if let Some(space) = settings.paragraph_spacing {
        let _ = write!(css, "p{{margin-block:0 {space}em!important}}");
    }
    if let Some(indent) = settings.paragraph_indent {
        let _ = write!(css, "{RUNNING}{{text-indent:{indent}em!important}}");
    }
    if let Some(length) = settings.line_length {
        let sides = gutters(settings, around).1 * 2.0;
        let _ = write!(css, "body{{max-inline-size:calc({length}rem + {sides}px)!important}}");
    }
    match settings.hyphens {
        Some(true) => css
            .push_str("body,body *{hyphens:auto!important}:is(code,pre,h1,h2,h3){hyphens:manual!important}"),
        Some(false) => css.push_str("body,body *{hyphens:manual!important}"),
        None => {}
    }
    match settings.ligatures {
        Some(true) => {
            css.push_str("body,body *:not(code,pre){font-variant-ligatures:common-ligatures!important}")
        }
        Some(false) => css.push_str("body,body *{font-variant-ligatures:none!important}"),
        None => {}
    }
    if settings.no_ruby {
        css.push_str("rt,rp{display:none!important}");
    }
}

/// A plain dress in place of the publisher's: what stands in `style` attributes is taken back as well.
fn plain(css: &mut String, around: &Surroundings) {
    css.push_str(
        "body [style]:not(svg *,math *){font:revert!important;color:inherit!important;background:none!important;\
         line-height:inherit!important;letter-spacing:inherit!important;text-align:inherit!important;\
         text-indent:inherit!important;margin:revert!important;padding:revert!important}\
         h1,h2,h3,h4,h5,h6{line-height:1.3}table{border-collapse:collapse}\
         th,td{padding:.2em .5em;border:1px solid}img{vertical-align:middle}",
    );
    let paragraph = if around.cjk {
        "p{margin-block:0;text-indent:2em}:is(li,td,th,dd,figcaption) p{text-indent:0}"
    } else {
        "p{margin-block:0 .6em}"
    };
    css.push_str(paragraph);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{geometry::Direction, style::stylesheet};

    fn around(cjk: bool) -> Surroundings {
        Surroundings {
            palette: crate::frame::Palette::default(),
            width: 400.0,
            height: 800.0,
            direction: Direction::default(),
            paginated: true,
            columns: 1,
            cjk,
            book_paper: None,
            fixed_sizes: false,
        }
    }

    #[test]
    fn what_is_left_to_the_book_makes_no_rule() {
        let mut css = String::new();
        typeset(&mut css, &ReadingSettings::default(), &around(false));
        assert_eq!(css, "");
    }

    #[test]
    fn what_is_chosen_makes_its_own_rule() {
        let usual = ReadingSettings::default;
        for (settings, expected) in [
            (
                ReadingSettings { letter_spacing: Some(0.1), ..usual() },
                "body{letter-spacing:0.1em!important}",
            ),
            (ReadingSettings { letter_spacing: Some(0.0), ..usual() }, "body{letter-spacing:0em!important}"),
            (ReadingSettings { letter_spacing: Some(0.1), ..usual() }, ":lang(ar)"),
            (ReadingSettings { word_spacing: Some(0.3), ..usual() }, "body{word-spacing:0.3em!important}"),
            (ReadingSettings { word_spacing: Some(0.3), ..usual() }, ":lang(zh),:lang(ja),rt"),
            (
                ReadingSettings { paragraph_spacing: Some(1.5), ..usual() },
                "p{margin-block:0 1.5em!important}",
            ),
            (ReadingSettings { paragraph_indent: Some(2.0), ..usual() }, "{text-indent:2em!important}"),
            (ReadingSettings { line_length: Some(28.0), ..usual() }, "calc(28rem + 52px)"),
            (ReadingSettings { hyphens: Some(true), ..usual() }, "hyphens:auto!important"),
            (ReadingSettings { hyphens: Some(false), ..usual() }, "hyphens:manual!important"),
            (ReadingSettings { ligatures: Some(false), ..usual() }, "font-variant-ligatures:none"),
            (ReadingSettings { no_ruby: true, ..usual() }, "rt,rp{display:none!important}"),
        ] {
            let mut css = String::new();
            typeset(&mut css, &settings, &around(false));
            assert!(css.contains(expected), "{expected} is not in {css}");
            assert_eq!(css.matches('{').count(), css.matches('}').count(), "{css}");
        }
    }

    #[test]
    fn a_plain_dress_indents_chinese_and_spaces_latin() {
        let settings = ReadingSettings { publisher_styles: false, ..ReadingSettings::default() };
        for (cjk, expected) in [(true, "text-indent:2em"), (false, "p{margin-block:0 .6em}")] {
            let css = stylesheet(&settings, &around(cjk));
            assert!(css.contains(expected), "{css}");
            assert_eq!(css.matches('{').count(), css.matches('}').count(), "{css}");
        }
    }

    #[test]
    fn what_is_chosen_by_name_comes_after_what_comes_along() {
        let settings = ReadingSettings {
            text_align: Some(crate::frame::TextAlign::Justify),
            hyphens: Some(false),
            ..ReadingSettings::default()
        };
        let css = stylesheet(&settings, &around(false));
        assert!(css.rfind("hyphens:manual") > css.rfind("hyphens:auto"), "{css}");
    }
}
