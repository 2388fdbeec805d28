//! The reader's own style sheet for a book's document.
//!
//! It is added after the book's own and overrides it only where the reader chose something, or where
//! pages could not be made otherwise. Written in logical properties: the same rules serve horizontal and
//! vertical text.

use std::fmt::Write as _;

use yueli_annotation::{Line, Look, Pen};

use super::{
    geometry::Direction,
    section::name_of,
    settings::{FontFamily, ReadingSettings, TextAlign},
    typeset::typeset,
};

/// Colours of the page, as CSS colours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Palette {
    /// The paper.
    pub paper: String,
    /// The text.
    pub ink: String,
    /// Links.
    pub link: String,
    /// Behind marked or selected text.
    pub mark: String,
    /// True where the book's own colours cannot be trusted to be legible (any paper but white).
    pub override_colours: bool,
    /// True for light text on dark paper.
    pub dark: bool,
    /// Of each pen the colour of its lines, and of the ground behind the words.
    pub pens: [(String, String); 4],
}

/// What the style sheet must fit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Surroundings {
    /// Colours.
    pub(super) palette: Palette,
    /// The viewport's width in CSS pixels.
    pub(super) width: f64,
    /// The viewport's height in CSS pixels.
    pub(super) height: f64,
    /// How the book's text runs.
    pub(super) direction: Direction,
    /// In pages, or scrolled.
    pub(super) paginated: bool,
    /// Columns on a page.
    pub(super) columns: u8,
    /// The text is Chinese, Japanese or Korean.
    pub(super) cjk: bool,
    /// The book's own paper, where it has one; used where its colours are kept.
    pub(super) book_paper: Option<String>,
    /// The book gives its sizes in pixels, so that only zoom can change them.
    pub(super) fixed_sizes: bool,
}

const SERIF: &str = r#""Iowan Old Style","Palatino Linotype",Palatino,P052,"Noto Serif",Georgia,"Liberation Serif","DejaVu Serif","Songti SC","Source Han Serif SC","Noto Serif CJK SC",SimSun,serif"#;
const SERIF_CJK: &str =
    r#""Songti SC","Source Han Serif SC","Noto Serif CJK SC","Noto Serif SC",STSong,SimSun,serif"#;
const SANS: &str = r#"-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,"Liberation Sans","PingFang SC","HarmonyOS Sans SC","Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif"#;
/// Kai for Chinese; Latin letters come from the old-style face before it.
const KAI: &str = r#""Iowan Old Style",Palatino,P052,Georgia,"Liberation Serif","Kaiti SC",STKaiti,KaiTi,"LXGW WenKai","TW-Kai","Noto Serif CJK SC",serif"#;
const SANS_CJK: &str = r#""PingFang SC","HarmonyOS Sans SC","Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif"#;
const KAI_CJK: &str = r#""Kaiti SC",STKaiti,KaiTi,"LXGW WenKai","TW-Kai","Noto Serif CJK SC",serif"#;
/// Lent by `fonts`. Both have Latin letters only: Chinese is set in Hei beside them.
const LEGIBLE: &str =
    r#""Atkinson Hyperlegible Next",-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif"#;
const LEGIBLE_CJK: &str = r#""Atkinson Hyperlegible Next","PingFang SC","HarmonyOS Sans SC","Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif"#;
const DYSLEXIC: &str = r#"OpenDyslexic,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif"#;
const DYSLEXIC_CJK: &str = r#"OpenDyslexic,"PingFang SC","HarmonyOS Sans SC","Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif"#;

/// What the sizes of text are compared to: the browser's usual size.
const BASE_PX: f64 = 18.0;

/// The style sheet.
pub(super) fn stylesheet(settings: &ReadingSettings, around: &Surroundings) -> String {
    let mut css = String::with_capacity(3000);
    flow(&mut css, settings, around);
    colours(&mut css, &around.palette, around.book_paper.as_deref());
    pens(&mut css, &around.palette);
    text(&mut css, settings, around);
    typeset(&mut css, settings, around);
    media(&mut css, around);
    css
}

