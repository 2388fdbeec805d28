//! Licences of protected books: opening one, what each allows and until when, renewing and giving back, handing on.

pub mod load;
pub mod model;

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::{prelude::*, props};
use yueli_components::{
    Banner, Button, ButtonKind, Definition, DefinitionList, EmptyState, Icon, Section, Tone, clicked,
};
use yueli_i18n::Catalog;
use yueli_lcp::{Action, ActionKind};

use self::{
    load::{Licensed, Order, use_licensed},
    model::{explanation, rights, standing},
};
use super::title::keep;
use crate::{
    route::Route,
    shell::{Page, keeping::Keeping, use_keeping},
    use_cases::licences::{Known, Stand},
    wire_up::use_services,
    words::use_t,
};

/// The page of the licences on this device.
#[component]
pub fn LicencesPage() -> Html {
    let words = use_t();
    let keeping = use_keeping();
    let licensed = use_licensed();
    let services = use_services();
    let back = Some((AttrValue::from(Route::You.to_path()), AttrValue::from(words.t("you-title"))));
    let known = licensed.known.clone();
    html! {
        <Page title={words.t("licences-title")} headed=true {back}>
            <div class="narrow licences">
                <p class="soft">{ words.t("licences-about") }</p>
                { picker(&licensed, &words) }
                if let Some(trouble) = &licensed.trouble {
                    <div role="alert">{ props!(Banner { tone: Tone::Caution, icon: "warning", text: trouble.0.clone(), note: AttrValue::from(trouble.1.clone()) }) }</div>
                }
                <Section title={words.t("licences-here")}>
                    { match known.as_deref() {
                        None => Html::default(),
                        Some([]) => props!(EmptyState {
                            sentence: words.t("licences-none"), advice: AttrValue::from(words.t("licences-none-advice"))
                        }).into(),
                        Some(all) => html! {
                            <ul class="licence-list" role="list">
                                { for all.iter().map(|known| card(known, &Doing {
                                    keeping: &keeping, licensed: &licensed, now: services.now(), now_ms: services.clock.now_ms()
                                }, &words)) }
                            </ul>
                        },
                    } }
                </Section>
            </div>
        </Page>
    }
}

/// Where a licence file is chosen.
fn picker(licensed: &Licensed, words: &Catalog) -> Html {
    let order = licensed.order.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
        if let Some(file) = field.files().and_then(|files| files.get(0)) {
            order.emit(Order::Take(file));
        }
        // The same file may be chosen again.
        field.set_value("");
    });
    html! {
        <p class="licence-open">
            <label class="btn">
                { props!(Icon { name: "folder", small: true }) }
                <span>{ words.t(if licensed.busy { "loan-busy" } else { "licences-open" }) }</span>
                <input type="file" class="vh" accept=".lcpl,application/vnd.readium.lcp.license.v1.0+json" {onchange} />
            </label>
        </p>
    }
}

/// What a card needs beside its licence.
struct Doing<'a> {
    keeping: &'a Keeping,
    licensed: &'a Licensed,
    now: yueli_publication::Time,
    now_ms: f64,
}

/// One licence: what it is for, until when, what it allows, and what can be done.
fn card(known: &Rc<Known>, doing: &Doing<'_>, words: &Catalog) -> Html {
    let held = &known.held;
    let stand = known.stand(doing.now);
    let book = doing.keeping.book(&held.book);
    let items: Vec<Definition> = rights(known, words)
        .into_iter()
        .map(|(term, said)| Definition { term: term.into(), detail: html! { { said } } })
        .collect();
    let explained = explanation(known, words);
    html! {
        <li key={held.book.clone()} class="licence">
            <h3 dir="auto">{ held.title.clone() }</h3>
            <p class="num" role="status">{ standing(stand, doing.now_ms, words) }</p>
            if let Some((text, note)) = explained {
                { props!(Banner { icon: "info", text, note: AttrValue::from(note) }) }
            }
            { props!(DefinitionList { items }) }
            { keep::progress(book, doing.keeping, words) }
            <div class="row-actions">{ acts(known, stand, doing, words) }</div>
        </li>
    }
}

fn acts(known: &Rc<Known>, stand: Stand, doing: &Doing<'_>, words: &Catalog) -> Html {
    let held = &known.held;
    let named = |key: &str| format!("{} {}", words.t(key), held.title);
    let order = |key: &'static str, kind: ButtonKind, order: Order| {
        let ask = doing.licensed.order.clone();
        let onclick = Callback::from(move |_: MouseEvent| ask.emit(order.clone()));
        html! { <Button {key} small=true {kind} label={named(key)} {onclick}>{ words.t(key) }</Button> }
    };
    let is_readable = known.licence.encryption.profile.is_supported() && matches!(stand, Stand::Good(_));
    html! {
        <>
            if is_readable {
                <Button small=true kind={ButtonKind::Primary} icon="book-open" href={Route::read(held.book.clone()).to_path()}
                    label={named("title-read")}>{ words.t("title-read") }</Button>
            }
            { for known.actions(doing.now).into_iter().map(|action| act(known, action, doing, words)) }
            { order("licence-save", ButtonKind::Secondary, Order::Save(known.clone())) }
            if held.key.is_some() {
                { order("licence-forget-key", ButtonKind::Secondary, Order::ForgetKey(known.clone())) }
            }
            { order("licence-remove", ButtonKind::Quiet, Order::Remove(known.clone())) }
        </>
    }
}

/// What the library lets be done: by itself, or on a page of its own.
fn act(known: &Rc<Known>, action: Action, doing: &Doing<'_>, words: &Catalog) -> Html {
    let title = &known.held.title;
    let end = model::until(known, action.kind).filter(|_| action.takes_end());
    let text = match (action.kind, end) {
        (ActionKind::Return, _) => words.t("loan-return"),
        (_, None) => words.t("loan-renew"),
        (_, Some(end)) => {
            words.t_args("licence-renew-until", &[("date", model::day(end, words).as_str().into())])
        }
    };
    let label = format!("{text} {title}");
    if let Some(page) = action.page() {
        return html! {
            <a class="btn btn-two btn-s" href={page.to_owned()} target="_blank" rel="noopener noreferrer" aria-label={label}>
                { text }
            </a>
        };
    }
    let order = Order::Act(known.clone(), action.kind, end);
    let onclick = doing.licensed.order.reform(move |()| order.clone());
    html! { <Button small=true {label} onclick={clicked(&onclick)}>{ text }</Button> }
}
