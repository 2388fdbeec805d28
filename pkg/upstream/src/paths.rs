//! Which paths of a server are allowed.

use percent_encoding::percent_decode_str;

/// Percent-encoding inside of percent-encoding is looked through so often.
const DEPTH: usize = 4;

/// The beginnings of the paths that may be asked for, segment by segment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paths(Vec<Vec<String>>);

impl Paths {
    /// Allows everything that lies at or below one of these paths; `/` allows all.
    pub fn below<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        Self(paths.into_iter().map(segments).collect())
    }

    /// Whether `path`, as it stands in a URL, may be asked for.
    ///
    /// Segments are compared after decoding, so that `%2f` never counts as a border; a path that is not
    /// [`tame`] is never allowed.
    pub fn allow(&self, path: &str) -> bool {
        let asked = segments(path);
        tame(path) && self.0.iter().any(|own| asked.starts_with(own))
    }
}

fn segments(path: &str) -> Vec<String> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Vec::new();
    }
    path.split('/').map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned()).collect()
}

/// Whether every program reads `path` in the same way: no `.` or `..` however they are encoded, no backslash, no
/// control characters, nothing that is encoded more than a few times over.
pub fn tame(path: &str) -> bool {
    let mut text = path.to_owned();
    for _ in 0..DEPTH {
        if !flat(&text) {
            return false;
        }
        let decoded = percent_decode_str(&text).decode_utf8_lossy().into_owned();
        if decoded == text {
            return true;
        }
        text = decoded;
    }
    false
}

fn flat(path: &str) -> bool {
    // Some servers drop what follows a semicolon before they look at the segment.
    let dots = |segment: &str| matches!(segment.split(';').next(), Some("." | ".."));
    !path.chars().any(|letter| letter == '\\' || letter.is_control()) && !path.split('/').any(dots)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_allowed_is_what_lies_below() {
        let paths = Paths::below(["/opds", "/get/", "/图书/a b"]);
        for (path, allowed) in [
            ("/opds", true),
            ("/opds/", true),
            ("/opds/new", true),
            ("/opds/new/", true),
            ("/opds//new", true),
            ("/%6fpds/new", true),
            ("/get/epub/1", true),
            ("/%E5%9B%BE%E4%B9%A6/a%20b/c", true),
            ("/opds/a%2Fb", true),
            ("/opds/100%25", true),
            ("/", false),
            ("", false),
            ("/opdsx", false),
            ("/opds%2Fx", false),
            ("/admin", false),
            ("//opds", false),
            ("/opds/../admin", false),
            ("/opds/%2e%2e/admin", false),
            ("/opds/.%2E/admin", false),
            ("/opds/%252e%252e/admin", false),
            ("/opds/..%2fadmin", false),
            ("/opds/..%5cadmin", false),
            ("/opds/..;/admin", false),
            ("/opds/.;a=b/admin", false),
            ("/opds/..\\admin", false),
            ("/opds/./x", false),
            ("/opds/x%00", false),
            ("/opds/x%0d%0aHost:%20y", false),
            ("/opds/%25252525252e", false),
            ("/图书/a", false),
        ] {
            assert_eq!(paths.allow(path), allowed, "{path}");
        }
        assert!(Paths::below(["/"]).allow("/anything"));
        assert!(!Paths::default().allow("/anything"));
    }

    proptest! {
        /// What is allowed stays below the allowed path, also for a server that decodes it again and again.
        #[test]
        fn nothing_that_is_allowed_leaves(path in "(/|\\.|%2e|%2E|%2f|%5c|;|a|%25|opds|\\PC){0,20}") {
            let path = format!("/opds/{path}");
            if Paths::below(["/opds"]).allow(&path) {
                let mut text = path;
                for _ in 0..6 {
                    prop_assert!(!text.split(['/', '\\']).any(|part| part == ".."));
                    text = percent_decode_str(&text).decode_utf8_lossy().into_owned();
                }
            }
        }
    }
}
