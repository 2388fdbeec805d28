//! A page's document: its picture, and its text over it.

use std::fmt::Write as _;

use crate::{
    destinations::Goal,
    layout::{Paragraph, Text},
    lines::Line,
    links::PageLink,
    strings::escaped,
};

/// The media type of a document.
pub(crate) const MEDIA_TYPE: &str = "application/xhtml+xml";

/// Text is clear, unless the picture has nothing of it. Styles of elements would not do: the lines' places are
/// attributes of SVG, which every policy allows.
const STYLE: &str = "html,body{margin:0;background:#fff}section{position:relative;overflow:hidden}\
    img,svg{position:absolute;inset:0;inline-size:100%;block-size:100%}svg{pointer-events:none}\
    h1,h2,h3,h4,h5,h6,p{margin:0;font-size:inherit;font-weight:inherit}\
    text{fill:transparent;pointer-events:all;cursor:text;white-space:pre;font-family:sans-serif}text.seen{fill:#000}\
    a{position:absolute}a:focus-visible{outline:2px solid #1b4258;outline-offset:1px}\
    ::selection{background-color:rgb(40 110 200/.3);color:transparent}";

/// Nothing runs, nothing leaves, nothing is sent; only the page's own picture is shown.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
    img-src 'self' blob:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'\"/>";

/// What a page's document is made of.
pub(crate) struct Page<'p> {
    /// From 1.
    pub(crate) number: usize,
    pub(crate) count: usize,
    pub(crate) label: &'p str,
    pub(crate) title: &'p str,
    pub(crate) language: &'p str,
    /// In points.
    pub(crate) size: (f64, f64),
    pub(crate) text: &'p Text,
    pub(crate) links: &'p [PageLink],
}

/// The path of a page's document; pages are counted from 0.
pub(crate) fn path(page: usize) -> String {
    format!("page-{}.xhtml", page + 1)
}

impl Page<'_> {
    /// The document. Its text is exactly that of `words`, and no more.
    pub(crate) fn document(&self) -> String {
        let (width, height) = (short(self.size.0), short(self.size.1));
        let language = match escaped(self.language) {
            tag if tag.is_empty() => tag,
            tag => format!(" lang=\"{tag}\" xml:lang=\"{tag}\""),
        };
        let title = if self.title.is_empty() { String::new() } else { escaped(self.title) + " · " };
        let name = self.name();
        let mut made = format!(
            "<!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\" class=\"page\"{language}><head>\
             {POLICY}<meta charset=\"utf-8\"/><title>{title}{name}</title>\
             <meta name=\"viewport\" content=\"width={width}, height={height}\"/><style>{STYLE}</style></head>\
             <body><section aria-label=\"{name}\" style=\"width:{width}px;height:{height}px\">\
             <img alt=\"\" data-picture=\"pictures/{}\"/>",
            self.number
        );
        for paragraph in &self.text.paragraphs {
            self.paragraph(paragraph, &mut made);
        }
        for link in self.links {
            self.link(link, &mut made);
        }
        made + "</section></body></html>"
    }

    /// What the page is called, and which it is of how many, in no language.
    fn name(&self) -> String {
        let number = self.number.to_string();
        if self.label.is_empty() || self.label == number {
            format!("{number} / {}", self.count)
        } else {
            format!("{} ({number} / {})", escaped(self.label), self.count)
        }
    }

    fn paragraph(&self, paragraph: &Paragraph, made: &mut String) {
        let element = match paragraph.level {
            Some(level) => format!("h{level}"),
            None => "p".to_owned(),
        };
        let (width, height) = (short(self.size.0), short(self.size.1));
        // Writing to a string cannot fail.
        let _ = write!(
            made,
            "<{element}><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"none\" viewBox=\"0 0 {width} {height}\">"
        );
        for line in &paragraph.lines {
            write_line(line, made);
        }
        let _ = write!(made, "</svg></{element}>");
    }

    fn link(&self, link: &PageLink, made: &mut String) {
        let href = match &link.goal {
            Goal::Page(page) => path(*page),
            Goal::Outside(address) => escaped(address),
        };
        let words = link.name.clone().unwrap_or_else(|| self.words_under(link));
        let name = match (&link.goal, words.is_empty()) {
            (_, false) => escaped(&words),
            (Goal::Page(page), true) => format!("{} / {}", page + 1, self.count),
            (Goal::Outside(address), true) => escaped(address),
        };
        let place = [link.left, link.top, link.width, link.height].map(short);
        let [left, top, width, height] = place;
        let _ = write!(
            made,
            "<a href=\"{href}\" aria-label=\"{name}\" \
             style=\"left:{left}px;top:{top}px;width:{width}px;height:{height}px\"></a>"
        );
    }

    /// The words that a link lies on, of lines that run from left to right: those it covers by half and more.
    fn words_under(&self, link: &PageLink) -> String {
        let mut words = Vec::new();
        for line in self.text.paragraphs.iter().flat_map(|paragraph| &paragraph.lines) {
            let middle = line.origin.1 - line.size * 0.3;
            if line.angle != 0.0 || middle < link.top || middle > link.top + link.height {
                continue;
            }
            for (word, start, end) in parts(line) {
                let (start, end) = (line.origin.0 + start, line.origin.0 + end);
                let covered = end.min(link.left + link.width) - start.max(link.left);
                if covered > (end - start) * 0.5 {
                    words.push(word.trim());
                }
            }
        }
        words.join(" ").trim_end_matches(['.', ',', ';', ':']).to_owned()
    }
}

