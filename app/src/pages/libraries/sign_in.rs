//! Signing in at another library.

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{Banner, Button, ButtonKind, Sheet, TextField, Tone, clicked, typed};
use yueli_i18n::Catalog;
use yueli_opds::{Authentication, Feed, Labels, Profile};

use super::{known, trouble};
use crate::{
    pages::sign_in::model as own_sign_in,
    shell::{Message, account::use_account, browser, use_frame},
    use_cases::libraries::{Desk, Library, Trouble, Upstream, Way, sign_in},
    wire_up::use_services,
    words::use_t,
};

/// Props of [`SignIn`].
#[derive(Properties, PartialEq)]
pub struct SignInProps {
    /// The library.
    pub library: Library,
    /// Its server.
    pub upstream: Upstream,
    /// What it said when it was asked without.
    #[prop_or_default]
    pub why: Option<Rc<Trouble>>,
    /// Called once the patron is signed in.
    pub onsigned: Callback<()>,
}

/// The way to sign in: a form, the library's own page, or a sentence that says what stands in the way.
#[component]
pub fn SignIn(props: &SignInProps) -> Html {
    let (words, account) = (use_t(), use_account());
    let SignInProps { library, upstream, why, onsigned } = props;
    let document = use_document(upstream, why.as_ref().and_then(|why| why.sign_in.as_deref()));
    let named = |key: &str| words.t_args(key, &[("library", library.name.as_str().into())]);
    let here = browser::address();
    let inside = match upstream.way {
        Way::None => {
            let note = AttrValue::from(words.attr("far-sign-in-none", "advice"));
            props!(Banner { tone: Tone::Caution, icon: "warning", text: named("far-sign-in-none"), note })
                .into()
        }
        Way::Librarian => html! { <p>{ words.t("far-sign-in-librarian") }</p> },
        Way::Password | Way::Page if account.patron().is_none() => {
            let href = own_sign_in::address(&here);
            let actions =
                html! { <Button kind={ButtonKind::Primary} {href}>{ words.t("sign-in-title") }</Button> };
            let note = AttrValue::from(words.attr("far-sign-in-own", "advice"));
            props!(Banner { icon: "person", text: words.t("far-sign-in-own"), note, actions }).into()
        }
        Way::Password => {
            let labels = document
                .as_ref()
                .and_then(|own| own.best())
                .map(|flow| flow.labels.clone())
                .unwrap_or_default();
            html! { <PasswordForm library={library.clone()} upstream={upstream.clone()} {labels} onsigned={onsigned.clone()} /> }
        }
        Way::Page => {
            let href = sign_in::page(upstream, &here);
            let onclick = Callback::from(move |_: MouseEvent| {
                if let Some(href) = &href {
                    browser::leave_for(href);
                }
            });
            html! {
                <div class="card-form">
                    <p>{ words.t("far-sign-in-page") }</p>
                    <div><Button kind={ButtonKind::Primary} icon="external" {onclick}>{ words.t("far-sign-in-page-action") }</Button></div>
                </div>
            }
        }
    };
    html! {
        <section class="narrow far-sign" aria-label={named("far-sign-in")}>
            <h2>{ named("far-sign-in") }</h2>
            { said(document.as_deref(), &named("far-sign-in-note"), &words) }
            { inside }
        </section>
    }
}

/// What the library says above the form, or what we say; and the ways to help and to a card.
fn said(document: Option<&Authentication>, note: &str, words: &Catalog) -> Html {
    let own = document.and_then(|own| own.description.clone()).filter(|own| !own.trim().is_empty());
    let way = |rel: &str, key: &str| {
        let link = document?.link(rel)?;
        let is_page =
            ["https:", "http:", "mailto:", "tel:"].iter().any(|scheme| link.href.starts_with(scheme));
        is_page.then(|| html! {
            <Button small=true kind={ButtonKind::Quiet} icon="external" onclick={elsewhere(&link.href)}>{ words.t(key) }</Button>
        })
    };
    html! {
        <>
            if let Some(own) = own { <p dir="auto">{ own }</p> }
            <p class="soft">{ note.to_owned() }</p>
            <div class="row-actions">{ for way("help", "far-sign-in-help") }{ for way("register", "far-sign-in-register") }</div>
        </>
    }
}

