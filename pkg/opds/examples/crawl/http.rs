//! Just enough HTTP for servers on this machine: one request for each connection, redirects followed.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use yueli_publication::{base64, web};

use crate::conformance::Failure;

/// The longest answer that is read, in bytes.
const LONGEST: usize = 20 << 20;

/// What was answered.
pub struct Answer {
    /// The address that it came from in the end.
    pub url: String,
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
    headers: Vec<(String, String)>,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Asks for an address.
pub fn get(url: &str, key: Option<&str>, accept: &str) -> Result<Answer, Failure> {
    let mut url = url.to_owned();
    for _ in 0..5 {
        let answer = once(&url, key, accept)?;
        match answer.header("location").filter(|_| (300..400).contains(&answer.status)) {
            Some(next) => url = web::join(&url, next),
            None => return Ok(answer),
        }
    }
    Err(format!("{url}: redirected without end").into())
}

fn once(url: &str, key: Option<&str>, accept: &str) -> Result<Answer, Failure> {
    let origin = web::origin(url).ok_or_else(|| format!("{url} is no address"))?;
    let host = origin.strip_prefix("http://").ok_or_else(|| format!("{url}: only http is spoken here"))?;
    let target = url
        .get(origin.len()..)
        .unwrap_or_default()
        .split('#')
        .next()
        .filter(|own| !own.is_empty())
        .unwrap_or("/");
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let sign = key.map_or_else(String::new, |key| {
        format!("Authorization: Basic {}\r\n", base64::encode(key.as_bytes()))
    });
    write!(
        stream,
        "GET {target} HTTP/1.0\r\nHost: {host}\r\nAccept: {accept}\r\n{sign}Connection: close\r\n\r\n"
    )?;
    let (head, body) = received(&mut stream).map_err(|error| format!("{url}: {error}"))?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
    let status = status.ok_or_else(|| format!("{url}: no status"))?;
    Ok(Answer { url: url.to_owned(), status, body, headers })
}

/// The head and the body. calibre keeps connections open whatever it is told, so the length counts where there is one.
fn received(stream: &mut TcpStream) -> Result<(String, Vec<u8>), Failure> {
    let mut bytes = Vec::new();
    let mut part = [0; 1 << 16];
    let mut whole = None;
    while bytes.len() < LONGEST && whole.is_none_or(|whole| bytes.len() < whole) {
        let count = stream.read(&mut part)?;
        if count == 0 {
            break;
        }
        bytes.extend_from_slice(&part[..count]);
        if let (None, Some(end)) = (whole, end_of_head(&bytes)) {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
            whole = length.map(|length| end + 4 + length);
        }
    }
    let end = end_of_head(&bytes).ok_or("no answer")?;
    Ok((String::from_utf8_lossy(&bytes[..end]).into_owned(), bytes[end + 4..].to_vec()))
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n")
}
