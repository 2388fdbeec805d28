//! A link of Atom, with what OPDS adds to it.

use serde_json::{Map, Value, json};
use yueli_markup::xml::Element;
use yueli_publication::{Link, Money};

use super::{base, counted};
use crate::{defect::Defects, settle};

/// How deep indirect acquisitions may nest.
const DEEP: usize = 8;

/// A link; nothing where it leads nowhere or must not be followed.
pub(super) fn read(element: &Element, base_url: &str, defects: &mut Defects) -> Option<Link> {
    let href = element.attr("href")?;
    let rel = element.attr("rel").map(str::trim).filter(|rel| !rel.is_empty()).unwrap_or("alternate");
    let mut properties = counted(element);
    properties.other = opds(element);
    let link = Link {
        media_type: element.attr("type").map(|own| own.trim().to_owned()).filter(|own| !own.is_empty()),
        title: element.attr("title").map(|own| own.trim().to_owned()).filter(|own| !own.is_empty()),
        // Atom has one relation; some write several with spaces between.
        rel: rel.split_whitespace().map(str::to_owned).collect(),
        size: element.attr("length").and_then(|own| own.trim().parse().ok()),
        language: element.attr("hreflang").map(|own| own.trim().to_owned()).into_iter().collect(),
        properties,
        ..Link::to(href)
    };
    settle::link(link, &base(element, base_url), defects)
}

/// What stands within a link, as OPDS 2.0 names it.
fn opds(link: &Element) -> Map<String, Value> {
    let mut found = Map::new();
    let prices: Vec<Value> = link.children_named("price").filter_map(price).collect();
    // OPDS 2.0 has room for one price; where there are more, all of them stand beside it.
    found.extend(prices.first().map(|first| ("price".to_owned(), first.clone())));
    if prices.len() > 1 {
        found.insert("prices".to_owned(), Value::Array(prices));
    }
    let indirect: Vec<Value> = indirect(link, 0);
    if !indirect.is_empty() {
        found.insert("indirectAcquisition".to_owned(), Value::Array(indirect));
    }
    availability(link, &mut found);
    found
}

/// `opds:availability`, `opds:holds` and `opds:copies` of a link, or of an entry as some write it.
pub(super) fn availability(element: &Element, into: &mut Map<String, Value>) {
    if let Some(own) = element.children_named("availability").next() {
        let state = own.attr("status").or_else(|| own.attr("state")).map(str::to_ascii_lowercase);
        let mut map = Map::new();
        for (name, value) in
            [("state", state.as_deref()), ("since", own.attr("since")), ("until", own.attr("until"))]
        {
            if let Some(value) = value {
                map.insert(name.to_owned(), value.into());
            }
        }
        into.insert("availability".to_owned(), Value::Object(map));
    }
    for (name, counts) in [("holds", ["total", "position"]), ("copies", ["total", "available"])] {
        let Some(own) = element.children_named(name).next() else { continue };
        let count =
            |count: &str| Some((count.to_owned(), own.attr(count)?.trim().parse::<u64>().ok()?.into()));
        into.insert(name.to_owned(), Value::Object(counts.iter().filter_map(|own| count(own)).collect()));
    }
}

fn price(element: &Element) -> Option<Value> {
    let currency = element.attr("currencycode").or_else(|| element.attr("currencyCode"))?;
    let money = Money::parse(&element.text(), currency)?;
    Some(json!({ "value": money.to_json(), "currency": money.currency }))
}

fn indirect(element: &Element, depth: usize) -> Vec<Value> {
    if depth >= DEEP {
        return Vec::new();
    }
    let own = element.children_named("indirectAcquisition").filter_map(|own| {
        let mut map = Map::new();
        map.insert("type".to_owned(), own.attr("type")?.trim().into());
        let child = indirect(own, depth + 1);
        if !child.is_empty() {
            map.insert("child".to_owned(), Value::Array(child));
        }
        Some(Value::Object(map))
    });
    own.collect()
}
