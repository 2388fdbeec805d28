//! What is written down of the books that are kept.

use serde::Serialize;
use serde_json::Value;
use yueli_publication::{
    json::{Fields, FromJson},
    read_from_json,
};

/// The store of [`Wish`]es, under the publication's id, and of [`Stock`]s, under [`stock_key`].
pub const STORE: &str = "kept";
/// The channel on which the worker tells every tab its [`News`].
pub const CHANNEL: &str = "yueli-kept";
/// Said on the channel: the wishes have changed.
pub const LOOK: &str = "look";

/// Where the stock of the publication `id` is in the [`STORE`].
pub fn stock_key(id: &str) -> String {
    [id, "/stock"].concat()
}

/// What a reader wants of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Want {
    /// That it is here.
    #[default]
    Keep,
    /// That no more of it comes for now.
    Pause,
    /// That it goes away.
    Gone,
}

/// A book that a reader wants to have here. Written by the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wish {
    /// How the catalogue names it.
    pub id: String,
    /// Where its file is.
    pub url: String,
    /// Where its covers are.
    pub covers: Vec<String>,
    /// The publication as the catalogue gave it: a text that is JSON, which only the page reads.
    pub publication: String,
    /// Since when: ISO 8601.
    pub since: String,
    /// What is wanted.
    pub want: Want,
    /// The SHA-256 of the whole file in Base64, where whoever led to it says it.
    pub digest: Option<String>,
    /// How often it was asked for: asking again is another turn, and what stopped the last one is forgotten.
    pub turn: u32,
}

impl FromJson for Wish {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            id: fields.text("id")?,
            url: fields.text("url")?,
            covers: fields.many("covers"),
            publication: fields.text("publication")?,
            since: fields.text("since")?,
            want: match fields.text("want")?.as_str() {
                "keep" => Want::Keep,
                "pause" => Want::Pause,
                "gone" => Want::Gone,
                _ => return None,
            },
            digest: fields.text("digest"),
            turn: fields.size("turn")?,
        })
    }
}

/// What there is of a book. Written by the worker.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Stock {
    /// The length of the file in bytes; 0 while it is not known.
    pub length: u64,
    /// How many bytes of it were here when this was written.
    pub got: u64,
    /// How many bytes its search index has; 0 where there is none.
    pub index: u64,
    /// The strong `ETag` of the file that these bytes are of.
    pub etag: Option<String>,
    /// The SHA-256 of the whole file in Base64, where the server says it.
    pub digest: Option<String>,
    /// All of it is here, and has been checked.
    pub done: bool,
    /// Why the turn came to an end before.
    pub stopped: Option<Phase>,
    /// Whose end that was.
    pub turn: u32,
}

impl FromJson for Stock {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            length: fields.count("length")?,
            got: fields.count("got")?,
            index: fields.count("index")?,
            etag: fields.text("etag"),
            digest: fields.text("digest"),
            done: fields.is("done"),
            stopped: fields.one("stopped"),
            turn: fields.size("turn")?,
        })
    }
}

read_from_json!(Wish, Stock);

