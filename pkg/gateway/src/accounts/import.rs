//! Many patrons at once, from a table (CSV, RFC 4180).

use std::{io::Read, path::Path};

use anyhow::{Context, bail};
use serde::Deserialize;

use super::{
    cli::{Language, end_of},
    patrons::{self, NewPatron, Role},
    pin::Pins,
};
use crate::store::{Origin, Store};

/// A line of the table; its first line names the columns, in any order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Row {
    card: String,
    name: String,
    #[serde(default)]
    pin: Option<String>,
    #[serde(default)]
    expires: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    guardian: Option<String>,
}

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Imported {
    /// Patrons that were added.
    pub(super) added: usize,
    /// Lines of cards that were known already: nothing of them was changed.
    pub(super) known: usize,
    /// Lines that make no sense, with the reason.
    pub(super) wrong: Vec<(u64, String)>,
}

/// Adds the patrons of a table. Each line is a transaction of its own: what was added stays, and the same table can be
/// given again once its faults are mended.
pub(super) async fn import(store: &Store, file: &Path) -> anyhow::Result<Imported> {
    let table = std::fs::File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let rows = rows(table)?;
    let pins = Pins::new().await?;
    let mut done = Imported::default();
    for pair in rows.chunks(2) {
        // Hashes are slow; two are made at once.
        let hashes = match pair {
            [(_, Ok(one)), (_, Ok(two))] => {
                let (one, two) = tokio::join!(hash(&pins, one), hash(&pins, two));
                vec![one, two]
            }
            pair => {
                let mut hashes = Vec::new();
                for (_, row) in pair {
                    hashes.push(match row {
                        Ok(row) => hash(&pins, row).await,
                        Err(error) => Err(anyhow::anyhow!("{error}")),
                    });
                }
                hashes
            }
        };
        for ((line, row), hash) in pair.iter().zip(hashes) {
            match added(store, row, hash).await {
                Ok(true) => done.added += 1,
                Ok(false) => done.known += 1,
                Err(error) => done.wrong.push((*line, format!("{error:#}"))),
            }
        }
    }
    Ok(done)
}

type Line = (u64, Result<Row, String>);

/// The lines of a table, with their numbers.
fn rows(table: impl Read) -> anyhow::Result<Vec<Line>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(table);
    let headers = reader.headers().context("the table has no first line")?.clone();
    let headers: csv::StringRecord =
        headers.iter().map(|name| name.trim_start_matches('\u{feff}').to_lowercase()).collect();
    for column in ["card", "name"] {
        if !headers.iter().any(|name| name == column) {
            bail!(
                "the first line of the table must name the columns card, name, and as wished pin, expires, language, guardian"
            );
        }
    }
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(rows),
            Ok(true) => {
                // People leave out what is empty at the end of a line.
                while record.len() < headers.len() {
                    record.push_field("");
                }
                let line = record.position().map_or(line, csv::Position::line);
                rows.push((line, record.deserialize(Some(&headers)).map_err(|error| error.to_string())));
            }
            Err(error) if matches!(error.kind(), csv::ErrorKind::Io(_)) => return Err(error.into()),
            Err(error) => rows.push((line, Err(error.to_string()))),
        }
    }
}

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

async fn hash(pins: &Pins, row: &Row) -> anyhow::Result<Option<String>> {
    match given(&row.pin) {
        Some(pin) => Ok(Some(pins.hash(pin).await?)),
        None => Ok(None),
    }
}

async fn added(
    store: &Store,
    row: &Result<Row, String>,
    hash: anyhow::Result<Option<String>>,
) -> anyhow::Result<bool> {
    let row = row.as_ref().map_err(|error| anyhow::anyhow!("{error}"))?;
    let expires = given(&row.expires)
        .map(|day| day.parse().context("expires is no day, as 2027-12-31 is"))
        .transpose()?;
    let language = given(&row.language)
        .map(|tag| Language::of(tag).context("the language is en or zh-CN"))
        .transpose()?;
    let new = NewPatron {
        card: row.card.clone(),
        name: row.name.clone(),
        pin: hash?,
        expires: expires.map(end_of).transpose()?,
        language: language.map(|language| language.tag().to_owned()),
        role: Role::Patron,
        guardian: given(&row.guardian).map(str::to_owned),
    };
    match patrons::add(store, new, None, &Origin::CommandLine).await {
        Ok(_) => Ok(true),
        Err(patrons::AddError::Taken(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_as_people_write_them() {
        let table = "\u{feff}Name,Card,PIN,other\n\"Li, Hua\", R 1 ,1234,x\n张三,2\n,,\n";
        let rows = rows(table.as_bytes()).unwrap();
        let cards: Vec<(u64, &str, &str, Option<&str>)> = rows
            .iter()
            .filter_map(|(line, row)| {
                let row = row.as_ref().ok()?;
                Some((*line, row.card.as_str(), row.name.as_str(), given(&row.pin)))
            })
            .collect();
        assert_eq!(cards, [(2, "R 1", "Li, Hua", Some("1234")), (3, "2", "张三", None), (4, "", "", None)]);
        assert!(super::rows("no,columns\n1,2\n".as_bytes()).is_err());
        assert!(super::rows("".as_bytes()).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_table_breaks_the_import(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            for table in [bytes.clone(), [&b"card,name,pin\n"[..], &bytes].concat()] {
                if let Ok(rows) = rows(table.as_slice()) {
                    proptest::prop_assert!(rows.len() <= table.len());
                }
            }
        }
    }
}
