//! Rooms of the app that are fetched when they are entered, not with the first page.
//!
//! `wasm_split` marks where the module may be divided, and `cargo xtask web` divides it there: whatever is reached only
//! through a marked function goes into that function's chunk, and shares the memory with the rest. So the rest may hold
//! what a chunk made only as `dyn`: to know its type would bring its code back.

use std::{cell::Cell, future::Future};

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;
use yueli_i18n::Catalog;

use super::{Page, browser, readiness::Wanted, shell, use_frame};
use crate::{
    pages::{failed::failed, libraries, licences, notes, reader},
    route::Route,
    use_cases::{
        catalogue::CatalogueError,
        following::{self, Report, Who},
    },
    wire_up::Services,
    words::use_t,
};

/// What the reader's chunk can do.
#[derive(Clone, Copy)]
pub struct Reader {
    /// The page of the book that the catalogue names so.
    pub page: fn(&AttrValue) -> Html,
    /// Makes a book ready out of sight.
    pub make_ready: fn(Services, Wanted),
}

/// What the chunk of other libraries can do.
#[derive(Clone, Copy)]
pub struct Libraries {
    /// The page of one of their routes.
    pub page: fn(&Route) -> Html,
}

thread_local! {
    static READER: Cell<Option<Reader>> = const { Cell::new(None) };
    static LIBRARIES: Cell<Option<Libraries>> = const { Cell::new(None) };
    static LICENCES: Cell<Option<fn() -> Html>> = const { Cell::new(None) };
}

/// The reader, if it is here already.
pub fn reader_here() -> Option<Reader> {
    READER.get()
}

/// Fetches the reader, once. What failed may be tried again.
///
/// # Errors
/// Its chunk did not come.
pub async fn reader() -> Result<Reader, SplitLoaderError> {
    let reader = fetch_reader().await?;
    READER.set(Some(reader));
    Ok(reader)
}

#[wasm_split(reader, fallible)]
fn fetch_reader() -> Result<Reader, SplitLoaderError> {
    Ok(Reader {
        page: |id| html! { <reader::ReaderPage key={id.to_string()} id={id.clone()} /> },
        make_ready: reader::ready::make,
    })
}

async fn libraries_room() -> Result<Libraries, SplitLoaderError> {
    let room = fetch_libraries().await?;
    LIBRARIES.set(Some(room));
    Ok(room)
}

#[wasm_split(libraries, fallible)]
fn fetch_libraries() -> Result<Libraries, SplitLoaderError> {
    Ok(Libraries { page: libraries::page })
}

/// A room, as soon as it is here: nothing while it is on its way, an error where it does not come.
#[hook]
fn use_room<T, F>(here: fn() -> Option<T>, fetch: fn() -> F) -> Option<Result<T, ()>>
where
    T: Copy + 'static,
    F: Future<Output = Result<T, SplitLoaderError>> + 'static,
{
    let room = use_state(|| here().map(Ok));
    {
        let room = room.clone();
        use_effect_with((), move |()| {
            if !matches!(*room, Some(Ok(_))) {
                yew::platform::spawn_local(async move { room.set(Some(fetch().await.map_err(|_| ()))) });
            }
        });
    }
    *room
}

/// What is shown of a room whose chunk did not come.
fn not_here(words: &Catalog) -> Html {
    // Another build may have taken the place of this page's own since it was loaded: then only a new page finds its
    // chunks.
    let again = Callback::from(|()| browser::reload());
    failed(&CatalogueError::Offline(String::new()), &again, 1, words)
}

/// A future of a room.
type Soon<T> = futures::future::LocalBoxFuture<'static, T>;

/// What the chunk can do that lets reading follow the reader.
#[derive(Clone, Copy)]
pub struct Following {
    /// Tells the library and asks it, where somebody is signed in (the third); urgently (the last).
    pub follow: fn(Services, Who, bool, bool) -> Soon<Report>,
    /// Whether the drawer that is open is empty.
    pub is_empty: fn(Services) -> Soon<bool>,
    /// Moves what is in nobody's drawer to a patron's; false where it could not be done.
    pub merge_in: fn(Services, String) -> Soon<bool>,
    /// The page of a book's notes.
    pub notes: fn(&AttrValue) -> Html,
}

thread_local! {
    static FOLLOWING: Cell<Option<Following>> = const { Cell::new(None) };
}

