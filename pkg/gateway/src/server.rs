//! Starting and stopping.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{
    accounts::{self, Pins},
    config::Config,
    db::Db,
    http::{self, App},
    import::{Covers, Importer, Status},
    lending,
    store::{self, Store},
    upstream::{Upstreams, UpstreamsError},
};

/// Requests that are being answered may take this long when the server stops.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// How often what has ended by itself is put away.
const SWEEP: Duration = Duration::from_secs(60);

/// Why the server could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The folder for the index and the covers cannot be made.
    #[error("the data folder {0} cannot be used: {1}")]
    Data(PathBuf, std::io::Error),
    /// The index cannot be opened.
    #[error("the index {0} cannot be opened: {1}")]
    Index(PathBuf, sqlx::Error),
    /// The store of covers cannot be opened.
    #[error("the covers cannot be kept: {0}")]
    Covers(object_store::Error),
    /// The upstreams cannot be used.
    #[error(transparent)]
    Upstreams(#[from] UpstreamsError),
    /// What must not be lost cannot be opened.
    #[error("the library's database {0} cannot be opened: {1}")]
    Store(String, store::OpenError),
    /// PINs cannot be looked at.
    #[error("signing in cannot be prepared: {0}")]
    Pins(String),
    /// Nothing can listen at the address.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
}

/// A server that is running.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
    importing: JoinHandle<()>,
    sweeping: JoinHandle<()>,
    db: Db,
    store: Store,
}

impl Server {
    /// Starts to listen, and to read the folder in the background.
    ///
    /// # Errors
    /// Where the data folder, the index or the address cannot be used. A folder of books that is not there
    /// is no error: the library is empty until it appears.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let data = config.data.clone();
        tokio::fs::create_dir_all(&data).await.map_err(|error| StartError::Data(data.clone(), error))?;
        let index = data.join("catalogue.sqlite");
        let db = Db::open(&index).await.map_err(|error| StartError::Index(index, error))?;
        let covers = Covers::in_folder(&data).map_err(StartError::Covers)?;
        let store = Store::open(&config.database)
            .await
            .map_err(|error| StartError::Store(config.database.shown(), error))?;
        let upstreams = Upstreams::open(&config, &store)?;
        let pins = Pins::new().await.map_err(|error| StartError::Pins(error.to_string()))?;
        let listener = TcpListener::bind(config.listen)
            .await
            .map_err(|error| StartError::Listen(config.listen, error))?;
        let address = listener.local_addr().map_err(|error| StartError::Listen(config.listen, error))?;

        let config = Arc::new(config);
        let status = Arc::new(Status::at_start());
        let (stop, stopped) = watch::channel(false);
        let importer = Importer {
            config: Arc::clone(&config),
            db: db.clone(),
            covers: covers.clone(),
            status: Arc::clone(&status),
        };
        let importing = tokio::spawn(importer.run(stopped.clone()));
        let app = App { config, db: db.clone(), covers, status, upstreams, store: store.clone(), pins };
        let sweeping = tokio::spawn(sweep(store.clone(), stopped.clone()));
        let serving = tokio::spawn(serve(listener, app, stopped));
        Ok(Self { address, stop, serving, importing, sweeping, db, store })
    }

    /// Where it listens: with the real port, also where port 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops: takes no more requests, gives those in progress ten seconds, closes the index.
    pub async fn stop(self) {
        let Self { stop, mut serving, mut importing, mut sweeping, db, store, .. } = self;
        stop.send_replace(true);
        if tokio::time::timeout(LAST_ANSWERS, &mut serving).await.is_err() {
            tracing::warn!("some requests took too long and were cut off");
            serving.abort();
        }
        if tokio::time::timeout(LAST_ANSWERS, &mut importing).await.is_err() {
            importing.abort();
        }
        if tokio::time::timeout(LAST_ANSWERS, &mut sweeping).await.is_err() {
            sweeping.abort();
        }
        db.close().await;
        store.close().await;
    }
}

/// Does once a minute what time brings. Any number of gateways may do it at once.
async fn sweep(store: Store, mut stopped: watch::Receiver<bool>) {
    loop {
        let swept = async {
            accounts::sweep(&store).await?;
            lending::sweep(&store).await?;
            lending::forget(&store).await
        };
        if let Err(error) = swept.await {
            tracing::warn!(%error, "what has ended could not be put away; it will be tried again");
        }
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(SWEEP) => {}
        }
    }
}

async fn serve(listener: TcpListener, app: App, mut stopped: watch::Receiver<bool>) {
    let until = async move {
        // An error means that nobody is left who could say stop.
        if stopped.wait_for(|stop| *stop).await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let router = http::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, router).with_graceful_shutdown(until).await;
    if let Err(error) = served {
        tracing::error!(%error, "the server stopped by itself");
    }
}
