//! What a publication has on the network, and not in itself.
//!
//! Sound, film and typefaces may lie elsewhere, and every one of them is declared in the manifest (EPUB 3.3, sections
//! 3.6 and 5.6.2). Nothing else may, pictures among it: what a book wants of that stays where it is.

use crate::Manifest;

/// What kind of thing lies elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ElsewhereKind {
    /// Sound.
    Sound,
    /// Film.
    Film,
    /// A typeface.
    Typeface,
    /// A picture, which is never fetched.
    Picture,
}

impl ElsewhereKind {
    /// Whether it may be fetched where the reader consents.
    pub fn may_be_fetched(self) -> bool {
        self != Self::Picture
    }

    /// The kind of a media type; `None` for all that a publication may not have elsewhere and nobody sees.
    pub fn of(media_type: &str) -> Option<Self> {
        let kind = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.split('/').next().unwrap_or_default() {
            "audio" => Some(Self::Sound),
            "video" => Some(Self::Film),
            "font" => Some(Self::Typeface),
            "image" => Some(Self::Picture),
            // As they were called before RFC 8081 (EPUB 3.3, section 3.2).
            _ if kind == "application/vnd.ms-opentype"
                || kind.starts_with("application/font-")
                || kind.starts_with("application/x-font-") =>
            {
                Some(Self::Typeface)
            }
            _ => None,
        }
    }
}

/// Things of one kind on one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The origin (RFC 6454): scheme, host, and a port that is not the usual one.
    pub origin: String,
    /// What kind of things.
    pub kind: ElsewhereKind,
    /// How many.
    pub count: usize,
}

impl Elsewhere {
    /// The host, with its port, as a reader is told of it.
    pub fn host(&self) -> &str {
        self.origin.split_once("//").map_or(self.origin.as_str(), |(_, host)| host)
    }
}

/// The most hosts that are counted: more than that nobody can judge.
const HOSTS: usize = 32;

impl Manifest {
    /// What the publication declares that lies elsewhere, by kind and host, in the order of the manifest.
    pub fn elsewhere(&self) -> Vec<Elsewhere> {
        let mut all: Vec<Elsewhere> = Vec::new();
        for link in &self.resources {
            let kind = link.media_type.as_deref().and_then(ElsewhereKind::of);
            let (Some(origin), Some(kind)) = (origin(&link.href), kind) else { continue };
            let full = all.len() >= HOSTS;
            match all.iter_mut().find(|known| known.origin == origin && known.kind == kind) {
                Some(known) => known.count += 1,
                None if full => {}
                None => all.push(Elsewhere { origin, kind, count: 1 }),
            }
        }
        all
    }
}

/// The origin of a web address, in the only spelling that a policy can name it in; `None` for what is no web address,
/// carries a user's name, or has a host of other letters than those of domain names and IP addresses.
pub fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let usual = match scheme.as_str() {
        "https" => "443",
        "http" => "80",
        _ => return None,
    };
    let authority = rest.split(['/', '?', '#', '\\']).next()?.to_ascii_lowercase();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority.as_str(), ""),
    };
    let six = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let well = match six {
        Some(six) => !six.is_empty() && six.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':'),
        None => {
            host.starts_with(|letter: char| letter.is_ascii_alphanumeric())
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
        }
    };
    let digits = port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    let port = if port.is_empty() || port == usual { String::new() } else { format!(":{port}") };
    (well && digits && host.len() <= 253).then(|| format!("{scheme}://{host}{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Link;

    #[test]
    fn an_origin_has_one_spelling() {
        for (address, expected) in [
            ("https://Example.org/a.mp3", Some("https://example.org")),
            ("HTTPS://example.org:443/a", Some("https://example.org")),
            ("http://example.org:8080?a", Some("http://example.org:8080")),
            ("http://127.0.0.1:9/a", Some("http://127.0.0.1:9")),
            ("https://[2001:db8::1]:81/a", Some("https://[2001:db8::1]:81")),
            ("https://[::1]/a", Some("https://[::1]")),
            ("https://me@example.org/a", None),
            ("https://example.org; script-src */a", None),
            ("https://example.org 'unsafe-inline'", None),
            ("https://*.org/a", None),
            ("https://*/a", None),
            ("https:///a", None),
            ("https://[*]/", None),
            ("https://例.org/a", None),
            ("https://example.org:x/a", None),
            ("ftp://example.org/a", None),
            ("//example.org/a", None),
            ("a/https://example.org", None),
            ("", None),
        ] {
            assert_eq!(origin(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn what_lies_elsewhere_is_counted_by_kind_and_host() {
        let link = |href: &str, media_type: &str| Link::to(href).of_type(media_type);
        let manifest = Manifest {
            resources: vec![
                link("a.mp3", "audio/mpeg"),
                link("https://a.example/1.mp3", "audio/mpeg"),
                link("https://a.example/2.opus", "audio/ogg; codecs=opus"),
                link("https://a.example/3.mp4", "video/mp4"),
                link("https://b.example/f.otf", "application/vnd.ms-opentype"),
                link("https://b.example/p.png", "image/png"),
                link("https://b.example/s.js", "text/javascript"),
                link("https://b.example/s.css", "text/css"),
            ],
            ..Manifest::default()
        };
        let all = manifest.elsewhere();
        let told: Vec<_> = all.iter().map(|one| (one.host(), one.kind, one.count)).collect();
        use ElsewhereKind::{Film, Picture, Sound, Typeface};
        assert_eq!(
            told,
            [
                ("a.example", Sound, 2),
                ("a.example", Film, 1),
                ("b.example", Typeface, 1),
                ("b.example", Picture, 1)
            ]
        );
        assert_eq!(all.iter().filter(|one| one.kind.may_be_fetched()).count(), 3);
    }
}
