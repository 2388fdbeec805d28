//! What the library says of a licence by now, and what is asked of it: to renew, to give back (LSD, section 3).

use yueli_lcp::{ActionKind, Licence, STATUS, Status};
use yueli_ports::{Http, Method, Request};
use yueli_publication::Time;

use super::{
    Held, Known,
    way::{Trouble, Ways, document},
};

/// What servers are told as the name of the device: the app's, and nothing of the device.
const DEVICE: &str = "Yueli";

/// Whoever asks, and how.
pub struct Desk<'a> {
    /// The way to servers.
    pub http: &'a dyn Http,
    /// Which servers may be asked, and by which way.
    pub ways: &'a Ways,
    /// The token that goes with what passes the library's own server.
    pub csrf: Option<&'a str>,
}

impl Desk<'_> {
    /// Asks how the licence stands, and for the licence itself where it was changed since. Nothing where there is nobody to be
    /// asked.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn refresh(&self, known: &Known) -> Result<Option<Held>, Trouble> {
        let Some(url) = known.licence.status() else { return Ok(None) };
        let request = Request::get(url).header("accept", STATUS);
        let response = self.ways.fetch(self.http, request, None).await?;
        let (text, status) = document::<Status>(response)?;
        self.after(known, text, &status).await.map(Some)
    }

    /// Renews the licence, until `end` where that is to be said, or gives the book back.
    ///
    /// # Errors
    /// See [`Trouble`]: the library says why not.
    pub async fn perform(
        &self,
        known: &Known,
        kind: ActionKind,
        (now, end): (Time, Option<Time>),
    ) -> Result<Held, Trouble> {
        let action = known.actions(now).into_iter().find(|action| action.kind == kind);
        let action = action.ok_or_else(|| Trouble::Unreadable("nothing that can be done".into()))?;
        // Servers want the device named. It is named after the licence, which they know: nothing that could be put together
        // with other licences is told.
        let url = action.address(&known.held.book, DEVICE, end);
        let method = if kind == ActionKind::Register { Method::Post } else { Method::Put };
        let request = Request::new(method, url).header("accept", STATUS);
        let response = self.ways.fetch(self.http, request, self.csrf).await?;
        let (text, status) = document::<Status>(response)?;
        self.after(known, text, &status).await
    }

    async fn after(&self, known: &Known, text: String, status: &Status) -> Result<Held, Trouble> {
        let mut held = Held { status: Some(text), ..known.held.clone() };
        let changed = known.licence.updated.or(known.licence.issued);
        if let Some(url) = status.newer_licence(changed) {
            let request = Request::get(url).header("accept", yueli_lcp::LICENCE);
            let (text, fresh) = document::<Licence>(self.ways.fetch(self.http, request, None).await?)?;
            if fresh.id != known.licence.id {
                return Err(Trouble::Unreadable("another licence".into()));
            }
            held.document = text;
        }
        Ok(held)
    }
}
