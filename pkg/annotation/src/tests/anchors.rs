//! Words that are found again.

use proptest::prelude::*;

use crate::{
    Quote,
    anchor::{How, Text, find},
};

fn quote(prefix: &str, exact: &str, suffix: &str) -> Quote {
    Quote { exact: exact.to_owned(), prefix: prefix.to_owned(), suffix: suffix.to_owned() }
}

/// What was found, as words without white space.
fn found(text: &str, quote: &Quote, near: f64) -> Option<(String, How)> {
    let found = find(&Text::new(text), quote, Some(near))?;
    let letters = text.chars().filter(|letter| !letter.is_whitespace());
    Some((letters.skip(found.letter).take(found.letters).collect(), found.how))
}

#[test]
fn words_are_found_in_a_changed_text() {
    let cases = [
        // As they are, whatever the white space.
        (
            "He said: call me\n  Ishmael. Some years",
            quote("said: ", "call me Ishmael", ". Some"),
            Some(("callmeIshmael", How::Exact)),
        ),
        (
            "他说：叫我以实玛利吧。很多年以前",
            quote("他说：", "叫我以实玛利", "吧"),
            Some(("叫我以实玛利", How::Exact)),
        ),
        // Other marks, widths and capitals.
        (
            "“It’s the white—whale”, he said",
            quote("", "\"It's the WHITE-whale\"", ""),
            Some(("“It’sthewhite—whale”", How::Alike)),
        ),
        (
            "共有１２只ＡＢＣ船在海上漂着",
            quote("", "共有12只abc船在海上", ""),
            Some(("共有１２只ＡＢＣ船在海上", How::Alike)),
        ),
        // Some letters changed.
        (
            "It was the best of tymes, it was the worst",
            quote("", "the best of times, it was", ""),
            Some(("thebestoftymes,itwas", How::Changed)),
        ),
        (
            "从前有座山，山上有座庙，庙里有个老和尚",
            quote("", "山里有座庙，庙里有个老和尚", ""),
            Some(("山上有座庙，庙里有个老和尚", How::Changed)),
        ),
        // So much that the surroundings must tell.
        (
            "从前有座山，山上有座老庙，庙里有个和尚在讲故事",
            quote("从前有座山，", "山里有座庙，庙里有个老和尚", "在讲故事"),
            Some(("山上有座老庙，庙里有个和尚", How::Changed)),
        ),
        ("从前有座山，山上有座老庙，庙里有个和尚", quote("", "山里有座庙，庙里有个老和尚", ""), None),
        // Gone.
        ("Nothing of that kind stands here any more.", quote("", "the best of times, it was", ""), None),
        ("", quote("", "words", ""), None),
        ("words", quote("", " \n", ""), None),
        // Short words stand anywhere; their surroundings tell.
        ("the cat and the dog", quote("", "the", ""), None),
        ("the cat and the dog", quote("cat and ", "the", " dog"), Some(("the", How::Exact))),
        ("only one whale here", quote("", "whale", ""), Some(("whale", How::Exact))),
        ("a whale in another story altogether", quote("upon the ", "whale", " he sat"), None),
    ];
    for (text, quote, expected) in cases {
        let expected = expected.map(|(words, how)| (words.to_owned(), how));
        assert_eq!(found(text, &quote, 0.5), expected, "{quote:?}");
    }
}

#[test]
fn of_several_places_the_one_that_is_most_like_it_is_taken() {
    let text =
        "one and the same sentence here. two and the same sentence here. three and the same sentence there.";
    let place = |prefix: &str, suffix: &str, near: Option<f64>| {
        find(&Text::new(text), &quote(prefix, "and the same sentence", suffix), near).unwrap().letter
    };
    assert_eq!(place("two ", " here", Some(0.0)), 29);
    assert_eq!(place("three ", " there", Some(0.0)), 57);
    assert_eq!(place("", "", Some(0.0)), 3);
    assert_eq!(place("", "", Some(0.4)), 29);
    assert_eq!(place("", "", Some(1.0)), 57);
    // What was kept around it weighs more than where it stood.
    assert_eq!(place("one ", " here", Some(1.0)), 3);
}

#[test]
fn a_long_passage_is_found_by_its_ends() {
    let sentence =
        |number: usize| format!("Sentence {number} of a chapter that goes on and on about the sea. ");
    let original: String = (0..40).map(sentence).collect();
    let changed: String = (0..40)
        .map(|number| if number == 17 { "And this is new. ".into() } else { sentence(number) })
        .collect();
    let passage: String = (10..30).map(sentence).collect();
    let text = Text::new(&format!("A new preface. {changed}"));
    let found = find(&text, &quote("", &passage, ""), Some(0.25)).unwrap();
    assert_eq!(found.how, How::Changed);
    let words: String = format!("A new preface. {changed}")
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .skip(found.letter)
        .take(found.letters)
        .collect();
    assert!(words.starts_with("Sentence10of") && words.ends_with("aboutthesea."), "{words}");
    let whole = find(&Text::new(&original), &quote("", &passage, ""), None).unwrap();
    assert_eq!(whole.how, How::Exact);
}

#[test]
fn texts_that_repeat_themselves_take_no_time() {
    let text = Text::new(&"a".repeat(200_000));
    let words = "a".repeat(1000);
    assert!(find(&text, &quote("a", &words, "a"), Some(0.5)).is_some());
    assert_eq!(find(&text, &quote("", &"ab".repeat(400), ""), Some(0.5)), None);
}

proptest! {
    #[test]
    fn what_was_taken_from_a_text_is_found_in_it(text in "[a-e 鲸海\n]{40,300}", at in 0.0..1.0_f64, length in 16..60_usize) {
        let letters: Vec<char> = text.chars().collect();
        let start = (at * letters.len() as f64) as usize;
        let end = (start + length).min(letters.len());
        let part = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
        let quote = Quote::new(&part(start, end), &part(0, start), &part(end, letters.len()));
        let count = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count();
        prop_assume!(count(&quote.exact) >= 16);
        let (before, words) = (count(&part(0, start)), count(&quote.exact));
        let near = before as f64 / count(&text) as f64;
        let found = find(&Text::new(&text), &quote, Some(near)).unwrap();
        prop_assert_eq!((found.letter, found.letters, found.how), (before, words, How::Exact));
    }

    #[test]
    fn a_changed_letter_or_two_do_not_hide_words(at in 0..60_usize, one in 0..30_usize, other in 0..30_usize) {
        let text: Vec<char> = (0..140_u32).map(|number| char::from_u32(0x4e00 + number * 7 % 991).unwrap()).collect();
        let part = |from: usize, to: usize| text[from..to].iter().collect::<String>();
        let quote = Quote::new(&part(at + 20, at + 50), &part(0, at + 20), &part(at + 50, 140));
        let mut changed = text.clone();
        changed[at + 20 + one] = '甲';
        changed.remove(at + 20 + other);
        let found = find(&Text::new(&changed.iter().collect::<String>()), &quote, None).unwrap();
        prop_assert!(found.letter.abs_diff(at + 20) <= 2, "{} {}", found.letter, at + 20);
        prop_assert!(found.letters.abs_diff(29) <= 2, "{}", found.letters);
    }

    #[test]
    fn what_is_found_is_inside(text in ".{0,120}", exact in ".{0,60}", prefix in ".{0,12}", suffix in ".{0,12}", near in any::<f64>()) {
        let text = Text::new(&text);
        if let Some(found) = find(&text, &quote(&prefix, &exact, &suffix), Some(near)) {
            prop_assert!(found.letters > 0 && found.letter + found.letters <= text.len());
        }
    }
}
