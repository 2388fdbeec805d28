//! What a single character is to a search: a letter (and which one), part of the letter before, or none.
//!
//! Tables of our own, because those of full normalisation weigh more than the rest of this crate. They were
//! made from the Unicode Character Database's decompositions and its case foldings, and cover what books are
//! printed in; what they do not cover is only put into lower case.

/// What a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A letter, a digit or a symbol, folded.
    Letter(char),
    /// One that stands for several (a ligature), folded.
    Letters(&'static str),
    /// An accent, a vowel point: part of the letter before, left out unless letters are compared exactly.
    Mark,
    /// Neither seen nor meant (a soft hyphen, a variation selector, a stretched Arabic line).
    Nothing,
    /// White space and punctuation.
    Gap,
}

/// The base letters of U+00AA to U+024F; capitals stand for [`several`], a full stop for none.
const LATIN: &[u8] = b"\
    a.......23.....1o.....aaaaaaAceeeeiiiidnooooo.ouuuuyTSaaaaaaAceeeeiiiidnooooo.ouuuuy\
    TyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkk.llllll..llnnnnnnn..oooooo\
    OOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs................................oo....\
    .........uu...................DDDLLLNNNaaiioouuuuuuuuuu.aaaaAA..ggkkoooo..jDDDgg..nn\
    aaAAooaaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy..........................\
    ..";

/// Those of U+1E00 to U+1EFF.
const LATIN_ADDITIONAL: &[u8] = b"\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooo\
    pppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s..S.aaaaaaaa\
    aaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy..\
    ....";

/// Those of U+0370 to U+03FF: `a` is alpha, `y` omega; a final sigma is a sigma.
const GREEK: &[u8] = b"\
    ......................a.egi.o.uyiabcdefghijklmnopq.stuvwxyiuaegiuabcdefghijklmnopqss\
    tuvwxyiuouy.....................................h...........";

/// Those of U+1F00 to U+1FFF, in the same way.
const GREEK_EXTENDED: &[u8] = b"\
    aaaaaaaaaaaaaaaaeeeeee..eeeeee..ggggggggggggggggiiiiiiiiiiiiiiiioooooo..oooooo..uuuu\
    uuuu.u.u.u.uyyyyyyyyyyyyyyyyaaeeggiioouuyy..aaaaaaaaaaaaaaaaggggggggggggggggyyyyyyyy\
    yyyyyyyyaaaaa.aaaaaaa.i...ggg.ggeeggg...iiii..iiiiii....uuuuqquuuuuuq.....yyy.yyooyy\
    y...";

/// The characters of Kangxi radicals, U+2F00 to U+2FD5: text that was taken out of PDF files is full of them.
const RADICALS: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小\
    尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气\
    水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而\
    耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長\
    門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊\
    齒龍龜龠";

/// The full-width characters of U+FF66 to U+FF9D.
const KATAKANA: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// What a character is, with case, accents, widths and ligatures folded.
pub(crate) fn kind(letter: char) -> Kind {
    if letter.is_ascii() {
        return if letter.is_ascii_alphanumeric() {
            Kind::Letter(letter.to_ascii_lowercase())
        } else {
            Kind::Gap
        };
    }
    match letter {
        // What most of a Chinese, Japanese or Korean text is.
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{9fff}' | '가'..='\u{d7a3}' => {
            Kind::Letter(letter)
        }
        '\u{aa}'..='\u{24f}' => latin(letter, LATIN, 0xaa),
        '\u{1e00}'..='\u{1eff}' => latin(letter, LATIN_ADDITIONAL, 0x1e00),
        '\u{370}'..='\u{3ff}' => greek(letter, GREEK, 0x370),
        '\u{1f00}'..='\u{1fff}' => greek(letter, GREEK_EXTENDED, 0x1f00),
        '\u{ff01}'..='\u{ff5e}' => shifted(letter, 0xff01, '!').map_or(Kind::Gap, kind),
        '\u{fb00}'..='\u{fb06}' => {
            let known = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
            known.get(letter as usize - 0xfb00).map_or(Kind::Gap, |letters| Kind::Letters(letters))
        }
        '\u{2f00}'..='\u{2fd5}' => Kind::Letter(nth(RADICALS, letter, 0x2f00)),
        '\u{ff66}'..='\u{ff9d}' => Kind::Letter(nth(KATAKANA, letter, 0xff66)),
        // Letters of formulas: bold, italic, script ...
        '\u{1d400}'..='\u{1d6a3}' => cycled(letter, 0x1d400, 26, b'a'),
        '\u{1d7ce}'..='\u{1d7ff}' => cycled(letter, 0x1d7ce, 10, b'0'),
        '\u{660}'..='\u{669}' => cycled(letter, 0x660, 10, b'0'),
        '\u{6f0}'..='\u{6f9}' => cycled(letter, 0x6f0, 10, b'0'),
        _ if is_nothing(letter) => Kind::Nothing,
        _ if is_mark(letter) => Kind::Mark,
        _ if letter.is_alphanumeric() || is_symbol(letter) || joins(letter) => lower(letter),
        _ => Kind::Gap,
    }
}

