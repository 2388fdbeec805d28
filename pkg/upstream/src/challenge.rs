//! What a `WWW-Authenticate` header asks for (RFC 9110, section 11.6.1).
//!
//! The header itself never reaches the browser, which would put up a dialog of its own. What it says does, in words
//! of ours.

/// One way to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Challenge {
    /// `basic`, `bearer`, `digest` …, lower case.
    pub scheme: String,
    /// What the credentials are for, in the server's words.
    pub realm: Option<String>,
    /// Why the last credentials were refused (`invalid_token` …, RFC 6750).
    pub error: Option<String>,
}

/// The challenges of one header, as far as they can be read.
pub fn parse(header: &str) -> Vec<Challenge> {
    let mut challenges: Vec<Challenge> = Vec::new();
    let mut rest = header;
    loop {
        let next = rest.trim_start_matches([',', ' ', '\t']);
        let begins = challenges.is_empty() || rest[..rest.len() - next.len()].contains(',');
        let (name, after) = token(next);
        if name.is_empty() {
            return challenges;
        }
        match after.trim_start_matches([' ', '\t']).strip_prefix('=') {
            Some(value) if !after.starts_with("==") => {
                let (value, end) = self::value(value.trim_start_matches([' ', '\t']));
                rest = end;
                if let Some(last) = challenges.last_mut() {
                    match name.to_ascii_lowercase().as_str() {
                        "realm" => last.realm = Some(value),
                        "error" => last.error = Some(value),
                        _ => {}
                    }
                }
            }
            None if begins => {
                challenges.push(Challenge { scheme: name.to_ascii_lowercase(), ..Challenge::default() });
                rest = after;
            }
            // `scheme token68==`: nothing that we look for.
            _ => rest = after.trim_start_matches('='),
        }
    }
}

fn token(text: &str) -> (&str, &str) {
    let is_token = |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~/".contains(letter);
    text.split_at(text.find(|letter| !is_token(letter)).unwrap_or(text.len()))
}

/// A token, or text in quotation marks; and what follows.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (token, rest) = token(text);
        // What is neither is passed over, so that reading comes to an end.
        let skip = rest.find([',', ' ']).unwrap_or(rest.len());
        return (token.to_owned(), &rest[skip..]);
    };
    let (mut value, mut escaped) = (String::new(), false);
    for (at, letter) in quoted.char_indices() {
        match letter {
            _ if escaped => {
                value.push(letter);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return (value, &quoted[at + 1..]),
            _ => value.push(letter),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_servers_say() {
        for (header, expected) in [
            ("Basic realm=\"calibre\"", vec![("basic", Some("calibre"), None)]),
            ("Basic realm=\"a, b\", charset=\"UTF-8\"", vec![("basic", Some("a, b"), None)]),
            ("Basic realm=\"say \\\"hello\\\"\"", vec![("basic", Some("say \"hello\""), None)]),
            ("Basic realm=x", vec![("basic", Some("x"), None)]),
            ("Bearer", vec![("bearer", None, None)]),
            (
                "Bearer realm=\"x\", error=\"invalid_token\", Basic realm=\"y\"",
                vec![("bearer", Some("x"), Some("invalid_token")), ("basic", Some("y"), None)],
            ),
            ("Digest realm = \"z\" , nonce=\"1,2\"", vec![("digest", Some("z"), None)]),
            (
                "Negotiate YWJj==, Basic realm=\"b\"",
                vec![("negotiate", None, None), ("basic", Some("b"), None)],
            ),
            ("Basic realm=\"unfinished", vec![("basic", Some("unfinished"), None)]),
            ("realm=\"nobody's\"", vec![]),
            ("", vec![]),
            (", ,", vec![]),
        ] {
            let challenges = parse(header);
            let found: Vec<_> = challenges
                .iter()
                .map(|one| (one.scheme.as_str(), one.realm.as_deref(), one.error.as_deref()))
                .collect();
            assert_eq!(found, expected, "{header}");
        }
    }

    proptest! {
        #[test]
        fn anything_can_be_read(header in "(Basic|realm|=|\"|\\\\|,| |\\PC){0,40}") {
            for challenge in parse(&header) {
                prop_assert!(!challenge.scheme.is_empty());
                prop_assert!(challenge.realm.unwrap_or_default().len() <= header.len());
            }
        }
    }
}
