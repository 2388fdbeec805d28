//! Sealed records in the library's database.

use futures::future::BoxFuture;

use super::{Cabinet, CabinetError, Deed};
use crate::store::{Act, Origin, Store, Tx, now};

impl From<sqlx::Error> for CabinetError {
    fn from(error: sqlx::Error) -> Self {
        Self(error.to_string())
    }
}

impl Cabinet for Store {
    fn get(&self, account: String, upstream: String) -> BoxFuture<'_, Result<Option<String>, CabinetError>> {
        Box::pin(async move {
            let sql = "SELECT sealed FROM vault WHERE account = $1 AND upstream = $2";
            Ok(sqlx::query_scalar(sql).bind(account).bind(upstream).fetch_optional(self.pool()).await?)
        })
    }

    fn put(
        &self,
        account: String,
        upstream: String,
        sealed: String,
        deed: Option<Deed>,
    ) -> BoxFuture<'_, Result<(), CabinetError>> {
        Box::pin(async move {
            let mut tx = self.begin().await?;
            sqlx::query(
                "INSERT INTO vault (account, upstream, sealed, updated) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (account, upstream)
                 DO UPDATE SET sealed = excluded.sealed, updated = excluded.updated",
            )
            .bind(&account)
            .bind(&upstream)
            .bind(sealed)
            .bind(now())
            .execute(tx.on())
            .await?;
            note(&mut tx, deed, &account, &upstream).await?;
            Ok(tx.commit().await?)
        })
    }

    fn remove(
        &self,
        account: String,
        upstream: String,
        deed: Option<Deed>,
    ) -> BoxFuture<'_, Result<(), CabinetError>> {
        Box::pin(async move {
            let mut tx = self.begin().await?;
            let gone = sqlx::query("DELETE FROM vault WHERE account = $1 AND upstream = $2")
                .bind(&account)
                .bind(&upstream)
                .execute(tx.on())
                .await?;
            if gone.rows_affected() > 0 {
                note(&mut tx, deed, &account, &upstream).await?;
            }
            Ok(tx.commit().await?)
        })
    }

    fn list(&self, account: String) -> BoxFuture<'_, Result<Vec<String>, CabinetError>> {
        Box::pin(async move {
            let sql = "SELECT upstream FROM vault WHERE account = $1 ORDER BY upstream";
            Ok(sqlx::query_scalar(sql).bind(account).fetch_all(self.pool()).await?)
        })
    }
}

/// A line of the audit log, with the change that it tells of.
async fn note(tx: &mut Tx, deed: Option<Deed>, account: &str, upstream: &str) -> Result<(), sqlx::Error> {
    let Some(Deed { action, origin }) = deed else { return Ok(()) };
    let actor = (origin != Origin::CommandLine).then_some(account);
    let detail = serde_json::json!({ "upstream": upstream });
    tx.note(Act { actor, action, subject: Some(account), detail, origin: &origin }).await
}
