//! The same search, the slow way.

use proptest::prelude::*;

use super::*;
use crate::fold::{Folder, fold};
use crate::letters::{Kind, is_unspaced, kind};

/// Tries every part of every block.
fn naive(text: &str, query: &Query) -> Vec<(usize, usize)> {
    let (mut found, mut before) = (Vec::new(), 0);
    for block in text.split('\n') {
        let letters: Vec<char> = block.chars().collect();
        let count = |letters: &[char]| letters.iter().filter(|letter| !letter.is_whitespace()).count();
        let mut start = 0;
        while start < letters.len() {
            match naive_at(&letters, start, query) {
                Some(end) => {
                    found.push((before + count(&letters[..start]), count(&letters[start..end])));
                    start = end;
                }
                None => start += 1,
            }
        }
        before += count(&letters);
    }
    found
}

/// Where the query ends that begins at `start`.
fn naive_at(letters: &[char], start: usize, query: &Query) -> Option<usize> {
    let stands = |letter: &char| matches!(kind(*letter), Kind::Letter(_) | Kind::Letters(_));
    if query.is_empty() || !letters.get(start).is_some_and(stands) {
        return None;
    }
    (start + 1..=letters.len()).filter(|end| stands(&letters[end - 1])).find_map(|end| {
        let joined = |letter: &&char| matches!(kind(**letter), Kind::Mark | Kind::Nothing);
        let end = end + letters[end..].iter().take_while(joined).count();
        let part: String = letters[start..end].iter().collect();
        let exact = query.exact.as_ref().is_none_or(|exact| *exact == fold(&part, Folder::exact()));
        let whole = !query.whole_word || {
            let side = |letters: Vec<&char>, edge: char| {
                let beside = letters.into_iter().find(|letter| !joined(letter));
                beside.is_none_or(|beside| {
                    kind(*beside) == Kind::Gap || is_unspaced(*beside) || is_unspaced(edge)
                })
            };
            // A gap that is nothing beside a Chinese character still ends a word.
            side(letters[..start].iter().rev().collect(), letters[start])
                && side(letters[end..].iter().collect(), query.folded.chars().next_back()?)
        };
        (exact && whole && fold(&part, Folder::new()) == query.folded).then_some(end)
    })
}

fn options() -> impl Strategy<Value = Options> {
    any::<(bool, bool)>().prop_map(|(whole_word, exact_case)| Options { whole_word, exact_case })
}

