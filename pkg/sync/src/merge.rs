//! Two versions of a note that come from one, as one.

use serde_json::{Map, Value};

/// What is said about the words.
const BODY: &str = "body";
/// What was written.
const VALUE: &str = "value";

/// Puts two versions of a note together that both come from `base` (nothing where that is not known). What only one of
/// them changed is taken from it; where both changed the same, what was written is kept from both, and else the version
/// that was touched last decides. Whichever of the two is `ours`, the same comes out.
pub fn merge(base: Option<&Value>, ours: &Value, theirs: &Value) -> Value {
    if ours == theirs || base == Some(ours) {
        return theirs.clone();
    }
    if base == Some(theirs) {
        return ours.clone();
    }
    // In an order that is the same on both devices: the older first.
    let (older, newer) = if order(ours) <= order(theirs) { (ours, theirs) } else { (theirs, ours) };
    let (Some(old), Some(new)) = (older.as_object(), newer.as_object()) else { return newer.clone() };
    let mut merged = members(base.and_then(Value::as_object), old, new, &|name, base, old, new| match name {
        BODY => Some(body(base, old, new)),
        _ => None,
    });
    let wrote = merged.get(BODY).and_then(|body| body.get(VALUE)).and_then(Value::as_str);
    if wrote.is_some_and(|text| !text.is_empty())
        && merged.get("motivation").is_some_and(|own| own == "highlighting")
    {
        merged.insert("motivation".to_owned(), "commenting".into());
    }
    Value::Object(merged)
}

/// By when it was touched, then by what it says.
fn order(note: &Value) -> (String, String) {
    let time = |name: &str| note.get(name).and_then(Value::as_str).map(str::to_owned);
    (time("modified").or_else(|| time("created")).unwrap_or_default(), note.to_string())
}

type Both<'a> = &'a dyn Fn(&str, Option<&Value>, &Value, &Value) -> Option<Value>;

/// Member by member: what one side changed is taken from it, what both changed from the newer, unless `both` knows better.
fn members(
    base: Option<&Map<String, Value>>,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    both: Both<'_>,
) -> Map<String, Value> {
    let mut merged = Map::new();
    let names = new.keys().chain(old.keys().filter(|name| !new.contains_key(*name)));
    for name in names {
        let before = base.and_then(|base| base.get(name));
        let value = match (old.get(name), new.get(name)) {
            (old, new) if old == new => new.cloned(),
            // Without a base nobody knows that something was taken away.
            (Some(old), None) if base.is_none() => Some(old.clone()),
            (old, new) if new == before && base.is_some() => old.cloned(),
            (old, new) if old == before && base.is_some() => new.cloned(),
            (Some(old), Some(new)) => both(name, before, old, new).or_else(|| Some(new.clone())),
            (old, new) => new.or(old).cloned(),
        };
        if let Some(value) = value {
            merged.insert(name.clone(), value);
        }
    }
    merged
}

fn body(base: Option<&Value>, old: &Value, new: &Value) -> Value {
    let (Some(old_body), Some(new_body)) = (old.as_object(), new.as_object()) else { return new.clone() };
    let words =
        |name: &str, _: Option<&Value>, old: &Value, new: &Value| (name == VALUE).then(|| written(old, new));
    Value::Object(members(base.and_then(Value::as_object), old_body, new_body, &words))
}

/// What two wrote: both, unless the one has all of the other.
fn written(old: &Value, new: &Value) -> Value {
    let (Some(old_text), Some(new_text)) = (old.as_str(), new.as_str()) else { return new.clone() };
    if new_text.contains(old_text.trim()) {
        new.clone()
    } else if old_text.contains(new_text.trim()) {
        old.clone()
    } else {
        format!("{}\n\n{}", old_text.trim_end(), new_text.trim_start()).into()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn note(modified: &str, text: &str, colour: &str) -> Value {
        let motivation = if text.is_empty() { "highlighting" } else { "commenting" };
        json!({ "id": "a", "modified": modified, "motivation": motivation, "target": {},
            "body": { "type": "TextualBody", "value": text, "color": colour } })
    }

    #[test]
    fn nothing_that_somebody_wrote_is_lost() {
        let base = note("1", "Tea", "amber");
        for (ours, theirs, expected) in [
            (note("2", "Tea", "red"), base.clone(), note("2", "Tea", "red")),
            (note("2", "Tea", "red"), note("3", "Tea and milk", "amber"), note("3", "Tea and milk", "red")),
            (
                note("2", "Strong tea", "amber"),
                note("3", "Weak tea", "amber"),
                note("3", "Strong tea\n\nWeak tea", "amber"),
            ),
            (
                note("2", "Tea, again", "amber"),
                note("3", "Tea, again: yes", "blue"),
                note("3", "Tea, again: yes", "blue"),
            ),
            (note("2", "", "amber"), note("3", "Milk", "amber"), note("3", "Milk", "amber")),
            (note("2", "Tea", "red"), note("3", "Tea", "blue"), note("3", "Tea", "blue")),
        ] {
            assert_eq!(merge(Some(&base), &ours, &theirs), expected);
            assert_eq!(merge(Some(&base), &theirs, &ours), expected, "the same on the other device");
        }
    }

    #[test]
    fn without_a_common_beginning_both_are_kept() {
        let (ours, theirs) = (note("2", "One", "red"), note("1", "Two", "blue"));
        let merged = merge(None, &ours, &theirs);
        assert_eq!(merged["body"], json!({ "type": "TextualBody", "value": "Two\n\nOne", "color": "red" }));
        assert_eq!(merge(None, &theirs, &ours), merged);
    }

    #[test]
    fn a_highlight_that_got_words_is_a_comment() {
        let base = note("1", "", "amber");
        let (mut recoloured, written) = (note("3", "", "red"), note("2", "Why?", "amber"));
        recoloured["target"] = json!({ "x": 1 });
        let merged = merge(Some(&base), &recoloured, &written);
        assert_eq!((&merged["motivation"], &merged["body"]["value"]), (&json!("commenting"), &json!("Why?")));
        assert_eq!((&merged["body"]["color"], &merged["target"]["x"]), (&json!("red"), &json!(1)));
    }

    #[test]
    fn what_is_no_note_is_no_fault() {
        for (ours, theirs) in
            [(json!(1), json!({})), (json!({ "body": 7 }), json!({ "body": [] })), (json!(null), json!("x"))]
        {
            assert_eq!(merge(None, &ours, &theirs), merge(None, &theirs, &ours));
        }
    }
}
