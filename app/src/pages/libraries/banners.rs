//! What is said above a list: why it took the long way, and what of it could not be read.

use yew::{prelude::*, props};
use yueli_components::{Banner, Tone};
use yueli_i18n::Catalog;

use super::model::List;
use crate::use_cases::libraries::Detour;

/// What there is to say of a list of `library`'s.
pub fn banners(list: &List, library: &str, words: &Catalog) -> Html {
    let detour = list.detour.map(|detour| {
        let key = match detour {
            Detour::NotLet => "far-not-let",
            Detour::MixedContent => "far-mixed",
        };
        let text = words.t_args(key, &[("library", library.into())]);
        let note = AttrValue::from(words.attr(key, "advice"));
        Html::from(props!(Banner { icon: "info", text, note }))
    });
    let defects = list.defects.first().map(|defect| {
        let note = AttrValue::from(defect.words().get(words.locale().tag()));
        Html::from(props!(Banner {
            tone: Tone::Caution,
            icon: "warning",
            text: words.t("far-defects"),
            note
        }))
    });
    if detour.is_none() && defects.is_none() {
        return Html::default();
    }
    html! { <div class="notices">{ for detour }{ for defects }</div> }
}
