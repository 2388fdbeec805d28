//! Choices that must be known before the first paint: theme, language, less motion.

/// Short strings kept on this device and read at once, without waiting.
///
/// Where the device keeps nothing they last as long as the page.
pub trait Preferences {
    /// What was chosen under `key`.
    fn get(&self, key: &str) -> Option<String>;
    /// Keeps the choice; `None` forgets it.
    fn set(&self, key: &str, value: Option<&str>);
}
