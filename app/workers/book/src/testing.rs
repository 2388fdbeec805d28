//! What tests of books in memory share.

use std::{
    cell::Cell,
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use yueli_archive::{Archive, ReadError, ReadRange};
use yueli_publication::Problem;

use crate::book::{Opening, Source};

/// Nothing in memory is ever waited for.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

/// A file on a server that can be away.
#[derive(Clone)]
pub(crate) struct Away {
    bytes: Rc<[u8]>,
    away: Rc<Cell<bool>>,
}

impl Away {
    pub(crate) fn set(&self, away: bool) {
        self.away.set(away);
    }
}

impl From<Vec<u8>> for Away {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes: bytes.into(), away: Rc::default() }
    }
}

impl ReadRange for Away {
    fn len(&self) -> u64 {
        self.bytes.len()
    }

    async fn read(&self, start: u64, len: u64) -> Result<Vec<u8>, ReadError> {
        if self.away.get() {
            Err(ReadError::Network("away".into()))
        } else {
            self.bytes.read(start, len).await
        }
    }
}

impl Source for Away {
    fn open_comic(_: Archive<Self>, problems: Vec<Problem>) -> Opening {
        Box::pin(async { Err(problems) })
    }
}
