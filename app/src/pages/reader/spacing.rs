//! What is chosen less often of how a book is laid out: lines and paragraphs, and what helps while reading.

use yew::{prelude::*, props};
use yueli_components::{Disclosure, SettingRow, Switch};
use yueli_i18n::{Arg, Catalog};
use yueli_platform_web::frame::{
    LETTER_SPACINGS, LINE_FOCUSES, LINE_LENGTHS, PARAGRAPH_INDENTS, PARAGRAPH_SPACINGS, ReadingSettings,
    WORD_SPACINGS, step, step_from_own,
};

use super::{
    display::{Layout, Picked, segmented, steps},
    window,
};

/// A length that may be left to the book.
struct Length {
    /// Its name, and those of its two buttons.
    keys: [&'static str; 3],
    /// What it steps through.
    steps: &'static [f64],
    /// What it is.
    get: fn(&ReadingSettings) -> Option<f64>,
    /// Makes it so.
    set: fn(&mut ReadingSettings, Option<f64>),
}

const LETTERS: Length = Length {
    keys: ["display-letter-spacing", "display-letters-closer", "display-letters-wider"],
    steps: &LETTER_SPACINGS,
    get: |settings| settings.letter_spacing,
    set: |settings, value| settings.letter_spacing = value,
};
const WORDS: Length = Length {
    keys: ["display-word-spacing", "display-words-closer", "display-words-wider"],
    steps: &WORD_SPACINGS,
    get: |settings| settings.word_spacing,
    set: |settings, value| settings.word_spacing = value,
};
const PARAGRAPHS: Length = Length {
    keys: ["display-paragraph-spacing", "display-paragraphs-closer", "display-paragraphs-wider"],
    steps: &PARAGRAPH_SPACINGS,
    get: |settings| settings.paragraph_spacing,
    set: |settings, value| settings.paragraph_spacing = value,
};
const INDENT: Length = Length {
    keys: ["display-indent", "display-indent-less", "display-indent-more"],
    steps: &PARAGRAPH_INDENTS,
    get: |settings| settings.paragraph_indent,
    set: |settings, value| settings.paragraph_indent = value,
};
const LINE: Length = Length {
    keys: ["display-line-length", "display-lines-shorter", "display-lines-longer"],
    steps: &LINE_LENGTHS,
    get: |settings| settings.line_length,
    set: |settings, value| settings.line_length = value,
};

/// Lines and paragraphs, closed at first.
pub fn spacing(layout: &Layout, t: &Catalog) -> Html {
    let percent = |value: f64| [&(value * 100.0).round().to_string(), " %"].concat();
    let of_letters = |value: f64| t.t_args("display-in-letters", &[("count", Arg::from(value))]);
    // A Latin letter is about half as wide as it is high.
    let line = |value: f64| {
        let letters = if layout.script == Script::Latin { value * 2.0 } else { value };
        t.t_args("display-about-letters", &[("count", Arg::from(letters))])
    };
    let children = html! {
        <>
            { on_off(layout, t, ["display-publisher", "display-publisher-note"], layout.settings.publisher_styles,
                |settings, on| settings.publisher_styles = on) }
            { length(layout, t, &LETTERS, &percent) }
            if layout.script == Script::Cjk {
                <p class="faint setting">{ t.t("display-no-words") }</p>
            } else {
                { length(layout, t, &WORDS, &percent) }
            }
            { length(layout, t, &PARAGRAPHS, &percent) }
            { length(layout, t, &INDENT, &of_letters) }
            { length(layout, t, &LINE, &line) }
            if layout.script == Script::Latin {
                { three(layout, t, "display-hyphens", layout.settings.hyphens, |settings, value| settings.hyphens = value) }
                { three(layout, t, "display-ligatures", layout.settings.ligatures, |settings, value| settings.ligatures = value) }
            }
            if layout.script == Script::Cjk {
                { on_off(layout, t, ["display-ruby", "display-ruby-note"], !layout.settings.no_ruby,
                    |settings, on| settings.no_ruby = !on) }
            }
        </>
    };
    props!(Disclosure { summary: t.t("display-more"), children }).into()
}

/// How the book's language is written, as far as spacing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Words with spaces between them.
    Latin,
    /// Chinese or Japanese characters, without.
    Cjk,
}

