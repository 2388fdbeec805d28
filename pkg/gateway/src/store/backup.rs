//! A copy of everything that must not be lost, as a file that both databases can be filled from.
//!
//! One JSON object a line: first what it is, then the rows, table by table in an order in which they can be put back, at
//! last how many there are, so that a copy that was cut off is known as one. It has no sessions: whoever had one signs in
//! again.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
};

use anyhow::{Context, bail};
use serde_json::{Map, Value, json};
use sqlx::{AnyConnection, AssertSqlSafe, Column, Row, TypeInfo, ValueRef, any::AnyRow};

use super::{Act, Dialect, Origin, Store, Tx, instant, now};

/// Every table that is copied, those that others refer to first, with the order of its rows.
const TABLES: &[(&str, &str)] = &[
    ("accounts", "id"),
    // Guardians come before those whose account they manage.
    ("patrons", "CASE WHEN guardian IS NULL THEN 0 ELSE 1 END, id"),
    ("service_points", "id"),
    ("holdings", "id"),
    ("items", "id"),
    ("loans", "id"),
    ("batches", "id"),
    ("holds", "id"),
    ("batch_lines", "id"),
    ("charges", "id"),
    ("rules", "id"),
    // Sealed: of use to whoever has the vault's key too.
    ("vault", "account, upstream"),
    ("audiences", "work"),
    ("readings", "account"),
    ("progressions", "account, publication"),
    ("annotations", "account, publication, name"),
    ("audit", "id"),
];

/// Tables that a new library has rows in; a copy's take their place.
const FILLED: [&str; 2] = ["service_points", "rules"];

/// What the first line calls the file.
const KIND: &str = "yueli-library";
/// The form of the file.
const VERSION: u64 = 1;

/// Writes a copy into a new file, readable by nobody else; how many rows it has.
pub(crate) async fn backup(store: &Store, file: &Path) -> anyhow::Result<u64> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let unfinished = tempfile_beside(file)?;
    let mut out = BufWriter::new(private(&unfinished)?);
    let written = write(store, &mut out).await;
    let done = written.and_then(|rows| {
        let file_out = out.into_inner().map_err(|error| error.into_error())?;
        file_out.sync_all()?;
        fs::rename(&unfinished, file)?;
        // The name is on the disk as well, where folders can be synced.
        File::open(folder).and_then(|folder| folder.sync_all()).ok();
        Ok(rows)
    });
    if done.is_err() {
        fs::remove_file(&unfinished).ok();
    }
    done.with_context(|| format!("{} could not be written", file.display()))
}

fn tempfile_beside(file: &Path) -> anyhow::Result<std::path::PathBuf> {
    if file.exists() {
        bail!("{} is there already; choose another name", file.display());
    }
    let name = file.file_name().context("a file has a name")?.to_string_lossy().into_owned();
    Ok(file.with_file_name(format!(".{name}.part")))
}

/// A file that only its owner can read: there are names and hashes of PINs in it.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

async fn write(store: &Store, out: &mut impl Write) -> anyhow::Result<u64> {
    // One look at all of it, as it was at one moment, while others go on.
    let mut look = match store.dialect {
        Dialect::Sqlite => store.pool.begin().await?,
        Dialect::Postgres => store.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
    };
    line(out, &json!({ "kind": KIND, "version": VERSION, "at": instant(now()) }))?;
    let mut rows = 0;
    for (table, order) in TABLES {
        let sql = format!("SELECT * FROM {table} ORDER BY {order}");
        for row in sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *look).await? {
            line(out, &json!({ "table": table, "row": object(&row)? }))?;
            rows += 1;
        }
    }
    line(out, &json!({ "rows": rows }))?;
    look.rollback().await?;
    Ok(rows)
}

fn line(out: &mut impl Write, value: &Value) -> std::io::Result<()> {
    writeln!(out, "{value}")
}

