//! What pages are built of.

use yew::{prelude::*, props};

use crate::id::use_id;
use crate::{Icon, Mark};

/// Props of [`Section`].
#[derive(Properties, PartialEq)]
pub struct SectionProps {
    /// The heading.
    pub title: AttrValue,
    /// A link at the end of the heading's line: where it leads.
    #[prop_or_default]
    pub action_href: Option<AttrValue>,
    /// The link's words.
    #[prop_or_default]
    pub action: AttrValue,
    /// What [`crate::follow`] makes.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// Anything else at the end of the heading's line.
    #[prop_or_default]
    pub end: Html,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// What stands in it.
    #[prop_or_default]
    pub children: Html,
}

/// A part of a page with its heading.
#[component]
pub fn Section(props: &SectionProps) -> Html {
    let id = use_id("sec");
    html! {
        <section class={classes!("sec", props.class.clone())} aria-labelledby={id.clone()}>
            <header>
                <h2 {id}>{ &props.title }</h2>
                if let Some(href) = &props.action_href {
                    <a href={href} onclick={props.onclick.clone()}>
                        { &props.action }{ props!(Icon { name: "chevron-right", small: true, directional: true }) }
                    </a>
                }
                { props.end.clone() }
            </header>
            { props.children.clone() }
        </section>
    }
}

/// The head of a page.
#[derive(Properties, PartialEq)]
pub struct PageHeader {
    /// The page's heading. Without one, the library's name stands here (and the page has its heading elsewhere).
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The library's name.
    #[prop_or_default]
    pub library: AttrValue,
    /// The app's name, small below it.
    #[prop_or_default]
    pub app_name: AttrValue,
    /// Where the library's name leads.
    #[prop_or(AttrValue::Static("/"))]
    pub home_href: AttrValue,
    /// What [`crate::follow`] makes.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// A search field; shown here on desktop only.
    #[prop_or_default]
    pub search: Html,
    /// Icon buttons.
    #[prop_or_default]
    pub actions: Html,
}

impl From<PageHeader> for Html {
    fn from(props: PageHeader) -> Self {
        html! {
            <header class="top">
                if let Some(title) = props.title {
                    <h1>{ title }</h1>
                } else {
                    <a class="top-library" href={props.home_href} onclick={props.onclick}>
                        { props!(Mark {}) }
                        <span>{ props.library }<small>{ props.app_name }</small></span>
                    </a>
                }
                <div class="top-search">{ props.search }</div>
                <div class="top-end">{ props.actions }</div>
            </header>
        }
    }
}

/// The one way back.
#[derive(Properties, PartialEq)]
pub struct Crumb {
    /// Where it leads.
    pub href: AttrValue,
    /// The words.
    pub text: AttrValue,
    /// What [`crate::follow`] makes.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
}

impl From<Crumb> for Html {
    fn from(props: Crumb) -> Self {
        html! {
            <p class="crumb">
                <a href={props.href} onclick={props.onclick}>
                    { props!(Icon { name: "chevron-left", small: true, directional: true }) }{ props.text }
                </a>
            </p>
        }
    }
}

/// More, for whoever wants it.
#[derive(Properties, PartialEq)]
pub struct Disclosure {
    /// What is seen while it is closed.
    pub summary: AttrValue,
    /// Open at first.
    #[prop_or_default]
    pub open: bool,
    /// What it discloses.
    #[prop_or_default]
    pub children: Html,
}

impl From<Disclosure> for Html {
    fn from(props: Disclosure) -> Self {
        html! {
            <details class="more" open={props.open}>
                <summary>
                    { props!(Icon { name: "chevron-right", small: true, directional: true }) }{ props.summary }
                </summary>
                <div>{ props.children }</div>
            </details>
        }
    }
}

/// One setting, ruled off from the next.
#[derive(Properties, PartialEq)]
pub struct SettingRow {
    /// What the setting does for the reader.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// The control: a [`crate::Segmented`], [`crate::Stepper`], [`crate::Select`], [`crate::Switch`] or
    /// [`crate::Swatches`].
    pub control: Html,
}

impl From<SettingRow> for Html {
    fn from(props: SettingRow) -> Self {
        html! {
            <div class="setting">
                { props.control }
                if let Some(note) = props.note { <p class="faint">{ note }</p> }
            </div>
        }
    }
}
