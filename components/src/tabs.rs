//! Tabs.

use web_sys::HtmlElement;
use web_sys::wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::id::use_id;
use crate::{Choice, List};

/// Props of [`Tabs`].
#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// What the tabs divide.
    pub label: AttrValue,
    /// The tabs.
    pub tabs: List<Choice>,
    /// The value of the one that is open.
    pub selected: AttrValue,
    /// Called with a value.
    #[prop_or_default]
    pub onchange: Callback<AttrValue>,
    /// What the open tab shows.
    #[prop_or_default]
    pub children: Html,
}

/// Tabs and the panel of the one that is open. Arrow keys, Home and End move between them.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let id = use_id("tabs");
    let list = use_node_ref();
    let onkeydown = {
        let (tabs, selected, onchange, list) =
            (props.tabs.clone(), props.selected.clone(), props.onchange.clone(), list.clone());
        Callback::from(move |event: KeyboardEvent| {
            let at = tabs.iter().position(|tab| tab.value == selected).unwrap_or_default();
            let Some(to) = step(&event.key(), at, tabs.len(), runs_back(&list)) else { return };
            event.prevent_default();
            onchange.emit(tabs[to].value.clone());
            let to = u32::try_from(to).unwrap_or_default();
            let tab = list.cast::<HtmlElement>().and_then(|list| list.children().item(to));
            if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
                let _ = tab.focus();
            }
        })
    };
    let panel = format!("{id}-panel");
    let tabs = props.tabs.iter().enumerate().map(|(index, tab)| {
        let open = tab.value == props.selected;
        let (onchange, value) = (props.onchange.clone(), tab.value.clone());
        let onclick = Callback::from(move |_: MouseEvent| onchange.emit(value.clone()));
        html! {
            <button key={tab.value.to_string()} type="button" role="tab" id={format!("{id}-{index}")} {onclick}
                aria-selected={open.to_string()} aria-controls={open.then(|| panel.clone())}
                tabindex={if open { "0" } else { "-1" }} lang={tab.language.clone()}>{ &tab.label }</button>
        }
    });
    let at = props.tabs.iter().position(|tab| tab.value == props.selected).unwrap_or_default();
    html! {
        <>
            <div class="tabs" role="tablist" aria-label={props.label.clone()} ref={list} {onkeydown}>{ for tabs }</div>
            <div role="tabpanel" class="tab-panel" id={panel.clone()} aria-labelledby={format!("{id}-{at}")}>
                { props.children.clone() }
            </div>
        </>
    }
}

fn runs_back(list: &NodeRef) -> bool {
    list.cast::<HtmlElement>().is_some_and(|list| list.matches(":dir(rtl)").unwrap_or(false))
}

/// Where a key leads from tab `at` of `count`.
fn step(key: &str, at: usize, count: usize, rtl: bool) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (key, rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) => Some(if at >= last { 0 } else { at + 1 }),
        ("ArrowLeft", false) | ("ArrowRight", true) => Some(if at == 0 { last } else { at - 1 }),
        ("Home", _) => Some(0),
        ("End", _) => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn keys_go_round() {
        assert_eq!(step("ArrowRight", 2, 3, false), Some(0));
        assert_eq!(step("ArrowLeft", 0, 3, false), Some(2));
        assert_eq!(step("ArrowLeft", 0, 3, true), Some(1));
        assert_eq!(step("End", 0, 3, false), Some(2));
        assert_eq!(step("a", 0, 3, false), None);
        assert_eq!(step("Home", 0, 0, false), None);
    }
}
