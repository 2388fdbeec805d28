//! Documents in, documents out.

use proptest::prelude::*;

use super::*;
use crate::xml::{self, Element, Node};

fn options() -> RewriteOptions {
    RewriteOptions {
        head_start: "<meta name=\"a\"/>".to_owned(),
        head_end: "<link href=\"z\"/>".to_owned(),
        svg_style: "a>b{}".to_owned(),
        ..RewriteOptions::default()
    }
}

/// Rewritten with nothing put in, and no reference replaced.
fn bare(source: &str) -> (String, &'static str) {
    let rewritten = rewrite(source.as_bytes(), &RewriteOptions::default(), &mut |_| None);
    (String::from_utf8(rewritten.bytes).unwrap(), rewritten.media_type)
}

fn page(body: &str) -> String {
    format!("<html xmlns=\"http://www.w3.org/1999/xhtml\"><head/><body>{body}</body></html>")
}

/// The body of a page, rewritten as XHTML.
fn body(source: &str) -> String {
    let (output, media_type) = bare(&page(source));
    assert_eq!(media_type, "application/xhtml+xml", "{source}");
    let (_, rest) = output.split_once("<body>").unwrap();
    rest.split_once("</body>").unwrap().0.to_owned()
}

#[test]
fn what_is_good_stays_to_the_byte() {
    for source in [
        "<p class=\"a\">b &amp; &#160; &lt; \"quoted\" 'too' > </p>",
        "<!-- comment --><p><![CDATA[ <raw> & ]]></p><?pi data?>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>",
        "<a href=\"b.xhtml#c\" title=\"x&#10;y\">阅历</a>",
    ] {
        assert_eq!(body(source), source);
    }
}

#[test]
fn what_can_be_mended_is_mended() {
    for (source, expected) in [
        ("<p>a & b &nbsp;&nope;</p>", "<p>a &amp; b \u{a0}&amp;nope;</p>"),
        ("<p>1 < 2 ]]></p>", "<p>1 &lt; 2 ]]&gt;</p>"),
        ("<p a=1 b c='\"' d=\"<\" a=\"2\"/>", "<p a=\"1\" b=\"\" c=\"&quot;\" d=\"&lt;\"/>"),
        ("<p a\u{d7}=\"b\">&#X4E00;</p>", "<p>&#x4E00;</p>"),
        ("<p>\u{1}&#2;&#xFFFF;</p>", "<p>\u{fffd}\u{fffd}\u{fffd}</p>"),
        ("<!-- a -- b ---><p/>", "<!-- a - - b - --><p/>"),
        ("<p \"=\"a\" b:=\"c\" :d=\"e\"/>", "<p/>"),
    ] {
        assert_eq!(body(source), expected, "{source}");
    }
}

#[test]
fn scripts_become_empty_and_what_acts_is_taken_off() {
    for (source, expected) in [
        ("<script id=\"s\" src=\"a.js\">x<![CDATA[</p>]]></script><p/>", "<script id=\"s\"></script><p/>"),
        ("<script src=\"a.js\"/>", "<script></script>"),
        ("<p onclick=\"x()\" OnLoad='y' class=\"c\"/>", "<p class=\"c\"/>"),
        ("<a href=\"java&#115;cript:x\">y</a>", "<a>y</a>"),
        ("<a href=\"&#x6A;avascript&colon;x\">y</a>", "<a href=\"&#x6A;avascript&amp;colon;x\">y</a>"),
        ("<iframe src=\"http://example.org/\" srcdoc=\"x\"/>", "<iframe/>"),
        ("<form action=\"x\"><button formaction=\"y\"/></form>", "<form><button/></form>"),
        (
            "<svg><a xmlns:l=\"http://www.w3.org/1999/xlink\" l:href=\"javascript:x\"/></svg>",
            "<svg><a xmlns:l=\"http://www.w3.org/1999/xlink\"/></svg>",
        ),
        (
            "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">x</h:script>",
            "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\"></h:script>",
        ),
    ] {
        assert_eq!(body(source), expected, "{source}");
    }
}

