use proptest::prelude::*;

use super::*;
use crate::xml::{self, Element};

/// A novel of chapters in divisions, with ids, notes and a list.
fn novel(chapters: usize) -> String {
    let mut body = String::from("<h1>All of it</h1>");
    for chapter in 0..chapters {
        let paragraphs: String = (0..40)
            .map(|number| {
                let words =
                    format!("It was the {number}th night of chapter {chapter}, and nobody slept. ").repeat(5);
                format!("<p class='x' id=\"p{chapter}-{number}\">{words}<i>&amp; so on</i></p>\n")
            })
            .collect();
        body += &format!(
            "<div class=\"chapter\" id=\"c{chapter}\"><h2>Chapter {chapter}</h2><div>{paragraphs}</div></div>\n"
        );
    }
    page(&body)
}

fn page(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>T</title>\
         <style>p + p {{ text-indent: 1em }}</style></head><body class=\"b\">{body}</body></html>"
    )
}

fn whole_letters(source: &str) -> String {
    letters(&reading::text(source.as_bytes())).collect()
}

/// Every element of the body with its steps, without those that stand in.
fn elements<'a>(
    element: &'a Element,
    steps: &[u32],
    part: &PartOf,
    depth: Option<usize>,
    into: &mut Vec<(Vec<u32>, &'a Element)>,
) {
    let level = depth.and_then(|depth| part.levels.get(depth)).copied().unwrap_or_default();
    for (index, child) in element.elements().enumerate() {
        if child.attr(STAND_IN).is_some() {
            continue;
        }
        let own = [steps, &[2 * (index as u32 + 1 + level.skipped)]].concat();
        let goes_on = depth.filter(|depth| depth + 1 < part.levels.len() && index as u32 == level.stand_ins);
        if goes_on.is_none() {
            into.push((own.clone(), child));
        }
        elements(child, &own, part, goes_on.map(|depth| depth + 1), into);
    }
}

