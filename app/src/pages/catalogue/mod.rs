//! Finding a book.

pub mod facets;
pub mod load;
mod memory;
pub mod model;
mod narrow;
mod results;

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{
    Button, ButtonKind, EmptyState, SearchField, Sheet, SheetSide, Skeleton, SkeletonKind, clicked,
};
use yueli_i18n::Catalog;

use self::{
    facets::Field,
    model::{Found, Msg, State},
};
use super::{failed::failed, libraries::address::everywhere};
use crate::{
    shell::{Page, library::use_library, use_frame, watch::use_slow},
    use_cases::{remote::Remote, search::Search},
    words::use_t,
};

pub use memory::Memory;
pub use results::{meta, use_focus_on_new};

/// The catalogue page.
#[component]
pub fn Catalogue() -> Html {
    let words = use_t();
    let asked = load::use_asked();
    let state = load::use_found(&asked);
    let (typed, oninput, onsubmit) = load::use_typed(&asked);
    let onclear = {
        let (oninput, onsubmit) = (oninput.clone(), onsubmit.clone());
        Callback::from(move |()| {
            oninput.emit(AttrValue::default());
            onsubmit.emit(AttrValue::default());
        })
    };
    let others = use_library().has_others();
    let slow = use_slow(state.found.is_waiting());
    let retry = load::use_retry(&state);
    let found = match &state.found {
        Remote::Waiting if slow => {
            props!(Skeleton { kind: SkeletonKind::List, label: words.t("catalogue-loading"), count: 6 })
                .into()
        }
        Remote::Waiting => Html::default(),
        Remote::Failed(error) => failed(error, &retry, 2, &words),
        Remote::Ready(found) => html! { <FoundView found={found.clone()} state={state.clone()} /> },
    };
    html! {
        <Page title={words.t("catalogue-title")} headed=true no_search=true>
            <div class="catalogue-search">
                <SearchField label={words.t("catalogue-search-label")} value={typed}
                    placeholder={words.t("catalogue-search-placeholder")} clear_label={words.t("catalogue-search-clear")}
                    {oninput} {onsubmit} {onclear} />
            </div>
            <p class="results-status soft num" role="status">{ count(&state, &words) }</p>
            if others {
                <p class="far-elsewhere"><a href={everywhere(asked.text.trim())}>{ words.t("all-libraries-action") }</a></p>
            }
            { found }
        </Page>
    }
}

/// How many were found, once the answer is here.
fn count(state: &State, words: &Catalog) -> String {
    match &state.found {
        Remote::Ready(found) if !state.asking && found.total.is_some() => heading(found, words),
        _ => String::new(),
    }
}

/// How many were found, and for what.
fn heading(found: &Found, words: &Catalog) -> String {
    let total = found.total.unwrap_or(found.publications.len() as u64);
    match found.search.text.trim() {
        "" => words.t_args("catalogue-results", &[("count", total.into())]),
        text => words.t_args("catalogue-results-for", &[("count", total.into()), ("query", text.into())]),
    }
}

#[derive(Properties, PartialEq)]
struct FoundViewProps {
    found: Rc<Found>,
    state: UseReducerHandle<State>,
}

/// What was found, and the ways to narrow it: beside it on desktop, in a sheet on a phone.
#[component]
fn FoundView(props: &FoundViewProps) -> Html {
    let words = use_t();
    let go = use_frame().go;
    let sheet = use_state(bool::default);
    let found = &props.found;
    let choices = use_memo((found.clone(), words.locale()), |(found, locale)| {
        facets::of(&found.facets, &found.search, locale.tag())
    });
    let set_sheet = |open: bool| {
        let sheet = sheet.setter();
        Callback::from(move |()| sheet.set(open))
    };
    results::use_focus_on_new(found.before);
    let narrows = choices.iter().any(|own| own.field != Field::Sort);
    let dispatcher = props.state.dispatcher();
    let onmore = Callback::from(move |()| dispatcher.dispatch(Msg::MoreAsked));
    let filters = found.search.filters();
    let filter_words = match filters {
        0 => words.t("catalogue-filters"),
        count => words.t_args("catalogue-filters-count", &[("count", count.into())]),
    };
    html! {
        <div class={classes!(narrows.then_some("columns"))} aria-busy={props.state.asking.to_string()}>
            if narrows {
                <aside class="columns-facets" aria-label={words.t("catalogue-filters")}>
                    { narrow::groups(&choices, &words) }
                </aside>
                <Sheet open={*sheet} title={words.t("catalogue-filters")} close_label={words.t("close")}
                    side={SheetSide::Start} onclose={set_sheet(false)} foot={show(&words, found, &set_sheet(false))}>
                    { narrow::groups(&choices, &words) }
                </Sheet>
            }
            <div class="results">
                <h2 class="vh">{ heading(found, &words) }</h2>
                <div class="results-tools">
                    if narrows {
                        <span class="only-phone">
                            <Button small=true icon="filter" onclick={clicked(&set_sheet(true))}>
                                { filter_words }
                            </Button>
                        </span>
                    }
                    { narrow::chosen(&choices, &found.search, &words) }
                    if found.publications.len() > 1 {
                        { narrow::order(&choices, &words, go) }
                    }
                </div>
                if found.publications.is_empty() {
                    { none(&words, &found.search) }
                } else {
                    { results::results(found, &props.state.more, &onmore, &words) }
                }
            </div>
        </div>
    }
}

/// The button at the foot of the sheet that goes to what is found.
fn show(words: &Catalog, found: &Found, onclose: &Callback<()>) -> Html {
    let total = found.total.unwrap_or(found.publications.len() as u64);
    html! {
        <div class="sheet-foot">
            <Button kind={ButtonKind::Primary} wide=true onclick={clicked(onclose)}>
                { words.t_args("catalogue-filters-show", &[("count", total.into())]) }
            </Button>
        </div>
    }
}

fn none(words: &Catalog, search: &Search) -> Html {
    if search.is_everything() {
        let advice = AttrValue::from(words.t("home-empty-advice"));
        return props!(EmptyState { sentence: words.t("home-empty"), advice }).into();
    }
    let sentence = match search.text.trim() {
        "" => words.t("catalogue-none"),
        text => words.t_args("catalogue-none-for", &[("query", text.into())]),
    };
    let action = html! {
        <Button kind={ButtonKind::Primary} href="/catalogue">{ words.t("catalogue-none-action") }</Button>
    };
    let advice = AttrValue::from(words.t("catalogue-none-advice"));
    props!(EmptyState { sentence, advice, action }).into()
}
