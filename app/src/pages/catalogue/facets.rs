//! Ways to narrow a list, as the library offers them.

use yueli_opds::Facet;

use crate::use_cases::search::Search;

/// One way to narrow a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// Which part of the search it sets.
    pub field: Field,
    /// What it is called, where the library says so.
    pub title: String,
    /// What can be chosen.
    pub choices: Vec<Choice>,
}

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is called.
    pub name: String,
    /// How many publications it leaves.
    pub count: Option<u64>,
    /// True where it is chosen now.
    pub chosen: bool,
    /// The search after it is chosen, or taken back.
    pub search: Search,
}

/// A part of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The language.
    Language,
    /// The subject.
    Subject,
    /// The format.
    Format,
    /// The order.
    Sort,
}

impl Field {
    const ALL: [Self; 4] = [Self::Language, Self::Subject, Self::Format, Self::Sort];

    /// Its value in a search.
    pub fn of(self, search: &Search) -> &str {
        match self {
            Self::Language => &search.language,
            Self::Subject => &search.subject,
            Self::Format => &search.format,
            Self::Sort => &search.sort,
        }
    }

    /// The same search with another value.
    #[must_use]
    pub fn set(self, search: &Search, value: &str) -> Search {
        let mut search = search.clone();
        let field = match self {
            Self::Language => &mut search.language,
            Self::Subject => &mut search.subject,
            Self::Format => &mut search.format,
            Self::Sort => &mut search.sort,
        };
        value.clone_into(field);
        search
    }

    /// The key of its name in the locales.
    pub fn key(self) -> &'static str {
        match self {
            Self::Language => "facet-language",
            Self::Subject => "facet-subject",
            Self::Format => "facet-format",
            Self::Sort => "catalogue-sort",
        }
    }
}

/// The ways to narrow the list that `search` found, the order among them. A facet of another kind than we can
/// keep in an address is left out.
pub fn of(facets: &[Facet], search: &Search, tag: &str) -> Vec<Choices> {
    facets.iter().filter_map(|facet| choices(facet, search, tag)).collect()
}

fn choices(facet: &Facet, search: &Search, tag: &str) -> Option<Choices> {
    let links: Vec<(&yueli_publication::Link, Search)> =
        facet.links.iter().filter_map(|link| Some((link, Search::from_feed_href(&link.href)?))).collect();
    let field = field(&links.iter().map(|(_, leads_to)| leads_to.clone()).collect::<Vec<_>>(), search)?;
    let every = links.iter().find(|(_, leads_to)| field.of(leads_to).is_empty());
    let every = every.and_then(|(link, _)| link.properties.number_of_items);
    let choices: Vec<Choice> = links
        .into_iter()
        .filter_map(|(link, leads_to)| {
            let value = field.of(&leads_to);
            // "All of them" is what taking back a choice leads to.
            if value.is_empty() && field != Field::Sort {
                return None;
            }
            let name = link.title.clone().filter(|title| !title.trim().is_empty())?;
            let current = field.of(search);
            let chosen = link.has_rel("self") || (!value.is_empty() && value.eq_ignore_ascii_case(current));
            // Choosing what is chosen takes it back; an order is only ever changed for another.
            let taken_back = chosen && field != Field::Sort;
            Some(Choice {
                name,
                count: link.properties.number_of_items,
                chosen,
                search: field.set(search, if taken_back { "" } else { value }),
            })
        })
        .collect();
    // One choice that leaves everything there is narrows nothing.
    let narrows = match choices.as_slice() {
        [] => false,
        [one] => one.chosen || one.count.is_none() || one.count != every,
        _ => true,
    };
    narrows.then(|| Choices { field, title: facet.metadata.title.get(tag).to_owned(), choices })
}

/// Which part of the search the links of a facet set: the one in which they differ from each other, or from
/// the search as it is.
fn field(leads_to: &[Search], search: &Search) -> Option<Field> {
    let differ = |field: &Field| {
        let first = leads_to.first().map(|own| field.of(own));
        leads_to.iter().any(|own| Some(field.of(own)) != first)
    };
    let set_anew = |field: &Field| leads_to.iter().any(|own| field.of(own) != field.of(search));
    let named = |field: &Field| leads_to.iter().any(|own| !field.of(own).is_empty());
    let all = || Field::ALL.into_iter();
    all().find(differ).or_else(|| all().find(set_anew)).or_else(|| all().rev().find(named))
}

#[cfg(test)]
mod tests {
    use yueli_publication::Link;

    use super::*;

    fn facet(links: &[(&str, &str, bool)]) -> Facet {
        let mut facet = Facet::default();
        for (title, query, chosen) in links {
            let link = Link::to(format!("/opds/publications?{query}")).titled(*title);
            facet.links.push(if *chosen { link.with_rel("self") } else { link });
        }
        facet
    }

    #[test]
    fn a_choice_leads_to_a_search_and_back() {
        let here = Search { text: "tea".into(), language: "zh".into(), ..Search::default() };
        let offered = facet(&[
            ("Chinese", "query=tea&language=zh", true),
            ("English", "query=tea&language=en&page=1", false),
        ]);
        let found = of(&[offered], &here, "en");
        assert_eq!(found[0].field, Field::Language);
        let [chinese, english] = found[0].choices.as_slice() else { panic!("two choices") };
        assert!(chinese.chosen && !english.chosen);
        assert_eq!(chinese.search, Search::words("tea"));
        assert_eq!(english.search.language, "en");
    }

    #[test]
    fn one_choice_alone_is_understood() {
        let found = of(&[facet(&[("Sea", "subject=Sea", false)])], &Search::default(), "en");
        assert_eq!(found[0].field, Field::Subject);
        assert_eq!(found[0].choices[0].search, Search::subject("Sea"));
    }

    #[test]
    fn all_of_them_is_no_choice_of_its_own() {
        let json = r#"{"metadata":{"title":"Format"},"links":[
            {"href":"/opds/publications","title":"Any","rel":"self","properties":{"numberOfItems":9}},
            {"href":"/opds/publications?format=epub","title":"EPUB","properties":{"numberOfItems":7}}]}"#;
        let offered: Facet = serde_json::from_str(json).unwrap();
        let found = of(&[offered], &Search::default(), "en");
        assert_eq!(found[0].choices.iter().map(|own| own.name.as_str()).collect::<Vec<_>>(), ["EPUB"]);
        let useless: Facet = serde_json::from_str(&json.replace('7', "9")).unwrap();
        assert_eq!(of(&[useless], &Search::default(), "en"), []);
    }

    #[test]
    fn an_order_is_changed_and_never_taken_back() {
        let here = Search { sort: "title".into(), ..Search::default() };
        let offered = facet(&[("Title", "sort=title", true), ("Newest", "sort=newest", false)]);
        let found = of(&[offered], &here, "en");
        assert_eq!(found[0].field, Field::Sort);
        assert_eq!(found[0].choices[0].search, here);
    }

    #[test]
    fn what_cannot_be_kept_in_an_address_is_left_out() {
        assert_eq!(of(&[facet(&[("Blue", "colour=blue", false)])], &Search::default(), "en"), []);
        assert_eq!(of(&[Facet::default()], &Search::default(), "en"), []);
    }
}
