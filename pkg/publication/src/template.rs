//! URI templates (RFC 6570), for values that are texts: what OPDS 2.0 and LCP link with.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in a value: RFC 3986's unreserved letters.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// With `+` and `#` the reserved letters stay as well, and so does what is encoded already.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'%');

/// How an expression is written out (RFC 6570, appendix A).
struct Operator {
    first: &'static str,
    separator: &'static str,
    is_named: bool,
    /// What stands between the name and an empty value.
    if_empty: &'static str,
    allowed: &'static AsciiSet,
}

const fn operator(
    first: &'static str,
    separator: &'static str,
    is_named: bool,
    if_empty: &'static str,
    allowed: &'static AsciiSet,
) -> Operator {
    Operator { first, separator, is_named, if_empty, allowed }
}

static SIMPLE: Operator = operator("", ",", false, "", UNRESERVED);
static OPERATORS: [(char, Operator); 7] = [
    ('+', operator("", ",", false, "", RESERVED)),
    ('#', operator("#", ",", false, "", RESERVED)),
    ('.', operator(".", ".", false, "", UNRESERVED)),
    ('/', operator("/", "/", false, "", UNRESERVED)),
    (';', operator(";", ";", true, "", UNRESERVED)),
    ('?', operator("?", "&", true, "=", UNRESERVED)),
    ('&', operator("&", "&", true, "=", UNRESERVED)),
];

/// A piece of a template: text, or what stands within braces.
enum Piece<'a> {
    Text(&'a str),
    Expression(&'a str),
}

/// The pieces in order; a brace that is not closed is text.
fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if let Some(inner) = rest.strip_prefix('{')
            && let Some((expression, after)) = inner.split_once('}')
        {
            rest = after;
            return Some(Piece::Expression(expression));
        }
        let len =
            rest.char_indices().skip(1).find(|(_, letter)| *letter == '{').map_or(rest.len(), |(at, _)| at);
        let (text, after) = rest.split_at(len);
        rest = after;
        (!text.is_empty()).then_some(Piece::Text(text))
    })
}

/// The operator of an expression, and its variables.
fn read(expression: &str) -> (&'static Operator, impl Iterator<Item = Variable<'_>>) {
    let known = OPERATORS.iter().find(|(letter, _)| expression.starts_with(*letter));
    let (operator, list) = match known {
        Some((letter, operator)) => (operator, expression.get(letter.len_utf8()..).unwrap_or_default()),
        None => (&SIMPLE, expression),
    };
    (operator, list.split(',').map(Variable::of).filter(|variable| !variable.name.is_empty()))
}

/// A variable, and how many of its letters are wanted.
struct Variable<'a> {
    name: &'a str,
    prefix: Option<usize>,
}

impl<'a> Variable<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.trim().trim_end_matches('*');
        match text.split_once(':') {
            // `atom:author` is a name of OpenSearch, no prefix.
            Some((name, count)) if count.parse::<usize>().is_ok() => {
                Self { name, prefix: count.parse().ok() }
            }
            _ => Self { name: text, prefix: None },
        }
    }
}

/// The names of the variables, in order, each once.
pub fn variables(template: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for piece in pieces(template) {
        if let Piece::Expression(expression) = piece {
            for variable in read(expression).1 {
                if !names.contains(&variable.name) {
                    names.push(variable.name);
                }
            }
        }
    }
    names
}

/// Writes the template out. `value` gives the text for a variable; what has none is left out.
pub fn expand<'v>(template: &str, mut value: impl FnMut(&str) -> Option<&'v str>) -> String {
    let mut out = String::with_capacity(template.len());
    for piece in pieces(template) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Expression(expression) => {
                let (operator, variables) = read(expression);
                // `/search?lang=en{?query}`: a query that has begun goes on.
                let goes_on = operator.first == "?" && out.contains('?');
                let mut before = if goes_on { "&" } else { operator.first };
                for variable in variables {
                    let Some(text) = value(variable.name) else { continue };
                    out.push_str(before);
                    before = operator.separator;
                    write(&mut out, operator, &variable, text);
                }
            }
        }
    }
    out
}

fn write(out: &mut String, operator: &Operator, variable: &Variable<'_>, text: &str) {
    let end =
        variable.prefix.and_then(|count| text.char_indices().nth(count)).map_or(text.len(), |(at, _)| at);
    let text = text.get(..end).unwrap_or(text);
    if operator.is_named {
        out.push_str(variable.name);
        out.push_str(if text.is_empty() { operator.if_empty } else { "=" });
    }
    out.extend(utf8_percent_encode(text, operator.allowed));
}

/// Encodes a value as it stands in a query or as one segment of a path.
pub fn encode(value: &str) -> String {
    utf8_percent_encode(value, UNRESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(name: &str) -> Option<&'static str> {
        Some(match name {
            "var" => "value",
            "hello" => "Hello World!",
            "path" => "/foo/bar",
            "empty" => "",
            "x" => "1024",
            "y" => "768",
            "half" => "50%",
            "who" => "fred",
            "tea" => "茶",
            _ => return None,
        })
    }

    #[test]
    fn the_examples_of_the_rfc() {
        // RFC 6570, sections 1.2 and 3.2, as far as values are texts.
        for (template, expected) in [
            ("{var}", "value"),
            ("{hello}", "Hello%20World%21"),
            ("{half}", "50%25"),
            ("O{empty}X", "OX"),
            ("O{undef}X", "OX"),
            ("{x,y}", "1024,768"),
            ("{x,hello,y}", "1024,Hello%20World%21,768"),
            ("?{x,empty}", "?1024,"),
            ("?{undef,y}", "?768"),
            ("{var:3}", "val"),
            ("{var:30}", "value"),
            ("{+var}", "value"),
            ("{+hello}", "Hello%20World!"),
            ("{+path}/here", "/foo/bar/here"),
            ("here?ref={+path}", "here?ref=/foo/bar"),
            ("{#var}", "#value"),
            ("{#x,hello,y}", "#1024,Hello%20World!,768"),
            ("foo{#empty}", "foo#"),
            ("foo{#undef}", "foo"),
            ("{.who}", ".fred"),
            ("{.who,who}", ".fred.fred"),
            ("X{.empty}", "X."),
            ("{/who}", "/fred"),
            ("{/who,half}", "/fred/50%25"),
            ("{/var,empty}", "/value/"),
            ("{;who}", ";who=fred"),
            ("{;empty}", ";empty"),
            ("{;x,y,undef}", ";x=1024;y=768"),
            ("{?who}", "?who=fred"),
            ("{?x,y,empty}", "?x=1024&y=768&empty="),
            ("{?x,y,undef}", "?x=1024&y=768"),
            ("?fixed=yes{&x}", "?fixed=yes&x=1024"),
            ("{&var:3}", "&var=val"),
            ("{var*}", "value"),
        ] {
            assert_eq!(expand(template, value), expected, "{template}");
        }
    }

    #[test]
    fn what_is_no_template_stays() {
        for (template, expected) in [
            ("", ""),
            ("/a?b", "/a?b"),
            ("{", "{"),
            ("a{b", "a{b"),
            ("a}b", "a}b"),
            ("{}", ""),
            ("{?}", ""),
            ("{tea:1}茶", "%E8%8C%B6茶"),
            ("/search?lang=en{?x}", "/search?lang=en&x=1024"),
        ] {
            assert_eq!(expand(template, value), expected, "{template}");
        }
        assert_eq!(variables("/{a}{?b,a,atom:title?}{"), ["a", "b", "atom:title?"]);
    }
}
