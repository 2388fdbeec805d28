//! Beginnings that no book has: the pieces of which `long` makes much, and texts for the small parsers.

/// What stands before, the piece, and what stands after; `%` is a number that counts.
type Long = (u8, &'static str, &'static str, &'static str);

const DOCUMENT: u8 = 0;
const CSS: u8 = 1;
const TREE: u8 = 2;
const TEXT: u8 = 3;
const CFI: u8 = 4;
const PACKAGE: u8 = 5;
const PARTS: u8 = 7;

const LONG: [Long; 43] = [
    (DOCUMENT, "<a>", "<b>", ""),
    (DOCUMENT, "<a>", "<b ", ""),
    (DOCUMENT, "<a>", "<p%:b/>", "</a>"),
    (DOCUMENT, "<a>", "<b p%:c=''/>", "</a>"),
    (DOCUMENT, "<a>", "<b xmlns:p%='u'>", ""),
    (DOCUMENT, "<a ", "b%='' ", "/>"),
    (DOCUMENT, "<!DOCTYPE a [", "<!ENTITY", ""),
    (DOCUMENT, "<!DOCTYPE a [", "<!ENTITY b c ", ""),
    (DOCUMENT, "<!DOCTYPE a [", "<!ENTITY b% 'c'>", "]><a/>"),
    (
        DOCUMENT,
        "<!DOCTYPE a [<!ENTITY b '&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&'>]><a>",
        "&b;",
        "</a>",
    ),
    (DOCUMENT, "<a>", "&b;", "</a>"),
    (DOCUMENT, "<a>", "<!--", ""),
    (DOCUMENT, "<a>", "</", "<i>"),
    (DOCUMENT, "<a><i></a>", "<title>", ""),
    (DOCUMENT, "<a><i></a>", "<svg><style>", ""),
    (DOCUMENT, "<a style='", "-epub-hyphens:(;", "'/>"),
    (DOCUMENT, "<img srcset='", "a,", "'/>"),
    (DOCUMENT, "<style>", "url(", "</style>"),
    (CSS, "", "-epub-hyphens:(;", ""),
    (CSS, "", "-epub-hyphens:{", ""),
    (CSS, "a{b:", "url(", ""),
    (CSS, "a{b:", "url(\"", ""),
    (CSS, "", "@import", ""),
    (CSS, "", "\\", ""),
    (CSS, "", "/*", ""),
    (TREE, "", "<a>", ""),
    (TREE, "<a>", "<b xmlns:p%='u'>", "<p:c/>"),
    (TREE, "<a xmlns:b='c'>", "<d:e/>", ""),
    (TREE, "<a>", "</b>", ""),
    (TEXT, "", "<svg>", ""),
    (TEXT, "", "<", ""),
    (CFI, "", "/4[a]", ":1"),
    (PARTS, "", "<div><p>a</p>", ""),
    (PARTS, "", "<div><h2>%</h2><p id='%'>a</p></div>", ""),
    (PARTS, "<ol>", "<li><ol><li>a</li></ol></li>", "</ol>"),
    (PARTS, "", "<p class='%'/>a<hr/>", ""),
    (PARTS, "<body>", "<body/><p>a<ruby>b<rt>c</rt></ruby></p>", "</body>"),
    (PACKAGE, "<package><manifest>", "<item id='%' href='a.xhtml' fallback='%0'/>", "</manifest></package>"),
    (
        PACKAGE,
        "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine>",
        "<itemref idref='a'/>",
        "</spine></package>",
    ),
    (
        PACKAGE,
        "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine>",
        "<itemref idref='%'/>",
        "</spine></package>",
    ),
    (
        PACKAGE,
        "<package><manifest><item id='a' href='a.xhtml' media-type='text/html'/></manifest><metadata><creator id='c'>N</creator>",
        "<meta refines='#c' property='role'>%</meta>",
        "</metadata></package>",
    ),
    (
        PACKAGE,
        "<package><manifest><item id='a' href='a.xhtml' media-type='text/html'/></manifest><metadata>",
        "<language>%</language>",
        "</metadata></package>",
    ),
    (PACKAGE, "<package><manifest>", "<item id='%' href='%.xhtml'/>", "</manifest></package>"),
];

const SMALL: [(&str, &str); 27] = [
    (
        "annotation",
        r##"{"type":"AnnotationSet","about":{"dc:title":"a"},"items":[{"id":"b","body":{"type":"TextualBody","value":"c","color":"#fff","highlight":"underline"},"target":{"source":"d.xhtml","styleClass":["yueli-wavy"],"meta":{"headings":[{"txt":"e"}]},"selector":[{"type":"TextQuoteSelector","exact":"f","prefix":"g"},{"type":"FragmentSelector","conformsTo":"epub-cfi","value":"epubcfi(/6/4!/4,/2/1:0,/4/1:3)"},{"type":"ProgressionSelector","value":0.5}]}}]}"##,
    ),
    (
        "annotation",
        "said: \nthe white whale swims\n in the\nHe said: the White\u{a0}whale — swims in the sea",
    ),
    (
        "index",
        "white whale\nCall me Ishmael. The White\u{a0}Whale\u{c}and the Straße, ﬁn, 茶者，南方之嘉木也。",
    ),
    ("index", "嘉木\n茶者，南方之嘉木也。\u{c}カモメ ｶﾓﾒ"),
    ("cfi", "/4/2[body]/10[p.5]/1:17"),
    ("cfi", "/4/1:3[,y]"),
    ("cfi", "/4[a:b:5"),
    ("url", "OPS/text/a.xhtml\n../img/b c.png#d"),
    ("url", "OPS/a.xhtml\n%2e%2e/%2E./opds"),
    ("url", "a.xhtml\n..\\..\\opds"),
    ("url", "a.xhtml\n/.//evil"),
    ("url", "OPS/a.xhtml\nb%2F..%2Fc%5Cd?e=f"),
    ("upstream", "http://[::ffff:127.0.0.1]:80/a/../b?c#d"),
    ("upstream", "//2130706433/%2e%2e/%252e;a"),
    ("upstream", "Basic realm=\"a, b\", Bearer error=x"),
    ("upstream", "p/item/7d9dfe70-0158-489d-a7ed-2789eac277b3/hold"),
    ("upstream", "[upstream.a]\nkind = \"opds\"\naddress = \"https://x.example\"\n"),
    ("css", "@import url(\"a.css\") screen; a{b:image-set('c' 1x,url(d) 2x);-epub-hyphens:auto}"),
    (
        "markup",
        "<svg><set attributeName='xlink:href' to='javascript:x'/><a xlink:href='&#106;avascript:y'/></svg>",
    ),
    (
        "markup",
        "<p><b></p><math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src onerror=x&gt;'>",
    ),
    (
        "markup",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>a</title></head><body><p id='b' style='c:d'>e <a href='f.xhtml#g'>h</a></p></body></html>",
    ),
    (
        "markup",
        "<!DOCTYPE a [<!ENTITY b 'c&d;'><!ENTITY d '&#60;'>]><a e='&b;'>&b;<f xmlns:g='h' g:i='j'/><!-- k --><?l m?></a>",
    ),
    (
        "markup",
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'><style>a{b:url(c)}</style><image xlink:href='d.png'/><script>e</script></svg>",
    ),
    (
        "markup",
        "<p>a<br>b<img src=c srcset='d 1x, e 2x'><table><tr><td>f<form action=g><input onfocus=h autofocus>",
    ),
    (
        "markup",
        "<?xml-stylesheet type='text/xsl' href='a'?><html><head/><body><![CDATA[<script>]]>&x;</body></html>",
    ),
    ("markup", "<html><meta HTTP-EQUIV='content-type' http-equiv='refresh' content='0;url=a'/></html>"),
    (
        "xml",
        "<!DOCTYPE a [<!ENTITY b '&c;&c;'><!ENTITY c 'd'>]><a xmlns:e='f' e:g='h'>&b;&nbsp;<![CDATA[i]]></a>",
    ),
];

/// Each target with what it may begin with.
pub fn seeds() -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    let long = LONG.iter().map(|(kind, before, piece, after)| {
        let parts = [before.as_bytes(), piece.as_bytes(), after.as_bytes()];
        ("long", [vec![*kind], parts.join(&0xff)].concat())
    });
    long.chain(SMALL.iter().map(|(target, text)| (*target, text.as_bytes().to_vec())))
}