fn body_of(source: &str) -> Element {
    let (root, problems) = xml::parse(source.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    root.find("body").unwrap().clone()
}

/// What must hold of every division: the parts are well-formed, and together they are the whole.
fn holds(source: &str, division: &Division) {
    let none = PartOf::whole();
    let (body, mut whole, mut parts) = (body_of(source), Vec::new(), Vec::new());
    elements(&body, &[], &none, None, &mut whole);
    let (mut text, mut before) = (String::new(), 0);
    for number in 0..division.count() {
        let document = division.document(number);
        let part = division.part_of(number, before);
        assert_eq!(PartOf::from_content(&part.to_content()), Some(part.clone()));
        let own = body_of(&document);
        let mut found = Vec::new();
        let depth = (!part.levels.is_empty()).then_some(0);
        elements(&own, &[], &part, depth, &mut found);
        parts.extend(found.into_iter().map(|(steps, element)| {
            (steps, element.name.clone(), element.attr("id").map(str::to_owned), number)
        }));
        text += &whole_letters(&document);
        before += division.letters(number);
        assert_eq!(before, text.chars().count());
    }
    assert_eq!(text, whole_letters(source), "the text is the same");
    assert_eq!(parts.len(), whole.len(), "every element begins once");
    for ((steps, name, id, number), (expected, element)) in parts.iter().zip(&whole) {
        assert_eq!(
            (steps, name.as_str(), id.as_deref()),
            (expected, element.name.as_str(), element.attr("id"))
        );
        if let Some(id) = id {
            assert_eq!(division.part_of_id(id), Some(*number), "{id}");
        }
        let cfi: String = steps.iter().map(|step| format!("/{step}")).collect();
        let wanted = Wanted::Place { progression: 0.0, cfi: format!("/4{cfi}/1:0"), words: String::new() };
        assert_eq!(division.choose(&wanted, &|part| division.letters(part)), *number, "{cfi}");
    }
}

#[test]
fn a_novel_is_cut_where_its_chapters_begin() {
    let source = novel(40);
    let division = Division::of(source.clone().into_bytes()).unwrap();
    assert!(division.count() >= source.len() / MOST, "{} parts", division.count());
    for number in 1..division.count() {
        let (start, end) = division.bounds(number);
        assert!(source[start..].starts_with("<div class=\"chapter\""), "{}", &source[start..start + 60]);
        assert!(end - start <= MOST + MOST / 4, "{}", end - start);
    }
    holds(&source, &division);
}

#[test]
fn what_is_before_a_seam_is_stood_in_for() {
    let body = format!(
        "<div id=\"a\" class=\"d\"><h2>One</h2>{}</div>",
        "<p class=\"first\">A word.</p><p>Another word of it.</p>\n".repeat(5000)
    );
    let source = page(&body);
    let division = Division::of(source.clone().into_bytes()).unwrap();
    let second = division.document(1);
    let stood = "<body class=\"b\"><div id=\"a\" class=\"d\"><h2 data-yueli-seam=\"\"></h2><p data-yueli-seam=\"\"></p><p class=\"first\" data-yueli-seam=\"\"></p>";
    let other = "<body class=\"b\"><div id=\"a\" class=\"d\"><h2 data-yueli-seam=\"\"></h2><p class=\"first\" data-yueli-seam=\"\"></p><p data-yueli-seam=\"\"></p>";
    assert!(second.contains(stood) || second.contains(other), "{}", &second[200..700]);
    assert!(division.document(0).ends_with(" data-yueli-seam=\"\"></p></div></body></html>"));
    holds(&source, &division);
}

#[test]
fn lists_go_on_counting_and_nothing_else_is_cut() {
    let items = |count: usize, attribute: &str| {
        (0..count)
            .map(|number| format!("<li{attribute}><p>{number} is a number</p></li>"))
            .collect::<String>()
    };
    let counted = page(&format!("<ol>{}</ol>", items(4000, "")));
    let division = Division::of(counted.clone().into_bytes()).unwrap();
    let cut = division.seams[0].around[1].children;
    assert!(division.document(1).contains(&format!("<ol start=\"{}\">", cut + 1)));
    holds(&counted, &division);
    for whole in [
        format!("<table>{}</table>", "<tr><td><p>A cell</p></td></tr>".repeat(4000)),
        format!("<ol start=\"3\">{}</ol>", items(4000, "")),
        format!("<ol>{}</ol>", items(4000, " value=\"7\"")),
        format!("<pre>{}</pre>", "<b>a line</b>\n".repeat(4000)),
        format!("<p>{}</p>", "word ".repeat(50_000)),
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}</svg>", "<g><p/></g>".repeat(4000)),
        format!("{}<svg><use href=\"#a\"/></svg>", "<p>A paragraph of text.</p>".repeat(9000)),
        format!("{}<p style=\"filter:url(#a)\">x</p>", "<p>A paragraph of text.</p>".repeat(9000)),
        format!("{}<p>not closed", "<p>A paragraph of text.</p>".repeat(9000)),
        format!("{}{}", "<div><p>deep</p>".repeat(9000), "</div>".repeat(9000)),
        "<p>short</p>".to_owned(),
    ] {
        assert!(Division::of(page(&whole).into_bytes()).is_none(), "{}", &whole[..40.min(whole.len())]);
    }
}

