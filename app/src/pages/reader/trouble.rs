//! What stands where the text would be, while it is not there.

use wasm_bindgen::JsCast;
use yew::{prelude::*, props};
use yueli_components::{Button, ButtonKind, ErrorState, Skeleton, SkeletonKind};
use yueli_i18n::Catalog;
use yueli_publication::ProblemCode;

use super::{
    actions::{Act, wish},
    keys::Wish,
    model::{Failure, Model},
};

/// An opening book, or what is wrong with it and what the reader can do. `title_href` is the book's own page.
pub fn trouble(model: &Model, title_href: String, t: &Catalog, act: &Callback<Act>) -> Html {
    let Some(failure) = &model.failure else {
        if model.here.is_some() {
            return Html::default();
        }
        return html! {
            <div class="reader-wait">
                <p class="vh" role="status">{ t.t("reader-opening") }</p>
                { props!(Skeleton { kind: SkeletonKind::Text, label: t.t("reader-opening") }) }
            </div>
        };
    };
    let advice = failure.code.map(|code| t.attr(&key(code), "advice")).unwrap_or_default();
    let title = title(failure, t);
    let retry = failure.may_pass.then(|| AttrValue::from(t.t("error-retry")));
    html! {
        <div class="reader-wait">
            <ErrorState {title} {advice} {retry} onretry={act.reform(|_: MouseEvent| Act::Retry)}>
                if matches!(failure.code, Some(ProblemCode::PasswordNeeded | ProblemCode::PasswordWrong)) {
                    { password(t, act) }
                }
                if model.book.is_some() && !failure.may_pass {
                    <Button kind={ButtonKind::Secondary} onclick={wish(act, Wish::NextChapter)}>
                        { t.t("reader-problem-skip") }
                    </Button>
                }
                <Button kind={ButtonKind::Quiet} href={title_href}>{ t.t("reader-close") }</Button>
            </ErrorState>
        </div>
    }
}

/// Where the password of a file is given. It is kept nowhere.
fn password(t: &Catalog, act: &Callback<Act>) -> Html {
    let act = act.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let field =
            event.target_dyn_into::<web_sys::Element>().and_then(|form| form.query_selector("input").ok()?);
        let field = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok());
        act.emit(Act::Unlock(field.map(|field| field.value()).unwrap_or_default()));
    });
    html! {
        <form class="goto" {onsubmit}>
            <label>
                { t.t("reader-password-label") }
                <input type="password" autocomplete="off" />
            </label>
            <Button kind={ButtonKind::Primary} submit=true>{ t.t("reader-password-action") }</Button>
        </form>
    }
}

/// What is wrong, in a line.
pub fn title(failure: &Failure, t: &Catalog) -> String {
    failure.code.map_or_else(|| t.t("reader-problem-section"), |code| t.t(&key(code)))
}

/// Under which key the words for a problem are.
pub fn key(code: ProblemCode) -> String {
    format!("problem-{}", code.key())
}
