//! How it stands between this device and the library: in plain words, on the reader's own page.

use yew::{prelude::*, props};
use yueli_components::{Banner, Button, ButtonKind, Section, clicked};
use yueli_i18n::Catalog;

use crate::{
    pages::sign_in,
    route::Route,
    shell::{account::use_account, following::Poke, use_following},
    wire_up::use_services,
    words::use_t,
};

/// What the library has been told of what was read here.
#[component]
pub fn FollowingCard() -> Html {
    let (services, words, account, following) = (use_services(), use_t(), use_account(), use_following());
    if following.asks {
        // The question is at the top of the page.
        return Html::default();
    }
    if following.owner.is_none() {
        return Html::default();
    }
    let known = following.report.clone();
    let report = known.clone().unwrap_or_default();
    let signed_in = account.patron().is_some();
    let again = Callback::from(move |_: MouseEvent| services.pokes.poke(Poke::Again));
    let lines = html! {
        <>
            if !signed_in { <p>{ words.t("following-whose") }</p> }
            <p role="status">
                { if known.is_none() { words.t("following-looking") } else { untold(report.untold, signed_in, &words) } }
            </p>
            if report.refused > 0 {
                { props!(Banner { icon: "warning", text: words.t_args("following-refused", &[("count", report.refused.into())]) }) }
            }
        </>
    };
    html! {
        <Section title={words.t("following-title")}>
            <div class="following-lines soft">{ lines }</div>
            <p class="row-actions">
                if !signed_in {
                    { sign_in::way(&Route::You.to_path(), &words) }
                    <Button onclick={clicked(&following.put_away)}>{ words.t("following-put-away") }</Button>
                } else if report.untold > 0 {
                    <Button small=true kind={ButtonKind::Secondary} icon="retry" onclick={again}>{ words.t("following-again") }</Button>
                }
            </p>
        </Section>
    }
}

fn untold(count: usize, signed_in: bool, words: &Catalog) -> String {
    match count {
        0 if signed_in => words.t("following-all"),
        0 => words.t("following-all-kept"),
        count => words.t_args("following-untold", &[("count", count.into())]),
    }
}

/// What was read here without a card: the patron says whether it is hers. Shown on every page until she has.
pub fn question(answer: &Callback<bool>, words: &Catalog) -> Html {
    let button = |kind: ButtonKind, key: &str, hers: bool| {
        let onclick = answer.reform(move |_: MouseEvent| hers);
        html! { <Button small=true {kind} {onclick}>{ words.t(key) }</Button> }
    };
    let actions = html! {
        <>
            { button(ButtonKind::Secondary, "following-mine", true) }
            { button(ButtonKind::Quiet, "following-apart", false) }
        </>
    };
    props!(Banner {
        icon: "bookmark",
        text: words.t("following-ask"),
        note: AttrValue::from(words.t("following-ask-note")),
        actions
    })
    .into()
}
