//! The site map.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use yew::AttrValue;

const TITLE: &str = "/title/";
const READ: &str = "/read/";
const ACCOUNT: &str = "/account";
const LIBRARY: &str = "/library/";
/// What follows a library's name in the address of a title of it.
const ITS_TITLE: &str = "/title";
const NOTES: &str = "/notes/";
/// What stays as it is in one part of a path.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Every place in the app. What the reader searches for is in the query: see `use_cases::search`.
#[derive(Debug, Clone, PartialEq)]
pub enum Route {
    /// Where reading goes on, and what the library has.
    Home,
    /// Finding a book.
    Catalogue,
    /// One book, before it is opened.
    Title {
        /// How the catalogue names it.
        id: AttrValue,
    },
    /// One book, open.
    Read {
        /// How the catalogue names it.
        id: AttrValue,
    },
    /// The reader's notes of one book.
    Notes {
        /// How the catalogue names it.
        id: AttrValue,
    },
    /// Other libraries, and adding one.
    Libraries,
    /// One search in all libraries. What is searched for is in the query.
    AllLibraries,
    /// The catalogue of another library. Which document of it is in the query.
    Library {
        /// How the app names the library.
        id: AttrValue,
    },
    /// One book of another library. Where it is described is in the query.
    LibraryTitle {
        /// How the app names the library.
        id: AttrValue,
    },
    /// The reader's books.
    Shelf,
    /// The reader's own page.
    You,
    /// Signing in at the library. Where one goes after it is in the query.
    SignIn,
    /// A patron's account: her own, a child's, one at another library.
    Account {
        /// What is left of the path: nothing, or `/family/{id}` and so on. See `pages::account`.
        rest: AttrValue,
    },
    /// Where librarians work.
    Desk,
    /// How the app looks and speaks.
    Settings,
    /// What this is, and what becomes of what it knows.
    About,
    /// What is kept on this device, and how to make room.
    Storage,
    /// Licences of protected books.
    Licences,
    /// Every component in every state, for those who work on them; nothing leads here.
    Gallery,
    /// Anything else.
    NotFound,
}

impl Route {
    /// The title page of the publication `id`.
    pub fn title(id: impl Into<AttrValue>) -> Self {
        Self::Title { id: id.into() }
    }

    /// The publication `id`, open.
    pub fn read(id: impl Into<AttrValue>) -> Self {
        Self::Read { id: id.into() }
    }

    /// The account of whoever is signed in.
    pub fn account() -> Self {
        Self::Account { rest: AttrValue::Static("") }
    }

    /// The catalogue of the library `id`.
    pub fn library(id: impl Into<AttrValue>) -> Self {
        Self::Library { id: id.into() }
    }

    /// The reader's notes of the publication `id`.
    pub fn notes(id: impl Into<AttrValue>) -> Self {
        Self::Notes { id: id.into() }
    }

    /// The route of a path, with or without a slash at its end.
    pub fn recognize(path: &str) -> Self {
        let path = path.strip_suffix('/').unwrap_or(path);
        let id = |encoded: &str| {
            let id = percent_decode_str(encoded).decode_utf8().ok()?;
            (!encoded.is_empty() && !encoded.contains('/')).then(|| AttrValue::from(id.into_owned()))
        };
        match path {
            "" => Self::Home,
            "/catalogue" => Self::Catalogue,
            "/shelf" => Self::Shelf,
            "/libraries" => Self::Libraries,
            "/libraries/search" => Self::AllLibraries,
            "/you" => Self::You,
            "/sign-in" => Self::SignIn,
            "/desk" => Self::Desk,
            "/settings" => Self::Settings,
            "/about" => Self::About,
            "/storage" => Self::Storage,
            "/licences" => Self::Licences,
            "/gallery" => Self::Gallery,
            _ => {
                let title = path.strip_prefix(TITLE).and_then(id).map(|id| Self::Title { id });
                let read = || path.strip_prefix(READ).and_then(id).map(|id| Self::Read { id });
                let account = || {
                    let rest = path.strip_prefix(ACCOUNT)?;
                    let rest = AttrValue::from(rest.to_owned());
                    (rest.is_empty() || rest.starts_with('/')).then_some(Self::Account { rest })
                };
                let notes = || path.strip_prefix(NOTES).and_then(id).map(|id| Self::Notes { id });
                let library = || {
                    let own = path.strip_prefix(LIBRARY)?;
                    match own.strip_suffix(ITS_TITLE) {
                        Some(own) => id(own).map(|id| Self::LibraryTitle { id }),
                        None => id(own).map(|id| Self::Library { id }),
                    }
                };
                title.or_else(read).or_else(notes).or_else(library).or_else(account).unwrap_or(Self::NotFound)
            }
        }
    }

