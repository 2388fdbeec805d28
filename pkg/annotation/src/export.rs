//! Annotations for people: Markdown, and a page of HTML.

use crate::{Annotation, Look, Motivation};

/// What is exported.
#[derive(Debug, Clone, Default)]
pub struct Sheet<'a> {
    /// The book's title.
    pub title: &'a str,
    /// Its authors.
    pub author: &'a str,
    /// Its language, BCP 47.
    pub language: &'a str,
    /// What a bookmark is called.
    pub bookmark: &'a str,
    /// The annotations in reading order, each with the title of its chapter.
    pub items: Vec<(&'a str, &'a Annotation)>,
}

/// The lines of a text, each without what is around it; empty ones between paragraphs are kept.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.trim().lines().map(str::trim)
}

/// As Markdown (CommonMark): words are quotations, notes are paragraphs.
pub fn markdown(sheet: &Sheet<'_>) -> String {
    let mut text = ["# ", &plain(sheet.title), "\n"].concat();
    if !sheet.author.is_empty() {
        text.push_str(&["\n", &plain(sheet.author), "\n"].concat());
    }
    let mut chapter = "";
    for (own, annotation) in &sheet.items {
        if *own != chapter && !own.is_empty() {
            text.push_str(&["\n## ", &plain(own), "\n"].concat());
            chapter = own;
        }
        let words = annotation.words();
        if annotation.motivation == Motivation::Bookmarking {
            let dots = if words.is_empty() { "" } else { ": " };
            text.push_str(&["\n- ", &plain(sheet.bookmark), dots, &plain(&words), "\n"].concat());
        } else if !words.is_empty() {
            text.push_str(&["\n> ", &plain(&words), "\n"].concat());
        }
        if !annotation.body.text.trim().is_empty() {
            text.push('\n');
            for line in lines(&annotation.body.text) {
                text.push_str(&[&plain(line), "\n"].concat());
            }
        }
    }
    text
}

/// Text that Markdown takes for nothing but text.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let marks = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' => true,
            // At the start of a line these make headings, lists and rules.
            '#' | '+' | '-' | '=' | '~' | '|' => at == 0,
            _ => false,
        };
        // A number at the start of a line makes a list of it.
        let point = matches!(letter, '.' | ')')
            && at > 0
            && text.get(..at).is_some_and(|start| start.bytes().all(|byte| byte.is_ascii_digit()));
        if marks || point {
            plain.push('\\');
        }
        plain.push(if letter.is_control() { ' ' } else { letter });
    }
    plain
}

/// As a page of HTML that stands for itself.
pub fn html(sheet: &Sheet<'_>) -> String {
    let mut page = String::from("<!DOCTYPE html>\n<html lang=\"");
    escape(&mut page, if sheet.language.is_empty() { "und" } else { sheet.language });
    page.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    escape(&mut page, sheet.title);
    page.push_str("</title>\n<style>\n");
    page.push_str(STYLE);
    page.push_str("</style>\n</head>\n<body>\n");
    element(&mut page, "h1", sheet.title);
    if !sheet.author.is_empty() {
        element(&mut page, "p", sheet.author);
    }
    let mut chapter = "";
    for (own, annotation) in &sheet.items {
        if *own != chapter && !own.is_empty() {
            element(&mut page, "h2", own);
            chapter = own;
        }
        article(&mut page, annotation, sheet.bookmark);
    }
    page.push_str("</body>\n</html>\n");
    page
}

const STYLE: &str = "body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.7 serif}
article{margin:1.5rem 0}blockquote{margin:0}
.amber{--pen:#9a6b00;--ground:#fbe8a6}.green{--pen:#1f7a4d;--ground:#d3ecd9}
.blue{--pen:#2465b8;--ground:#d5e5f8}.red{--pen:#b3263a;--ground:#fadadd}
.solid q{background:var(--ground)}.underline q{text-decoration:underline 2px var(--pen)}
.dotted q{text-decoration:underline dotted 3px var(--pen)}.wavy q{text-decoration:underline wavy var(--pen)}
q{quotes:none;text-underline-offset:.2em}
";

fn article(page: &mut String, annotation: &Annotation, bookmark: &str) {
    let Look { pen, line } = annotation.look();
    let marked = annotation.motivation != Motivation::Bookmarking;
    let words = annotation.words();
    page.push_str("<article>\n");
    if !marked {
        element(page, "h3", bookmark);
    }
    if !words.is_empty() {
        page.push_str(if marked { "<blockquote class=\"" } else { "<blockquote><p>" });
        if marked {
            page.push_str(&[pen.name(), " ", line.name(), "\"><p><q>"].concat());
        }
        escape(page, &words);
        page.push_str(if marked { "</q></p></blockquote>\n" } else { "</p></blockquote>\n" });
    }
    for line in lines(&annotation.body.text).filter(|line| !line.is_empty()) {
        element(page, "p", line);
    }
    if let Some(created) = annotation.created.as_deref() {
        page.push_str("<time datetime=\"");
        escape(page, created);
        page.push_str("\">");
        escape(page, created.get(..10).unwrap_or(created));
        page.push_str("</time>\n");
    }
    page.push_str("</article>\n");
}

fn element(page: &mut String, name: &str, text: &str) {
    page.push_str(&["<", name, ">"].concat());
    escape(page, text);
    page.push_str(&["</", name, ">\n"].concat());
}

fn escape(page: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            letter if letter.is_control() => page.push(' '),
            letter => page.push(letter),
        }
    }
}