fn latin(letter: char, table: &'static [u8], from: u32) -> Kind {
    match table.get((letter as u32 - from) as usize) {
        Some(b'.') | None if letter == '\u{ad}' => Kind::Nothing,
        Some(b'.') | None if letter.is_alphanumeric() => lower(letter),
        Some(b'.') | None => Kind::Gap,
        Some(base @ b'A'..=b'Z') => Kind::Letters(several(*base)),
        Some(base) => Kind::Letter(char::from(*base)),
    }
}

fn several(code: u8) -> &'static str {
    match code {
        b'A' => "ae",
        b'D' => "dz",
        b'I' => "ij",
        b'L' => "lj",
        b'N' => "nj",
        b'O' => "oe",
        b'T' => "th",
        _ => "ss",
    }
}

fn greek(letter: char, table: &'static [u8], from: u32) -> Kind {
    match table.get((letter as u32 - from) as usize) {
        Some(base @ b'a'..=b'y') => {
            shifted(char::from(*base), u32::from('a'), 'α').map_or(Kind::Gap, Kind::Letter)
        }
        _ if letter.is_alphanumeric() => lower(letter),
        _ => Kind::Gap,
    }
}

/// The character as far from `to` as `letter` is from `from`.
fn shifted(letter: char, from: u32, to: char) -> Option<char> {
    char::from_u32((letter as u32).checked_sub(from)? + to as u32)
}

/// The character of a series that begins at `from` and repeats the same letters.
fn cycled(letter: char, from: u32, length: u32, first: u8) -> Kind {
    let index = (letter as u32).saturating_sub(from) % length;
    char::from_u32(u32::from(first) + index).map_or(Kind::Gap, Kind::Letter)
}

/// The letter of a table that begins with that of `from`. Every character in these takes three bytes.
fn nth(table: &str, letter: char, from: usize) -> char {
    let at = (letter as usize).saturating_sub(from) * 3;
    table.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(letter)
}

/// A letter in lower case and without what decomposition would take off.
fn lower(letter: char) -> Kind {
    let letter = letter.to_lowercase().next().unwrap_or(letter);
    Kind::Letter(match letter {
        'å' => 'a',
        'ѐ' | 'ё' => 'е',
        'й' | 'ѝ' => 'и',
        'ї' => 'і',
        'ѓ' => 'г',
        'ќ' => 'к',
        'ў' => 'у',
        // Letters with a dot below are written with one character or with two.
        '\u{958}'..='\u{95f}' => nth("कखगजडढफय", letter, 0x958),
        '\u{929}' => 'न',
        '\u{931}' => 'र',
        '\u{934}' => 'ळ',
        '\u{9dc}' => 'ড',
        '\u{9dd}' => 'ঢ',
        '\u{9df}' => 'য',
        '\u{a33}' => 'ਲ',
        '\u{a36}' => 'ਸ',
        '\u{a59}' => 'ਖ',
        '\u{a5a}' => 'ਗ',
        '\u{a5b}' => 'ਜ',
        '\u{a5e}' => 'ਫ',
        '\u{b5c}' => 'ଡ',
        '\u{b5d}' => 'ଢ',
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        // Persian and Arabic write the same letters with different characters.
        'ئ' | 'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        _ => letter,
    })
}

