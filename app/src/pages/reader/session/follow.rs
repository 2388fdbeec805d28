//! Another device was elsewhere in this book: the reader is asked, and never moved by itself.

use std::rc::Rc;

use yueli_platform_web::frame::Target;
use yueli_ports::Records;
use yueli_publication::{TextQuote, Time};
use yueli_sync::{Verdict, verdict};

use super::Session;
use crate::{
    pages::reader::{model::Msg, places::start, window::warn},
    shell::following::{DEVICE, Poke},
    use_cases::{
        drawers::OUTBOX,
        following::{DECLINED, PLACE, SKEW, here, locator_of, read_place},
    },
};

impl Session {
    /// From now on hears when the library was asked, and asks it.
    pub(super) fn hear_others(&self) {
        let weak = Rc::downgrade(&self.0);
        let heard = move || {
            if let Some(inner) = weak.upgrade() {
                let session = Self(inner);
                wasm_bindgen_futures::spawn_local(async move {
                    session.take_notes();
                    session.meet().await;
                });
            }
        };
        self.0.services.pokes.hear(Some(Rc::new(heard)));
        self.0.services.pokes.poke(Poke::Now);
        let session = self.clone();
        // What is known already need not be waited for.
        wasm_bindgen_futures::spawn_local(async move { session.meet().await });
    }

    /// Hears no more.
    pub(super) fn hear_no_more(&self) {
        self.0.services.pokes.hear(None);
        self.0.services.pokes.poke(Poke::Later);
    }

    /// Looks whether another device was elsewhere, and has the reader asked.
    pub(super) async fn meet(&self) {
        let place = self.other_place().await;
        *self.0.other.borrow_mut() = place.clone();
        self.0.tell.emit(Msg::Elsewhen(place.map(Box::new)));
    }

    async fn other_place(&self) -> Option<yueli_opds::Progression> {
        let (records, id) = (self.0.services.records.as_ref(), self.0.id.as_str());
        let kept =
            async |store: &'static str, key: String| records.get_json(store, &key).await.ok().flatten();
        let place = read_place(&kept(OUTBOX, [PLACE, id].concat()).await?)?;
        let declined = kept(OUTBOX, [DECLINED, id].concat()).await.and_then(|text| Time::parse(&text));
        let skew = kept(OUTBOX, SKEW.to_owned()).await.and_then(|text| text.parse().ok()).unwrap_or_default();
        let device = kept(DEVICE.0, DEVICE.1.to_owned()).await.unwrap_or_default();
        let entry = self.0.services.shelf().get(id).await.ok().flatten()?;
        let declined = declined.max(self.0.settled.get());
        let asks = verdict(here(&entry, skew).as_ref(), &place, &device, declined) == Verdict::Ask;
        asks.then_some(place)
    }

    /// Goes to where the other device was. The way back is there as after every jump.
    pub async fn go_there(&self) {
        let (Some(place), Some(book)) = (self.0.other.borrow_mut().take(), self.0.book.borrow().clone())
        else {
            return;
        };
        self.settle(place.modified).await;
        let locator = locator_of(&place);
        let known = book.manifest.reading_order_index(&locator.href).is_some();
        let (section, target) = match book.section_at(place.progression).filter(|_| !known) {
            Some((section, progression)) => {
                (section, Target::Kept { cfi: None, quote: TextQuote::default(), progression })
            }
            None => start(&book, Some(&locator)),
        };
        self.jump(section, target).await;
    }

    /// Stays here: from now on this is the place that counts, on the other device too.
    pub async fn stay_here(&self) {
        let Some(place) = self.0.other.borrow_mut().take() else { return };
        self.settle(place.modified).await;
        self.0.read.set(true);
        if let Some(place) = self.0.screen.place() {
            self.moved(place);
        }
    }

    /// The reader has said where she goes on.
    async fn settle(&self, asked: Time) {
        self.0.settled.set(Some(asked));
        let key = [DECLINED, self.0.id.as_str()].concat();
        let kept = self.0.services.records.put_json(OUTBOX, &key, asked.to_string());
        if let Err(error) = kept.await {
            warn(&error.to_string());
        }
        // What is no longer asked is kept: whoever leaves now is not asked again.
        self.0.tell.emit(Msg::Elsewhen(None));
    }
}
