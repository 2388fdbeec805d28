//! What can be done with chosen words: a row of buttons beside them, and what highlights are drawn with.

use web_sys::{Element, HtmlElement, wasm_bindgen::JsCast};
use yew::{prelude::*, props};

use crate::{Icon, List, choice::radio, id::use_id};

/// Letters as a pen marks them.
#[derive(Properties, PartialEq)]
pub struct PenSample {
    /// The pen: `amber`, `green`, `blue` or `red`.
    pub pen: AttrValue,
    /// What it draws: `solid`, `underline`, `dotted` or `wavy`.
    pub line: AttrValue,
    /// The letters: “文” or “Aa”.
    #[prop_or(AttrValue::Static("文"))]
    pub sample: AttrValue,
}

impl From<PenSample> for Html {
    fn from(props: PenSample) -> Self {
        html! {
            <span class="pen" data-pen={props.pen} data-line={props.line} aria-hidden="true">{ props.sample }</span>
        }
    }
}

/// A button of a toolbar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ToolbarItem {
    /// What the callback gets.
    pub value: AttrValue,
    /// Its name.
    pub label: AttrValue,
    /// Its icon.
    pub icon: Option<AttrValue>,
    /// A pen and what it draws, instead of an icon.
    pub pen: Option<(AttrValue, AttrValue)>,
}

/// Props of [`Toolbar`].
#[derive(Properties, PartialEq)]
pub struct ToolbarProps {
    /// Its name.
    pub label: AttrValue,
    /// The buttons.
    pub items: List<ToolbarItem>,
    /// The letters of pens.
    #[prop_or(AttrValue::Static("文"))]
    pub sample: AttrValue,
    /// It takes the focus: whoever opened it has no pointer.
    #[prop_or_default]
    pub focused: bool,
    /// Custom properties that say where it stands.
    #[prop_or_default]
    pub style: Option<AttrValue>,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// Called with a value.
    pub onselect: Callback<AttrValue>,
    /// Called for Escape.
    pub onclose: Callback<()>,
}

/// A row of buttons with one stop for the Tab key; arrows go from one to the next.
///
/// Source: WAI-ARIA Authoring Practices, the toolbar pattern.
#[component]
pub fn Toolbar(props: &ToolbarProps) -> Html {
    let at = use_state(usize::default);
    let row = use_node_ref();
    use_effect_with((props.focused, row.clone()), |(focused, row)| {
        if *focused {
            focus(row, 0);
        }
    });
    let onkeydown = {
        let (at, row, onclose, count) = (at.clone(), row.clone(), props.onclose.clone(), props.items.len());
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => (*at + 1) % count.max(1),
                "ArrowLeft" | "ArrowUp" => (*at + count.saturating_sub(1)) % count.max(1),
                "Home" => 0,
                "End" => count.saturating_sub(1),
                "Escape" => {
                    event.stop_propagation();
                    event.prevent_default();
                    onclose.emit(());
                    return;
                }
                _ => return,
            };
            event.stop_propagation();
            event.prevent_default();
            at.set(to);
            focus(&row, to);
        })
    };
    let button = |(index, item): (usize, &ToolbarItem)| {
        let (onselect, value) = (props.onselect.clone(), item.value.clone());
        let onclick = Callback::from(move |_: MouseEvent| onselect.emit(value.clone()));
        let tabindex = if index == *at { "0" } else { "-1" };
        html! {
            <button key={item.value.to_string()} type="button" class="ib" {tabindex} aria-label={item.label.clone()}
                title={item.label.clone()} {onclick}>
                if let Some((pen, line)) = &item.pen {
                    { props!(PenSample { pen: pen.clone(), line: line.clone(), sample: props.sample.clone() }) }
                }
                if let Some(name) = &item.icon { { props!(Icon { name: name.clone() }) } }
            </button>
        }
    };
    // A press must not take the choice away that the buttons are about.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div class={classes!("toolbar", props.class.clone())} role="toolbar" aria-label={props.label.clone()} ref={row}
            style={props.style.clone()} {onkeydown} {onmousedown}>
            { for props.items.iter().enumerate().map(button) }
        </div>
    }
}

fn focus(row: &NodeRef, index: usize) {
    let button = row.cast::<Element>().and_then(|row| row.children().item(index as u32));
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

/// One way of marking.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PenChoice {
    /// What the callback gets.
    pub value: AttrValue,
    /// The words.
    pub label: AttrValue,
    /// The pen.
    pub pen: AttrValue,
    /// What it draws.
    pub line: AttrValue,
}

/// Props of [`Pens`].
#[derive(Properties, PartialEq)]
pub struct PensProps {
    /// What is chosen here.
    pub label: AttrValue,
    /// The ways to choose from.
    pub options: List<PenChoice>,
    /// The value of the one that is chosen.
    pub selected: AttrValue,
    /// The letters to try it with: “文” or “Aa”.
    #[prop_or(AttrValue::Static("文"))]
    pub sample: AttrValue,
    /// Called with a value.
    pub onchange: Callback<AttrValue>,
}

/// Pens, or what they draw, to choose one of.
#[component]
pub fn Pens(props: &PensProps) -> Html {
    let name = use_id("pen");
    let options = props.options.iter().map(|option| {
        let chosen = option.value == props.selected;
        let (pen, line, sample) = (option.pen.clone(), option.line.clone(), props.sample.clone());
        html! {
            <label key={option.value.to_string()} class="paper">
                { radio(&name, &option.value, chosen, &props.onchange) }
                <span>{ props!(PenSample { pen, line, sample }) }{ &option.label }</span>
            </label>
        }
    });
    html! {
        <div class="field-row" role="radiogroup" aria-label={props.label.clone()}>
            <span class="field-label" aria-hidden="true">{ &props.label }</span>
            <div class="papers">{ for options }</div>
        </div>
    }
}
