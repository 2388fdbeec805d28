//! Books that there are on paper: how it stands with the copies, and where one is reserved.

use serde_json::Value;
use yueli_i18n::Catalog;
use yueli_opds::Publication;
use yueli_publication::{Link, template::encode};

/// Reserves a copy on paper by FOLIO's edge-patron.
const HOLD: &str = "https://yueli.dev/ns/rel#hold";

/// A book that there is on paper.
#[derive(Debug, Clone, PartialEq)]
pub struct OnPaper {
    /// What it is called.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// The work, as edge-patron names it.
    pub instance: String,
    /// How many copies there are.
    pub total: u64,
    /// How many of them stand on the shelf.
    pub free: u64,
    /// How many wait.
    pub waiting: u64,
}

impl OnPaper {
    /// The address of the page on which it is reserved.
    pub fn address(&self) -> String {
        format!("/account/hold/{}?title={}", encode(&self.instance), encode(&self.title))
    }

    /// How it stands with the copies, in words.
    pub fn standing(&self, words: &Catalog) -> String {
        let count = |count: u64| (count as f64).into();
        let args =
            [("free", count(self.free)), ("total", count(self.total)), ("waiting", count(self.waiting))];
        words.t_args("account-paper-standing", &args)
    }

    /// How it stands with the copies on paper of a publication; nothing where there are none.
    pub fn of(publication: &Publication, tag: &str) -> Option<Self> {
        let link = publication.links.iter().find(|link| link.has_rel(HOLD))?;
        let count = |name: &str, part: &str| {
            link.properties
                .other
                .get(name)
                .and_then(|own| own.get(part))
                .and_then(Value::as_u64)
                .unwrap_or_default()
        };
        let (title, author) = names(publication, tag);
        Some(Self {
            title,
            author,
            instance: instance(link)?,
            total: count("copies", "total"),
            free: count("copies", "available"),
            waiting: count("holds", "total"),
        })
    }
}

/// The instance that is reserved at an address of edge-patron: `…/instance/{id}/hold`.
fn instance(link: &Link) -> Option<String> {
    let path = link.href.split('?').next()?.strip_suffix("/hold")?;
    let (_, id) = path.rsplit_once("/instance/")?;
    (!id.is_empty() && !id.contains('/')).then(|| id.to_owned())
}

/// What a publication is called, and who wrote it.
pub(super) fn names(publication: &Publication, tag: &str) -> (String, String) {
    let metadata = &publication.metadata;
    let authors: Vec<&str> = metadata.author.iter().map(|own| own.name.get(tag)).collect();
    (metadata.title.get(tag).to_owned(), authors.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_on_paper_leads_to_where_it_is_reserved() {
        for (href, instance) in [
            ("/patron/account/instance/i%201/hold", Some("i%201")),
            ("/patron/account/p/instance/i/hold?x=y", Some("i")),
            ("/patron/account/instance//hold", None),
            ("/patron/account/instance/a/b/hold", None),
            ("/elsewhere", None),
        ] {
            let json = format!(
                r#"{{"metadata":{{"title":"茶 & tea"}},"links":[{{"rel":"{HOLD}","href":"{href}"}}]}}"#
            );
            let own = OnPaper::of(&serde_json::from_str(&json).unwrap(), "en");
            assert_eq!(own.as_ref().map(|own| own.instance.as_str()), instance, "{href}");
        }
    }
}