fn is_nothing(letter: char) -> bool {
    matches!(letter,
        '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Accents, the points of Hebrew and Arabic, the dot below of Indic scripts. Vowel signs of Indic scripts and of Thai are letters.
fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'
        | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' | '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{b3c}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{302a}'..='\u{302d}' | '\u{3099}' | '\u{309a}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{ff9e}' | '\u{ff9f}')
}

/// Signs within words that Unicode does not count as alphabetic (Indic viramas, Thai tones ...).
fn joins(letter: char) -> bool {
    let punctuation = matches!(letter,
        '\u{964}' | '\u{965}' | '\u{970}' | '\u{df4}' | '\u{e3f}' | '\u{e4f}' | '\u{e5a}' | '\u{e5b}'
        | '\u{f01}'..='\u{f17}' | '\u{f3a}'..='\u{f3d}' | '\u{f85}' | '\u{fbe}'..='\u{fda}'
        | '\u{104a}'..='\u{104f}' | '\u{17d4}'..='\u{17db}');
    matches!(letter, '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17dd}') && !punctuation
}

/// Currencies, arrows, formulas, pictures, and characters that a book has drawn itself.
fn is_symbol(letter: char) -> bool {
    matches!(letter,
        '\u{20a0}'..='\u{20cf}' | '\u{2100}'..='\u{2bff}' | '\u{e000}'..='\u{f8ff}'
        | '\u{1f000}'..='\u{1faff}' | '\u{f0000}'..)
        // Those of trade marks and services stand after a word like a full stop.
        && !matches!(letter, '\u{2120}' | '\u{2122}')
}

/// Whether a character is a word by itself: Chinese characters, kana, symbols. White space and punctuation
/// beside it separate nothing.
pub(crate) fn stands_alone(letter: char) -> bool {
    letter >= '\u{20a0}'
        && (matches!(letter,
            '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
            | '\u{3031}'..='\u{3035}' | '\u{3038}'..='\u{303c}' | '\u{3041}'..='\u{3096}'
            | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{312f}'
            | '\u{3190}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
            | '\u{16fe0}'..='\u{1b2ff}' | '\u{20000}'..='\u{3ffff}')
            || is_symbol(letter))
}

/// Whether words of its script follow each other without white space, so that only a dictionary could tell
/// where one ends.
pub(crate) fn is_unspaced(letter: char) -> bool {
    stands_alone(letter)
        || matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// The one character that stands for two which follow each other: kana with its sound mark, and the parts
/// of a Korean syllable.
pub(crate) fn composed(before: char, letter: char) -> Option<char> {
    let (one, two) = (before as u32, letter as u32);
    let code = match (before, letter) {
        ('う', '\u{3099}') => 0x3094,
        ('ウ', '\u{3099}' | '\u{ff9e}') => 0x30f4,
        // In these rows every other character is the voiced one of the one before.
        ('か'..='ち' | 'カ'..='チ', '\u{3099}' | '\u{ff9e}') if one % 2 == 1 => one + 1,
        ('つ' | 'て' | 'と' | 'ツ' | 'テ' | 'ト', '\u{3099}' | '\u{ff9e}') => one + 1,
        ('は'..='ほ' | 'ハ'..='ホ', '\u{3099}' | '\u{ff9e}') if (one - 0x306f) % 3 == 0 => one + 1,
        ('は'..='ほ' | 'ハ'..='ホ', '\u{309a}' | '\u{ff9f}') if (one - 0x306f) % 3 == 0 => one + 2,
        // Unicode section 3.12, "Conjoining Jamo Behavior".
        ('\u{1100}'..='\u{1112}', '\u{1161}'..='\u{1175}') => {
            0xac00 + ((one - 0x1100) * 21 + two - 0x1161) * 28
        }
        ('가'..='\u{d7a3}', '\u{11a8}'..='\u{11c2}') if (one - 0xac00) % 28 == 0 => one + two - 0x11a7,
        _ => return None,
    };
    char::from_u32(code)
}
