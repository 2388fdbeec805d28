//! How long functions are.

use super::scan::{Language, item_end};

/// A function's name, its first line and the number of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line it starts at, from 1.
    pub line: usize,
    /// How many lines it has.
    pub lines: usize,
}

/// The functions of a source whose comments and strings are blank.
pub fn functions(code: &str, language: Language) -> Vec<Function> {
    let keyword = match language {
        Language::Rust => "fn ",
        Language::Script => "function ",
    };
    let mut found = Vec::new();
    for (at, _) in code.match_indices(keyword) {
        let within_word = code[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        let rest = &code[at + keyword.len()..];
        let name: String =
            rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        if within_word || name.is_empty() {
            continue;
        }
        let whole = &code[at..item_end(code, at)];
        let line = code[..at].matches('\n').count() + 1;
        found.push(Function { name, line, lines: whole.matches('\n').count() + 1 });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted() {
        let found = functions(
            "struct A;\nimpl A {\n  fn a(&self) {\n    b(|| {\n    });\n  }\n  fn c();\n}\n",
            Language::Rust,
        );
        let shown: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.line, one.lines)).collect();
        assert_eq!(shown, [("a", 3, 4), ("c", 7, 1)]);
        assert_eq!(functions("function a() {\n}\n", Language::Script)[0].lines, 2);
    }
}
