//! `ComicInfo.xml`: what ComicRack, and all who followed it, write down about a comic.
//!
//! Source: <https://anansi-project.github.io/docs/comicinfo/documentation>. Names are compared without case, what
//! makes no sense is as if it were not there, and the schema's `-1` and `Unknown` are nothing.

use std::collections::BTreeMap;

use yueli_markup::xml::Element;
use yueli_publication::{
    BelongsTo, Collection, Contributor, LocalizedText, Metadata, ReadingProgression, Subject, number::decimal,
};

/// What is said of a comic.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Info {
    /// Of the whole.
    pub(crate) metadata: Metadata,
    /// Of its pages, by their number from 0 among all pictures.
    pub(crate) pages: BTreeMap<usize, PageInfo>,
}

/// What is said of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PageInfo {
    /// It is the front cover.
    pub(crate) cover: bool,
    /// It was struck out, and is not to be shown.
    pub(crate) deleted: bool,
    /// It is two pages in one picture.
    pub(crate) double: bool,
    /// Its width and height in pixels.
    pub(crate) size: Option<(u32, u32)>,
    /// A chapter of this name begins here.
    pub(crate) bookmark: Option<String>,
}

/// Reads the document's root.
pub(crate) fn read(root: &Element) -> Info {
    let pages = child(root, "Pages").into_iter().flat_map(Element::elements);
    let pages = pages.filter(|page| page.name.eq_ignore_ascii_case("Page")).filter_map(page).collect();
    Info { metadata: metadata(root), pages }
}

fn child<'a>(root: &'a Element, name: &str) -> Option<&'a Element> {
    root.elements().find(|element| element.name.eq_ignore_ascii_case(name))
}

/// The text under a name, where it says anything.
fn text(root: &Element, name: &str) -> Option<String> {
    let text = child(root, name)?.text();
    (!text.is_empty() && text != "-1" && !text.eq_ignore_ascii_case("unknown")).then_some(text)
}

/// A list, separated by commas of any script.
fn list(root: &Element, name: &str) -> Vec<String> {
    let text = text(root, name).unwrap_or_default();
    let items = text.split([',', ';', '，', '、', '；']).map(str::trim).filter(|item| !item.is_empty());
    let mut all: Vec<String> = Vec::new();
    for item in items {
        if !all.iter().any(|known| known.eq_ignore_ascii_case(item)) {
            all.push(item.to_owned());
        }
    }
    all
}

/// Under which name the metadata have a comic's rating for ages, in the words of `ComicInfo.xml`.
pub const AGE_RATING: &str = "comicinfo:AgeRating";

fn metadata(root: &Element) -> Metadata {
    let mut metadata = Metadata {
        title: text(root, "Title").map(LocalizedText::plain).unwrap_or_default(),
        identifier: text(root, "GTIN"),
        language: text(root, "LanguageISO").into_iter().collect(),
        description: child(root, "Summary").map(summary).filter(|summary| !summary.is_empty()),
        published: published(root),
        publisher: people(list(root, "Publisher"), ""),
        translator: people(list(root, "Translator"), ""),
        editor: people(list(root, "Editor"), ""),
        ..Metadata::default()
    };
    credits(root, &mut metadata);
    for name in ["Genre", "Tags"] {
        for subject in list(root, name) {
            let is_new = |known: &Subject| !known.name.first().to_lowercase().eq(&subject.to_lowercase());
            if metadata.subject.iter().all(is_new) {
                metadata.subject.push(Subject::named(subject));
            }
        }
    }
    if text(root, "Manga").is_some_and(|manga| manga.eq_ignore_ascii_case("YesAndRightToLeft")) {
        metadata.reading_progression = Some(ReadingProgression::Rtl);
    }
    if let Some(rating) = text(root, "AgeRating") {
        metadata.other.insert(AGE_RATING.to_owned(), rating.into());
    }
    series(root, &mut metadata);
    metadata
}