/// Fetches what lets reading follow the reader, once. What failed may be tried again.
///
/// # Errors
/// Its chunk did not come.
pub async fn following() -> Result<Following, SplitLoaderError> {
    if let Some(here) = FOLLOWING.get() {
        return Ok(here);
    }
    let following = fetch_following().await?;
    FOLLOWING.set(Some(following));
    Ok(following)
}

#[wasm_split(following, fallible)]
fn fetch_following() -> Result<Following, SplitLoaderError> {
    Ok(Following {
        follow: |services, who, signed_in, urgent| {
            Box::pin(async move {
                let who = Some(&who).filter(|_| signed_in);
                let (http, records, clock) =
                    (services.http.as_ref(), services.records.as_ref(), services.clock.as_ref());
                following::follow(http, records, clock, (who, urgent)).await
            })
        },
        is_empty: |services| Box::pin(async move { following::is_empty(services.records.as_ref()).await }),
        merge_in: |services, id| {
            Box::pin(async move {
                following::merge_in(services.records.as_ref(), services.preferences.as_ref(), &id)
                    .await
                    .is_ok()
            })
        },
        notes: |id| html! { <notes::NotesPage key={id.to_string()} id={id.clone()} /> },
    })
}

/// Props of [`NotesRoom`].
#[derive(Properties, PartialEq)]
pub struct NotesRoomProps {
    /// How the catalogue names the publication.
    pub id: AttrValue,
}

/// The page of a book's notes, as soon as it is here.
#[component]
pub fn NotesRoom(props: &NotesRoomProps) -> Html {
    let words = use_t();
    match use_room(|| FOLLOWING.get(), following) {
        Some(Ok(room)) => (room.notes)(&props.id),
        None => html! { <main id="main" aria-busy="true" tabindex="-1"></main> },
        Some(Err(())) => not_here(&words),
    }
}

/// Props of [`ReaderRoom`].
#[derive(Properties, PartialEq)]
pub struct ReaderRoomProps {
    /// How the catalogue names the publication.
    pub id: AttrValue,
}

/// The reader, as soon as it is here.
#[component]
pub fn ReaderRoom(props: &ReaderRoomProps) -> Html {
    let words = use_t();
    let follow = use_frame().follow;
    match use_room(reader_here, reader) {
        Some(Ok(reader)) => (reader.page)(&props.id),
        // What a book shows that has not told its name yet.
        None => {
            html! { <div class="reader"><main id="main" class="reader-frame" aria-busy="true" tabindex="-1"></main></div> }
        }
        Some(Err(())) => shell(&Route::read(props.id.to_string()), not_here(&words), follow, &words),
    }
}

/// Props of [`LibrariesRoom`].
#[derive(Properties, PartialEq)]
pub struct LibrariesRoomProps {
    /// One of the routes of other libraries.
    pub route: Route,
}

/// The pages of other libraries, as soon as they are here.
#[component]
pub fn LibrariesRoom(props: &LibrariesRoomProps) -> Html {
    let words = use_t();
    match use_room(|| LIBRARIES.get(), libraries_room) {
        Some(Ok(room)) => (room.page)(&props.route),
        None => {
            html! { <Page title={words.t("libraries-title")} headed=true><p class="vh" aria-busy="true"></p></Page> }
        }
        Some(Err(())) => html! { <Page title={words.t("libraries-title")}>{ not_here(&words) }</Page> },
    }
}

#[wasm_split(licences, fallible)]
fn fetch_licences() -> Result<fn() -> Html, SplitLoaderError> {
    Ok(|| html! { <licences::LicencesPage /> })
}

async fn licences_room() -> Result<fn() -> Html, SplitLoaderError> {
    let room = fetch_licences().await?;
    LICENCES.set(Some(room));
    Ok(room)
}

/// The page of licences, as soon as it is here.
#[component]
pub fn LicencesRoom() -> Html {
    let words = use_t();
    match use_room(|| LICENCES.get(), licences_room) {
        Some(Ok(page)) => page(),
        None => {
            html! { <Page title={words.t("licences-title")} headed=true><p class="vh" aria-busy="true"></p></Page> }
        }
        Some(Err(())) => html! { <Page title={words.t("licences-title")}>{ not_here(&words) }</Page> },
    }
}
