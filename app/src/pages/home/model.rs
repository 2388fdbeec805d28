//! What the home page shows, made of the root feed and the shelf.

use std::rc::Rc;

use yueli_opds::{Feed, Group, Publication};

use crate::use_cases::{
    catalogue,
    order::in_order,
    search::Search,
    shelf::{ShelfEntry, Standing},
};

/// More books than this are not shown of the shelf: the rest is one step away.
const FROM_SHELF: usize = 8;
/// Fewer books than this are no row: they stand among the new ones, and behind their spine.
const LEAST_IN_ROW: usize = 4;
/// Fewer subjects than this make no case.
const LEAST_SPINES: usize = 3;
/// More subjects than this do not fit into one case.
const SPINES: usize = 18;

/// What the home page shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Home {
    /// The book to go on with.
    pub going_on: Option<ShelfEntry>,
    /// Other books of the shelf that are not finished.
    pub on_the_go: Vec<ShelfEntry>,
    /// What the library lays out.
    pub rows: Vec<Row>,
    /// What the library's books are about.
    pub subjects: Vec<Spine>,
    /// True where the library has put nothing out.
    pub library_is_empty: bool,
}

/// A row of books that the library lays out.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The library's name for it; our own words stand in for an empty one.
    pub title: String,
    /// True for what came last.
    pub is_new: bool,
    /// Where all of them are.
    pub all: Option<String>,
    /// The first of them.
    pub publications: Vec<Rc<Publication>>,
}

/// A subject, as one spine of a bookcase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spine {
    /// The heading.
    pub name: String,
    /// Where its books are.
    pub address: String,
    /// How many there are.
    pub count: Option<u64>,
}

/// What the home page shows in the language `tag`, made of the root feed, the feed of subjects and the shelf.
/// What is not here yet is left out.
pub fn home(feed: Option<&Feed>, about: Option<&Feed>, shelf: &[ShelfEntry], tag: &str) -> Home {
    let mut unfinished = shelf.iter().filter(|entry| entry.standing() != Standing::Finished);
    let going_on = unfinished.clone().find(|entry| entry.standing() == Standing::Reading).cloned();
    let going_on_id = going_on.as_ref().map(|entry| entry.id.clone());
    let on_the_go = unfinished
        .by_ref()
        .filter(|entry| Some(&entry.id) != going_on_id.as_ref())
        .take(FROM_SHELF)
        .cloned()
        .collect();
    let Some(feed) = feed else { return Home { going_on, on_the_go, ..Home::default() } };
    let rows = rows(feed, tag);
    let subjects = subjects(feed, about);
    let library_is_empty = rows.is_empty() && subjects.is_empty();
    Home { going_on, on_the_go, rows, subjects, library_is_empty }
}

fn rows(feed: &Feed, tag: &str) -> Vec<Row> {
    let own = Group { publications: feed.publications.clone(), ..Group::default() };
    let row = |group: &Group| {
        let all = group.link("self").and_then(|link| Search::from_feed_href(&link.href));
        Row {
            title: group.metadata.title.get(tag).to_owned(),
            is_new: all.as_ref().is_some_and(|search| search.sort.starts_with("new")),
            all: all.map(|search| search.to_address()),
            // A publication without a document of its own has no page here to lead to.
            publications: group
                .publications
                .iter()
                .filter(|publication| catalogue::id_of(publication).is_some())
                .cloned()
                .map(Rc::new)
                .collect(),
        }
    };
    let rows = [&own].into_iter().chain(&feed.groups).map(row);
    rows.filter(|row| {
        let least = if row.is_new { 1 } else { LEAST_IN_ROW };
        row.publications.len() >= least
    })
    .collect()
}

fn subjects(feed: &Feed, about: Option<&Feed>) -> Vec<Spine> {
    let feeds = about.into_iter().chain([feed]);
    let links =
        feeds.flat_map(|feed| feed.groups.iter().flat_map(|group| &group.navigation).chain(&feed.navigation));
    let mut spines: Vec<Spine> = Vec::new();
    for link in links {
        let Some(search) = Search::from_feed_href(&link.href) else { continue };
        let known = spines.iter().any(|spine| spine.address == search.to_address());
        if search.subject.is_empty() || known || link.properties.number_of_items == Some(0) {
            continue;
        }
        let name = link.title.clone().filter(|title| !title.trim().is_empty());
        spines.push(Spine {
            name: name.unwrap_or_else(|| search.subject.clone()),
            address: search.to_address(),
            count: link.properties.number_of_items,
        });
    }
    // The largest first, so that a case which is too small holds what most readers look for.
    let mut spines = in_order(spines, |a, b| a.count > b.count);
    spines.truncate(if spines.len() < LEAST_SPINES { 0 } else { SPINES });
    spines
}

/// Where the feed of subjects is, as the root feed says it.
pub fn subjects_url(feed: &Feed) -> Option<&str> {
    feed.navigation.iter().map(|link| link.href.as_str()).find(|href| href.ends_with("/subjects"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, opened: bool, finished: bool) -> ShelfEntry {
        ShelfEntry {
            id: id.into(),
            publication: Publication::default(),
            added: "2026-01-01T00:00:00Z".into(),
            opened: opened.then(|| "2026-01-02T00:00:00Z".to_owned()),
            read: None,
            locator: None,
            finished,
            excerpt: None,
            chapter: None,
            chapters: Vec::new(),
        }
    }

    #[test]
    fn the_last_book_that_is_being_read_goes_on() {
        let shelf = [
            entry("saved", false, false),
            entry("done", true, true),
            entry("a", true, false),
            entry("b", true, false),
        ];
        let home = home(None, None, &shelf, "en");
        assert_eq!(home.going_on.map(|entry| entry.id).as_deref(), Some("a"));
        let ids: Vec<&str> = home.on_the_go.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["saved", "b"]);
        assert!(!home.library_is_empty, "nothing is known of it yet");
    }

    #[test]
    fn the_library_lays_out_rows_and_subjects() {
        let json = r#"{"metadata":{"title":"L"},"links":[],
          "navigation":[{"href":"/opds/publications","title":"All"}],
          "groups":[
            {"metadata":{"title":"New"},"links":[{"rel":"self","href":"/opds/publications?sort=newest"}],
             "publications":[{"metadata":{"title":"T"},"links":[{"rel":"self","href":"/opds/publications/t"}]},
                             {"metadata":{"title":"No page"},"links":[]}]},
            {"metadata":{"title":"Subjects"},"navigation":[
              {"href":"/opds/publications?subject=Tea","title":"Tea","properties":{"numberOfItems":2}},
              {"href":"/opds/publications?subject=Sea","title":"Sea","properties":{"numberOfItems":3}},
              {"href":"/opds/publications?subject=Law","title":"Law","properties":{"numberOfItems":1}},
              {"href":"/opds/publications?subject=None","title":"None","properties":{"numberOfItems":0}}]}]}"#;
        let feed: Feed = serde_json::from_str(json).unwrap();
        let home = home(Some(&feed), None, &[], "en");
        assert_eq!(home.rows.len(), 1);
        assert_eq!(home.rows[0].publications.len(), 1);
        assert!(home.rows[0].is_new);
        assert_eq!(home.rows[0].all.as_deref(), Some("/catalogue?sort=newest"));
        let sea = Spine { name: "Sea".into(), address: "/catalogue?subject=Sea".into(), count: Some(3) };
        assert_eq!((home.subjects.len(), &home.subjects[0]), (3, &sea));
    }

    #[test]
    fn an_empty_library_is_said_to_be_empty() {
        assert!(home(Some(&Feed::default()), None, &[], "en").library_is_empty);
    }
}
