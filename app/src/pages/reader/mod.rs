//! The reader: one book, on the whole screen.
//!
//! `session` reads (worker, frames, the kept place), `model` decides what is shown, this shows it.
//! `book` and `keys` are what both know of the book and of hands; `screen` is what stands on the screen.

mod actions;
mod bars;
mod book;
mod contents;
mod display;
mod elsewhere;
mod faults;
mod find;
mod follow;
mod keys;
mod load;
mod model;
mod note;
mod notes;
mod pace;
mod panels;
mod paper;
mod places;
pub mod ready;
mod ruler;
mod screen;
mod session;
mod share;
mod spacing;
mod trouble;
mod viewer;
mod window;

use yew::prelude::*;
use yueli_i18n::{Arg, Catalog};

use self::{
    actions::{Act, use_actions, use_colours, use_page_keys, use_session},
    bars::{announcement, foot, top, turns},
    book::Aim,
    model::{Model, Panel},
    note::NotePopup,
    notes::{over_text, toast},
    panels::panels,
    ruler::ruler,
    viewer::viewer,
};
use crate::{
    shell::browser,
    wire_up::use_services,
    words::{use_chosen, use_t},
};

/// Props of [`ReaderPage`].
#[derive(Properties, PartialEq)]
pub struct ReaderPageProps {
    /// How the catalogue names the publication.
    pub id: AttrValue,
}

/// The reader.
#[component]
pub fn ReaderPage(props: &ReaderPageProps) -> Html {
    let t = use_t();
    let (chosen, services) = (use_chosen(), use_services());
    let model = use_reducer(Model::default);
    let host = use_node_ref();
    let session = use_session(&props.id, &host, &model);
    use_colours(&session);
    let act = use_actions(&props.id, &session, &model);
    use_page_keys(&act);
    let language =
        model.book.as_ref().map(|book| AttrValue::from(book.manifest.metadata.main_language().to_owned()));
    let title = title_of(&model, &t);
    let heading = match model.chapter() {
        Some(chapter) => format!("{chapter} · {title}"),
        // Until the book has told its title, and where it never will, the page is called by what happens.
        None if title.is_empty() => match &model.failure {
            Some(failure) => trouble::title(failure, &t),
            None => t.t("reader-opening"),
        },
        None => title.clone(),
    };
    use_effect_with(heading.clone(), |heading| browser::set_title(heading));
    let language_of_text = language.clone();
    let text_label = t.t_args("reader-page-of-book", &[("title", Arg::from(title.as_str()))]);
    html! {
        <div class={classes!("reader", model.bars_away.then_some("bars-away"))} data-state={state(&model)}>
            { top(props, &model, &t, &heading, language.clone(), &act) }
            <main id="main" class="reader-frame" aria-label={text_label} aria-busy={model.turning.then_some("true")}
                tabindex="-1">
                <div class="reader-host" ref={host}></div>
                { turns(&model, &t, &act) }
                { ruler(&model, &act) }
                { over_text(&model, &t, &act) }
                { trouble::trouble(&model, &props.id, &t, &act) }
            </main>
            if let (Some(note), false) = (&model.note, model.panel.is_some()) {
                <NotePopup note={note.clone()} settings={model.settings.clone()} {title}
                    onclose={act.reform(|()| Act::CloseNote)} ongo={act.reform(|href: String| Act::Go(Aim::Entry(href)))}
                    onfollow={act.reform(|href: String| Act::Follow(href))} />
            }
            { elsewhere::question(&model, &t, &act) }
            { follow::question(&model, services.clock.now_ms(), &t, &act) }
            { foot(&model, &t, &act) }
            { panels(&model, &t, language, chosen.as_ref(), &act) }
            { viewer(&model, &t, language_of_text, &act) }
            if !matches!(model.panel, Some(Panel::Notes | Panel::Contents)) { { toast(&model, &t, &act) } }
            <p class="vh" role="status" aria-live="polite">{ announcement(&model, &t) }</p>
        </div>
    }
}

/// What the page is doing. Whoever goes on from what failed waits for what is next.
fn state(model: &Model) -> &'static str {
    match (&model.failure, &model.here) {
        (Some(_), _) if !model.turning => "failed",
        (None, Some(_)) if !model.turning => "reading",
        _ => "opening",
    }
}

fn title_of(model: &Model, t: &Catalog) -> String {
    let own = model.book.as_ref().map(|book| book.manifest.metadata.title.get(t.locale().tag()).to_owned());
    own.filter(|title| !title.is_empty()).unwrap_or_else(|| model.title.clone())
}

fn is_fixed(model: &Model) -> bool {
    model.book.as_ref().zip(model.here.as_ref()).is_some_and(|(book, here)| book.is_fixed(here.section))
}
