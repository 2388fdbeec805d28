//! What this is, and what becomes of what it knows.

use yew::prelude::*;
use yueli_components::{Button, Section};

use crate::{
    route::Route,
    shell::{Page, library::use_library},
    words::use_t,
};

/// Where the source code is.
const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");

/// The page about the app.
#[component]
pub fn About() -> Html {
    let words = use_t();
    let library = use_library().name(words.locale().tag());
    let back = Some((AttrValue::from(Route::You.to_path()), AttrValue::from(words.t("you-title"))));
    html! {
        <Page title={words.t("about-title")} headed=true {back}>
            <div class="narrow about">
                <p>{ words.t("about-what") }</p>
                if let Some(library) = library {
                    <p>{ words.t_args("about-library", &[("library", (&library).into())]) }</p>
                }
                <Section title={words.t("about-privacy-title")}>
                    <p>{ words.t("about-privacy") }</p>
                    <p>{ words.t("about-privacy-fonts") }</p>
                </Section>
                <Section title={words.t("about-source")}>
                    <p>{ words.t("about-open") }</p>
                    <p>{ words.t("about-licence") }</p>
                    <p class="faint num">
                        { words.t_args("about-version", &[("version", env!("CARGO_PKG_VERSION").into())]) }
                    </p>
                    if !SOURCE.is_empty() {
                        <Button href={SOURCE} icon="external">{ words.t("about-source") }</Button>
                    }
                </Section>
            </div>
        </Page>
    }
}
