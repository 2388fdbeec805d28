//! What the build made of the Fluent sources (see `build.rs`), and how it is said.

use std::cell::Cell;

use crate::{Arg, Locale, format};

const END: char = '\u{0}';
const VARIABLE: char = '\u{1}';
const CHOICE: char = '\u{2}';
const VARIANT: char = '\u{3}';
const SAYS: char = '\u{4}';
const CLOSE: char = '\u{5}';
const NONE: &str = "\u{6}";

thread_local! {
    /// What was learned, language by language.
    static LEARNED: Cell<[Option<&'static str>; Locale::ALL.len()]> = const { Cell::new([None; Locale::ALL.len()]) };
}

/// Learns what there is to say in a language: the text that [`written`] gives while the app is built.
///
/// It stays for as long as the app runs.
pub fn learn(locale: Locale, words: String) {
    let mut learned = LEARNED.get();
    if let (Some(place), false) = (learned.get_mut(locale as usize), knows(locale)) {
        *place = Some(Box::leak(words.into_boxed_str()));
    }
    LEARNED.set(learned);
}

/// True where a language was learned, or is part of the program.
pub fn knows(locale: Locale) -> bool {
    !words_of(locale).is_empty()
}

/// What the build made of the Fluent sources of a language, for the app to fetch.
#[cfg(not(target_arch = "wasm32"))]
pub fn written(locale: Locale) -> &'static str {
    match locale {
        Locale::ZhCn => include_str!(concat!(env!("OUT_DIR"), "/zh-CN")),
        Locale::En => include_str!(concat!(env!("OUT_DIR"), "/en")),
    }
}

fn words_of(locale: Locale) -> &'static str {
    let learned = LEARNED.get().get(locale as usize).copied().flatten();
    // In the browser the words are a file beside the program; tools and tests have them in it.
    #[cfg(not(target_arch = "wasm32"))]
    let learned = learned.or_else(|| Some(written(locale)));
    learned.unwrap_or_default()
}

/// What there is to say in one language: the keys in order, and beside each the words.
pub(crate) struct Table(Vec<(&'static str, &'static str)>);

impl Table {
    pub(crate) fn new(locale: Locale) -> Self {
        let mut parts = words_of(locale).split_terminator(END);
        Self(std::iter::from_fn(|| Some((parts.next()?, parts.next()?))).collect())
    }

    /// The words under `key`, as they are written.
    pub(crate) fn get(&self, key: &str) -> Option<&'static str> {
        let index = self.0.binary_search_by(|(own, _)| (*own).cmp(key)).ok()?;
        self.0.get(index).map(|(_, words)| *words).filter(|words| *words != NONE)
    }

    /// Whether there is a message of that name, be it only with attributes.
    pub(crate) fn has(&self, message: &str) -> bool {
        let is_its = |key: &str| key.strip_prefix(message).is_some_and(|rest| rest.starts_with('.'));
        self.get(message).is_some() || self.0.iter().any(|(key, words)| *words != NONE && is_its(key))
    }
}

/// Says `pattern` with its variables filled in.
pub(crate) fn say(locale: Locale, pattern: &str, args: &[(&str, Arg<'_>)]) -> String {
    let mut said = String::with_capacity(pattern.len());
    Reader { locale, args, rest: pattern }.words(Some(&mut said));
    said
}

struct Reader<'a> {
    locale: Locale,
    args: &'a [(&'a str, Arg<'a>)],
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Reads to the end of a pattern or of a variant; without `into` it only goes past it.
    fn words(&mut self, mut into: Option<&mut String>) {
        loop {
            let text = self.until(|character| character <= CLOSE);
            if let Some(into) = into.as_deref_mut() {
                into.push_str(text);
            }
            match self.rest.chars().next() {
                Some(VARIABLE) => {
                    self.rest = &self.rest[1..];
                    let name = self.until(|character| character == CLOSE);
                    self.rest = &self.rest[1..];
                    if let Some(into) = into.as_deref_mut() {
                        self.variable(name, into);
                    }
                }
                Some(CHOICE) => self.choice(into.as_deref_mut()),
                _ => return,
            }
        }
    }

    fn variable(&self, name: &str, into: &mut String) {
        match self.arg(name) {
            Some(Arg::Text(text)) => into.push_str(text),
            Some(Arg::Number(number)) => into.push_str(&format::grouped(*number)),
            // What was not given shows, as Fluent has it.
            None => into.extend(["{$", name, "}"]),
        }
    }

    fn choice(&mut self, into: Option<&mut String>) {
        self.rest = &self.rest[1..];
        let name = self.until(|character| character == VARIANT);
        let arg = self.arg(name);
        let (mut chosen, mut otherwise) = (None, None);
        while self.rest.starts_with(VARIANT) {
            self.rest = &self.rest[1..];
            let key = self.until(|character| character == SAYS);
            self.rest = &self.rest[1..];
            if key.starts_with('*') {
                otherwise = Some(self.rest);
            }
            if chosen.is_none() && arg.is_some_and(|arg| self.fits(arg, key.trim_start_matches('*'))) {
                chosen = Some(self.rest);
            }
            self.words(None);
        }
        self.rest = self.rest.strip_prefix(CLOSE).unwrap_or_default();
        if let (Some(into), Some(words)) = (into, chosen.or(otherwise)) {
            Reader { locale: self.locale, args: self.args, rest: words }.words(Some(into));
        }
    }

    fn fits(&self, arg: &Arg<'_>, key: &str) -> bool {
        match arg {
            Arg::Text(text) => text == key,
            Arg::Number(number) => match key.parse::<i32>() {
                Ok(own) => f64::from(own) == *number,
                Err(_) => plural(self.locale, *number) == key,
            },
        }
    }

    fn arg(&self, name: &str) -> Option<&'a Arg<'a>> {
        self.args.iter().find(|(own, _)| *own == name).map(|(_, arg)| arg)
    }

    fn until(&mut self, stop: impl Fn(char) -> bool) -> &'a str {
        let (before, rest) = self.rest.split_at(self.rest.find(stop).unwrap_or(self.rest.len()));
        self.rest = rest;
        before
    }
}

/// The plural category of a cardinal number, by the rules of CLDR.
fn plural(locale: Locale, number: f64) -> &'static str {
    match locale {
        Locale::En if number.abs() == 1.0 => "one",
        Locale::En | Locale::ZhCn => "other",
    }
}
