//! The books that are kept on this device, for every page: which there are, how far each is, and what is asked of them.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;
use yueli_components::{Button, ButtonKind, Sheet, clicked};
use yueli_i18n::Catalog;
use yueli_opds::Publication;
use yueli_platform_web::{
    book::is_alone,
    keep::{Keeper, News, Want, persist},
};
use yueli_ports::RecordError;

use super::{account::use_account, browser, frame::Message, rooms, use_frame};
use crate::{
    pages::face,
    use_cases::{
        kept::{self, Kept},
        lending,
    },
    wire_up::{Services, use_services},
    words::use_t,
};

/// By then the page shows what was changed, in milliseconds.
const REDRAWN_MS: u32 = 60;

/// What a page asks for.
#[derive(Clone)]
pub enum Order {
    /// Keep this book.
    Keep(Rc<Publication>),
    /// No more of this book for now, or more of it again, or nothing of it any more.
    Change(String, Want),
    /// Let go of this book, once the reader has agreed.
    Remove(Rc<Kept>),
    /// Let go of every book, once the reader has agreed.
    RemoveAll,
}

/// The books that are kept, or on their way: the one asked for last comes first.
#[derive(Clone, PartialEq)]
pub struct Keeping {
    /// All of them; none until it is known.
    pub books: Rc<Vec<Rc<Kept>>>,
    /// Asks for something.
    pub order: Callback<Order>,
}

impl Keeping {
    /// The book `id`, if it is kept or on its way.
    pub fn book(&self, id: &str) -> Option<&Rc<Kept>> {
        self.books.iter().find(|book| book.id == id)
    }
}

#[derive(PartialEq, Default)]
struct State {
    books: Rc<Vec<Rc<Kept>>>,
    /// How often there was news of a book that is not listed: another tab asked for it.
    strange: u32,
}

enum Msg {
    Listed(Vec<Kept>),
    News(News),
}

impl Reducible for State {
    type Action = Msg;

    fn reduce(self: Rc<Self>, message: Msg) -> Rc<Self> {
        let known: Vec<Kept> = self.books.iter().map(|book| (**book).clone()).collect();
        let books = match message {
            Msg::Listed(books) => Some(kept::listed(&known, books)),
            Msg::News(news) => kept::after(&known, &news),
        };
        Rc::new(match books {
            Some(books) => Self { books: Rc::new(books.into_iter().map(Rc::new).collect()), ..*self },
            None => Self { books: self.books.clone(), strange: self.strange + 1 },
        })
    }
}

/// Lists what there is; whether the worker has something to do, and whether there is anything.
async fn list(services: &Services, dispatcher: &UseReducerDispatcher<State>) -> (bool, bool) {
    // A device that keeps nothing says so where something is to be kept.
    let (books, busy) = services.cellar().list().await.unwrap_or_default();
    let any = !books.is_empty();
    if any && is_alone() {
        // Where a kept book is read once the server is stopped, what reads it has to be here as well.
        yew::platform::spawn_local(async { drop(rooms::reader().await) });
    }
    dispatcher.dispatch(Msg::Listed(books));
    (busy, any)
}

/// Does what was asked for.
async fn act(services: &Services, order: Order) -> Result<(), RecordError> {
    let cellar = services.cellar();
    match order {
        Order::Keep(publication) => {
            cellar.keep(&publication).await?;
            // A book that is kept is to be found on the shelf.
            services.shelf().add(&publication).await?;
        }
        Order::Change(id, want) => cellar.change(&id, want).await?,
        Order::Remove(book) => cellar.change(&book.id, Want::Gone).await?,
        Order::RemoveAll => {
            for book in cellar.list().await?.0 {
                cellar.change(&book.id, Want::Gone).await?;
            }
        }
    }
    Ok(())
}

/// The one who keeps books, told of by `state`. It goes on with those that are on their way when the app starts.
#[hook]
fn use_keeper(services: &Services, state: &UseReducerHandle<State>) -> Rc<Keeper> {
    let dispatcher = state.dispatcher();
    let keeper = use_memo((), move |()| Keeper::new(move |news: News| dispatcher.dispatch(Msg::News(news))));
    let (services, dispatcher, own) = (services.clone(), state.dispatcher(), (*keeper).clone());
    use_effect_with(state.strange, move |strange| {
        let first = *strange == 0;
        yew::platform::spawn_local(async move {
            let (busy, any) = list(&services, &dispatcher).await;
            if first && busy {
                own.look();
            } else if first && any {
                own.be_ready();
            }
        });
    });
    (*keeper).clone()
}