#[test]
fn a_part_is_found_by_what_is_wanted_of_it() {
    let source = novel(40);
    let division = Division::of(source.clone().into_bytes()).unwrap();
    let all = whole_letters(&source);
    let letters = |part| division.letters(part);
    let choose = |wanted| division.choose(&wanted, &letters);
    let last = division.count() - 1;
    let place = |progression: f64, cfi: &str, words: &str| {
        choose(Wanted::Place { progression, cfi: cfi.to_owned(), words: words.to_owned() })
    };
    assert_eq!((choose(Wanted::Part(1)), choose(Wanted::Part(usize::MAX))), (1, last));
    assert_eq!((choose(Wanted::Letter(0)), choose(Wanted::Letter(all.chars().count() - 1))), (0, last));
    assert_eq!((choose(Wanted::Id("c39".into())), choose(Wanted::Id("none".into()))), (last, 0));
    assert_eq!((place(0.0, "", ""), place(1.0, "", "")), (0, last));
    // The words decide where the CFI is of another edition.
    assert_eq!(place(0.0, "/4/2/1:0", "Chapter 39"), last);
    assert_eq!(place(1.0, "", "words that are nowhere"), last);
}

#[test]
fn what_no_book_has_is_divided_without_loss_and_in_time() {
    let begun = std::time::Instant::now();
    for (before, piece, after) in [
        ("", "<div><h2>a</h2><p id='b'>c</p></div>", ""),
        ("<ol>", "<li><ol><li>a</li></ol></li>", "</ol>"),
        ("", "<p class='a\"b'/>a<hr/>", ""),
        ("<body>", "<body/><p>a<ruby>b<rt>c</rt></ruby></p>", "</body>"),
        ("<div>", "</div><div>a", "</div>"),
        ("", "<![CDATA[<p>]]><p>&lt;</p><?a b?><!--c-->", ""),
        ("<html:div xmlns:html='http://www.w3.org/1999/xhtml'>", "<html:p>a</html:p>", "</html:div>"),
        ("<blockquote>", "<h1>a</h1>", "</blockquote>"),
    ] {
        let source = page(&[before, &piece.repeat(300_000 / piece.len()), after].concat());
        let Some(division) = Division::of(source.clone().into_bytes()) else { continue };
        let text: String =
            (0..division.count()).map(|part| whole_letters(&division.document(part))).collect();
        assert!(text == whole_letters(&source), "{piece}");
    }
    assert!(begun.elapsed().as_secs() < 60);
}

/// A tree of blocks and lines, as text.
fn blocks() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-z &&[^&]]{0,30}".prop_map(|text| format!("<p>{text}</p>")),
        "[a-z]{1,9}".prop_map(|text| format!("<p class=\"{text}\">{text} &lt; <b>x</b> tail</p> between ")),
        Just("<hr/><!-- a remark --><h3>Title</h3>".to_owned()),
        Just("<table><tr><td><p>cell</p></td></tr></table>".to_owned()),
        Just("<pre> a\n b</pre><ruby>茶<rt>chá</rt></ruby>".to_owned()),
    ];
    leaf.prop_recursive(4, 60, 8, |inner| {
        let names = prop_oneof![Just("div"), Just("section"), Just("blockquote"), Just("article")];
        (names, prop::collection::vec(inner, 1..8))
            .prop_map(|(name, children)| format!("<{name}>{}</{name}>", children.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn parts_are_the_whole(pieces in prop::collection::vec(blocks(), 1..12), repeat in 20_usize..60) {
        let mut body = String::new();
        let unit = pieces.concat();
        while body.len() < 4000 * repeat {
            body += &unit;
        }
        // Ids of its own for each block.
        let mut number = 0;
        let body = body.split("<p").map(|piece| { number += 1; format!("{piece}<p id=\"i{number}\"") }).collect::<String>();
        let body = body.rsplit_once("<p id").map(|(body, _)| body.to_owned()).unwrap_or_default();
        let source = page(&body);
        if let Some(division) = Division::of(source.clone().into_bytes()) {
            holds(&source, &division);
        }
    }

    #[test]
    fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), repeat in 1_usize..300) {
        let markup = String::from_utf8_lossy(&bytes).into_owned();
        let source = page(&format!("<p>{}</p>", markup.repeat(repeat)).repeat(40));
        if let Some(division) = Division::of(source.clone().into_bytes()) {
            for number in 0..division.count() + 1 {
                division.document(number);
            }
        }
    }
}