/// The space around the text: (block start and end, inline start and end), in CSS pixels.
pub(super) fn gutters(settings: &ReadingSettings, around: &Surroundings) -> (f64, f64) {
    let (inline, block) = if around.direction.vertical {
        (around.height, around.width)
    } else {
        (around.width / f64::from(around.columns), around.height)
    };
    let side = (inline * 0.065).clamp(18.0, 64.0) * settings.page_margins;
    let ends = (block * 0.035).clamp(12.0, 40.0) * settings.page_margins;
    (ends.round(), side.round())
}

fn flow(css: &mut String, settings: &ReadingSettings, around: &Surroundings) {
    let (ends, side) = gutters(settings, around);
    let (inline, block) =
        if around.direction.vertical { (around.height, around.width) } else { (around.width, around.height) };
    let measure = if around.cjk { 38.0 } else { 36.0 };
    let writes = |css: &mut String, rule: std::fmt::Arguments<'_>| {
        // Writing to a string cannot fail.
        let _ = css.write_fmt(rule);
    };
    if around.paginated {
        let column = inline / f64::from(around.columns);
        writes(
            css,
            format_args!(
                ":root{{box-sizing:border-box!important;margin:0!important;padding:0!important;\
                 padding-block:{ends}px!important;block-size:{block}px!important;inline-size:{inline}px!important;\
                 min-block-size:0!important;max-inline-size:none!important;max-block-size:none!important;\
                 column-width:{column}px!important;column-count:{count}!important;column-gap:0!important;\
                 column-fill:auto!important;column-rule:none!important;overflow:hidden!important;\
                 border:0!important;position:static!important;touch-action:none}}\
                 :root[data-odd]::after{{content:\"\";display:block;break-before:column;block-size:1px}}",
                count = around.columns
            ),
        );
    } else {
        writes(
            css,
            format_args!(
                ":root{{box-sizing:border-box!important;margin:0!important;padding:0!important;\
                 padding-block:{ends}px {end}px!important;block-size:auto!important;min-block-size:{block}px;\
                 columns:auto!important;border:0!important;--room:none}}",
                end = ends * 2.0
            ),
        );
    }
    writes(
        css,
        format_args!(
            "body{{box-sizing:border-box!important;block-size:auto!important;min-block-size:0!important;\
             max-block-size:none!important;inline-size:auto!important;min-inline-size:0!important;\
             max-inline-size:calc({measure}rem + {both}px)!important;margin:0 auto!important;\
             margin-block:0!important;margin-inline:auto!important;\
             padding-block:0!important;padding-inline:{side}px!important;columns:auto!important;\
             overflow:visible!important;border:0!important;position:static!important}}",
            both = side * 2.0
        ),
    );
    if around.direction.vertical {
        writes(css, format_args!("body{{max-inline-size:none!important}}"));
    }
}

fn colours(css: &mut String, palette: &Palette, book_paper: Option<&str>) {
    let Palette { paper, ink, link, mark, .. } = palette;
    let paper = book_paper.filter(|_| !palette.override_colours).unwrap_or(paper);
    let scheme = if palette.dark { "dark" } else { "light" };
    let _ = write!(
        css,
        ":root{{color-scheme:{scheme};background:{paper}!important}}\
         body{{background-color:transparent!important}}:where(body){{color:{ink}}}\
         ::selection,::highlight(yueli-found){{background-color:{mark}}}:focus-visible{{outline:3px solid {link};outline-offset:2px}}\
         body:focus{{outline:none!important}}"
    );
    if palette.override_colours {
        let _ = write!(
            css,
            "body{{background:transparent!important}}body,body *:not(svg *){{color:{ink}!important;border-color:currentColor!important;text-shadow:none!important}}\
             body *:not(img,video,svg,svg *,math *){{background-color:transparent!important}}\
             a:any-link,a:any-link *:not(svg *){{color:{link}!important}}"
        );
    } else {
        let _ = write!(css, "a:any-link{{color:{link}}}");
    }
    if palette.dark {
        drawings(css);
    }
}

