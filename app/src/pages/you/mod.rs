//! The reader's own pages.

mod about;
pub mod following;
mod settings;
mod storage;

use yew::{prelude::*, props};
use yueli_components::{Banner, Button, Icon, Section};
use yueli_i18n::Catalog;

use super::{home::load::use_shelf, sign_in::AccountCard};
use crate::{
    route::Route,
    shell::{Page, account::use_account, browser, library::use_library, watch::use_can_install},
    use_cases::shelf::{ShelfEntry, Standing},
    words::use_t,
};

pub use about::About;
pub use settings::SettingsPage;
pub use storage::Storage;

/// The reader's own page.
#[component]
pub fn You() -> Html {
    let words = use_t();
    let shelf = use_shelf();
    let can_install = use_can_install();
    let account = use_account();
    let is_staff = account.patron().is_some_and(|patron| patron.role == "librarian");
    let others = use_library().has_others();
    html! {
        <Page title={words.t("you-title")} headed=true>
            <div class="narrow">
                <AccountCard />
                <following::FollowingCard />
                if let Some(shelf) = shelf { { tally(&shelf, &words) } }
                if can_install {
                    <div class="you-install">{ props!(Banner {
                        icon: "install",
                        text: words.t("you-install"),
                        note: AttrValue::from(words.t("you-install-note")),
                        actions: install(&words)
                    }) }</div>
                }
                <Section title={words.t("more-options")}>
                    <ul class="you-links" role="list">
                        if account.patron().is_some() {
                            { way(Route::account(), "person", words.t("account-title"), words.t("account-you-note")) }
                        }
                        if is_staff { { way(Route::Desk, "card", words.t("desk-title"), words.t("desk-you-note")) } }
                        { way(Route::Shelf, "shelf", words.t("shelf-title"), words.t("shelf-reading-empty")) }
                        if others { { way(Route::Libraries, "globe", words.t("libraries-title"), words.t("libraries-other-note")) } }
                        { way(Route::Storage, "folder", words.t("storage-title"), words.t("you-storage-note")) }
                        { way(Route::Licences, "card", words.t("licences-title"), words.t("licences-note")) }
                        { way(Route::Settings, "settings", words.t("settings-title"), words.t("you-settings-note")) }
                        { way(Route::About, "info", words.t("about-title"), words.t("you-about-note")) }
                    </ul>
                </Section>
            </div>
        </Page>
    }
}

fn install(words: &Catalog) -> Html {
    let onclick = Callback::from(|_: MouseEvent| browser::install());
    html! { <Button small=true {onclick}>{ words.t("you-install-action") }</Button> }
}

/// What is on the shelf, in numbers.
fn tally(shelf: &[ShelfEntry], words: &Catalog) -> Html {
    let places = shelf.iter().filter(|entry| entry.locator.is_some()).count();
    let said = match places {
        0 => words.t("you-places-none"),
        count => words.t_args("you-places", &[("count", count.into())]),
    };
    let parts = [
        (Standing::Reading, "shelf-reading"),
        (Standing::Saved, "shelf-saved"),
        (Standing::Finished, "shelf-finished"),
    ];
    html! {
        <Section title={words.t("you-tally")}>
            <dl class="tally">
                { for parts.into_iter().map(|(standing, key)| {
                    let count = shelf.iter().filter(|entry| entry.standing() == standing).count();
                    html! { <div key={key}><dt>{ words.t(key) }</dt><dd>{ words.number(count as f64) }</dd></div> }
                }) }
            </dl>
            <p class="soft">{ said }</p>
        </Section>
    }
}

fn way(route: Route, icon: &'static str, name: String, note: String) -> Html {
    html! {
        <li>
            <a href={route.to_path()}>
                { props!(Icon { name: icon }) }
                <span><b>{ name }</b><small>{ note }</small></span>
                { props!(Icon { name: "chevron-right", small: true, directional: true }) }
            </a>
        </li>
    }
}
