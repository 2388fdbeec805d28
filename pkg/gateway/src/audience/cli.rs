//! For whom works are, on the command line.

use std::{io::Write, path::Path};

use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum};

use super::{Audience, said};
use crate::{db::Db, store::Store};

/// What is said of for whom works are.
#[derive(Debug, Clone, Subcommand)]
pub enum AudienceTask {
    /// Says for whom a work is, whatever the book says of itself.
    Set {
        /// The publication's id, as its address in the catalogue ends; or a holding's.
        work: String,
        /// For whom.
        #[arg(value_enum)]
        audience: For,
    },
    /// From now on counts again what the book says of itself.
    Clear {
        /// The publication's id, or a holding's.
        work: String,
    },
    /// Lists the works of which it is known: id, for whom, who says so (book, librarian), title; with tabs between.
    List,
}

/// For whom a work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum For {
    /// For children.
    Children,
    /// For teenagers.
    Young,
    /// For grown-ups.
    Adults,
    /// For everybody.
    Everybody,
}

impl For {
    fn key(self) -> &'static str {
        match self {
            Self::Children => Audience::Children.key(),
            Self::Young => Audience::Young.key(),
            Self::Adults => Audience::Adults.key(),
            Self::Everybody => said::EVERYBODY,
        }
    }
}

/// Does it; `data` is where the catalogue is.
pub(crate) async fn run(store: &Store, task: &AudienceTask, data: Option<&Path>) -> anyhow::Result<()> {
    let index = data.map(|data| data.join("catalogue.sqlite")).filter(|index| index.is_file());
    let db = match index {
        Some(index) => Some(Db::open(&index).await.context("the catalogue cannot be opened")?),
        None => None,
    };
    let done = match task {
        AudienceTask::Set { work, audience } => {
            let work = work_of(store, db.as_ref(), work).await?;
            said::set(store, &work, Some(audience.key())).await.map_err(anyhow::Error::from)
        }
        AudienceTask::Clear { work } => {
            let work = work_of(store, db.as_ref(), work).await?;
            said::set(store, &work, None).await.map_err(anyhow::Error::from)
        }
        AudienceTask::List => list(store, db.as_ref()).await,
    };
    if let Some(db) = db {
        db.close().await;
    }
    done
}

/// By what a work is known here: the catalogue's id where it is in the catalogue, else the holding's.
async fn work_of(store: &Store, db: Option<&Db>, id: &str) -> anyhow::Result<String> {
    let lent: Option<(String, Option<String>)> =
        sqlx::query_as("SELECT id, publication FROM holdings WHERE id = $1 OR publication = $1")
            .bind(id)
            .fetch_optional(store.pool())
            .await?;
    if let Some((holding, publication)) = lent {
        return Ok(publication.unwrap_or(holding));
    }
    let known = match db {
        Some(db) => db.book(id).await?.map(|row| row.id),
        None => None,
    };
    let Some(known) = known else { bail!("there is no publication and no holding {id}") };
    Ok(known)
}

async fn list(store: &Store, db: Option<&Db>) -> anyhow::Result<()> {
    let mut on = store.pool().acquire().await?;
    let mut said = said::all(&mut on).await?;
    let books: Vec<(String, Option<String>, String)> = match db {
        Some(db) => {
            let sql = "SELECT id, audience, title FROM books WHERE absent IS NULL ORDER BY title_key, id";
            sqlx::query_as(sql).fetch_all(&db.pool).await?
        }
        None => Vec::new(),
    };
    for (id, own, title) in books {
        match (said.remove(&id), own) {
            (Some(audience), _) => line(&id, audience, "librarian", &title)?,
            (None, Some(own)) => line(&id, Audience::of(&own), "book", &title)?,
            (None, None) => {}
        }
    }
    for (work, audience) in said {
        let title: Option<String> =
            sqlx::query_scalar("SELECT title FROM holdings WHERE id = $1 OR publication = $1")
                .bind(&work)
                .fetch_optional(&mut *on)
                .await?;
        line(&work, audience, "librarian", title.as_deref().unwrap_or("-"))?;
    }
    Ok(())
}

fn line(work: &str, audience: Option<Audience>, who: &str, title: &str) -> anyhow::Result<()> {
    let audience = audience.map_or(said::EVERYBODY, Audience::key);
    writeln!(std::io::stdout(), "{work}\t{audience}\t{who}\t{title}").context("standard output is closed")
}