/// Paragraphs stay paragraphs.
fn summary(element: &Element) -> String {
    let text = element.raw_text();
    let lines = text.lines().map(yueli_markup::xml::collapse).filter(|line| !line.is_empty());
    lines.collect::<Vec<String>>().join("\n")
}

fn people(names: Vec<String>, role: &str) -> Vec<Contributor> {
    let role: Vec<String> = if role.is_empty() { Vec::new() } else { vec![role.to_owned()] };
    names.into_iter().map(|name| Contributor { role: role.clone(), ..Contributor::named(name) }).collect()
}

/// Who wrote it, and who drew it; one who did both is named once. Where nobody wrote it, who drew it is its author.
fn credits(root: &Element, metadata: &mut Metadata) {
    let add = |known: &[Contributor], from: Vec<Contributor>| -> Vec<Contributor> {
        from.into_iter().filter(|one| known.iter().all(|other| other.name != one.name)).collect()
    };
    metadata.author = people(list(root, "Writer"), "");
    for name in ["Penciller", "Inker"] {
        let mut known = metadata.author.clone();
        known.extend(metadata.illustrator.iter().cloned());
        let drew = add(&known, people(list(root, name), ""));
        metadata.illustrator.extend(drew);
    }
    for (name, role) in [("Colorist", "clr"), ("Letterer", ""), ("CoverArtist", "cov")] {
        let mut known = [metadata.author.clone(), metadata.illustrator.clone()].concat();
        known.extend(metadata.contributor.iter().cloned());
        let helped = add(&known, people(list(root, name), role));
        metadata.contributor.extend(helped);
    }
    if metadata.author.is_empty() {
        metadata.author = std::mem::take(&mut metadata.illustrator);
    }
}

