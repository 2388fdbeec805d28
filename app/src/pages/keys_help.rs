//! What the keys of the reader do.

use yew::prelude::*;
use yueli_i18n::Catalog;

/// Every key of the reader, and the key in the locales of what it does.
pub const KEYS: [(&str, &str); 16] = [
    ("→ ↓ PgDn", "keys-next"),
    ("← ↑ PgUp", "keys-previous"),
    ("[ ]", "keys-chapter"),
    ("t", "keys-contents"),
    ("/", "reader-search"),
    ("d", "keys-display"),
    ("+ −", "display-size"),
    ("b", "keys-bookmark"),
    ("m", "keys-mark"),
    ("n", "notes"),
    ("⌫", "keys-back"),
    ("↓ ↑", "keys-ruler"),
    ("⏎", "keys-picture"),
    ("h", "keys-bars"),
    ("Esc", "keys-close"),
    ("?", "keys-help"),
];

/// The keys of the reader, as a list.
pub fn keys_help(words: &Catalog) -> Html {
    html! {
        // The list is longer than a phone's screen: whoever has no pointer scrolls it with the arrow keys.
        <dl class="keys" tabindex="0">
            { for KEYS.iter().map(|(keys, does)| html! {
                <div key={*does}>
                    <dt>{ for keys.split(' ').map(|key| html! { <kbd>{ key }</kbd> }) }</dt>
                    <dd>{ words.t(does) }</dd>
                </div>
            }) }
        </dl>
    }
}
