//! Style sheets of books: what they refer to, and EPUB's prefixed properties.
//!
//! A style sheet is read token by token and written as it was, but for references that are replaced and
//! for declarations of `-epub-` properties, before each of which the standard one is put: one that the
//! book itself makes later in the rule wins.
//!
//! Source: CSS Syntax 3, and EPUB 3.3 section 6.3.1 and appendix E (prefixed properties).

use crate::css_epub::standard;
use crate::css_scan::{Kind, Scanner, Token, unescape};

/// Rewrites a style sheet, or the declarations of a `style` attribute.
///
/// `reference` gets every URL as it is meant (escapes resolved) and may return another.
pub fn rewrite(css: &str, reference: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let mut rewriter = Rewriter { css, reference, output: String::with_capacity(css.len() + 64) };
    rewriter.run();
    rewriter.output
}

/// Every URL that a style sheet refers to, in order.
pub fn references(css: &str) -> Vec<String> {
    let mut found = Vec::new();
    rewrite(css, &mut |url| {
        found.push(url.to_owned());
        None
    });
    found
}

struct Rewriter<'a, 'f> {
    css: &'a str,
    reference: &'f mut dyn FnMut(&str) -> Option<String>,
    output: String,
}

/// What a string would be, where one came next.
#[derive(Clone, Copy, PartialEq)]
enum Expect {
    /// Only a string.
    Nothing,
    /// The URL of an `@import` or of `url(`.
    Url,
    /// A URL among others, until this many parentheses are open again: in `image-set(`.
    Set(usize),
}

impl Rewriter<'_, '_> {
    fn run(&mut self) {
        let mut expect = Expect::Nothing;
        let mut depth = 0_usize;
        // True where a declaration may begin.
        let mut fresh = true;
        for token in Scanner::new(self.css) {
            // Within a function that was never closed a copy's strings would be references that nobody saw.
            if fresh && expect == Expect::Nothing && matches!(token.kind, Kind::Ident) {
                self.prefixed(&token);
            }
            match token.kind {
                Kind::Space | Kind::Comment => {
                    self.output.push_str(token.raw);
                    continue;
                }
                Kind::Url(url) => self.url(&token, url, true),
                Kind::Text(text) if expect != Expect::Nothing => self.url(&token, text, false),
                _ => self.output.push_str(token.raw),
            }
            match token.kind {
                Kind::Function => {
                    depth += 1;
                    match function(token.raw).as_str() {
                        "url" | "src" => expect = Expect::Url,
                        "image-set" | "-webkit-image-set" => expect = Expect::Set(depth - 1),
                        _ => {}
                    }
                }
                Kind::Delimiter('(') => depth += 1,
                Kind::Delimiter(')') => {
                    depth = depth.saturating_sub(1);
                    if matches!(expect, Expect::Set(open) if depth <= open) {
                        expect = Expect::Nothing;
                    }
                }
                _ => {}
            }
            if expect == Expect::Url && token.kind != Kind::Function {
                expect = Expect::Nothing;
            }
            if token.kind == Kind::AtKeyword && unescape(token.raw).eq_ignore_ascii_case("@import") {
                expect = Expect::Url;
            }
            fresh = matches!(token.kind, Kind::Delimiter('{' | '}' | ';'));
            if fresh {
                depth = 0;
            }
        }
    }

    /// Writes a token that names a URL: `url(...)` whole, or a string.
    fn url(&mut self, token: &Token<'_>, raw: &str, function: bool) {
        let Some(other) = (self.reference)(&unescape(raw)) else {
            self.output.push_str(token.raw);
            return;
        };
        self.output.push_str(if function { "url(\"" } else { "\"" });
        for letter in other.chars() {
            match letter {
                '"' | '\\' => {
                    self.output.push('\\');
                    self.output.push(letter);
                }
                // Also keeps `</style>` from ending where it should not.
                '\n' | '\r' | '\u{c}' | '<' => self.output.push_str(&format!("\\{:x} ", u32::from(letter))),
                _ => self.output.push(letter),
            }
        }
        self.output.push_str(if function { "\")" } else { "\"" });
    }

