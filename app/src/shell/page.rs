//! One page in the shell: its header, its text, its title.

use yew::{prelude::*, props};
use yueli_components::{Banner, Button, ButtonKind, Crumb, IconButton, PageHeader, SearchField, clicked};
use yueli_i18n::Catalog;

use super::{
    arrival::use_title,
    browser,
    following::use_following,
    frame::use_frame,
    library::use_library,
    watch::{use_online, use_update_waits},
};
use crate::{pages::you::following, use_cases::search::Search, words::use_t};

/// Props of [`Page`].
#[derive(Properties, PartialEq)]
pub struct PageProps {
    /// What the page is called: in the window's title, and to whoever listens. Empty while it is not known.
    pub title: AttrValue,
    /// Shows the title in the header, as the page's heading. Without it the library's name stands there, and the
    /// page has its own heading.
    #[prop_or_default]
    pub headed: bool,
    /// The address of the one way back, and its words.
    #[prop_or_default]
    pub back: Option<(AttrValue, AttrValue)>,
    /// The page searches by itself.
    #[prop_or_default]
    pub no_search: bool,
    /// The page.
    #[prop_or_default]
    pub children: Html,
}

/// One page.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let words = use_t();
    let frame = use_frame();
    let notices = use_notices(&words);
    use_title(props.title.clone());
    let library = use_library().name(words.locale().tag()).unwrap_or_default();
    let app_name = words.t("app-name");
    let display = props!(IconButton {
        text: words.t("display-sample"),
        label: words.t("display-and-access"),
        onclick: frame.open_display.clone()
    });
    let search = if props.no_search {
        Html::default()
    } else {
        html! { <HeaderSearch /> }
    };
    // Until the library has told its name, the app's own stands there alone.
    let (name, small) = if library.is_empty() { (app_name, String::new()) } else { (library, app_name) };
    let header = props!(PageHeader {
        title: props.headed.then(|| props.title.clone()),
        library: name,
        app_name: small,
        search,
        actions: Html::from(display)
    });
    let back = props.back.clone().map(|(href, text)| props!(Crumb { href, text }));
    html! {
        <>
            { header }
            <main id="main" tabindex="-1">
                { notices }
                { for back }
                { props.children.clone() }
            </main>
        </>
    }
}

/// The search field of the header; it leads to the catalogue.
#[component]
pub fn HeaderSearch() -> Html {
    let words = use_t();
    let go = use_frame().go;
    let typed = use_state(AttrValue::default);
    let oninput = {
        let typed = typed.setter();
        use_callback((), move |value: AttrValue, ()| typed.set(value))
    };
    let onsubmit = use_callback(go, |value: AttrValue, go| {
        go.emit(Search::words(value.trim()).to_address().into());
    });
    let onclear = oninput.reform(|()| AttrValue::default());
    html! {
        <SearchField label={words.t("catalogue-search-label")} placeholder={words.t("catalogue-search-placeholder")}
            clear_label={words.t("catalogue-search-clear")} value={(*typed).clone()} {oninput} {onsubmit} {onclear} />
    }
}

/// States that last: no connection, a newer build.
#[hook]
fn use_notices(words: &Catalog) -> Html {
    let (online, update_waits) = (use_online(), use_update_waits());
    let (library, follows) = (use_library(), use_following());
    let later = use_state(bool::default);
    let onlater = {
        let later = later.setter();
        Callback::from(move |_: MouseEvent| later.set(true))
    };
    let action = |kind: ButtonKind, key: &str, onclick: Callback<MouseEvent>| {
        html! { <Button small=true {kind} {onclick}>{ words.t(key) }</Button> }
    };
    let refresh = clicked(&library.refresh);
    let change_over = Callback::from(|_: MouseEvent| browser::change_over());
    let stale = || {
        props!(Banner {
            icon: "offline",
            text: words.t("library-silent"),
            actions: action(ButtonKind::Secondary, "error-retry", refresh)
        })
    };
    let update = || {
        let actions = html! {
            <>
                { action(ButtonKind::Secondary, "update-action", change_over) }
                { action(ButtonKind::Quiet, "update-later", onlater) }
            </>
        };
        props!(Banner { icon: "download", text: words.t("update-ready"), actions })
    };
    html! {
        <div class="notices">
            if !online {
                { props!(Banner { icon: "offline", text: words.t("offline-banner") }) }
            } else if library.root.stale {
                { stale() }
            }
            if follows.asks { { following::question(&follows.answer, words) } }
            if update_waits && !*later { { update() } }
        </div>
    }
}
