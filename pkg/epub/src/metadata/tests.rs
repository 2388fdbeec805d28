//! Packages in, metadata out.

use serde_json::{Value, json};
use yueli_markup::xml;

use super::*;

/// The metadata of a package with these elements, as JSON.
fn of(attributes: &str, elements: &str, spine: &str) -> Value {
    let opf = format!(
        r#"<package xmlns="http://www.idpf.org/2007/opf" unique-identifier="id" {attributes}>
        <metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{elements}</metadata>
        <manifest/><spine {spine}/></package>"#
    );
    let package = Package::new("OPS/package.opf", xml::parse(opf.as_bytes()).0);
    serde_json::to_value(read(&package, &mut Vec::new())).unwrap()
}

#[test]
fn every_field_is_read_from_both_versions() {
    for (elements, pointer, expected) in [
        ("<dc:title>  A  <b/>B </dc:title><dc:title>C</dc:title>", "/title", json!("A B")),
        (
            "<dc:title id='s'>Sub</dc:title><dc:title id='m'>Main</dc:title>
            <meta refines='#s' property='title-type'>subtitle</meta><meta refines='#m' property='title-type'>main</meta>
            <meta refines='#m' property='file-as'>Main, The</meta>",
            "",
            json!({"title": "Main", "subtitle": "Sub", "sortAs": "Main, The"}),
        ),
        (
            "<dc:title id='t' xml:lang='ja'>草枕</dc:title><meta refines='#t' property='alternate-script' xml:lang='en'>Pillow</meta>",
            "/title",
            json!({"ja": "草枕", "en": "Pillow"}),
        ),
        (
            "<dc:creator opf:role='aut' opf:file-as='Melville, Herman'>Herman Melville</dc:creator>
            <dc:creator id='x'>X</dc:creator><meta refines='#x' property='role' scheme='marc:relators'>ill</meta>
            <dc:contributor opf:role='bkp'>calibre</dc:contributor><dc:contributor opf:role='trl'>T</dc:contributor>",
            "",
            json!({
                "author": [{"name": "Herman Melville", "sortAs": "Melville, Herman"}], "illustrator": [{"name": "X"}],
                "contributor": [{"name": "calibre", "role": ["bkp"]}], "translator": [{"name": "T"}],
            }),
        ),
        (
            "<dc:title>A</dc:title><dc:title xml:lang='fr'>B</dc:title><dc:title>C</dc:title><dc:title>D</dc:title>",
            "",
            json!({"title": {"und": "A", "fr": "B"}, "subtitle": "C"}),
        ),
        (
            "<dc:title id='a'>Two</dc:title><dc:title id='b'>One</dc:title><dc:title id='e'>2nd, revised</dc:title>
            <meta refines='#a' property='display-seq'>2</meta><meta refines='#b' property='display-seq'>1</meta>
            <meta refines='#e' property='title-type'>edition</meta>",
            "",
            json!({"title": "One", "subtitle": "Two", "edition": "2nd, revised"}),
        ),
        (
            "<dc:title>A</dc:title><dc:title>A</dc:title><dc:title id='c'>Lamps</dc:title>
            <meta refines='#c' property='title-type'>collection</meta><meta refines='#c' property='group-position'>3</meta>",
            "",
            json!({"title": "A", "belongsTo": {"collection": [{"name": "Lamps", "position": 3.0}]}}),
        ),
        (
            "<dc:creator id='a'>A</dc:creator><dc:creator id='b'>B</dc:creator><dc:creator>C</dc:creator>
            <meta refines='#a' property='display-seq'>2</meta><meta refines='#b' property='display-seq'>1</meta>
            <meta refines='#b' property='alternate-script' xml:lang='zh'>乙</meta>",
            "/author",
            json!([{"name": {"und": "B", "zh": "乙"}}, {"name": "A"}, {"name": "C"}]),
        ),
        (
            "<meta property='belongs-to-collection' id='c'>Inner</meta><meta refines='#c' property='belongs-to-collection' id='d'>Outer</meta>
            <meta refines='#c' property='collection-type'>set</meta><meta refines='#c' property='group-position'>2.3.1</meta>
            <meta refines='#d' property='collection-type'>series</meta>",
            "/belongsTo",
            json!({"collection": [{"name": "Inner", "position": 2.3}], "series": [{"name": "Outer"}]}),
        ),
        (
            "<meta name='schema:accessMode' content='textual'/><meta name='a11y:exemption' content='eaa-microenterprise'/>
            <meta name='dcterms:conformsTo' content='EPUB Accessibility 1.1 - WCAG 2.2 Level AA'/>",
            "/accessibility",
            json!({"accessMode": ["textual"], "exemption": "eaa-microenterprise", "conformsTo": ["https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa"]}),
        ),
        ("<dc:language>en_US</dc:language><dc:language>und</dc:language>", "/language", json!(["en-US"])),
        ("<dc:identifier>other</dc:identifier><dc:identifier id='id'>urn:isbn:9</dc:identifier>", "/identifier", json!("urn:isbn:9")),
        (
            "<dc:subject id='s'>Whales</dc:subject><meta refines='#s' property='authority'>BISAC</meta><meta refines='#s' property='term'>FIC</meta>",
            "/subject",
            json!([{"name": "Whales", "code": "FIC", "scheme": "BISAC"}]),
        ),
        ("<dc:description>&lt;p&gt;A &amp;amp; B&lt;/p&gt;&lt;p&gt;C&lt;/p&gt;</dc:description>", "/description", json!("A & B\nC")),
        (
            "<dc:date opf:event='modification'>2013-01-01</dc:date><dc:date opf:event='publication'>1851</dc:date>",
            "",
            json!({"published": "1851", "modified": "2013-01-01"}),
        ),
        (
            "<meta property='belongs-to-collection' id='c'>Rings</meta><meta refines='#c' property='collection-type'>series</meta>
            <meta refines='#c' property='group-position'>2</meta>",
            "/belongsTo",
            json!({"series": [{"name": "Rings", "position": 2.0}]}),
        ),
        (
            "<meta name='calibre:series' content='Discworld'/><meta name='calibre:series_index' content='1.5'/>",
            "/belongsTo/series",
            json!([{"name": "Discworld", "position": 1.5}]),
        ),
        (
            "<meta property='rendition:layout'>pre-paginated</meta><meta property='rendition:layout'>reflowable</meta>
            <meta property='rendition:spread'>portrait</meta><meta property='rendition:flow'>scrolled-continuous</meta>
            <meta property='rendition:orientation'>landscape</meta>",
            "",
            json!({"layout": "fixed", "spread": "both", "overflow": "scrolled", "continuous": true, "orientation": "landscape"}),
        ),
        ("<meta property='layout'>pre-paginated</meta>", "/layout", json!("fixed")),
        ("<meta name='fixed-layout' content='true'/>", "/layout", json!("fixed")),
        ("<meta property='media:duration'>0:01:30</meta>", "/duration", json!(90.0)),
        ("<meta name='primary-writing-mode' content='vertical-rl'/>", "/readingProgression", json!("rtl")),
        ("<meta name='title' content='never'/><meta property='x:y'>z</meta>", "", json!({"x:y": "z", "title": ""})),
        (
            "<meta property='schema:accessMode'>textual</meta><meta property='schema:accessModeSufficient'>textual,visual</meta>
            <meta property='schema:accessibilityFeature'>MathML</meta><meta name='schema:accessibilityHazard' content='none'/>
            <meta property='schema:accessibilitySummary'>Good.</meta><meta property='a11y:certifiedBy'>DAISY</meta>
            <link rel='dcterms:conformsTo' href='http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-aa'/>",
            "/accessibility",
            json!({
                "conformsTo": ["http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-aa"],
                "certification": {"certifiedBy": "DAISY"}, "summary": "Good.", "accessMode": ["textual"],
                "accessModeSufficient": [["textual", "visual"]], "feature": ["MathML"], "hazard": ["none"],
            }),
        ),
    ] {
        let metadata = of("", elements, "");
        let found = metadata.pointer(pointer).unwrap_or(&Value::Null);
        match (&expected, pointer) {
            (Value::Object(fields), "") => {
                for (name, value) in fields {
                    assert_eq!(found.get(name), Some(value), "{name} of {elements}");
                }
            }
            _ => assert_eq!(*found, expected, "{elements}"),
        }
    }
}

#[test]
fn pages_turn_as_the_spine_says_and_else_as_the_language_does() {
    for (language, spine, expected) in [
        ("en", "", Value::Null),
        ("he", "", json!("rtl")),
        ("he-Latn", "", Value::Null),
        ("az-Arab", "page-progression-direction='default'", json!("rtl")),
        ("he", "page-progression-direction='ltr'", json!("ltr")),
        ("ja", "page-progression-direction='rtl'", json!("rtl")),
    ] {
        let metadata = of("", &format!("<dc:language>{language}</dc:language>"), spine);
        assert_eq!(
            *metadata.get("readingProgression").unwrap_or(&Value::Null),
            expected,
            "{language} {spine}"
        );
    }
}

#[test]
fn direction_and_language_of_the_package_are_known() {
    let metadata = of("dir='rtl' xml:lang='he'", "<dc:title dir='auto'>א</dc:title>", "");
    assert_eq!((metadata["dir"].as_str(), metadata["titleDir"].as_str()), (Some("rtl"), Some("auto")));
}
