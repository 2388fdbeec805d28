//! What is said to those who cannot borrow, renew or wait, and what they can do.

use axum::http::StatusCode;

use super::rules::Denied;
use crate::{http::Refusal, store::instant};

/// What is asked for is not allowed now.
fn denied(code: &'static str, en: &str, zh: &str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, code, en, zh)
}

/// Cents as people write money.
fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents.rem_euclid(100))
}

impl From<Denied> for Refusal {
    fn from(denied_by: Denied) -> Self {
        match denied_by {
            Denied::Blocked(why) => blocked(why.as_deref()),
            Denied::Expired(since) => {
                let day: String = instant(since).chars().take(10).collect();
                denied(
                    "card-expired",
                    &format!("Your card expired on {day}. Ask the library to renew it."),
                    &format!("您的读者证已于 {day} 到期。请到图书馆办理延期。"),
                )
            }
            Denied::TooManyLoans(most) => denied(
                "too-many-loans",
                &format!("You have {most} books on loan, which is the most. Return one first."),
                &format!("您已借满 {most} 本。请先归还一本。"),
            ),
            Denied::TooManyHolds(most) => denied(
                "too-many-holds",
                &format!("You wait for {most} books, which is the most. Cancel one first."),
                &format!("您已预约满 {most} 本。请先取消一个预约。"),
            ),
            Denied::GuardianAllows(0) => denied(
                "guardian-allows",
                "Your guardian lets you borrow nothing at the moment. Ask her or him.",
                "监护人暂时不允许您借书。请问问监护人。",
            ),
            Denied::GuardianAllows(most) => denied(
                "guardian-allows",
                &format!(
                    "Your guardian lets you have {most} books at once. Return one first, or ask her or him."
                ),
                &format!("监护人允许您同时借 {most} 本。请先归还一本，或问问监护人。"),
            ),
            Denied::Owes(cents) => denied(
                "owes",
                &format!("You owe the library {}. Pay it at the library first.", money(cents)),
                &format!("您还欠图书馆 {}。请先到图书馆缴清。", money(cents)),
            ),
            Denied::NoRenewalLeft(most) => denied(
                "no-renewal-left",
                &format!(
                    "This loan was renewed {most} times, which is the most. Return the book, then borrow it again if nobody waits."
                ),
                &format!("这本书已续借 {most} 次，不能再续。请先归还；没有人等候时可以再借。"),
            ),
            Denied::OthersWait(waiting) => denied(
                "others-wait",
                &format!(
                    "{waiting} others wait for this book, so it cannot be renewed. You can reserve it again."
                ),
                &format!("还有 {waiting} 位读者在等这本书，不能续借。归还后可以再预约。"),
            ),
            Denied::NothingGained(due) => {
                let day: String = instant(due).chars().take(10).collect();
                denied(
                    "nothing-gained",
                    &format!(
                        "This loan runs until {day} already, as long as a renewal would. Renew it later."
                    ),
                    &format!("这本书本来就可以借到 {day}，现在续借不会更久。请晚些时候再续。"),
                )
            }
        }
    }
}

/// The card is blocked; with what the library says of it.
fn blocked(why: Option<&str>) -> Refusal {
    let (en, zh) = match why.map(str::trim).filter(|why| !why.is_empty()) {
        Some(why) => (format!(" ({why})"), format!("（{why}）")),
        None => (String::new(), String::new()),
    };
    denied(
        "blocked",
        &format!(
            "Your card is blocked{en}. You can return what you have; ask the library to lift the block."
        ),
        &format!("您的读者证已被停用{zh}。已借的书可以归还；请联系图书馆恢复使用。"),
    )
}

/// There is no such loan, hold or work, or it is somebody else's, which is not told apart.
pub(crate) fn no_such_thing() -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "not-found",
        "The library has no such loan, reservation or book for you. Reload your shelf and try again.",
        "图书馆没有找到您的这笔借阅、预约或这本书。请刷新书架后重试。",
    )
}

/// The same, where FOLIO says it with another status.
pub(crate) fn unknown_for_points() -> Refusal {
    Refusal::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "not-found",
        "The library has no such book to lend. Search for it again.",
        "图书馆没有这本书可借。请重新搜索。",
    )
}

/// The file is only for those who have it on loan.
pub(crate) fn not_on_loan() -> Refusal {
    denied(
        "not-on-loan",
        "This book is lent: borrow it first. If you had it, the loan has ended.",
        "这本书需要先借阅才能读。如果您借过，借期已经结束。",
    )
}

/// The work is not lent; there is nothing to borrow.
pub(super) fn open_to_all() -> Refusal {
    denied("open-to-all", "This book need not be borrowed: just read it.", "这本书不用借，可以直接阅读。")
}

/// There is no copy of this kind.
pub(super) fn not_lent() -> Refusal {
    denied(
        "not-lent",
        "The library has no copy of this book to lend in this form. Ask the library.",
        "图书馆没有这种形式的这本书可借。请向图书馆询问。",
    )
}

/// Paper has to be brought back.
pub(super) fn bring_it_back() -> Refusal {
    denied(
        "bring-it-back",
        "This is a book on paper. Bring it back to the library.",
        "这是纸质书。请把它还到图书馆。",
    )
}

/// The loan has ended.
pub(super) fn ended() -> Refusal {
    denied(
        "ended",
        "This loan has ended, so it cannot be renewed. Borrow the book again.",
        "这笔借阅已经结束，不能续借。请重新借阅。",
    )
}

/// She has it already.
pub(super) fn has_it() -> Refusal {
    denied(
        "has-it",
        "You have this book on loan, so there is nothing to wait for. You can renew the loan.",
        "您已借有这本书，不用预约。需要的话可以续借。",
    )
}

/// There is no such place to pick something up, or not for this.
pub(crate) fn pick_up_where(status: StatusCode) -> Refusal {
    Refusal::new(
        status,
        "pickup-location",
        "Say where you want to pick it up: choose one of the places that are offered for this book.",
        "请选择取书地点：从这本书提供的地点中选一个。",
    )
}

/// Somebody else's batch has this id.
pub(super) fn batch_taken() -> Refusal {
    Refusal::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "batch-id",
        "These reservations could not be told apart from others. Send them again.",
        "无法区分这批预约与其他预约。请重新提交。",
    )
}

/// Somebody has it, or it is kept for somebody.
pub(super) fn taken() -> Refusal {
    denied(
        "taken",
        "This copy is on loan, or it is kept for somebody who reserved it.",
        "这一册已借出，或正为预约的读者保留。",
    )
}

/// Nobody has it.
pub(crate) fn not_out() -> Refusal {
    denied("not-out", "This copy is not on loan.", "这一册没有借出。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_with_its_cents() {
        for (cents, expected) in [(0, "0.00"), (5, "0.05"), (2050, "20.50")] {
            assert_eq!(money(cents), expected);
        }
    }
}
