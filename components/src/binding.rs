//! The stitched binding that stands in for a cover: where its words go.

/// The six cloths, by what they are dyed with: indigo, madder, pine, slate, walnut, plum.
pub(crate) const CLOTHS: [&str; 6] = ["#1b4258", "#7a2e22", "#2e5a4a", "#3b4a52", "#7d4f2a", "#6a2a40"];

/// The same number for the same text, today and tomorrow (FNV-1a).
pub(crate) fn hash(text: &str) -> usize {
    let number =
        text.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (number ^ (number >> 15)) as usize
}

/// The cloth of a subject.
pub(crate) fn cloth(subject: &str) -> &'static str {
    CLOTHS[hash(subject) % CLOTHS.len()]
}

/// How a title lies on a binding.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Slip {
    /// Standing, in one or two columns, the right one first.
    Upright { columns: Vec<Vec<char>>, size: f64 },
    /// Lying, in lines.
    Across { lines: Vec<String>, size: f64 },
}

/// Sets a title. Over eight characters a standing one takes two columns; over sixteen it says its first phrase.
pub(crate) fn set(title: &str) -> Slip {
    let title = title.trim();
    if is_cjk(title) { upright(title) } else { across(title) }
}

/// Whether most of the letters are ones that may stand.
pub(crate) fn is_cjk(text: &str) -> bool {
    let letters = text.chars().filter(|c| is_letter(*c)).count();
    let standing = text.chars().filter(|c| stands(*c)).count();
    standing > 0 && standing * 2 >= letters
}

/// Letters and digits of every script; by their blocks, for the tables of all letters are much to download.
fn is_letter(c: char) -> bool {
    match u32::from(c) {
        0..=0x7f => c.is_ascii_alphanumeric(),
        0x80..=0xbf | 0xd7 | 0xf7 => false,
        0x2000..=0x2bff | 0x3000..=0x3004 | 0x3008..=0x3020 => false,
        0xfe10..=0xfe6f | 0xff00..=0xff0f | 0xff1a..=0xff20 | 0xff3b..=0xff40 | 0xff5b..=0xff65 => false,
        _ => true,
    }
}

fn stands(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

fn upright(title: &str) -> Slip {
    let mut chars: Vec<char> = title.chars().filter(|c| !c.is_whitespace()).collect();
    if chars.len() > 16 {
        chars = first_phrase(title).chars().filter(|c| !c.is_whitespace()).collect();
    }
    if chars.len() > 16 {
        chars.truncate(15);
        chars.push('…');
    }
    let chars: Vec<char> = chars.into_iter().map(standing_form).collect();
    let rows = if chars.len() > 8 { chars.len().div_ceil(2) } else { chars.len().max(1) };
    let size = match rows {
        0..=4 => 27.0,
        5 => 26.0,
        6 => 24.0,
        7 => 22.0,
        _ => 20.0,
    };
    Slip::Upright { columns: chars.chunks(rows).map(<[char]>::to_vec).collect(), size }
}

fn across(title: &str) -> Slip {
    let phrase = if title.chars().count() > 60 { first_phrase(title) } else { title };
    for (size, most) in [(29.0, 2), (25.0, 3), (22.0, 4), (19.0, 5), (16.0, 6)] {
        let lines = wrap(phrase, SLIP_ROOM / size);
        if lines.len() <= most && lines.iter().all(|line| width(line) * size <= SLIP_ROOM) {
            return Slip::Across { lines, size };
        }
    }
    let phrase: Vec<String> = phrase.split_whitespace().map(|word| broken(word, SLIP_ROOM / 16.0)).collect();
    let mut lines = wrap(&phrase.join(" "), SLIP_ROOM / 16.0);
    if lines.len() > 6 {
        lines.truncate(6);
        if let Some(last) = lines.last_mut() {
            last.pop();
            last.push('…');
        }
    }
    Slip::Across { lines, size: 16.0 }
}

/// How wide a line on a lying slip may be, in units of the drawing.
const SLIP_ROOM: f64 = 118.0;

/// A word in pieces that fit a line each.
fn broken(word: &str, most: f64) -> String {
    let mut out = String::new();
    let mut line = 0.0;
    for c in word.chars() {
        let wide = width(c.encode_utf8(&mut [0; 4]));
        if line + wide > most - 0.5 && width(word) > most {
            out.push_str("- ");
            line = 0.0;
        }
        line += wide;
        out.push(c);
    }
    out
}

fn wrap(text: &str, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line) + 0.26 + width(word) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// About how wide a text is, in ems of a bold book face.
fn width(text: &str) -> f64 {
    text.chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '\'' | '’' | '.' | ',' | ':' | ';' | '!' | '-' => {
                0.36
            }
            ' ' => 0.26,
            'm' | 'w' | 'M' | 'W' => 0.92,
            c if c.is_ascii_uppercase() => 0.72,
            c if stands(c) => 1.0,
            _ => 0.56,
        })
        .sum()
}

