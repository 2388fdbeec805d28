//! What lies over the page: contents, display settings, keys, and the question before a link leaves the book.

use yew::prelude::*;
use yueli_components::{Button, ButtonKind, Sheet, SheetSide};
use yueli_i18n::{Arg, Catalog};

use super::{
    actions::Act,
    contents::Contents,
    display::{Layout, display},
    elsewhere,
    faults::faults,
    find::Find,
    is_fixed,
    keys::Wish,
    model::{Model, Panel},
    notes::{Editor, NoteList, toast},
    spacing::Script,
};
use crate::{pages::keys_help::keys_help, words::Chosen};

/// Every panel; the open one is shown.
pub fn panels(
    model: &Model,
    t: &Catalog,
    language: Option<AttrValue>,
    chosen: Option<&Chosen>,
    act: &Callback<Act>,
) -> Html {
    let close = act.reform(|()| Act::Wish(Wish::Close));
    let language_of_text = language.clone();
    let layout = Layout {
        settings: model.settings.clone(),
        fixed: is_fixed(model),
        script: Script::of(model.book.as_ref().map_or("", |book| book.manifest.metadata.main_language())),
        onchange: act.reform(Act::Settings),
    };
    let is = |panel: Panel| model.panel == Some(panel);
    html! {
        <>
            <Sheet open={is(Panel::Contents)} title={t.t("reader-contents-title")} close_label={t.t("close")}
                onclose={close.clone()} side={SheetSide::Start}>
                if let Some(book) = &model.book {
                    <Contents book={book.clone()} {language} here={model.here.clone().unwrap_or_default()}
                        ongo={act.reform(Act::Go)} onaim={act.reform(Act::Aim)}
                        onshare={act.reform(|()| Act::ShareBook)} />
                }
                if is(Panel::Contents) { { faults(model, t) } }
                // Here too: what lies behind a sheet cannot be reached.
                { toast(model, t, act) }
            </Sheet>
            <Sheet open={is(Panel::Find)} title={t.t("reader-search")} close_label={t.t("close")}
                onclose={close.clone()} side={SheetSide::Start}>
                if let Some(book) = &model.book {
                    <Find book={book.clone()} language={language_of_text.clone()} finding={model.finding.clone()}
                        onsearch={act.reform(Act::Seek)} ongo={act.reform(Act::GoToHit)} onaim={act.reform(Act::Aim)} />
                }
            </Sheet>
            <Sheet open={is(Panel::Notes)} title={t.t("notes")} close_label={t.t("close")} onclose={close.clone()}
                side={SheetSide::Start}>
                if let Some(book) = &model.book {
                    <NoteList book={book.clone()} language={language_of_text.clone()} notes={model.notes.all.clone()}
                        imported={model.notes.imported} on={act.reform(Act::Note)} />
                }
                // Here too: what lies behind a sheet cannot be reached.
                { toast(model, t, act) }
            </Sheet>
            <Editor note={model.notes.edited().cloned()} write={model.notes.writes} language={language_of_text.clone()}
                on={act.reform(Act::Note)} />
            <Sheet open={is(Panel::Display)} title={t.t("display-title")} close_label={t.t("close")}
                onclose={close.clone()} side={SheetSide::End}>
                if is(Panel::Display) { { display(&layout, chosen, t) } }
                { elsewhere::setting(model, t, act) }
            </Sheet>
            <Sheet open={is(Panel::Keys)} title={t.t("keys-title")} close_label={t.t("close")}
                onclose={close} side={SheetSide::Middle}>
                { keys_help(t) }
            </Sheet>
            { outside(model, t, act) }
        </>
    }
}

fn outside(model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let url = model.outside.clone().unwrap_or_default();
    let host = url.split("//").nth(1).unwrap_or(&url).split('/').next().unwrap_or_default().to_owned();
    let answer = |yes: bool| act.reform(move |_: MouseEvent| Act::Leave(yes));
    html! {
        <Sheet open={model.outside.is_some()} title={t.t("reader-link-outside-title")} close_label={t.t("close")}
            onclose={act.reform(|()| Act::Leave(false))}>
            <p>{ t.t_args("reader-link-outside", &[("host", Arg::from(host.as_str()))]) }</p>
            <Button kind={ButtonKind::Primary} icon="external" onclick={answer(true)}>{ t.t("reader-link-outside-go") }</Button>
        </Sheet>
    }
}