/// The words of a line: each with where it begins and ends, in points from the line's start.
fn parts(line: &Line) -> impl Iterator<Item = (&str, f64, f64)> {
    let count = line.stops.len() + 1;
    (0..count).map(move |index| {
        let stop = |index: usize| index.checked_sub(1).and_then(|index| line.stops.get(index)).copied();
        let (at, start) = stop(index).unwrap_or_default();
        let (until, end) = stop(index + 1).unwrap_or_else(|| {
            // A space at the end of the line is as wide as one, so that the letters before it are as wide as they were.
            let space = if line.text.ends_with(' ') { line.size * 0.25 } else { 0.0 };
            (line.text.len(), line.length + space)
        });
        (line.text.get(at..until).unwrap_or_default(), start, end)
    })
}

fn write_line(line: &Line, made: &mut String) {
    let (x, y) = line.origin;
    let seen = if line.drawn { "" } else { " class=\"seen\"" };
    let _ = write!(made, "<text{seen} font-size=\"{}\"", short(line.size));
    if line.vertical {
        made.push_str(" writing-mode=\"vertical-rl\"");
    } else if line.angle != 0.0 {
        let _ = write!(made, " transform=\"rotate({} {} {})\"", short(line.angle), short(x), short(y));
    }
    made.push('>');
    for (words, start, end) in parts(line) {
        let place = if line.vertical { (x, y + start) } else { (x + start, y) };
        let _ = write!(made, "<tspan x=\"{}\" y=\"{}\"", short(place.0), short(place.1));
        if end > start && words.trim_end().chars().count() > 1 {
            let how = if line.vertical { "spacing" } else { "spacingAndGlyphs" };
            let _ = write!(made, " textLength=\"{}\" lengthAdjust=\"{how}\"", short(end - start));
        }
        let _ = write!(made, ">{}</tspan>", escaped(words));
    }
    made.push_str("</text>");
}

/// A number with two digits behind the point at most.
fn short(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (number, expected) in
            [(612.0, "612"), (0.5, "0.5"), (-0.001, "0"), (1.005, "1"), (100.0, "100"), (595.276, "595.28")]
        {
            assert_eq!(short(number), expected);
        }
    }
}
