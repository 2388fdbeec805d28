//! Character references: XML's, numeric ones, and the names of HTML 4 that books use without declaring them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The names for U+00A0 to U+00FF, in order.
const LATIN1: &str = "\
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute \
    Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH \
    Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
    agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc \
    iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute \
    thorn yuml";

/// The other names, each with its code point in four hexadecimal digits.
const OTHERS: &str = "\
    OElig0152 oelig0153 Scaron0160 scaron0161 Yuml0178 fnof0192 circ02C6 tilde02DC Alpha0391 Beta0392 \
    Gamma0393 Delta0394 Epsilon0395 Zeta0396 Eta0397 Theta0398 Iota0399 Kappa039A Lambda039B Mu039C \
    Nu039D Xi039E Omicron039F Pi03A0 Rho03A1 Sigma03A3 Tau03A4 Upsilon03A5 Phi03A6 Chi03A7 Psi03A8 \
    Omega03A9 alpha03B1 beta03B2 gamma03B3 delta03B4 epsilon03B5 zeta03B6 eta03B7 theta03B8 iota03B9 \
    kappa03BA lambda03BB mu03BC nu03BD xi03BE omicron03BF pi03C0 rho03C1 sigmaf03C2 sigma03C3 \
    tau03C4 upsilon03C5 phi03C6 chi03C7 psi03C8 omega03C9 thetasym03D1 upsih03D2 piv03D6 ensp2002 \
    emsp2003 thinsp2009 zwnj200C zwj200D lrm200E rlm200F ndash2013 mdash2014 lsquo2018 rsquo2019 \
    sbquo201A ldquo201C rdquo201D bdquo201E dagger2020 Dagger2021 bull2022 hellip2026 permil2030 \
    prime2032 Prime2033 lsaquo2039 rsaquo203A oline203E frasl2044 euro20AC image2111 weierp2118 \
    real211C trade2122 alefsym2135 larr2190 uarr2191 rarr2192 darr2193 harr2194 crarr21B5 lArr21D0 \
    uArr21D1 rArr21D2 dArr21D3 hArr21D4 forall2200 part2202 exist2203 empty2205 nabla2207 isin2208 \
    notin2209 ni220B prod220F sum2211 minus2212 lowast2217 radic221A prop221D infin221E ang2220 \
    and2227 or2228 cap2229 cup222A int222B there42234 sim223C cong2245 asymp2248 ne2260 equiv2261 \
    le2264 ge2265 sub2282 sup2283 nsub2284 sube2286 supe2287 oplus2295 otimes2297 perp22A5 sdot22C5 \
    lceil2308 rceil2309 lfloor230A rfloor230B lang2329 rang232A loz25CA spades2660 clubs2663 \
    hearts2665 diams2666";

/// The character of a name that XML or HTML 4 knows (the XHTML 1.0 entity sets).
pub(crate) fn named(name: &str) -> Option<char> {
    match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => {}
    }
    NAMES.get(name).copied()
}

/// All of them, for a document may have hundreds of thousands of references.
static NAMES: LazyLock<BTreeMap<&str, char>> = LazyLock::new(|| {
    let latin = LATIN1.split(' ').zip('\u{a0}'..);
    let others = OTHERS.split(' ').filter_map(|known| {
        let (name, code) = known.split_at_checked(known.len().checked_sub(4)?)?;
        Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
    });
    latin.chain(others).collect()
});

/// The character of the numeric reference `#38` or `#x26`; what XML has no character for is replaced.
pub(crate) fn numeric(reference: &str) -> Option<char> {
    let digits = reference.strip_prefix('#')?;
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    Some(char::from_u32(code).filter(|letter| is_xml(*letter)).unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// Whether XML 1.0 has the character (section 2.2).
pub(crate) fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// A piece of text that may hold references.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece<'a> {
    /// Characters that stand for themselves.
    Plain(&'a str),
    /// What stands between `&` and `;`.
    Reference(&'a str),
    /// An ampersand that begins no reference.
    Ampersand,
}

/// Splits text into characters and references.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(after) = rest.strip_prefix('&') else {
            let end = rest.find('&').unwrap_or(rest.len());
            let (plain, more) = rest.split_at(end);
            rest = more;
            return Some(Piece::Plain(plain));
        };
        let len = after.bytes().take(64).take_while(|byte| is_name_byte(*byte)).count();
        match (after.get(..len), after.get(len..).and_then(|more| more.strip_prefix(';'))) {
            (Some(name), Some(more)) if !name.is_empty() => {
                rest = more;
                Some(Piece::Reference(name))
            }
            _ => {
                rest = after;
                Some(Piece::Ampersand)
            }
        }
    })
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b'.' | b'-' | b'_' | b':') || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers() {
        for (name, expected) in [
            ("nbsp", Some('\u{a0}')),
            ("yuml", Some('ÿ')),
            ("mdash", Some('—')),
            ("hellip", Some('…')),
            ("lt", Some('<')),
            ("OElig", Some('Œ')),
            ("diams", Some('♦')),
            ("sigmaf", Some('ς')),
            ("", None),
            ("mdas", None),
            ("nope", None),
            ("sigma", Some('σ')),
        ] {
            assert_eq!(named(name), expected, "{name}");
        }
        for (number, expected) in [
            ("#38", Some('&')),
            ("#x26", Some('&')),
            ("#X4e00", Some('一')),
            ("#0", Some('\u{fffd}')),
            ("#99999999999", Some('\u{fffd}')),
            ("#", None),
            ("#x", None),
            ("#12a", None),
            ("#+1", None),
        ] {
            assert_eq!(numeric(number), expected, "{number}");
        }
    }

    #[test]
    fn text_is_split_at_references() {
        use Piece::{Ampersand, Plain, Reference};
        let found: Vec<_> = pieces("a & b &amp;&#1;&;&é;&x").collect();
        let expected = [
            Plain("a "),
            Ampersand,
            Plain(" b "),
            Reference("amp"),
            Reference("#1"),
            Ampersand,
            Plain(";"),
            Reference("é"),
            Ampersand,
            Plain("x"),
        ];
        assert_eq!(found, expected);
    }
}
