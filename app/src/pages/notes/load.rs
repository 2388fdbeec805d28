//! What the page of a book's notes asks the device for.

use std::rc::Rc;

use yew::prelude::*;

use super::model::{self, Notes};
use crate::{
    pages::face,
    shell::use_following,
    use_cases::{catalogue, shelf},
    wire_up::use_services,
    words::use_t,
};

/// The notes of the book `id`, once they are known.
#[hook]
pub fn use_notes(id: &AttrValue) -> Option<Rc<Notes>> {
    let (services, words) = (use_services(), use_t());
    let following = use_following();
    let news = following.news;
    let notes = use_state_eq(|| None);
    {
        let notes = notes.setter();
        use_effect_with((id.clone(), news, words.locale()), move |(id, ..)| {
            let id = id.clone();
            yew::platform::spawn_local(async move {
                let entry = services.shelf().get(&id).await.ok().flatten().map(|entry| entry.publication);
                let publication = match entry {
                    Some(known) => Some(known),
                    None => {
                        catalogue::publication(services.http.as_ref(), &id, words.locale().tag()).await.ok()
                    }
                };
                let kept = shelf::notes_of(services.records.as_ref(), &id, publication.as_ref()).await;
                let title = publication.as_ref().map(|own| face::title(own, &words).to_string());
                let author = publication.as_ref().map(|own| face::face(own, &words).author.to_string());
                let language = publication.as_ref().map(|own| own.metadata.main_language().to_owned());
                notes.set(Some(Rc::new(Notes {
                    title: title.unwrap_or_default(),
                    author: author.unwrap_or_default(),
                    language: language.unwrap_or_default(),
                    publication: publication.map(Rc::new),
                    chapters: model::chapters(kept.as_deref().unwrap_or_default()),
                })));
            });
        });
    }
    (*notes).clone()
}
