//! The order that people expect of numbered files: page 2 before page 10.

/// A path as it is compared. The order is derived, so it is a total one whatever the names are.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    steps: Vec<Step>,
    /// Tells apart what differs in case or in leading zeros only.
    exact: String,
}

/// One step of a path. What lies in a folder itself comes before its folders: it is mostly the cover.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// The name without its extension, then the extension.
    File(Vec<Token>, Vec<Token>),
    Folder(Vec<Token>),
}

/// Digits come before letters, and are compared by how many there are, then one by one: numbers of any length.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Token {
    Number(usize, String),
    Letter(char),
}

/// The key of a path inside an archive.
pub(crate) fn key(path: &str) -> Key {
    let (folders, file) = path.rsplit_once('/').map_or((None, path), |(folders, file)| (Some(folders), file));
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    let folders = folders.into_iter().flat_map(|folders| folders.split('/'));
    let mut steps: Vec<Step> = folders.map(|folder| Step::Folder(tokens(folder))).collect();
    steps.push(Step::File(tokens(stem), tokens(extension)));
    Key { steps, exact: path.to_owned() }
}

fn tokens(name: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut letters = name.chars().flat_map(char::to_lowercase).map(narrow).peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_ascii_digit() {
            tokens.push(Token::Letter(letter));
            continue;
        }
        let mut digits = String::from(letter);
        while let Some(digit) = letters.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        let digits = digits.trim_start_matches('0');
        tokens.push(Token::Number(digits.len(), digits.to_owned()));
    }
    tokens
}

/// Digits of full width, as Chinese and Japanese names have them, are digits.
fn narrow(letter: char) -> char {
    match letter {
        '０'..='９' => {
            char::from_u32(u32::from(letter) - u32::from('０') + u32::from('0')).unwrap_or(letter)
        }
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_and_folders_are_in_order() {
        for names in [
            &["page 1.jpg", "page 2.jpg", "page 10.jpg"][..],
            &["1.png", "01b.png", "2.png", "003.png", "10.png"],
            &["a1.jpg", "A2.jpg", "a3.JPG"],
            &["p1.jpg", "p1-2.jpg", "p1a.jpg", "p2.jpg"],
            &["cover.jpg", "ch 1/1.jpg", "ch 2/1.jpg", "ch 10/1.jpg", "ch 10/2.jpg"],
            &["第1话/2.png", "第１话/3.png", "第2话/1.png", "第１０话/1.png"],
            &["99999999999999999998.png", "99999999999999999999.png", "100000000000000000000.png"],
            &["1.jpg", "1.png"],
            &["01.jpg", "1.jpg"],
        ] {
            let mut sorted = names.to_vec();
            sorted.reverse();
            sorted.sort_by_key(|name| key(name));
            assert_eq!(sorted, names);
        }
    }
}
