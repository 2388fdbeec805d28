//! What can be done with another library as a whole: searching it, adding it, signing in and out, the patron's own shelf
//! there.

use std::rc::Rc;

use yew::prelude::*;
use yueli_components::{Button, ButtonKind, SearchField};
use yueli_opds::{Feed, Search};

use super::{address, catalogue::signed_in, documents, known, list::use_add, sign_in, trouble};
use crate::{
    shell::{Message, account::use_account, browser, use_frame},
    use_cases::libraries::{self, Desk, Library, Upstream},
    wire_up::use_services,
    words::use_t,
};

/// Props of [`FarSearch`].
#[derive(Properties, PartialEq)]
pub struct FarSearchProps {
    /// The library.
    pub library: Library,
    /// Its server.
    pub upstream: Upstream,
    /// The search of the list that is shown, where it has one.
    pub search: Option<Search>,
    /// What was searched for.
    pub asked: String,
}

/// The search field, where the library can be searched.
#[component]
pub fn FarSearch(props: &FarSearchProps) -> Html {
    let (words, services, frame) = (use_t(), use_services(), use_frame());
    let typed = use_state_eq(|| AttrValue::from(props.asked.clone()));
    let last = use_mut_ref(|| None::<Search>);
    if props.search.is_some() {
        last.borrow_mut().clone_from(&props.search);
    }
    let Some(search) = last.borrow().clone() else { return Html::default() };
    let label = words.t_args("far-search", &[("library", props.library.name.as_str().into())]);
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |value: AttrValue| typed.set(value))
    };
    let onsubmit = {
        let (library, upstream) = (props.library.clone(), props.upstream.clone());
        let words = words.clone();
        Callback::from(move |value: AttrValue| {
            let value = value.trim().to_owned();
            if value.is_empty() {
                return;
            }
            let (services, frame, words) = (services.clone(), frame.clone(), words.clone());
            let (id, upstream, search) = (library.id.clone(), upstream.clone(), search.clone());
            yew::platform::spawn_local(async move {
                let tag = words.locale().tag();
                let desk =
                    Desk { http: services.http.as_ref(), tag, csrf: None, secure: browser::is_secure() };
                match libraries::search::template(&desk, &upstream, search).await {
                    Ok(template) => {
                        let at = libraries::search::address(&template, &value);
                        frame.go.emit(address::catalogue(&id, Some(&at), Some(&value)).into());
                    }
                    Err(why) => frame.say.emit(Message::line(trouble::said(&why, "", &words).0)),
                }
            });
        })
    };
    let onclear = oninput.reform(|()| AttrValue::default());
    html! {
        <div class="catalogue-search">
            <SearchField {label} placeholder={words.t("far-search-hint")} value={(*typed).clone()}
                clear_label={words.t("catalogue-search-clear")} {oninput} {onsubmit} {onclear} />
        </div>
    }
}

/// Props of [`Doings`].
#[derive(Properties, PartialEq)]
pub struct DoingsProps {
    /// The library.
    pub library: Library,
    /// Its server.
    pub upstream: Upstream,
    /// The patron has added it.
    pub added: bool,
    /// Its first list.
    pub feed: Option<Rc<Feed>>,
    /// Looks again which libraries there are.
    pub refresh: Callback<()>,
}

/// What can be done with the library as a whole: adding it, signing in and out, the patron's own shelf there.
#[component]
pub fn Doings(props: &DoingsProps) -> Html {
    let words = use_t();
    let DoingsProps { library, upstream, .. } = props;
    let add = {
        let (add, library) = (use_add(&props.refresh), library.clone());
        Callback::from(move |_: MouseEvent| add.emit(library.clone()))
    };
    let sign_out = use_sign_out(library, upstream, &props.refresh);
    let shelf =
        props.feed.as_ref().and_then(|feed| feed.shelf().cloned()).filter(|link| upstream.has(&link.href));
    let can_sign_in = !upstream.signed_in && upstream.sign_in.is_some() && props.feed.is_some();
    html! {
        <div class="far-doings">
            if !props.added { <Button icon="plus" onclick={add}>{ words.t("libraries-add") }</Button> }
            if let Some(shelf) = shelf {
                <Button icon="shelf" href={address::catalogue(&library.id, Some(&shelf.href), None)}>{ words.t("far-shelf") }</Button>
            }
            if can_sign_in {
                <sign_in::Opener library={library.clone()} upstream={upstream.clone()} onsigned={signed_in(&props.refresh)} />
            }
            if upstream.signed_in && upstream.sign_in.is_some() {
                <Button kind={ButtonKind::Quiet} onclick={sign_out}>{ words.t("far-sign-out") }</Button>
            }
            if upstream.signed_in {
                <sign_in::Who library={library.clone()} upstream={upstream.clone()} feed={props.feed.clone()} />
            }
        </div>
    }
}

/// Signs out, and says so.
#[hook]
fn use_sign_out(library: &Library, upstream: &Upstream, refresh: &Callback<()>) -> Callback<MouseEvent> {
    let (services, words, frame, account) = (use_services(), use_t(), use_frame(), use_account());
    let (name, upstream, refresh) = (library.name.clone(), upstream.clone(), refresh.clone());
    Callback::from(move |_: MouseEvent| {
        let (services, words, frame, account) =
            (services.clone(), words.clone(), frame.clone(), account.clone());
        let (name, upstream, refresh) = (name.clone(), upstream.clone(), refresh.clone());
        yew::platform::spawn_local(async move {
            let tag = words.locale().tag();
            let csrf = known::csrf(&services, tag, &account).await;
            let http = services.http.as_ref();
            let desk = Desk { http, tag, csrf: csrf.as_deref(), secure: browser::is_secure() };
            let line = match libraries::sign_in::out(&desk, &upstream).await {
                Ok(()) => words.t_args("far-sign-out-done", &[("library", name.as_str().into())]),
                Err(why) => trouble::said(&why, "", &words).0,
            };
            documents::forget();
            refresh.emit(());
            frame.say.emit(Message::line(line));
        });
    })
}
