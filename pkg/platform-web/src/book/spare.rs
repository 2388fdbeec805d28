//! Workers, and one that is spared.
//!
//! Where there is no service worker, a worker cannot be started once the server is stopped: its program is not here.
//! So one that has done its work waits for the next book there, in place of being ended.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::JsValue;
use web_sys::{Worker, WorkerOptions, WorkerType};

use super::{is_alone, page::Kind};

impl Kind {
    /// Where Trunk puts the worker's loader.
    fn loader(self) -> &'static str {
        match self {
            Self::Book => "/book_loader.js",
            Self::Pdf => "/pdf_loader.js",
        }
    }
}

thread_local! {
    static SPARE: RefCell<Option<Worker>> = const { RefCell::new(None) };
    static NUMBER: Cell<u32> = const { Cell::new(0) };
}

/// A worker that is at work for somebody. Dropping it ends or spares the worker.
pub(crate) struct Hand {
    worker: Worker,
    kind: Kind,
    /// It hears, and has not failed. A new one says when it does.
    pub(crate) ready: Rc<Cell<bool>>,
}

impl Hand {
    /// The worker that was spared, where it is of that kind, else a new one.
    ///
    /// # Errors
    /// Where the browser refuses to start one.
    pub(crate) fn hire(kind: Kind) -> Result<Self, JsValue> {
        let spared = if kind == Kind::Book { SPARE.take() } else { None };
        match spared {
            Some(worker) => Ok(Self { worker, kind, ready: Rc::new(Cell::new(true)) }),
            None => {
                let options = WorkerOptions::new();
                options.set_type(WorkerType::Module);
                let worker = Worker::new_with_options(kind.loader(), &options)?;
                Ok(Self { worker, kind, ready: Rc::default() })
            }
        }
    }

    pub(crate) fn worker(&self) -> &Worker {
        &self.worker
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        if self.kind == Kind::Book && self.ready.get() && is_alone() && SPARE.with_borrow(Option::is_none) {
            SPARE.set(Some(self.worker.clone()));
        } else {
            self.worker.terminate();
        }
    }
}

/// A number for a question. No other has it, also where a worker still answers what somebody else has asked.
pub(crate) fn number() -> u32 {
    NUMBER.set(NUMBER.get() + 1);
    NUMBER.get()
}
