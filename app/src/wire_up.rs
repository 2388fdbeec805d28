//! Joins the ports to the browser, and hands them to the pages.

use std::rc::Rc;

use yew::prelude::*;
use yueli_platform_web::{WebAwake, WebClock, WebHttp, WebPreferences, WebRecords};
use yueli_ports::{Awake, Clock, Http, Preferences};
use yueli_publication::Time;

use crate::{
    shell::{following::Pokes, readiness::Readiness},
    use_cases::{drawers::Drawers, kept::Cellar, licences::Licences, shelf::Shelf},
};

/// Every effect a page may have.
#[derive(Clone)]
pub struct Services {
    /// Asks servers.
    pub http: Rc<dyn Http>,
    /// Keeps small things on this device; what is about reading in the drawer of whoever reads.
    pub records: Rc<Drawers>,
    /// Keeps choices that must be known before the first paint.
    pub preferences: Rc<dyn Preferences>,
    /// Tells the time.
    pub clock: Rc<dyn Clock>,
    /// Keeps the screen lit.
    pub awake: Rc<dyn Awake>,
    /// The book that is made ready to be read.
    pub readiness: Readiness,
    /// Hears that something was read or noted.
    pub pokes: Pokes,
}

impl Services {
    /// The browser's.
    pub fn of_browser() -> Self {
        let preferences: Rc<dyn Preferences> = Rc::new(WebPreferences::new());
        Self {
            http: Rc::new(WebHttp::new()),
            records: Rc::new(Drawers::new(Rc::new(WebRecords::new()), preferences.clone())),
            preferences,
            clock: Rc::new(WebClock::new()),
            awake: Rc::new(WebAwake::default()),
            readiness: Readiness::default(),
            pokes: Pokes::default(),
        }
    }

    /// The shelf on this device.
    pub fn shelf(&self) -> Shelf {
        Shelf::new(self.records.clone(), self.clock.clone())
    }

    /// The licences of protected books on this device.
    pub fn licences(&self) -> Licences {
        Licences::new(self.records.clone())
    }

    /// What time it is.
    pub fn now(&self) -> Time {
        Time::from_millis(self.clock.now_ms() as i64)
    }

    /// The books that are kept on this device.
    pub fn cellar(&self) -> Cellar {
        Cellar::new(self.records.clone(), self.clock.clone())
    }
}

impl PartialEq for Services {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.http, &other.http)
            && Rc::ptr_eq(&self.records, &other.records)
            && Rc::ptr_eq(&self.preferences, &other.preferences)
            && Rc::ptr_eq(&self.clock, &other.clock)
            && self.readiness == other.readiness
    }
}

/// The services that the app was started with.
#[hook]
pub fn use_services() -> Services {
    // Outside the app (a component's own test) the browser's are as good as any.
    use_context::<Services>().unwrap_or_else(Services::of_browser)
}
