//! For whom a book says that it is.
//!
//! Books say it with schema.org's words, as EPUB takes them over (<https://schema.org/audience>,
//! <https://schema.org/typicalAgeRange>), or with Dublin Core's (<http://purl.org/dc/terms/audience>); comics have a rating
//! of their own (`AgeRating`, <https://anansi-project.github.io/docs/comicinfo/documentation>). What is said in another way
//! is not guessed at.

use serde_json::Value;
use yueli_comic::AGE_RATING;
use yueli_publication::Metadata;

use super::Audience;

/// The names of what says for whom a book is.
const AUDIENCE: [&str; 7] = [
    "schema:audience",
    "schema:audienceType",
    "http://schema.org/audience",
    "https://schema.org/audience",
    "dcterms:audience",
    "http://purl.org/dc/terms/audience",
    "dc:audience",
];
/// The names of what says for which ages it is.
const AGES: [&str; 4] = [
    "schema:typicalAgeRange",
    "typicalAgeRange",
    "http://schema.org/typicalAgeRange",
    "https://schema.org/typicalAgeRange",
];

/// Words for an audience, whole ones in small letters.
const WORDS: &[(Audience, &[&str])] = &[
    (Audience::Adults, &["adult", "adults", "adults only", "mature", "成人", "成年人"]),
    (
        Audience::Young,
        &[
            "young adult",
            "young adults",
            "young-adult",
            "ya",
            "teen",
            "teens",
            "teenager",
            "teenagers",
            "青少年",
        ],
    ),
    (
        Audience::Children,
        &["child", "children", "children's", "kid", "kids", "juvenile", "儿童", "少儿", "兒童", "少兒"],
    ),
];

/// The ratings of comics, in small letters. Those for everybody (`Everyone`, `G`, `Kids to Adults`), those that leave it to
/// parents (`PG`) and those that say nothing yet (`Unknown`, `Rating Pending`) are not here.
const RATINGS: [(&str, Audience); 9] = [
    ("early childhood", Audience::Children),
    ("everyone 10+", Audience::Children),
    ("teen", Audience::Young),
    ("m", Audience::Young),
    ("ma15+", Audience::Young),
    ("mature 17+", Audience::Adults),
    ("r18+", Audience::Adults),
    ("x18+", Audience::Adults),
    ("adults only 18+", Audience::Adults),
];

/// From this age on, a book is for teenagers.
const TEENAGER: u32 = 12;
/// From this age on, a book is for grown-ups.
const GROWN_UP: u32 = 18;
/// What is more than this is not an age.
const OLDEST: u32 = 120;
/// So many letters are looked at.
const LONGEST: usize = 200;

/// For whom the metadata say that a book is. Where they say it more than once, the oldest of these people count.
pub(crate) fn audience(metadata: &Metadata) -> Option<Audience> {
    let said = |names: &[&str], read: fn(&str) -> Option<Audience>| {
        let values = names.iter().filter_map(|name| metadata.other.get(*name)).flat_map(texts);
        values.filter_map(read).max()
    };
    said(&AUDIENCE, by_word).max(said(&AGES, by_ages)).max(said(&[AGE_RATING], by_rating))
}

/// An audience by the rating of a comic.
fn by_rating(text: &str) -> Option<Audience> {
    let cut: String = text.trim().chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    RATINGS.iter().find(|(rating, _)| *rating == cut).map(|(_, audience)| *audience)
}

/// The texts of a value: itself, each of a list, or the name of an object as schema.org has them.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        Value::Object(fields) => {
            let names = ["audienceType", "name"].into_iter().filter_map(|name| fields.get(name));
            names.filter_map(Value::as_str).collect()
        }
        _ => Vec::new(),
    }
}

/// An audience by its name, or by an age range that stands in its place.
fn by_word(text: &str) -> Option<Audience> {
    let cut: String = text.trim().chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let word = WORDS.iter().find(|(_, words)| words.contains(&cut.as_str()));
    word.map(|(audience, _)| *audience).or_else(|| by_ages(&cut))
}

/// An audience by its ages: `8-12`, `8–12 years`, `8+`, `-6`, `7-9, 11-`, `8至12岁`.
///
/// It is the age from which on that counts. A range that goes from childhood to grown-ups is for everybody.
fn by_ages(text: &str) -> Option<Audience> {
    let ranges: Vec<(u32, Option<u32>)> = text
        .chars()
        .take(LONGEST)
        .collect::<String>()
        .split([',', ';', '，', '；', '、'])
        .filter_map(range)
        .collect();
    let from = ranges.iter().map(|(from, _)| *from).min()?;
    let to = ranges.iter().map(|(_, to)| *to).try_fold(0, |most, to| Some(to?.max(most)));
    match (from, to) {
        (GROWN_UP.., _) => Some(Audience::Adults),
        (TEENAGER.., _) => Some(Audience::Young),
        (0, None) | (_, Some(GROWN_UP..)) => None,
        _ => Some(Audience::Children),
    }
}