#[test]
fn scripts_stay_for_those_who_ask() {
    let options = RewriteOptions { keep_scripts: true, ..RewriteOptions::default() };
    let source =
        page("<script>a &lt; b</script><p onclick=\"x\"/><iframe src=\"//example.org\" onload=\"y\"/>");
    let output = rewrite(source.as_bytes(), &options, &mut |_| None);
    let output = String::from_utf8(output.bytes).unwrap();
    assert!(output.contains("<script>a &lt; b</script><p onclick=\"x\"/><iframe onload=\"y\"/>"), "{output}");
}

#[test]
fn ours_goes_into_the_head() {
    const HTML: &str = "<html xmlns=\"http://www.w3.org/1999/xhtml\">";
    const HEAD: &str = "<head><meta name=\"a\"/><link href=\"z\"/></head>";
    for (source, expected) in [
        (
            format!("{HTML}<head><title>t</title></head><body/></html>"),
            format!("{HTML}<head><meta name=\"a\"/><title>t</title><link href=\"z\"/></head><body/></html>"),
        ),
        (format!("{HTML}<head/><body/></html>"), format!("{HTML}{HEAD}<body/></html>")),
        (format!("{HTML}<body/></html>"), format!("{HTML}{HEAD}<body/></html>")),
        ("<html><body/></html>".to_owned(), format!("{HTML}{HEAD}<body/></html>")),
        ("<html/>".to_owned(), format!("{HTML}{HEAD}</html>")),
        (
            "<?xml version='1.1' encoding='gbk'?>\n<!DOCTYPE html PUBLIC 'a' 'b' [<!ENTITY c 'd'>]>\n<html><body>&c;</body></html>".to_owned(),
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n{HTML}{HEAD}<body>d</body></html>"),
        ),
        (
            "<svg><g/></svg>".to_owned(),
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/><style xmlns=\"http://www.w3.org/2000/svg\">a>b{}</style></svg>".to_owned(),
        ),
        ("<moby xml:id=\"a\"/>".to_owned(), "<moby xml:id=\"a\"></moby>".to_owned()),
        ("<html><body epub:type=\"a\" q:r=\"b\"/></html>".to_owned(),
         format!("<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" xmlns:q=\"urn:yueli:prefix:q\">{HEAD}<body epub:type=\"a\" q:r=\"b\"/></html>")),
    ] {
        let output = rewrite(source.as_bytes(), &options(), &mut |_| None);
        assert_eq!(String::from_utf8(output.bytes).unwrap(), expected);
    }
}

#[test]
fn what_cannot_be_mended_becomes_html() {
    const START: &str = "\u{feff}<!DOCTYPE html>\n<head><meta name=\"a\"/>";
    for (source, expected) in [
        (
            "<html><head><title>t &amp; <b></title></head><body><p>a<br>b</body></html>",
            "<html><title>t &amp; &lt;b></title><link href=\"z\"/></head><body><p>a<br>b",
        ),
        ("<p>a<p>b", "<link href=\"z\"/><p>a<p>b"),
        (
            "<html><head><title/><body><a id=\"x\"/><script>if (a<b) c</script>d</html>",
            "<html><title></title><link href=\"z\"/><body><a id=\"x\"></a><script></script>d",
        ),
        (
            "<html><head/><body><svg><path/></b></svg><svg:g/></body></html>",
            "<html><link href=\"z\"/><body><svg><path/></b></svg><g></g>",
        ),
        (
            "<b><i></b><style>a:b('<img onerror=x>')<c</style>",
            "<link href=\"z\"/><b><i></b><style>a:b('\\3c img onerror=x>')\\3c c</style>",
        ),
        (
            "<b><i></b><!--><img onerror=x>--><noscript title='</noscript><img onerror=x>'>",
            "<link href=\"z\"/><b><i></b><img>--><noscript title=\"&lt;/noscript>&lt;img onerror=x>\">",
        ),
        ("<b><script>x", "<link href=\"z\"/><b><script></script>"),
        ("plain & &rarrw; text", "<link href=\"z\"/>plain &amp; &rarrw; text"),
        ("<p/>\u{c}", "<link href=\"z\"/><p></p>\u{fffd}"),
        ("", "<link href=\"z\"/>"),
    ] {
        let output = rewrite(source.as_bytes(), &options(), &mut |_| None);
        let text = String::from_utf8(output.bytes).unwrap();
        assert_eq!(text.strip_prefix(START), Some(expected), "{source}");
        assert_eq!((output.media_type, output.problems[0].code), ("text/html", ProblemCode::Malformed));
    }
}

