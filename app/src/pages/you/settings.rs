//! How the app looks and speaks, which keys it knows, and what it keeps on this device.

use yew::prelude::*;
use yueli_components::{Button, ButtonKind, Section, Sheet, clicked};

use crate::{
    pages::keys_help::keys_help,
    route::Route,
    shell::{Message, Page, display::looks, use_frame},
    wire_up::use_services,
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

/// What is kept on this device, and the way to forget it.
#[component]
fn OnThisDevice() -> Html {
    let words = use_t();
    let services = use_services();
    let say = use_frame().say;
    let asked = use_state(bool::default);
    let set = |open: bool| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(open))
    };
    let forget = {
        let (words, asked) = (words.clone(), asked.setter());
        Callback::from(move |_: MouseEvent| {
            let (services, words, say) = (services.clone(), words.clone(), say.clone());
            asked.set(false);
            yew::platform::spawn_local(async move {
                let key = match services.shelf().forget().await {
                    Ok(()) => "settings-forgotten",
                    Err(_) => "error-storage",
                };
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
            <p class="soft">{ words.t("settings-data-note") }</p>
            <p><Button onclick={clicked(&set(true))}>{ words.t("settings-forget") }</Button></p>
            <Sheet open={*asked} title={words.t("settings-forget-title")} close_label={words.t("close")}
                onclose={set(false)} {foot}>
                <p>{ words.t("settings-forget-confirm") }</p>
            </Sheet>
        </Section>
    }
}
