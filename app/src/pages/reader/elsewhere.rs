//! What the book wants that is not in it: told, asked once, and taken back under Display.

use yew::prelude::*;
use yueli_components::{Button, ButtonKind};
use yueli_i18n::{Arg, Catalog};
use yueli_publication::{Elsewhere, ElsewhereKind};

use super::{
    actions::Act,
    model::{Model, Panel},
};

/// What the book declares to lie elsewhere, and what the reader said of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wanted {
    /// By host and kind.
    pub things: Vec<Elsewhere>,
    /// True where the reader was asked.
    pub asked: bool,
    /// The answer, where there is one.
    pub answer: Option<bool>,
    /// False where nothing can be fetched safely: without a service worker.
    pub possible: bool,
}

impl Wanted {
    /// True while the reader has something to answer.
    pub fn is_open(&self) -> bool {
        self.asked && self.answer.is_none() && self.fetched().next().is_some()
    }

    fn fetched(&self) -> impl Iterator<Item = &Elsewhere> {
        self.things.iter().filter(|thing| thing.kind.may_be_fetched())
    }
}

/// The question, over the foot of the page. Reading goes on beside it.
pub fn question(model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let wanted = &model.elsewhere;
    let open = wanted.is_open() && model.panel.is_none() && model.note.is_none();
    html! {
        <>
            // Always there, so that it is heard.
            <p class="vh" role="status">{ if open { t.t("elsewhere-title") } else { String::new() } }</p>
            if open { { asking(wanted, t, act) } }
        </>
    }
}

fn asking(wanted: &Wanted, t: &Catalog, act: &Callback<Act>) -> Html {
    html! {
        <section class="popup asking" aria-labelledby="elsewhere-title">
            <h2 id="elsewhere-title" class="serif">{ t.t("elsewhere-title") }</h2>
            { told(wanted, t) }
            <p class="t14">{ t.t(if wanted.possible { "elsewhere-why" } else { "elsewhere-impossible" }) }</p>
            <div class="error-actions">
                if wanted.possible {
                    <Button kind={ButtonKind::Primary} small=true onclick={answer(act, true)}>{ t.t("elsewhere-allow") }</Button>
                    <Button small=true onclick={answer(act, false)}>{ t.t("elsewhere-deny") }</Button>
                } else {
                    <Button small=true onclick={answer(act, false)}>{ t.t("elsewhere-read-on") }</Button>
                }
            </div>
        </section>
    }
}

/// Under Display: what was answered, and the way to answer otherwise.
pub fn setting(model: &Model, t: &Catalog, act: &Callback<Act>) -> Html {
    let wanted = &model.elsewhere;
    if model.panel != Some(Panel::Display) || wanted.things.is_empty() {
        return Html::default();
    }
    let allowed = wanted.answer == Some(true);
    let said = match (wanted.fetched().next(), wanted.possible) {
        (None, _) => None,
        (_, false) => Some("elsewhere-impossible"),
        (_, true) if allowed => Some("elsewhere-allowed"),
        (_, true) => Some("elsewhere-denied"),
    };
    html! {
        <section class="sheet-more" aria-labelledby="elsewhere-setting">
            <h3 id="elsewhere-setting" class="t14">{ t.t("elsewhere-setting") }</h3>
            { told(wanted, t) }
            if let Some(said) = said {
                <p class="soft t13" role="status">{ t.t(said) }</p>
                if wanted.possible {
                    <Button small=true onclick={answer(act, !allowed)}>
                        { t.t(if allowed { "elsewhere-deny" } else { "elsewhere-allow" }) }
                    </Button>
                }
            }
        </section>
    }
}

fn answer(act: &Callback<Act>, yes: bool) -> Callback<MouseEvent> {
    act.reform(move |_: MouseEvent| Act::Elsewhere(yes))
}

/// How many things of which kind, from where.
fn told(wanted: &Wanted, t: &Catalog) -> Html {
    let line = |thing: &Elsewhere| {
        let key = match thing.kind {
            ElsewhereKind::Sound => "elsewhere-sound",
            ElsewhereKind::Film => "elsewhere-film",
            ElsewhereKind::Typeface => "elsewhere-typeface",
            ElsewhereKind::Picture => "elsewhere-picture",
        };
        let args = [("count", Arg::from(thing.count as f64)), ("host", Arg::from(thing.host()))];
        html! { <li>{ t.t_args(key, &args) }</li> }
    };
    html! { <ul class="t14">{ for wanted.things.iter().map(line) }</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_fetched_is_asked_about() {
        let thing = |kind| Elsewhere { origin: "https://a.example".into(), kind, count: 1 };
        for (kinds, asked, answer, open) in [
            (&[][..], true, None, false),
            (&[ElsewhereKind::Picture], true, None, false),
            (&[ElsewhereKind::Picture, ElsewhereKind::Sound], true, None, true),
            (&[ElsewhereKind::Film], false, None, false),
            (&[ElsewhereKind::Film], true, Some(false), false),
            (&[ElsewhereKind::Typeface], true, Some(true), false),
        ] {
            let things = kinds.iter().map(|kind| thing(*kind)).collect();
            let wanted = Wanted { things, asked, answer, possible: true };
            assert_eq!(wanted.is_open(), open, "{wanted:?}");
        }
    }
}