    /// Puts the standard declaration before a prefixed one, where the identifier begins one.
    fn prefixed(&mut self, property: &Token<'_>) {
        let rest = self.css.get(property.at + property.raw.len()..).unwrap_or_default();
        // Properties that are not prefixed and hold no prefixed value are left alone without a look.
        if !standard_may_apply(property.raw) {
            return;
        }
        let (mut value_start, mut depth) = (None, 0_usize);
        let mut end = rest.len();
        for token in Scanner::new(rest) {
            match token.kind {
                Kind::Space => {}
                Kind::Comment if token.raw.len() >= 4 && token.raw.ends_with("*/") => {}
                Kind::Delimiter(':') if value_start.is_none() => value_start = Some(token.at + 1),
                _ if value_start.is_none() => return,
                // Where the next declaration may begin this one ends, in parentheses as well: else the rest of
                // the sheet would be looked at for each of many that never close theirs.
                Kind::Delimiter(';' | '}') => {
                    end = token.at;
                    break;
                }
                Kind::Ident | Kind::Delimiter(',' | '!' | '.' | '%' | '#' | '+' | '/') => {}
                Kind::Text(text) if token.raw.len() == text.len() + 2 => {}
                Kind::Function if !refers(token.raw) => depth += 1,
                Kind::Delimiter('(') => depth += 1,
                Kind::Delimiter(')') if depth > 0 => depth -= 1,
                // A reference would not be seen in the copy, and what is not closed would go on behind it.
                _ => return,
            }
        }
        if depth > 0 {
            return;
        }
        let value = value_start.and_then(|start| rest.get(start..end)).unwrap_or_default();
        if let Some(declaration) = standard(property.raw, value) {
            self.output.push_str(&declaration);
            self.output.push(';');
        }
    }
}

/// The name of a function, as it is meant.
fn function(raw: &str) -> String {
    unescape(raw.trim_end_matches('(')).to_ascii_lowercase()
}

/// Whether what stands in a function of this name is a reference.
fn refers(raw: &str) -> bool {
    matches!(function(raw).as_str(), "url" | "src" | "image-set" | "-webkit-image-set")
}

