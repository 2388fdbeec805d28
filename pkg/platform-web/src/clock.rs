//! The time.

use yueli_ports::Clock;

/// The device's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct WebClock;

impl WebClock {
    /// The device's clock.
    pub fn new() -> Self {
        Self
    }
}

impl Clock for WebClock {
    fn now_ms(&self) -> f64 {
        js_sys::Date::now()
    }
}
