//! What every page may ask of the frame around it: to go somewhere, to open the display sheet, to say something.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use yew::{prelude::*, props};
use yueli_components::{Toast, ToastAction, ToastRegion, follow};

use super::{browser, display::display_sheet};
use crate::{
    pages::catalogue,
    route::Route,
    router::{use_location, use_navigator},
    words::{use_chosen, use_t},
};

/// How long a line stays that needs no answer.
const TOAST_MS: u32 = 6000;

/// Something to say in one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The line.
    pub text: AttrValue,
    /// What can be done about it.
    pub action: Option<(AttrValue, Callback<()>)>,
}

impl Message {
    /// A line that needs no answer.
    pub fn line(text: impl Into<AttrValue>) -> Self {
        Self { text: text.into(), action: None }
    }

    /// The same line, with something to do about it.
    #[must_use]
    pub fn offering(mut self, label: impl Into<AttrValue>, act: Callback<()>) -> Self {
        self.action = Some((label.into(), act));
        self
    }
}

/// The frame around every page.
#[derive(Clone, PartialEq)]
pub struct Frame {
    /// Goes to an address of ours.
    pub go: Callback<AttrValue>,
    /// For links: plain clicks go through `go`.
    pub follow: Callback<MouseEvent>,
    /// Opens the sheet of display and access.
    pub open_display: Callback<MouseEvent>,
    /// Says something.
    pub say: Callback<Message>,
    /// What the reader looked for last, for the way back.
    pub last_search: Rc<RefCell<String>>,
    /// What the catalogue found last, so that going back finds it as it was left.
    pub found: catalogue::Memory,
}

/// Puts the frame around everything below.
#[component]
pub fn FrameProvider(props: &yew::html::ChildrenProps) -> Html {
    let words = use_t();
    let chosen = use_chosen();
    let go = use_go();
    let follow = use_memo(go.clone(), |go| follow(go.clone()));
    let display = use_state(bool::default);
    let open_display = {
        let display = display.setter();
        use_callback((), move |_: MouseEvent, ()| display.set(true))
    };
    let close_display = {
        let display = display.setter();
        use_callback((), move |(), ()| display.set(false))
    };
    let said = use_state(|| None::<Message>);
    let say = {
        let said = said.setter();
        use_callback((), move |message: Message, ()| said.set(Some(message)))
    };
    let dismiss = {
        let said = said.setter();
        use_callback((), move |(), ()| said.set(None))
    };
    let toast = use_toast(&said, &dismiss);
    let last_search = use_mut_ref(|| "/catalogue".to_owned());
    let found = use_memo((), |()| catalogue::Memory::default());
    let location = use_location();
    if let Some(location) = location.filter(|location| location.path() == "/catalogue") {
        *last_search.borrow_mut() = format!("{}{}", location.path(), location.query_str());
    }
    let frame =
        Frame { go, follow: (*follow).clone(), open_display, say, last_search, found: (*found).clone() };
    html! {
        <ContextProvider<Frame> context={frame}>
            { props.children.clone() }
            { display_sheet(*display, close_display, chosen.as_ref(), &words) }
            { toast }
        </ContextProvider<Frame>>
    }
}

/// Goes to an address: within the app where it is a page of ours, else by the browser.
#[hook]
fn use_go() -> Callback<AttrValue> {
    let navigator = use_navigator();
    use_callback(navigator, |address: AttrValue, navigator| match (navigator, Route::of_address(&address)) {
        (Some(_), Some(_)) if browser::address() == *address => {}
        (Some(navigator), Some(_)) => navigator.push(&address),
        _ => browser::leave_for(&address),
    })
}

/// The line that was said last. One that needs no answer passes.
#[hook]
fn use_toast(message: &Option<Message>, ondismiss: &Callback<()>) -> Html {
    let words = use_t();
    use_effect_with((message.clone(), ondismiss.clone()), |(message, ondismiss)| {
        let passes = message.as_ref().is_some_and(|message| message.action.is_none());
        let ondismiss = ondismiss.clone();
        let timer = passes.then(|| Timeout::new(TOAST_MS, move || ondismiss.emit(())));
        move || drop(timer)
    });
    let toast = message.as_ref().map(|message| {
        let action = message.action.clone().map(|(label, act)| {
            let ondismiss = ondismiss.clone();
            let onclick = Callback::from(move |_: MouseEvent| {
                act.emit(());
                ondismiss.emit(());
            });
            ToastAction { label, onclick }
        });
        props!(Toast {
            text: message.text.clone(),
            action,
            dismiss_label: words.t("dismiss"),
            ondismiss: ondismiss.clone()
        })
    });
    props!(ToastRegion { toast }).into()
}

/// The frame around the page.
#[hook]
pub fn use_frame() -> Frame {
    use_context::<Frame>().unwrap_or_else(|| Frame {
        go: Callback::noop(),
        follow: Callback::noop(),
        open_display: Callback::noop(),
        say: Callback::noop(),
        last_search: Rc::new(RefCell::new("/catalogue".to_owned())),
        found: catalogue::Memory::default(),
    })
}
