//! What stands in the query of the addresses of other libraries' pages.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::route::Route;

/// The page of the document at `at` of a library, its first one where there is none; `words` were searched for.
pub fn catalogue(library: &str, at: Option<&str>, words: Option<&str>) -> String {
    let path = Route::library(library.to_owned()).to_path();
    with(path, &[("at", at), ("q", words)])
}

/// The page of a book that is described at `at`: among others, by what tells it from them.
pub fn title(library: &str, at: &str, of: Option<&str>) -> String {
    let path = Route::LibraryTitle { id: library.to_owned().into() }.to_path();
    with(path, &[("at", Some(at)), ("of", of)])
}

/// The page of a search in all libraries.
pub fn everywhere(words: &str) -> String {
    with(Route::AllLibraries.to_path(), &[("q", Some(words).filter(|words| !words.is_empty()))])
}

/// The value of a query (with or without `?`) under `name`.
pub fn value(query: &str, name: &str) -> Option<String> {
    let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(own, _)| *own == name)?;
    let value = percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned();
    Some(value).filter(|value| !value.is_empty())
}

fn with(mut path: String, pairs: &[(&str, Option<&str>)]) -> String {
    let mut joint = '?';
    for (name, value) in pairs.iter().filter_map(|(name, value)| Some((name, (*value)?))) {
        path.push(joint);
        path.extend([name, "="]);
        path.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
        joint = '&';
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_into_an_address_is_found_in_it() {
        let at = "https://lib.example/opds?q=茶 & x#y";
        for address in [catalogue("city", Some(at), Some("茶 +")), title("city", at, Some("茶 +"))] {
            let (path, query) = address.split_once('?').unwrap();
            assert!(path.starts_with("/library/city"), "{path}");
            assert_eq!(value(query, "at").as_deref(), Some(at));
            assert_eq!(value(query, "q").or(value(query, "of")).as_deref(), Some("茶 +"));
        }
        assert_eq!(catalogue("city", None, None), "/library/city");
        assert_eq!(everywhere(""), "/libraries/search");
        assert_eq!(value("?q=tea+time&at=", "q").as_deref(), Some("tea time"));
        assert_eq!(value("?q=tea&at=", "at"), None);
    }
}
