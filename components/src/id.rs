//! Ids for labels and groups, unlike any other on the page.

use std::cell::Cell;

use yew::prelude::*;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// An id that stays the same for as long as the component lives.
#[hook]
pub(crate) fn use_id(prefix: &'static str) -> AttrValue {
    let id = use_memo((), move |()| {
        let number = NEXT.with(|next| {
            next.set(next.get().wrapping_add(1));
            next.get()
        });
        AttrValue::from(format!("{prefix}-{number}"))
    });
    (*id).clone()
}
