//! Files as pieces in IndexedDB, for browsers that have no files of their own.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbTransactionMode};

use super::vault::VaultError;
use crate::records::{answer, open_database, said};

/// The database of pieces, its version and its one store.
const DATABASE: &str = "yueli-bytes";
const VERSION: u32 = 1;
const STORE: &str = "pieces";
/// How long a piece in the database is, in bytes; the last one is shorter.
const PIECE: u64 = 512 * 1024;

/// A file in the database: pieces that are whole, and what follows them.
#[derive(Debug)]
pub struct Pieces {
    name: String,
    /// How many bytes are in whole pieces.
    written: u64,
    /// What comes after them; it may be in the database as well, as a piece that is shorter.
    tail: Vec<u8>,
}

impl Pieces {
    /// A file of which nothing is here.
    pub(super) fn none(name: &str) -> Self {
        Self { name: name.to_owned(), written: 0, tail: Vec::new() }
    }

    pub(super) async fn open(name: &str) -> Result<Self, VaultError> {
        let objects = objects(IdbTransactionMode::Readonly).await?;
        let count =
            answer(objects.1.count_with_key(&range(name)?.into())?).await?.as_f64().unwrap_or_default()
                as u64;
        let mut pieces = Self::none(name);
        if count > 0 {
            let last = answer(objects.1.get(&key(name, count - 1).into())?).await?;
            let last = last.dyn_into::<Uint8Array>().map(|last| last.to_vec()).unwrap_or_default();
            pieces.written = (count - 1) * PIECE;
            if last.len() as u64 == PIECE {
                pieces.written += PIECE;
            } else {
                pieces.tail = last;
            }
        }
        Ok(pieces)
    }

    pub(super) fn length(&self) -> u64 {
        self.written + self.tail.len() as u64
    }

    pub(super) async fn append(&mut self, mut bytes: &[u8]) -> Result<(), VaultError> {
        while !bytes.is_empty() {
            let room = (PIECE as usize).saturating_sub(self.tail.len());
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.tail.extend_from_slice(now);
            bytes = later;
            if self.tail.len() as u64 == PIECE {
                let put = self.settle().await;
                if put.is_err() {
                    // It was not taken: it must not count as here.
                    self.tail.truncate(self.tail.len() - now.len());
                    return put;
                }
                self.written += PIECE;
                self.tail.clear();
            }
        }
        Ok(())
    }

    pub(super) async fn settle(&self) -> Result<(), VaultError> {
        if self.tail.is_empty() {
            return Ok(());
        }
        let (bytes, key) = (Uint8Array::from(self.tail.as_slice()), key(&self.name, self.written / PIECE));
        let objects = objects(IdbTransactionMode::Readwrite).await?;
        let written = said(&objects.1.transaction(), "complete");
        let put = answer(objects.1.put_with_key(&bytes, &key.into())?).await;
        // Where there is no room only the transaction says so.
        written.await?;
        put?;
        Ok(())
    }

    /// The bytes `start..end`, which must be here.
    pub(super) async fn read(&self, start: u64, end: u64) -> Result<Vec<u8>, JsValue> {
        let mut bytes = read(&self.name, start, end.min(self.written).max(start)).await?;
        let from = start.saturating_sub(self.written) as usize;
        let to = end.saturating_sub(self.written) as usize;
        bytes.extend(self.tail.get(from..to).unwrap_or_default());
        Ok(bytes)
    }

    pub(super) async fn clear(&mut self) -> Result<(), VaultError> {
        let objects = objects(IdbTransactionMode::Readwrite).await?;
        let written = said(&objects.1.transaction(), "complete");
        answer(objects.1.delete(&range(&self.name)?.into())?).await?;
        written.await?;
        self.written = 0;
        self.tail.clear();
        Ok(())
    }
}

fn key(name: &str, number: u64) -> String {
    let digits = number.to_string();
    let zeros = "00000000".get(digits.len()..).unwrap_or_default();
    [name, "/", zeros, &digits].concat()
}

/// Every piece of a file: from `<name>/` to before `<name>0`, which comes after the slash.
fn range(name: &str) -> Result<IdbKeyRange, JsValue> {
    let end = [name, "0"].concat();
    IdbKeyRange::bound_with_lower_open_and_upper_open(&[name, "/"].concat().into(), &end.into(), false, true)
}

/// An open database; dropping it closes it.
struct Open(IdbDatabase);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// The store, and the database that it is in.
async fn objects(mode: IdbTransactionMode) -> Result<(Open, IdbObjectStore), JsValue> {
    let open = Open(open_database(DATABASE, VERSION, &[STORE]).await?);
    let store = open.0.transaction_with_str_and_mode(STORE, mode)?.object_store(STORE)?;
    Ok((open, store))
}

/// The bytes `start..end` of the pieces under `name`, which must be there.
pub(super) async fn read(name: &str, start: u64, end: u64) -> Result<Vec<u8>, JsValue> {
    let mut bytes = Vec::with_capacity((end - start) as usize);
    let objects = objects(IdbTransactionMode::Readonly).await?;
    let mut number = start / PIECE;
    while number * PIECE < end {
        let piece = answer(objects.1.get(&key(name, number).into())?).await?;
        let piece: Uint8Array = piece.dyn_into()?;
        let begin = number * PIECE;
        let from = start.saturating_sub(begin) as u32;
        let to = (end - begin).min(u64::from(piece.length())) as u32;
        bytes.extend(piece.subarray(from, to).to_vec());
        number += 1;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_lie_in_order_and_between_the_ends_of_their_file() {
        assert_eq!(key("a", 0), "a/00000000");
        assert!(key("a", 9) < key("a", 10) && key("a", 99_999) < key("a", 100_000));
        for number in [0, 7, 12_345] {
            assert!(key("a", number).as_str() > "a/" && key("a", number).as_str() < "a0");
            for other in ["a.index", "ab", "A"] {
                let key = key(other, number);
                assert!(!(key.as_str() > "a/" && key.as_str() < "a0"), "{key}");
            }
        }
    }
}
