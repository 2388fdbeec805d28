//! The question before a jump: another device was elsewhere in this book.

use yew::prelude::*;
use yueli_components::{Button, ButtonKind};
use yueli_i18n::Catalog;
use yueli_opds::Progression;

use super::{actions::Act, model::Model};

const MINUTE: i64 = 60_000;

/// The question, over the foot of the page. Reading goes on beside it.
pub fn question(model: &Model, now: f64, t: &Catalog, act: &Callback<Act>) -> Html {
    let free = model.panel.is_none() && model.note.is_none() && !model.elsewhere.is_open();
    let place = model.other.as_deref().filter(|_| free && model.here.is_some());
    html! {
        <>
            // Always there, so that it is heard.
            <p class="vh" role="status">{ for place.map(|place| t.t_args("follow-heard", &[("place", said(place, t).into())])) }</p>
            { for place.map(|place| asking(place, now, t, act)) }
        </>
    }
}

fn asking(place: &Progression, now: f64, t: &Catalog, act: &Callback<Act>) -> Html {
    let answer = |there: bool| act.reform(move |_: MouseEvent| Act::Meet(there));
    let device = Some(place.device.name.clone()).filter(|name| !name.is_empty());
    let device = device.unwrap_or_else(|| t.t("follow-device"));
    let when = ago(now as i64 - place.modified.millis(), t);
    html! {
        <section class="popup asking following" aria-labelledby="follow-title">
            <h2 id="follow-title" class="serif">{ said(place, t) }</h2>
            <p class="t14 soft num">{ t.t_args("follow-where", &[("device", device.into()), ("when", when.into())]) }</p>
            <div class="error-actions">
                <Button kind={ButtonKind::Primary} small=true onclick={answer(true)}>{ t.t("follow-go") }</Button>
                <Button small=true onclick={answer(false)}>{ t.t("follow-stay") }</Button>
            </div>
        </section>
    }
}

fn said(place: &Progression, t: &Catalog) -> String {
    let percent = t.percent(place.progression);
    let finished = place.finished && place.is_at_end();
    match place.title.as_deref().filter(|title| !title.trim().is_empty()) {
        _ if finished => t.t("follow-finished"),
        Some(chapter) => {
            t.t_args("follow-place", &[("chapter", chapter.into()), ("percent", percent.into())])
        }
        None => t.t_args("follow-percent", &[("percent", percent.into())]),
    }
}

/// How long ago that was.
fn ago(millis: i64, t: &Catalog) -> String {
    let minutes = (millis / MINUTE).max(0);
    let count = |key: &str, count: i64| t.t_args(key, &[("count", (count as f64).into())]);
    match minutes {
        0 => t.t("follow-just-now"),
        1..60 => count("follow-minutes-ago", minutes),
        60..1440 => count("follow-hours-ago", minutes / 60),
        _ => t.days_ago(u32::try_from(minutes / 1440).unwrap_or(u32::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use yueli_i18n::Locale;

    use super::*;

    #[test]
    fn how_long_ago_is_said_as_people_do() {
        let t = Catalog::new(Locale::En);
        for (millis, expected) in [
            (-5, "just now"),
            (59_999, "just now"),
            (60_000, "1 minute ago"),
            (3_540_000, "59 minutes ago"),
            (3_600_000, "1 hour ago"),
            (86_399_999, "23 hours ago"),
            (2 * 86_400_000, "2 days ago"),
        ] {
            assert_eq!(ago(millis, &t), expected, "{millis}");
        }
    }
}
