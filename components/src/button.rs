//! What is pressed, and what states a fact in a word.

use yew::{prelude::*, props};

use crate::Icon;
use crate::id::use_id;

/// How much a button asks for attention. One primary in a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// Filled: the one thing to do here.
    Primary,
    /// Outlined.
    #[default]
    Secondary,
    /// Text only.
    Quiet,
}

/// Props of [`Button`].
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// How much it asks for attention.
    #[prop_or_default]
    pub kind: ButtonKind,
    /// Smaller letters; the target stays 44 px.
    #[prop_or_default]
    pub small: bool,
    /// As wide as there is room.
    #[prop_or_default]
    pub wide: bool,
    /// An icon before the words.
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    /// Called with the click. For a link, what [`crate::follow`] makes.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// An address makes it a link.
    #[prop_or_default]
    pub href: Option<AttrValue>,
    /// Why it can't be pressed now. It stays reachable, and the reason stands beside it.
    #[prop_or_default]
    pub disabled_reason: Option<AttrValue>,
    /// The accessible name, where the words alone don't say which book it is about.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Submits the form that it stands in.
    #[prop_or_default]
    pub submit: bool,
    /// For the element that has to be focused by others.
    #[prop_or_default]
    pub node_ref: NodeRef,
    /// The words.
    #[prop_or_default]
    pub children: Html,
}

/// A button, or a link that looks like one.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let why = use_id("why");
    let class = classes!(
        "btn",
        match props.kind {
            ButtonKind::Primary => None,
            ButtonKind::Secondary => Some("btn-two"),
            ButtonKind::Quiet => Some("btn-quiet"),
        },
        props.small.then_some("btn-s"),
        props.wide.then_some("btn-wide"),
    );
    let content = html! {
        <>
            if let Some(name) = &props.icon { { props!(Icon { name: name.clone(), small: true }) } }
            <span>{ props.children.clone() }</span>
        </>
    };
    let label = props.label.clone();
    let onclick = props.onclick.clone();
    let node_ref = props.node_ref.clone();
    if let Some(reason) = &props.disabled_reason {
        return html! {
            <span class={classes!("btn-why", props.wide.then_some("btn-wide"))}>
                <button type="button" ref={node_ref} {class} aria-disabled="true" aria-label={label}
                    aria-describedby={why.clone()}>{ content }</button>
                <span id={why}>{ reason }</span>
            </span>
        };
    }
    match &props.href {
        Some(href) => html! {
            <a ref={node_ref} {class} href={href} aria-label={label} {onclick}>{ content }</a>
        },
        None => html! {
            <button ref={node_ref} type={if props.submit { "submit" } else { "button" }} {class} aria-label={label}
                {onclick}>{ content }</button>
        },
    }
}

/// A square button with an icon or a letter, 44 px each way.
#[derive(Properties, PartialEq)]
pub struct IconButton {
    /// The icon; or `text`.
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    /// One or two letters instead of an icon, such as “文” or “Aa”.
    #[prop_or_default]
    pub text: Option<AttrValue>,
    /// The accessible name, also shown as a tip.
    pub label: AttrValue,
    /// Called with the click.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// An address makes it a link.
    #[prop_or_default]
    pub href: Option<AttrValue>,
    /// For a button that stays pressed.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// For a button that opens something.
    #[prop_or_default]
    pub expanded: Option<bool>,
    /// The id of what it opens.
    #[prop_or_default]
    pub controls: Option<AttrValue>,
    /// The icon points the other way where text runs from right to left.
    #[prop_or_default]
    pub directional: bool,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
}

impl From<IconButton> for Html {
    fn from(props: IconButton) -> Self {
        let IconButton { label, onclick, directional, .. } = props;
        let content = match (props.icon, props.text) {
            (Some(name), _) => props!(Icon { name, directional }).into(),
            (None, Some(text)) => html! { <b aria-hidden="true">{ text }</b> },
            (None, None) => Self::default(),
        };
        let class = classes!("ib", props.class);
        match props.href {
            Some(href) => html! {
                <a {class} {href} aria-label={label.clone()} title={label} {onclick}>{ content }</a>
            },
            None => html! {
                <button type="button" {class} aria-label={label.clone()} title={label}
                    aria-pressed={props.pressed.map(|on| on.to_string())}
                    aria-expanded={props.expanded.map(|on| on.to_string())}
                    aria-controls={props.controls} {onclick}>{ content }</button>
            },
        }
    }
}

/// A rectangle that is on or off.
#[derive(Properties, PartialEq)]
pub struct Chip {
    /// The words.
    pub text: AttrValue,
    /// Whether it is chosen.
    #[prop_or_default]
    pub selected: bool,
    /// An icon before the words.
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    /// Chosen, it shows a cross and is named by this: “Take off the filter Poetry”.
    #[prop_or_default]
    pub remove_label: Option<AttrValue>,
    /// Called with the click.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// An address makes it a link.
    #[prop_or_default]
    pub href: Option<AttrValue>,
}

impl From<Chip> for Html {
    fn from(props: Chip) -> Self {
        let Chip { text, selected, onclick, .. } = props;
        let label = props.remove_label.filter(|_| selected);
        let content = html! {
            <>
                if let Some(name) = props.icon { { props!(Icon { name, small: true }) } }
                <span>{ text }</span>
                if label.is_some() { { props!(Icon { name: "close", small: true }) } }
            </>
        };
        match props.href {
            Some(href) => html! {
                <a key={href.to_string()} class="chip" {href} aria-current={selected.then_some("true")} aria-label={label}
                    {onclick}>{ content }</a>
            },
            None => html! {
                <button type="button" class="chip" aria-pressed={selected.to_string()} aria-label={label}
                    {onclick}>{ content }</button>
            },
        }
    }
}

/// What a word is about: whether it is good news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Neither.
    #[default]
    Plain,
    /// Available, done.
    Positive,
    /// Wait, take care.
    Caution,
    /// Failed.
    Danger,
}

impl Tone {
    pub(crate) fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Positive => Some("is-ok"),
            Self::Caution => Some("is-wait"),
            Self::Danger => Some("is-bad"),
        }
    }
}

/// A state in words.
#[derive(Properties, PartialEq)]
pub struct Tag {
    /// Whether it is good news.
    #[prop_or_default]
    pub tone: Tone,
    /// The words.
    pub text: AttrValue,
}

impl From<Tag> for Html {
    fn from(props: Tag) -> Self {
        html! { <span class={classes!("tag", props.tone.class())}>{ props.text }</span> }
    }
}

/// A date stamp.
#[derive(Properties, PartialEq)]
pub struct Stamp {
    /// The date.
    pub text: AttrValue,
    /// A word below it.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Not soon: in soft ink.
    #[prop_or_default]
    pub calm: bool,
}

impl From<Stamp> for Html {
    fn from(props: Stamp) -> Self {
        html! {
            <span class={classes!("stamp", props.calm.then_some("stamp-calm"))}>
                { props.text }
                if let Some(note) = props.note { <small>{ note }</small> }
            </span>
        }
    }
}