/// A row as an object. Columns are text and whole numbers only.
fn object(row: &AnyRow) -> anyhow::Result<Value> {
    let mut object = Map::new();
    for column in row.columns() {
        let value = row.try_get_raw(column.ordinal())?;
        let value = if value.is_null() {
            Value::Null
        } else if value.type_info().name() == "TEXT" {
            row.try_get::<String, _>(column.ordinal())?.into()
        } else {
            row.try_get::<i64, _>(column.ordinal())?.into()
        };
        object.insert(column.name().to_owned(), value);
    }
    Ok(Value::Object(object))
}

/// Fills a library that has no patrons yet from a copy, all of it or nothing; how many rows.
pub(crate) async fn restore(store: &Store, file: &Path) -> anyhow::Result<u64> {
    let lines =
        BufReader::new(File::open(file).with_context(|| format!("{} cannot be read", file.display()))?);
    let mut lines = lines.lines();
    let mut next = || -> anyhow::Result<Option<Value>> {
        let Some(line) = lines.next() else { return Ok(None) };
        Ok(Some(serde_json::from_str(&line?).context("a line is no JSON")?))
    };
    let head = next()?.unwrap_or_default();
    if head["kind"] != KIND || head["version"] != VERSION {
        bail!("{} is no copy of a library, or one of a later version", file.display());
    }
    let mut tx = store.begin().await?;
    refuse_filled(tx.on()).await?;
    for table in FILLED {
        sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}"))).execute(tx.on()).await?;
    }
    let mut rows = 0;
    loop {
        let line = next()?.context("the copy is cut off: its end is missing")?;
        if let Some(count) = line["rows"].as_u64() {
            if count != rows {
                bail!("the copy has {rows} rows and says that it had {count}");
            }
            break;
        }
        put(&mut tx, &line).await.with_context(|| format!("row {} of the copy", rows + 1))?;
        rows += 1;
    }
    let (action, origin) = ("library.restored", &Origin::CommandLine);
    let detail = json!({ "of": head["at"], "rows": rows });
    tx.note(Act { actor: None, action, subject: None, detail, origin }).await?;
    tx.commit().await?;
    Ok(rows)
}

async fn refuse_filled(on: &mut AnyConnection) -> anyhow::Result<()> {
    for table in ["accounts", "holdings"] {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *on).await?;
        if count > 0 {
            bail!("this library has patrons or loans of its own; a copy goes into an empty one");
        }
    }
    Ok(())
}

async fn put(tx: &mut Tx, line: &Value) -> anyhow::Result<()> {
    let named = line["table"].as_str().unwrap_or_default();
    let (table, _) = TABLES.iter().find(|(table, _)| *table == named).context("there is no such table")?;
    let row = line["row"].as_object().context("a row is an object")?;
    let is_name = |name: &String| name.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_');
    if row.is_empty() || !row.keys().all(is_name) {
        bail!("a column has no such name");
    }
    let columns: Vec<&str> = row.keys().map(String::as_str).collect();
    let values: Vec<String> = (1..=row.len()).map(|number| format!("${number}")).collect();
    let sql = format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), values.join(", "));
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (name, value) in row {
        query = match value {
            Value::String(text) => query.bind(text.as_str()),
            Value::Number(number) => query.bind(number.as_i64().context("a number is not whole")?),
            // What is nothing has no type of its own, and PostgreSQL wants one.
            Value::Null if is_number(table, name) => query.bind(None::<i64>),
            Value::Null => query.bind(None::<String>),
            other => bail!("{name} cannot be {other}"),
        };
    }
    query.execute(tx.on()).await?;
    Ok(())
}

