//! A screen that stays lit.

/// Keeps the device's screen lit while somebody reads.
pub trait Awake {
    /// Lit from now on (true), or as the device is set (false). Where the browser cannot, nothing happens.
    fn keep(&self, lit: bool);
}
