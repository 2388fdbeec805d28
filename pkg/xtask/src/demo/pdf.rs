//! The leaflet of the demonstration shelf: a PDF, written from a text.
//!
//! The text begins with `name: value` lines. A line `==== LABEL [ANCHOR] [two columns]` begins a page; `#` and `##`
//! stand before headings, which become bookmarks; `[words](#anchor)` and `[words](https://…)` are links. Latin is set
//! in Times, which every reader of PDF has; Chinese in a font that the file only names, so that there is none in the
//! repository: a reader shows it with its own.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};

/// The size of a page, in points: a5.
const PAGE: (f64, f64) = (420.0, 595.0);
const MARGIN: f64 = 48.0;
const GUTTER: f64 = 22.0;
/// The widths of the characters of Times from the space to the tilde, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
/// How many objects stand before the pages: catalog, pages, three fonts and their parts, metadata, bookmarks.
const BEFORE: usize = 8;

/// A page of the text.
struct Page<'t> {
    label: &'t str,
    anchor: &'t str,
    columns: usize,
    paragraphs: Vec<&'t str>,
}

/// A word on the page: where it begins, how wide it is.
struct Word<'t> {
    text: &'t str,
    link: Option<&'t str>,
}

/// What was set of a page.
#[derive(Default)]
struct Set {
    content: String,
    links: Vec<([f64; 4], String)>,
    headings: Vec<String>,
}

/// The PDF that a text describes.
pub fn write(text: &str) -> Result<Vec<u8>> {
    let mut parts = text.split("\n==== ");
    let about = parts.next().unwrap_or_default();
    let named = |name: &str| {
        let line = about.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.with_context(|| format!("the leaflet has no `{name}`"))
    };
    let pages: Vec<Page<'_>> = parts.map(page).collect();
    if pages.is_empty() {
        bail!("the leaflet has no pages");
    }
    let sets: Vec<Set> = pages.iter().map(set).collect();
    let number = |page: usize| BEFORE + 1 + page * 2;
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", number(page))).collect();
    let labels: String = pages
        .iter()
        .enumerate()
        .map(|(index, page)| match page.label.parse::<usize>() {
            Ok(first) => format!("{index}<</S/D/St {first}>>"),
            Err(_) => format!("{index}<</P({})>>", page.label),
        })
        .collect();
    let dests: String = pages
        .iter()
        .enumerate()
        .filter(|(_, page)| !page.anchor.is_empty())
        .map(|(index, page)| format!("/{}[{} 0 R/Fit]", page.anchor, number(index)))
        .collect();
    let headings: Vec<(usize, &String)> = sets
        .iter()
        .enumerate()
        .flat_map(|(index, set)| set.headings.iter().map(move |heading| (index, heading)))
        .collect();
    let first_bookmark = BEFORE + 1 + pages.len() * 2;
    let mut objects = vec![
        format!(
            "<</Type/Catalog/Pages 2 0 R/Outlines 8 0 R/Lang({})/PageLabels<</Nums[{labels}]>>/Dests<<{dests}>>>>",
            named("language")?
        ),
        format!(
            "<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 {} {}]/Resources<</Font<</T 3 0 R/C 4 0 R>>>>>>",
            pages.len(),
            PAGE.0,
            PAGE.1
        ),
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)\
         /Supplement 2>>/DW 1000/FontDescriptor 6 0 R>>"
            .to_owned(),
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880\
         /Descent -120/CapHeight 700/StemV 93>>"
            .to_owned(),
        format!(
            "<</Title({})/Author({})/Keywords({})>>",
            escaped(named("title")?),
            escaped(named("author")?),
            escaped(named("subject")?)
        ),
        format!(
            "<</First {first_bookmark} 0 R/Last {} 0 R/Count {}>>",
            first_bookmark + headings.len() - 1,
            headings.len()
        ),
    ];
    for (index, set) in sets.iter().enumerate() {
        let links: String = set.links.iter().map(link).collect();
        objects
            .push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R/Annots[{links}]>>", number(index) + 1));
        objects.push(format!("<</Length {}>>\nstream\n{}\nendstream", set.content.len(), set.content));
    }
    for (index, (page, heading)) in headings.iter().enumerate() {
        let next = if index + 1 < headings.len() {
            format!("/Next {} 0 R", first_bookmark + index + 1)
        } else {
            String::new()
        };
        let utf16: String = heading.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        objects.push(format!("<</Title<FEFF{utf16}>/Parent 8 0 R/Dest[{} 0 R/Fit]{next}>>", number(*page)));
    }
    Ok(file(&objects))
}

fn page(part: &str) -> Page<'_> {
    let (head, body) = part.split_once('\n').unwrap_or((part, ""));
    let mut words = head.split_whitespace();
    Page {
        label: words.next().unwrap_or_default(),
        anchor: words.next().unwrap_or_default(),
        columns: if head.ends_with("two columns") { 2 } else { 1 },
        paragraphs: body.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect(),
    }
}

fn set(page: &Page<'_>) -> Set {
    let mut set = Set::default();
    let width = (PAGE.0 - 2.0 * MARGIN - GUTTER * (page.columns as f64 - 1.0)) / page.columns as f64;
    let (mut column, mut y, mut top) = (0, PAGE.1 - MARGIN - 12.0, PAGE.1 - MARGIN - 12.0);
    for paragraph in &page.paragraphs {
        let level = paragraph.chars().take_while(|letter| *letter == '#').count();
        let text = paragraph.trim_start_matches('#').trim();
        let (size, room) = match level {
            0 => (11.0, width),
            1 => (26.0, PAGE.0 - 2.0 * MARGIN),
            _ => (17.0, PAGE.0 - 2.0 * MARGIN),
        };
        if level > 0 {
            set.headings.push(text.to_owned());
        }
        let lines = lines(text, size, room);
        if level == 0 && y - lines.len() as f64 * size * 1.35 < MARGIN && column + 1 < page.columns {
            column += 1;
            y = top;
        }
        let x = MARGIN + column as f64 * (width + GUTTER);
        for line in lines {
            draw(&line, x, y, size, &mut set);
            y -= size * 1.35;
        }
        y -= size * 0.6;
        if level > 0 {
            top = y;
        }
    }
    set
}

