//! Choices kept in `localStorage`, under `yueli.` so that `public/boot.js` finds them before wasm runs.

use std::{cell::RefCell, collections::BTreeMap};

use yueli_ports::Preferences;

/// `localStorage`; where the browser refuses it, the choices last as long as the page.
#[derive(Debug, Default)]
pub struct WebPreferences {
    fallback: RefCell<BTreeMap<String, String>>,
}

impl WebPreferences {
    /// The device's preferences.
    pub fn new() -> Self {
        Self::default()
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

impl Preferences for WebPreferences {
    fn get(&self, key: &str) -> Option<String> {
        match storage() {
            Some(storage) => storage.get_item(&format!("yueli.{key}")).ok().flatten(),
            None => self.fallback.borrow().get(key).cloned(),
        }
    }

    fn set(&self, key: &str, value: Option<&str>) {
        let name = format!("yueli.{key}");
        let kept = match (storage(), value) {
            (Some(storage), Some(value)) => storage.set_item(&name, value).is_ok(),
            (Some(storage), None) => storage.remove_item(&name).is_ok(),
            (None, _) => false,
        };
        if kept {
            return;
        }
        match value {
            Some(value) => self.fallback.borrow_mut().insert(key.to_owned(), value.to_owned()),
            None => self.fallback.borrow_mut().remove(key),
        };
    }
}
