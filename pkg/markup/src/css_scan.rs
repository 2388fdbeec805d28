//! Tokens of CSS, as far as they are needed (CSS Syntax 3 section 4).

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind<'a> {
    Space,
    Comment,
    /// An identifier, or what continues a number.
    Ident,
    /// An identifier with its opening parenthesis; `url(` only where a string follows.
    Function,
    AtKeyword,
    /// A string: what is between the quotes.
    Text(&'a str),
    /// `url(...)` without or with quotes and nothing else in it: what is between.
    Url(&'a str),
    /// Any other single character.
    Delimiter(char),
}

/// A token. Together the `raw` of all tokens is the style sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Token<'a> {
    pub(crate) raw: &'a str,
    pub(crate) kind: Kind<'a>,
    /// Where it begins, in bytes.
    pub(crate) at: usize,
}

/// Splits a style sheet into tokens.
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    css: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(css: &'a str) -> Self {
        Self { css, at: 0 }
    }

    fn take(&mut self, len: usize, kind: Kind<'a>) -> Token<'a> {
        let rest = self.css.get(self.at..).unwrap_or_default();
        let raw = rest.get(..len).unwrap_or(rest);
        let token = Token { raw, kind, at: self.at };
        self.at += raw.len();
        token
    }

    /// A name, what it is, and the whole of `url(...)`.
    fn name(&mut self, rest: &'a str, start: usize) -> Token<'a> {
        let len = start + name_len(rest.get(start..).unwrap_or_default());
        if start == 1 {
            return self.take(len, Kind::AtKeyword);
        }
        let after = rest.get(len..).unwrap_or_default();
        let Some(inner) = after.strip_prefix('(') else { return self.take(len, Kind::Ident) };
        let name = rest.get(..len).unwrap_or_default();
        if unescape(name).eq_ignore_ascii_case("url")
            && let Some((url, taken)) = url(inner)
        {
            return self.take(len + 1 + taken, Kind::Url(url));
        }
        self.take(len + 1, Kind::Function)
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.css.get(self.at..)?;
        let first = rest.chars().next()?;
        if is_space(first) {
            let len = rest.find(|letter| !is_space(letter)).unwrap_or(rest.len());
            return Some(self.take(len, Kind::Space));
        }
        if let Some(inner) = rest.strip_prefix("/*") {
            let len = inner.find("*/").map_or(rest.len(), |len| len + 4);
            return Some(self.take(len, Kind::Comment));
        }
        if first == '"' || first == '\'' {
            let (text, len) = string(rest, first);
            return Some(self.take(len, Kind::Text(text)));
        }
        if first == '@' && name_len(rest.get(1..)?) > 0 {
            return Some(self.name(rest, 1));
        }
        if name_len(rest) > 0 {
            return Some(self.name(rest, 0));
        }
        Some(self.take(first.len_utf8(), Kind::Delimiter(first)))
    }
}

/// The string that `rest` begins with: what is in it, and its length. A line end ends a bad one.
fn string(rest: &str, quote: char) -> (&str, usize) {
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
            }
            '\n' | '\r' | '\u{c}' => return (rest.get(1..at).unwrap_or_default(), at),
            _ if letter == quote => return (rest.get(1..at).unwrap_or_default(), at + 1),
            _ => {}
        }
    }
    (rest.get(1..).unwrap_or_default(), rest.len())
}

/// What is in `url(`, and how much it takes with its closing parenthesis; `None` where it is no plain URL.
fn url(inner: &str) -> Option<(&str, usize)> {
    let start = inner.len() - inner.trim_start_matches(is_space).len();
    let rest = inner.get(start..)?;
    if let Some(quote) = rest.chars().next().filter(|first| *first == '"' || *first == '\'') {
        let (text, len) = string(rest, quote);
        let after = rest.get(len..)?;
        let end = after.trim_start_matches(is_space);
        let closed = after.len() - end.len() + usize::from(end.starts_with(')'));
        return (end.is_empty() || end.starts_with(')')).then_some((text, start + len + closed));
    }
    let mut letters = rest.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            ')' => return Some((rest.get(..at)?, start + at + 1)),
            '\\' => {
                letters.next();
            }
            '"' | '\'' | '(' => return None,
            _ if is_space(letter) => {
                let after = rest.get(at..)?;
                let end = after.trim_start_matches(is_space);
                let taken = start + at + (after.len() - end.len()) + usize::from(end.starts_with(')'));
                return (end.is_empty() || end.starts_with(')')).then_some((rest.get(..at)?, taken));
            }
            _ => {}
        }
    }
    Some((rest, inner.len()))
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// How long the name is that `rest` begins with, in bytes; escapes are part of it.
fn name_len(rest: &str) -> usize {
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' {
            match letters.peek() {
                None | Some((_, '\n' | '\r' | '\u{c}')) => return at,
                Some(_) => {
                    let escape = escaped(rest.get(at + 1..).unwrap_or_default()).1;
                    while letters.peek().is_some_and(|(next, _)| *next <= at + escape) {
                        letters.next();
                    }
                }
            }
        } else if !(letter.is_ascii_alphanumeric() || letter == '-' || letter == '_' || letter >= '\u{80}') {
            return at;
        }
    }
    rest.len()
}

/// The character of the escape after a backslash, and how many bytes it takes.
fn escaped(rest: &str) -> (Option<char>, usize) {
    let hex = rest.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    if hex == 0 {
        return match rest.chars().next() {
            // A backslash at the end of a line joins it with the next.
            Some('\n' | '\u{c}') => (None, 1),
            Some('\r') => (None, if rest.starts_with("\r\n") { 2 } else { 1 }),
            other => (other, other.map_or(0, char::len_utf8)),
        };
    }
    let code = rest.get(..hex).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let letter = code.and_then(char::from_u32).filter(|letter| *letter != '\0');
    let after = rest.get(hex..).unwrap_or_default();
    let space = if after.starts_with("\r\n") { 2 } else { usize::from(after.starts_with(is_space)) };
    (Some(letter.unwrap_or(char::REPLACEMENT_CHARACTER)), hex + space)
}

/// Text with its escapes resolved.
pub(crate) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let (letter, len) = escaped(after);
        plain.extend(letter);
        rest = after.get(len..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}
