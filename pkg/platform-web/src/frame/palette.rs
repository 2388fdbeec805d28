//! The page's colours, read from the app's own tokens, so that book and app always agree.

use yueli_annotation::Pen;

use super::Palette;

/// The token of a pen's line.
fn pen_token(pen: Pen) -> &'static str {
    match pen {
        Pen::Amber => "--pen-amber",
        Pen::Green => "--pen-green",
        Pen::Blue => "--pen-blue",
        Pen::Red => "--pen-red",
    }
}

/// The token of a pen's ground.
fn ground_token(pen: Pen) -> &'static str {
    match pen {
        Pen::Amber => "--ground-amber",
        Pen::Green => "--ground-green",
        Pen::Blue => "--ground-blue",
        Pen::Red => "--ground-red",
    }
}

impl Palette {
    /// The colours of the theme that the app shows now.
    pub fn of_page() -> Self {
        let Some(window) = web_sys::window() else { return Self::default() };
        let Some(root) = window.document().and_then(|document| document.document_element()) else {
            return Self::default();
        };
        let style = window.get_computed_style(&root).ok().flatten();
        let value = |name: &str| {
            let value = style.as_ref().and_then(|style| style.get_property_value(name).ok());
            value.unwrap_or_default().trim().to_owned()
        };
        let dark = value("color-scheme") == "dark";
        let theme = root.get_attribute("data-theme").unwrap_or_default();
        Self {
            paper: value("--surface"),
            ink: value("--ink"),
            link: value("--accent"),
            mark: value("--mark"),
            override_colours: dark || theme == "sepia" || theme == "contrast",
            dark,
            pens: Pen::ALL.map(|pen| (value(pen_token(pen)), value(ground_token(pen)))),
        }
    }
}