impl Script {
    /// The script of a language tag. Korean has spaces.
    pub fn of(tag: &str) -> Self {
        if tag.starts_with("zh") || tag.starts_with("ja") { Self::Cjk } else { Self::Latin }
    }
}

/// What helps while reading: the ruler, and a screen that stays lit.
pub fn aids(layout: &Layout, t: &Catalog) -> Html {
    let count = f64::from(layout.settings.line_focus);
    let said = if layout.settings.line_focus == 0 {
        t.t("display-line-focus-off")
    } else {
        t.t_args("display-line-focus-lines", &[("count", Arg::from(count))])
    };
    let to = |up: bool| Some(step(&LINE_FOCUSES, count, up));
    html! {
        <>
            if !layout.fixed {
                { steps(t, ["display-line-focus", "display-line-focus-fewer", "display-line-focus-more"], said,
                    Some("display-line-focus-note"), [to(false), to(true)], Some(count), layout,
                    |settings, value| settings.line_focus = value.unwrap_or_default() as u8) }
            }
            if window::can_stay_awake() {
                { on_off(layout, t, ["display-awake", "display-awake-note"], layout.settings.keep_awake,
                    |settings, on| settings.keep_awake = on) }
            } else {
                <p class="faint setting">{ t.t("display-awake-none") }</p>
            }
        </>
    }
}

/// For which books all this is.
pub fn scope(layout: &Layout, t: &Catalog) -> Html {
    let options = [("all", "display-for-all", Picked(0)), ("one", "display-for-this", Picked(1))];
    let (settings, onchange) = (layout.settings.clone(), layout.onchange.clone());
    segmented(t, "display-for", &options, Picked(u8::from(settings.own)), move |picked: Picked| {
        onchange.emit(ReadingSettings { own: picked == Picked(1), ..settings.clone() });
    })
}

fn length(layout: &Layout, t: &Catalog, length: &Length, say: &dyn Fn(f64) -> String) -> Html {
    let value = (length.get)(&layout.settings);
    let said = value.map_or_else(|| t.t("display-font-book"), say);
    let to = [step_from_own(length.steps, value, false), step_from_own(length.steps, value, true)];
    steps(t, length.keys, said, None, to, value, layout, length.set)
}

fn on_off(
    layout: &Layout,
    t: &Catalog,
    keys: [&str; 2],
    on: bool,
    set: fn(&mut ReadingSettings, bool),
) -> Html {
    let (settings, emit) = (layout.settings.clone(), layout.onchange.clone());
    let onchange = Callback::from(move |on: bool| {
        let mut settings = settings.clone();
        set(&mut settings, on);
        emit.emit(settings);
    });
    let control = html! { <Switch label={t.t(keys[0])} note={t.t(keys[1])} {on} {onchange} /> };
    props!(SettingRow { control }).into()
}

/// The book's way, yes, or no.
fn three(
    layout: &Layout,
    t: &Catalog,
    label: &'static str,
    value: Option<bool>,
    set: fn(&mut ReadingSettings, Option<bool>),
) -> Html {
    let options = [
        ("book", "display-font-book", Picked(0)),
        ("yes", "display-yes", Picked(1)),
        ("no", "display-no", Picked(2)),
    ];
    let picked = Picked(value.map_or(0, |yes| if yes { 1 } else { 2 }));
    let (settings, onchange) = (layout.settings.clone(), layout.onchange.clone());
    segmented(t, label, &options, picked, move |picked: Picked| {
        let mut settings = settings.clone();
        set(&mut settings, (picked != Picked(0)).then_some(picked == Picked(1)));
        onchange.emit(settings);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_japanese_have_no_words_to_space() {
        for (tag, script) in [
            ("zh-CN", Script::Cjk),
            ("ja", Script::Cjk),
            ("ko", Script::Latin),
            ("en", Script::Latin),
            ("und", Script::Latin),
        ] {
            assert_eq!(Script::of(tag), script, "{tag}");
        }
    }

    #[test]
    fn every_length_reads_what_it_sets() {
        for length in [&LETTERS, &WORDS, &PARAGRAPHS, &INDENT, &LINE] {
            let mut settings = ReadingSettings::default();
            for value in [length.steps.first().copied(), None] {
                (length.set)(&mut settings, value);
                assert_eq!((length.get)(&settings), value, "{}", length.keys[0]);
            }
        }
    }
}
