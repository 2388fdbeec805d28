//! What was found, one row for each title.

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{BookList, BookRow, Button, Tag, Tone, clicked};
use yueli_i18n::Catalog;
use yueli_opds::Publication;

use super::{
    super::{face, failed, loan, title::model::why_not},
    model::{Found, More},
};
use crate::{route::Route, shell::browser, use_cases::catalogue, words::use_t};

/// The button for more may be gone once it was pressed: reading goes on at the first of the new titles, after those
/// that were there `before`.
#[hook]
pub fn use_focus_on_new(before: usize) {
    use_effect_with(before, |before| {
        if *before > 0 {
            browser::focus_first(&format!(".row-list > li:nth-child({}) h3 a", before + 1));
        }
    });
}

/// What was found, and the way to more of it.
pub fn results(found: &Found, more: &More, onmore: &Callback<()>, words: &Catalog) -> Html {
    let rows = found.publications.iter().enumerate().map(|(index, publication)| {
        let key = catalogue::id_of(publication).unwrap_or_else(|| index.to_string());
        html! { <ResultRow {key} publication={publication.clone()} /> }
    });
    let label = AttrValue::from(words.t("catalogue-title"));
    html! {
        <>
            { props!(BookList { label, books: rows.collect::<Vec<_>>() }) }
            <div class="pager">{ foot(found, more, onmore, words) }</div>
        </>
    }
}

fn foot(found: &Found, more: &More, onmore: &Callback<()>, words: &Catalog) -> Html {
    let shown = found.publications.len();
    let total = found.total.unwrap_or(shown as u64);
    if found.next.is_none() {
        return if found.before == 0 {
            Html::default()
        } else {
            html! { <p class="soft">{ words.t("catalogue-end") }</p> }
        };
    }
    let asking = *more == More::Asking;
    let said = words.t_args("catalogue-shown", &[("shown", shown.into()), ("total", total.into())]);
    html! {
        <>
            if let More::Failed(error) = more {
                <p role="alert">{ words.t(failed::key(error)) }</p>
            }
            <Button onclick={clicked(onmore)}>
                { words.t(if asking { "catalogue-more-loading" } else { "catalogue-more" }) }
            </Button>
            <p class="faint num" role="status">{ said }</p>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ResultRowProps {
    publication: Rc<Publication>,
}

/// One title.
#[component]
fn ResultRow(props: &ResultRowProps) -> Html {
    let words = use_t();
    let publication = &props.publication;
    let href = match catalogue::id_of(publication) {
        Some(id) => Route::title(id).to_path(),
        None => return Html::default(),
    };
    let (tone, text) = match why_not(publication) {
        Some(_) => (Tone::Caution, words.t("catalogue-tag-unreadable")),
        None => (Tone::Positive, words.t("catalogue-tag-readable")),
    };
    let tags = loan::tag(publication, &words).unwrap_or_else(|| props!(Tag { tone, text }).into());
    let meta = AttrValue::from(meta(publication, &words));
    props!(BookRow { book: face::face(publication, &words), href, meta, tags }).into()
}

/// The year, the language and the subject.
pub fn meta(publication: &Publication, words: &Catalog) -> String {
    let metadata = &publication.metadata;
    let tag = words.locale().tag();
    let year = metadata.published.as_deref().and_then(|date| date.get(..4)).unwrap_or_default();
    let language = metadata.language.first().map(|own| words.language(own)).unwrap_or_default();
    let subject = metadata.subject.first().map(|own| own.name.get(tag)).unwrap_or_default();
    face::row([year, &language, subject])
}
