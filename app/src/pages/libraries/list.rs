//! The list of libraries: the patron's own, those she added, and the ways to add more.

use yew::{prelude::*, props};
use yueli_components::{Banner, Button, ButtonKind, Icon, Section, TextField, typed};
use yueli_i18n::Catalog;

use super::{
    address,
    known::{self, Known, use_known},
    trouble,
};
use crate::{
    route::Route,
    shell::{Frame, Message, Page, browser, library::use_library, use_frame},
    use_cases::libraries::{Desk, Library, Upstream, find, list},
    wire_up::{Services, use_services},
    words::use_t,
};

/// The page of the libraries.
#[component]
pub fn Libraries() -> Html {
    let words = use_t();
    let (known, refresh) = use_known();
    let own = use_library().name(words.locale().tag()).unwrap_or_else(|| words.t("app-name"));
    let mine = known.all();
    let is_open = |upstream: &Upstream| !known.libraries.iter().any(|library| library.id == upstream.id);
    let listed: Vec<&Upstream> = known.upstreams.iter().filter(|own| is_open(own)).collect();
    let back = Some((AttrValue::from(Route::You.to_path()), AttrValue::from(words.t("you-title"))));
    html! {
        <Page title={words.t("libraries-title")} headed=true {back}>
            <div class="narrow">
                <p class="soft">{ words.t("libraries-note") }</p>
                { silent(&known, &own, &words) }
                if !mine.is_empty() {
                    <p class="far-doings"><Button icon="search" href={address::everywhere("")}>{ words.t("all-libraries-action") }</Button></p>
                }
                <Section title={words.t("libraries-own")}>
                    <ul class="you-links" role="list">{ way(Route::Catalogue.to_path(), &own, None, Html::default()) }</ul>
                </Section>
                <Section title={words.t("libraries-mine")}>
                    if mine.is_empty() && known.here { <p class="soft">{ words.t("libraries-mine-none") }</p> }
                    <ul class="you-links far-libraries" role="list">
                        { for mine.iter().map(|(library, upstream)| html! {
                            <Mine key={library.id.clone()} library={library.clone()} upstream={upstream.clone()} refresh={refresh.clone()} />
                        }) }
                    </ul>
                </Section>
                if !listed.is_empty() {
                    <Section title={words.t("libraries-listed")}>
                        <p class="soft">{ words.t_args("libraries-listed-note", &[("library", own.as_str().into())]) }</p>
                        <ul class="you-links far-libraries" role="list">
                            { for listed.iter().map(|upstream| html! {
                                <Listed key={upstream.id.clone()} upstream={(*upstream).clone()} refresh={refresh.clone()} />
                            }) }
                        </ul>
                    </Section>
                } else if known.asked && known.trouble.is_none() && known.upstreams.is_empty() {
                    <p class="soft">{ words.t("libraries-listed-none") }</p>
                }
                <Section title={words.t("libraries-address")}><AddForm {own} {refresh} upstreams={known.upstreams.clone()} /></Section>
            </div>
        </Page>
    }
}

/// The gateway does not answer: what is known may be old.
fn silent(known: &Known, own: &str, words: &Catalog) -> Html {
    let Some(why) = known.trouble.as_deref() else { return Html::default() };
    let (text, note) = trouble::said(why, own, words);
    let text = if known.upstreams.is_empty() { text } else { words.t("libraries-old") };
    html! { <div class="notices">{ props!(Banner { icon: "offline", text, note: AttrValue::from(note) }) }</div> }
}

/// A library as a row that leads to it.
fn way(href: String, name: &str, note: Option<String>, end: Html) -> Html {
    html! {
        <li>
            <a {href}>
                { props!(Icon { name: "catalogue" }) }
                <span dir="auto"><b>{ name.to_owned() }</b>if let Some(note) = note { <small>{ note }</small> }</span>
                { props!(Icon { name: "chevron-right", small: true, directional: true }) }
            </a>
            { end }
        </li>
    }
}

/// Whether one is or can be signed in, or where it is.
fn note(upstream: &Upstream, start: &str, words: &Catalog) -> String {
    if upstream.signed_in {
        words.t("libraries-signed-in")
    } else if upstream.sign_in.is_some() {
        words.t("libraries-can-sign-in")
    } else {
        start
            .split_once("://")
            .map_or(start, |(_, rest)| rest)
            .split('/')
            .next()
            .unwrap_or_default()
            .to_owned()
    }
}

#[derive(Properties, PartialEq)]
struct MineProps {
    library: Library,
    upstream: Upstream,
    refresh: Callback<()>,
}

/// A library that was added, and the way to take it off.
#[component]
fn Mine(props: &MineProps) -> Html {
    let (services, words, frame) = (use_services(), use_t(), use_frame());
    let MineProps { library, upstream, refresh } = props;
    let remove = {
        let (library, refresh, words) = (library.clone(), refresh.clone(), words.clone());
        Callback::from(move |_: MouseEvent| {
            let (services, words, frame) = (services.clone(), words.clone(), frame.clone());
            let (library, refresh) = (library.clone(), refresh.clone());
            yew::platform::spawn_local(async move {
                let records = services.records.as_ref();
                let done = list::remove(records, &library.id).await;
                known::remember(list::libraries(records).await);
                refresh.emit(());
                let said = words.t_args("libraries-removed", &[("name", library.name.as_str().into())]);
                frame.say.emit(Message::line(if done.is_ok() { said } else { words.t("error-storage") }));
            });
        })
    };
    let href = Route::library(library.id.clone()).to_path();
    let text = words.t("libraries-remove");
    let label = format!("{text} {}", library.name);
    let end =
        html! { <Button small=true kind={ButtonKind::Quiet} {label} onclick={remove}>{ text }</Button> };
    way(href, &library.name, Some(note(upstream, &library.start, &words)), end)
}

