//! What stands where the text would be, while it is not there.

use wasm_bindgen::JsCast;
use yew::{prelude::*, props};
use yueli_components::{Button, ButtonKind, ErrorState, Skeleton, SkeletonKind, TextField};
use yueli_i18n::Catalog;
use yueli_publication::ProblemCode;

use crate::{route::Route, use_cases::licences::Known};

use super::{
    actions::Act,
    model::{Failure, Model},
};

/// An opening book, or what is wrong with it and what the reader can do. `id` is how the catalogue names it.
pub fn trouble(model: &Model, id: &AttrValue, t: &Catalog, act: &Callback<Act>) -> Html {
    // Whoever goes on from what failed waits for the next, and does not press the same button twice.
    let failure = model.failure.as_ref().filter(|_| !model.turning);
    let Some(failure) = failure else {
        if model.here.is_some() && model.failure.is_none() {
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
    let title_href = Route::title(id.clone()).to_path();
    let is_over = failure.code.is_some_and(is_over);
    let retry = failure.may_pass.then(|| AttrValue::from(t.t("error-retry")));
    html! {
        <div class="reader-wait">
            <ErrorState {title} {advice} {retry} onretry={act.reform(|_: MouseEvent| Act::Retry)}>
                if matches!(failure.code, Some(ProblemCode::PasswordNeeded | ProblemCode::PasswordWrong)) {
                    { password(t, act) }
                }
                if let Some(known) = &model.licence {
                    if matches!(failure.code, Some(ProblemCode::PassphraseNeeded | ProblemCode::PassphraseWrong)) {
                        { passphrase(known, t, act) }
                    }
                }
                if matches!(failure.code, Some(ProblemCode::LoanOver | ProblemCode::NotOnLoan)) {
                    <Button kind={ButtonKind::Primary} icon="book-open" href={title_href.clone()}>
                        { t.t("reader-to-borrow") }
                    </Button>
                }
                if failure.code.is_some_and(is_of_licence) {
                    <Button kind={ButtonKind::Secondary} href={Route::Licences.to_path()}>{ t.t("licences-title") }</Button>
                }
                if is_over {
                    <Button kind={ButtonKind::Secondary} icon="notes" href={Route::notes(id.clone()).to_path()}>
                        { t.t("title-notes") }
                    </Button>
                }
                if model.book.is_some() && !failure.may_pass && !is_over {
                    <Button kind={ButtonKind::Secondary} onclick={act.reform(|_: MouseEvent| Act::Skip)}>
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

/// True where a loan is over: the notes stay.
fn is_over(code: ProblemCode) -> bool {
    matches!(
        code,
        ProblemCode::LoanOver
            | ProblemCode::LicenceEnded
            | ProblemCode::LicenceReturned
            | ProblemCode::LicenceRevoked
    )
}

/// What is better seen to where the licences are.
fn is_of_licence(code: ProblemCode) -> bool {
    matches!(
        code,
        ProblemCode::LicenceMissing
            | ProblemCode::LicenceEnded
            | ProblemCode::LicenceNotYet
            | ProblemCode::ProfileUnsupported
    )
}

/// Where the passphrase of a licence is given. It is kept nowhere: only the key that it stands for, if that is wished.
fn passphrase(known: &Known, t: &Catalog, act: &Callback<Act>) -> Html {
    let act = act.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Some(form) = event.target_dyn_into::<web_sys::Element>() else { return };
        let field = |selector: &str| {
            form.query_selector(selector).ok().flatten()?.dyn_into::<web_sys::HtmlInputElement>().ok()
        };
        let words = field("input[name=passphrase]").map(|field| field.value()).unwrap_or_default();
        let remember = field("input[name=remember]").is_some_and(|field| field.checked());
        act.emit(Act::Passphrase(words, remember));
    });
    let hint = known.licence.encryption.hint.as_str();
    let note = (!hint.trim().is_empty()).then(|| t.t_args("licence-hint", &[("hint", hint.into())]));
    let page =
        known.licence.hint_page().filter(|page| page.starts_with("https://") || page.starts_with("http://"));
    html! {
        <form class="passphrase" {onsubmit}>
            <TextField label={t.t("licence-passphrase")} name="passphrase" secret={AttrValue::from(t.t("licence-show"))}
                note={note.map(AttrValue::from)} />
            <label class="passphrase-keep"><input type="checkbox" name="remember" checked=true />{ t.t("licence-remember") }</label>
            <Button kind={ButtonKind::Primary} submit=true>{ t.t("reader-password-action") }</Button>
            if let Some(page) = page {
                <a href={page.to_owned()} target="_blank" rel="noopener noreferrer">{ t.t("licence-hint-page") }</a>
            }
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
