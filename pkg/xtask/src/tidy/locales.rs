//! Every word that the app asks for is there, and both languages have the same words.

use std::{collections::BTreeSet, fs};

use anyhow::Result;

use super::Findings;
use crate::cache::Places;

/// Holds the words against the sources that ask for them.
pub fn check(places: &Places, names: &[String], findings: &mut Findings) -> Result<()> {
    let mut languages: Vec<(String, BTreeSet<String>)> = Vec::new();
    for name in names {
        let Some((language, _)) = name.strip_prefix("public/locales/").and_then(|rest| rest.split_once('/'))
        else {
            continue;
        };
        let keys = keys(&fs::read_to_string(places.root.join(name))?);
        match languages.iter_mut().find(|(known, _)| known == language) {
            Some((_, all)) => all.extend(keys),
            None => languages.push((language.to_owned(), keys)),
        }
    }
    same(&languages, findings);
    let Some((_, known)) = languages.first() else { return Ok(()) };
    for name in names.iter().filter(|name| name.ends_with(".rs")) {
        if name.starts_with("app/") || name.starts_with("components/") {
            let text = fs::read_to_string(places.root.join(name))?;
            for key in asked(&text).difference(known) {
                findings.fault(format!("{name} asks for {key:?}, which public/locales does not have"));
            }
        }
    }
    Ok(())
}

fn same(languages: &[(String, BTreeSet<String>)], findings: &mut Findings) {
    for (language, keys) in languages {
        for (other, theirs) in languages.iter().filter(|(other, _)| other != language) {
            for key in theirs.difference(keys) {
                findings.fault(format!("public/locales/{language} lacks {key}, which {other} has"));
            }
        }
    }
}

/// The messages of a Fluent file.
fn keys(text: &str) -> BTreeSet<String> {
    let ids = text.lines().filter_map(|line| line.split_once('=').map(|(id, _)| id.trim_end()));
    ids.filter(|id| id.starts_with(|letter: char| letter.is_ascii_lowercase()) && id.chars().all(in_key))
        .map(str::to_owned)
        .collect()
}

/// The keys that a source asks for by name: `t("…")` and `t_args("…", …)`.
fn asked(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for call in ["t(", "t_args("] {
        for (at, _) in text.match_indices(call) {
            let within_word = text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
            let literal = text[at + call.len()..].trim_start().strip_prefix('"');
            let key = literal.and_then(|rest| rest.split_once('"')).map(|(key, _)| key);
            if let Some(key) = key.filter(|key| !within_word && !key.is_empty() && key.chars().all(in_key)) {
                found.insert(key.to_owned());
            }
        }
    }
    found
}

fn in_key(letter: char) -> bool {
    letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read() {
        let read =
            keys("# comment = no\nhome-title = Home\n    .label = no\ncount = { $n ->\n    [one] x\n}\n");
        assert_eq!(read.into_iter().collect::<Vec<_>>(), ["count", "home-title"]);
    }

    #[test]
    fn questions_are_found() {
        let found =
            asked("words.t(\"a-b\") + t_args(\n  \"c\", &[]) + get(\"no\") + t(&key) + t(\"Not A Key\")");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a-b", "c"]);
    }

    #[test]
    fn languages_that_differ_are_named() {
        let set = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<_>>();
        let mut findings = Findings::default();
        same(&[("en".into(), set(&["a", "b"])), ("zh-CN".into(), set(&["a"]))], &mut findings);
        assert_eq!(findings.faults, ["public/locales/zh-CN lacks b, which en has"]);
    }
}
