//! Fields: search, a list to choose from, and a switch.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{prelude::*, props};

use crate::id::use_id;
use crate::{Choice, Icon, IconButton, List};

/// Props of [`SearchField`].
#[derive(Properties, PartialEq)]
pub struct SearchFieldProps {
    /// What is searched; heard, not seen.
    pub label: AttrValue,
    /// What can be typed.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// What is typed.
    #[prop_or_default]
    pub value: AttrValue,
    /// Called with every change.
    #[prop_or_default]
    pub oninput: Callback<AttrValue>,
    /// Called with what is typed when it is sent off.
    #[prop_or_default]
    pub onsubmit: Callback<AttrValue>,
    /// Called when it is cleared.
    #[prop_or_default]
    pub onclear: Callback<()>,
    /// The name of the button that clears.
    pub clear_label: AttrValue,
    /// It has the focus as soon as the sheet that it stands in opens.
    #[prop_or_default]
    pub autofocus: bool,
    /// For focusing it.
    #[prop_or_default]
    pub node_ref: NodeRef,
}

/// A field to search with, as its own landmark.
#[component]
pub fn SearchField(props: &SearchFieldProps) -> Html {
    let id = use_id("search");
    let input = props.node_ref.clone();
    let oninput = props.oninput.reform(|event: InputEvent| typed(event.target_dyn_into()));
    let onsubmit = {
        let (onsubmit, input) = (props.onsubmit.clone(), input.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            onsubmit.emit(typed(input.cast()));
        })
    };
    let onclear = {
        let (onclear, input) = (props.onclear.clone(), input.clone());
        Callback::from(move |_: MouseEvent| {
            onclear.emit(());
            if let Some(input) = input.cast::<HtmlInputElement>() {
                let _ = input.focus();
            }
        })
    };
    html! {
        <form class="search" role="search" aria-label={props.label.clone()} {onsubmit}>
            <label class="vh" for={id.clone()}>{ &props.label }</label>
            { props!(Icon { name: "search" }) }
            <input ref={input} {id} type="search" enterkeyhint="search" autocomplete="off" spellcheck="false"
                autofocus={props.autofocus} placeholder={props.placeholder.clone()} value={props.value.clone()} {oninput} />
            if !props.value.is_empty() {
                { props!(IconButton { icon: "close", label: props.clear_label.clone(), onclick: onclear }) }
            }
        </form>
    }
}

fn typed(input: Option<HtmlInputElement>) -> AttrValue {
    input.map(|input| AttrValue::from(input.value())).unwrap_or_default()
}

/// Props of [`Select`].
#[derive(Properties, PartialEq)]
pub struct SelectProps {
    /// What is chosen here.
    pub label: AttrValue,
    /// The label stands before the field, small, instead of in its own column.
    #[prop_or_default]
    pub inline: bool,
    /// The options.
    pub options: List<Choice>,
    /// The value of the one that is chosen.
    pub selected: AttrValue,
    /// Called with a value.
    #[prop_or_default]
    pub onchange: Callback<AttrValue>,
}

/// The platform's own list to choose from.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let id = use_id("select");
    let onchange = props.onchange.reform(|event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        select.map(|select| AttrValue::from(select.value())).unwrap_or_default()
    });
    html! {
        <div class={classes!("field-row", props.inline.then_some("field-inline"))}>
            <label class="field-label" for={id.clone()}>{ &props.label }</label>
            <span class="select">
                <select {id} {onchange}>
                    { for props.options.iter().map(|option| html! {
                        <option key={option.value.to_string()} value={option.value.clone()}
                            lang={option.language.clone()} selected={option.value == props.selected}>
                            { &option.label }
                        </option>
                    }) }
                </select>
                { props!(Icon { name: "chevron-down", small: true }) }
            </span>
        </div>
    }
}

/// Props of [`Switch`].
#[derive(Properties, PartialEq)]
pub struct SwitchProps {
    /// What is switched.
    pub label: AttrValue,
    /// What it does for the reader.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Whether it is on.
    pub on: bool,
    /// Called with the new state.
    #[prop_or_default]
    pub onchange: Callback<bool>,
}

/// On or off, at once.
#[component]
pub fn Switch(props: &SwitchProps) -> Html {
    let id = use_id("switch");
    let note = format!("{id}-note");
    let onchange = props.onchange.reform(|event: Event| {
        event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked())
    });
    html! {
        <label class="switch" for={id.clone()}>
            <span class="switch-text">
                { &props.label }
                if let Some(text) = &props.note { <small id={note.clone()}>{ text }</small> }
            </span>
            <input type="checkbox" role="switch" id={id.clone()} checked={props.on} {onchange}
                aria-label={props.label.clone()} aria-describedby={props.note.is_some().then_some(note)} />
        </label>
    }
}
