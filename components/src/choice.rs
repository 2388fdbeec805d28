//! One of several: segments and paper colours. Both are native radio buttons, so arrow keys work as people expect.

use web_sys::HtmlInputElement;
use yew::{prelude::*, props};

use crate::id::use_id;
use crate::{Icon, List};

/// One option.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choice {
    /// What the callback gets.
    pub value: AttrValue,
    /// The words.
    pub label: AttrValue,
    /// An icon before them.
    pub icon: Option<AttrValue>,
    /// The words' language, where it isn't the page's.
    pub language: Option<AttrValue>,
}

impl Choice {
    /// An option of words alone.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), label: label.into(), icon: None, language: None }
    }

    /// The same with an icon.
    #[must_use]
    pub fn icon(mut self, name: impl Into<AttrValue>) -> Self {
        self.icon = Some(name.into());
        self
    }

    /// The same in another language.
    #[must_use]
    pub fn language(mut self, tag: impl Into<AttrValue>) -> Self {
        self.language = Some(tag.into());
        self
    }
}

/// Props of [`Segmented`].
#[derive(Properties, PartialEq)]
pub struct SegmentedProps {
    /// What is chosen here.
    pub label: AttrValue,
    /// The label is only heard; something else on the page shows it.
    #[prop_or_default]
    pub hide_label: bool,
    /// The options, two to four of them.
    pub options: List<Choice>,
    /// The value of the one that is chosen.
    pub selected: AttrValue,
    /// Called with a value.
    #[prop_or_default]
    pub onchange: Callback<AttrValue>,
}

/// A few options side by side.
#[component]
pub fn Segmented(props: &SegmentedProps) -> Html {
    let name = use_id("seg");
    let options = props.options.iter().map(|option| {
        let chosen = option.value == props.selected;
        html! {
            <label key={option.value.to_string()} class="seg-option" lang={option.language.clone()}>
                { radio(&name, &option.value, chosen, &props.onchange) }
                <span>
                    if let Some(icon) = &option.icon { { props!(Icon { name: icon.clone(), small: true }) } }
                    { &option.label }
                </span>
            </label>
        }
    });
    html! {
        <div class={classes!("field-row", props.hide_label.then_some("no-label"))} role="radiogroup"
            aria-label={props.label.clone()}>
            <span class="field-label" aria-hidden="true">{ &props.label }</span>
            <div class="seg">{ for options }</div>
        </div>
    }
}

/// Props of [`Swatches`].
#[derive(Properties, PartialEq)]
pub struct SwatchesProps {
    /// What is chosen here: “Paper”.
    pub label: AttrValue,
    /// The label is only heard; something else on the page shows it.
    #[prop_or_default]
    pub hide_label: bool,
    /// The papers. A value of `light`, `sepia`, `dark` or `contrast` is painted in that theme.
    pub options: List<Choice>,
    /// The value of the one that is chosen.
    pub selected: AttrValue,
    /// The letters to try it with: “文” or “Aa”.
    #[prop_or(AttrValue::Static("文"))]
    pub sample: AttrValue,
    /// Called with a value.
    #[prop_or_default]
    pub onchange: Callback<AttrValue>,
}

/// Paper colours.
#[component]
pub fn Swatches(props: &SwatchesProps) -> Html {
    let name = use_id("paper");
    let options = props.options.iter().map(|option| {
        let chosen = option.value == props.selected;
        let painted = matches!(option.value.as_str(), "light" | "sepia" | "dark" | "contrast");
        html! {
            <label key={option.value.to_string()} class="paper" data-theme={painted.then(|| option.value.clone())}>
                { radio(&name, &option.value, chosen, &props.onchange) }
                <span><b aria-hidden="true">{ &props.sample }</b>{ &option.label }</span>
            </label>
        }
    });
    html! {
        <div class={classes!("field-row", props.hide_label.then_some("no-label"))} role="radiogroup"
            aria-label={props.label.clone()}>
            <span class="field-label" aria-hidden="true">{ &props.label }</span>
            <div class="papers">{ for options }</div>
        </div>
    }
}

pub(crate) fn radio(
    name: &AttrValue,
    value: &AttrValue,
    checked: bool,
    onchange: &Callback<AttrValue>,
) -> Html {
    let onchange = onchange.reform(|event: Event| {
        event
            .target_dyn_into::<HtmlInputElement>()
            .map(|input| AttrValue::from(input.value()))
            .unwrap_or_default()
    });
    html! { <input type="radio" class="vh" name={name.clone()} value={value.clone()} {checked} {onchange} /> }
}
