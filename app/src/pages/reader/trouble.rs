//! What stands where the text would be, while it is not there.

use yew::{prelude::*, props};
use yueli_components::{Button, ButtonKind, ErrorState, Skeleton, SkeletonKind};
use yueli_i18n::Catalog;
use yueli_publication::ProblemCode;

use super::model::Failure;
use crate::words::use_t;

/// Props of [`Trouble`].
#[derive(Properties, PartialEq)]
pub struct TroubleProps {
    /// What is wrong, if anything.
    pub failure: Option<Failure>,
    /// Nothing has been shown yet.
    pub opening: bool,
    /// The book is open; only this part is missing.
    pub book_is_open: bool,
    /// The book's own page.
    pub title_href: String,
    /// Tries again.
    pub onretry: Callback<()>,
    /// Goes on to the next part.
    pub onskip: Callback<()>,
}

/// An opening book, or what is wrong with it and what the reader can do.
#[component]
pub fn Trouble(props: &TroubleProps) -> Html {
    let t = use_t();
    let Some(failure) = &props.failure else {
        return if props.opening {
            html! {
                <div class="reader-wait">
                    <p class="vh" role="status">{ t.t("reader-opening") }</p>
                    { props!(Skeleton { kind: SkeletonKind::Text, label: t.t("reader-opening") }) }
                </div>
            }
        } else {
            html! {}
        };
    };
    let advice = failure.code.map(|code| t.attr(&key(code), "advice")).unwrap_or_default();
    let title = title(failure, &t);
    let retry = failure.may_pass.then(|| AttrValue::from(t.t("error-retry")));
    html! {
        <div class="reader-wait">
            <ErrorState {title} {advice} {retry} onretry={props.onretry.reform(|_: MouseEvent| ())}>
                if props.book_is_open && !failure.may_pass {
                    <Button kind={ButtonKind::Secondary} onclick={props.onskip.reform(|_: MouseEvent| ())}>
                        { t.t("reader-problem-skip") }
                    </Button>
                }
                <Button kind={ButtonKind::Quiet} href={props.title_href.clone()}>{ t.t("reader-close") }</Button>
            </ErrorState>
        </div>
    }
}

/// What is wrong, in a line.
pub fn title(failure: &Failure, t: &Catalog) -> String {
    failure.code.map_or_else(|| t.t("reader-problem-section"), |code| t.t(&key(code)))
}

fn key(code: ProblemCode) -> String {
    format!("problem-{}", code.key())
}
