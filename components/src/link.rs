//! Links that a router may follow.

use web_sys::Element;
use yew::prelude::*;

/// The `onclick` for links: a plain click on an address of this site is kept from the browser and `go` is called
/// with the address as it is written. Anything else (another button, a modifier key, another site, a download, a
/// new tab) is left to the browser. It also works on a parent of many links.
pub fn follow(go: Callback<AttrValue>) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        let plain = event.button() == 0
            && !event.default_prevented()
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if !plain {
            return;
        }
        let Some(link) =
            event.target_dyn_into::<Element>().and_then(|hit| hit.closest("a[href]").ok().flatten())
        else {
            return;
        };
        if link.has_attribute("target") || link.has_attribute("download") {
            return;
        }
        if let Some(href) = link.get_attribute("href").filter(|href| is_local(href)) {
            event.prevent_default();
            go.emit(href.into());
        }
    })
}

/// The `onclick` of what does one thing, whatever the click was like.
pub fn clicked(act: &Callback<()>) -> Callback<MouseEvent> {
    act.reform(|_: MouseEvent| ())
}

/// Whether an address is a path of this site: `/title/1`, but not `//elsewhere`, `https:` or `#part`.
fn is_local(href: &str) -> bool {
    href.starts_with('/') && !href.starts_with("//")
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert!(super::is_local("/title/1?from=home#top"));
        for other in ["//elsewhere/", "https://elsewhere/", "#part", "mailto:a@b", ""] {
            assert!(!super::is_local(other), "{other}");
        }
    }
}
