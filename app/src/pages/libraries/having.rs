//! Having a book of another library: reading, downloading, borrowing, waiting for it, returning it.

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{Banner, Button, ButtonKind, Tone, clicked};
use yueli_opds::{Acquisition, Publication};
use yueli_platform_web::keep::Want;

use super::{documents, known, sign_in, trouble};
use crate::{
    pages::{face, loan, title},
    shell::{Message, account::use_account, browser, keeping::Order, use_frame, use_keeping},
    use_cases::{
        lending::{Deed, Lending},
        libraries::{Desk, Library, Upstream, lend},
        shelf::{ShelfEntry, Standing},
    },
    wire_up::use_services,
    words::use_t,
};

/// Props of [`Having`].
#[derive(Properties, PartialEq)]
pub struct HavingProps {
    /// The book.
    pub book: Rc<Publication>,
    /// Its library.
    pub library: Library,
    /// The library's server.
    pub upstream: Upstream,
    /// Asks again who is signed in there.
    pub refresh: Callback<()>,
    /// Asks for the book again.
    pub look: Callback<()>,
    /// Hears how the book stands now.
    pub set: Callback<Rc<Publication>>,
    /// The book as the shelf keeps it, where it can be read.
    pub kept: Option<Rc<Publication>>,
    /// How the shelf names it.
    pub id: AttrValue,
    /// The book on the shelf.
    pub entry: Option<Rc<ShelfEntry>>,
    /// The best way to have it.
    pub best: Option<Rc<Acquisition>>,
    /// Reads it.
    pub read: Callback<Acquisition>,
}

/// Reading, downloading, borrowing, waiting, returning.
#[component]
pub fn Having(props: &HavingProps) -> Html {
    let (services, words, keeping) = (use_services(), use_t(), use_keeping());
    let HavingProps { book, library, upstream, kept, id, best, .. } = props;
    let (busy, ondeed) = use_deeds(props);
    let lendable = Rc::new(lend::lendable(book, upstream));
    let lending = Lending::of(&lendable);
    let title = face::title(book, &words);
    let may_ask = upstream.signed_in || upstream.sign_in.is_none();
    let deeds = match &lending {
        Some(_) if may_ask => {
            loan::buttons(&lendable, (&title, kept.is_some(), kept.is_none()), (&ondeed, busy), &words)
        }
        Some(_) => {
            let refresh = props.refresh.clone();
            let onsigned = Callback::from(move |()| {
                documents::forget();
                refresh.emit(());
            });
            html! { <sign_in::Opener library={library.clone()} upstream={upstream.clone()} {onsigned} /> }
        }
        None => Html::default(),
    };
    let key = match props.entry.as_ref().map(|entry| entry.standing()) {
        Some(Standing::Reading) => "title-continue",
        Some(Standing::Finished) => "title-read-again",
        _ => "title-read",
    };
    let note = match (&kept, &lending) {
        (Some(_), _) => Some(words.t("far-title-kept")),
        (None, Some(_)) => Some(words.t("far-title-after")),
        (None, None) => None,
    };
    html! {
        <>
            <div class="hero-actions">
                if let (Some(kept), Some(way)) = (kept, best) {
                    <Button kind={ButtonKind::Primary} icon="book-open" onclick={clicked(&with(&props.read, way))}>{ words.t(key) }</Button>
                    { title::keep::button(kept, id, &keeping, false, &words) }
                }
                { deeds }
            </div>
            { title::keep::progress(keeping.book(id), &keeping, &words) }
            if let Some(lending) = &lending {
                <p class="hero-note num" role="status">{ loan::standing(lending, services.clock.now_ms(), &words) }</p>
            }
            if let Some(note) = note { <p class="hero-note">{ note }</p> } else {
                <div class="hero-note">{ props!(Banner {
                    tone: Tone::Caution,
                    icon: "warning",
                    text: words.t_args("far-title-none", &[("library", library.name.as_str().into())]),
                    note: AttrValue::from(words.attr("far-title-none", "advice"))
                }) }</div>
            }
        </>
    }
}

/// Reads the book this way.
pub fn with(read: &Callback<Acquisition>, way: &Rc<Acquisition>) -> Callback<()> {
    let way = way.clone();
    read.reform(move |()| (*way).clone())
}

/// Does something with a book that is lent, and says what came of it; whether it is under way.
#[hook]
fn use_deeds(props: &HavingProps) -> (bool, Callback<(Rc<Publication>, Deed)>) {
    let (services, words, frame, account) = (use_services(), use_t(), use_frame(), use_account());
    let busy = use_state(bool::default);
    let (book, library, upstream) = (props.book.clone(), props.library.clone(), props.upstream.clone());
    let (look, set, id) = (props.look.clone(), props.set.clone(), props.id.clone());
    let keeping = use_keeping();
    let under_way = busy.clone();
    let ondeed = Callback::from(move |(_, deed): (Rc<Publication>, Deed)| {
        if *under_way {
            return;
        }
        under_way.set(true);
        let (services, words, frame, account) =
            (services.clone(), words.clone(), frame.clone(), account.clone());
        let (book, library, upstream) = (book.clone(), library.clone(), upstream.clone());
        let (look, set, under_way) = (look.clone(), set.clone(), under_way.clone());
        let download = keeping.book(&id).filter(|_| deed == Deed::Return).map(|_| id.to_string());
        let order = keeping.order.clone();
        yew::platform::spawn_local(async move {
            let tag = words.locale().tag();
            let csrf = known::csrf(&services, tag, &account).await;
            let desk = Desk {
                http: services.http.as_ref(),
                tag,
                csrf: csrf.as_deref(),
                secure: browser::is_secure(),
            };
            let done = lend::perform(&desk, &upstream, (&book, deed)).await;
            documents::forget();
            under_way.set(false);
            let title = face::title(&book, &words);
            let line = match done {
                Ok(now) => {
                    // What went back does not stay here.
                    if let Some(id) = download {
                        order.emit(Order::Change(id, Want::Gone));
                    }
                    let stands = lend::lendable(now.as_ref().unwrap_or(&book), &upstream);
                    match now {
                        Some(now) => set.emit(Rc::new(now)),
                        None => look.emit(()),
                    }
                    loan::done(deed, &title, &stands, services.clock.now_ms(), &words)
                }
                Err(why) => {
                    look.emit(());
                    trouble::said(&why, &library.name, &words).0
                }
            };
            frame.say.emit(Message::line(line));
        });
    });
    (*busy, ondeed)
}
