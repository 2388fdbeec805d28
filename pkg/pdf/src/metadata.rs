//! What the file says of itself: the information dictionary, XMP, the catalog.

use hayro::hayro_syntax::{
    Pdf,
    object::{Dict, Name, Stream, String as PdfString},
};
use yueli_markup::xml::{self, Element};
use yueli_publication::{Contributor, LocalizedText, Metadata, ReadingProgression, Subject};

/// XMP of more bytes than this says nothing that is wanted.
const LARGEST_XMP: usize = 4 << 20;
/// The namespace of what is read of it.
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
/// What programs put before the name of the file that they made the PDF of.
const MADE_BY: [&str; 3] = ["Microsoft Word - ", "Microsoft PowerPoint - ", "Microsoft Excel - "];
/// The ends of such names.
const SOURCES: [&str; 13] = [
    ".doc", ".docx", ".ppt", ".pptx", ".xls", ".xlsx", ".indd", ".qxd", ".qxp", ".dvi", ".tex", ".odt",
    ".pdf",
];

/// The metadata of a publication. Source: ISO 32000-2, section 14.3; XMP Specification, part 1.
pub(crate) fn metadata(pdf: &Pdf, catalog: &Dict<'_>) -> Metadata {
    let info = pdf.metadata();
    let said = |bytes: &Option<Box<[u8]>>| {
        bytes.as_ref().map(|bytes| crate::strings::text(bytes)).filter(|text| !text.is_empty())
    };
    let xmp = xmp(catalog).unwrap_or_default();
    let title = xmp.title.clone().or_else(|| said(&info.title)).filter(|title| is_title(title));
    let language = catalog.get::<PdfString<'_>>("Lang").map(|tag| crate::strings::text(tag.as_bytes()));
    let languages = language.into_iter().chain(xmp.languages).filter(|tag| is_tag(tag));
    let authors = if xmp.authors.is_empty() {
        said(&info.author).map(|names| people(&names)).unwrap_or_default()
    } else {
        xmp.authors
    };
    let direction =
        catalog.get::<Dict<'_>>("ViewerPreferences").and_then(|wishes| wishes.get::<Name<'_>>("Direction"));
    let mut metadata = Metadata {
        kind: Some("http://schema.org/Book".to_owned()),
        conforms_to: vec![crate::PROFILE.to_owned()],
        title: title.map(LocalizedText::plain).unwrap_or_default(),
        author: authors.into_iter().map(Contributor::named).collect(),
        publisher: xmp.publishers.into_iter().map(Contributor::named).collect(),
        description: xmp.description.or_else(|| said(&info.subject)),
        subject: said(&info.keywords).map(|words| subjects(&words)).unwrap_or_default(),
        identifier: xmp.identifier,
        published: info
            .creation_date
            .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
        number_of_pages: u32::try_from(pdf.pages().len()).ok(),
        reading_progression: direction
            .is_some_and(|direction| direction.as_str() == "R2L")
            .then_some(ReadingProgression::Rtl),
        ..Metadata::default()
    };
    for tag in languages {
        if !metadata.language.contains(&tag) {
            metadata.language.push(tag);
        }
    }
    metadata
}

/// False where the title is what a program or a person in a hurry left there.
fn is_title(title: &str) -> bool {
    let lower = title.trim().to_lowercase();
    let is_file = SOURCES.iter().any(|end| lower.ends_with(end));
    let is_made = MADE_BY.iter().any(|start| title.starts_with(start));
    let is_nothing = ["untitled", "无标题", "未命名", "none", "title"].contains(&lower.as_str());
    !is_file && !is_made && !is_nothing && lower.chars().any(char::is_alphanumeric)
}

/// A language tag, or what may pass for one.
fn is_tag(tag: &str) -> bool {
    let first = tag.split('-').next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && tag.len() <= 35
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Names that were written into one line.
fn people(names: &str) -> Vec<String> {
    let names = names.split([';', '；', '、']).map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

fn subjects(words: &str) -> Vec<Subject> {
    const MOST: usize = 12;
    let words = words.split([',', ';', '，', '；', '、']).map(str::trim);
    let short = words.filter(|word| !word.is_empty() && word.chars().count() <= 40);
    short.take(MOST).map(|word| Subject::named(word.to_owned())).collect()
}

#[derive(Default)]
struct Xmp {
    title: Option<String>,
    authors: Vec<String>,
    publishers: Vec<String>,
    languages: Vec<String>,
    description: Option<String>,
    identifier: Option<String>,
}

fn xmp(catalog: &Dict<'_>) -> Option<Xmp> {
    let stream = catalog.get::<Stream<'_>>("Metadata")?;
    let bytes = stream.decoded_data().ok().filter(|bytes| bytes.len() <= LARGEST_XMP)?;
    let (root, _) = xml::parse(&bytes);
    let values = |name: &str| -> Vec<String> {
        let mut all = root.find_all(name).into_iter();
        let Some(property) = all.find(|element| &*element.namespace == DUBLIN_CORE) else {
            return Vec::new();
        };
        let items = property.find_all("li");
        let items: Vec<&Element> = if items.is_empty() { vec![property] } else { items };
        items.into_iter().map(|item| xml::collapse(&item.text())).filter(|text| !text.is_empty()).collect()
    };
    let first = |name: &str| values(name).into_iter().next();
    Some(Xmp {
        title: first("title"),
        authors: values("creator"),
        publishers: values("publisher"),
        languages: values("language"),
        description: first("description"),
        identifier: first("identifier").filter(|text| text.contains(':')),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_names_of_files() {
        for (title, expected) in [
            ("Walking", true),
            ("茶经", true),
            ("Microsoft Word - thesis_final2.doc", false),
            ("thesis.indd", false),
            ("Untitled", false),
            ("…", false),
        ] {
            assert_eq!(is_title(title), expected, "{title}");
        }
    }

    #[test]
    fn names_and_subjects_are_told_apart() {
        assert_eq!(people("Ada Quay; Lin Mo；"), ["Ada Quay", "Lin Mo"]);
        assert_eq!(people("Quay, Ada"), ["Quay, Ada"]);
        assert_eq!(subjects("tea，茶、 cups").len(), 3);
        assert!(is_tag("zh-Hans-CN") && !is_tag("english!") && !is_tag("x"));
    }
}
