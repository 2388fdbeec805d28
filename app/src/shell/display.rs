//! Display and access: the few choices that are one press away from every page.

use yew::{prelude::*, props};
use yueli_components::{Choice, Segmented, SettingRow, Sheet, SheetSide, Swatches};
use yueli_i18n::{Catalog, Locale};

use crate::{
    use_cases::settings::{Motion, Settings, Theme},
    words::Chosen,
};

/// The sheet of display and access.
pub fn display_sheet(open: bool, onclose: Callback<()>, chosen: Option<&Chosen>, words: &Catalog) -> Html {
    let chosen = chosen.filter(|_| open);
    html! {
        <Sheet {open} title={words.t("display-and-access")} close_label={words.t("close")} side={SheetSide::Panel}
            {onclose}>
            if let Some(chosen) = chosen { { looks(chosen, false, words) } }
        </Sheet>
    }
}

/// Theme, language and motion; with `notes`, what each choice does for the reader. What is chosen is shown and kept
/// at once.
pub fn looks(chosen: &Chosen, notes: bool, words: &Catalog) -> Html {
    let settings = chosen.settings;
    let choose = |change: fn(Settings, &str) -> Settings| {
        chosen.choose.reform(move |value: AttrValue| change(settings, &value))
    };
    let row = |note: &str, control: Html| {
        let note = notes.then(|| AttrValue::from(words.t(note)));
        props!(SettingRow { note, control })
    };
    let theme = html! {
        <Swatches hide_label=true label={words.t("settings-theme")} options={themes(words)}
            selected={theme_value(settings.theme)} sample={words.t("display-sample")}
            onchange={choose(|settings, value| Settings { theme: theme_of(value), ..settings })} />
    };
    let language = html! {
        <Segmented label={words.t("settings-language")} options={languages()} selected={settings.locale.tag()}
            onchange={choose(|settings, value| Settings {
                locale: Locale::from_tag(value).unwrap_or(settings.locale), ..settings
            })} />
    };
    let motion = html! {
        <Segmented label={words.t("settings-motion")} options={motions(words)}
            selected={settings.motion.name().unwrap_or("system")}
            onchange={choose(|settings, value| Settings { motion: Motion::named(Some(value)), ..settings })} />
    };
    html! {
        <>
            { row("settings-theme-note", theme) }
            { row("settings-language-note", language) }
            { row("settings-motion-note", motion) }
        </>
    }
}

fn theme_value(theme: Theme) -> &'static str {
    theme.name().unwrap_or("system")
}

fn theme_of(value: &str) -> Theme {
    Theme::named(Some(value))
}

fn themes(words: &Catalog) -> Vec<Choice> {
    let key = |theme| match theme {
        Theme::System => "settings-theme-auto",
        Theme::Light => "settings-theme-paper",
        Theme::Dark => "settings-theme-night",
        Theme::Sepia => "settings-theme-sepia",
        Theme::Contrast => "settings-theme-contrast",
    };
    Theme::ALL.into_iter().map(|theme| Choice::new(theme_value(theme), words.t(key(theme)))).collect()
}

fn languages() -> Vec<Choice> {
    Locale::ALL.into_iter().map(|own| Choice::new(own.tag(), own.own_name()).language(own.tag())).collect()
}

fn motions(words: &Catalog) -> Vec<Choice> {
    vec![
        Choice::new("system", words.t("settings-theme-auto")),
        Choice::new("less", words.t("settings-motion-less")),
    ]
}
