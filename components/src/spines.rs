//! Subjects as books that stand in a case.

use yew::prelude::*;

use crate::List;
use crate::binding::hash;

/// One spine.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spine {
    /// The subject.
    pub name: AttrValue,
    /// A mark above it: a class letter, or one character.
    pub class_mark: AttrValue,
    /// Where it leads.
    pub href: AttrValue,
    /// How many books, in words; heard, not seen.
    pub count: Option<AttrValue>,
}

/// A bookcase of subjects. It scrolls sideways where it is too narrow.
#[derive(Properties, PartialEq)]
pub struct SpineCase {
    /// The spines.
    pub spines: List<Spine>,
    /// The accessible name, where no heading stands above.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// What [`crate::follow`] makes.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
}

/// Cloth and, where ink is dark, the ink. White stands 4.5 to 1 or better on all the others.
const SPINES: [(&str, Option<&str>); 12] = [
    ("#1b4258", None),
    ("#7a2e22", None),
    ("#b98a2f", Some("#1c1507")),
    ("#3b4a52", None),
    ("#2e5a4a", None),
    ("#8a5a33", None),
    ("#4a6759", None),
    ("#26333b", None),
    ("#466b3a", None),
    ("#6a2a40", None),
    ("#274c63", None),
    ("#c58a1e", Some("#1c1507")),
];

impl From<SpineCase> for Html {
    fn from(props: SpineCase) -> Self {
        let mut before = SPINES.len();
        let spines = props.spines.iter().map(|spine| {
            let number = hash(&spine.name);
            let mut colour = number % SPINES.len();
            if colour == before {
                colour = (colour + 5) % SPINES.len();
            }
            before = colour;
            drawn(spine, number, SPINES[colour], props.onclick.clone())
        });
        html! {
            <div class="case">
                <ul class="spines" aria-label={props.label} role="list">{ for spines }</ul>
            </div>
        }
    }
}

fn drawn(spine: &Spine, number: usize, cloth: (&str, Option<&str>), onclick: Callback<MouseEvent>) -> Html {
    // A long name needs a tall book.
    let letters = spine.name.chars().map(|c| if c.is_ascii() { 0.52 } else { 1.08 }).sum::<f64>();
    let least = ((letters * 18.0 + 92.0).ceil() as usize).min(252);
    let height = (188 + (number >> 4) % 61).max(least);
    let width = 46 + (number >> 10) % 5 * 4;
    let ink = cloth.1.map(|ink| format!(";--k:{ink}")).unwrap_or_default();
    let style = format!("--c:{};--w:{width};--h:{:.2}rem{ink}", cloth.0, height as f64 / 16.0);
    html! {
        <li key={spine.href.to_string()} {style}>
            <a href={spine.href.clone()} {onclick}>
                <span class="spine-mark" aria-hidden="true">{ &spine.class_mark }</span>
                <span class="spine-name">{ &spine.name }</span>
                if let Some(count) = &spine.count { <span class="vh">{ count }</span> }
            </a>
        </li>
    }
}