/// Letters that the slow way handles: all but ligatures and parts of syllables.
fn mixed(most: usize) -> impl Strategy<Value = String> {
    let letters = "[abAé ,\u{301}\u{ad}手机かカ\u{3099}한👍ก\n]";
    prop::string::string_regex(&format!("{letters}{{0,{most}}}")).unwrap()
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn finds_what_the_slow_way_finds(
        sections in prop::collection::vec(mixed(40), 1..4),
        query in mixed(4),
        options in options(),
    ) {
        let book = index(sections.iter().map(String::as_str));
        let query = Query::new(&query, options);
        let found: Vec<_> = book.search(&query).map(|hit| (hit.section, hit.letter, hit.letters)).collect();
        let expected: Vec<_> = sections
            .iter()
            .enumerate()
            .flat_map(|(section, text)| {
                naive(text, &query).into_iter().map(move |(letter, letters)| (section, letter, letters))
            })
            .collect();
        prop_assert_eq!(found, expected);
    }

    /// Whatever is in the text: hits are where they say, in order, apart, and no longer than they must be.
    #[test]
    fn hits_are_what_was_asked_for(
        sections in prop::collection::vec("(\\PC|[a-cﬁßİ手\u{1112}\u{1161}\u{11a8}\u{ff9e}ｶ \n]){0,40}", 1..4),
        query in "(\\PC|[a-cfiß手하]){1,3}",
        at in any::<prop::sample::Index>(),
        options in options(),
    ) {
        let book = index(sections.iter().map(String::as_str));
        // A query of something else, and one of what is there.
        let all: Vec<char> = sections.concat().chars().chain(['a', 'b']).collect();
        let start = at.index(all.len() - 1);
        let part: String = all[start..(start + 3).min(all.len())].iter().collect();
        for query in [&query, &part].map(|query| Query::new(query, options)) {
            let mut last = (0, 0);
            for hit in book.search(&query) {
                let matched = &hit.snippet.matched;
                prop_assert!(hit.letters > 0);
                prop_assert!((hit.section, hit.letter) >= last);
                last = (hit.section, hit.letter + hit.letters);
                let own = letters(&sections[hit.section]);
                prop_assert_eq!(own[hit.letter..last.1].to_vec(), letters(matched));

                let folded = fold(matched, Folder::new());
                prop_assert!(folded.contains(&query.folded), "{:?} in {:?}", query.folded, folded);
                if folded != query.folded {
                    let mut less = matched.chars();
                    let (first, _) = (less.next(), less.next_back());
                    let less = fold(less.as_str(), Folder::new());
                    prop_assert!(!less.contains(&query.folded), "{first:?} {:?} in {less:?}", query.folded);
                }
                if let Some(exact) = &query.exact {
                    prop_assert_eq!(&fold(matched, Folder::exact()), exact);
                }
            }
        }
    }

    #[test]
    fn snippets_are_pieces_of_the_text(text in "([a-e]{1,9}|[手机]{1,5}|[ ,\n]|\u{301}){0,60}", query in "[a-e手]") {
        let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for hit in hits(&index([text.as_str()]), &query, PLAIN) {
            let snippet = hit.snippet;
            let shown = [snippet.before.as_str(), &snippet.matched, &snippet.after].concat();
            prop_assert!(whole.contains(&shown), "{shown:?} in {whole:?}");
            prop_assert!(letters(&snippet.before).len() <= 40 && letters(&snippet.after).len() <= 40);
            prop_assert_eq!(snippet.before.trim_start(), &snippet.before);
            prop_assert_eq!(snippet.after.trim_end(), &snippet.after);
        }
    }

    /// Folding is final: what is folded is folded to itself, so that a query can be made of a snippet.
    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
        let once = fold(&text, Folder::new());
        prop_assert_eq!(fold(&once, Folder::new()), once);
    }
}

#[test]
fn composed_and_decomposed_are_the_same() {
    use unicode_normalization::UnicodeNormalization;
    let differs = |letter: &char| {
        let (one, two) = (letter.to_string(), letter.nfd().collect::<String>());
        fold(&one, Folder::new()) != fold(&two, Folder::new())
    };
    for (letters, rare) in [
        ('\u{80}'..='\u{4ff}', "Ǯǯ\u{374}ϓϔѶѷӁӂӐӑӒӓӖӗӚӛӜӝӞӟӢӣӤӥӦӧӪӫӬӭӮӯӰӱӲӳӴӵӸӹ"),
        ('\u{600}'..='\u{6ff}', "ۀۂۓ"),
        ('\u{900}'..='\u{97f}', ""),
        ('\u{1e00}'..='\u{1fff}', ""),
        ('\u{3040}'..='\u{30ff}', "ゞヷヸヹヺヾ"),
        ('가'..='\u{d7a3}', ""),
    ] {
        assert_eq!(letters.filter(differs).collect::<String>(), rare);
    }
    for (indic, decomposed) in
        [("\u{9dc}", "\u{9a1}\u{9bc}"), ("\u{a59}", "\u{a16}\u{a3c}"), ("\u{b5c}", "\u{b21}\u{b3c}")]
    {
        assert_eq!(fold(indic, Folder::new()), fold(decomposed, Folder::new()));
    }
}

/// The tables, against full normalisation: whatever comes to ASCII by it comes to the same here.
#[test]
fn what_is_ascii_by_compatibility_is_folded_to_it() {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    let tables = ('\u{aa}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}').chain('\u{fb00}'..='\u{fb06}');
    for letter in tables.chain('\u{ff01}'..='\u{ff5e}').chain('𝐀'..='\u{1d6a3}').chain('𝟎'..='𝟿') {
        let plain: String = letter.nfkd().filter(|letter| !is_combining_mark(*letter)).collect();
        if plain.chars().all(|letter| letter.is_ascii_alphanumeric()) {
            assert_eq!(fold(&letter.to_string(), Folder::new()), plain.to_lowercase(), "{letter}");
        }
    }
    for letter in ('\u{2f00}'..='\u{2fd5}').chain('\u{ff66}'..='\u{ff9d}') {
        assert_eq!(fold(&letter.to_string(), Folder::new()), letter.nfkd().collect::<String>(), "{letter}");
    }
}
