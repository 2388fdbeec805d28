//! Short lists in order.

/// Puts items in order; those of which none comes `before` the other stay as they were. The sort of the standard
/// library is made for long lists, and adds a kilobyte to the app for every kind of thing that it is used on.
pub fn in_order<T>(items: impl IntoIterator<Item = T>, before: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut ordered: Vec<T> = Vec::new();
    for item in items {
        let at = ordered.partition_point(|other| !before(&item, other));
        ordered.insert(at, item);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_stay_as_they_were() {
        let items = [(2, 'a'), (1, 'a'), (2, 'b'), (3, 'a'), (1, 'b')];
        let ordered = in_order(items, |(a, _), (b, _)| a < b);
        assert_eq!(ordered, [(1, 'a'), (1, 'b'), (2, 'a'), (2, 'b'), (3, 'a')]);
        assert_eq!(in_order([0; 0], |a, b| a < b), [0; 0]);
    }
}
