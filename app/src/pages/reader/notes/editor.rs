//! One note, open to be changed.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;
use yueli_annotation::{Line, Look, Pen};
use yueli_components::{Button, ButtonKind, PenChoice, Pens, Sheet, SheetSide};
use yueli_platform_web::book::Note;

use super::{NoteAct, bar::pen_words};
use crate::words::use_t;

/// Props of [`Editor`].
#[derive(Properties, PartialEq)]
pub struct EditorProps {
    /// The note; none, and it is closed.
    pub note: Option<Note>,
    /// It was made to be written on.
    pub write: bool,
    /// The book's language.
    pub language: Option<AttrValue>,
    /// What is wanted.
    pub on: Callback<NoteAct>,
}

/// A note with its words, its look and its text. Closing it keeps what was written.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let t = use_t();
    let typed = use_state(String::new);
    {
        let (typed, text) = (typed.setter(), props.note.as_ref().map(|note| note.text.clone()));
        use_effect_with(props.note.as_ref().map(|note| note.id.clone()), move |_| {
            typed.set(text.unwrap_or_default());
        });
    }
    let mut note = props.note.clone().unwrap_or_default();
    // What was chosen is so from now on, though it may not be kept yet: the next choice begins with it.
    let chosen = use_state(|| None::<(String, Look)>);
    if let Some((_, look)) = chosen.as_ref().filter(|(id, _)| *id == note.id) {
        note.look = *look;
    }
    let onclose = {
        let (on, note, typed, chosen) = (props.on.clone(), note.clone(), typed.clone(), chosen.setter());
        Callback::from(move |()| {
            let changed = *typed != note.text;
            chosen.set(None);
            on.emit(NoteAct::Close(changed.then(|| (note.id.clone(), note.look, (*typed).clone()))));
        })
    };
    let look = |change: fn(&str, Look) -> Look| {
        let (on, note, typed, chosen) = (props.on.clone(), note.clone(), typed.clone(), chosen.setter());
        Callback::from(move |name: AttrValue| {
            let look = change(&name, note.look);
            chosen.set(Some((note.id.clone(), look)));
            on.emit(NoteAct::Change(note.id.clone(), look, (*typed).clone()));
        })
    };
    let pen = |pen: Pen| {
        let line = if pen == note.look.pen { note.look.line } else { pen.usual_line() };
        choice(pen.name(), pen_words(pen, &t), pen, line)
    };
    let line =
        |line: Line| choice(line.name(), t.t(&["notes-line-", line.name()].concat()), note.look.pen, line);
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            let field = event.target_dyn_into::<HtmlTextAreaElement>();
            typed.set(field.map(|field| field.value()).unwrap_or_default());
        })
    };
    let done = onclose.reform(|_: MouseEvent| ());
    let delete = {
        let (on, id) = (props.on.clone(), note.id.clone());
        Callback::from(move |_: MouseEvent| on.emit(NoteAct::Delete(id.clone())))
    };
    let sample = t.t("notes-sample");
    let to_pen: fn(&str, Look) -> Look = |name, look| {
        Pen::named(name)
            .filter(|pen| *pen != look.pen)
            .map_or(look, |pen| Look { pen, line: pen.usual_line() })
    };
    let to_line: fn(&str, Look) -> Look =
        |name, look| Look { line: Line::named(name).unwrap_or(look.line), ..look };
    html! {
        <Sheet open={props.note.is_some()} title={t.t(if note.bookmark { "notes-bookmark" } else { "notes-your-note" })}
            close_label={t.t("close")} {onclose} side={SheetSide::Panel}>
            <div class="noting">
                <blockquote lang={props.language.clone()} dir="auto" data-pen={note.look.pen.name()}>{ &note.words }</blockquote>
                if note.changed && !note.lost { <p class="soft">{ t.t("notes-changed") }</p> }
                if !note.bookmark {
                    <Pens label={t.t("notes-pen")} options={Pen::ALL.map(pen)} selected={note.look.pen.name()}
                        sample={sample.clone()} onchange={look(to_pen)} />
                    <Pens label={t.t("notes-line")} options={Line::ALL.map(line)} selected={note.look.line.name()}
                        {sample} onchange={look(to_line)} />
                }
                <label class="noting-text">
                    <span>{ t.t("notes-your-note") }</span>
                    <textarea rows="4" value={(*typed).clone()} {oninput} autofocus={props.write} />
                </label>
                <div class="noting-foot">
                    <Button kind={ButtonKind::Quiet} onclick={delete}>{ t.t("notes-delete") }</Button>
                    <Button kind={ButtonKind::Primary} onclick={done}>{ t.t("notes-done") }</Button>
                </div>
            </div>
        </Sheet>
    }
}

fn choice(value: &'static str, label: String, pen: Pen, line: Line) -> PenChoice {
    PenChoice { value: value.into(), label: label.into(), pen: pen.name().into(), line: line.name().into() }
}
