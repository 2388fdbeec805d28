//! What the open book may fetch that is not in it: nothing, until the reader has said so.
//!
//! What lies elsewhere is taken out of documents and style sheets, and the policy that they are shown under names no
//! host. Where the reader consents, the hosts that the book declares sound, film or typefaces on are named, each for
//! its kind, and what refers to them stays.

use std::cell::{Cell, RefCell};

use yueli_platform_web::WebRecords;
use yueli_ports::RecordsExt;
use yueli_publication::{Elsewhere, ElsewhereKind, Manifest, origin, url};

/// The store of what is kept for single books; “Forget my reading” empties it.
const STORE: &str = "places";
/// What stands in place of what lies elsewhere: nothing, without asking anybody.
const NOTHING: &str = "data:,";

/// What the open book declares, and what the reader said of it.
#[derive(Default)]
pub(crate) struct Gate {
    /// What the answer is kept under; nothing where the book wants nothing.
    key: String,
    wanted: Vec<Elsewhere>,
    answer: Cell<Option<bool>>,
    /// The origins that may be asked now.
    open: RefCell<Vec<String>>,
}

impl Gate {
    /// The gate of the book from `url`, as the reader left it.
    pub(crate) async fn of(url: &str, manifest: &Manifest) -> Self {
        let wanted: Vec<Elsewhere> =
            manifest.elsewhere().into_iter().filter(|one| one.kind.may_be_fetched()).collect();
        let key = if wanted.is_empty() { String::new() } else { ["elsewhere ", url].concat() };
        let gate = Self { key, wanted, ..Self::default() };
        if !gate.key.is_empty() {
            // What cannot be read was not answered.
            gate.set(WebRecords::new().get::<bool>(STORE, &gate.key).await.ok().flatten());
        }
        gate
    }

    /// What the reader answered, if anything.
    pub(crate) fn answer(&self) -> Option<bool> {
        self.answer.get()
    }

    /// The reader answers. A device that keeps nothing asks again next time.
    pub(crate) async fn set_and_keep(&self, allow: bool) {
        if !self.key.is_empty() {
            self.set(Some(allow));
            let _ = WebRecords::new().put(STORE, &self.key, &allow).await;
        }
    }

    fn set(&self, answer: Option<bool>) {
        self.answer.set(answer);
        let origins = self.wanted.iter().map(|one| one.origin.clone());
        *self.open.borrow_mut() = if answer == Some(true) { origins.collect() } else { Vec::new() };
    }

    /// The origins that documents may have things of these kinds from.
    pub(crate) fn origins(&self, kinds: &[ElsewhereKind]) -> Vec<&str> {
        let allowed = self.answer.get() == Some(true);
        let wanted = self.wanted.iter().filter(|one| allowed && kinds.contains(&one.kind));
        wanted.map(|one| one.origin.as_str()).collect()
    }

    /// What a reference found in the resource at `base` is replaced with: nothing, where it leads to what may not be
    /// fetched; `None` where it stays.
    pub(crate) fn closed_to(&self, base: &str, href: &str) -> Option<String> {
        let full = url::resolve(base, href);
        let inside = !url::is_absolute(&full) || ["data:", "blob:"].iter().any(|own| starts(&full, own));
        let open = || origin(&full).is_some_and(|origin| self.open.borrow().contains(&origin));
        (!inside && !open()).then(|| NOTHING.to_owned())
    }
}

fn starts(url: &str, scheme: &str) -> bool {
    url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_declared_and_allowed_stays() {
        let one = |origin: &str, kind| Elsewhere { origin: origin.to_owned(), kind, count: 1 };
        let wanted = vec![
            one("https://a.example", ElsewhereKind::Sound),
            one("https://b.example:81", ElsewhereKind::Typeface),
        ];
        let gate = Gate { wanted, ..Gate::default() };
        let stays = |href: &str| gate.closed_to("OPS/a.xhtml", href).is_none();
        let outside = ["https://a.example/1.mp3", "HTTPS://A.example/x", "ht\ntps://b.example:81/f.otf"];
        let never = [
            "http://a.example/1.mp3",
            "https://b.example/f.otf",
            "https://c.example/",
            "//a.example/1.mp3",
            "\\\\a.example\\1.mp3",
            "ftp://a.example/1",
            "https://a.example@c.example/",
        ];
        let own = ["b.mp3", "#x", "../../x", "/y", "data:image/png;base64,x", "DATA:,", "blob:x"];
        for answer in [None, Some(false), Some(true), Some(false)] {
            gate.set(answer);
            let open = answer == Some(true);
            assert!(outside.iter().all(|href| stays(href) == open), "{answer:?}");
            assert!(never.iter().all(|href| !stays(href)), "{answer:?}");
            assert!(own.iter().all(|href| stays(href)), "{answer:?}");
            let sound = gate.origins(&[ElsewhereKind::Sound, ElsewhereKind::Film]);
            assert_eq!(sound, if open { vec!["https://a.example"] } else { Vec::new() });
        }
    }
}
