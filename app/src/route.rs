//! The site map.

use yew::AttrValue;
use yew_router::Routable;

/// Every place in the app. What the reader searches for is in the query: see `use_cases::search`.
#[derive(Debug, Clone, PartialEq, Routable)]
pub enum Route {
    /// Where reading goes on, and what the library has.
    #[at("/")]
    Home,
    /// Finding a book.
    #[at("/catalogue")]
    Catalogue,
    /// One book, before it is opened.
    #[at("/title/:id")]
    Title {
        /// How the catalogue names it.
        id: AttrValue,
    },
    /// One book, open.
    #[at("/read/:id")]
    Read {
        /// How the catalogue names it.
        id: AttrValue,
    },
    /// The reader's books.
    #[at("/shelf")]
    Shelf,
    /// The reader's own page.
    #[at("/you")]
    You,
    /// How the app looks and speaks.
    #[at("/settings")]
    Settings,
    /// What this is, and what becomes of what it knows.
    #[at("/about")]
    About,
    /// Every component in every state, for those who work on them; nothing leads here.
    #[at("/gallery")]
    Gallery,
    /// Anything else.
    #[not_found]
    #[at("/404")]
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

    /// The place in the navigation that stands for this page.
    pub fn place(&self) -> Option<Self> {
        match self {
            Self::Home => Some(Self::Home),
            Self::Catalogue | Self::Title { .. } => Some(Self::Catalogue),
            Self::Shelf => Some(Self::Shelf),
            Self::You | Self::Settings | Self::About => Some(Self::You),
            Self::Read { .. } | Self::Gallery | Self::NotFound => None,
        }
    }

    /// The route of an address on our own server (with or without query), unless it is a file's.
    pub fn of_address(address: &str) -> Option<Self> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        match Self::recognize(path) {
            Some(Self::NotFound) | None => None,
            found => found,
        }
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
            ("/shelf", Route::Shelf),
            ("/you", Route::You),
            ("/settings", Route::Settings),
            ("/about", Route::About),
            ("/gallery", Route::Gallery),
            ("/404", Route::NotFound),
        ] {
            assert_eq!(Route::recognize(address), Some(route.clone()), "{address}");
            assert_eq!(route.to_path(), address);
        }
    }

    #[test]
    fn only_pages_are_ours_to_open() {
        assert_eq!(Route::of_address("/catalogue?q=tea"), Some(Route::Catalogue));
        assert_eq!(Route::of_address("/opds/publications/a"), None);
        assert_eq!(Route::recognize("/nowhere/at/all"), Some(Route::NotFound));
    }
}