/// Opens a page of somebody else's in a tab that knows nothing of us.
pub fn elsewhere(href: &str) -> Callback<MouseEvent> {
    let href = href.to_owned();
    Callback::from(move |_: MouseEvent| browser::open_elsewhere(&href))
}

/// How one signs in, as the library said or says.
#[hook]
fn use_document(upstream: &Upstream, said: Option<&Authentication>) -> Option<Rc<Authentication>> {
    let document = use_state_eq(|| said.cloned().map(Rc::new));
    let services = use_services();
    let tag = use_t().locale().tag();
    let setter = document.setter();
    use_effect_with((upstream.clone(), document.is_some()), move |(upstream, known)| {
        if *known || upstream.way != Way::Password {
            return;
        }
        let upstream = upstream.clone();
        yew::platform::spawn_local(async move {
            let desk = Desk { http: services.http.as_ref(), tag, csrf: None, secure: browser::is_secure() };
            // Without one, the form has our own words.
            if let Err(Trouble { sign_in: Some(own), .. }) = desk.ask(&upstream, &upstream.start).await {
                setter.set(Some(Rc::new(*own)));
            }
        });
    });
    (*document).clone()
}

#[derive(Properties, PartialEq)]
struct PasswordFormProps {
    library: Library,
    upstream: Upstream,
    labels: Labels,
    onsigned: Callback<()>,
}

/// Name and password.
#[component]
fn PasswordForm(props: &PasswordFormProps) -> Html {
    let words = use_t();
    let (login, password) = (use_node_ref(), use_node_ref());
    let busy = use_state(bool::default);
    // What is wrong, and how often it was told: whoever hears the same again hears it.
    let wrong = use_state(|| None::<(u32, String)>);
    let send = use_send(props, &busy, &wrong);
    let onsubmit = {
        let (login, password) = (login.clone(), password.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit((typed(&login), typed(&password)));
        })
    };
    {
        let login = login.clone();
        use_effect_with((*wrong).clone(), move |wrong| {
            let field = login.cast::<web_sys::HtmlElement>().filter(|_| wrong.is_some());
            if let Some(field) = field {
                let _ = field.focus();
            }
        });
    }
    let label = |own: &Option<String>, key: &str| own.clone().unwrap_or_else(|| words.t(key));
    let error = wrong.as_ref().map(|(_, said)| said.clone());
    html! {
        <form class="card-form" {onsubmit} novalidate=true>
            <TextField label={label(&props.labels.login, "far-sign-in-login")} name="far-login" autocomplete="off"
                error={error.clone()} node_ref={login} />
            <TextField label={label(&props.labels.password, "far-sign-in-password")} name="far-password" autocomplete="off"
                secret={words.t("far-sign-in-show")} node_ref={password} />
            <p class="vh" role="alert">{ for error }</p>
            <div class="card-form-send">
                <Button kind={ButtonKind::Primary} submit=true>
                    { words.t(if *busy { "sign-in-busy" } else { "sign-in-action" }) }
                </Button>
            </div>
        </form>
    }
}

#[hook]
fn use_send(
    props: &PasswordFormProps,
    busy: &UseStateHandle<bool>,
    wrong: &UseStateHandle<Option<(u32, String)>>,
) -> Callback<(String, String)> {
    let (services, words, frame, account) = (use_services(), use_t(), use_frame(), use_account());
    let (library, upstream, onsigned) =
        (props.library.clone(), props.upstream.clone(), props.onsigned.clone());
    let (busy, wrong) = (busy.clone(), wrong.clone());
    Callback::from(move |(login, password): (String, String)| {
        if *busy {
            return;
        }
        let tell = {
            let wrong = wrong.clone();
            move |said: String| {
                let before = wrong.as_ref().map_or(0, |(tries, _)| *tries);
                wrong.set(Some((before + 1, said)));
            }
        };
        if login.is_empty() || password.is_empty() {
            let key = if login.is_empty() { "sign-in-card-missing" } else { "sign-in-pin-missing" };
            return tell(words.t(key));
        }
        busy.set(true);
        let (services, words, frame, account) =
            (services.clone(), words.clone(), frame.clone(), account.clone());
        let (library, upstream, onsigned, busy) =
            (library.clone(), upstream.clone(), onsigned.clone(), busy.clone());
        yew::platform::spawn_local(async move {
            let tag = words.locale().tag();
            let csrf = known::csrf(&services, tag, &account).await;
            let desk = Desk {
                http: services.http.as_ref(),
                tag,
                csrf: csrf.as_deref(),
                secure: browser::is_secure(),
            };
            let done = sign_in::with_password(&desk, &upstream, (&login, &password)).await;
            busy.set(false);
            match done {
                Ok(()) => {
                    let line = words.t_args("far-sign-in-done", &[("library", library.name.as_str().into())]);
                    frame.say.emit(Message::line(line));
                    onsigned.emit(());
                }
                Err(why) => {
                    let (title, advice) = trouble::said(&why, "", &words);
                    tell([title.as_str(), joint(&words), &advice].concat());
                }
            }
        });
    })
}

