//! Any bytes as what edge-patron answers, to every question and with every status: nobody else's account is read, totals
//! are never smaller than what came, and what is written is read as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_patron::{
    Adapter, Answer, Ask, HoldOrder, Included, PatronError, PatronId, Response, Target,
    folio::{EdgePatron, wire},
};
use yueli_publication::{Time, json::FromJson};

fuzz_target!(|data: &[u8]| {
    let Some((kind, body)) = data.split_first() else { return };
    let status = [200, 201, 400, 401, 404, 409, 422, 500][usize::from(kind >> 5)];
    let patron = PatronId { external: "e".to_owned(), internal: Some("i".to_owned()) };
    let now = Time::from_millis(0);
    let item = || Target::Item("x".to_owned());
    let ask = match kind & 7 {
        0 | 1 => Ask::Account(Included::ALL),
        2 => Ask::Renew { item: "x".to_owned() },
        3 => Ask::Hold(HoldOrder { target: item(), pick_up: "p".to_owned(), until: None, comment: None, now }),
        4 => Ask::PickUps(item()),
        5 => Ask::PickUpsOfMany { instance: "n".to_owned(), items: Vec::new() },
        6 => Ask::BatchStatus { instance: "n".to_owned(), batch: "b".to_owned() },
        _ => Ask::Cancel { hold: "h".to_owned(), comment: None, now },
    };
    let response = Response { status, headers: Vec::new(), body: body.to_vec() };
    match EdgePatron::default().answer(&patron, &ask, &response) {
        Ok(Answer::Account(account)) => {
            assert!(account.patron.as_deref().is_none_or(|id| id == "i" || id == "e"));
            assert!(account.loans.total >= account.loans.items.len() as u64 + account.loans.left_out);
            let own = wire::Account::from_json(serde_json::from_slice(body).unwrap()).unwrap();
            let again = wire::Account::from_json(serde_json::to_value(&own).unwrap()).unwrap();
            assert_eq!((&again.loans.list, &again.holds.list), (&own.loans.list, &own.holds.list));
            assert_eq!(again.charges.list, own.charges.list);
        }
        Ok(_) => assert!(status < 300),
        Err(error) => {
            assert!(status >= 300 || matches!(error, PatronError::NotUnderstood(_) | PatronError::AnotherPatron));
            assert!(error.to_string().chars().count() < 1000);
        }
    }
});
