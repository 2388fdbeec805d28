//! The whole app: services, choices, router, shell.

use yew::prelude::*;
use yueli_i18n::Catalog;

use crate::{
    pages,
    route::Route,
    router::{Router, use_location},
    shell::{
        account::AccountProvider,
        arrival::Arrivals,
        following::FollowingProvider,
        frame::FrameProvider,
        keeping::KeepingProvider,
        library::LibraryProvider,
        office::{self, OfficeRoom},
        rooms::{LibrariesRoom, LicencesRoom, NotesRoom, ReaderRoom},
        shell, use_following, use_frame,
    },
    wire_up::Services,
    words::{ChosenProvider, use_t},
};

/// The whole app.
#[component]
pub fn App() -> Html {
    let services = use_memo((), |()| Services::of_browser());
    html! {
        <ContextProvider<Services> context={(*services).clone()}>
            <ChosenProvider>
                <LibraryProvider>
                    <Router>
                        <Arrivals>
                            <FrameProvider>
                                <AccountProvider>
                                    <FollowingProvider>
                                        <KeepingProvider>
                                            <Room />
                                        </KeepingProvider>
                                    </FollowingProvider>
                                </AccountProvider>
                            </FrameProvider>
                        </Arrivals>
                    </Router>
                </LibraryProvider>
            </ChosenProvider>
        </ContextProvider<Services>>
    }
}

/// Whoever's drawer is opened, the page begins anew: nothing of another's stays on it.
#[component]
fn Room() -> Html {
    let following = use_following();
    html! { <Here key={following.turn} /> }
}

/// The page of the address.
#[component]
fn Here() -> Html {
    let words = use_t();
    let follow = use_frame().follow;
    let route = use_location().map(|location| Route::recognize(location.path()));
    route.map(|route| page(&route, follow, &words)).unwrap_or_default()
}

/// The page of a route. The reader takes the whole screen; every other page stands in the shell.
fn page(route: &Route, follow: Callback<MouseEvent>, words: &Catalog) -> Html {
    let inside = match route {
        Route::Read { id } => return html! { <ReaderRoom key={id.to_string()} id={id.clone()} /> },
        Route::Home => html! { <pages::home::Home /> },
        Route::Catalogue => html! { <pages::catalogue::Catalogue /> },
        Route::Title { id } => html! { <pages::title::Title key={id.to_string()} id={id.clone()} /> },
        Route::Libraries | Route::AllLibraries | Route::Library { .. } | Route::LibraryTitle { .. } => {
            html! { <LibrariesRoom route={route.clone()} /> }
        }
        Route::Notes { id } => html! { <NotesRoom key={id.to_string()} id={id.clone()} /> },
        Route::Shelf => html! { <pages::shelf::ShelfPage /> },
        Route::You => html! { <pages::you::You /> },
        Route::SignIn => html! { <pages::sign_in::SignIn /> },
        Route::Account { rest } => {
            html! { <OfficeRoom key="account" room={office::Room::Account} rest={rest.clone()} /> }
        }
        Route::Desk => html! { <OfficeRoom key="desk" room={office::Room::Desk} /> },
        Route::Settings => html! { <pages::you::SettingsPage /> },
        Route::About => html! { <pages::you::About /> },
        Route::Storage => html! { <pages::you::Storage /> },
        Route::Licences => html! { <LicencesRoom /> },
        #[cfg(feature = "gallery")]
        Route::Gallery => return html! { <pages::gallery::Gallery /> },
        #[cfg(not(feature = "gallery"))]
        Route::Gallery => pages::not_found::not_found(words),
        Route::NotFound => pages::not_found::not_found(words),
    };
    shell(route, inside, follow, words)
}