/// As much of the date as is known, as ISO 8601.
fn published(root: &Element) -> Option<String> {
    let number = |name: &str, most: u32| -> Option<u32> {
        text(root, name)?.parse().ok().filter(|number| (1..=most).contains(number))
    };
    let year = number("Year", 9999)?;
    Some(match (number("Month", 12), number("Day", 31)) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

/// The series, and a title made of it where there is none of its own.
fn series(root: &Element, metadata: &mut Metadata) {
    let Some(name) = text(root, "Series") else { return };
    let place = text(root, "Number").or_else(|| text(root, "Volume"));
    if metadata.title.is_empty() {
        metadata.title = LocalizedText::plain(match &place {
            Some(place) => format!("{name} {place}"),
            None => name.clone(),
        });
    }
    let position = place.and_then(|place| decimal(&place)).filter(|position| *position >= 0.0);
    let series = vec![Collection { name: name.into(), position, identifier: None }];
    metadata.belongs_to = Some(BelongsTo { series, ..BelongsTo::default() });
}

fn page(element: &Element) -> Option<(usize, PageInfo)> {
    let attribute = |name: &str| {
        let found = element.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name));
        found.map(|attribute| attribute.value.trim())
    };
    let is = |name: &str, value: &str| {
        // The type is a list, for a page that is several things.
        attribute(name).is_some_and(|own| own.split(' ').any(|own| own.eq_ignore_ascii_case(value)))
    };
    let size = |name: &str| attribute(name)?.parse::<u32>().ok().filter(|size| *size > 0);
    let info = PageInfo {
        cover: is("Type", "FrontCover"),
        deleted: is("Type", "Deleted"),
        double: is("DoublePage", "true") || is("DoublePage", "1"),
        size: size("ImageWidth").zip(size("ImageHeight")),
        bookmark: attribute("Bookmark").filter(|name| !name.is_empty()).map(str::to_owned),
    };
    Some((attribute("Image")?.parse().ok()?, info))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(xml: &str) -> Info {
        read(&yueli_markup::xml::parse(xml.as_bytes()).0)
    }

    fn names(people: &[Contributor]) -> Vec<&str> {
        people.iter().map(|person| person.name.first()).collect()
    }

    #[test]
    fn says_what_the_document_says() {
        let info = info(
            r#"<?xml version="1.0"?><ComicInfo xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <Title>The Lamp &amp; the Ferry</Title><Series>Harbour Nights</Series><Number>1.5</Number>
            <Volume>2</Volume><Summary>A lamp.

              A  ferry.</Summary><Year>2021</Year><Month>3</Month><Day>-1</Day>
            <Writer>Ada Quay, Bo Pier</Writer><Penciller>Bo Pier</Penciller><Inker>Cy Mole</Inker>
            <Colorist>Di Dock</Colorist><Letterer>Bo Pier</Letterer><CoverArtist>Di Dock, Ed Buoy</CoverArtist>
            <Translator>Fay Rope</Translator><Publisher>Wharf</Publisher><Genre>Ferries, Night</Genre>
            <Tags>night; Lamps</Tags><LanguageISO>en</LanguageISO><Manga>YesAndRightToLeft</Manga>
            <AgeRating>Everyone</AgeRating><GTIN>9780142437247</GTIN><Pages>
            <Page Image="0" Type="FrontCover" ImageWidth="800" ImageHeight="1200"/>
            <Page Image="2" DoublePage="true" Bookmark="Chapter 1"/><Page Image="3" Type="Deleted"/>
            <Page Image="x"/></Pages></ComicInfo>"#,
        );
        let metadata = &info.metadata;
        assert_eq!(metadata.title.first(), "The Lamp & the Ferry");
        assert_eq!(metadata.description.as_deref(), Some("A lamp.\nA ferry."));
        assert_eq!(metadata.published.as_deref(), Some("2021-03"));
        assert_eq!(names(&metadata.author), ["Ada Quay", "Bo Pier"]);
        assert_eq!(names(&metadata.illustrator), ["Cy Mole"]);
        assert_eq!(names(&metadata.contributor), ["Di Dock", "Ed Buoy"]);
        assert_eq!(metadata.contributor[0].role, ["clr"]);
        assert_eq!(
            (names(&metadata.translator), names(&metadata.publisher)),
            (vec!["Fay Rope"], vec!["Wharf"])
        );
        let subjects: Vec<&str> = metadata.subject.iter().map(|subject| subject.name.first()).collect();
        assert_eq!(subjects, ["Ferries", "Night", "Lamps"]);
        assert_eq!((metadata.language.as_slice(), metadata.main_language()), (&["en".to_owned()][..], "en"));
        assert_eq!(metadata.reading_progression, Some(ReadingProgression::Rtl));
        assert_eq!(metadata.identifier.as_deref(), Some("9780142437247"));
        assert_eq!(metadata.other[AGE_RATING], "Everyone");
        let series = &metadata.belongs_to.as_ref().unwrap().series[0];
        assert_eq!((series.name.first(), series.position), ("Harbour Nights", Some(1.5)));
        assert!(info.pages[&0].cover && info.pages[&0].size == Some((800, 1200)));
        assert!(info.pages[&2].double && info.pages[&2].bookmark.as_deref() == Some("Chapter 1"));
        assert!(info.pages[&3].deleted && info.pages.len() == 3);
    }

    #[test]
    fn what_is_missing_is_made_of_what_is_there() {
        for (xml, title, author) in [
            ("<ComicInfo><Series>Tea</Series><Number>3</Number></ComicInfo>", "Tea 3", ""),
            ("<ComicInfo><Series>Tea</Series><Number/><Volume>4</Volume></ComicInfo>", "Tea 4", ""),
            ("<comicinfo><series>Tea</series></comicinfo>", "Tea", ""),
            ("<ComicInfo><Title/><Penciller>An</Penciller></ComicInfo>", "", "An"),
            ("<ComicInfo><Title>x<Writer>An</ComicInfo>", "xAn", ""),
            ("no XML at all", "", ""),
        ] {
            let metadata = info(xml).metadata;
            let first = metadata.author.first().map_or("", |person| person.name.first());
            assert_eq!((metadata.title.first(), first), (title, author), "{xml}");
        }
    }
}
