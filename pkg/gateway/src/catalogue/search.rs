//! How text is found: one normalisation for what is stored and for what is asked.

use unicode_normalization::UnicodeNormalization;

/// More words than this are not looked for; nobody types them.
const MOST_TERMS: usize = 16;
/// Longer queries are cut.
const LONGEST_QUERY: usize = 512;

/// One unit of text that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A word of a script that writes spaces; found by its beginning.
    Word(String),
    /// One character that is a word of its own (Han, kana, hangul, emoji ...).
    Character(String),
}

impl Token {
    fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Character(text) => text,
        }
    }
}

/// Folds what a reader does not care about: case, accents, full width, ligatures.
fn fold(text: &str) -> String {
    let bare: String = text.nfkd().filter(|letter| !is_latin_mark(*letter)).nfc().collect();
    let mut folded = String::with_capacity(bare.len());
    for letter in bare.chars().flat_map(char::to_lowercase) {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            // `İ` in lower case carries a dot of its own
            '\u{307}' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// Accents of Latin, Greek and Cyrillic; not the vowel signs of other scripts, nor kana's voicing.
fn is_latin_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Scripts that write no spaces between words, or whose readers look for parts of words.
fn stands_alone(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11ff}'     // hangul jamo
        | '\u{2e80}'..='\u{2fdf}'   // radicals
        | '\u{3005}'..='\u{3007}'   // 々〆〇
        | '\u{3040}'..='\u{30ff}'   // kana
        | '\u{3100}'..='\u{318f}'   // bopomofo, jamo
        | '\u{31a0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'   // Han
        | '\u{4e00}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}'   // hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
        && letter != '・'
}

/// Pictures (emoji, symbols) have no letters; they are stored by their number.
fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    for letter in fold(text).chars() {
        let alone = if is_picture(letter) {
            Some(format!("u{:x}", u32::from(letter)))
        } else {
            stands_alone(letter).then(|| letter.to_string())
        };
        let ends_word = alone.is_some() || !(letter.is_alphanumeric() || is_mark_inside(letter));
        if ends_word && !word.is_empty() {
            tokens.push(Token::Word(std::mem::take(&mut word)));
        }
        match alone {
            Some(character) => tokens.push(Token::Character(character)),
            None if !ends_word => word.push(letter),
            None => {}
        }
    }
    if !word.is_empty() {
        tokens.push(Token::Word(word));
    }
    tokens
}

/// Combining marks that belong to the word they stand in (niqqud, virama ...).
fn is_mark_inside(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// Text as it is stored in the index and as keys are compared: tokens, one space between.
pub(crate) fn normalise(text: &str) -> String {
    let tokens = tokens(text);
    let texts: Vec<&str> = tokens.iter().map(Token::text).collect();
    texts.join(" ")
}

/// What a person typed, as an FTS5 expression; `None` where there is nothing in it to look for.
///
/// Words are found by their beginning, runs of characters inside anything; all of them must be there.
/// Nothing that was typed is syntax: only letters and digits come through, in quotes.
pub(crate) fn expression(query: &str) -> Option<String> {
    let cut: String = query.chars().take(LONGEST_QUERY).collect();
    let mut terms: Vec<String> = Vec::new();
    for part in cut.split_whitespace() {
        let mut run: Vec<String> = Vec::new();
        for token in tokens(part) {
            match token {
                Token::Character(character) => run.push(character),
                Token::Word(word) => {
                    close(&mut run, &mut terms);
                    terms.push(format!("\"{word}\" *"));
                }
            }
        }
        close(&mut run, &mut terms);
    }
    terms.dedup();
    terms.truncate(MOST_TERMS);
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

fn close(run: &mut Vec<String>, terms: &mut Vec<String>) {
    if !run.is_empty() {
        terms.push(format!("\"{}\"", run.join(" ")));
        run.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_stored_folded() {
        for (text, stored) in [
            ("Walden; or, Life in the Woods", "walden or life in the woods"),
            ("CAFÉ Ångström Œuvre Straße", "cafe angstrom oeuvre strasse"),
            ("茶经 Chá Jīng", "茶 经 cha jing"),
            ("ＡＢＣ１２３", "abc123"),
            ("ｶﾞｲﾄﾞ", "ガ イ ド"),
            ("한국어", "한 국 어"),
            ("C语言", "c 语 言"),
            ("İstanbul Ðæð þing Łódź", "istanbul daed thing lodz"),
            ("Moby_Dick-2.epub", "moby dick 2 epub"),
            ("🐋 Whale", "u1f40b whale"),
            ("हिन्दी", "हिन्दी"),
            ("  \"*()  ", ""),
        ] {
            assert_eq!(normalise(text), stored, "{text}");
        }
    }

    #[test]
    fn nothing_that_is_typed_is_syntax() {
        for (typed, asked) in [
            ("wal", Some("\"wal\" *")),
            ("茶经", Some("\"茶 经\"")),
            ("茶 经", Some("\"茶\" AND \"经\"")),
            ("C语言", Some("\"c\" * AND \"语 言\"")),
            ("title:x OR \"y", Some("\"title\" * AND \"x\" * AND \"or\" * AND \"y\" *")),
            ("NEAR(a b)", Some("\"near\" * AND \"a\" * AND \"b\" *")),
            ("\"", None),
            ("*", None),
            ("   ", None),
        ] {
            assert_eq!(expression(typed).as_deref(), asked, "{typed}");
        }
    }

    #[test]
    fn a_flood_is_cut() {
        let flood = "word ".repeat(2000) + &"a b c d e f g h ".repeat(200);
        assert!(expression(&flood).is_some_and(|asked| asked.len() < 1000));
        assert!(expression(&"经".repeat(10_000)).is_some());
    }
}
