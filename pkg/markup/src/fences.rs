//! `mfenced`, which MathML once had and browsers draw no more: what it stood for is written out, so that
//! `(a + b)²` does not become `a + b²`.
//!
//! Whoever writes a document and whoever counts its letters ask the same [`Fences`], so that both say the same.
//!
//! Source: MathML 3.0, section 3.3.8, where it is defined by what it is short for: `mrow` and `mo`.

use crate::scan::{Attribute, Mode};

/// How far up an end tag looks for its element.
const LOOK_UP: usize = 256;

/// The elements that are open since the outermost `mfenced`.
#[derive(Debug, Default)]
pub(crate) struct Fences<'a> {
    names: Vec<&'a str>,
    fences: Vec<Fence>,
}

#[derive(Debug)]
struct Fence {
    /// Where it is among the names.
    at: usize,
    /// How many elements it has had so far.
    children: usize,
    separators: Vec<char>,
    close: String,
}

/// What stands before an element and what it begins with.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Opened {
    /// The separator before it.
    pub(crate) separator: Option<char>,
    /// What opens it, where it is a fence; it may be nothing.
    pub(crate) open: Option<String>,
    /// What closes it, where it is a fence without content.
    pub(crate) close: Option<String>,
}

/// Whether an element of this name is one, by the name that decides in this mode.
pub(crate) fn is_fence(name: &str, mode: Mode) -> bool {
    if mode == Mode::Html { name.eq_ignore_ascii_case("mfenced") } else { name == "mfenced" }
}

/// Whether an attribute of it has become text.
pub(crate) fn is_spent(attribute: &str) -> bool {
    matches!(attribute, "open" | "close" | "separators")
}