#[test]
fn every_reference_is_seen_and_may_be_replaced() {
    let source = page(
        "<img src=\" a.png \" srcset=\"b.png 1x, c.png 2x,d.png\" style=\"background:url('e.png')\"/><a href=\"f\">g</a>
        <style>@import 'h.css';</style><video poster=\"i\"><source src=\"j&amp;k\"/></video>
        <svg><image xmlns:l=\"l\" l:href=\"m\"/></svg><object data=\"n\"/><blockquote cite=\"o\"/>",
    );
    let source = format!(
        "<?xml-stylesheet href=\"p.css\" type=\"text/css\"?><?xml-stylesheet href=\"q\" type=\"text/xsl\"?>{source}"
    );
    let mut seen = Vec::new();
    let output = rewrite(source.as_bytes(), &RewriteOptions::default(), &mut |reference| {
        seen.push(format!("{}:{}", reference.url(), u8::from(reference.is_resource())));
        Some(format!("{}\"&", reference.url()))
    });
    assert_eq!(
        seen.join(" "),
        "p.css:1 a.png:1 b.png:1 c.png:1 d.png:1 e.png:1 f:0 h.css:1 i:1 j&k:1 m:1 n:1"
    );
    let output = String::from_utf8(output.bytes).unwrap();
    for expected in [
        "<?xml-stylesheet type=\"text/css\" href=\"p.css&quot;&amp;\"?><html",
        "src=\"a.png&quot;&amp;\" srcset=\"b.png&quot;&amp; 1x, c.png&quot;&amp; 2x,d.png&quot;&amp;\"",
        "style=\"background:url(&quot;e.png\\&quot;&amp;&quot;)\"",
        "@import &quot;h.css\\&quot;&amp;&quot;;",
        "l:href=\"m&quot;&amp;\"",
        "cite=\"o\"",
    ] {
        assert!(output.contains(expected), "{expected} is not in {output}");
    }
}

#[test]
fn style_sheets_get_the_standard_properties() {
    let output = body(
        "<style>/*<![CDATA[*/ a{-epub-hyphens:none} /*]]>*/</style><p style=\"-epub-word-break:keep-all\"/>",
    );
    assert_eq!(
        output,
        "<style>/**/ a{hyphens: none;-epub-hyphens:none} /**/</style><p style=\"word-break: keep-all;-epub-word-break:keep-all\"/>"
    );
}

#[test]
fn an_external_entity_is_nothing() {
    let source = "<!DOCTYPE html [<!ENTITY xxe SYSTEM \"foo.xhtml\">]><html><body><p>&xxe;</p></body></html>";
    assert!(bare(source).0.contains("<p></p>"));
}

/// What once took seconds or gigabytes, or would have: the smallest inputs are in `cargo xtask fuzz`.
#[test]
fn much_of_the_same_takes_no_time() {
    let doctype = "<!DOCTYPE a [<!ENTITY b '&&&&&&&&&&&&&&&&'>]><a>";
    let declared: String = (0..500).map(|at| format!(" xmlns:p{at}='u'")).collect();
    for (before, piece, after) in [
        ("<!DOCTYPE a [", "<!ENTITY", ""),
        ("<!DOCTYPE a [", "<!ENTITY b c ", ""),
        (doctype, "&b;", "</a>"),
        ("<a>", "&b;", "</a>"),
        ("<a style='", "-epub-hyphens:(;", "'/>"),
        (&format!("<a{declared}>"), "<b p:c='' q:d=''/>", "</a>"),
        ("<a>", "<b ", ""),
    ] {
        let source = format!("{before}{}{after}", piece.repeat(30_000));
        let made = rewrite(source.as_bytes(), &RewriteOptions::default(), &mut |_| None);
        assert!(made.bytes.len() < 6 * source.len() + (6 << 20), "{piece}: {}", made.bytes.len());
    }
    let prefixes: String = (0..30_000).map(|at| format!("<p{at}:b/>")).collect();
    let (output, media_type) = bare(&format!("<a>{prefixes}</a>"));
    assert_eq!(media_type, "text/html");
    assert!(output.len() < 1 << 20);
}

/// The elements and texts below an element, as a CFI counts them; attributes are none of its business.
fn shape(element: &Element) -> String {
    let children = element.children.iter().map(|child| match child {
        Node::Text(text) => format!("{text:?}"),
        Node::Element(element) if element.name == "script" || element.name == "style" => {
            format!("<{}>", element.name)
        }
        Node::Element(element) => shape(element),
    });
    format!("<{}>{}</>", element.name, children.collect::<String>())
}

