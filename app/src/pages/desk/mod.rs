//! The librarian's desk: who has a card, what goes out and comes back, what is to be put aside, what could not be read.
//! A scanner is a keyboard: every field takes what was scanned when Enter is pressed, and is ready for the next.

mod counter;
mod lists;
mod person;
mod search;

use web_sys::HtmlInputElement;
use yew::{prelude::*, props};
use yueli_components::{Button, Choice, EmptyState, Tabs, TextField, typed};
use yueli_i18n::Catalog;

use super::{account::load::Asking, sign_in};
use crate::{
    route::Route,
    shell::{Page, account::use_account, browser::is_focused},
    use_cases::{account::AccountError, desk::Desk},
    words::use_t,
};

/// The desk.
#[component]
pub fn DeskRoom() -> Html {
    let (words, account) = (use_t(), use_account());
    let tab = use_state(|| AttrValue::Static("patrons"));
    let back = Some((Route::You.to_path().into(), words.t("you-title").into()));
    let is_staff = account.patron().is_some_and(|patron| patron.role == "librarian");
    if account.state.session.is_none() {
        return html! { <Page title={words.t("desk-title")} headed=true no_search=true {back}><div aria-busy="true" /></Page> };
    }
    if !is_staff {
        let action = match account.patron() {
            Some(_) => html! { <Button href={Route::You.to_path()}>{ words.t("you-title") }</Button> },
            None => sign_in::way(&Route::Desk.to_path(), &words),
        };
        let advice = AttrValue::from(words.attr("desk-closed", "advice"));
        return html! {
            <Page title={words.t("desk-title")} headed=true no_search=true {back}>
                { props!(EmptyState { sentence: words.t("desk-closed"), advice, action }) }
            </Page>
        };
    }
    let onchange = {
        let tab = tab.setter();
        Callback::from(move |value: AttrValue| tab.set(value))
    };
    let tabs: Vec<Choice> = [
        ("patrons", "desk-patrons"),
        ("returns", "desk-returns"),
        ("kept", "desk-kept"),
        ("imports", "desk-imports"),
    ]
    .into_iter()
    .map(|(value, key)| Choice::new(value, words.t(key)))
    .collect();
    html! {
        <Page title={words.t("desk-title")} headed=true no_search=true {back}>
            <div class="account">
                <Tabs label={words.t("desk-title")} {tabs} selected={(*tab).clone()} {onchange}>
                    { match tab.as_str() {
                        "returns" => html! { <counter::Returns /> },
                        "kept" => html! { <lists::Kept /> },
                        "imports" => html! { <lists::Imports /> },
                        _ => html! { <search::Patrons /> },
                    } }
                </Tabs>
            </div>
        </Page>
    }
}

/// Asks something at the desk.
///
/// # Errors
/// See [`AccountError`].
pub async fn at_desk<T>(
    asking: &Asking,
    ask: impl AsyncFnOnce(Desk<'_>) -> Result<T, AccountError>,
) -> Result<T, AccountError> {
    let csrf = asking.token().await?;
    ask(Desk { http: asking.services.http.as_ref(), tag: asking.tag, csrf: csrf.as_deref() }).await
}

/// Props of [`ScanField`].
#[derive(Properties, PartialEq)]
pub struct ScanFieldProps {
    /// What is scanned or typed.
    pub label: AttrValue,
    /// The words of the button that does what Enter does.
    pub action: AttrValue,
    /// What helps.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// It keeps what was typed.
    #[prop_or_default]
    pub keeps: bool,
    /// Called with what was scanned.
    pub onscan: Callback<String>,
}

/// A field for a scanner: it has the focus when it appears, and again after each scan.
#[component]
pub fn ScanField(props: &ScanFieldProps) -> Html {
    let field = use_node_ref();
    use_effect_with((), {
        let field = field.clone();
        move |()| {
            // Whoever goes from tab to tab by the arrow keys stays there.
            if !is_focused("[role=tab]:focus-visible") {
                focus(&field);
            }
        }
    });
    let onsubmit = {
        let (field, onscan, keeps) = (field.clone(), props.onscan.clone(), props.keeps);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let scanned = typed(&field);
            if scanned.is_empty() {
                return focus(&field);
            }
            if let Some(input) = field.cast::<HtmlInputElement>().filter(|_| !keeps) {
                input.set_value("");
            }
            onscan.emit(scanned);
            focus(&field);
        })
    };
    html! {
        <form class="inline" {onsubmit} novalidate=true>
            <TextField label={props.label.clone()} name="scan" note={props.note.clone()} node_ref={field} />
            <Button submit=true>{ props.action.clone() }</Button>
        </form>
    }
}

fn focus(field: &NodeRef) {
    if let Some(input) = field.cast::<HtmlInputElement>() {
        let _ = input.focus();
        input.select();
    }
}

/// The names of columns.
fn columns(keys: &[&str], words: &Catalog) -> Vec<AttrValue> {
    keys.iter().map(|key| if key.is_empty() { AttrValue::default() } else { words.t(key).into() }).collect()
}
