//! The reader's choices of language and looks, for every page.

use yew::prelude::*;
use yueli_i18n::{Catalog, Locale};

use crate::{
    shell::{browser, speech::learn_other},
    use_cases::settings::Settings,
    wire_up::use_services,
};

/// How the app looks and speaks now, and the way to change it.
#[derive(Clone, PartialEq)]
pub struct Chosen {
    /// What is chosen.
    pub settings: Settings,
    /// Chooses something else; it is kept and shown at once.
    pub choose: Callback<Settings>,
    words: Catalog,
}

/// Hands the choices to everything below.
#[component]
pub fn ChosenProvider(props: &yew::html::ChildrenProps) -> Html {
    let services = use_services();
    let settings =
        use_state(|| Settings::load(services.preferences.as_ref(), &browser::preferred_languages()));
    let words = use_memo(settings.locale, |locale| Catalog::new(*locale));
    use_effect_with(*settings, |settings| {
        browser::set_root("lang", Some(settings.locale.tag()));
        browser::set_root("data-theme", settings.theme.name());
        browser::set_root("data-motion", settings.motion.name());
    });
    let choose = {
        let settings = settings.clone();
        Callback::from(move |chosen: Settings| {
            let choose = {
                let (settings, services) = (settings.clone(), services.clone());
                move || {
                    chosen.keep(*settings, services.preferences.as_ref());
                    settings.set(chosen);
                }
            };
            if yueli_i18n::knows(chosen.locale) {
                return choose();
            }
            yew::platform::spawn_local(async move {
                // A language whose words do not come is not spoken: what is shown stays as it is.
                if learn_other().await {
                    choose();
                }
            });
        })
    };
    let chosen = Chosen { settings: *settings, choose, words: (*words).clone() };
    html! { <ContextProvider<Chosen> context={chosen}>{ props.children.clone() }</ContextProvider<Chosen>> }
}

/// How the app looks and speaks, and the way to change it.
#[hook]
pub fn use_chosen() -> Option<Chosen> {
    use_context::<Chosen>()
}

/// The app's words in the reader's language.
#[hook]
pub fn use_t() -> Catalog {
    // Outside the provider (a component's own test) English is as good as any.
    use_context::<Chosen>().map_or_else(|| Catalog::new(Locale::En), |chosen| chosen.words)
}