fn body_shape(bytes: &[u8]) -> Option<(usize, String)> {
    let root = xml::parse(bytes).0;
    root.elements()
        .enumerate()
        .find(|(_, element)| element.name == "body")
        .map(|(index, body)| (index, shape(body)))
}

/// A body of elements and texts that match, some of them hostile.
fn nested() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-z <>&;\u{e9}一]{0,8}".prop_map(|text| text.replace('<', "&lt;")),
        Just("<br/>".to_owned()),
        Just("<script>x</script>".to_owned()),
        Just("<script src='a'/>".to_owned()),
        Just("<!-- c --><?p i?>".to_owned()),
        Just("<![CDATA[<x>]]>&nbsp;&what;".to_owned()),
        Just("<style>a{b:c}</style>".to_owned()),
        Just("<img src='javascript:x' onerror='y'/>".to_owned()),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        ("p|div|svg|iframe|object|form|a", prop::collection::vec(inner, 0..6))
            .prop_map(|(name, children)| format!("<{name} href='a'>{}</{name}>", children.concat()))
    })
}

proptest! {
    #[test]
    fn the_body_keeps_its_shape(body in nested()) {
        let source = page(&body);
        let output = rewrite(source.as_bytes(), &options(), &mut |_| Some("blob:x".to_owned()));
        prop_assert_eq!(output.media_type, "application/xhtml+xml");
        prop_assert_eq!(body_shape(source.as_bytes()), body_shape(&output.bytes));
    }

    /// What comes out as XML is XML to somebody else's parser too, and rewriting it again changes nothing.
    #[test]
    fn xml_comes_out_well_formed(source in r#"(<a>|</a>|<b c="|<b |"|'|=|>|/>|<!--|-->|&|;|&amp;|x|:|<svg>|</svg>| |é|<!\[CDATA\[|\]\]>|<\?|\?>|<script>|</script>|<style>|</style>)*"#) {
        let wrapped = page(&source);
        for source in [source.as_str(), wrapped.as_str()] {
            let output = rewrite(source.as_bytes(), &options(), &mut |_| None);
            if output.media_type != "text/html" {
                let text = String::from_utf8(output.bytes.clone()).unwrap();
                let mut reader = quick_xml::Reader::from_str(&text);
                reader.config_mut().check_comments = true;
                loop {
                    match reader.read_event() {
                        Ok(quick_xml::events::Event::Eof) => break,
                        Ok(quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start)) => {
                            prop_assert!(start.attributes().all(|attribute| attribute.is_ok()), "{}", text);
                        }
                        Ok(_) => {}
                        Err(error) => prop_assert!(false, "{error}: {text}"),
                    }
                }
                let again = rewrite(&output.bytes, &RewriteOptions::default(), &mut |_| None);
                prop_assert_eq!(String::from_utf8(again.bytes).unwrap(), text);
            }
        }
    }

    /// Nothing that runs is in what comes out, however the tags were cut.
    #[test]
    fn nothing_runs(source in r#"(<script>|</script>|<svg|<math>|<style>|</style>|<title>|</title>|<img |onerror=x|src=javascript:x|>|/>|"|'| |<!--|-->|--!>|<noscript>|</p>|<p |<textarea>|<!\[CDATA\[|\]\]>|<iframe>|=|</)*"#) {
        let output = rewrite(source.as_bytes(), &options(), &mut |_| None);
        let text = String::from_utf8(output.bytes).unwrap();
        let mode = if output.media_type == "text/html" { Mode::Html } else { Mode::Xml };
        for token in crate::scan::Scanner::new(&text, mode) {
            if let crate::scan::Kind::Start(tag) = token.kind {
                for attribute in tag.attributes {
                    prop_assert!(!attribute.name.to_lowercase().starts_with("on"), "{text}");
                    prop_assert!(!(attribute.name == "src" && attribute.value.starts_with("javascript")), "{text}");
                }
            } else if token.kind == crate::scan::Kind::Raw {
                prop_assert!(!token.raw.contains("<i"), "{text}");
            }
        }
    }

    #[test]
    fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = rewrite(&bytes, &options(), &mut |_| None);
    }
}
