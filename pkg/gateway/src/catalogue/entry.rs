//! One book of the index as one publication of a feed.

use serde_json::json;
use yueli_opds::{PUBLICATION, Publication, rel};
use yueli_publication::{Link, LocalizedText, Metadata, ProblemCode, url};

use super::{clean, problems};
use crate::db::{Row, unsigned};

/// The name under which a publication's metadata say why it cannot be read.
const PROBLEM: &str = "https://yueli.dev/ns#problem";
/// Longer descriptions are cut in lists.
const SHORT: usize = 280;

/// How much is said of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// As in a list.
    Short,
    /// Everything.
    Full,
}

/// A book as a publication.
pub(crate) fn publication(row: &Row, detail: Detail) -> Publication {
    let mut metadata = match serde_json::from_str::<Metadata>(&row.metadata) {
        Ok(metadata) => clean::metadata(metadata, &row.id),
        Err(error) => {
            tracing::warn!(id = row.id, %error, "the index holds metadata that cannot be read");
            clean::metadata(Metadata::default(), &row.id)
        }
    };
    if metadata.title.is_empty() {
        metadata.title = LocalizedText::plain(row.title.as_str());
    }
    if detail == Detail::Short {
        metadata.accessibility = None;
        metadata.description = metadata.description.map(|text| shorten(&text));
    }
    if let Some(code) = row.problem.as_deref() {
        let message = problems::message(problems::by_key(code).unwrap_or(ProblemCode::UnreadableFile));
        metadata.other.insert(PROBLEM.to_owned(), json!({ "code": code, "message": message }));
    }
    Publication { metadata, links: links(row), images: images(row) }
}

fn links(row: &Row) -> Vec<Link> {
    let acquisition = Link {
        size: Some(unsigned(row.size)).filter(|size| *size > 0),
        ..Link::to(file_href(row)).of_type(row.media_type.as_str()).with_rel(rel::OPEN_ACCESS)
    };
    vec![
        Link::to(format!("/opds/publications/{}", row.id)).of_type(PUBLICATION).with_rel("self"),
        acquisition,
        Link::to(format!("/title/{}", row.id)).of_type("text/html").with_rel("alternate"),
    ]
}

/// Where the file itself is: with a name that is good to save it under.
fn file_href(row: &Row) -> String {
    let stem = row.title.strip_suffix(&format!(".{}", row.extension)).unwrap_or(&row.title);
    let name = format!("{}.{}", slug(stem), row.extension);
    format!("/publications/{}/{}", row.id, in_ascii(&name))
}

/// Schemas want URIs, which are ASCII.
fn in_ascii(text: &str) -> String {
    percent_encoding::utf8_percent_encode(&url::encode(text), percent_encoding::CONTROLS).to_string()
}

/// Letters and digits of any script, hyphens between.
pub(crate) fn slug(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.chars().count() >= 60 {
            break;
        }
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "book".to_owned() } else { slug.to_owned() }
}

fn images(row: &Row) -> Vec<Link> {
    let covers: Vec<(String, u32, u32)> = serde_json::from_str(&row.covers).unwrap_or_default();
    let mut images: Vec<Link> = Vec::new();
    for (size, width, height) in covers {
        // A small picture is not enlarged, so its larger sizes are the same.
        if width > 0 && height > 0 && images.iter().all(|image| image.width != Some(width)) {
            images.push(Link {
                width: Some(width),
                height: Some(height),
                ..Link::to(format!("/covers/{}/{size}", row.id)).of_type("image/jpeg")
            });
        }
    }
    images
}

/// Cuts at a space where there is one near the end.
fn shorten(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(SHORT).collect();
    let end = cut.rfind(char::is_whitespace).filter(|at| *at > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_readable() {
        for (title, expected) in [
            ("Moby-Dick; or, The Whale", "moby-dick-or-the-whale"),
            ("茶经（三卷）", "茶经-三卷"),
            ("...", "book"),
            ("../../etc/passwd", "etc-passwd"),
        ] {
            assert_eq!(slug(title), expected, "{title}");
        }
    }

    #[test]
    fn long_descriptions_are_cut_between_words() {
        let short = shorten(&"whale ".repeat(100));
        assert!(short.ends_with("whale…") && short.chars().count() <= SHORT + 1, "{short}");
        assert_eq!(shorten(&"经".repeat(400)).chars().count(), SHORT + 1);
        assert_eq!(shorten(" A. "), "A.");
    }
}
