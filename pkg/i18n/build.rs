//! Reads the Fluent sources while the app is built, so that no reader of Fluent is downloaded with it.
//!
//! Out comes a text for each language: the keys in order (`message` or `message.attribute`), each followed by what it
//! says, all set apart by [`END`]. What a language lacks is said in English, else it is [`NONE`]. In what they say, a
//! variable stands between [`VARIABLE`] and [`CLOSE`], and a choice is [`CHOICE`] variable, then for each variant
//! [`VARIANT`] key [`SAYS`] words, then [`CLOSE`]; the key of the default starts with `*`. References to other
//! messages and to terms are put in here. `src/table.rs` reads it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;

const END: char = '\u{0}';
const VARIABLE: char = '\u{1}';
const CHOICE: char = '\u{2}';
const VARIANT: char = '\u{3}';
const SAYS: char = '\u{4}';
const CLOSE: char = '\u{5}';
const NONE: char = '\u{6}';

const LOCALES: &str = "../../public/locales";
const TAGS: [&str; 2] = ["zh-CN", "en"];
const ROOMS: [&str; 6] = ["app", "catalogue", "libraries", "reader", "problems", "errors"];

type Result<T> = std::result::Result<T, Box<dyn Error>>;
/// Terms are under `-name`.
type Patterns = BTreeMap<String, Pattern<String>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={LOCALES}");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("Cargo names no OUT_DIR")?);
    let languages: Vec<Patterns> = TAGS.iter().map(|tag| read(tag)).collect::<Result<_>>()?;
    let keys: BTreeSet<&String> =
        languages.iter().flat_map(|own| own.keys()).filter(|key| !key.starts_with('-')).collect();
    for (tag, own) in TAGS.iter().zip(&languages) {
        let mut table = String::new();
        for key in &keys {
            table.extend([key.as_str(), &String::from(END)]);
            let english = languages.last().filter(|english| english.contains_key(*key));
            match Some(own).filter(|own| own.contains_key(*key)).or(english) {
                Some(patterns) => {
                    let mut writer = Writer { patterns, into: &mut table };
                    let written = patterns.get(*key).map(|pattern| writer.pattern(pattern, 0));
                    written.transpose().map_err(|error| format!("{tag}: {key}: {error}"))?;
                }
                None => table.push(NONE),
            }
            table.push(END);
        }
        fs::write(out.join(tag), table)?;
    }
    Ok(())
}

fn read(tag: &str) -> Result<Patterns> {
    let mut patterns = Patterns::new();
    for room in ROOMS {
        let path = Path::new(LOCALES).join(tag).join(format!("{room}.ftl"));
        let source = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let resource = parser::parse(source)
            .map_err(|(_, errors)| format!("{} is not Fluent: {errors:?}", path.display()))?;
        for entry in resource.body {
            let (name, value, attributes) = match entry {
                Entry::Message(message) => (message.id.name, message.value, message.attributes),
                Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value), term.attributes),
                _ => continue,
            };
            let attributes = attributes.into_iter().map(|own| (format!("{name}.{}", own.id.name), own.value));
            for (key, pattern) in value.map(|value| (name.clone(), value)).into_iter().chain(attributes) {
                if patterns.insert(key.clone(), pattern).is_some() {
                    return Err(format!("{}: {key} is there twice", path.display()).into());
                }
            }
        }
    }
    Ok(patterns)
}

struct Writer<'a> {
    patterns: &'a Patterns,
    into: &'a mut String,
}

impl Writer<'_> {
    fn pattern(&mut self, pattern: &Pattern<String>, depth: usize) -> Result<()> {
        if depth > 8 {
            return Err("its references lead in a circle".into());
        }
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text(value)?,
                PatternElement::Placeable { expression } => self.expression(expression, depth)?,
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<()> {
        if text.contains(|character| character <= NONE) {
            return Err("it has a control character in it".into());
        }
        self.into.push_str(text);
        Ok(())
    }

    fn expression(&mut self, expression: &Expression<String>, depth: usize) -> Result<()> {
        match expression {
            Expression::Inline(inline) => self.inline(inline, depth),
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                self.into.push(CHOICE);
                self.into.push_str(&id.name);
                for variant in variants {
                    self.into.push(VARIANT);
                    if variant.default {
                        self.into.push('*');
                    }
                    self.into.push_str(match &variant.key {
                        VariantKey::Identifier { name } => name,
                        VariantKey::NumberLiteral { value } => value,
                    });
                    self.into.push(SAYS);
                    self.pattern(&variant.value, depth + 1)?;
                }
                self.into.push(CLOSE);
                Ok(())
            }
            Expression::Select { .. } => Err("only a variable can choose".into()),
        }
    }

    fn inline(&mut self, inline: &InlineExpression<String>, depth: usize) -> Result<()> {
        match inline {
            InlineExpression::StringLiteral { value } => self.text(&unescape_unicode_to_string(value)),
            InlineExpression::NumberLiteral { .. } => Err("a number is written as text".into()),
            InlineExpression::VariableReference { id } => {
                self.into.push(VARIABLE);
                self.into.push_str(&id.name);
                self.into.push(CLOSE);
                Ok(())
            }
            InlineExpression::MessageReference { id, attribute } => {
                self.reference(&id.name, attribute.as_ref().map(|own| own.name.as_str()), depth)
            }
            InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                self.reference(&format!("-{}", id.name), None, depth)
            }
            InlineExpression::TermReference { .. } => Err("a term is given nothing".into()),
            InlineExpression::FunctionReference { .. } => Err("there are no functions".into()),
            InlineExpression::Placeable { expression } => self.expression(expression, depth),
        }
    }

    fn reference(&mut self, name: &str, attribute: Option<&str>, depth: usize) -> Result<()> {
        let key = attribute.map_or_else(|| name.to_owned(), |attribute| format!("{name}.{attribute}"));
        let patterns = self.patterns;
        let pattern = patterns.get(&key).ok_or_else(|| format!("there is no {key} to refer to"))?;
        self.pattern(pattern, depth + 1)
    }
}
