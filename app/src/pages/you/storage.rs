//! What is kept on this device, how much room it takes, and how to make some.

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{BookList, BookRow, Button, EmptyState, ProgressBar, Section, clicked};
use yueli_i18n::Catalog;
use yueli_platform_web::keep::{Phase, Space, persist, space};

use crate::{
    pages::{face, title::keep},
    route::Route,
    shell::{
        Message, Page,
        keeping::{Keeping, Order},
        use_frame, use_keeping,
    },
    use_cases::kept::Kept,
    words::use_t,
};

/// The page of what is kept on this device.
#[component]
pub fn Storage() -> Html {
    let words = use_t();
    let keeping = use_keeping();
    let (room, ask) = use_room(&keeping);
    let back = Some((AttrValue::from(Route::You.to_path()), AttrValue::from(words.t("you-title"))));
    let books = &keeping.books;
    let order = keeping.order.clone();
    let remove_all = Callback::from(move |_: MouseEvent| order.emit(Order::RemoveAll));
    html! {
        <Page title={words.t("storage-title")} headed=true {back}>
            <div class="narrow storage">
                if let Some(room) = room { { used(&room, &ask, books, &words) } }
                <Section title={words.t("storage-books")}>
                    if books.is_empty() {
                        { props!(EmptyState {
                            sentence: words.t("storage-none"),
                            advice: AttrValue::from(words.t("storage-none-advice"))
                        }) }
                    } else {
                        { props!(BookList { books: books.iter().map(|book| row(book, &keeping, &words)).collect::<Vec<_>>() }) }
                        <p class="storage-all"><Button icon="close" onclick={remove_all}>{ words.t("keep-remove-all") }</Button></p>
                    }
                </Section>
            </div>
        </Page>
    }
}

/// How much room there is, looked at again whenever a book has come or gone; and the way to ask for its keeping.
#[hook]
fn use_room(keeping: &Keeping) -> (Option<Space>, Callback<()>) {
    let words = use_t();
    let say = use_frame().say;
    let room = use_state_eq(|| None);
    let settled: Vec<(String, Phase)> =
        keeping.books.iter().map(|book| (book.id.clone(), book.phase)).collect();
    {
        let room = room.setter();
        use_effect_with(settled, move |_| {
            yew::platform::spawn_local(async move { room.set(space().await) });
        });
    }
    let ask = {
        let room = room.setter();
        Callback::from(move |()| {
            let (room, words, say) = (room.clone(), words.clone(), say.clone());
            yew::platform::spawn_local(async move {
                if !persist().await {
                    say.emit(Message::line(words.t("storage-not-promised")));
                }
                room.set(space().await);
            });
        })
    };
    (*room, ask)
}

/// What takes how much.
fn used(room: &Space, ask: &Callback<()>, books: &[Rc<Kept>], words: &Catalog) -> Html {
    let size = |bytes: f64| words.size(bytes.max(0.0) as u64);
    let of_books: u64 = books.iter().map(|book| book.got).sum();
    let of_indexes: u64 = books.iter().map(|book| book.index).sum();
    let rest = room.used - of_books as f64 - of_indexes as f64;
    let said = words.t_args(
        "storage-used",
        &[("used", size(room.used).as_str().into()), ("quota", size(room.quota).as_str().into())],
    );
    let rows =
        [("storage-books", of_books as f64), ("storage-indexes", of_indexes as f64), ("storage-rest", rest)];
    html! {
        <Section title={words.t("storage-room")}>
            { props!(ProgressBar {
                value: room.used / room.quota.max(1.0),
                label: words.t("storage-room"),
                value_text: AttrValue::from(said.clone())
            }) }
            <p class="soft storage-said">{ said }</p>
            <dl class="facts">
                { for rows.into_iter().map(|(key, bytes)| html! {
                    <div key={key}><dt>{ words.t(key) }</dt><dd class="num">{ size(bytes) }</dd></div>
                }) }
            </dl>
            <p class="soft">{ words.t(if room.lasting { "storage-lasting" } else { "storage-passing" }) }</p>
            if !room.lasting {
                <p><Button onclick={clicked(ask)}>{ words.t("storage-ask") }</Button></p>
            }
        </Section>
    }
}

/// One book, how far it is, and what can be done with it.
fn row(book: &Rc<Kept>, keeping: &Keeping, words: &Catalog) -> Html {
    let actions = html! {
        <>
            { keep::progress(Some(book), keeping, words) }
            { keep::button(&book.publication, &book.id, keeping, true, words) }
        </>
    };
    props!(BookRow {
        book: face::face(&book.publication, words),
        href: Route::title(book.id.clone()).to_path(),
        actions
    })
    .into()
}