/// Drawings were made for white paper: what is not painted of them is light on a dark page too, and what they take from
/// the text's colour is dark. A drawing that frames a picture has its ground in the picture.
fn drawings(css: &mut String) {
    css.push_str(
        "img,body object,svg:not(svg svg){background-color:#f5f1e8!important}\
         svg:not(svg svg){color:#1d1a16!important}svg:not(svg svg):has(image){background-color:transparent!important}",
    );
}

/// How a reader's own highlights look. What was searched for is drawn over them.
fn pens(css: &mut String, palette: &Palette) {
    for (pen, (line, ground)) in Pen::ALL.into_iter().zip(&palette.pens) {
        for kind in Line::ALL {
            let look = match kind {
                Line::Solid => ["background-color:", ground, ";color:", &palette.ink].concat(),
                Line::Underline => ["text-decoration:underline 2px ", line].concat(),
                Line::Dotted => ["text-decoration:underline dotted 3px ", line].concat(),
                Line::Wavy => ["text-decoration:underline wavy 1.5px ", line].concat(),
            };
            let name = name_of(Look { pen, line: kind });
            css.push_str(&["::highlight(", &name, "){", &look, "}"].concat());
            if kind != Line::Solid {
                // The sounds beside Chinese characters are no part of the words.
                css.push_str(&["rt::highlight(", &name, "){text-decoration:none}"].concat());
            }
        }
    }
}

fn text(css: &mut String, settings: &ReadingSettings, around: &Surroundings) {
    let size = BASE_PX * settings.font_size;
    if around.fixed_sizes {
        let _ = write!(css, "body{{zoom:{}}}", settings.font_size);
    } else {
        let _ = write!(css, ":root{{font-size:{size:.2}px!important}}body{{font-size:1rem}}");
    }
    let serif = if around.cjk { SERIF_CJK } else { SERIF };
    let usual = if around.cjk { 1.85 } else { 1.6 };
    let _ = write!(css, ":where(body){{font-family:{serif};line-height:{usual}}}");
    let family = settings.font_family.map(|family| match (family, around.cjk) {
        (FontFamily::Serif, _) => serif,
        (FontFamily::Sans, false) => SANS,
        (FontFamily::Sans, true) => SANS_CJK,
        (FontFamily::Kai, false) => KAI,
        (FontFamily::Kai, true) => KAI_CJK,
        (FontFamily::Legible, false) => LEGIBLE,
        (FontFamily::Legible, true) => LEGIBLE_CJK,
        (FontFamily::Dyslexic, false) => DYSLEXIC,
        (FontFamily::Dyslexic, true) => DYSLEXIC_CJK,
    });
    if let Some(family) = family {
        let _ = write!(
            css,
            "body,body *:not(code,pre,kbd,samp,tt,math,math *){{font-family:{family}!important}}"
        );
    }
    if let Some(height) = settings.line_height {
        let _ = write!(css, "body,body *:not(rt,rp,sup,sub,math *,svg *){{line-height:{height}!important}}");
    }
    match settings.text_align {
        Some(TextAlign::Justify) => css
            .push_str("body,p,li,dd,blockquote{text-align:justify!important;text-justify:auto;hyphens:auto}"),
        Some(TextAlign::Start) => {
            css.push_str("body,p,li,dd,blockquote{text-align:start!important;hyphens:manual!important}");
        }
        None => {}
    }
    // What stands in for a block of another part of the document.
    css.push_str("[data-yueli-seam]{display:none!important}");
    css.push_str(
        ":lang(zh),:lang(ja){line-break:strict;overflow-wrap:anywhere}p{orphans:2;widows:2}\
         h1,h2,h3,h4,h5,h6{break-after:avoid;break-inside:avoid}\
         rt{user-select:none;-webkit-user-select:none}\
         pre{white-space:pre-wrap!important;overflow-wrap:anywhere}th,td{overflow-wrap:break-word}",
    );
}

