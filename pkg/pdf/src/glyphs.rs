//! The glyphs of a page: what they say, and where they stand.

use std::{collections::HashSet, sync::Arc};

use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
        InterpreterSettings, RenderContent, SoftMask, TransformExt,
        font::{FontData, FontQuery, Glyph as Shape, GlyphRun, PositionedGlyph, StandardFont},
        hayro_cmap::{BfString, WritingMode},
        interpret_page,
    },
    hayro_syntax::{object::Dict, page::Page},
    kurbo::{Affine, BezPath, Point, Rect, Vec2},
};

/// More glyphs than these of a page are not read.
const MOST: usize = 200_000;
/// Units of a glyph's own space in one em.
const EM: f64 = 1000.0;
/// Where the line of vertical glyphs meets the em: its middle, and its upper edge.
const VERTICAL: Point = Point::new(500.0, 880.0);

/// A glyph on a page, in points from the page's upper left corner, downwards.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    /// The letters that it stands for.
    pub(crate) text: String,
    /// Where it begins: on the baseline, or, of vertical text, at the middle of its upper edge.
    pub(crate) origin: (f64, f64),
    /// The way to where the next begins.
    pub(crate) advance: (f64, f64),
    /// The size of its font.
    pub(crate) size: f64,
    /// It stands under the one before.
    pub(crate) vertical: bool,
    /// There is something of it to be seen in the picture, or nothing was meant to be.
    pub(crate) drawn: bool,
}

/// The glyphs of a page in the order in which they are drawn, without those that are no part of its text.
pub(crate) fn glyphs(page: &Page<'_>) -> Vec<Glyph> {
    let (width, height) = page.render_dimensions();
    let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        font_resolver: Arc::new(fonts),
        ..InterpreterSettings::default()
    };
    // The renderer keeps what it understood of fonts to itself: text has a memory of its own, for one page.
    let cache = InterpreterCache::new();
    let to_page = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(to_page, whole, &cache, page.xref(), settings);
    let mut collector = Collector { whole, glyphs: Vec::new(), seen: HashSet::new(), marks: Vec::new() };
    interpret_page(page, &mut context, &mut collector);
    collector.glyphs
}

struct Collector {
    whole: Rect,
    glyphs: Vec<Glyph>,
    /// What stands where, so that what is drawn twice (an outline, a shadow, a bold face) is read once.
    seen: HashSet<(String, i64, i64)>,
    /// For each marked content that is open: it is no part of the text.
    marks: Vec<bool>,
}

impl Collector {
    fn add(
        &mut self,
        glyph: &PositionedGlyph<'_>,
        run: &GlyphRun<'_, '_>,
        props: &DrawProps<'_>,
        hidden: bool,
    ) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(text)) => text,
            None => return,
        };
        let text: String = text.chars().filter_map(readable).collect();
        if text.is_empty() || self.glyphs.len() >= MOST {
            return;
        }
        let place = props.transform * glyph.transform();
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let size = vector(place, Vec2::new(0.0, EM)).hypot();
        let (origin, advance) = if vertical {
            (place * VERTICAL, vector(place, Vec2::new(0.0, -EM)))
        } else {
            let own = match &**glyph {
                Shape::Outline(outline) => outline.advance_width().map(f64::from),
                Shape::Type3(type3) => type3.advance_width().map(f64::from),
            };
            (place * Point::ZERO, vector(place, Vec2::new(own.unwrap_or(EM / 2.0), 0.0)))
        };
        let numbers = [origin.x, origin.y, advance.x, advance.y, size];
        let near = self.whole.inflate(1.0, 1.0);
        if !numbers.iter().all(|number| number.is_finite()) || size < 0.1 || !near.contains(origin) {
            return;
        }
        let cell = |length: f64| (length / (size * 0.2)).round() as i64;
        let is_white = text.trim().is_empty();
        if !is_white && !self.seen.insert((text.clone(), cell(origin.x), cell(origin.y))) {
            return;
        }
        let drawn = hidden || is_white || has_shape(glyph);
        let (origin, advance) = ((origin.x, origin.y), (advance.x, advance.y));
        self.glyphs.push(Glyph { text, origin, advance, size, vertical, drawn });
    }
}

/// Ligatures as their letters, white space as a space; nothing for what is no letter.
fn readable(letter: char) -> Option<char> {
    match letter {
        letter if letter.is_whitespace() => Some(' '),
        letter if letter.is_control() => None,
        '\u{fffd}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{200b}' | '\u{feff}' => None,
        letter => Some(letter),
    }
}

fn vector(place: Affine, vector: Vec2) -> Vec2 {
    place * vector.to_point() - place * Point::ZERO
}

/// What stands for fonts that are not there. It is never drawn, but without any font there would be no glyphs.
const ABSENT: StandardFont = StandardFont::ZapfDingBats;

fn fonts(query: &FontQuery) -> Option<(FontData, u32)> {
    Some(match query {
        FontQuery::Standard(font) => font.get_font_data(),
        FontQuery::Fallback(wanted) if wanted.character_collection.is_some() => ABSENT.get_font_data(),
        FontQuery::Fallback(wanted) => wanted.pick_standard_font().get_font_data(),
    })
}

/// False where the font is not there, and the picture has nothing in this place.
fn has_shape(glyph: &PositionedGlyph<'_>) -> bool {
    let Shape::Outline(outline) = &**glyph else { return true };
    let bytes = |data: &FontData| (**data).as_ref().as_ptr();
    // Symbols in that font are of a simple one, which tells of no data.
    outline.font_data().is_none_or(|font| bytes(&font.data) != bytes(&ABSENT.get_font_data().0))
}

impl Device<'_> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        if self.marks.contains(&true) {
            return;
        }
        let hidden = matches!(mode, DrawMode::Invisible);
        for glyph in run.glyphs() {
            self.add(glyph, run, &props, hidden);
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        self.marks.push(tag == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
