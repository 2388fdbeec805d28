//! Connections to upstreams, made only to addresses that were checked.
//!
//! There is no other way out: the connector judges the URL that it is asked for, resolves the name by itself, judges
//! every address that comes back, and connects to those very addresses. So neither a name that resolves differently
//! the next time nor an address that was written into a redirect reaches the library's own network.

use std::{
    fmt, io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::http::Uri;
use futures::future::BoxFuture;
use hyper_util::{
    client::legacy::connect::{Connected, Connection},
    rt::TokioIo,
};
use rustls::{ClientConfig, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;
use tower::Service;
use yueli_upstream::guard::{Guard, Refusal, Target};

/// What names stand for.
pub(crate) trait Resolve: Send + Sync {
    /// All addresses of a name.
    fn resolve(&self, name: String, port: u16) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// As the system says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct System;

impl Resolve for System {
    fn resolve(&self, name: String, port: u16) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            Ok(tokio::net::lookup_host((name, port)).await?.map(|address| address.ip()).collect())
        })
    }
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoConnection {
    /// It is not connected to.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Nothing has this name.
    #[error("the name cannot be resolved: {0}")]
    Name(io::Error),
    /// Nobody is there.
    #[error("no connection: {0}")]
    Unreachable(io::Error),
    /// Whoever is there is not who it should be.
    #[error("no secure connection: {0}")]
    Insecure(io::Error),
    /// It took too long.
    #[error("the connection took too long")]
    Slow,
}

/// Makes connections for one upstream.
#[derive(Clone)]
pub(crate) struct Connector {
    pub(crate) guard: Arc<Guard>,
    pub(crate) resolver: Arc<dyn Resolve>,
    pub(crate) tls: Arc<ClientConfig>,
    /// For name, connection and certificate together.
    pub(crate) wait: Duration,
}

impl Connector {
    async fn connect(self, uri: Uri) -> Result<TokioIo<Wire>, NoConnection> {
        let target = self.guard.judge(&uri.to_string())?;
        timeout(self.wait, self.reach(&target)).await.map_err(|_| NoConnection::Slow)?
    }

    async fn reach(&self, target: &Target) -> Result<TokioIo<Wire>, NoConnection> {
        let url = target.url();
        let port = url.port_or_known_default().ok_or(Refusal::Unreadable)?;
        let name = url.host_str().ok_or(Refusal::Unreadable)?;
        let name = name.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.').to_owned();
        let addresses = match name.parse::<IpAddr>() {
            Ok(ip) => vec![ip],
            Err(_) => self.resolver.resolve(name.clone(), port).await.map_err(NoConnection::Name)?,
        };
        Guard::admit(target, &addresses)?;
        let stream = first_of(&addresses, port).await.map_err(NoConnection::Unreachable)?;
        // What is asked is small, and waited for.
        stream.set_nodelay(true).map_err(NoConnection::Unreachable)?;
        if url.scheme() != "https" {
            return Ok(TokioIo::new(Wire(Box::new(stream))));
        }
        let name = ServerName::try_from(name).map_err(|_| Refusal::Unreadable)?;
        let secured = TlsConnector::from(Arc::clone(&self.tls)).connect(name, stream).await;
        Ok(TokioIo::new(Wire(Box::new(secured.map_err(NoConnection::Insecure)?))))
    }
}

/// The first address that answers. Each gets its share of the time, so that one that swallows what it is sent does
/// not keep the others from being tried.
async fn first_of(addresses: &[IpAddr], port: u16) -> io::Result<TcpStream> {
    const SHARE: Duration = Duration::from_secs(2);
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for (at, ip) in addresses.iter().enumerate() {
        let connecting = TcpStream::connect(SocketAddr::new(*ip, port));
        let is_last = at + 1 == addresses.len();
        let tried = if is_last { Ok(connecting.await) } else { timeout(SHARE, connecting).await };
        match tried {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => last = error,
            Err(_) => last = io::Error::from(io::ErrorKind::TimedOut),
        }
    }
    Err(last)
}

impl Service<Uri> for Connector {
    type Response = TokioIo<Wire>;
    type Error = NoConnection;
    type Future = BoxFuture<'static, Result<TokioIo<Wire>, NoConnection>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), NoConnection>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().connect(uri))
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A connection, open or encrypted.
pub(crate) struct Wire(Box<dyn Stream>);

impl fmt::Debug for Wire {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Wire")
    }
}

impl Connection for Wire {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, into)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
