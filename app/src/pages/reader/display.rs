//! How the book is laid out and coloured: the display sheet.

use yew::{prelude::*, props};
use yueli_components::{Button, ButtonKind, Choice, Segmented, SettingRow, Stepper, Swatches};
use yueli_i18n::{Catalog, Locale};
use yueli_platform_web::frame::{
    FONT_SIZES, FontFamily, LINE_HEIGHTS, MARGINS, ReadingSettings, TextAlign, step,
};

use super::{
    paper,
    spacing::{self, Script, aids, scope},
    window,
};
use crate::{use_cases::settings::Theme, words::Chosen};

/// How books are laid out, and what may be chosen of it.
pub struct Layout {
    /// How books are laid out now.
    pub settings: ReadingSettings,
    /// The book has pages of one given size: of letters nothing can be chosen.
    pub fixed: bool,
    /// How its language is written.
    pub script: Script,
    /// Something else is chosen.
    pub onchange: Callback<ReadingSettings>,
}

/// What stands in the display sheet.
pub fn display(layout: &Layout, chosen: Option<&Chosen>, t: &Catalog) -> Html {
    html! {
        <div class="display">
            if layout.fixed { { paper::pages(layout, t) } } else { { size(layout, t) } }
            if let Some(chosen) = chosen { { colours(chosen, t) } }
            if !layout.fixed {
                { typeface(layout, t) }
                { spacing(layout, t) }
                { choices(layout, t) }
                { spacing::spacing(layout, t) }
            }
            { aids(layout, t) }
            { scope(layout, t) }
            <p class="soft t13">{ t.t("display-device-note") }</p>
            if !layout.fixed {
                <Button kind={ButtonKind::Quiet} onclick={reset(layout)}>{ t.t("display-reset") }</Button>
            }
        </div>
    }
}

