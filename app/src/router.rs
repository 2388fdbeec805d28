//! Where the app is, and the ways to somewhere else: the browser's own history.

use gloo_events::EventListener;
use yew::prelude::*;

use crate::shell::browser;

/// An address of ours, as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    path: AttrValue,
    query: AttrValue,
}

impl Location {
    fn now() -> Self {
        let (path, query) = browser::place();
        Self { path: path.into(), query: query.into() }
    }

    /// The path: `/catalogue`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query with its question mark, or nothing.
    pub fn query_str(&self) -> &str {
        &self.query
    }
}

/// The way to other pages of ours.
#[derive(Clone, PartialEq)]
pub struct Navigator(UseStateSetter<Location>);

impl Navigator {
    /// Goes to an address of ours.
    pub fn push(&self, address: &str) {
        self.arrive(address, false);
    }

    /// Goes there, and back leads past where the reader is now.
    pub fn replace(&self, address: &str) {
        self.arrive(address, true);
    }

    fn arrive(&self, address: &str, replace: bool) {
        if browser::set_address(address, replace) {
            self.0.set(Location::now());
        } else {
            // A browser that keeps no more history can still load the page.
            browser::leave_for(address);
        }
    }
}

/// Tells everything below where the app is.
#[component]
pub fn Router(props: &yew::html::ChildrenProps) -> Html {
    let location = use_state_eq(Location::now);
    let setter = location.setter();
    use_effect_with((), move |()| {
        let listener = browser::window_target()
            .map(|window| EventListener::new(&window, "popstate", move |_| setter.set(Location::now())));
        move || drop(listener)
    });
    html! {
        <ContextProvider<Navigator> context={Navigator(location.setter())}>
            <ContextProvider<Location> context={(*location).clone()}>
                { props.children.clone() }
            </ContextProvider<Location>>
        </ContextProvider<Navigator>>
    }
}

/// Where the app is; `None` outside the router.
#[hook]
pub fn use_location() -> Option<Location> {
    use_context::<Location>()
}

/// The way to other pages; `None` outside the router.
#[hook]
pub fn use_navigator() -> Option<Navigator> {
    use_context::<Navigator>()
}
