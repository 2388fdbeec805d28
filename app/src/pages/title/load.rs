//! What the page of one title asks for, and what it does to the shelf.

use yew::prelude::*;
use yueli_opds::Publication;
use yueli_platform_web::keep::Phase;

use super::model::{Msg, State};
use crate::{
    pages::face,
    shell::{Message, keeping::Keeping, use_following, use_frame},
    use_cases::{
        catalogue::{self, CatalogueError},
        libraries::far,
        licences::take,
        shelf::{self, ShelfEntry},
    },
    wire_up::{Services, use_services},
    words::use_t,
};

/// The state of the page, and the way to ask again.
#[hook]
pub fn use_title_state(id: &AttrValue) -> (UseReducerHandle<State>, Callback<()>) {
    let services = use_services();
    let tag = use_t().locale().tag();
    let state = use_reducer_eq(State::default);
    let ask = {
        let (services, dispatcher) = (services.clone(), state.dispatcher());
        use_callback((id.clone(), tag), move |(), (id, tag)| {
            let (services, dispatcher) = (services.clone(), dispatcher.clone());
            let (id, tag) = (id.clone(), *tag);
            dispatcher.dispatch(Msg::Asked);
            yew::platform::spawn_local(async move {
                let answer = describe(&services, &id, tag).await;
                dispatcher.dispatch(Msg::Answered(Box::new(answer)));
            });
        })
    };
    {
        let (dispatcher, ask) = (state.dispatcher(), ask.clone());
        use_effect_with((id.clone(), tag), move |(id, _)| {
            ask.emit(());
            let id = id.clone();
            yew::platform::spawn_local(async move {
                // A shelf that cannot be read is said on its own page; a book can be read without one.
                let entry = services.shelf().get(&id).await.ok().flatten();
                dispatcher.dispatch(Msg::OnShelf(entry.map(Box::new)));
            });
        });
    }
    (state, ask)
}

/// What is known of the publication `id`: of one of another library, or that came with a licence of its own, what this device keeps of it.
///
/// # Errors
/// See [`CatalogueError`].
pub async fn describe(services: &Services, id: &str, tag: &str) -> Result<Publication, CatalogueError> {
    if !far::is_far(id) && !take::is_own(id) {
        return catalogue::publication(services.http.as_ref(), id, tag).await;
    }
    if let Some(whole) = services.cellar().whole(id).await {
        return Ok((*whole.publication).clone());
    }
    let entry = services.shelf().get(id).await.ok().flatten();
    entry.map(|entry| entry.publication).ok_or(CatalogueError::NotFound)
}

/// Hears how it stands with the publication now.
#[hook]
pub fn use_answered(state: &UseReducerHandle<State>) -> Callback<Publication> {
    let dispatcher = state.dispatcher();
    use_callback((), move |publication: Publication, ()| {
        dispatcher.dispatch(Msg::Answered(Box::new(Ok(publication))));
    })
}

/// While the title is looked at, its book is made ready to be read: from this device, once it is kept here, and not while
/// it is on its way.
#[hook]
pub fn use_readiness(id: &AttrValue, keeping: &Keeping, state: &UseReducerHandle<State>) {
    let services = use_services();
    let here = keeping.book(id).map(|book| book.phase == Phase::Kept);
    let known = state.shelf_known && here != Some(false);
    let looked_at = state.publication.ready().filter(|_| known).cloned();
    let kept = state.entry.as_ref().and_then(|entry| entry.locator.clone());
    use_effect_with((id.clone(), looked_at.is_some(), here), move |(id, ..)| {
        let look = looked_at
            .and_then(|publication| services.readiness.begin(&services, id, &publication, kept.as_ref()));
        move || drop(look)
    });
}

/// Tells the page whether all of the book is kept on this device.
#[hook]
pub fn use_kept(id: &AttrValue, keeping: &Keeping, state: &UseReducerHandle<State>) {
    let whole = keeping.book(id).filter(|book| book.phase == Phase::Kept);
    let services = use_services();
    let (dispatcher, shelved) = (state.dispatcher(), state.dispatcher());
    use_effect_with((id.clone(), keeping.book(id).is_some()), move |(id, wanted)| {
        // A book that is to be kept has been put on the shelf.
        let id = wanted.then(|| id.clone());
        yew::platform::spawn_local(async move {
            let Some(id) = id else { return };
            if let Ok(Some(entry)) = services.shelf().get(&id).await {
                shelved.dispatch(Msg::OnShelf(Some(Box::new(entry))));
            }
        });
    });
    use_effect_with(whole.map(|book| book.publication.clone()), move |kept| {
        dispatcher.dispatch(Msg::Kept(kept.clone()));
    });
}

/// Whether this device has notes of the book: they can be read when the book cannot.
#[hook]
pub fn use_has_notes(id: &AttrValue, state: &UseReducerHandle<State>) -> bool {
    let services = use_services();
    let has = use_state_eq(bool::default);
    let publication = state.publication.ready().cloned();
    let following = use_following();
    let deps = (id.clone(), publication.is_some(), following.news);
    {
        let has = has.setter();
        use_effect_with(deps, move |(id, ..)| {
            let id = id.clone();
            yew::platform::spawn_local(async move {
                let kept = shelf::notes_of(services.records.as_ref(), &id, publication.as_deref()).await;
                // A list in which something stands.
                has.set(kept.is_some_and(|set| set.contains("\"target\"")));
            });
        });
    }
    *has
}

/// Puts the book on the shelf, or takes it off; taking it off can be undone.
#[hook]
pub fn use_toggle(state: &UseReducerHandle<State>) -> Callback<()> {
    let services = use_services();
    let words = use_t();
    let say = use_frame().say;
    let state = state.clone();
    Callback::from(move |()| {
        let Some(publication) = state.publication.ready().cloned() else { return };
        let (services, words, say) = (services.clone(), words.clone(), say.clone());
        let (dispatcher, entry) = (state.dispatcher(), state.entry.clone());
        yew::platform::spawn_local(async move {
            let name = face::title(&publication, &words);
            let said = |key: &str| words.t_args(key, &[("title", name.as_str().into())]);
            let done = match &entry {
                Some(known) => services.shelf().remove(&known.id).await.map(|()| None),
                None => services.shelf().add(&publication).await,
            };
            match done {
                Ok(Some(added)) => {
                    dispatcher.dispatch(Msg::OnShelf(Some(Box::new(added))));
                    say.emit(Message::line(said("title-added")));
                }
                Ok(None) => {
                    dispatcher.dispatch(Msg::OnShelf(None));
                    let undo = entry.map(|entry| undo(&services, dispatcher, entry));
                    let line = Message::line(said("title-removed"));
                    say.emit(match undo {
                        Some(undo) => line.offering(words.t("undo"), undo),
                        None => line,
                    });
                }
                Err(_) => say.emit(Message::line(words.t("error-storage"))),
            }
        });
    })
}

fn undo(services: &Services, dispatcher: UseReducerDispatcher<State>, entry: ShelfEntry) -> Callback<()> {
    let services = services.clone();
    Callback::from(move |()| {
        let (services, dispatcher, entry) = (services.clone(), dispatcher.clone(), entry.clone());
        yew::platform::spawn_local(async move {
            if services.shelf().restore(&entry).await.is_ok() {
                dispatcher.dispatch(Msg::OnShelf(Some(Box::new(entry))));
            }
        });
    })
}
