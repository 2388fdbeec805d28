//! FOLIO's edge-patron: what is asked, and what every kind of answer means.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use serde_json::{Value, json};
use yueli_patron::{
    Account, Adapter, Answer, Ask, BatchItemState, BatchLine, HoldOrder, HoldState, Included, PatronError,
    PatronId, Registration, Response, Target,
    folio::{EdgePatron, PATRON_CANCELLED, Routes},
};
use yueli_publication::{Money, Time};

fn now() -> Time {
    Time::parse("2026-01-02T03:04:05Z").unwrap()
}

fn patron() -> PatronId {
    PatronId { external: "ext-1".to_owned(), internal: Some("user-1".to_owned()) }
}

fn response(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

fn answer(ask: &Ask, status: u16, body: &str) -> Result<Answer, PatronError> {
    EdgePatron::default().answer(&patron(), ask, &response(status, body))
}

fn account(body: &Value) -> Account {
    match answer(&Ask::Account(Included::ALL), 200, &body.to_string()).unwrap() {
        Answer::Account(account) => *account,
        other => panic!("{other:?}"),
    }
}

fn order(pick_up: &str) -> Ask {
    let target = Target::Item("i 1".to_owned());
    Ask::Hold(HoldOrder {
        target,
        pick_up: pick_up.to_owned(),
        until: None,
        comment: Some("soon".to_owned()),
        now: now(),
    })
}

#[test]
fn every_question_is_the_request_that_the_contract_has() {
    let text = str::to_owned;
    let line = BatchLine { item: text("i"), pick_up: text("p") };
    let somebody = Registration {
        first_name: text("Lu"),
        last_name: text("Yu"),
        email: text("lu@lib.example"),
        ..Registration::default()
    };
    let known = Registration { external: Some(text("u")), ..somebody.clone() };
    for (ask, expected, body) in [
        (
            Ask::Account(Included::default()),
            "GET /patron/account/ext-1?includeLoans=false&includeCharges=false&includeHolds=false&includeBatches=false",
            json!(null),
        ),
        (
            Ask::Account(Included { loans: true, part: Some((20, 10)), ..Included::default() }),
            "GET /patron/account/ext-1?includeLoans=true&includeCharges=false&includeHolds=false&includeBatches=false&offset=20&limit=10",
            json!(null),
        ),
        (Ask::Renew { item: text("i/1") }, "POST /patron/account/ext-1/item/i%2F1/renew", json!(null)),
        (
            order("sp"),
            "POST /patron/account/ext-1/item/i%201/hold",
            json!({"requestDate": "2026-01-02T03:04:05Z", "pickupLocationId": "sp", "patronComments": "soon"}),
        ),
        (
            Ask::Hold(HoldOrder {
                target: Target::Instance(text("in")),
                pick_up: text("sp"),
                until: Some(now()),
                comment: None,
                now: now(),
            }),
            "POST /patron/account/ext-1/instance/in/hold",
            json!({"requestDate": "2026-01-02T03:04:05Z", "expirationDate": "2026-01-02T03:04:05Z", "pickupLocationId": "sp"}),
        ),
        (
            Ask::PickUps(Target::Item(text("i"))),
            "GET /patron/account/ext-1/item/i/allowed-service-points",
            json!(null),
        ),
        (
            Ask::PickUps(Target::Instance(text("in"))),
            "GET /patron/account/ext-1/instance/in/allowed-service-points",
            json!(null),
        ),
        (
            Ask::PickUpsOfMany { instance: text("in"), items: vec![text("a"), text("b")] },
            "POST /patron/account/ext-1/instance/in/allowed-service-points-multi-item",
            json!({"itemIds": ["a", "b"]}),
        ),
        (
            Ask::Cancel { hold: text("h"), comment: None, now: now() },
            "POST /patron/account/ext-1/hold/h/cancel",
            json!({"holdId": "h", "cancellationReasonId": PATRON_CANCELLED, "canceledByUserId": "user-1", "canceledDate": "2026-01-02T03:04:05Z"}),
        ),
        (
            Ask::Batch {
                instance: text("in"),
                lines: vec![line],
                comment: Some(text("c")),
                id: Some(text("b")),
            },
            "POST /patron/account/ext-1/instance/in/batch-request",
            json!({"batchRequestId": "b", "requests": [{"itemId": "i", "pickUpLocationId": "p"}], "patronComments": "c"}),
        ),
        (
            Ask::BatchStatus { instance: text("in"), batch: text("b") },
            "GET /patron/account/ext-1/instance/in/batch-request/b/status",
            json!(null),
        ),
        (
            Ask::Register(Box::new(somebody)),
            "POST /patron",
            json!({"isEmailVerified": false, "minor": false, "status": "TIER-1", "generalInfo": {"firstName": "Lu", "lastName": "Yu"}, "contactInfo": {"email": "lu@lib.example"}}),
        ),
        (
            Ask::Register(Box::new(known)),
            "PUT /patron/u",
            json!({"isEmailVerified": false, "minor": false, "status": "TIER-1", "externalSystemId": "u", "generalInfo": {"firstName": "Lu", "lastName": "Yu"}, "contactInfo": {"email": "lu@lib.example"}}),
        ),
        (
            Ask::RegistrationStatus { email: Some(text("a@b")), external: None },
            "GET /patron/registration-status?emailId=a%40b",
            json!(null),
        ),
    ] {
        let request = EdgePatron::default().request(&patron(), &ask).unwrap();
        assert_eq!(format!("{} {}", request.method.as_str(), request.target()), expected);
        assert_eq!(request.body.unwrap_or_default(), body, "{expected}");
    }
}

#[test]
fn what_cannot_be_asked_is_not_sent() {
    let edge = EdgePatron::default();
    assert_eq!(edge.request(&patron(), &order(" ")), Err(PatronError::PickUpNeeded(String::new())));
    let both = Ask::RegistrationStatus { email: Some("a".into()), external: Some("b".into()) };
    assert!(matches!(edge.request(&patron(), &both), Err(PatronError::NotOffered(_))));
    let by_token = EdgePatron { routes: Routes::ByToken, ..EdgePatron::default() };
    assert_eq!(by_token.request(&patron(), &order("sp")).unwrap().path, "/patron/account/item/i%201/hold");
    let renew = Ask::Renew { item: "i".into() };
    assert!(matches!(by_token.request(&patron(), &renew), Err(PatronError::NotOffered(_))));
}

#[test]
fn an_account_is_read_whatever_its_dates_and_totals() {
    let account = account(&json!({
        "id": "user-1", "totalCharges": {"amount": 50.1, "isoCurrencyCode": "USD"}, "totalChargesCount": 1, "totalLoans": 1,
        "totalHolds": 9, "somethingNew": {"a": []},
        "loans": [
            {"id": "l1", "item": {"instanceId": "in", "itemId": "i", "title": "茶经", "author": "陆羽"}, "loanDate": "2018-06-01T11:12:00.000+0000", "dueDate": 1893456000000_i64, "overdue": false, "x": 1},
            {"id": "l2", "item": {"instanceId": "in"}, "loanDate": [2018, 6, 1, 11, 12], "dueDate": "2018-07-01", "overdue": true},
            {"id": "no item"}, 7],
        "holds": [{"requestId": "h", "item": null, "requestDate": "2018-06-02T08:16:30Z", "pickupLocationId": "sp", "status": "Open - In transit", "queuePosition": "2"}, {}],
        "charges": [{"chargeAmount": {"amount": 0.29, "isoCurrencyCode": "USD"}, "accrualDate": null, "state": "Open", "reason": "late"}, {"chargeAmount": {"amount": "?"}}],
        "batches": null
    }));
    assert_eq!((account.loans.items.len(), account.loans.total, account.loans.left_out), (2, 4, 2));
    assert_eq!((account.holds.total, account.holds.missing(), account.holds.left_out), (9, 8, 1));
    let [first, second] = account.loans.items.as_slice() else { panic!() };
    assert_eq!(first.since, second.since);
    assert_eq!(first.due.unwrap().to_string(), "2030-01-01T00:00:00Z");
    assert!(
        !first.is_overdue_at(now())
            && first.is_overdue_at(Time::parse("2031").unwrap())
            && second.is_overdue_at(now())
    );
    let hold = &account.holds.items[0];
    assert_eq!(
        (hold.state.clone(), hold.position, hold.pick_up.as_deref()),
        (HoldState::InTransit, Some(2), Some("sp"))
    );
    assert_eq!(account.owed, Money::new(5010, "USD"));
    assert_eq!(account.charges.items[0].amount.minor, 29);
    assert_eq!((account.charges.items.len(), account.charges.total), (1, 2));
}

#[test]
fn charges_are_added_where_the_library_does_not() {
    let charge = |amount: f64, currency: &str| json!({"chargeAmount": {"amount": amount, "isoCurrencyCode": currency}});
    let in_one = account(&json!({"totalLoans": 0, "charges": [charge(0.1, "EUR"), charge(0.2, "EUR")]}));
    assert_eq!(in_one.owed, Money::new(30, "EUR"));
    let in_two = account(&json!({"totalLoans": 0, "charges": [charge(0.1, "EUR"), charge(0.2, "USD")]}));
    assert_eq!(in_two.owed, None);
}

#[test]
fn an_answer_about_somebody_else_is_refused() {
    let body = json!({"id": "user-2", "totalLoans": 0}).to_string();
    assert_eq!(answer(&Ask::Account(Included::ALL), 200, &body), Err(PatronError::AnotherPatron));
    let submitted =
        json!({"batchId": "b", "requesterId": "user-2", "mediatedRequestStatus": "Pending"}).to_string();
    let batch = Ask::Batch { instance: "in".into(), lines: Vec::new(), comment: None, id: None };
    assert_eq!(answer(&batch, 200, &submitted), Err(PatronError::AnotherPatron));
    let cancelled =
        json!({"requestId": "h", "canceledByUserId": "user-2", "pickupLocationId": "p"}).to_string();
    let cancel = Ask::Cancel { hold: "h".into(), comment: None, now: now() };
    assert_eq!(answer(&cancel, 201, &cancelled), Err(PatronError::AnotherPatron));
    let other_hold = json!({"requestId": "other", "pickupLocationId": "p"}).to_string();
    assert!(matches!(answer(&cancel, 201, &other_hold), Err(PatronError::NotUnderstood(_))));
    let other_item = json!({"item": {"itemId": "other"}, "dueDate": "2026-01-01"}).to_string();
    assert!(matches!(
        answer(&Ask::Renew { item: "i".into() }, 201, &other_item),
        Err(PatronError::NotUnderstood(_))
    ));
    // Not known yet: believed, and told, so that it can be kept.
    let first = EdgePatron::default().answer(
        &PatronId::new("ext-1"),
        &Ask::Account(Included::ALL),
        &response(200, &body),
    );
    assert!(matches!(first, Ok(Answer::Account(account)) if account.patron.as_deref() == Some("user-2")));
}

#[test]
fn places_may_be_none() {
    let one = Ask::PickUps(Target::Item("i".into()));
    for (body, expected) in [
        (json!({"allowedServicePoints": null}), vec![]),
        (json!({"allowedServicePoints": []}), vec![]),
        (
            json!({"allowedServicePoints": [{"id": "a", "name": "CD1", "discoveryName": "Desk"}, {"name": "no id"}, {"id": "b", "name": "Two"}]}),
            vec![("a", "Desk"), ("b", "Two")],
        ),
    ] {
        let Ok(Answer::PickUps(points)) = answer(&one, 200, &body.to_string()) else { panic!("{body}") };
        let shown: Vec<_> = points.iter().map(|point| (point.id.as_str(), point.name.as_str())).collect();
        assert_eq!(shown, expected);
    }
    let many = Ask::PickUpsOfMany { instance: "in".into(), items: vec!["i".into()] };
    let body = json!({"allowedServicePointsPerItem": [{"itemId": "i", "allowedServicePoints": null}, {"itemId": "j", "allowedServicePoints": [{"id": "a", "name": "A"}]}]});
    let Ok(Answer::PickUpsOfMany(points)) = answer(&many, 200, &body.to_string()) else { panic!() };
    assert_eq!(
        points.iter().map(|(item, points)| (item.as_str(), points.len())).collect::<Vec<_>>(),
        [("i", 0), ("j", 1)]
    );
}

#[test]
fn a_batch_says_what_became_of_each() {
    let ask = Ask::BatchStatus { instance: "in".into(), batch: "b".into() };
    let body = json!({"batchRequestId": "b", "status": "Completed", "submittedAt": "2025-09-08T12:27:33.822+00:00", "itemsTotal": 1,
        "itemsPendingDetails": [{"itemId": "p", "pickupLocationId": "x"}], "itemsFailedDetails": [{"itemId": "f", "errorCode": "E", "errorDetails": "no"}],
        "itemsCompletedDetails": [{"itemId": "r", "pickUpLocationId": "x", "confirmedRequestId": "h"}]});
    let Ok(Answer::Batch(batch)) = answer(&ask, 200, &body.to_string()) else { panic!() };
    let states: Vec<_> = batch.items.iter().map(|item| item.state.clone()).collect();
    assert_eq!(
        states,
        [
            BatchItemState::Requested(Some("h".into())),
            BatchItemState::Pending,
            BatchItemState::Failed("no".into())
        ]
    );
    assert_eq!((batch.is_done, batch.total, batch.items[1].pick_up.as_deref()), (true, 3, Some("x")));
}

#[test]
fn every_error_is_told_for_what_it_is() {
    let errors = |message: &str| {
        json!({"errors": [{"message": message, "code": "422", "parameters": []}], "total_records": 1})
            .to_string()
    };
    let coded = |code: &str| json!({"errors": [{"message": "m", "code": code}]}).to_string();
    let wrapped = json!({"code": 422, "errorMessage": errors("loan at maximum renewal number")}).to_string();
    for (status, body, key, said) in [
        (401, "unable to get account -- unauthorized".to_owned(), "key-refused", None),
        (403, "Access Denied".to_owned(), "key-refused", None),
        (404, "account not found".to_owned(), "not-found", Some("account not found")),
        (
            404,
            json!({"code": 404, "errorMessage": "USER_NOT_FOUND"}).to_string(),
            "not-found",
            Some("USER_NOT_FOUND"),
        ),
        (
            400,
            json!({"code": "USER_ACCOUNT_INACTIVE", "errorMessage": "User account is not active"})
                .to_string(),
            "expired",
            Some("User account is not active"),
        ),
        (
            422,
            errors("Inactive users cannot make requests"),
            "expired",
            Some("Inactive users cannot make requests"),
        ),
        (422, errors("Patron blocked from renewing"), "blocked", Some("Patron blocked from renewing")),
        (422, wrapped, "limit-reached", Some("loan at maximum renewal number")),
        (
            422,
            errors("items cannot be renewed when there is an active recall request"),
            "recalled",
            Some("items cannot be renewed when there is an active recall request"),
        ),
        (
            422,
            errors("This requester already has an open request for this item"),
            "conflict",
            Some("This requester already has an open request for this item"),
        ),
        (422, errors("loan is not renewable"), "not-possible", Some("loan is not renewable")),
        (
            400,
            "unable to process request -- constraint violation".to_owned(),
            "not-possible",
            Some("unable to process request -- constraint violation"),
        ),
        (409, "Optimistic Locking Conflict".to_owned(), "conflict", Some("Optimistic Locking Conflict")),
        (
            422,
            errors("Pickup service point ID is required"),
            "pick-up-needed",
            Some("Pickup service point ID is required"),
        ),
        (422, coded("password.incorrect.block.user"), "locked", None),
        (422, coded("password.incorrect"), "wrong-pin", None),
        (422, coded("username.incorrect"), "wrong-pin", None),
        (408, "Request to FOLIO timed out".to_owned(), "upstream-down", None),
        (500, "internal server error: item already not found".to_owned(), "upstream-down", None),
        (503, String::new(), "upstream-down", None),
        (502, "<html><body>Bad gateway".to_owned(), "upstream-down", None),
        (404, "<html><body>404".to_owned(), "not-found", None),
        (302, String::new(), "not-understood", None),
        (429, String::new(), "too-many-requests", None),
    ] {
        let error = answer(&Ask::Account(Included::ALL), status, &body).unwrap_err();
        assert_eq!((error.key(), error.said()), (key, said), "{status} {body}");
        assert!(!error.words().zh.is_empty() && !error.words().en.is_empty());
    }
    let late = Response { status: 429, headers: vec![("Retry-After".into(), "7".into())], body: Vec::new() };
    let error = EdgePatron::default().answer(&patron(), &Ask::Account(Included::ALL), &late);
    assert_eq!(error, Err(PatronError::TooMany(Some(7))));
}

#[test]
fn nonsense_is_no_account() {
    for body in [
        "",
        "<html>",
        "{",
        "[]",
        "{}",
        "null",
        "7",
        r#"{"errors":[]}"#,
        r#"{"errorMessage":"x","totalLoans":0}"#,
        r#"{"totalLoans":1"#,
    ] {
        let error = answer(&Ask::Account(Included::ALL), 200, body).unwrap_err();
        assert_eq!(error.key(), "not-understood", "{body}");
    }
    let long = format!("{}{}", " ".repeat(11 << 20), "{}");
    assert_eq!(answer(&Ask::Account(Included::ALL), 200, &long).unwrap_err().key(), "not-understood");
}

#[test]
fn registering_is_answered() {
    let ask = Ask::Register(Box::default());
    let Ok(Answer::Registered(id)) = answer(&ask, 201, r#"{"externalSystemId":"u"}"#) else { panic!() };
    assert_eq!(id.as_deref(), Some("u"));
    let status = Ask::RegistrationStatus { email: Some("a@b".into()), external: None };
    let Ok(Answer::Patron { id, is_active }) = answer(&status, 200, r#"{"id":"u","active":false}"#) else {
        panic!()
    };
    assert_eq!((id.as_deref(), is_active), (Some("u"), false));
    assert!(answer(&status, 200, "{}").is_err());
}

#[test]
fn what_is_sent_and_read_is_asked_in_one_go() {
    let waker = std::task::Waker::noop();
    let mut context = std::task::Context::from_waker(waker);
    let edge: &dyn Adapter = &EdgePatron::default();
    let (patron, ask) = (patron(), Ask::Account(Included::ALL));
    let asked = yueli_patron::ask_by(edge, &patron, &ask, |request| async move {
        assert!(request.path.ends_with("/ext-1"));
        Ok(response(200, r#"{"totalLoans":0}"#))
    });
    let mut asked = std::pin::pin!(asked);
    assert!(matches!(asked.as_mut().poll(&mut context), std::task::Poll::Ready(Ok(Answer::Account(_)))));
}

mod any_bytes {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn never_panic(status in 100_u16..600, body in r#"([\[\]{},:]|"(loans|holds|charges|item|totalLoans|amount|isoCurrencyCode|dueDate|errors|errorMessage|code|id)"|"x"|7|1e9|null)*"#) {
            for ask in [Ask::Account(Included::ALL), Ask::Renew { item: "i".into() }, order("p"), Ask::PickUps(Target::Item("i".into()))] {
                let _ = answer(&ask, status, &body);
            }
        }
    }
}
