//! The whole app: services, choices, router, shell.

use yew::prelude::*;
use yew_router::{BrowserRouter, Switch};

use crate::{
    pages::{self, reader::ReaderPage},
    route::Route,
    shell::{Shell, library::LibraryProvider},
    wire_up::Services,
    words::ChosenProvider,
};

/// The whole app.
#[component]
pub fn App() -> Html {
    let services = use_memo((), |()| Services::of_browser());
    html! {
        <ContextProvider<Services> context={(*services).clone()}>
            <ChosenProvider>
                <LibraryProvider>
                    <BrowserRouter>
                        <Switch<Route> render={page} />
                    </BrowserRouter>
                </LibraryProvider>
            </ChosenProvider>
        </ContextProvider<Services>>
    }
}

/// The page of a route. The reader takes the whole screen; every other page stands in the shell.
fn page(route: Route) -> Html {
    let inside = match route.clone() {
        Route::Read { id } => return html! { <ReaderPage key={id.to_string()} id={id.clone()} /> },
        Route::Home => html! { <pages::home::Home /> },
        Route::Catalogue => html! { <pages::catalogue::Catalogue /> },
        Route::Title { id } => html! { <pages::title::Title key={id.to_string()} id={id.clone()} /> },
        Route::Shelf => html! { <pages::shelf::ShelfPage /> },
        Route::You => html! { <pages::you::You /> },
        Route::Settings => html! { <pages::you::SettingsPage /> },
        Route::About => html! { <pages::you::About /> },
        Route::Gallery => html! { <pages::gallery::Gallery /> },
        Route::NotFound => html! { <pages::not_found::NotFound /> },
    };
    html! { <Shell {route}>{ inside }</Shell> }
}
