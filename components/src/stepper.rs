//! A value that goes up and down by steps.

use yew::{prelude::*, props};

use crate::Icon;
use crate::id::use_id;

/// Props of [`Stepper`].
#[derive(Properties, PartialEq)]
pub struct StepperProps {
    /// What is changed here.
    pub label: AttrValue,
    /// The value, in words.
    pub value_text: AttrValue,
    /// “Smaller letters”.
    pub minus_label: AttrValue,
    /// “Larger letters”.
    pub plus_label: AttrValue,
    /// The icon of less.
    #[prop_or(AttrValue::Static("minus"))]
    pub minus_icon: AttrValue,
    /// The icon of more.
    #[prop_or(AttrValue::Static("plus"))]
    pub plus_icon: AttrValue,
    /// A letter on both buttons, small and large, instead of icons.
    #[prop_or_default]
    pub letter: Option<AttrValue>,
    /// Called for less.
    #[prop_or_default]
    pub on_minus: Callback<()>,
    /// Called for more.
    #[prop_or_default]
    pub on_plus: Callback<()>,
    /// It can't get less.
    #[prop_or_default]
    pub at_min: bool,
    /// It can't get more.
    #[prop_or_default]
    pub at_max: bool,
    /// Said at either end: “That's the largest.”
    #[prop_or_default]
    pub limit_text: Option<AttrValue>,
}

/// Less, the value, more. At an end the button stays where it is and says why it does nothing.
#[component]
pub fn Stepper(props: &StepperProps) -> Html {
    let label = use_id("step");
    let note = use_id("limit");
    let limit = props.limit_text.clone().filter(|_| props.at_min || props.at_max);
    let button = |plus: bool| {
        let (name, icon, ended, call) = if plus {
            (&props.plus_label, &props.plus_icon, props.at_max, &props.on_plus)
        } else {
            (&props.minus_label, &props.minus_icon, props.at_min, &props.on_minus)
        };
        let call = call.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if !ended {
                call.emit(());
            }
        });
        html! {
            <button type="button" aria-label={name.clone()} title={name.clone()} {onclick}
                aria-disabled={ended.then_some("true")}
                aria-describedby={(ended && limit.is_some()).then(|| note.clone())}>
                if let Some(letter) = &props.letter {
                    <b aria-hidden="true" class={if plus { "step-large" } else { "step-small" }}>{ letter }</b>
                } else {
                    { props!(Icon { name: icon.clone() }) }
                }
            </button>
        }
    };
    html! {
        <div class="field-row" role="group" aria-labelledby={label.clone()}>
            <span class="field-label" id={label}>{ &props.label }</span>
            <div class="step">
                { button(false) }
                <output class="num">{ &props.value_text }</output>
                { button(true) }
            </div>
            if let Some(limit) = &limit { <span id={note.clone()} class="vh" role="status">{ limit }</span> }
        </div>
    }
}
