//! The libraries that are known, and whoever asks them.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use crate::{
    shell::{
        account::{Account, use_account},
        browser,
    },
    use_cases::{
        account,
        libraries::{Desk, Library, Trouble, Upstream, list},
    },
    wire_up::{Services, use_services},
    words::use_t,
};

/// What is known of other libraries.
#[derive(Clone, PartialEq, Default)]
pub struct Known {
    /// Those that the patron has added.
    pub libraries: Rc<Vec<Library>>,
    /// Those that the gateway lists.
    pub upstreams: Rc<Vec<Upstream>>,
    /// What this device remembers has been read.
    pub here: bool,
    /// The gateway has answered, or not.
    pub asked: bool,
    /// Why it did not.
    pub trouble: Option<Rc<Trouble>>,
}

impl Known {
    /// The library of this name: one that was added, or one that the gateway lists.
    pub fn find(&self, id: &str) -> Option<(Library, Upstream)> {
        let upstream = |id: &str| self.upstreams.iter().find(|upstream| upstream.id == id);
        match self.libraries.iter().find(|library| library.id == id) {
            Some(library) => {
                let upstream = upstream(&library.upstream)?;
                Some((Library { name: name(library, upstream), ..library.clone() }, upstream.clone()))
            }
            None => upstream(id).map(|own| (Library::at(own, &own.start, ""), own.clone())),
        }
    }

    /// Whether the patron has added the library of this name.
    pub fn has(&self, id: &str) -> bool {
        self.libraries.iter().any(|library| library.id == id)
    }

    /// Every library that the patron has added and that can be asked, with the names that it has now.
    pub fn all(&self) -> Vec<(Library, Upstream)> {
        self.libraries.iter().filter_map(|library| self.find(&library.id)).collect()
    }
}

/// The gateway's name for a library counts, in the reader's language, where the whole of it was added.
fn name(library: &Library, upstream: &Upstream) -> String {
    let own = if library.id == upstream.id { &upstream.name } else { &library.name };
    if own.trim().is_empty() { library.name.clone() } else { own.clone() }
}

thread_local! {
    /// What was known last, so that the next page need not wait for it.
    static LAST: RefCell<Known> = RefCell::default();
}

/// The libraries, and the way to look again.
#[hook]
pub fn use_known() -> (Known, Callback<()>) {
    let services = use_services();
    let tag = use_t().locale().tag();
    let account = use_account();
    let known = use_state_eq(|| LAST.with_borrow(Clone::clone));
    let refresh = {
        let known = known.setter();
        use_callback(tag, move |(), tag| {
            let (services, known, tag) = (services.clone(), known.clone(), *tag);
            yew::platform::spawn_local(async move { look(&services, tag, &known).await });
        })
    };
    let whose = account.patron().map(|patron| patron.id.clone());
    {
        let refresh = refresh.clone();
        use_effect_with((tag, whose), move |_| refresh.emit(()));
    }
    ((*known).clone(), refresh)
}

async fn look(services: &Services, tag: &str, setter: &UseStateSetter<Known>) {
    let tell = |known: Known| {
        LAST.set(known.clone());
        setter.set(known);
    };
    let records = services.records.as_ref();
    let mut known =
        Known { libraries: Rc::new(list::libraries(records).await), ..LAST.with_borrow(Clone::clone) };
    if known.upstreams.is_empty() {
        known.upstreams = Rc::new(list::kept_upstreams(records).await);
    }
    known.here = true;
    tell(known.clone());
    let desk = Desk { http: services.http.as_ref(), tag, csrf: None, secure: browser::is_secure() };
    match list::fresh_upstreams(&desk, records).await {
        Ok(upstreams) => (known.upstreams, known.trouble) = (Rc::new(upstreams), None),
        Err(trouble) => known.trouble = Some(Rc::new(trouble)),
    }
    known.asked = true;
    // Something may have been added while the gateway was asked.
    known.libraries = LAST.with_borrow(|last| last.libraries.clone());
    tell(known);
}

/// Says at once which libraries there are now, before the gateway is asked again.
pub fn remember(libraries: Vec<Library>) {
    LAST.with_borrow_mut(|last| last.libraries = Rc::new(libraries));
}

/// Does something as whoever is signed in, whose token may have to be asked for first.
pub async fn csrf(services: &Services, tag: &str, account: &Account) -> Option<String> {
    if let Some(csrf) = account.csrf() {
        return Some(csrf);
    }
    let session = account::session(services.http.as_ref(), services.records.as_ref(), tag).await.ok()?;
    let csrf = session.csrf.clone();
    account.is.emit(session);
    csrf
}
