//! What a publication shows of itself, as the components take it.

use yew::AttrValue;
use yueli_components::BookFace;
use yueli_i18n::Catalog;
use yueli_opds::Publication;

use crate::use_cases::order::in_order;

/// What a publication shows of itself.
pub fn face(publication: &Publication, words: &Catalog) -> BookFace {
    let metadata = &publication.metadata;
    let tag = words.locale().tag();
    let images = publication.images.iter().filter(|link| !link.href.is_empty());
    let images = images.map(|link| (AttrValue::from(link.href.clone()), link.width.unwrap_or_default()));
    let images = in_order(images, |(_, a), (_, b)| a < b);
    let subject = metadata.subject.first().map(|subject| subject.name.first().to_owned());
    BookFace {
        title: title(publication, words),
        author: authors(publication, words),
        // A book in two languages has its title in that of the reader, and letters are to be drawn as that has them.
        language: metadata
            .title
            .language_of(tag)
            .or(metadata.language.first().map(String::as_str))
            .unwrap_or_default()
            .to_owned()
            .into(),
        images: images.into(),
        seed: subject.unwrap_or_else(|| metadata.title.get(tag).to_owned()).into(),
    }
}

/// The title in the reader's language, where it has one in it.
pub fn title(publication: &Publication, words: &Catalog) -> AttrValue {
    let title = publication.metadata.title.get(words.locale().tag()).trim();
    if title.is_empty() { words.t("app-untitled").into() } else { title.to_owned().into() }
}

/// How the script of a text is named where its language is not known (BCP 47): Latin letters among Chinese ones are to be
/// drawn and spoken as what they are. Nothing where it may be anything.
pub fn script(text: &str) -> Option<&'static str> {
    let is_latin = |letter: char| letter < '\u{2e80}';
    (text.contains(|letter: char| letter.is_ascii_alphabetic()) && text.chars().all(is_latin))
        .then_some("und-Latn")
}

/// The authors as one line.
pub fn authors(publication: &Publication, words: &Catalog) -> AttrValue {
    let names = publication.metadata.author_names(words.locale().tag());
    join(names.iter().map(String::as_str), words).into()
}

/// A list in a sentence: `甲、乙`, `A, B`.
pub fn join<'a>(items: impl IntoIterator<Item = &'a str>, words: &Catalog) -> String {
    let comma = match words.locale() {
        yueli_i18n::Locale::ZhCn => "、",
        yueli_i18n::Locale::En => ", ",
    };
    items.into_iter().filter(|item| !item.trim().is_empty()).collect::<Vec<_>>().join(comma)
}

/// Facts in a row: `2024 · 散文`.
pub fn row<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    items.into_iter().filter(|item| !item.trim().is_empty()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use yueli_i18n::Locale;

    use super::*;

    #[test]
    fn a_face_has_a_title_whatever_the_catalogue_says() {
        let json = r#"{"metadata":{"title":{"en":"Tea","zh-CN":"茶经"},"author":["陆羽","甲"],"language":"zh"},
            "links":[],"images":[{"href":"/l","width":600},{"href":"/s","width":120}]}"#;
        let tea: Publication = serde_json::from_str(json).unwrap();
        let face = face(&tea, &Catalog::new(Locale::ZhCn));
        assert_eq!((face.title.as_str(), face.author.as_str()), ("茶经", "陆羽、甲"));
        assert_eq!(face.language, "zh-CN");
        assert_eq!(face.images.first().map(|(href, _)| href.as_str()), Some("/s"));
        assert_eq!(title(&Publication::default(), &Catalog::new(Locale::En)), "Untitled");
    }

    #[test]
    fn latin_letters_are_called_so_where_there_are_no_others() {
        for (text, expected) in [
            ("The Lighthouse Keeper’s Cat", Some("und-Latn")),
            ("海上的灯", None),
            ("用 Rust 写程序", None),
            ("1984", None),
            ("", None),
        ] {
            assert_eq!(script(text), expected, "{text}");
        }
    }
}
