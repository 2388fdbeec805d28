//! What has happened.

use yew::{prelude::*, props};

use crate::id::use_id;
use crate::{Button, Icon, IconButton, Tone, clicked};

/// What a toast offers to do.
#[derive(Debug, Clone, PartialEq)]
pub struct ToastAction {
    /// The words: “Undo”.
    pub label: AttrValue,
    /// Called when it is pressed.
    pub onclick: Callback<MouseEvent>,
}

/// A line that says what was just done.
#[derive(Properties, PartialEq)]
pub struct Toast {
    /// One line.
    pub text: AttrValue,
    /// One action; with one, it should stay until it is dismissed.
    #[prop_or_default]
    pub action: Option<ToastAction>,
    /// The name of the button that dismisses it.
    pub dismiss_label: AttrValue,
    /// Called when it is dismissed.
    #[prop_or_default]
    pub ondismiss: Callback<()>,
}

impl From<Toast> for Html {
    fn from(props: Toast) -> Self {
        let ondismiss = clicked(&props.ondismiss);
        html! {
            <div class="toast">
                <p>{ props.text }</p>
                if let Some(action) = props.action {
                    <button type="button" class="toast-action" onclick={action.onclick}>{ action.label }</button>
                }
                { props!(IconButton { icon: "close", label: props.dismiss_label, onclick: ondismiss }) }
            </div>
        }
    }
}

/// Where toasts appear. It is always on the page, so that they are heard.
#[derive(Properties, PartialEq)]
pub struct ToastRegion {
    /// The toast, if there is one.
    #[prop_or_default]
    pub toast: Option<Toast>,
}

impl From<ToastRegion> for Html {
    fn from(props: ToastRegion) -> Self {
        html! { <div class="toasts" role="status">{ for props.toast }</div> }
    }
}

/// A state that lasts: offline, an update, a book that is ready.
#[derive(Properties, PartialEq)]
pub struct Banner {
    /// Whether it is good news.
    #[prop_or_default]
    pub tone: Tone,
    /// The icon.
    #[prop_or(AttrValue::Static("info"))]
    pub icon: AttrValue,
    /// What it says.
    pub text: AttrValue,
    /// More, below it and smaller.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// A button or two.
    #[prop_or_default]
    pub actions: Html,
}

impl From<Banner> for Html {
    fn from(props: Banner) -> Self {
        html! {
            <div class={classes!("banner", props.tone.class())} role="status">
                { props!(Icon { name: props.icon }) }
                <p>{ props.text }if let Some(note) = props.note { <small>{ note }</small> }</p>
                { props.actions }
            </div>
        }
    }
}

/// Nothing is here, and what to do about it.
#[derive(Properties, PartialEq)]
pub struct EmptyState {
    /// One sentence.
    pub sentence: AttrValue,
    /// What to do, in plain words.
    #[prop_or_default]
    pub advice: Option<AttrValue>,
    /// One action: a [`Button`].
    #[prop_or_default]
    pub action: Html,
}

impl From<EmptyState> for Html {
    fn from(props: EmptyState) -> Self {
        html! {
            <div class="empty">
                <p class="serif">{ props.sentence }</p>
                if let Some(advice) = props.advice { <p class="soft">{ advice }</p> }
                { props.action }
            </div>
        }
    }
}

/// Props of [`ErrorState`].
#[derive(Properties, PartialEq)]
pub struct ErrorStateProps {
    /// What happened.
    pub title: AttrValue,
    /// What is safe, and what to do.
    pub advice: AttrValue,
    /// “Try again”; without it there is no such button.
    #[prop_or_default]
    pub retry: Option<AttrValue>,
    /// Called to try again.
    #[prop_or_default]
    pub onretry: Callback<MouseEvent>,
    /// The heading's level, for the accessible outline.
    #[prop_or(2)]
    pub level: u8,
    /// Further ways out, and details.
    #[prop_or_default]
    pub children: Html,
}

/// What happened, what is safe, what to do.
#[component]
pub fn ErrorState(props: &ErrorStateProps) -> Html {
    let id = use_id("error");
    html! {
        <section class="error" role="alert" aria-labelledby={id.clone()}>
            { props!(Icon { name: "warning" }) }
            <div>
                <div {id} class="error-title serif" role="heading" aria-level={props.level.to_string()}>
                    { &props.title }
                </div>
                <p class="soft">{ &props.advice }</p>
                <div class="error-actions">
                    if let Some(retry) = &props.retry {
                        <Button icon="retry" onclick={props.onretry.clone()}>{ retry }</Button>
                    }
                    { props.children.clone() }
                </div>
            </div>
        </section>
    }
}