/// How much of a page one thing may take across the lines, in CSS pixels.
pub(super) fn room(around: &Surroundings) -> f64 {
    let block = if around.direction.vertical { around.width } else { around.height };
    (block * 0.86).round()
}

/// How long a horizontal line may be between the margins, in CSS pixels.
pub(super) fn line(settings: &ReadingSettings, around: &Surroundings) -> f64 {
    (around.width / f64::from(around.columns) - 2.0 * gutters(settings, around).1).max(1.0)
}

fn media(css: &mut String, around: &Surroundings) {
    let room = room(around);
    wide(css, room);
    let _ = write!(
        css,
        "img,svg:not(svg svg),video,object{{max-inline-size:100%!important;max-block-size:{room}px!important;\
         box-sizing:border-box;break-inside:avoid}}img,video{{object-fit:contain}}\
         figure,table{{max-inline-size:100%}}audio{{max-inline-size:100%}}tr,figure{{break-inside:avoid}}"
    );
}

/// What is wider than the page is scrolled by itself, and no higher than the page; a page has no place to scroll to.
fn wide(css: &mut String, room: f64) {
    let _ = write!(
        css,
        "[data-wide]{{overflow:auto!important;max-inline-size:100%!important;max-block-size:{room}px!important;\
         touch-action:pan-x pan-y;overscroll-behavior:contain;break-inside:avoid}}\
         [data-wide]{{border:1px solid color-mix(in srgb,currentColor 35%,transparent)!important;padding:.3em!important}}\
         table[data-wide]{{display:block!important;inline-size:auto!important}}table[data-wide]>caption{{text-align:start}}\
         table[data-wide] :is(th,td){{overflow-wrap:normal}}pre[data-wide]{{white-space:pre!important}}\
         :is(img,svg)[data-opens]{{cursor:zoom-in}}"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around() -> Surroundings {
        Surroundings {
            palette: Palette { paper: "#fff".into(), ink: "#111".into(), ..Palette::default() },
            width: 400.0,
            height: 800.0,
            direction: Direction::default(),
            paginated: true,
            columns: 1,
            cjk: false,
            book_paper: None,
            fixed_sizes: false,
        }
    }

    #[test]
    fn says_only_what_the_reader_chose() {
        let settings = ReadingSettings::default();
        let css = stylesheet(&settings, &around());
        assert!(!css.contains("blockquote{text-align"), "{css}");
        let chosen =
            ReadingSettings { text_align: Some(TextAlign::Justify), line_height: Some(1.9), ..settings };
        let css = stylesheet(&chosen, &around());
        assert!(css.contains("text-align:justify") && css.contains("line-height:1.9"));
    }

    #[test]
    fn drawings_have_a_light_ground_on_dark_paper_only() {
        for dark in [false, true] {
            let mut around = around();
            around.palette = Palette { override_colours: true, dark, ..around.palette };
            let css = stylesheet(&ReadingSettings::default(), &around);
            assert_eq!(css.contains(":has(image)"), dark, "{css}");
        }
    }

    #[test]
    fn braces_balance_in_every_mode() {
        for vertical in [false, true] {
            for paginated in [false, true] {
                for override_colours in [false, true] {
                    let mut around = around();
                    around.direction.vertical = vertical;
                    around.paginated = paginated;
                    around.palette.override_colours = override_colours;
                    let css = stylesheet(&ReadingSettings::default(), &around);
                    assert_eq!(css.matches('{').count(), css.matches('}').count(), "{css}");
                }
            }
        }
    }
}
