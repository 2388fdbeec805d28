//! Letters as they are compared: without case, widths, and the many shapes of dashes and quotation marks.

/// Folded letters, and where each came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Folded {
    /// The folded letters.
    pub(super) letters: Vec<char>,
    /// For each of them the number of its letter.
    origins: Vec<u32>,
}

impl Folded {
    /// Folds letters.
    pub(super) fn of(letters: &[char]) -> Self {
        let mut folded = Self { letters: Vec::with_capacity(letters.len()), origins: Vec::new() };
        for (origin, letter) in letters.iter().enumerate() {
            each(*letter, &mut |letter| {
                folded.letters.push(letter);
                folded.origins.push(origin as u32);
            });
        }
        folded
    }

    /// The number of the letter that became the folded one.
    pub(super) fn letter_of(&self, folded: usize) -> Option<usize> {
        self.origins.get(folded).map(|origin| *origin as usize)
    }

    /// The first folded letter that came from that letter or one after it; `None` after the last.
    pub(super) fn at_letter(&self, letter: usize) -> Option<usize> {
        let at = self.origins.partition_point(|origin| (*origin as usize) < letter);
        (at < self.origins.len()).then_some(at)
    }

    /// The first so many.
    pub(super) fn head(mut self, count: usize) -> Vec<char> {
        self.letters.truncate(count);
        self.letters
    }

    /// The last so many.
    pub(super) fn tail(mut self, count: usize) -> Vec<char> {
        let skip = self.letters.len().saturating_sub(count);
        self.letters.drain(..skip);
        self.letters
    }
}

/// What a letter is folded to: mostly one, sometimes none or several.
fn each(letter: char, tell: &mut dyn FnMut(char)) {
    let plain = match letter {
        // Hyphens that may stand where a line ends, and what has no width.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}' => return,
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '「' | '」' | '『' | '』' | '＂' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' => '-',
        '…' => return (0..3).for_each(|_| tell('.')),
        'ﬀ' => return ['f', 'f'].into_iter().for_each(tell),
        'ﬁ' => return ['f', 'i'].into_iter().for_each(tell),
        'ﬂ' => return ['f', 'l'].into_iter().for_each(tell),
        'ﬃ' => return ['f', 'f', 'i'].into_iter().for_each(tell),
        'ﬄ' => return ['f', 'f', 'l'].into_iter().for_each(tell),
        // Full width, as Chinese text writes Latin letters and figures.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    };
    if plain.is_ascii() {
        tell(plain.to_ascii_lowercase());
    } else {
        plain.to_lowercase().for_each(tell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_knows_where_it_came_from() {
        let letters: Vec<char> = "So\u{ad}ﬁ—“Ａ”İ".chars().collect();
        let folded = Folded::of(&letters);
        assert_eq!(folded.letters.iter().collect::<String>(), "sofi-\"a\"i\u{307}");
        assert_eq!(folded.letter_of(2), Some(3));
        assert_eq!(
            (folded.at_letter(2), folded.at_letter(3), folded.at_letter(99)),
            (Some(2), Some(2), None)
        );
        assert_eq!(folded.clone().tail(2), ['i', '\u{307}']);
        assert_eq!(folded.head(2), ['s', 'o']);
    }
}
