//! What the home page asks for: the shelf. The root feed belongs to the shell.

use std::rc::Rc;

use yew::prelude::*;
use yueli_opds::Feed;

use super::model;
use crate::{
    shell::{following::Poke, use_following},
    use_cases::{catalogue, shelf::ShelfEntry},
    wire_up::use_services,
    words::use_t,
};

/// The shelf, once it is known; empty where this device keeps nothing.
#[hook]
pub fn use_shelf() -> Option<Vec<ShelfEntry>> {
    let services = use_services();
    let entries = use_state_eq(|| None);
    let (pokes, following) = (services.pokes.clone(), use_following());
    let news = following.news;
    use_effect_with((), move |()| pokes.poke(Poke::Now));
    {
        let entries = entries.setter();
        // Looked at again when another device has read on.
        use_effect_with(news, move |_| {
            yew::platform::spawn_local(async move {
                // The shelf page says what is wrong; here there is just nothing to go on with.
                entries.set(Some(services.shelf().list().await.unwrap_or_default()));
            });
        });
    }
    (*entries).clone()
}

/// The feed of subjects, where the root feed names one and it answers: the page is whole without it.
#[hook]
pub fn use_subjects(root: Option<&Rc<Feed>>) -> Option<Rc<Feed>> {
    let services = use_services();
    let tag = use_t().locale().tag();
    let subjects = use_state_eq(|| None);
    let url = root.and_then(|feed| model::subjects_url(feed)).map(str::to_owned);
    {
        let subjects = subjects.setter();
        use_effect_with((url, tag), move |(url, tag)| {
            let (Some(url), tag) = (url.clone(), *tag) else { return };
            yew::platform::spawn_local(async move {
                if let Ok(feed) = catalogue::feed(services.http.as_ref(), &url, tag).await {
                    subjects.set(Some(Rc::new(feed)));
                }
            });
        });
    }
    (*subjects).clone()
}