/// The words of a line that is no wider than the room.
fn lines(text: &str, size: f64, room: f64) -> Vec<Vec<Word<'_>>> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (Vec::new(), 0.0);
    for word in words(text) {
        let own = width(word.text, size);
        let space = if line.is_empty() || is_chinese(text) { 0.0 } else { size * 0.25 };
        if used + space + own > room && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        used += own + if line.is_empty() { 0.0 } else { space };
        line.push(word);
    }
    lines.push(line);
    lines
}

/// Words, and what they lead to; of Chinese every character may end a line, but none may begin one that closes.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let (Some((inside, tail)), true) = (after.split_once("]("), after.contains(')')) else { break };
        let Some((goal, end)) = tail.split_once(')') else { break };
        words.extend(plain(before));
        words.extend(inside.split(' ').map(|text| Word { text, link: Some(goal) }));
        rest = end;
    }
    words.extend(plain(rest));
    words
}

fn plain(text: &str) -> Vec<Word<'_>> {
    if !is_chinese(text) {
        return text.split_whitespace().map(|text| Word { text, link: None }).collect();
    }
    let mut starts: Vec<usize> =
        text.char_indices().filter(|(_, letter)| !"，。；、".contains(*letter)).map(|(at, _)| at).collect();
    starts.push(text.len());
    starts
        .windows(2)
        .filter_map(|pair| text.get(pair[0]..pair[1]))
        .map(|text| Word { text, link: None })
        .collect()
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|letter| letter >= '\u{2e80}')
}

fn width(text: &str, size: f64) -> f64 {
    let one = |letter: char| match (letter as usize).checked_sub(32).and_then(|index| WIDTHS.get(index)) {
        Some(width) => f64::from(*width),
        None => 1000.0,
    };
    text.chars().map(one).sum::<f64>() * size / 1000.0
}

fn draw(line: &[Word<'_>], x: f64, y: f64, size: f64, set: &mut Set) {
    let chinese = line.iter().any(|word| is_chinese(word.text));
    let mut at = x;
    let mut text = String::new();
    for (index, word) in line.iter().enumerate() {
        if index > 0 && !chinese {
            // What begins with a full stop stands close to what it ends.
            if !word.text.starts_with(['.', ',']) {
                text.push(' ');
                at += size * 0.25;
            }
        }
        let own = width(word.text, size);
        let before = index.checked_sub(1).and_then(|before| line.get(before)?.link);
        if let (true, Some((rect, _))) = (word.link.is_some() && word.link == before, set.links.last_mut()) {
            // A link of several words is one.
            rect[2] = at + own;
        } else if let Some(goal) = word.link {
            set.links.push(([at, y - size * 0.25, at + own, y + size * 0.85], goal.to_owned()));
        }
        text.push_str(word.text);
        at += own;
    }
    // Writing to a string cannot fail.
    let _ = if chinese {
        let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        writeln!(set.content, "BT /C {size} Tf {x:.2} {y:.2} Td <{units}> Tj ET")
    } else {
        writeln!(set.content, "BT /T {size} Tf {x:.2} {y:.2} Td ({}) Tj ET", escaped(&text))
    };
}

fn link((rect, goal): &([f64; 4], String)) -> String {
    let [left, bottom, right, top] = rect;
    let goal = match goal.strip_prefix('#') {
        Some(anchor) => format!("/Dest/{anchor}"),
        None => format!("/A<</S/URI/URI({})>>", escaped(goal)),
    };
    format!(
        "<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect[{left:.1} {bottom:.1} {right:.1} {top:.1}]{goal}>>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
}

/// Objects by their numbers from 1, with their directory.
fn file(objects: &[String]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut directory = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(directory, "{:010} 00000 n ", file.len());
        file.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let start = file.len();
    let size = objects.len() + 1;
    let _ = write!(directory, "trailer\n<</Size {size}/Root 1 0 R/Info 7 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.extend_from_slice(directory.as_bytes());
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaflet_is_set_in_lines_columns_and_links() {
        let leaflet = "title: T (1)\nauthor: A\nsubject: s\nlanguage: en\n==== i\n# One\n\nGo [to it](#two).\n==== 1 two two columns\n## 二\n\n中文。";
        let pdf = String::from_utf8(write(leaflet).unwrap()).unwrap();
        for wanted in [
            "/Title(T \\(1\\))",
            "/Nums[0<</P(i)>>1<</S/D/St 1>>]",
            "/Dests<</two[11 0 R/Fit]>>",
            "(Go to it.) Tj",
            "/Rect[64.2 481.5 81.6 493.6]/Dest/two>>",
            "<4E2D65873002> Tj",
            "/Title<FEFF4E8C>/Parent 8 0 R/Dest[11 0 R/Fit]>>",
        ] {
            assert!(pdf.contains(wanted), "{wanted} is not in\n{pdf}");
        }
        assert!(write("title: x").is_err());
        assert_eq!(lines("one two three", 10.0, 40.0).len(), 2);
    }
}
