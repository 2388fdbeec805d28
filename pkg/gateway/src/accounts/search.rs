//! Finding a patron at the desk.

use sqlx::AnyConnection;

use super::patrons::{COLUMNS, Patron, Row, card_key};

/// The patrons whose card begins so, or whose name has this in it, the card that is exactly this first.
pub(crate) async fn search(
    on: &mut AnyConnection,
    query: &str,
    most: i64,
) -> Result<Vec<Patron>, sqlx::Error> {
    let escaped = |text: &str| {
        let mut escaped = String::new();
        for letter in text.chars() {
            if "!%_".contains(letter) {
                escaped.push('!');
            }
            escaped.push(letter);
        }
        escaped
    };
    let (card, name) = (card_key(query), query.trim().to_lowercase());
    if card.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM patrons WHERE card_key LIKE $1 ESCAPE '!' OR LOWER(name) LIKE $2 ESCAPE '!'
         ORDER BY CASE WHEN card_key = $3 THEN 0 ELSE 1 END, name, card_key LIMIT $4"
    );
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(format!("{}%", escaped(&card)))
        .bind(format!("%{}%", escaped(&name)))
        .bind(&card)
        .bind(most)
        .fetch_all(on)
        .await?;
    Ok(rows.into_iter().map(Patron::from).collect())
}
