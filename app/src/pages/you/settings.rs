//! How the app looks and speaks, which keys it knows, and what it keeps on this device.

use yew::prelude::*;
use yueli_components::{Button, ButtonKind, Section, Sheet, clicked};
use yueli_ports::{Method, Request};

use crate::{
    pages::keys_help::keys_help,
    route::Route,
    shell::{Message, Page, account::use_account, display::looks, use_following, use_frame},
    use_cases::account,
    wire_up::{Services, use_services},
    words::{use_chosen, use_t},
};

/// The settings page.
#[component]
pub fn SettingsPage() -> Html {
    let words = use_t();
    let chosen = use_chosen();
    let back = Some((AttrValue::from(Route::You.to_path()), AttrValue::from(words.t("you-title"))));
    html! {
        <Page title={words.t("settings-title")} headed=true {back}>
            <div class="narrow">
                <Section title={words.t("settings-look")}>{ for chosen.map(|chosen| looks(&chosen, true, &words)) }</Section>
                <Section title={words.t("keys-title")}>{ keys_help(&words) }</Section>
                <OnThisDevice />
            </div>
        </Page>
    }
}

/// Forgets what was read; of an account first at the library, so that it does not come back from there. Says what became
/// of it.
async fn forget(services: &Services, tag: &str, csrf: Option<&str>, in_account: bool) -> &'static str {
    if in_account {
        let request = Request::new(Method::Delete, "/opds/reading");
        if account::ask(services.http.as_ref(), request, tag, csrf).await.is_err() {
            return "settings-forget-failed";
        }
    }
    match services.shelf().forget().await {
        Ok(()) => "settings-forgotten",
        Err(_) => "error-storage",
    }
}

/// What is kept on this device, and the way to forget it.
#[component]
fn OnThisDevice() -> Html {
    let words = use_t();
    let services = use_services();
    let (account, following) = (use_account(), use_following());
    let in_account = following.owner.is_some() && account.patron().is_some();
    let csrf = account.csrf();
    let say = use_frame().say;
    let asked = use_state(bool::default);
    let set = |open: bool| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(open))
    };
    let forget = {
        let (words, asked) = (words.clone(), asked.setter());
        Callback::from(move |_: MouseEvent| {
            let (services, words, say, csrf) = (services.clone(), words.clone(), say.clone(), csrf.clone());
            asked.set(false);
            yew::platform::spawn_local(async move {
                let key = forget(&services, words.locale().tag(), csrf.as_deref(), in_account).await;
                say.emit(Message::line(words.t(key)));
            });
        })
    };
    let foot = html! {
        <div class="sheet-foot">
            <Button onclick={clicked(&set(false))}>{ words.t("cancel") }</Button>
            <Button kind={ButtonKind::Primary} onclick={forget}>{ words.t("settings-forget") }</Button>
        </div>
    };
    html! {
        <Section title={words.t("settings-data")}>
            <p class="soft">{ words.t(if following.owner.is_some() { "settings-data-note-account" } else { "settings-data-note" }) }</p>
            <p><Button onclick={clicked(&set(true))}>{ words.t("settings-forget") }</Button></p>
            <Sheet open={*asked} title={words.t("settings-forget-title")} close_label={words.t("close")}
                onclose={set(false)} {foot}>
                <p>{ words.t(if in_account { "settings-forget-confirm-account" } else { "settings-forget-confirm" }) }</p>
            </Sheet>
        </Section>
    }
}