fn standard_may_apply(property: &str) -> bool {
    let start = property.get(..6);
    start.is_some_and(|start| start.eq_ignore_ascii_case("-epub-"))
        || property.eq_ignore_ascii_case("text-transform")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rewritten(css: &str) -> String {
        rewrite(css, &mut |url| Some(format!("[{url}]")))
    }

    #[test]
    fn references_are_replaced_and_the_rest_is_left() {
        for (css, expected) in [
            ("a{b:url(c.png)}", r#"a{b:url("[c.png]")}"#),
            ("a{b:URL( 'c d.png' ) x}", r#"a{b:url("[c d.png]") x}"#),
            (r#"a{b:url("c\"\29 .png")}"#, r#"a{b:url("[c\").png]")}"#),
            (r"a{b:url(c\ d.png)}", r#"a{b:url("[c d.png]")}"#),
            ("@import 'a.css' screen;", r#"@import "[a.css]" screen;"#),
            ("@IMPORT url(a.css);", r#"@IMPORT url("[a.css]");"#),
            ("@import/**/ \"a.css\";", r#"@import/**/ "[a.css]";"#),
            (
                "@namespace 'x';@charset \"y\";a{content:'url(z)'}",
                "@namespace 'x';@charset \"y\";a{content:'url(z)'}",
            ),
            ("/* url(a) @import 'b' */ a{}", "/* url(a) @import 'b' */ a{}"),
            (
                "a{b:image-set('x.png' 1x, calc(1) url(y) 2x) 'z'}",
                r#"a{b:image-set("[x.png]" 1x, calc(1) url("[y]") 2x) 'z'}"#,
            ),
            ("a{b:myurl(c.png)}", "a{b:myurl(c.png)}"),
            ("a{b:url(", r#"a{b:url("[]")"#),
            ("a{b:url('x", r#"a{b:url("[x]")"#),
            ("<!-- a{b:url(c)} -->", r#"<!-- a{b:url("[c]")} -->"#),
            ("a{b:url(a b)}", "a{b:url(a b)}"),
            (r"a{b:u\72l(c)}", r#"a{b:url("[c]")}"#),
            (r"a{b:u\72l('c' d)}", r#"a{b:u\72l("[c]" d)}"#),
            (r"@\69mport 'c';", r#"@\69mport "[c]";"#),
        ] {
            assert_eq!(rewritten(css), expected, "{css}");
            assert_eq!(rewrite(css, &mut |_| None), css);
        }
        assert_eq!(references("@import 'a';b{c:url(d),url('e')}"), ["a", "d", "e"]);
    }

    #[test]
    fn a_replacement_cannot_break_out() {
        let css = rewrite("a{b:url(c)}", &mut |_| Some("\"</style>\n\\".to_owned()));
        assert_eq!(css, r#"a{b:url("\"\3c /style>\a \\")}"#);
    }

    #[test]
    fn prefixed_declarations_get_their_standard_form() {
        for (css, expected) in [
            ("-epub-writing-mode: vertical-rl", "writing-mode: vertical-rl;-epub-writing-mode: vertical-rl"),
            ("a { -epub-hyphens : all ; }", "a { hyphens: auto;-epub-hyphens : all ; }"),
            ("a{b:c;-EPUB-word-break:keep-all}", "a{b:c;word-break: keep-all;-EPUB-word-break:keep-all}"),
            (
                "a{-epub-text-combine:horizontal}",
                "a{text-combine-upright: all;-epub-text-combine:horizontal}",
            ),
            (
                "a{/**/-epub-text-emphasis-style:'}';b:c}",
                "a{/**/text-emphasis-style: '}';-epub-text-emphasis-style:'}';b:c}",
            ),
            (
                "a{text-transform: -epub-fullwidth !important}",
                "a{text-transform: full-width !important;text-transform: -epub-fullwidth !important}",
            ),
            ("a{text-transform:uppercase}", "a{text-transform:uppercase}"),
            ("@supports (-epub-hyphens:none){}", "@supports (-epub-hyphens:none){}"),
            ("a:not(-epub-hyphens){}", "a:not(-epub-hyphens){}"),
            ("a{-epub-nonsense:1;-epub-hyphens}", "a{-epub-nonsense:1;-epub-hyphens}"),
            ("-epub-hyphens:hover a{}", "-epub-hyphens:hover a{}"),
            ("a{-epub-hyphens:'x\n;b:c}", "a{-epub-hyphens:'x\n;b:c}"),
            ("a{-epub-hyphens:(x;b:c}", "a{-epub-hyphens:(x;b:c}"),
            ("image-set(;-epub-text-emphasis:''", "image-set(;-epub-text-emphasis:''"),
            ("a{-epub-text-emphasis:url(x)}", "a{-epub-text-emphasis:url(x)}"),
            ("a{-epub-text-emphasis:x\\", "a{-epub-text-emphasis:x\\"),
        ] {
            assert_eq!(rewrite(css, &mut |_| None), expected);
        }
    }

    #[test]
    fn parentheses_that_never_close_take_no_time() {
        let sheet = "-epub-hyphens:(;".repeat(50_000);
        assert!(rewrite(&sheet, &mut |_| None).len() < 3 * sheet.len());
    }

    proptest! {
        #[test]
        fn what_is_not_touched_is_not_changed(css in r#"([a-z0-9{}();:'"\\ @/*.,#!é\n-]|url\(|@import )*"#) {
            let without = css.replace("-epub-", "").replace("text-transform", "");
            prop_assert_eq!(rewrite(&without, &mut |_| None), without);
        }
    }
}
