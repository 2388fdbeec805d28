//! Keeping books on this device: one after the other, from the byte where it stopped, checked before it counts.
//!
//! What is wanted and what there is stand in the records (`yueli_platform_web::keep`), so that nothing is lost with
//! the tab. One worker of all tabs is at it; it holds a lock, and the next gets it when that tab is closed.

mod download;
mod judge;
mod line;

use std::{cell::Cell, rc::Rc};

use futures::future::LocalBoxFuture;
use web_sys::DedicatedWorkerGlobalScope;
use yueli_platform_web::{
    WebRecords,
    book::{Answer, FetchSource},
    keep::{KeptFile, News, Phase, STORE, Stock, Vault, Want, Wish, covers, stock_key},
};
use yueli_ports::{RecordError, Records, RecordsExt};

use self::line::Line;
use crate::{
    book::Book,
    rooms::Keeping,
    search::{Searcher, index_name},
};

/// Keeps books for as long as the worker runs. Clones are the same.
#[derive(Clone)]
pub(crate) struct Keep(Rc<Inner>);

struct Inner {
    line: Line,
    records: WebRecords,
    running: Cell<bool>,
    /// The number of the page's last question.
    asked: Cell<f64>,
}

impl Keep {
    pub(crate) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        let (running, asked) = (Cell::new(false), Cell::new(0.0));
        Self(Rc::new(Inner { line: Line::new(scope), records: WebRecords::new(), running, asked }))
    }

    async fn look(&self, number: f64) {
        self.0.asked.set(number);
        if self.0.running.replace(true) {
            self.0.line.pass_on();
            return;
        }
        loop {
            // Another tab's worker may be at it; it is held only while there is something to do.
            let held = self.0.line.open().await;
            while self.step().await {}
            self.0.line.close();
            drop(held);
            self.0.line.idle(self.0.asked.get(), &Answer::Idle);
            self.0.line.woken().await;
        }
    }

    /// Does one thing that is wanted; false where there is nothing to do.
    async fn step(&self) -> bool {
        self.0.line.forget_call();
        // A device whose records cannot be read keeps nothing.
        let Ok(wishes) = self.wishes().await else { return false };
        if let Some((wish, stock)) = wishes.iter().find(|(wish, _)| wish.want == Want::Gone) {
            return self.let_go(wish, stock).await.is_ok();
        }
        let waiting = wishes.iter().filter(|(wish, stock)| Phase::of(wish, stock) == Phase::Waiting);
        let Some((wish, stock)) = waiting.min_by(|(a, _), (b, _)| a.since.cmp(&b.since)) else {
            return false;
        };
        let (mut stock, turn) = (stock.clone(), wish.turn);
        let mut phase = self.download(wish, &mut stock).await;
        if phase == Phase::Checking {
            phase = self.finish(wish, &mut stock).await;
        }
        stock.stopped = Some(phase).filter(|phase| phase.is_stop());
        stock.turn = turn;
        if self.put(wish, &stock).await.is_err() {
            phase = Phase::Device;
        }
        self.tell(wish, &stock, phase);
        phase != Phase::Device
    }

    /// Every wish, and what there is of its book.
    async fn wishes(&self) -> Result<Vec<(Wish, Stock)>, RecordError> {
        let wishes = self.0.records.all::<Wish>(STORE).await?;
        let stocks = self.0.records.all::<Stock>(STORE).await?;
        let stock = |id: &str| {
            let key = stock_key(id);
            stocks.iter().find(|(own, _)| *own == key).map(|(_, stock)| stock.clone()).unwrap_or_default()
        };
        Ok(wishes.into_iter().map(|(id, wish)| (wish, stock(&id))).collect())
    }

    /// What is wanted of the book by now.
    async fn want(&self, id: &str) -> Want {
        let wish = self.0.records.get::<Wish>(STORE, id).await;
        wish.ok().flatten().map_or(Want::Gone, |wish| wish.want)
    }

    async fn put(&self, wish: &Wish, stock: &Stock) -> Result<(), RecordError> {
        self.0.records.put(STORE, &stock_key(&wish.id), stock).await
    }

    fn tell(&self, wish: &Wish, stock: &Stock, phase: Phase) {
        let Stock { got, length, index, .. } = *stock;
        self.0.line.tell(&News { id: wish.id.clone(), phase, got, length, index });
    }

    /// Makes the index of a book whose bytes are all here, and keeps its covers. Both can be done without.
    async fn finish(&self, wish: &Wish, stock: &mut Stock) -> Phase {
        stock.done = true;
        // Noted first: a book that breaks its reader is here all the same, and is not tried again.
        if self.put(wish, stock).await.is_err() {
            return Phase::Device;
        }
        if let Err(error) = covers(&wish.covers, true).await {
            web_sys::console::warn_1(&error.to_string().into());
        }
        stock.index = self.index(wish, stock).await.unwrap_or_default();
        // The reader may have changed their mind meanwhile; then the next step lets it go.
        Phase::Kept
    }

    /// Keeps the search index beside the book; its length in bytes.
    async fn index(&self, wish: &Wish, stock: &Stock) -> Option<u64> {
        let file = KeptFile::open(&wish.id, stock.length).await?;
        let source = FetchSource::open(file, &wish.url).await.ok()?;
        let (book, _) = Book::open(source, &wish.url).await.ok()?;
        let bytes = Searcher::pack(&book).await?;
        Vault::open().await.write(&index_name(&wish.id), &bytes).await.ok()?;
        Some(bytes.len() as u64)
    }

    /// Lets go of everything that is here of a book.
    async fn let_go(&self, wish: &Wish, stock: &Stock) -> Result<(), ()> {
        let vault = Vault::open().await;
        for name in [wish.id.clone(), index_name(&wish.id)] {
            vault.remove(&name).await.map_err(|error| web_sys::console::warn_1(&error.to_string().into()))?;
        }
        // Covers that cannot be let go are replaced when the browser needs the room.
        let _ = covers(&wish.covers, false).await;
        for key in [stock_key(&wish.id), wish.id.clone()] {
            self.0.records.remove(STORE, &key).await.map_err(drop)?;
        }
        self.tell(wish, &Stock { got: 0, index: 0, ..stock.clone() }, Phase::Gone);
        Ok(())
    }
}

impl Keeping for Keep {
    fn look(&self, number: f64) -> LocalBoxFuture<'_, ()> {
        Box::pin(self.look(number))
    }
}
