//! What tests of books in memory share.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

/// Nothing in memory is ever waited for.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}