/// Columns of whole numbers that may be nothing.
fn is_number(table: &str, column: &str) -> bool {
    matches!(
        (table, column),
        ("patrons", "expires" | "locked_until" | "most_loans")
            | ("items", "withdrawn")
            | ("loans", "returned")
            | ("holds", "ready" | "until" | "closed")
            | ("charges", "settled")
    )
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Database, new_id},
        *,
    };

    /// What is in the store and not in a copy, on purpose.
    const LEFT_OUT: [&str; 3] = ["sessions", "tries", "_sqlx_migrations"];

    async fn store(home: &Path) -> Store {
        Store::open(&Database::of(None, home)).await.unwrap()
    }

    #[tokio::test]
    async fn every_table_is_copied_or_left_out_on_purpose() {
        let home = tempfile::tempdir().unwrap();
        let store = store(home.path()).await;
        let tables: Vec<String> = sqlx::query_scalar(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        )
        .fetch_all(store.pool())
        .await
        .unwrap();
        for table in &tables {
            let is_known =
                TABLES.iter().any(|(known, _)| known == table) || LEFT_OUT.contains(&table.as_str());
            assert!(is_known, "{table}: name it among TABLES of the backup, or among what is left out");
            let columns: Vec<(String, String, i64)> = sqlx::query_as(AssertSqlSafe(format!(
                "SELECT name, type, \"notnull\" FROM pragma_table_info('{table}')"
            )))
            .fetch_all(store.pool())
            .await
            .unwrap();
            for (column, kind, not_null) in columns.iter().filter(|_| !LEFT_OUT.contains(&table.as_str())) {
                let may_be_nothing = kind == "BIGINT" && *not_null == 0;
                assert_eq!(is_number(table, column), may_be_nothing, "{table}.{column}");
            }
        }
        assert_eq!(tables.len(), TABLES.len() + LEFT_OUT.len());
    }

    #[tokio::test]
    async fn a_library_comes_back_from_its_copy_whole_or_not_at_all() {
        let home = tempfile::tempdir().unwrap();
        let (one, two) = (home.path().join("one"), home.path().join("two"));
        for folder in [&one, &two] {
            fs::create_dir(folder).unwrap();
        }
        let (from, to) = (store(&one).await, store(&two).await);
        let guardian = new_id();
        for (id, guardian) in [(guardian.clone(), None), ("0-child".to_owned(), Some(&guardian))] {
            sqlx::query("INSERT INTO accounts (id, created) VALUES ($1, 7)")
                .bind(&id)
                .execute(from.pool())
                .await
                .unwrap();
            sqlx::query(
                "INSERT INTO patrons (id, card, card_key, name, status, role, guardian, wrong_tries, created, updated)
                 VALUES ($1, $1, $1, '李 \"华\"', 'active', 'patron', $2, 0, 7, 7)",
            )
            .bind(&id)
            .bind(guardian)
            .execute(from.pool())
            .await
            .unwrap();
        }
        let file = home.path().join("copy.jsonl");
        let rows = backup(&from, &file).await.unwrap();
        assert!(backup(&from, &file).await.is_err(), "nothing is written over");
        let whole = fs::read_to_string(&file).unwrap();
        let cut: String = whole.lines().take(4).map(|line| format!("{line}\n")).collect();
        let less = whole
            .lines()
            .enumerate()
            .filter(|(at, _)| *at != 1)
            .map(|(_, line)| format!("{line}\n"))
            .collect();
        let strange = whole.replacen("\"accounts\"", "\"sqlite_master\"", 1);
        for broken in [
            cut,
            less,
            strange,
            String::new(),
            "{}".to_owned(),
            whole.replace("\"version\":1", "\"version\":2"),
        ] {
            fs::write(home.path().join("broken"), broken).unwrap();
            assert!(restore(&to, &home.path().join("broken")).await.is_err());
        }
        assert_eq!(restore(&to, &file).await.unwrap(), rows);
        assert!(restore(&to, &file).await.is_err(), "only into an empty library");
        let again = home.path().join("again.jsonl");
        backup(&to, &again).await.unwrap();
        let body = |text: String| {
            text.lines()
                .skip(1)
                .filter(|line| !line.contains("restored") && !line.contains("\"rows\":"))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(body(fs::read_to_string(&again).unwrap()), body(whole));
    }
}
