//! How the app looks and speaks, chosen once and known before the first paint.

use yueli_i18n::Locale;
use yueli_ports::Preferences;

/// The colours of paper and ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Theme {
    /// As the device is set.
    #[default]
    System,
    /// Paper.
    Light,
    /// Night.
    Dark,
    /// Old paper.
    Sepia,
    /// Black and white.
    Contrast,
}

impl Theme {
    /// Every theme, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::System, Self::Light, Self::Dark, Self::Sepia, Self::Contrast];

    /// The name in `data-theme` and in storage; the device's own has none.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
            Self::Sepia => Some("sepia"),
            Self::Contrast => Some("contrast"),
        }
    }

    /// The theme of that name; what is not known is the device's own.
    pub fn named(name: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

/// How much moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Motion {
    /// As the device is set.
    #[default]
    System,
    /// Everything is instant.
    Less,
}

impl Motion {
    /// The name in `data-motion` and in storage.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Less => Some("less"),
        }
    }

    /// The choice of that name.
    pub fn named(name: Option<&str>) -> Self {
        if name == Self::Less.name() { Self::Less } else { Self::System }
    }
}

/// Everything about how the app looks and speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The colours.
    pub theme: Theme,
    /// How much moves.
    pub motion: Motion,
    /// The language of the interface.
    pub locale: Locale,
}

impl Settings {
    /// What was chosen on this device, or what suits `languages` (the device's, best first).
    pub fn load(preferences: &dyn Preferences, languages: &[String]) -> Self {
        let wanted: Vec<String> =
            preferences.get("locale").into_iter().chain(languages.iter().cloned()).collect();
        Self {
            theme: Theme::named(preferences.get("theme").as_deref()),
            motion: Motion::named(preferences.get("motion").as_deref()),
            locale: yueli_i18n::negotiate(&wanted),
        }
    }

    /// Keeps what differs from `before`.
    pub fn keep(self, before: Self, preferences: &dyn Preferences) {
        if self.theme != before.theme {
            preferences.set("theme", self.theme.name());
        }
        if self.motion != before.motion {
            preferences.set("motion", self.motion.name());
        }
        if self.locale != before.locale {
            preferences.set("locale", Some(self.locale.tag()));
        }
    }
}

#[cfg(test)]
mod tests {
    use yueli_ports::fake::FakePreferences;

    use super::*;

    #[test]
    fn the_device_decides_until_the_reader_does() {
        let preferences = FakePreferences::default();
        let english = ["en-GB".to_owned()];
        let first = Settings::load(&preferences, &english);
        assert_eq!((first.theme, first.motion, first.locale), (Theme::System, Motion::System, Locale::En));
        let chosen = Settings { theme: Theme::Sepia, motion: Motion::Less, locale: Locale::ZhCn };
        chosen.keep(first, &preferences);
        assert_eq!(Settings::load(&preferences, &english), chosen);
        first.keep(chosen, &preferences);
        assert_eq!(preferences.get("theme"), None);
    }

    #[test]
    fn an_unknown_theme_is_the_devices_own() {
        assert_eq!(Theme::named(Some("mauve")), Theme::System);
    }
}
