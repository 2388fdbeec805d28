//! Source text as a scanner sees it: what is in comments and in strings blanked out, line for line.

/// The language of a source, as far as its comments and strings go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Rust.
    Rust,
    /// JavaScript and TypeScript.
    Script,
}

/// The code of a source: comments and the insides of strings are spaces, so that lines and places stay.
pub fn code(source: &str, language: Language) -> String {
    let mut scanner = Scanner { rest: source, out: String::with_capacity(source.len()), language };
    while !scanner.rest.is_empty() {
        scanner.one();
    }
    scanner.out
}

/// The code of a Rust source without its tests: items under `#[cfg(test)]` are spaces too.
pub fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    let mut from = 0;
    while let Some(at) = out[from..].find("#[cfg(").map(|at| from + at) {
        let head = out[at..].split(']').next().unwrap_or_default();
        let is_test = head.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "test");
        let end = if is_test { item_end(&out, at + head.len() + 1) } else { at + 6 };
        if is_test {
            let blank = blanked(&out[at..end]);
            out.replace_range(at..end, &blank);
        }
        from = end;
    }
    out
}

/// Where the item that starts here ends: at its closing brace, or at a semicolon before any.
pub fn item_end(code: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in code[from..].char_indices() {
        match letter {
            '{' | '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return from + at + 1;
                }
            }
            ';' if depth == 0 => return from + at + 1,
            _ => {}
        }
    }
    code.len()
}

fn blanked(text: &str) -> String {
    text.chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }).collect()
}

struct Scanner<'a> {
    rest: &'a str,
    out: String,
    language: Language,
}

impl Scanner<'_> {
    fn one(&mut self) {
        let rest = self.rest;
        if rest.starts_with("//") {
            self.blank(rest.find('\n').unwrap_or(rest.len()));
        } else if rest.starts_with("/*") {
            self.blank(comment_end(rest, self.language == Language::Rust));
        } else if let Some(end) = self.raw_string() {
            self.blank(end);
        } else if rest.starts_with('"')
            || (self.language == Language::Script && rest.starts_with(['\'', '`']))
        {
            self.blank(quoted_end(rest));
        } else if self.language == Language::Rust && rest.starts_with('\'') {
            self.letter_or_lifetime();
        } else {
            self.keep(rest.chars().next().map_or(1, char::len_utf8));
        }
    }

    fn keep(&mut self, length: usize) {
        self.out.push_str(&self.rest[..length]);
        self.rest = &self.rest[length..];
    }

    fn blank(&mut self, length: usize) {
        self.out.push_str(&blanked(&self.rest[..length]));
        self.rest = &self.rest[length..];
    }

    /// The length of a Rust raw string that starts here.
    fn raw_string(&self) -> Option<usize> {
        let within_word = self.out.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        if self.language != Language::Rust || within_word {
            return None;
        }
        let start = self.rest.strip_prefix("br").or_else(|| self.rest.strip_prefix('r'))?;
        let hashes = start.len() - start.trim_start_matches('#').len();
        let body = start[hashes..].strip_prefix('"')?;
        let close = format!("\"{}", "#".repeat(hashes));
        let end = body.find(&close).map_or(body.len(), |at| at + close.len());
        Some(self.rest.len() - body.len() + end)
    }

    /// `'a'` is a letter, `'a` is a lifetime.
    fn letter_or_lifetime(&mut self) {
        let mut letters = self.rest.char_indices().skip(1);
        let escaped = self.rest[1..].starts_with('\\');
        let closes = letters.nth(1).is_some_and(|(_, letter)| letter == '\'');
        if escaped || closes {
            self.blank(quoted_end(self.rest));
        } else {
            self.keep(1);
        }
    }
}

fn comment_end(text: &str, nested: bool) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        if nested && text[at..].starts_with("/*") || at == 0 {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn quoted_end(text: &str) -> usize {
    let quote = text.chars().next().unwrap_or('"');
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return at + letter.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_blank() {
        let source = "let a = \"panic!()\"; // panic!\n/* one /* two */ three */ let b = r#\"x\"y\"#; let c = '\"'; fn d<'a>() {}";
        let seen = code(source, Language::Rust);
        assert!(!seen.contains("panic") && !seen.contains('x') && !seen.contains("three"), "{seen}");
        assert!(
            seen.contains("let b =") && seen.contains("let c =") && seen.contains("fn d<'a>() {}"),
            "{seen}"
        );
        assert_eq!(seen.lines().count(), source.lines().count());
    }

    #[test]
    fn scripts_have_their_own_strings() {
        let seen = code("const a = 'eval('; const b = `eval(`; // eval(\nrun();", Language::Script);
        assert!(!seen.contains("eval") && seen.contains("run();"), "{seen}");
    }

    #[test]
    fn tests_are_left_out() {
        let seen =
            without_tests("fn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }\n#[cfg(unix)]\nfn c() {}\n");
        assert!(seen.contains("fn a") && seen.contains("fn c") && !seen.contains("fn b"), "{seen}");
        let seen = without_tests("#[cfg(all(test, unix))]\nmod tests;\nfn a() {}");
        assert!(seen.contains("fn a") && !seen.contains("mod tests"), "{seen}");
    }
}