impl<'a> Fences<'a> {
    /// A start tag; `meant` says what the value of an attribute means.
    pub(crate) fn start(
        &mut self,
        (name, mode, empty): (&'a str, Mode, bool),
        attributes: &[Attribute<'a>],
        mut meant: impl FnMut(&'a str) -> String,
    ) -> Opened {
        let fence = is_fence(name, mode);
        if !fence && self.fences.is_empty() {
            return Opened::default();
        }
        let mut opened = Opened { separator: self.separator(), ..Opened::default() };
        if fence {
            let mut value = |key: &str| {
                let named = attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(key));
                named.map(|attribute| meant(attribute.value).trim().to_owned())
            };
            opened.open = Some(value("open").unwrap_or_else(|| "(".to_owned()));
            let close = value("close").unwrap_or_else(|| ")".to_owned());
            let separators = value("separators").unwrap_or_else(|| ",".to_owned());
            if empty {
                opened.close = Some(close);
            } else {
                let separators = separators.chars().filter(|letter| !letter.is_whitespace()).collect();
                self.fences.push(Fence { at: self.names.len(), children: 0, separators, close });
            }
        }
        if !empty {
            self.names.push(name);
        }
        opened
    }

    /// What stands before the next element, where it is right inside of a fence and not the first there.
    fn separator(&mut self) -> Option<char> {
        let fence = self.fences.last_mut().filter(|fence| fence.at + 1 == self.names.len())?;
        fence.children += 1;
        let before = fence.children.checked_sub(2)?;
        // The last one is used for all that follow (MathML 3.0, section 3.3.8.2).
        fence.separators.get(before).or(fence.separators.last()).copied()
    }

    /// An end tag; what closes the fence, where it ends one.
    pub(crate) fn end(&mut self, name: &str, mode: Mode) -> Option<String> {
        if self.names.is_empty() {
            return None;
        }
        let nearest = self.names.iter().enumerate().rev().take(LOOK_UP);
        let mut same = nearest.filter(|(_, open)| open.eq_ignore_ascii_case(name));
        let index = same.next().map(|(index, _)| index)?;
        self.names.truncate(index);
        let mut ended = None;
        while let Some(fence) = self.fences.pop_if(|fence| fence.at >= index) {
            ended = Some(fence.close).filter(|_| fence.at == index);
        }
        ended.filter(|_| is_fence(name, mode))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::document::{RewriteOptions, rewrite};
    use crate::reading;

    fn math(inner: &str) -> (String, String) {
        let head = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head/><body><p>";
        let source = format!("{head}<math xmlns='m'>{inner}</math></p></body></html>");
        let made = rewrite(source.as_bytes(), &RewriteOptions::default(), &mut |_| None);
        let made = String::from_utf8(made.bytes).unwrap();
        let body = made.split_once("<math xmlns=\"m\">").unwrap().1.split_once("</math>").unwrap().0;
        (body.to_owned(), reading::text(source.as_bytes()))
    }

    #[test]
    fn what_it_stood_for_is_written_out_and_read() {
        const OPEN: &str = "<mo form=\"prefix\" stretchy=\"true\">";
        const CLOSE: &str = "<mo form=\"postfix\" stretchy=\"true\">";
        const COMMA: &str = "<mo separator=\"true\">";
        for (source, expected, text) in [
            (
                "<msup><mfenced><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfenced><mn>2</mn></msup>",
                format!(
                    "<msup><mrow>{OPEN}(</mo><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>{CLOSE})</mo></mrow><mn>2</mn></msup>"
                ),
                "(a+b)2",
            ),
            (
                "<mfenced open='[' close='&#x5d;' separators=' ; |' class='v'><mi>x</mi><mi>y</mi><mi>z</mi><mi>w</mi></mfenced>",
                format!(
                    "<mrow class=\"v\">{OPEN}[</mo><mi>x</mi>{COMMA};</mo><mi>y</mi>{COMMA}|</mo><mi>z</mi>{COMMA}|</mo><mi>w</mi>{CLOSE}]</mo></mrow>"
                ),
                "[x;y|z|w]",
            ),
            (
                "<mfenced open='' close='' separators=''><mi>x</mi><mi>y</mi></mfenced>",
                "<mrow><mi>x</mi><mi>y</mi></mrow>".to_owned(),
                "xy",
            ),
            (
                "<mfenced><mfenced open='&lt;'><mi>x</mi></mfenced><mfenced/></mfenced>",
                format!(
                    "<mrow>{OPEN}(</mo><mrow>{OPEN}&lt;</mo><mi>x</mi>{CLOSE})</mo></mrow>{COMMA},</mo><mrow>{OPEN}(</mo>{CLOSE})</mo></mrow>{CLOSE})</mo></mrow>"
                ),
                "(<x),())",
            ),
            (
                "<m:mfenced xmlns:m='m'><m:mi>x</m:mi></m:mfenced>",
                format!(
                    "<m:mrow xmlns:m=\"m\">{}(</m:mo><m:mi>x</m:mi>{})</m:mo></m:mrow>",
                    OPEN.replace("<", "<m:"),
                    CLOSE.replace("<", "<m:")
                ),
                "(x)",
            ),
        ] {
            let (made, read) = math(source);
            assert_eq!((made, read.as_str()), (expected, text), "{source}");
        }
    }

    #[test]
    fn as_html_too() {
        let source = "<p>a<p><math><mfenced><mi>x</mi><mi>y</mi></mfenced></math><b></i>";
        let made = rewrite(source.as_bytes(), &RewriteOptions::default(), &mut |_| None);
        let made = String::from_utf8(made.bytes).unwrap();
        assert!(made.contains(">(</mo><mi>x</mi><mo separator=\"true\">,</mo><mi>y</mi><mo"), "{made}");
        assert_eq!(reading::text(source.as_bytes()), "a\n(x,y)");
    }

    proptest! {
        /// What is read of a document and what is read of what is made of it have the same letters.
        #[test]
        fn both_count_the_same(source in "(<mfenced>|<mfenced open='\\[' separators='; '>|<mfenced/>|</mfenced>|<mi>|</mi>|x|<br/>|<br>|<p>|</p>|<math>|</math>|<m:mfenced>|</m:mfenced>)*") {
            let made = rewrite(source.as_bytes(), &RewriteOptions::default(), &mut |_| None);
            let letters = |text: String| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(reading::text(source.as_bytes())), letters(reading::text(&made.bytes)));
        }
    }
}
