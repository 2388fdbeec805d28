//! A line of text to be typed: its label is always in sight, and what is wrong with it stands below.

use web_sys::HtmlInputElement;
use yew::{prelude::*, props};

use crate::Icon;
use crate::id::use_id;

/// Props of [`TextField`].
#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// What is to be typed.
    pub label: AttrValue,
    /// How the form and the browser's own memory call it.
    pub name: AttrValue,
    /// The browser's word for what may be filled in: `username`, `current-password`, `off` ...
    #[prop_or(AttrValue::Static("off"))]
    pub autocomplete: AttrValue,
    /// Which keys a phone shows: `numeric`, `url` ...
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// What is typed is secret: it is shown as dots. With the words for showing it there is a switch.
    #[prop_or_default]
    pub secret: Option<AttrValue>,
    /// What helps to fill it in.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// What is wrong with it, and what to do.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// For reading what is typed, and for focusing it.
    #[prop_or_default]
    pub node_ref: NodeRef,
}

/// A line of text to be typed.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let id = use_id("field");
    let shown = use_state(bool::default);
    let note = format!("{id}-note");
    let described = (props.note.is_some() || props.error.is_some()).then(|| note.clone());
    let kind = if props.secret.is_some() && !*shown { "password" } else { "text" };
    let onchange = {
        let shown = shown.setter();
        Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            shown.set(input.is_some_and(|input| input.checked()));
        })
    };
    html! {
        <div class="text-field">
            <label for={id.clone()}>{ &props.label }</label>
            <input ref={props.node_ref.clone()} {id} type={kind} name={props.name.clone()} required=true
                autocomplete={props.autocomplete.clone()} inputmode={props.inputmode.clone()} spellcheck="false"
                autocapitalize="none" aria-invalid={props.error.is_some().then_some("true")} aria-describedby={described} />
            if let Some(words) = &props.secret {
                <label class="text-field-show"><input type="checkbox" checked={*shown} {onchange} />{ words }</label>
            }
            if let Some(error) = &props.error {
                <p class="text-field-error" id={note}>{ props!(Icon { name: "warning", small: true }) }{ error }</p>
            } else if let Some(text) = &props.note {
                <p class="soft t14" id={note}>{ text }</p>
            }
        </div>
    }
}

/// What is typed into a field, without the blanks around it.
pub fn typed(field: &NodeRef) -> String {
    field.cast::<HtmlInputElement>().map(|input| input.value().trim().to_owned()).unwrap_or_default()
}
