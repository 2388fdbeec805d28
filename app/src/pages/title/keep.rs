//! Keeping the book on this device: the button, and how far it is.

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{Banner, Button, ButtonKind, Icon, ProgressBar, Tone};
use yueli_i18n::Catalog;
use yueli_opds::Publication;
use yueli_platform_web::keep::{Phase, Want};

use crate::{
    pages::face,
    shell::keeping::{Keeping, Order},
    use_cases::kept::Kept,
};

/// What is said of a phase.
pub fn said(phase: Phase, words: &Catalog) -> String {
    words.t(&["keep-", phase.key()].concat())
}

/// How much of a book is here, in bytes.
pub fn amount(book: &Kept, words: &Catalog) -> String {
    if book.phase == Phase::Kept || book.length == 0 {
        return words.size(book.got.max(book.length));
    }
    words.t_args(
        "keep-amount",
        &[("got", words.size(book.got).as_str().into()), ("total", words.size(book.length).as_str().into())],
    )
}

/// The one button: it keeps its place, and so the focus, whatever it does next.
pub fn button(
    publication: &Rc<Publication>,
    id: &str,
    keeping: &Keeping,
    small: bool,
    words: &Catalog,
) -> Html {
    let book = keeping.book(id);
    let change = |want| Order::Change(id.to_owned(), want);
    let (icon, key, order) = match book.map(|book| (book, book.phase)) {
        None | Some((_, Phase::Gone)) => ("download", "keep-action", Order::Keep(publication.clone())),
        Some((book, Phase::Kept)) => ("close", "keep-remove", Order::Remove(book.clone())),
        Some((_, Phase::Paused)) => ("download", "keep-go-on", change(Want::Keep)),
        Some((_, phase)) if phase.is_stop() => ("retry", "retry", change(Want::Keep)),
        Some(_) => ("pause", "keep-pause", change(Want::Pause)),
    };
    let ask = keeping.order.clone();
    let onclick = Callback::from(move |_: MouseEvent| ask.emit(order.clone()));
    let label =
        small.then(|| AttrValue::from(format!("{} {}", words.t(key), face::title(publication, words))));
    html! { <Button {icon} {small} {label} {onclick}>{ words.t(key) }</Button> }
}

/// How far it is, in words and as a line, and the way to give it up. Nothing for a book that nobody asked for.
pub fn progress(book: Option<&Rc<Kept>>, keeping: &Keeping, words: &Catalog) -> Html {
    let Some(book) = book else { return Html::default() };
    let phase = book.phase;
    let ask = keeping.order.clone();
    let order = Order::Change(book.id.clone(), Want::Gone);
    let give_up = Callback::from(move |_: MouseEvent| ask.emit(order.clone()));
    let title = face::title(&book.publication, words);
    let give_up = html! {
        <Button small=true kind={ButtonKind::Quiet} onclick={give_up}
            label={format!("{} {title}", words.t("keep-cancel"))}>{ words.t("keep-cancel") }</Button>
    };
    if phase.is_stop() {
        let key = ["keep-", phase.key()].concat();
        let (text, note) = (words.t(&key), AttrValue::from(words.attr(&key, "advice")));
        let banner = props!(Banner { tone: Tone::Caution, icon: "warning", text, note });
        return html! { <div class="keep">{ banner }{ give_up }</div> };
    }
    let done = phase == Phase::Kept;
    html! {
        <div class="keep">
            // Only what changes rarely is spoken.
            <p>
                if done { { props!(Icon { name: "check", small: true }) } }
                <span role="status">{ said(phase, words) }</span>{ " " }<span class="num">{ amount(book, words) }</span>
            </p>
            if !done {
                { props!(ProgressBar {
                    value: book.share(),
                    label: words.t_args("keep-label", &[("title", title.as_str().into())]),
                    value_text: AttrValue::from(amount(book, words))
                }) }
                { give_up }
            }
        </div>
    }
}