    /// The path of the route.
    pub fn to_path(&self) -> String {
        let of = |under: &str, id: &str| format!("{under}{}", utf8_percent_encode(id, SEGMENT));
        let path = match self {
            Self::Home => "/",
            Self::Catalogue => "/catalogue",
            Self::Title { id } => return of(TITLE, id),
            Self::Read { id } => return of(READ, id),
            Self::Library { id } => return of(LIBRARY, id),
            Self::LibraryTitle { id } => return of(LIBRARY, id) + ITS_TITLE,
            Self::Libraries => "/libraries",
            Self::AllLibraries => "/libraries/search",
            Self::Notes { id } => return of(NOTES, id),
            Self::Shelf => "/shelf",
            Self::You => "/you",
            Self::SignIn => "/sign-in",
            Self::Account { rest } => return format!("{ACCOUNT}{rest}"),
            Self::Desk => "/desk",
            Self::Settings => "/settings",
            Self::About => "/about",
            Self::Storage => "/storage",
            Self::Licences => "/licences",
            Self::Gallery => "/gallery",
            Self::NotFound => "/404",
        };
        path.to_owned()
    }

    /// The place in the navigation that stands for this page.
    pub fn place(&self) -> Option<Self> {
        match self {
            Self::Home => Some(Self::Home),
            Self::Catalogue
            | Self::Title { .. }
            | Self::AllLibraries
            | Self::Library { .. }
            | Self::LibraryTitle { .. } => Some(Self::Catalogue),
            Self::Shelf | Self::Notes { .. } => Some(Self::Shelf),
            Self::You
            | Self::Libraries
            | Self::SignIn
            | Self::Account { .. }
            | Self::Desk
            | Self::Settings
            | Self::About
            | Self::Storage
            | Self::Licences => Some(Self::You),
            Self::Read { .. } | Self::Gallery | Self::NotFound => None,
        }
    }

    /// The route of an address on our own server (with or without query), unless it is a file's.
    pub fn of_address(address: &str) -> Option<Self> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        Some(Self::recognize(path)).filter(|found| *found != Self::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_a_route_and_back() {
        for (address, route) in [
            ("/", Route::Home),
            ("/catalogue", Route::Catalogue),
            ("/title/moby-dick", Route::title("moby-dick")),
            ("/title/a%20b%2Fc", Route::title("a b/c")),
            ("/read/%E8%8C%B6", Route::read("茶")),
            ("/libraries", Route::Libraries),
            ("/libraries/search", Route::AllLibraries),
            ("/library/city", Route::library("city")),
            ("/library/city/title", Route::LibraryTitle { id: "city".into() }),
            ("/notes/moby-dick", Route::notes("moby-dick")),
            ("/shelf", Route::Shelf),
            ("/you", Route::You),
            ("/sign-in", Route::SignIn),
            ("/account", Route::account()),
            ("/account/at/folio", Route::Account { rest: "/at/folio".into() }),
            ("/desk", Route::Desk),
            ("/settings", Route::Settings),
            ("/about", Route::About),
            ("/storage", Route::Storage),
            ("/licences", Route::Licences),
            ("/gallery", Route::Gallery),
            ("/404", Route::NotFound),
        ] {
            assert_eq!(Route::recognize(address), route, "{address}");
            assert_eq!(route.to_path(), address);
        }
    }

    #[test]
    fn only_pages_are_ours_to_open() {
        assert_eq!(Route::of_address("/catalogue?q=tea"), Some(Route::Catalogue));
        assert_eq!(Route::of_address("/opds/publications/a"), None);
        for nowhere in [
            "/nowhere/at/all",
            "/accounts",
            "/library/",
            "/library/a/b",
            "/title",
            "/title/",
            "/title/a/b",
            "/read/%FF",
            "",
            "//catalogue",
        ] {
            let known = if nowhere.is_empty() { Route::Home } else { Route::NotFound };
            assert_eq!(Route::recognize(nowhere), known, "{nowhere}");
        }
        assert_eq!(Route::recognize("/shelf/"), Route::Shelf);
        assert_eq!(Route::recognize("/title/a/"), Route::title("a"));
    }
}
