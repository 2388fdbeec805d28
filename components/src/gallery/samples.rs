//! Books to try things with.

use yew::AttrValue;

use crate::BookFace;

type Sample = (&'static str, &'static str, &'static str, &'static str);

const BOOKS: [Sample; 16] = [
    ("浮生六记", "沈复", "zh", "散文"),
    ("Walden", "Henry David Thoreau", "en", "essays"),
    ("徐霞客游记", "徐弘祖", "zh", "游记"),
    ("The Life and Adventures of Robinson Crusoe", "Daniel Defoe", "en", "fiction"),
    ("一座城市的声音与记忆", "周砚秋", "zh", "社会"),
    ("Pride and Prejudice", "Jane Austen", "en", "novel"),
    ("《论语》读本", "云汀读书会 编", "zh", "哲学"),
    ("Le Tour du monde en quatre-vingts jours", "Jules Verne", "fr", "travel"),
    ("山水之间：明清两代的游记、地图与园林生活", "林照", "zh", "艺术"),
    ("مدينة من ورق", "سلمى الحداد", "ar", "poetry"),
    ("吾輩は猫である", "夏目漱石", "ja", "小説"),
    ("עיר של נייר", "נועה לוי", "he", "children"),
    ("二十四节气里的花草虫鱼与人家", "佚名", "zh", "自然"),
    ("Donaudampfschifffahrtsgesellschaftskapitän", "Anonym", "de", "humour"),
    ("Преступление и наказание", "Фёдор Достоевский", "ru", "fiction"),
    ("서울의 밤, 골목의 불빛", "한서윤", "ko", "essays"),
];

/// The book of a number; they come round.
pub(super) fn book(number: usize) -> BookFace {
    let (title, author, language, seed) = BOOKS[number % BOOKS.len()];
    BookFace {
        title: title.into(),
        author: author.into(),
        language: language.into(),
        images: Vec::new().into(),
        seed: seed.into(),
    }
}

/// A book with a picture for its cover.
pub(super) fn pictured() -> BookFace {
    let images: Vec<(AttrValue, u32)> = vec![
        (AttrValue::Static("/icons/icon-192.png"), 192),
        (AttrValue::Static("/icons/icon-512.png"), 512),
    ];
    BookFace { images: images.into(), ..book(0) }
}

/// Where eight chapters begin.
pub(super) fn chapters() -> Vec<f64> {
    (0..8).map(|chapter| f64::from(chapter) / 8.0).collect()
}
