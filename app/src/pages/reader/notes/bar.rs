//! What lies on the text: the ribbon of a bookmark, what can be done with chosen words, and a line about what was done.

use yew::{prelude::*, props};
use yueli_annotation::{Look, Pen};
use yueli_components::{Toast, ToastAction, ToastRegion, Toolbar, ToolbarItem};
use yueli_i18n::{Arg, Catalog};
use yueli_platform_web::frame::Selected;

use super::NoteAct;
use crate::{
    pages::reader::{actions::Act, model::Model, share::citation},
    shell::files,
};

/// The pens in the toolbar, each with the line that it usually draws.
fn pens(t: &Catalog) -> impl Iterator<Item = ToolbarItem> {
    Pen::ALL.into_iter().map(|pen| {
        let line = pen.usual_line();
        let (name, drawn) = (pen_words(pen, t), t.t(&["notes-line-", line.name()].concat()));
        let args = [("pen", Arg::from(name.as_str())), ("line", Arg::from(drawn.as_str()))];
        ToolbarItem {
            value: pen.name().into(),
            label: t.t_args("notes-mark-with", &args).into(),
            pen: Some((pen.name().into(), line.name().into())),
            icon: None,
        }
    })
}

/// What a pen is called.
pub fn pen_words(pen: Pen, t: &Catalog) -> String {
    t.t(&["notes-pen-", pen.name()].concat())
}

/// The ribbon, and what can be done with the chosen words.
pub fn over_text(model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let chosen =
        model.notes.selected.as_ref().filter(|_| model.panel.is_none() && model.notes.editing.is_none());
    html! {
        <>
            if model.notes.bookmark.is_some() {
                <span class="ribbon" role="img" aria-label={t.t("notes-bookmark")}></span>
            }
            if let Some(selected) = chosen { { toolbar(selected, model, t, act) } }
        </>
    }
}

fn toolbar(selected: &Selected, model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let focused = model.notes.toolbar;
    let mut items: Vec<ToolbarItem> = pens(t).collect();
    let mut add = |value: &'static str, icon: &'static str| {
        let label = t.t(&["notes-", value].concat()).into();
        items.push(ToolbarItem { value: value.into(), label, icon: Some(icon.into()), pen: None });
    };
    add("write", "pen");
    add("copy", "copy");
    add("cite", "footnote");
    if files::can_share() {
        add("share", "share");
    } else {
        add("link", "external");
    }
    add("look-up", "search");
    let cited = citation(&selected.words, model, t);
    let onselect = act.reform(move |value: AttrValue| {
        Act::Note(match value.as_str() {
            "write" => NoteAct::Write,
            "copy" => NoteAct::Copy,
            "cite" => NoteAct::Cite(cited.clone()),
            "share" => NoteAct::Share(cited.clone()),
            "link" => NoteAct::Link,
            "look-up" => NoteAct::LookUp,
            name => {
                let pen = Pen::named(name).unwrap_or_default();
                NoteAct::Highlight(Look { pen, line: pen.usual_line() })
            }
        })
    });
    let (left, top, right, bottom) = selected.place;
    // Above the words, unless there is no room.
    let below = top < 64.0;
    let number = |value: f64| value.round().to_string();
    let x = number(f64::midpoint(left, right));
    let y = number(if below { bottom + 8.0 } else { top - 8.0 });
    html! {
        <Toolbar label={t.t("notes-toolbar")} {items} {focused} {onselect} sample={t.t("notes-sample")}
            class={classes!("over-text", below.then_some("is-below"))} style={["--x:", &x, "px;--y:", &y, "px"].concat()}
            onclose={act.reform(|()| Act::Note(NoteAct::Dismiss))} />
    }
}

/// A line about what was done.
pub fn toast(model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let toast = model.notes.told.as_ref().map(|told| {
        let action = told.undo.clone().map(|id| ToastAction {
            label: t.t("undo").into(),
            onclick: act.reform(move |_: MouseEvent| Act::Note(NoteAct::Undo(id.clone()))),
        });
        props!(Toast {
            text: t.t(told.key),
            action,
            dismiss_label: t.t("dismiss"),
            ondismiss: act.reform(|()| Act::Note(NoteAct::Read))
        })
    });
    props!(ToastRegion { toast }).into()
}
