//! A patron's HTTP client: one connection that is kept, and asked again when the server dies under it.

use std::{
    io,
    net::SocketAddr,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::timeout,
};

/// Longer than any answer takes.
const SLOWEST: Duration = Duration::from_secs(40);
/// After a connection broke.
const PAUSE: Duration = Duration::from_millis(40);

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body, null where it is no JSON.
    pub body: Value,
    /// The value of `Set-Cookie`, without its attributes.
    pub cookie: Option<String>,
}

/// A client of several gateways that are one library.
#[derive(Debug)]
pub struct Client {
    gateways: Vec<SocketAddr>,
    next: usize,
    connections: Vec<Option<BufReader<TcpStream>>>,
    /// Headers of every request.
    pub headers: Vec<(String, String)>,
    /// How long each answer took that came at the first try.
    pub times: Vec<Duration>,
    /// How many answers came at all.
    pub answers: u64,
    /// How often a request had to be sent again.
    pub again: u64,
}

impl Client {
    /// A client that asks one gateway after the other.
    pub fn new(gateways: &[SocketAddr], first: usize) -> Self {
        let connections = gateways.iter().map(|_| None).collect();
        let (headers, times) = (Vec::new(), Vec::new());
        Self { gateways: gateways.to_vec(), next: first, connections, headers, times, answers: 0, again: 0 }
    }

    /// Asks until there is an answer, or `until` has passed.
    pub async fn ask(
        &mut self,
        method: &str,
        path: &str,
        key: Option<&str>,
        body: Option<&Value>,
        until: Instant,
    ) -> Option<Answer> {
        let mut is_first = true;
        loop {
            let at = self.next % self.gateways.len();
            self.next += 1;
            let began = Instant::now();
            match timeout(SLOWEST, self.once(at, method, path, key, body)).await {
                Ok(Ok(answer)) => {
                    self.answers += 1;
                    if is_first {
                        self.times.push(began.elapsed());
                    }
                    return Some(answer);
                }
                _ => self.connections[at] = None,
            }
            if Instant::now() >= until {
                return None;
            }
            is_first = false;
            self.again += 1;
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn once(
        &mut self,
        at: usize,
        method: &str,
        path: &str,
        key: Option<&str>,
        body: Option<&Value>,
    ) -> io::Result<Answer> {
        let address = self.gateways[at];
        let mut stream = match self.connections[at].take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(address).await?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\n", body.len());
        for (name, value) in &self.headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(key) = key {
            request.push_str(&format!("Idempotency-Key: {key}\r\n"));
        }
        request.push_str("Content-Type: application/json\r\n\r\n");
        request.push_str(&body);
        stream.write_all(request.as_bytes()).await?;
        let answer = read(&mut stream).await?;
        self.connections[at] = Some(stream);
        Ok(answer)
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let ended = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let mut line = String::new();
    let mut status = 0;
    let (mut length, mut cookie) = (0, None);
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Err(ended());
        }
        let text = line.trim_end();
        if text.is_empty() {
            break;
        }
        match text.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().map_err(|_| ended())?;
            }
            Some((name, value)) if name.eq_ignore_ascii_case("set-cookie") => {
                cookie = value.trim().split(';').next().map(str::to_owned);
            }
            _ if status == 0 => {
                status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(ended)?;
            }
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(Answer { status, body: serde_json::from_slice(&body).unwrap_or_default(), cookie })
}
