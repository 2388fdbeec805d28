//! What narrows a list down.

use yew::{prelude::*, props};

use crate::id::use_id;
use crate::{Icon, List};

/// One way to narrow a list down.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FacetOption {
    /// The words.
    pub label: AttrValue,
    /// How many there are, as a number to be seen.
    pub count: Option<AttrValue>,
    /// Whether it is chosen.
    pub selected: bool,
    /// The list with it, or, where it is chosen, without it.
    pub href: AttrValue,
}

/// Props of [`FacetGroup`].
#[derive(Properties, PartialEq)]
pub struct FacetGroupProps {
    /// What the options have in common.
    pub title: AttrValue,
    /// The options.
    pub options: List<FacetOption>,
    /// What [`crate::follow`] makes.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// How many are shown at first.
    #[prop_or(7)]
    pub limit: usize,
    /// “Show all”.
    #[prop_or_default]
    pub more_label: AttrValue,
    /// “Show fewer”.
    #[prop_or_default]
    pub fewer_label: AttrValue,
}

/// A titled group of links that look like boxes to tick: each leads to the narrowed list.
#[component]
pub fn FacetGroup(props: &FacetGroupProps) -> Html {
    let id = use_id("facet");
    let all = use_state(bool::default);
    let long = props.options.len() > props.limit + 1 && !props.more_label.is_empty();
    let options = props
        .options
        .iter()
        .enumerate()
        .filter(|(index, option)| !long || *all || *index < props.limit || option.selected)
        .map(|(_, option)| html! {
            <li key={option.label.to_string()}>
                <a class="facet" href={option.href.clone()} aria-current={option.selected.then_some("true")}
                    onclick={props.onclick.clone()}>
                    <span class="tick" aria-hidden="true">
                        if option.selected { { props!(Icon { name: "check", small: true }) } }
                    </span>
                    <span class="facet-label">{ &option.label }</span>
                    if let Some(count) = &option.count { <span class="soft num">{ count }</span> }
                </a>
            </li>
        });
    let toggle = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(!*all))
    };
    html! {
        <section class="facets" aria-labelledby={id.clone()}>
            <h2 {id}>{ &props.title }</h2>
            <ul role="list">{ for options }</ul>
            if long {
                <button type="button" class="btn btn-quiet btn-s" aria-expanded={all.to_string()} onclick={toggle}>
                    { if *all { &props.fewer_label } else { &props.more_label } }
                </button>
            }
        </section>
    }
}