macro_rules! phases {
    ($($(#[doc = $doc:literal])+ $name:ident = $key:literal,)+) => {
        /// Where a book is on its way to this device.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Phase { $($(#[doc = $doc])+ $name,)+ }

        impl Phase {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name, as in the locales.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }
        }
    };
}

phases! {
    /// Others come first, or the worker is about to begin.
    Waiting = "waiting",
    /// Bytes are coming.
    Loading = "loading",
    /// Nobody answers; it goes on by itself.
    Offline = "offline",
    /// All bytes are here and are being looked at.
    Checking = "checking",
    /// The reader has stopped it.
    Paused = "paused",
    /// All of it is here.
    Kept = "kept",
    /// It is not here, and nobody wants it to be.
    Gone = "gone",
    /// Stopped: there is no room for it.
    Full = "full",
    /// Stopped: what came was not the file, twice.
    Damaged = "damaged",
    /// Stopped: the library does not have it any more.
    Missing = "missing",
    /// Stopped: the library does not give it out.
    Refused = "refused",
    /// Stopped: this device keeps nothing.
    Device = "device",
}

impl Phase {
    /// True for what does not go on by itself.
    pub const fn is_stop(self) -> bool {
        matches!(self, Self::Full | Self::Damaged | Self::Missing | Self::Refused | Self::Device)
    }

    /// Where a book is, as far as the records say; one that is under way waits until the worker says more.
    pub fn of(wish: &Wish, stock: &Stock) -> Self {
        match wish.want {
            Want::Gone => Self::Gone,
            _ if stock.done => Self::Kept,
            Want::Pause => Self::Paused,
            Want::Keep => stock.stopped.filter(|_| stock.turn == wish.turn).unwrap_or(Self::Waiting),
        }
    }
}

impl FromJson for Phase {
    fn from_json(value: Value) -> Option<Self> {
        Self::ALL.iter().copied().find(|phase| value == phase.key())
    }
}

/// What the worker tells of one book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct News {
    /// How the catalogue names it.
    pub id: String,
    /// Where it is.
    pub phase: Phase,
    /// How many bytes are here.
    pub got: u64,
    /// How many there are; 0 while that is not known.
    pub length: u64,
    /// How many bytes its search index has.
    pub index: u64,
}

impl FromJson for News {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            id: fields.text("id")?,
            phase: fields.one("phase")?,
            got: fields.count("got")?,
            length: fields.count("length")?,
            index: fields.count("index")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(want: Want, turn: u32) -> Wish {
        Wish {
            id: "a".into(),
            url: "/publications/a/tea.epub".into(),
            covers: vec!["/covers/a/small".into()],
            publication: r#"{"metadata":{"title":"Tea"}}"#.into(),
            since: "2026-01-02T03:04:05Z".into(),
            want,
            digest: Some("AA==".into()),
            turn,
        }
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        for want in [Want::Keep, Want::Pause, Want::Gone] {
            let wish = wish(want, 3);
            let json = serde_json::to_string(&wish).unwrap();
            assert_eq!(serde_json::from_str::<Wish>(&json).unwrap(), wish, "{json}");
        }
        for phase in Phase::ALL {
            let stock = Stock { length: 9, got: 4, etag: Some("\"x\"".into()), ..Stock::default() };
            let stock = Stock { stopped: Some(*phase), turn: 2, ..stock };
            let json = serde_json::to_string(&stock).unwrap();
            assert_eq!(serde_json::from_str::<Stock>(&json).unwrap(), stock, "{json}");
            let news = News { id: "a".into(), phase: *phase, got: 4, length: 9, index: 0 };
            let value = serde_json::to_value(&news).unwrap();
            assert_eq!(News::from_json(value), Some(news));
        }
    }

    #[test]
    fn the_phase_follows_from_what_is_wanted_and_what_is_here() {
        let here = Stock { done: true, ..Stock::default() };
        let full = Stock { stopped: Some(Phase::Full), turn: 1, ..Stock::default() };
        for (want, turn, stock, expected) in [
            (Want::Keep, 1, Stock::default(), Phase::Waiting),
            (Want::Keep, 1, here.clone(), Phase::Kept),
            (Want::Pause, 1, here.clone(), Phase::Kept),
            (Want::Gone, 1, here, Phase::Gone),
            (Want::Pause, 1, Stock::default(), Phase::Paused),
            (Want::Keep, 1, full.clone(), Phase::Full),
            (Want::Pause, 1, full.clone(), Phase::Paused),
            (Want::Keep, 2, full, Phase::Waiting),
        ] {
            assert_eq!(Phase::of(&wish(want, turn), &stock), expected, "{want:?} {stock:?}");
        }
    }
}
