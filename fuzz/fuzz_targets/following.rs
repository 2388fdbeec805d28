//! Any bytes as the library's feed of changes, as notes that were kept and as what was under way: whatever comes is taken over,
//! and told again until there is nothing more to tell.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use yueli_publication::json::FromJson;
use yueli_sync::{Answer, Ledger, Local, Next, Page, merge, same};

fuzz_target!(|data: &[u8]| {
    let value: Value = serde_json::from_slice(data).unwrap_or_default();
    let mut ledger = Ledger::from_json(value.clone()).unwrap_or_default();
    let notes = match &value {
        Value::Array(all) => all.iter().take(50).cloned().collect(),
        one => vec![one.clone()],
    };
    for pair in notes.windows(2) {
        assert!(same(&merge(None, &pair[0], &pair[1]), &merge(None, &pair[1], &pair[0])));
    }
    let mut local = Local { notes, ..Local::default() };
    if let Some(page) = Page::read(data) {
        for change in page.changes.iter().take(50) {
            ledger.take(&mut local, change);
        }
        let told = ledger.untold(&local);
        for change in page.changes.iter().take(50) {
            ledger.take(&mut local, change);
        }
        assert_eq!(ledger.untold(&local), told, "what is heard twice is heard once");
    }
    assert_eq!(Ledger::from_json(ledger.to_json()).as_ref(), Some(&ledger));
    for _ in 0..500 {
        if ledger.next(&local, "p") == Next::Rest {
            return;
        }
        ledger.answered(&mut local, Answer::Done("e".to_owned()));
    }
    panic!("it never ends");
});
