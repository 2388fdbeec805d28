//! Choices kept in `localStorage`, under `yueli.` so that `public/boot.js` finds them before wasm runs.

use std::cell::RefCell;

use yueli_ports::Preferences;

/// `localStorage`; where the browser refuses it, the choices last as long as the page.
#[derive(Debug, Default)]
pub struct WebPreferences {
    fallback: RefCell<Vec<(String, String)>>,
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
            None => {
                let fallback = self.fallback.borrow();
                fallback.iter().find(|(own, _)| own == key).map(|(_, value)| value.clone())
            }
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
        let mut fallback = self.fallback.borrow_mut();
        fallback.retain(|(own, _)| own != key);
        fallback.extend(value.map(|value| (key.to_owned(), value.to_owned())));
    }
}