/// Does what pages ask for, without asking back.
#[hook]
fn use_run(services: &Services, state: &UseReducerHandle<State>) -> Callback<Order> {
    let keeper = use_keeper(services, state);
    let (services, dispatcher, say) = (services.clone(), state.dispatcher(), use_frame().say);
    let trouble = use_t().t("error-storage");
    use_callback(trouble, move |order: Order, trouble| {
        let (services, dispatcher, keeper) = (services.clone(), dispatcher.clone(), keeper.clone());
        let (say, trouble) = (say.clone(), trouble.clone());
        yew::platform::spawn_local(async move {
            let keeps = matches!(order, Order::Keep(_));
            if act(&services, order).await.is_err() {
                say.emit(Message::line(trouble));
            }
            list(&services, &dispatcher).await;
            keeper.look();
            // The button that was pressed may be gone with the book.
            Timeout::new(REDRAWN_MS, browser::focus_if_lost).forget();
            if keeps {
                // Only now does the reader know what it would be for. The storage page says what was answered.
                persist().await;
            }
        });
    })
}

/// A book that was on loan goes from the device with its loan, once the library has said how it stands. The place in it
/// and the notes stay.
#[hook]
fn use_ends(books: &Rc<Vec<Rc<Kept>>>, run: &Callback<Order>) {
    let (words, say, account) = (use_t(), use_frame().say, use_account());
    // Nobody is signed in, or the loans of whoever is have been told, and are not just being asked for: what has just been
    // borrowed is not among the old ones.
    let loans = match (&account.state.session, &account.state.loans) {
        (Some(session), _) if session.patron.is_none() && !account.state.remembered => Some(Rc::default()),
        (_, Some(loans)) if !account.state.loans_remembered && !account.state.loans_asked => {
            Some(loans.clone())
        }
        _ => None,
    };
    let run = run.clone();
    use_effect_with((books.clone(), loans), move |(books, loans)| {
        let Some(loans) = loans else { return };
        for book in books.iter().filter(|book| lending::is_over(&book.publication, loans)) {
            run.emit(Order::Change(book.id.clone(), Want::Gone));
            let title = face::title(&book.publication, &words);
            say.emit(Message::line(words.t_args("keep-loan-over", &[("title", title.as_str().into())])));
        }
    });
}

/// The question before anything is let go.
fn question(asked: &UseStateHandle<Option<Order>>, run: &Callback<Order>, words: &Catalog) -> Html {
    let close = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let confirm = {
        let (order, close, run) = ((**asked).clone(), close.clone(), run.clone());
        Callback::from(move |_: MouseEvent| {
            close.emit(());
            if let Some(order) = order.clone() {
                run.emit(order);
            }
        })
    };
    let title = match &**asked {
        Some(Order::Remove(book)) => {
            let title = face::title(&book.publication, words);
            words.t_args("keep-remove-title", &[("title", title.as_str().into())])
        }
        _ => words.t("keep-remove-all-title"),
    };
    let foot = html! {
        <div class="sheet-foot">
            <Button onclick={clicked(&close)}>{ words.t("cancel") }</Button>
            <Button kind={ButtonKind::Primary} onclick={confirm}>{ words.t("keep-remove") }</Button>
        </div>
    };
    html! {
        <Sheet open={asked.is_some()} {title} close_label={words.t("close")} onclose={close} {foot}>
            <p>{ words.t("keep-remove-confirm") }</p>
        </Sheet>
    }
}

/// Hands the books that are kept to everything below.
#[component]
pub fn KeepingProvider(props: &yew::html::ChildrenProps) -> Html {
    let services = use_services();
    let words = use_t();
    let state = use_reducer_eq(State::default);
    let run = use_run(&services, &state);
    let asked = use_state(|| None::<Order>);
    let order = {
        let asked = asked.setter();
        use_callback(run.clone(), move |order: Order, run| match order {
            Order::Remove(_) | Order::RemoveAll => asked.set(Some(order)),
            order => run.emit(order),
        })
    };
    use_ends(&state.books, &run);
    let keeping = Keeping { books: state.books.clone(), order };
    html! {
        <ContextProvider<Keeping> context={keeping}>
            { props.children.clone() }
            { question(&asked, &run, &words) }
        </ContextProvider<Keeping>>
    }
}

/// The books that are kept on this device.
#[hook]
pub fn use_keeping() -> Keeping {
    use_context::<Keeping>().unwrap_or_else(|| Keeping { books: Rc::default(), order: Callback::noop() })
}
