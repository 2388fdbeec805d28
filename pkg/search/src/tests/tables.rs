//! What finds what.

use super::*;

/// A text, a query, and the letters before every hit with the hit itself.
type Line<'a> = (&'a str, &'a str, &'a [(usize, &'a str)]);

fn check(options: Options, lines: &[Line<'_>]) {
    for (text, query, expected) in lines {
        let expected: Vec<_> = expected.iter().map(|(letter, text)| (*letter, (*text).to_owned())).collect();
        assert_eq!(found(text, query, options), expected, "{query:?} in {text:?} with {options:?}");
    }
}

#[test]
fn words_of_scripts_with_spaces() {
    check(
        PLAIN,
        &[
            ("Call me Ishmael.", "ishmael", &[(6, "Ishmael")]),
            ("Call me Ishmael.", "ISHM", &[(6, "Ishm")]),
            ("a whale, two whales; Whaling", "whal", &[(1, "whal"), (10, "whal"), (17, "Whal")]),
            ("Call me\tIshmael.", "  call -- me ", &[(0, "Call me")]),
            ("the end. The beginning", "end the", &[(3, "end. The")]),
            ("bathe whale", "the whale", &[(2, "the whale")]),
            ("one two", "one  three", &[]),
            ("one\ntwo", "one two", &[]),
            ("one\ntwo", "onetwo", &[]),
            ("ananas", "ana", &[(0, "ana")]),
            ("the 3 men of 1851", "3 MEN", &[(3, "3 men")]),
            ("x² + y²", "x2", &[(0, "x²")]),
        ],
    );
}

#[test]
fn accents_quotes_and_ligatures() {
    check(
        PLAIN,
        &[
            ("l’École française", "ecole francaise", &[(2, "École française")]),
            ("l\u{2019}e\u{301}cole", "l'école", &[(0, "l\u{2019}e\u{301}cole")]),
            ("cafe\u{301}s", "cafe", &[(0, "cafe\u{301}")]),
            ("he said “don’t”", "don't", &[(7, "don’t")]),
            ("the ﬁrst oﬃce", "first", &[(3, "ﬁrst")]),
            ("the oﬃce", "of", &[(3, "oﬃ")]),
            ("ﬀﬀ", "f", &[(0, "ﬀ"), (1, "ﬀ")]),
            ("die Straße", "strasse", &[(3, "Straße")]),
            ("die Strasse", "STRAẞE", &[(3, "Strasse")]),
            ("die Straße", "stras", &[(3, "Straß")]),
            ("Ærø, Œuvre", "aero oeu", &[(0, "Ærø, Œu")]),
            ("İSTANBUL’da", "istanbul", &[(0, "İSTANBUL")]),
            ("ISPARTA ışık", "ışık", &[(7, "ışık")]),
            ("İ", "i\u{307}", &[(0, "İ")]),
            ("Việt Nam", "viet nam", &[(0, "Việt Nam")]),
            ("Łódź", "lodz", &[(0, "Łódź")]),
            ("co\u{ad}oper\u{ad}ate", "cooperate", &[(0, "co\u{ad}oper\u{ad}ate")]),
            ("ＦＵＬＬ　ｗｉｄｔｈ１", "full width1", &[(0, "ＦＵＬＬ ｗｉｄｔｈ１")]),
            ("𝑥 + 𝟏", "x 1", &[(0, "𝑥 + 𝟏")]),
            ("ἐν ἀρχῇ ἦν ὁ λόγος", "αρχη", &[(2, "ἀρχῇ")]),
            ("ΛΌΓΟΣ", "λόγος", &[(0, "ΛΌΓΟΣ")]),
            ("Ёжик и Йод", "ежик", &[(0, "Ёжик")]),
            ("и\u{306}од", "йод", &[(0, "и\u{306}од")]),
        ],
    );
}

#[test]
fn other_scripts() {
    check(
        PLAIN,
        &[
            ("اَلْكِتَابُ", "الكتاب", &[(0, "اَلْكِتَابُ")]),
            ("قرأ الكتاب", "الكتاب", &[(3, "الكتاب")]),
            ("أحمد وإبراهيم", "احمد", &[(0, "أحمد")]),
            ("كـــتاب ٣", "كتاب 3", &[(0, "كـــتاب ٣")]),
            ("کتابی", "كتابي", &[(0, "کتابی")]),
            ("בְּרֵאשִׁית", "בראשית", &[(0, "בְּרֵאשִׁית")]),
            ("나는 학교에 간다", "학교", &[(2, "학교")]),
            ("나는 학교에", "나는학교", &[]),
            (
                "\u{1112}\u{1161}\u{11a8}\u{1100}\u{116d}",
                "학교",
                &[(0, "\u{1112}\u{1161}\u{11a8}\u{1100}\u{116d}")],
            ),
            ("हिन्दी भाषा", "हिन्दी", &[(0, "हिन्दी")]),
            ("ภาษาไทย", "ไทย", &[(4, "ไทย")]),
            ("5 € or 6 ☃", "☃", &[(5, "☃")]),
        ],
    );
}

#[test]
fn chinese_and_japanese() {
    check(
        PLAIN,
        &[
            ("他拿出手机，打开手机。", "手机", &[(3, "手机"), (8, "手机")]),
            ("他拿出手机", "机", &[(4, "机")]),
            ("他拿出iPhone手机", "IPHONE手机", &[(3, "iPhone手机")]),
            ("他拿出 iPhone 手机", "iPhone手机", &[(3, "iPhone 手机")]),
            ("他拿出iPhone手机", "iphone 手", &[(3, "iPhone手")]),
            ("他拿出iPhone手机", "出i", &[(2, "出i")]),
            ("学而时习之，\u{3000}不亦说乎？", "之不亦", &[(4, "之， 不亦")]),
            ("中 文", "中文", &[(0, "中 文")]),
            ("中\n文", "中文", &[]),
            ("《卡尔·马克思》", "卡尔马克思", &[(1, "卡尔·马克思")]),
            ("葛\u{e0100}城", "葛城", &[(0, "葛\u{e0100}城")]),
            ("⼀⽂", "一文", &[(0, "⼀⽂")]),
            ("ｶﾞｷﾞﾊﾟｱ", "ガギパア", &[(0, "ｶﾞｷﾞﾊﾟｱ")]),
            ("か\u{3099}", "か", &[]),
            ("か\u{3099}", "が", &[(0, "か\u{3099}")]),
            ("が", "か", &[]),
            ("東京タワーへ", "タワー", &[(2, "タワー")]),
            ("𠮷野家", "野", &[(1, "野")]),
        ],
    );
}

#[test]
fn whole_words() {
    check(
        WORD,
        &[
            ("whale whales inwhale whale’s", "whale", &[(0, "whale"), (18, "whale")]),
            ("a a a", "a a", &[(0, "a a")]),
            ("ba a a", "a a", &[(2, "a a")]),
            ("bathe whale", "the whale", &[]),
            ("l’homme", "homme", &[(2, "homme")]),
            ("Straße", "stras", &[]),
            ("cafe\u{301}\nnoir", "café", &[(0, "cafe\u{301}")]),
            ("他拿出手机。", "手机", &[(3, "手机")]),
            ("他拿出iPhone手机", "iphone", &[(3, "iPhone")]),
            ("他拿出iPhones手机", "iphone", &[]),
            ("ภาษาไทย", "ไทย", &[(4, "ไทย")]),
        ],
    );
}

#[test]
fn exact_letters() {
    check(
        EXACT,
        &[
            ("Whale whale", "whale", &[(5, "whale")]),
            ("polish Polish", "Pol", &[(6, "Pol")]),
            ("resume résumé", "resume", &[(0, "resume")]),
            ("resume résumé", "résumé", &[(6, "résumé")]),
            ("e\u{301}", "e", &[]),
            ("Straße Strasse", "ss", &[(10, "ss")]),
            ("Straße", "s", &[]),
            ("don’t", "don't", &[(0, "don’t")]),
            ("co\u{ad}op", "coop", &[(0, "co\u{ad}op")]),
            ("ＡA", "A", &[(1, "A")]),
            ("手 机", "手机", &[(0, "手 机")]),
        ],
    );
    check(BOTH, &[("Whale whale whales Whale", "whale", &[(5, "whale")])]);
}

#[test]
fn nothing_to_look_for_finds_nothing() {
    for query in ["", " ", "\n", "…", "?!", "——", "\u{ad}", "\u{301}", "，。"] {
        for options in [PLAIN, WORD, EXACT, BOTH] {
            assert!(Query::new(query, options).is_empty(), "{query:?}");
            assert_eq!(found("a … ?! —— ，。 \u{ad}", query, options), [], "{query:?}");
        }
    }
    assert_eq!(hits(&index([]), "a", PLAIN), []);
    assert_eq!(hits(&index([""]), "a", PLAIN), []);
}

#[test]
fn sections_are_numbered_and_apart() {
    let book = index(["", "one  two\n\n three", "", " \n ", "two", "three one", ""]);
    let places = |query| -> Vec<_> {
        hits(&book, query, PLAIN).iter().map(|hit| (hit.section, hit.letter, hit.letters)).collect()
    };
    assert_eq!(places("one"), [(1, 0, 3), (5, 5, 3)]);
    assert_eq!(places("two"), [(1, 3, 3), (4, 0, 3)]);
    assert_eq!(places("two three"), []);
    assert_eq!((book.sections(), book.letters(1), book.letters(3), book.letters(9)), (7, 11, 0, 0));
}

/// What is shown of the first hit, with the hit in brackets.
fn snippet(text: &str, query: &str) -> String {
    let found = hits(&index([text]), query, PLAIN);
    let snippet = &found[0].snippet;
    format!("{}[{}]{}", snippet.before, snippet.matched, snippet.after)
}

#[test]
fn snippets_show_what_is_around() {
    let long = "x".repeat(60);
    let ruler = "一二三四五六七八九十".repeat(6);
    for (text, query, expected) in [
        ("Loomings\nCall me  Ishmael.\n\nSome", "ISHMAEL", "Loomings Call me [Ishmael]. Some".to_owned()),
        (
            "Some years ago—never mind how long precisely—having little or no money in my purse, and nothing \
             particular to interest me on shore",
            "money",
            "mind how long precisely—having little or no [money] in my purse, and nothing particular to interest"
                .to_owned(),
        ),
        (
            &format!("{ruler}手机{ruler}"),
            "手机",
            format!("{0}[手机]{0}", "一二三四五六七八九十".repeat(4)),
        ),
        (&format!("{long}mid{long}"), "mid", format!("{0}[mid]{0}", "x".repeat(40))),
        (&format!("{long} mid {long}"), "mid", "[mid]".to_owned()),
        (
            &format!("{} mid", "e\u{301}".repeat(50)),
            "mid",
            "[mid]".to_owned(),
        ),
        (
            &format!("{}mid", "e\u{301}\u{302}".repeat(50)),
            "mid",
            format!("{}[mid]", "e\u{301}\u{302}".repeat(13)),
        ),
        ("inwhales", "whale", "in[whale]s".to_owned()),
    ] {
        assert_eq!(snippet(text, query), expected);
    }
}

#[test]
fn sizes_that_no_book_has() {
    let long = "a".repeat(3_000_000);
    let book = index([long.as_str(), &"a, ".repeat(200_000), &"\u{301}".repeat(1_000_000)]);
    assert_eq!(book.letters(0), 3_000_000);
    assert_eq!(hits(&book, &"a".repeat(1_000_000), PLAIN).len(), 3_000_000 / 256);
    assert_eq!(hits(&book, &("a".repeat(255) + "b"), PLAIN).len(), 0);
    assert_eq!(book.search(&Query::new("a", WORD)).take(1000).count(), 1000);
    assert_eq!(hits(&book, &"?".repeat(1_000_000), PLAIN).len(), 0);

    // Hits with a great deal of nothing between them, and one with a great deal of nothing in it.
    let gap = "-".repeat(500_000);
    let book = index([format!("one{gap}two{gap}one{gap}two").as_str()]);
    assert_eq!(hits(&book, "two", PLAIN).len(), 2);
    let found = hits(&book, "one two", PLAIN);
    assert_eq!((found.len(), found[0].letters), (2, 500_006));
    assert!(found[0].snippet.matched.len() < 2000);

    let book = index(std::iter::repeat_n("", 1_000_000).chain(["whale"]));
    assert_eq!(hits(&book, "whale", PLAIN)[0].section, 1_000_000);
}
