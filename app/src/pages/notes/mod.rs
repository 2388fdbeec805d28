//! A reader's notes of one book, without the book: they are there when a loan is over, when the file is gone, and without a
//! connection.

mod load;
mod model;

use yew::{prelude::*, props};
use yueli_annotation::Annotation;
use yueli_components::{Banner, Button, ButtonKind, EmptyState, Section};
use yueli_i18n::Catalog;
use yueli_platform_web::book::Format;

use self::model::Chapter;
use crate::{
    route::Route,
    shell::{Page, account::use_account, files},
    use_cases::lending::Lending,
    wire_up::use_services,
    words::use_t,
};

/// Props of [`NotesPage`].
#[derive(Properties, PartialEq)]
pub struct NotesPageProps {
    /// How the catalogue names the publication.
    pub id: AttrValue,
}

/// The notes of one book.
#[component]
pub fn NotesPage(props: &NotesPageProps) -> Html {
    let (words, services, account) = (use_t(), use_services(), use_account());
    let Some(notes) = load::use_notes(&props.id) else { return html! { <Page title="" /> } };
    let back = Some((
        AttrValue::from(Route::title(props.id.clone()).to_path()),
        AttrValue::from(words.t("notes-page-back")),
    ));
    let title = words.t_args("notes-page-title", &[("title", notes.title.as_str().into())]);
    let is_over = notes.publication.as_ref().is_some_and(|own| Lending::of(own).is_some())
        && account.loan(&props.id).is_none();
    let save = |format: Format| {
        let (notes, bookmark, now) = (notes.clone(), words.t("notes-bookmark"), services.clock.now_iso());
        let onclick = Callback::from(move |_: MouseEvent| {
            let (name, text) = model::file(&notes, format, &bookmark, &now);
            files::save(&name, &text, format.facts().2);
        });
        html! {
            <Button kind={ButtonKind::Secondary} small=true icon="download" {onclick}>
                { words.t(&["notes-export-", format.facts().0].concat()) }
            </Button>
        }
    };
    html! {
        <Page {title} headed=true {back}>
            <div class="narrow">
                if is_over { { props!(Banner { icon: "bookmark", text: words.t("notes-page-over") }) } }
                if notes.chapters.is_empty() {
                    { props!(EmptyState {
                        sentence: words.t("notes-page-none"),
                        advice: AttrValue::from(words.t("notes-none"))
                    }) }
                } else {
                    { for notes.chapters.iter().enumerate().map(|(at, chapter)| part(at, chapter, &notes.language, &words)) }
                    <div class="tags notes-save" role="group" aria-label={words.t("notes-export")}>{ for Format::ALL.map(save) }</div>
                }
            </div>
        </Page>
    }
}

fn part(at: usize, chapter: &Chapter, language: &str, words: &Catalog) -> Html {
    let title =
        if chapter.title.is_empty() { words.t("notes-page-elsewhere") } else { chapter.title.clone() };
    html! {
        <Section key={at} {title}>
            <ul class="line-list notes-list" role="list">
                { for chapter.notes.iter().map(|note| html! { <li key={note.id.clone()}><div>{ line(note, language, words) }</div></li> }) }
            </ul>
        </Section>
    }
}

fn line(note: &Annotation, language: &str, words: &Catalog) -> Html {
    let (quote, text) = (note.words(), note.body.text.clone());
    let is_bookmark = model::is_bookmark(note);
    html! {
        <>
            if is_bookmark { <small>{ words.t("notes-bookmark") }</small> }
            if !quote.is_empty() { <blockquote class="serif" lang={language.to_owned()} dir="auto">{ quote }</blockquote> }
            if !text.is_empty() { <p class="notes-text" dir="auto">{ text }</p> }
        </>
    }
}
