//! How many letters must be put in, taken out or changed to make one text of another.

/// For each start of `text` (of 0, 1, 2 … letters) the edits that make it of `words`.
///
/// The usual table, a row at a time: meant for short texts.
fn of_every_start(words: &[char], text: &[char]) -> Vec<usize> {
    let mut row: Vec<usize> = (0..=text.len()).collect();
    for (done, word) in words.iter().enumerate() {
        let mut diagonal = done;
        if let Some(first) = row.first_mut() {
            *first = done + 1;
        }
        let mut left = done + 1;
        for (own, letter) in row.iter_mut().skip(1).zip(text) {
            let changed = diagonal + usize::from(word != letter);
            diagonal = *own;
            left = changed.min(left + 1).min(*own + 1);
            *own = left;
        }
    }
    row
}

/// The start of `text` that is most like `words`: its length, and how many edits are between them. Of several the
/// one whose length is nearest to that of the words.
pub(super) fn as_a_start(words: &[char], text: &[char]) -> (usize, usize) {
    let row = of_every_start(words, text);
    let best = row.iter().enumerate().min_by_key(|(length, edits)| (**edits, length.abs_diff(words.len())));
    best.map_or((0, words.len()), |(length, edits)| (length, *edits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_are_compared() {
        for (words, text, expected) in [
            ("abc", "abcdef", (3, 0)),
            ("abc", "xabc", (4, 1)),
            ("abc", "", (0, 3)),
            ("", "abc", (0, 0)),
            ("abcd", "abd", (3, 1)),
            ("kitten", "sitting", (6, 2)),
        ] {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(as_a_start(&letters(words), &letters(text)), expected, "{words} {text}");
        }
    }
}
