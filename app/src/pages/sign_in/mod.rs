//! Signing in with a library card.

pub mod model;

use yew::{prelude::*, props};
use yueli_components::{Banner, Button, ButtonKind, TextField, Tone, clicked, typed};
use yueli_i18n::Catalog;

use self::model::{Form, Wrong};
use crate::{
    pages::account::model::good_until,
    route::Route,
    router::use_location,
    shell::{Message, Page, account::use_account, following::deliver, use_following, use_frame},
    use_cases::account,
    wire_up::use_services,
    words::use_t,
};

/// The page to sign in.
#[component]
pub fn SignIn() -> Html {
    let words = use_t();
    let account = use_account();
    let library = crate::shell::library::use_library().name(words.locale().tag());
    let back =
        model::destination(use_location().map(|at| at.query_str().to_owned()).as_deref().unwrap_or_default());
    let shown = match account.patron() {
        Some(patron) => {
            let here = words.t_args("sign-in-already", &[("name", patron.name.as_str().into())]);
            let actions = html! { <Button small=true href={back}>{ words.t("sign-in-go-on") }</Button> };
            props!(Banner { tone: Tone::Positive, icon: "check", text: here, actions }).into()
        }
        None => html! { <CardForm {back} /> },
    };
    let note = match library {
        Some(library) => words.t_args("sign-in-note", &[("library", library.into())]),
        None => words.t("sign-in-note-plain"),
    };
    html! {
        <Page title={words.t("sign-in-title")} headed=true no_search=true>
            <div class="narrow"><p class="soft">{ note }</p>{ shown }</div>
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct CardFormProps {
    /// Where one goes after it.
    back: AttrValue,
}

/// Card and PIN.
#[component]
fn CardForm(props: &CardFormProps) -> Html {
    let words = use_t();
    let form = use_reducer_eq(Form::default);
    let (card, pin) = (use_node_ref(), use_node_ref());
    let send = use_send(&props.back, &form);
    // Whoever is told what is wrong stands where it is mended.
    use_effect_with((form.wrong.clone(), form.tries), {
        let (card, pin) = (card.clone(), pin.clone());
        move |(wrong, _): &(Option<Wrong>, u32)| {
            let field = match wrong {
                Some(Wrong { code, .. }) if model::is_of_pin(code) => &pin,
                Some(_) => &card,
                None => return,
            };
            if let Some(field) = field.cast::<web_sys::HtmlElement>() {
                let _ = field.focus();
            }
        }
    });
    let onsubmit = {
        let (card, pin, send) = (card.clone(), pin.clone(), send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit((typed(&card), typed(&pin)));
        })
    };
    let wrong = form.wrong.as_ref().map(|wrong| said(wrong, &words));
    let of_pin = form.wrong.as_ref().is_some_and(|wrong| model::is_of_pin(&wrong.code));
    html! {
        <form class="card-form" {onsubmit} novalidate=true>
            <TextField label={words.t("sign-in-card")} name="card" autocomplete="username" note={words.t("sign-in-card-note")}
                error={wrong.clone().filter(|_| !of_pin)} node_ref={card} />
            <TextField label={words.t("sign-in-pin")} name="pin" autocomplete="current-password"
                secret={words.t("sign-in-show")} error={wrong.clone().filter(|_| of_pin)} node_ref={pin} />
            <p class="vh" role="alert">{ for wrong }</p>
            <div class="card-form-send">
                <Button kind={ButtonKind::Primary} submit=true>
                    { words.t(if form.busy { "sign-in-busy" } else { "sign-in-action" }) }
                </Button>
            </div>
        </form>
    }
}

/// Sends card and PIN to the library, and goes on where the reader came from.
#[hook]
fn use_send(back: &AttrValue, form: &UseReducerHandle<Form>) -> Callback<(String, String)> {
    let (services, words, frame, account) = (use_services(), use_t(), use_frame(), use_account());
    let (back, form) = (back.clone(), form.clone());
    Callback::from(move |(login, password): (String, String)| {
        if form.busy {
            return;
        }
        if let Some(missing) = model::missing(&login, &password) {
            form.dispatch(model::Msg::Wrong(Wrong { code: missing.to_owned(), words: None }));
            return;
        }
        form.dispatch(model::Msg::Sent);
        let (services, words, frame, account) =
            (services.clone(), words.clone(), frame.clone(), account.clone());
        let (back, form) = (back.clone(), form.dispatcher());
        yew::platform::spawn_local(async move {
            let (http, records) = (services.http.as_ref(), services.records.as_ref());
            let tag = words.locale().tag();
            match account::sign_in(http, records, tag, (&login, &password)).await {
                Ok(session) => {
                    let name = session.patron.as_ref().map(|patron| patron.name.clone()).unwrap_or_default();
                    let hello = words.t_args("sign-in-done", &[("name", name.into())]);
                    account.is.emit(session);
                    frame.say.emit(Message::line(hello));
                    frame.go.emit(back);
                }
                Err(error) => form.dispatch(model::Msg::Wrong(Wrong::of(error))),
            }
        });
    })
}

/// What is wrong, and what to do.
fn said(wrong: &Wrong, words: &Catalog) -> String {
    match (&wrong.words, wrong.code.as_str()) {
        (Some(said), _) => said.clone(),
        (None, "card-missing") => words.t("sign-in-card-missing"),
        (None, "pin-missing") => words.t("sign-in-pin-missing"),
        (None, "offline") => words.t("sign-in-offline"),
        (None, _) => words.t("sign-in-failed"),
    }
}

/// The way to sign in, and back to `here`.
pub fn way(here: &str, words: &Catalog) -> Html {
    let href = model::address(here);
    html! { <Button kind={ButtonKind::Primary} icon="person" {href}>{ words.t("sign-in-title") }</Button> }
}

/// Whose card it is, and the way to sign out; or the way to sign in, where the library has cards.
#[component]
pub fn AccountCard() -> Html {
    let (services, words, say, account) = (use_services(), use_t(), use_frame().say, use_account());
    let following = use_following();
    let put_away = following.put_away;
    let Some(patron) = account.patron().cloned() else {
        if !account.can_sign_in() {
            return html! { <p class="soft">{ words.t("you-note") }</p> };
        }
        return html! {
            <div class="you-card">
                <p class="soft">{ words.t("you-can-sign-in") }</p>
                { way(&Route::You.to_path(), &words) }
            </div>
        };
    };
    let sign_out = {
        let (words, account) = (words.clone(), account.clone());
        Callback::from(move |()| {
            let (services, words, say, account) =
                (services.clone(), words.clone(), say.clone(), account.clone());
            let put_away = put_away.clone();
            yew::platform::spawn_local(async move {
                let (http, records) = (services.http.as_ref(), services.records.as_ref());
                // What was read here goes to the account first.
                let untold = deliver(&services, account.csrf(), words.locale().tag()).await;
                let done =
                    account::sign_out(http, records, words.locale().tag(), account.csrf().as_deref()).await;
                match done {
                    Ok(session) => {
                        account.is.emit(session);
                        put_away.emit(());
                        let count = [("count", untold.into())];
                        say.emit(Message::line(match untold {
                            0 => words.t("sign-out-done"),
                            _ => words.t_args("sign-out-done-untold", &count),
                        }));
                    }
                    Err(_) => say.emit(Message::line(words.t("sign-out-failed"))),
                }
            });
        })
    };
    let expires = good_until(&patron, &words);
    html! {
        <div class="you-card">
            <p><b class="serif">{ &patron.name }</b><span class="soft num">{ words.t_args("you-card", &[("card", patron.card.as_str().into())]) }</span>
                if let Some(expires) = expires { <span class="soft num">{ expires }</span> }
            </p>
            if let Some(why) = &patron.blocked_why {
                { props!(Banner { tone: Tone::Caution, icon: "warning", text: words.t("you-card-blocked"), note: AttrValue::from(why.clone()) }) }
            } else if patron.status == "expired" {
                { props!(Banner { tone: Tone::Caution, icon: "warning", text: words.t("you-card-expired"), note: AttrValue::from(words.attr("you-card-expired", "advice")) }) }
            }
            <Button onclick={clicked(&sign_out)}>{ words.t("sign-out-action") }</Button>
        </div>
    }
}
