//! The ways to narrow a list of another library's.

use yueli_components::FacetOption;
use yueli_i18n::Catalog;
use yueli_opds::Feed;

use super::address;
use crate::use_cases::libraries::Upstream;

/// One way to narrow a list: what it is called, and the choices.
pub type Narrow = (String, Vec<FacetOption>);

/// The ways to narrow `feed`, which is one of `library`'s. Choices that cannot be asked for are left out, and so is a way that
/// leaves no choice.
pub fn of(feed: &Feed, library: &str, upstream: &Upstream, words: &Catalog) -> Vec<Narrow> {
    let all = feed.facets.iter().map(|facet| {
        let title = facet.metadata.title.get(words.locale().tag()).trim().to_owned();
        let options = facet.links.iter().filter(|link| upstream.has(&link.href)).filter_map(|link| {
            let label = link.title.clone().filter(|title| !title.trim().is_empty())?;
            Some(FacetOption {
                label: label.into(),
                count: link.properties.number_of_items.map(|count| words.number(count as f64).into()),
                selected: link.has_rel("self"),
                href: address::catalogue(library, Some(&link.href), None).into(),
            })
        });
        let title = if title.is_empty() { words.t("catalogue-filters") } else { title };
        (title, options.collect::<Vec<_>>())
    });
    all.filter(|(_, options)| options.len() > 1 || options.iter().any(|own| own.selected)).collect()
}

#[cfg(test)]
mod tests {
    use yueli_i18n::Locale;

    use super::*;
    use crate::use_cases::libraries::place::tests::listed;

    #[test]
    fn choices_lead_to_lists_of_the_library() {
        let json = r#"{"metadata":{"title":"T"},"links":[],"facets":[
            {"metadata":{"title":"Language"},"links":[
                {"href":"https://lib.example/zh","title":"Chinese","rel":"self","properties":{"numberOfItems":1200}},
                {"href":"https://lib.example/en","title":"English"},{"href":"https://spy.example/x","title":"Spy"},{"href":"https://lib.example/y"}]},
            {"metadata":{},"links":[{"href":"https://lib.example/only","title":"Only"}]}]}"#;
        let feed = serde_json::from_str(json).unwrap();
        let found = of(&feed, "city", &listed()[0], &Catalog::new(Locale::En));
        let [(title, options)] = &found[..] else { panic!("one way") };
        let told: Vec<_> = options.iter().map(|own| (own.label.as_str(), own.selected)).collect();
        assert_eq!((title.as_str(), told), ("Language", vec![("Chinese", true), ("English", false)]));
        assert!(options[0].href.starts_with("/library/city?at=https") && options[0].count.is_some());
    }
}