fn change(layout: &Layout, edit: impl Fn(&mut ReadingSettings) + 'static) -> impl Fn() + 'static {
    let (settings, onchange) = (layout.settings.clone(), layout.onchange.clone());
    move || {
        let mut settings = settings.clone();
        edit(&mut settings);
        onchange.emit(settings);
    }
}

fn reset(layout: &Layout) -> Callback<MouseEvent> {
    let reset = change(layout, |settings| {
        *settings = ReadingSettings { own: settings.own, ..ReadingSettings::default() };
    });
    Callback::from(move |_| reset())
}

/// One stepper over `steps`.
pub(super) fn stepper(
    t: &Catalog,
    keys: [&'static str; 3],
    value_text: String,
    (steps, value): (&'static [f64], f64),
    set: impl Fn(f64) + Clone + 'static,
) -> Html {
    let [label, minus, plus] = keys;
    let (down, up) = (step(steps, value, false), step(steps, value, true));
    let (at_min, at_max) = (down >= value, up <= value);
    let limit =
        if at_min { Some(t.t("display-at-smallest")) } else { at_max.then(|| t.t("display-at-largest")) };
    let emit = |to: f64| {
        let set = set.clone();
        Callback::from(move |()| set(to))
    };
    let control = html! {
        <Stepper label={t.t(label)} {value_text} minus_label={t.t(minus)} plus_label={t.t(plus)}
            on_minus={emit(down)} on_plus={emit(up)} {at_min} {at_max} limit_text={limit.map(AttrValue::from)} />
    };
    props!(SettingRow { control }).into()
}

/// One stepper whose values are where its buttons lead, `None` being the book's own way.
#[expect(clippy::too_many_arguments, reason = "the names of a control, what it says, and where it leads")]
pub(super) fn steps(
    t: &Catalog,
    [label, minus, plus]: [&'static str; 3],
    value_text: String,
    note: Option<&'static str>,
    [down, up]: [Option<f64>; 2],
    value: Option<f64>,
    layout: &Layout,
    set: fn(&mut ReadingSettings, Option<f64>),
) -> Html {
    let (at_min, at_max) = (down == value, up == value);
    let limit =
        if at_min { Some(t.t("display-at-smallest")) } else { at_max.then(|| t.t("display-at-largest")) };
    let emit = |to: Option<f64>| {
        let change = change(layout, move |settings| set(settings, to));
        Callback::from(move |()| change())
    };
    let control = html! {
        <Stepper label={t.t(label)} {value_text} minus_label={t.t(minus)} plus_label={t.t(plus)}
            on_minus={emit(down)} on_plus={emit(up)} {at_min} {at_max} limit_text={limit.map(AttrValue::from)} />
    };
    props!(SettingRow { control, note: note.map(|key| AttrValue::from(t.t(key))) }).into()
}

fn size(layout: &Layout, t: &Catalog) -> Html {
    let (settings, onchange) = (layout.settings.clone(), layout.onchange.clone());
    let percent = format!("{:.0} %", settings.font_size * 100.0);
    let value = settings.font_size;
    stepper(
        t,
        ["display-size", "display-smaller", "display-larger"],
        percent,
        (&FONT_SIZES, value),
        move |to| {
            onchange.emit(ReadingSettings { font_size: to, ..settings.clone() });
        },
    )
}

fn colours(chosen: &Chosen, t: &Catalog) -> Html {
    let options = vec![
        Choice::new("light", t.t("display-paper-plain")),
        Choice::new("sepia", t.t("display-paper-sepia")),
        Choice::new("dark", t.t("display-paper-night")),
        Choice::new("contrast", t.t("display-paper-contrast")),
    ];
    let by_system = if window::system_is_dark() { "dark" } else { "light" };
    let selected = chosen.settings.theme.name().unwrap_or(by_system);
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |name: AttrValue| {
            let mut settings = chosen.settings;
            settings.theme = Theme::named(Some(&name));
            chosen.choose.emit(settings);
        })
    };
    let sample = if t.locale() == Locale::ZhCn { "文" } else { "Aa" };
    let control =
        html! { <Swatches label={t.t("display-paper")} {options} {selected} {sample} {onchange} /> };
    props!(SettingRow { control }).into()
}

pub(super) fn segmented<T: Copy + PartialEq + 'static>(
    t: &Catalog,
    label: &'static str,
    options: &[(&'static str, &'static str, T)],
    selected: T,
    set: impl Fn(T) + 'static,
) -> Html {
    let choices: Vec<Choice> = options.iter().map(|(value, key, _)| Choice::new(*value, t.t(key))).collect();
    let value = options.iter().find(|option| option.2 == selected).map_or("", |option| option.0);
    let known: Vec<(&'static str, T)> = options.iter().map(|option| (option.0, option.2)).collect();
    let onchange = Callback::from(move |value: AttrValue| {
        if let Some((_, chosen)) = known.iter().find(|(name, _)| *name == value.as_str()) {
            set(*chosen);
        }
    });
    let control = html! { <Segmented label={t.t(label)} options={choices} selected={value} {onchange} /> };
    props!(SettingRow { control }).into()
}

fn typeface(layout: &Layout, t: &Catalog) -> Html {
    let (settings, onchange) = (layout.settings.clone(), layout.onchange.clone());
    let options = [
        ("book", "display-font-book", None),
        ("serif", "display-font-serif", Some(FontFamily::Serif)),
        ("kai", "display-font-kai", Some(FontFamily::Kai)),
        ("sans", "display-font-sans", Some(FontFamily::Sans)),
        ("legible", "display-font-legible", Some(FontFamily::Legible)),
        ("dyslexic", "display-font-dyslexic", Some(FontFamily::Dyslexic)),
    ];
    segmented(t, "display-font", &options, settings.font_family, move |font_family| {
        onchange.emit(ReadingSettings { font_family, ..settings.clone() });
    })
}

fn spacing(layout: &Layout, t: &Catalog) -> Html {
    let line = layout.settings.line_height.unwrap_or(1.6);
    let line_text =
        layout.settings.line_height.map_or_else(|| t.t("display-font-book"), |height| format!("{height:.2}"));
    let margin_text = format!("{:.0} %", layout.settings.page_margins * 100.0);
    let (for_lines, for_margins) = (layout.settings.clone(), layout.settings.clone());
    let (lines, margins) = (layout.onchange.clone(), layout.onchange.clone());
    html! {
        <>
            { stepper(t, ["display-line-height", "display-line-tighter", "display-line-looser"], line_text,
                (&LINE_HEIGHTS, line), move |to| {
                    lines.emit(ReadingSettings { line_height: Some(to), ..for_lines.clone() });
                }) }
            { stepper(t, ["display-margins", "display-margins-narrower", "display-margins-wider"], margin_text,
                (&MARGINS, layout.settings.page_margins), move |to| {
                    margins.emit(ReadingSettings { page_margins: to, ..for_margins.clone() });
                }) }
        </>
    }
}

fn choices(layout: &Layout, t: &Catalog) -> Html {
    let with = |edit: fn(ReadingSettings, Picked) -> ReadingSettings| {
        let (settings, onchange) = (layout.settings.clone(), layout.onchange.clone());
        move |picked: Picked| onchange.emit(edit(settings.clone(), picked))
    };
    let (align, columns, flow) = (
        with(|settings, picked| ReadingSettings { text_align: picked.align(), ..settings }),
        with(|settings, picked| ReadingSettings { column_count: picked.count(), ..settings }),
        with(|settings, picked| ReadingSettings { scroll: picked.scroll(), ..settings }),
    );
    let aligns = [
        ("book", "display-justify-book", Picked(0)),
        ("start", "display-justify-start", Picked(1)),
        ("justify", "display-justify-full", Picked(2)),
    ];
    let counts = [
        ("auto", "display-columns-auto", Picked(0)),
        ("one", "display-columns-one", Picked(1)),
        ("two", "display-columns-two", Picked(2)),
    ];
    let flows = [
        ("paginated", "display-flow-paginated", Picked(1)),
        ("scrolled", "display-flow-scrolled", Picked(2)),
    ];
    let settings = &layout.settings;
    let scrolled = settings.scroll == Some(true);
    html! {
        <>
            { segmented(t, "display-flow", &flows, Picked(if scrolled { 2 } else { 1 }), flow) }
            { segmented(t, "display-justify", &aligns, Picked::of_align(settings.text_align), align) }
            if !scrolled {
                { segmented(t, "display-columns", &counts, Picked(settings.column_count.unwrap_or(0)), columns) }
            }
        </>
    }
}

/// Which of a row's options is picked, 0 being the book's own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Picked(pub(super) u8);

impl Picked {
    fn of_align(align: Option<TextAlign>) -> Self {
        Self(match align {
            None => 0,
            Some(TextAlign::Start) => 1,
            Some(TextAlign::Justify) => 2,
        })
    }

    fn align(self) -> Option<TextAlign> {
        match self.0 {
            1 => Some(TextAlign::Start),
            2 => Some(TextAlign::Justify),
            _ => None,
        }
    }

    pub(super) fn count(self) -> Option<u8> {
        (self.0 > 0).then_some(self.0)
    }

    fn scroll(self) -> Option<bool> {
        Some(self.0 == 2)
    }
}
