//! The ways to narrow and to order the list.

use yew::{prelude::*, props};
use yueli_components::{Chip, Choice as Entry, FacetGroup, FacetOption, Select};
use yueli_i18n::Catalog;

use super::facets::{Choice, Choices, Field};
use crate::use_cases::search::Search;

/// Every way to narrow the list, the order aside.
pub fn groups(choices: &[Choices], words: &Catalog) -> Html {
    let groups = choices.iter().filter(|group| group.field != Field::Sort).map(|group| {
        let options: Vec<FacetOption> = group.choices.iter().map(|choice| option(choice, words)).collect();
        html! {
            <FacetGroup key={group.field.key()} title={words.t(group.field.key())} {options}
                more_label={words.t("facet-all")} fewer_label={words.t("facet-fewer")} />
        }
    });
    html! { <>{ for groups }</> }
}

fn option(choice: &Choice, words: &Catalog) -> FacetOption {
    FacetOption {
        label: choice.name.clone().into(),
        count: choice.count.map(|count| words.number(count as f64).into()),
        selected: choice.chosen,
        href: choice.search.to_address().into(),
    }
}

/// What the list is narrowed to, each to be taken back.
pub fn chosen(choices: &[Choices], search: &Search, words: &Catalog) -> Html {
    if search.filters() == 0 {
        return Html::default();
    }
    let chips = [Field::Language, Field::Subject, Field::Format].into_iter().filter_map(|field| {
        let value = field.of(search);
        if value.is_empty() {
            return None;
        }
        let name = name(field, value, choices, words);
        let remove = words.t_args("catalogue-filter-remove", &[("name", (&name).into())]);
        let href = field.set(search, "").to_address();
        let (remove_label, href) = (AttrValue::from(remove), AttrValue::from(href));
        Some(Html::from(props!(Chip { text: name, selected: true, remove_label, href })))
    });
    html! { <div class="chips">{ for chips }</div> }
}

/// What the library calls a value; its own words where the library no longer offers it.
fn name(field: Field, value: &str, choices: &[Choices], words: &Catalog) -> String {
    let offered = choices.iter().filter(|group| group.field == field).flat_map(|group| &group.choices);
    let named = offered.into_iter().find(|choice| choice.chosen).map(|choice| choice.name.clone());
    named.unwrap_or_else(|| match field {
        Field::Language => words.language(value),
        _ => value.to_owned(),
    })
}

/// The order of the list, where the library offers more than one; `go` goes to an address.
pub fn order(choices: &[Choices], words: &Catalog, go: Callback<AttrValue>) -> Html {
    let Some(orders) = choices.iter().find(|group| group.field == Field::Sort) else {
        return Html::default();
    };
    let options: Vec<Entry> = orders
        .choices
        .iter()
        .map(|choice| Entry::new(choice.search.to_address(), choice.name.clone()))
        .collect();
    let selected = orders.choices.iter().find(|choice| choice.chosen).or(orders.choices.first());
    let selected = selected.map(|choice| choice.search.to_address()).unwrap_or_default();
    html! {
        <div>
            <Select label={words.t("catalogue-sort")} inline=true {options} {selected} onchange={go} />
        </div>
    }
}
