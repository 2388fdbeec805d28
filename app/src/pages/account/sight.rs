//! What a child sees of the catalogue: her guardian chooses it, or people at the desk for him.

use yew::prelude::*;
use yueli_components::{Choice, Segmented};
use yueli_i18n::Catalog;

/// What can be seen, with the words for it.
const SEES: [(&str, &str); 3] = [
    ("everything", "account-sees-everything"),
    ("not-adults", "account-sees-not-adults"),
    ("children", "account-sees-children"),
];

/// The choice between them; `onchosen` hears of the one that is taken, and under which key its words are.
pub fn choice(sees: &str, onchosen: Callback<(&'static str, &'static str)>, words: &Catalog) -> Html {
    let options: Vec<Choice> = SEES.iter().map(|(value, key)| Choice::new(*value, words.t(key))).collect();
    let onchange = Callback::from(move |chosen: AttrValue| {
        if let Some(found) = SEES.iter().find(|(value, _)| *value == chosen.as_str()) {
            onchosen.emit(*found);
        }
    });
    let selected = sees.to_owned();
    html! { <Segmented label={words.t("account-sees")} hide_label=true {options} {selected} {onchange} /> }
}
