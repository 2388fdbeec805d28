//! Covers, and the bindings that are drawn where a book has none.

use yew::prelude::*;

use crate::List;
use crate::binding::{self, Slip};

/// What a book shows of itself from outside.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BookFace {
    /// The title.
    pub title: AttrValue,
    /// The author or authors, as one line.
    pub author: AttrValue,
    /// The language's BCP 47 tag; empty where it isn't known.
    pub language: AttrValue,
    /// Pictures of the cover with their widths in pixels, the narrowest first; empty where there are none.
    pub images: List<(AttrValue, u32)>,
    /// The subject, or anything else that stays the same: it chooses the cloth.
    pub seed: AttrValue,
}

impl BookFace {
    /// For `lang` attributes: nothing where the language isn't known.
    pub(crate) fn lang(&self) -> Option<AttrValue> {
        (!self.language.is_empty()).then(|| self.language.clone())
    }
}

/// How large a cover is shown: which picture the browser fetches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CoverSize {
    /// In a narrow row.
    Thumb,
    /// In a list.
    Small,
    /// On a shelf.
    #[default]
    Card,
    /// On its own page.
    Large,
}

impl CoverSize {
    fn sizes(self) -> &'static str {
        match self {
            Self::Thumb => "2.75rem",
            Self::Small => "6.5rem",
            Self::Card => "(min-width: 64rem) 9.5rem, 7.25rem",
            Self::Large => "(min-width: 64rem) 17rem, 7.5rem",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Thumb => "cover-thumb",
            Self::Small => "cover-small",
            Self::Card => "cover-card",
            Self::Large => "cover-large",
        }
    }
}

/// Props of [`Cover`].
#[derive(Properties, PartialEq)]
pub struct CoverProps {
    /// The book.
    pub book: BookFace,
    /// How large.
    #[prop_or_default]
    pub size: CoverSize,
    /// Fetched at once: for the one at the top of the page.
    #[prop_or_default]
    pub eager: bool,
}

/// A cover, two by three. It is silent: the title always stands beside it.
#[component]
pub fn Cover(props: &CoverProps) -> Html {
    let failed = use_state(bool::default);
    let class = classes!("cover", props.size.class());
    let images = &props.book.images;
    let (Some((first, _)), false) = (images.last(), *failed) else {
        return drawn(&props.book, class);
    };
    let srcset = (images.len() > 1)
        .then(|| images.iter().map(|(url, width)| format!("{url} {width}w")).collect::<Vec<_>>().join(", "));
    let onerror = {
        let failed = failed.clone();
        Callback::from(move |_: Event| failed.set(true))
    };
    let sizes = srcset.is_some().then(|| props.size.sizes());
    html! {
        <img {class} src={first.clone()} {srcset} {sizes} width="200" height="300" alt=""
            loading={if props.eager { "eager" } else { "lazy" }} decoding="async" {onerror} />
    }
}

fn drawn(book: &BookFace, mut class: Classes) -> Html {
    let cloth = binding::cloth(if book.seed.is_empty() { &book.title } else { &book.seed });
    class.push("binding");
    html! {
        <span {class} style={format!("--cloth:{cloth}")} aria-hidden="true">
            <svg viewBox="0 0 200 300" focusable="false" lang={book.lang()}>
                { match binding::set(&book.title) {
                    Slip::Upright { columns, size } => upright(&columns, size, &book.author),
                    Slip::Across { lines, size } => across(&lines, size, book),
                } }
            </svg>
        </span>
    }
}

/// The thread: four stitches along one edge.
fn thread(right: bool) -> Html {
    let (at, from) = if right { (184, 184) } else { (16, 0) };
    let stitches: String =
        [30.0, 108.0, 192.0, 270.0].iter().map(|y| format!("M{from} {y}h16m-16 2.4h16")).collect();
    html! {
        <g stroke="#f3efdf" fill="none" opacity=".92">
            <path d={format!("M{at} 0v300")} stroke-width="1.5" />
            <path d={stitches} />
        </g>
    }
}