fn first_phrase(title: &str) -> &str {
    let end = title.find(['：', '，', '。', '；', '—', '（', '(', ':', ';', ',', '·', '–', '/']);
    let phrase = end.map_or(title, |end| &title[..end]).trim();
    if phrase.is_empty() { title } else { phrase }
}

/// Marks turn when a line stands.
fn standing_form(c: char) -> char {
    match c {
        '《' | '〈' => '︽',
        '》' | '〉' => '︾',
        '“' | '「' => '﹁',
        '”' | '」' => '﹂',
        '（' | '(' => '︵',
        '）' | ')' => '︶',
        '—' | '-' | '–' => '︱',
        '…' => '︙',
        '：' | ':' => '︓',
        '，' | ',' => '︐',
        '、' => '︑',
        '。' => '︒',
        other => other,
    }
}

/// An author, as far as there is room below.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(title: &str) -> Vec<String> {
        match set(title) {
            Slip::Upright { columns, .. } => columns.into_iter().map(String::from_iter).collect(),
            Slip::Across { .. } => panic!("{title} lies"),
        }
    }

    fn lines(title: &str) -> Vec<String> {
        match set(title) {
            Slip::Across { lines, size } => {
                assert!(lines.iter().all(|line| width(line) * size <= SLIP_ROOM + 16.0), "{lines:?}");
                lines
            }
            Slip::Upright { .. } => panic!("{title} stands"),
        }
    }

    #[test]
    fn chinese_titles_stand() {
        assert_eq!(columns("浮生六记"), ["浮生六记"]);
        assert_eq!(columns("一座城市的声音与记忆"), ["一座城市的", "声音与记忆"]);
        assert_eq!(columns("山水之间：明清两代的游记、地图与园林生活"), ["山水之间"]);
        assert_eq!(columns("《论语》读本"), ["︽论语︾读本"]);
        assert_eq!(columns("一二三四五六七八九十一二三四五六七八").concat().chars().count(), 16);
    }

    #[test]
    fn other_titles_lie() {
        assert_eq!(lines("Walden"), ["Walden"]);
        assert_eq!(lines("Pride and Prejudice"), ["Pride and", "Prejudice"]);
        assert_eq!(lines("Donaudampfschifffahrt")[0], "Donaudampfs-");
        assert!(
            lines("The Life and Strange Surprising Adventures of Robinson Crusoe, of York, Mariner").len()
                <= 6
        );
        assert!(lines("").is_empty());
        lines("قصة مدينتين");
    }

    #[test]
    fn a_subject_keeps_its_cloth() {
        assert_eq!(cloth("poetry"), cloth("poetry"));
        let subjects =
            ["poetry", "history", "art", "science", "travel", "children", "law", "food", "文学", "历史"];
        let mut used: Vec<_> = subjects.iter().map(|subject| cloth(subject)).collect();
        used.sort_unstable();
        used.dedup();
        assert!(used.len() >= 4, "{used:?}");
    }
}
