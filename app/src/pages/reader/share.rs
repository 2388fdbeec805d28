//! Words and books that are handed on: with where they are from, and with an address.

use yew::Callback;
use yueli_i18n::{Arg, Catalog};

use super::{
    model::{Model, Msg},
    notes::{NoteMsg, Told},
    session::Session,
    title_of,
};
use crate::shell::files::{can_share, copy, share};

/// The chosen words of the open book with their source, as people write it: who, in what, where.
pub fn citation(words: &str, model: &Model, t: &Catalog) -> String {
    let title = title_of(model, t);
    let author = model
        .book
        .as_ref()
        .map(|book| book.manifest.metadata.author_names(t.locale().tag()).join(&t.t("cite-and")));
    let percent = model.here.as_ref().map(|here| (here.total * 100.0).round());
    let place = match (model.printed_page(), percent) {
        (Some(page), _) => Some(t.t_args("reader-page-number", &[("page", Arg::from(page.as_str()))])),
        (None, Some(percent)) => Some(t.t_args("cite-percent", &[("percent", Arg::from(percent))])),
        (None, None) => None,
    };
    let chapter = model.chapter().filter(|chapter| *chapter != title);
    let title = t.t_args("cite-title", &[("title", Arg::from(title.as_str()))]);
    let parts = [author, Some(title), chapter, place].into_iter().flatten().filter(|part| !part.is_empty());
    let source = parts.collect::<Vec<_>>().join(&t.t("cite-then"));
    t.t_args("cite", &[("words", Arg::from(words)), ("source", Arg::from(source.as_str()))])
}

/// Hands the book's address on: to another app, else into the clipboard.
pub fn book(session: &Session, tell: &Callback<Msg>) {
    let address = session.address();
    if can_share() {
        share(&session.title(), "", &address);
        return;
    }
    let tell = tell.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let key = if copy(&address).await { "share-link-copied" } else { "notes-copy-failed" };
        tell.emit(Msg::Notes(NoteMsg::Told(Some(Told::of(key)))));
    });
}