/// What stands between a sentence without a full stop and the next.
fn joint(words: &Catalog) -> &'static str {
    match words.locale() {
        yueli_i18n::Locale::ZhCn => "。",
        yueli_i18n::Locale::En => ". ",
    }
}

/// Props of [`Opener`].
#[derive(Properties, PartialEq)]
pub struct OpenerProps {
    /// The library.
    pub library: Library,
    /// Its server.
    pub upstream: Upstream,
    /// Called once the patron is signed in.
    pub onsigned: Callback<()>,
}

/// A button that opens the way to sign in.
#[component]
pub fn Opener(props: &OpenerProps) -> Html {
    let words = use_t();
    let open = use_state(bool::default);
    let set = |to: bool| {
        let open = open.setter();
        Callback::from(move |()| open.set(to))
    };
    let title = words.t_args("far-sign-in", &[("library", props.library.name.as_str().into())]);
    let onsigned = {
        let (close, onsigned) = (set(false), props.onsigned.clone());
        Callback::from(move |()| {
            close.emit(());
            onsigned.emit(());
        })
    };
    html! {
        <>
            <Button icon="person" onclick={clicked(&set(true))}>{ title.clone() }</Button>
            <Sheet open={*open} {title} close_label={words.t("close")} onclose={set(false)}>
                <SignIn library={props.library.clone()} upstream={props.upstream.clone()} {onsigned} />
            </Sheet>
        </>
    }
}

/// Props of [`Who`].
#[derive(Properties, PartialEq)]
pub struct WhoProps {
    /// The library.
    pub library: Library,
    /// Its server.
    pub upstream: Upstream,
    /// Its first list, which may lead to a profile.
    pub feed: Option<Rc<Feed>>,
}

/// Who the patron is there, where the library says so.
#[component]
pub fn Who(props: &WhoProps) -> Html {
    let (words, services) = (use_t(), use_services());
    let profile = use_state_eq(|| None::<Rc<Profile>>);
    let tag = words.locale().tag();
    let address = props.feed.as_ref().and_then(|feed| feed.profile().map(|link| link.href.clone()));
    {
        let setter = profile.setter();
        use_effect_with((props.upstream.clone(), address, tag), move |(upstream, address, tag)| {
            let Some(address) = address.clone() else { return };
            let (upstream, tag) = (upstream.clone(), *tag);
            yew::platform::spawn_local(async move {
                let desk =
                    Desk { http: services.http.as_ref(), tag, csrf: None, secure: browser::is_secure() };
                // One that cannot be read is missed by nobody.
                if let Ok(own) = desk.profile(&upstream, &address).await {
                    setter.set(Some(Rc::new(own)));
                }
            });
        });
    }
    let Some(profile) = (*profile).clone() else { return Html::default() };
    let name = profile.name.clone().or_else(|| profile.email.clone()).filter(|name| !name.trim().is_empty());
    let left = |allowance: Option<yueli_opds::Allowance>, key: &str| {
        let allowance = allowance?;
        let (total, available) = (allowance.total?, allowance.available?);
        Some(words.t_args(key, &[("total", total.into()), ("available", available.into())]))
    };
    let library = props.library.name.as_str();
    let name = name.map(|name| {
        words.t_args("far-profile", &[("name", name.as_str().into()), ("library", library.into())])
    });
    let lines = [name, left(profile.loans, "far-profile-loans"), left(profile.holds, "far-profile-holds")];
    html! { <p class="soft num far-who">{ for lines.into_iter().flatten().map(|line| html! { <span>{ line }</span> }) }</p> }
}