fn slip(x: f64, y: f64, width: f64, height: f64) -> Html {
    let rect = |inset: f64, fill: &'static str, stroke: Option<&'static str>| {
        html! {
            <rect x={(x + inset).to_string()} y={(y + inset).to_string()} width={(width - 2.0 * inset).to_string()}
                height={(height - 2.0 * inset).to_string()} {fill} stroke="#172127" stroke-width={stroke.unwrap_or("0")} />
        }
    };
    html! {
        <>
            { rect(0.0, "#faf7ea", None) }
            { rect(3.0, "none", Some("1.6")) }
            { rect(5.6, "none", Some(".5")) }
        </>
    }
}

fn letter(x: f64, y: f64, text: impl Into<AttrValue>) -> Html {
    let text: AttrValue = text.into();
    html! { <text x={format!("{x:.1}")} y={format!("{y:.1}")}>{ text }</text> }
}

fn upright(columns: &[Vec<char>], size: f64, author: &str) -> Html {
    let step = size * 1.16;
    let column = size * 1.22;
    let rows = columns.iter().map(Vec::len).max().unwrap_or(1);
    let width = column * columns.len() as f64 + 19.0 - size * 0.22;
    let height = step * rows as f64 + 26.0;
    let letters = columns.iter().enumerate().flat_map(|(index, characters)| {
        let x = 20.0 + width - 9.5 - size / 2.0 - column * index as f64;
        characters.iter().enumerate().map(move |(row, character)| {
            letter(x, 18.0 + 13.0 + size * 0.92 + step * row as f64, character.to_string())
        })
    });
    html! {
        <>
            { thread(true) }
            { slip(20.0, 18.0, width, height) }
            <g class="binding-title" font-size={size.to_string()}>{ for letters }</g>
            { upright_author(author, height) }
        </>
    }
}

/// The author stands at the lower right above a seal; a long or a foreign name lies along the foot.
fn upright_author(author: &str, slip: f64) -> Html {
    let name: Vec<char> = author.chars().filter(|c| !c.is_whitespace()).collect();
    if name.is_empty() {
        return Html::default();
    }
    if !binding::is_cjk(author) || name.len() > 5 {
        return html! {
            <g class="binding-author" font-size="12">{ letter(92.0, 283.0, binding::shorten(author, 24)) }</g>
        };
    }
    let top = 236.0 - 15.6 * name.len() as f64;
    // Beside a wide slip there is no room higher up.
    let x = if slip > 190.0 { 158.0 } else { 146.0 };
    let seal = name[0].to_string();
    html! {
        <>
            <g class="binding-author" font-size="13">
                { for name.iter().enumerate().map(|(row, c)| letter(x, top + 11.5 + 15.6 * row as f64, c.to_string())) }
            </g>
            <rect x={(x - 8.0).to_string()} y="242" width="16" height="16" rx="1.2" fill="#a82c1a" />
            <g class="binding-seal" font-size="11">{ letter(x, 254.0, seal) }</g>
        </>
    }
}

fn across(lines: &[String], size: f64, book: &BookFace) -> Html {
    let right = runs_right_to_left(&book.language);
    let step = size * 1.2;
    let height = (step * lines.len() as f64 + 34.0).max(74.0);
    let left = if right { 22.0 } else { 36.0 };
    let middle = left + 71.0;
    let first = 44.0 + height / 2.0 - step * lines.len() as f64 / 2.0 + size * 0.93;
    html! {
        <>
            { thread(right) }
            { slip(left, 44.0, 142.0, height) }
            <g class="binding-title" font-size={size.to_string()}>
                { for lines.iter().enumerate().map(|(row, line)| letter(middle, first + step * row as f64, line.clone())) }
            </g>
            <g class="binding-author" font-size="13">
                { letter(middle, 276.0, binding::shorten(&book.author, 26)) }
            </g>
        </>
    }
}

/// Whether a language's books open from the other side.
pub(crate) fn runs_right_to_left(language: &str) -> bool {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    matches!(primary, "ar" | "he" | "fa" | "ur" | "ug" | "yi" | "ps" | "sd" | "dv")
}