#[derive(Properties, PartialEq)]
struct ListedProps {
    upstream: Upstream,
    refresh: Callback<()>,
}

/// A library that the gateway lists, and the way to add it.
#[component]
fn Listed(props: &ListedProps) -> Html {
    let words = use_t();
    let ListedProps { upstream, refresh } = props;
    let add = use_add(refresh);
    let library = Library::at(upstream, &upstream.start, "");
    let text = words.t("libraries-add");
    let label = format!("{text} {}", library.name);
    let href = Route::library(library.id.clone()).to_path();
    let name = library.name.clone();
    let onclick = Callback::from(move |_: MouseEvent| add.emit(library.clone()));
    let end = html! { <Button small=true icon="plus" {label} {onclick}>{ text }</Button> };
    way(href, &name, Some(note(upstream, &upstream.start, &words)), end)
}

/// Adds a library and says so.
#[hook]
pub fn use_add(refresh: &Callback<()>) -> Callback<Library> {
    let (services, words, frame) = (use_services(), use_t(), use_frame());
    let refresh = refresh.clone();
    Callback::from(move |library: Library| {
        let (services, words, frame, refresh) =
            (services.clone(), words.clone(), frame.clone(), refresh.clone());
        yew::platform::spawn_local(async move { join(&services, &words, &frame, &refresh, library).await });
    })
}

/// Adds a library, and says so once it is kept.
async fn join(services: &Services, words: &Catalog, frame: &Frame, refresh: &Callback<()>, library: Library) {
    let records = services.records.as_ref();
    let name = library.name.clone();
    let done = list::add(records, services.clock.as_ref(), library).await;
    known::remember(list::libraries(records).await);
    refresh.emit(());
    let said = words.t_args("libraries-added", &[("name", name.as_str().into())]);
    frame.say.emit(Message::line(if done.is_ok() { said } else { words.t("error-storage") }));
}

#[derive(Properties, PartialEq)]
struct AddFormProps {
    /// The name of the reader's own library.
    own: AttrValue,
    upstreams: std::rc::Rc<Vec<Upstream>>,
    refresh: Callback<()>,
}

/// An address to be typed.
#[component]
fn AddForm(props: &AddFormProps) -> Html {
    let (services, words, frame) = (use_services(), use_t(), use_frame());
    let field = use_node_ref();
    let busy = use_state(bool::default);
    let wrong = use_state(|| None::<(u32, String, String)>);
    let refresh = &props.refresh;
    let onsubmit = {
        let (field, busy, wrong, words) = (field.clone(), busy.clone(), wrong.clone(), words.clone());
        let (own, upstreams, refresh) = (props.own.clone(), props.upstreams.clone(), refresh.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let address = typed(&field);
            let tries = wrong.as_ref().map_or(0, |(tries, ..)| *tries) + 1;
            if address.trim().is_empty() {
                return wrong.set(Some((tries, words.t("libraries-address-missing"), String::new())));
            }
            if *busy {
                return;
            }
            busy.set(true);
            let (services, words, frame) = (services.clone(), words.clone(), frame.clone());
            let refresh = refresh.clone();
            let (busy, wrong, own, upstreams) = (busy.clone(), wrong.clone(), own.clone(), upstreams.clone());
            yew::platform::spawn_local(async move {
                let tag = words.locale().tag();
                let desk =
                    Desk { http: services.http.as_ref(), tag, csrf: None, secure: browser::is_secure() };
                let found = find::find(&desk, &upstreams, &address).await;
                match found {
                    Ok((library, _)) => {
                        let to = Route::library(library.id.clone()).to_path();
                        // Whoever is there is already one of its readers.
                        join(&services, &words, &frame, &refresh, library).await;
                        frame.go.emit(to.into());
                    }
                    Err(why) => {
                        let (title, advice) = trouble::said(&why, &own, &words);
                        wrong.set(Some((tries, title, advice)));
                    }
                }
                busy.set(false);
            });
        })
    };
    {
        let field = field.clone();
        use_effect_with((*wrong).clone(), move |wrong| {
            if let Some(field) = field.cast::<web_sys::HtmlElement>().filter(|_| wrong.is_some()) {
                let _ = field.focus();
            }
        });
    }
    let error = wrong.as_ref().map(|(_, title, _)| title.clone());
    let advice = wrong.as_ref().map(|(.., advice)| advice.clone()).filter(|advice| !advice.is_empty());
    html! {
        <form class="card-form" {onsubmit} novalidate=true>
            <TextField label={words.t("libraries-address-label")} name="library" inputmode="url"
                note={words.t("libraries-address-note")} error={error.clone()} node_ref={field} />
            if let Some(advice) = &advice { <p class="soft">{ advice }</p> }
            <p class="vh" role="alert">{ for error }{ " " }{ for advice.clone() }</p>
            <div class="card-form-send">
                <Button kind={ButtonKind::Primary} submit=true>
                    { words.t(if *busy { "libraries-address-busy" } else { "libraries-address-action" }) }
                </Button>
            </div>
        </form>
    }
}
