//! What is said to those who sign in and cannot.

use axum::http::StatusCode;

use crate::{http::Refusal, store::instant};

/// Whole minutes from `at` to `until`, at least one.
fn minutes(until: i64, at: i64) -> i64 {
    ((until - at).max(1) + 59_999) / 60_000
}

/// Card and PIN do not belong together. Which of them is wrong is not said: that would tell who has a card.
pub(super) fn wrong() -> Refusal {
    Refusal::new(
        StatusCode::UNAUTHORIZED,
        "wrong-pin",
        "The card number or the PIN is wrong. Check both and try again, or ask the library for a new PIN.",
        "读者证号或密码不对。请检查后重试，或向图书馆申请重设密码。",
    )
}

/// The card is locked.
pub(super) fn locked(until: i64, at: i64) -> Refusal {
    let (minutes, clock) = (minutes(until, at), instant(until));
    Refusal::new(
        StatusCode::TOO_MANY_REQUESTS,
        "locked",
        &format!("There were too many wrong tries, so this card cannot sign in for {minutes} minutes (until {clock}). Try again then, or ask the library."),
        &format!("输错次数太多，这张读者证在 {minutes} 分钟内不能登录（到 {clock} 为止）。请稍后再试，或联系图书馆。"),
    )
    .until(until, at)
}

/// Too many wrong tries came from this address.
pub(super) fn too_many(until: i64, at: i64) -> Refusal {
    let (minutes, clock) = (minutes(until, at), instant(until));
    Refusal::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too-many-tries",
        &format!(
            "Too many wrong tries came from your network. Try again in {minutes} minutes (after {clock})."
        ),
        &format!("您所在的网络输错次数太多。请在 {minutes} 分钟后（{clock} 以后）再试。"),
    )
    .until(until, at)
}

/// Too many sign in at once.
pub(super) fn busy() -> Refusal {
    Refusal::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "busy",
        "Very many people are signing in right now. Try again in a minute.",
        "现在登录的人太多。请过一分钟再试。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_said_in_whole_minutes() {
        for (until, expected) in [(0, 1), (1, 1), (60_000, 1), (60_001, 2), (900_000, 15)] {
            assert_eq!(minutes(until, 0), expected, "{until}");
        }
    }
}
