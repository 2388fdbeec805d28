//! A book that is had by a licence (Readium LCP): the way to open it.

use yew::prelude::*;
use yueli_components::{Button, ButtonKind};
use yueli_i18n::Catalog;
use yueli_opds::{AcquisitionKind, Protection, Publication};

use crate::{
    route::Route,
    use_cases::licences::{FROM, way_to},
};

/// The page that opens the licence at `href`.
pub fn address(href: &str) -> String {
    [&Route::Licences.to_path(), "?", FROM, "=", &way_to(href)].concat()
}

/// The way to open the licence of `publication`; nothing where it has none that can be had at once.
pub fn way(publication: &Publication, words: &Catalog) -> Html {
    let at_once = |kind| matches!(kind, AcquisitionKind::OpenAccess | AcquisitionKind::Download);
    let ways = publication.ways();
    let licence = ways
        .iter()
        .find(|way| at_once(way.kind) && way.paths.iter().any(|path| path.protection() == Protection::Lcp));
    let Some(licence) = licence else { return Html::default() };
    html! {
        <div class="hero-actions">
            <Button kind={ButtonKind::Primary} icon="book-open" href={address(&licence.href)}>{ words.t("licence-open") }</Button>
        </div>
    }
}