/// One range: from, and to where it ends. Nothing where it is none.
fn range(text: &str) -> Option<(u32, Option<u32>)> {
    let mut rest = text.trim().to_lowercase();
    for word in ["ages", "age", "years", "year", "yrs", "old", "岁", "歲"] {
        rest = rest.replace(word, " ");
    }
    for dash in ["–", "—", "－", "−", "~", "～", "至", "到", " to "] {
        rest = rest.replace(dash, "-");
    }
    for up in ["＋", "以上", " and up", " up"] {
        rest = rest.replace(up, "+");
    }
    let rest: String = rest.chars().filter(|letter| !letter.is_whitespace()).collect();
    let age = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten().filter(|age| *age <= OLDEST)
    };
    if let Some(from) = rest.strip_suffix('+') {
        return age(from).map(|from| (from, None));
    }
    match rest.split_once('-') {
        None => age(&rest).map(|own| (own, Some(own))),
        Some(("", to)) => age(to).map(|to| (0, Some(to))),
        Some((from, "")) => age(from).map(|from| (from, None)),
        Some((from, to)) => {
            let (from, to) = (age(from)?, age(to)?);
            (from <= to).then_some((from, Some(to)))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(name: &str, value: Value) -> Option<Audience> {
        let mut metadata = Metadata::default();
        metadata.other.insert(name.to_owned(), value);
        audience(&metadata)
    }

    #[test]
    fn ages_are_understood_as_books_write_them() {
        use Audience::{Adults, Children, Young};
        for (text, expected) in [
            ("8-12", Some(Children)),
            ("8–12", Some(Children)),
            (" 8 – 12 years ", Some(Children)),
            ("Ages 8 to 12", Some(Children)),
            ("8 and up", Some(Children)),
            ("8+", Some(Children)),
            ("8-", Some(Children)),
            ("-6", Some(Children)),
            ("0-3", Some(Children)),
            ("8", Some(Children)),
            ("8至12岁", Some(Children)),
            ("６-9", None),
            ("3岁以上", Some(Children)),
            ("7-9, 11-", Some(Children)),
            ("10-15", Some(Children)),
            ("12-18", Some(Young)),
            ("13-17", Some(Young)),
            ("14+", Some(Young)),
            ("16-99", Some(Young)),
            ("18+", Some(Adults)),
            ("18-", Some(Adults)),
            ("18", Some(Adults)),
            ("0-99", None),
            ("0+", None),
            ("8-99", None),
            ("12-8", None),
            ("", None),
            ("-", None),
            ("+", None),
            ("all", None),
            ("1951", None),
            ("99999999999999999999-3", None),
            ("grade 3-5", None),
            ("8-12-16", None),
        ] {
            assert_eq!(said("schema:typicalAgeRange", json!(text)), expected, "{text}");
        }
    }

    #[test]
    fn audiences_are_understood_by_their_names() {
        use Audience::{Adults, Children, Young};
        for (name, value, expected) in [
            ("schema:audience", json!("Children"), Some(Children)),
            ("schema:audience", json!("Young Adult"), Some(Young)),
            ("schema:audience", json!(" ADULT "), Some(Adults)),
            ("schema:audience", json!("8-12"), Some(Children)),
            ("schema:audience", json!("children of Adam"), None),
            ("schema:audienceType", json!(["teens", 3]), Some(Young)),
            ("dcterms:audience", json!("儿童"), Some(Children)),
            ("dcterms:audience", json!("青少年"), Some(Young)),
            ("dcterms:audience", json!("General"), None),
            (
                "http://schema.org/audience",
                json!({ "@type": "Audience", "audienceType": "Adults" }),
                Some(Adults),
            ),
            ("http://schema.org/typicalAgeRange", json!(["3-5", "6-8"]), Some(Children)),
            ("schema:typicalAgeRange", json!(8), None),
            ("something:else", json!("Children"), None),
        ] {
            assert_eq!(said(name, value.clone()), expected, "{name} {value}");
        }
        let mut both = Metadata::default();
        both.other.insert("schema:audience".to_owned(), json!("Children"));
        both.other.insert("schema:typicalAgeRange".to_owned(), json!("16-"));
        assert_eq!(audience(&both), Some(Young), "the oldest that it is said to be for");
    }

    #[test]
    fn comics_are_rated_by_the_words_of_their_own_schema() {
        use Audience::{Adults, Children, Young};
        for (rating, expected) in [
            ("Unknown", None),
            ("Rating Pending", None),
            ("Early Childhood", Some(Children)),
            ("Everyone", None),
            ("G", None),
            ("Everyone 10+", Some(Children)),
            ("PG", None),
            ("Kids to Adults", None),
            ("Teen", Some(Young)),
            ("M", Some(Young)),
            ("MA15+", Some(Young)),
            ("Mature 17+", Some(Adults)),
            ("R18+", Some(Adults)),
            ("X18+", Some(Adults)),
            (" adults only 18+ ", Some(Adults)),
            ("NC-17", None),
        ] {
            assert_eq!(said(AGE_RATING, json!(rating)), expected, "{rating}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_a_book_says_breaks_the_reading(
            text in "([0-9]{0,4}[-–~+至 ,;]?){0,6}|.{0,300}",
            name in "(schema:typicalAgeRange|schema:audience|dcterms:audience)",
        ) {
            said(&name, json!(text));
            said(&name, json!([text, { "name": text }]));
            said(&name, json!({ "name": text }));
        }

        #[test]
        fn a_range_is_for_those_who_are_of_its_first_age(from in 0_u32..=120, length in 0_u32..=40) {
            let to = (from + length).min(120);
            let expected = match (from, to) {
                (18.., _) => Some(Audience::Adults),
                (12.., _) => Some(Audience::Young),
                (_, 18..) => None,
                _ => Some(Audience::Children),
            };
            proptest::prop_assert_eq!(said("schema:typicalAgeRange", json!(format!("{from}-{to}"))), expected);
        }
    }
}
