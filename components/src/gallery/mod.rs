//! Every component in every state, for looking at them and for the accessibility runs; and the rooms as they are
//! put together from them.

mod noting;
mod parts;
mod rooms;
mod samples;

use yew::{prelude::*, props};

use crate::{Nav, NavItem, Spine};

/// What there is to look at.
pub const SCENES: [&str; 7] = ["parts", "home", "catalogue", "title", "shelf", "reader", "sheet"];

/// Props of [`Gallery`].
#[derive(Properties, PartialEq)]
pub struct GalleryProps {
    /// One of [`SCENES`]; `parts` holds every component.
    #[prop_or(AttrValue::Static("parts"))]
    pub scene: AttrValue,
    /// In English instead of Chinese.
    #[prop_or_default]
    pub english: bool,
}

/// The gallery.
#[component]
pub fn Gallery(props: &GalleryProps) -> Html {
    let words = Words { english: props.english };
    match props.scene.as_str() {
        "home" => framed(words, 0, rooms::home(words)),
        "catalogue" => framed(words, 1, rooms::catalogue(words)),
        "title" => framed(words, 1, rooms::title(words)),
        "shelf" => framed(words, 3, rooms::shelf(words)),
        "reader" => html! { <rooms::Reader {words} sheet=false /> },
        "sheet" => html! { <rooms::Reader {words} sheet=true /> },
        _ => framed(words, 4, html! { <parts::Parts {words} /> }),
    }
}

/// Which language the samples are in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Words {
    english: bool,
}

impl Words {
    fn say(self, zh: &'static str, en: &'static str) -> AttrValue {
        AttrValue::Static(if self.english { en } else { zh })
    }
}

fn framed(words: Words, place: usize, page: Html) -> Html {
    let item = |index: usize, zh, en, icon: &'static str| NavItem {
        href: format!("#{icon}").into(),
        label: words.say(zh, en),
        icon: icon.into(),
        current: index == place,
        card: icon == "card",
    };
    let places = vec![
        item(0, "首页", "Home", "home"),
        item(1, "书目", "Catalogue", "catalogue"),
        item(2, "读者证", "Card", "card"),
        item(3, "书架", "Shelf", "shelf"),
        item(4, "我的", "You", "person"),
    ];
    let more = vec![item(5, "设置", "Settings", "settings"), item(6, "关于", "About", "info")];
    html! {
        <>
            <a class="skip" href="#main">{ words.say("跳到正文", "Skip to the text") }</a>
            <div class="shell">
                { props!(Nav { label: words.say("主导航", "Main"), home_label: words.say("阅历首页", "阅历 Yueli, home"), places, more }) }
                <div class="page">{ page }</div>
            </div>
        </>
    }
}

fn spines(words: Words) -> Vec<Spine> {
    [
        ("文学", "Literature", "I"),
        ("历史", "History", "K"),
        ("艺术", "Art", "J"),
        ("哲学", "Philosophy", "B"),
        ("自然科学", "Science", "N"),
        ("手艺", "Crafts", "TS"),
        ("医药健康", "Health", "R"),
        ("教育", "Education", "G"),
        ("草木鸟兽", "Nature", "Q"),
        ("法律社会", "Law", "D"),
        ("经济", "Economics", "F"),
        ("童书", "Children’s books", "E"),
    ]
    .into_iter()
    .map(|(zh, en, mark)| Spine {
        name: words.say(zh, en),
        class_mark: mark.into(),
        href: format!("#{mark}").into(),
        count: Some(words.say("12 种", "12 titles")),
    })
    .collect()
}
