//! What the shelf page asks of the device.

use std::rc::Rc;

use yew::prelude::*;

use super::model::{Msg, State};
use crate::{
    pages::face,
    shell::{Message, following::Poke, use_following, use_frame},
    use_cases::shelf::ShelfEntry,
    wire_up::use_services,
    words::use_t,
};

/// What can be done to a book of the shelf.
#[derive(Clone, PartialEq)]
pub struct Doings {
    /// Takes it off; that can be undone.
    pub remove: Callback<Rc<ShelfEntry>>,
    /// Says that it is finished.
    pub finish: Callback<Rc<ShelfEntry>>,
}

/// The state of the page, and what can be done.
#[hook]
pub fn use_shelf_state() -> (UseReducerHandle<State>, Doings) {
    let services = use_services();
    let following = use_following();
    let state = use_reducer_eq(State::default);
    {
        let (services, dispatcher) = (services.clone(), state.dispatcher());
        let pokes = services.pokes.clone();
        let news = following.news;
        use_effect_with((), move |()| pokes.poke(Poke::Now));
        // Looked at again when another device has read on.
        use_effect_with(news, move |_| {
            yew::platform::spawn_local(async move {
                dispatcher.dispatch(Msg::Listed(services.shelf().list().await));
            });
        });
    }
    let doings = Doings { remove: use_remove(state.dispatcher()), finish: use_finish(state.dispatcher()) };
    (state, doings)
}

#[hook]
fn use_remove(dispatcher: UseReducerDispatcher<State>) -> Callback<Rc<ShelfEntry>> {
    let (services, words, frame) = (use_services(), use_t(), use_frame());
    use_callback((words, frame.say), move |entry: Rc<ShelfEntry>, (words, say)| {
        let (services, words, say, dispatcher) =
            (services.clone(), words.clone(), say.clone(), dispatcher.clone());
        yew::platform::spawn_local(async move {
            if services.shelf().remove(&entry.id).await.is_err() {
                say.emit(Message::line(words.t("error-storage")));
                return;
            }
            dispatcher.dispatch(Msg::Removed(entry.id.clone()));
            let name = face::title(&entry.publication, &words);
            let undo = Callback::from(move |()| {
                let (services, dispatcher, entry) = (services.clone(), dispatcher.clone(), entry.clone());
                yew::platform::spawn_local(async move {
                    if services.shelf().restore(&entry).await.is_ok() {
                        dispatcher.dispatch(Msg::Put(Box::new((*entry).clone())));
                    }
                });
            });
            let line = words.t_args("shelf-removed", &[("title", name.as_str().into())]);
            say.emit(Message::line(line).offering(words.t("undo"), undo));
        });
    })
}

#[hook]
fn use_finish(dispatcher: UseReducerDispatcher<State>) -> Callback<Rc<ShelfEntry>> {
    let (services, words, frame) = (use_services(), use_t(), use_frame());
    use_callback((words, frame.say), move |entry: Rc<ShelfEntry>, (words, say)| {
        let (services, words, say, dispatcher) =
            (services.clone(), words.clone(), say.clone(), dispatcher.clone());
        yew::platform::spawn_local(async move {
            match services.shelf().set_finished(&entry.id, true).await {
                Ok(Some(changed)) => {
                    let name = face::title(&changed.publication, &words);
                    say.emit(Message::line(
                        words.t_args("shelf-marked-finished", &[("title", name.as_str().into())]),
                    ));
                    dispatcher.dispatch(Msg::Put(Box::new(changed)));
                    services.pokes.poke(Poke::Later);
                }
                Ok(None) => dispatcher.dispatch(Msg::Removed(entry.id.clone())),
                Err(_) => say.emit(Message::line(words.t("error-storage"))),
            }
        });
    })
}
