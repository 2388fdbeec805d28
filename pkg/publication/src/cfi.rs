//! EPUB canonical fragment identifiers as text: the part inside one document.
//!
//! Whoever has the document finds and counts its nodes; the syntax is here, where it is tested without one.
//!
//! Source: EPUB CFI 1.1, <https://idpf.org/epub/linking/cfi/>: elements have even numbers, the text
//! between them odd ones; offsets count UTF-16 units over all text nodes in one gap.

/// How many steps a path may have: documents are not nested deeper, and a path that is longer names nothing.
const STEPS: usize = 4096;

/// One step of a CFI: a number, and the id assertion that follows it, if any.
pub type Step = (u32, Option<String>);

/// Parses `/4/2[id]/1:17` into its steps and offset; `None` where it is no such thing.
///
/// What follows an offset (an assertion about the text) is left out.
pub fn parse(cfi: &str) -> Option<(Vec<Step>, Option<u32>)> {
    let (path, offset) = match cfi.rsplit_once(':') {
        Some((path, offset)) => {
            let digits = offset.bytes().take_while(u8::is_ascii_digit).count();
            (path, Some(offset.get(..digits)?.parse().ok()?))
        }
        None => (cfi, None),
    };
    let steps = path.strip_prefix('/')?.split('/').take(STEPS + 1).map(step);
    let steps = steps.collect::<Option<Vec<_>>>()?;
    (steps.len() <= STEPS).then_some((steps, offset))
}

fn step(step: &str) -> Option<Step> {
    let (number, assertion) = match step.split_once('[') {
        Some((number, rest)) => (number, Some(rest.strip_suffix(']').unwrap_or(rest).to_owned())),
        None => (step, None),
    };
    // A sign is no digit, although numbers are parsed with one.
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    Some((number.parse().ok().filter(|_| digits)?, assertion))
}

/// Writes one step. An id that would need escapes is left out: it only asserts what the number says.
pub fn write_step(number: u32, id: &str) -> String {
    let plain = |letter: char| !letter.is_ascii() || letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    if !id.is_empty() && id.chars().all(plain) { format!("/{number}[{id}]") } else { format!("/{number}") }
}

/// Writes the text after `elements` elements of the element at `steps`, and a place in it.
pub fn write_character(steps: &str, elements: u32, offset: u32) -> String {
    format!("{steps}/{}:{offset}", elements.saturating_mul(2).saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_is_a_cfi_and_nothing_else() {
        let id = |text: &str| Some(text.to_owned());
        for (cfi, expected) in [
            ("/4/2/1:17", Some((vec![(4, None), (2, None), (1, None)], Some(17)))),
            ("/4[body]/10[p.5]", Some((vec![(4, id("body")), (10, id("p.5"))], None))),
            ("/4/1:3[,y]", Some((vec![(4, None), (1, None)], Some(3)))),
            ("/4[a", Some((vec![(4, id("a"))], None))),
            ("4/2", None),
            ("/x", None),
            ("/+4", None),
            ("/99999999999", None),
            ("", None),
            ("/4/1:x", None),
            ("/4/1:é", None),
        ] {
            assert_eq!(parse(cfi), expected, "{cfi}");
        }
    }

    #[test]
    fn what_is_written_is_parsed() {
        let steps = write_step(4, "body") + &write_step(10, "a]b") + &write_step(2, "");
        assert_eq!(steps, "/4[body]/10/2");
        let cfi = write_character(&steps, 3, 17);
        assert_eq!(cfi, "/4[body]/10/2/7:17");
        assert_eq!(parse(&cfi).map(|(steps, offset)| (steps.len(), offset)), Some((4, Some(17))));
    }

    #[test]
    fn a_path_has_an_end() {
        assert!(parse(&"/2".repeat(STEPS)).is_some());
        assert!(parse(&"/2".repeat(1_000_000)).is_none());
    }
}
