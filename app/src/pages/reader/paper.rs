//! How pages of one fixed size are seen: whole or as wide as the screen, how large, one or two of them.

use yew::prelude::*;
use yueli_i18n::Catalog;
use yueli_platform_web::frame::{PAGE_ZOOMS, ReadingSettings};

use super::display::{Layout, Picked, segmented, stepper};

/// What may be chosen of fixed pages.
pub fn pages(layout: &Layout, t: &Catalog) -> Html {
    let with = |edit: fn(ReadingSettings, Picked) -> ReadingSettings| {
        let (settings, onchange) = (layout.settings.clone(), layout.onchange.clone());
        move |picked: Picked| onchange.emit(edit(settings.clone(), picked))
    };
    let fits = [("whole", "display-page-whole", Picked(0)), ("width", "display-page-width", Picked(1))];
    let counts = [
        ("auto", "display-columns-auto", Picked(0)),
        ("one", "display-pages-one", Picked(1)),
        ("two", "display-pages-two", Picked(2)),
    ];
    let fit = with(|settings, picked| ReadingSettings { fit_width: picked == Picked(1), ..settings });
    let count = with(|settings, picked| ReadingSettings { column_count: picked.count(), ..settings });
    let (settings, onchange) = (layout.settings.clone(), layout.onchange.clone());
    let zoom = settings.page_zoom;
    let percent = format!("{:.0} %", zoom * 100.0);
    let fitted = Picked(u8::from(settings.fit_width));
    let counted = Picked(settings.column_count.unwrap_or(0));
    let labels = ["display-page-size", "display-page-smaller", "display-page-larger"];
    html! {
        <>
            { segmented(t, "display-page", &fits, fitted, fit) }
            { stepper(t, labels, percent, (&PAGE_ZOOMS, zoom), move |page_zoom| {
                onchange.emit(ReadingSettings { page_zoom, ..settings.clone() });
            }) }
            { segmented(t, "display-pages", &counts, counted, count) }
        </>
    }
}
