//! Letters of documents, and of what is made of them to be shown.

use proptest::prelude::*;

use super::*;
use crate::document::{RewriteOptions, rewrite};
use crate::xml::{self, Element, Node};

fn page(body: &str) -> String {
    format!("<html><head><title>T</title></head><body>{body}</body></html>")
}

#[test]
fn what_is_read_is_kept() {
    for (source, expected) in [
        (page("<h1>A</h1>\n <p>b <b>c</b>d</p>"), "A\nb cd"),
        (page("<p>a<br/>b<hr/>c<img alt='x'/>d</p>"), "a\nb\ncd"),
        (page("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt><b>ji</b></rt></ruby></p>"), "漢字"),
        (page("a<script>x</script>b<style>c{}</style>d<template><p>e</p></template>f"), "abdf"),
        (page("<svg><title>t</title><text>a<tspan>b</tspan></text></svg>c"), "ab\nc"),
        (
            page(
                "<math><mi>x</mi><mo>+</mo><semantics><mn>1</mn><annotation>y</annotation></semantics></math>",
            ),
            "x+1",
        ),
        (page("<table><tr><td>a</td><td>b</td></tr></table>"), "a\nb"),
        (page("a<![CDATA[ <b> ]]>&amp;&nbsp;&nope;&#x4e00;\u{c}"), "a <b> & &nope;一\u{fffd}"),
        (page("<p>a</p>") + "<!-- end -->", "a"),
        ("<html><head><p>x</p></head><body>a</body><p>b</p></html>".to_owned(), "a"),
        ("<html><p>a</p></html>".to_owned(), "a"),
        ("<html><body/></html>".to_owned(), ""),
        ("<svg><text>a</text><text>b</text></svg>".to_owned(), "a\nb"),
        ("<!DOCTYPE x [<!ENTITY who 'you'>]><p>&who;</p>".to_owned(), "you"),
        ("no markup, just  words".to_owned(), "no markup, just words"),
        (String::new(), ""),
        // What cannot be XML is read as HTML.
        ("<p>a<p>b<br>c</i>d".to_owned(), "a\nb\ncd"),
        ("<p><ruby>漢<rt>kan</ruby>b</b>".to_owned(), "漢b"),
        ("<p><ruby>漢<rt>kan<rb>字<rt>ji</ruby>".to_owned(), "漢字"),
        ("<p><ruby>漢<rt>kan<p>b".to_owned(), "漢\nb"),
        ("<title>t</title>a<TITLE>t</p></TITLE>b<xmp>x</xmp><p>&#x80;&rarrw;".to_owned(), "ab\n€\u{fffd}"),
        ("<b><script>x".to_owned(), ""),
    ] {
        assert_eq!(text(source.as_bytes()), expected, "{source}");
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The letters of a tree, as a browser counts them.
fn of_tree(element: &Element, into: &mut String) {
    if UNREAD.contains(&element.name.as_str()) || UNREAD_ASIDE.contains(&element.name.as_str()) {
        return;
    }
    for child in &element.children {
        match child {
            Node::Text(text) => into.push_str(&letters(text)),
            Node::Element(element) => of_tree(element, into),
        }
    }
}

/// The letters of what is shown of a document, read by another way where it is XML.
fn shown(source: &[u8]) -> String {
    let options = RewriteOptions {
        head_start: "<meta name=\"a\"/>".to_owned(),
        head_end: "<style>b{}</style>".to_owned(),
        svg_style: "c{}".to_owned(),
        ..RewriteOptions::default()
    };
    let made = rewrite(source, &options, &mut |_| None);
    if made.media_type == "text/html" {
        // What ends a text field that never ended says so once too often, after all letters.
        let made = decode(&made.bytes).replace("</title></textarea>", "</textarea>");
        return letters(&collect(&made, Mode::Html, Root::Html));
    }
    let (root, problems) = xml::parse(&made.bytes);
    assert_eq!(problems, []);
    let body = root.elements().find(|element| element.name == "body" && root.name == "html");
    let mut found = String::new();
    of_tree(body.unwrap_or(&root), &mut found);
    found
}

#[test]
fn letters_are_those_of_what_is_shown() {
    for source in [
        "<html><head><title>t</title></head><body>a<script>b</script>c &nbsp;\u{b}\u{85}&#1;</body></html>",
        "<html><head>x</head><body>a<head>b</head></body></html>",
        "<p><script>a</script>b<SCRIPT>c</SCRIPT>d<x:Script>e</x:Script></p>",
        "<svg><style>a</style><text>b</text></svg>",
        "<html><body><rt>a<rt>b</rt></rt>c</body></html>",
        "<p>a<rt>b</head></body></html>c<rp>d</p>e",
        "<p>a<b/><rt/>c<title/>d<script/>e",
        "1 < 2 <b c <i",
        "<b><svg:style>a<b>c</b></svg:style>d",
        "<b><h:script>a<h:script>b</h:script>c</h:script>d",
        "text<head>a<rt>b</head>c",
        "<!-- a --><p>b<!-- c --->d</b><![CDATA[e]]>f",
    ] {
        assert_eq!(letters(&text(source.as_bytes())), shown(source.as_bytes()), "{source}");
    }
}

#[test]
fn many_open_elements_take_no_time() {
    let deep = "<i>".repeat(300_000) + "a<rt>" + &"</b><p>".repeat(100_000) + "b";
    assert_eq!(letters(&text(deep.as_bytes())), "a");
    assert_eq!(text("<rt>".repeat(300_000).as_bytes()), "");
}

proptest! {
    #[test]
    fn letters_agree_whatever_the_markup(source in r#"(<(p|b|div|ruby|rb|rt|rp|script|style|title|template|svg|math|annotation|body|html|head|br|textarea|table|td)>|</(p|b|div|ruby|rb|rt|rp|script|style|title|template|svg|math|annotation|body|html|head|br|textarea|table|td)>|<rt/>|<p/>|<b |<!--|-->|<!\[CDATA\[|\]\]>|&|;|&amp;|&nbsp;|&what;|&#128;|"|'|>|<|x|一| |\n|\x0c|\x01)*"#) {
        for source in [source.clone(), page(&source)] {
            prop_assert_eq!(letters(&text(source.as_bytes())), shown(source.as_bytes()), "{}", source);
        }
    }

    #[test]
    fn letters_agree_where_tags_match(body in nested()) {
        let source = page(&body);
        prop_assert_eq!(letters(&text(source.as_bytes())), shown(source.as_bytes()), "{}", source);
    }

    #[test]
    fn white_space_is_single(source in r"(<p>|</p>|<b>|[ \n\ta一\u{a0}\u{3000}])*") {
        let text = text(source.as_bytes());
        prop_assert_eq!(text.trim(), &text);
        for twice in ["  ", "\n\n", " \n", "\n ", "\u{a0}", "\t"] {
            prop_assert!(!text.contains(twice), "{:?}", text);
        }
    }

    #[test]
    fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = text(&bytes);
    }
}

/// Elements and texts that match.
fn nested() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-z &;\u{e9}一]{0,8}",
        Just("<br/><script src='a'/><rt/><template/>".to_owned()),
        Just("<![CDATA[<x>]]>&lt;&what;<!-- c -->".to_owned()),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let names = "p|div|svg|ruby|rt|rp|title|script|style|template|annotation|body|TITLE|x:rt";
        (names, prop::collection::vec(inner, 0..6))
            .prop_map(|(name, children)| format!("<{name}>{}</{name}>", children.concat()))
    })
}
