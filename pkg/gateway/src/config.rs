//! What the server is told: the command line, and what follows from it.

use std::{
    env,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::{Parser, ValueEnum};
use sha2::{Digest, Sha256};
use yueli_publication::LocalizedText;

use crate::{cli::Task, store::Database};

/// Serves a folder of books: the catalogue (OPDS 2.0), the books themselves and the reading app.
#[derive(Debug, Clone, Parser)]
#[command(name = "yueli-gateway", version, subcommand_negates_reqs = true)]
pub struct Args {
    /// What else than serving is to be done.
    #[command(subcommand)]
    pub task: Option<Task>,
    /// The folder of books; it is only read, never changed.
    #[arg(long, value_name = "FOLDER", env = "YUELI_BOOKS", required = true)]
    pub books: Option<PathBuf>,
    /// The built app; without it only the catalogue is served.
    #[arg(long, value_name = "DIST", env = "YUELI_WEB")]
    pub web: Option<PathBuf>,
    /// Where the index and the covers are kept [default: a folder of the user's data folder].
    #[arg(long, value_name = "DIR", env = "YUELI_DATA", global = true)]
    pub data: Option<PathBuf>,
    /// The file of other servers that patrons may ask through this one (TOML).
    #[arg(long, value_name = "FILE", env = "YUELI_UPSTREAMS", global = true)]
    pub upstreams: Option<PathBuf>,
    /// Where patrons, loans and all else that must not be lost are kept: `postgres://…`, which several gateways can
    /// share [default: library.sqlite in the data folder].
    #[arg(long, value_name = "ADDRESS", env = "YUELI_DATABASE", global = true, hide_env_values = true)]
    pub database: Option<String>,
    /// The address to listen on; port 0 takes any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080", env = "YUELI_LISTEN")]
    pub listen: SocketAddr,
    /// The library's name.
    #[arg(long, env = "YUELI_NAME")]
    pub name: Option<String>,
    /// The library's name in Chinese.
    #[arg(long, env = "YUELI_NAME_ZH")]
    pub name_zh: Option<String>,
    /// How the log is written, to standard error.
    #[arg(long, value_enum, default_value_t = LogFormat::Text, env = "YUELI_LOG")]
    pub log: LogFormat,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum LogFormat {
    /// One JSON object a line, for machines.
    Json,
    /// One line of text, for people.
    #[default]
    Text,
}

/// Everything the server needs to know.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder of books.
    pub books: PathBuf,
    /// The built app.
    pub web: Option<PathBuf>,
    /// Where the index and the covers are kept.
    pub data: PathBuf,
    /// The file of other servers that patrons may ask through this one.
    pub upstreams: Option<PathBuf>,
    /// What must not be lost.
    pub database: Database,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The library's name.
    pub name: LocalizedText,
    /// How often things are looked at.
    pub timing: Timing,
}

/// How often the folder is looked at, and how long it must be quiet.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// A whole look at the folder, where no change was noticed.
    pub rescan: Duration,
    /// A look whether a folder that is not there has appeared.
    pub absent: Duration,
    /// How long there must be no change before the folder is looked at.
    pub quiet: Duration,
    /// A file that looks broken and is younger than this may still be being copied.
    pub settle: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            rescan: Duration::from_secs(30),
            absent: Duration::from_secs(2),
            quiet: Duration::from_millis(400),
            settle: Duration::from_secs(3),
        }
    }
}

impl From<Args> for Config {
    fn from(args: Args) -> Self {
        let books = args.books.unwrap_or_default();
        let data = args.data.unwrap_or_else(|| default_data(&books));
        Self {
            name: library_name(args.name, args.name_zh),
            database: Database::of(args.database, &data),
            data,
            books,
            web: args.web,
            upstreams: args.upstreams,
            listen: args.listen,
            timing: Timing::default(),
        }
    }
}

/// The name in as many languages as were given, or a plain one in both.
fn library_name(en: Option<String>, zh: Option<String>) -> LocalizedText {
    match (en, zh) {
        (None, None) => {
            let mut name = LocalizedText::in_language("en", "Library");
            name.add("zh-CN", "图书馆");
            name
        }
        (Some(en), None) => LocalizedText::in_language("en", en),
        (None, Some(zh)) => LocalizedText::in_language("zh-CN", zh),
        (Some(en), Some(zh)) => {
            let mut name = LocalizedText::in_language("en", en);
            name.add("zh-CN", zh);
            name
        }
    }
}

/// Each folder of books has its own data: `<user data>/yueli/<hash of the folder's path>`.
pub(crate) fn default_data(books: &Path) -> PathBuf {
    let whole = std::path::absolute(books).unwrap_or_else(|_| books.to_owned());
    let hash = hex(&Sha256::digest(whole.as_os_str().as_encoded_bytes()));
    let user = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")))
        .unwrap_or_else(env::temp_dir);
    user.join("yueli").join(&hash[..16])
}

/// Bytes as lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_as_documented() {
        let args = Args::parse_from(["yueli-gateway", "--books", "/b", "--name", "Tea House"]);
        let config = Config::from(args);
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.name.first(), "Tea House");
        assert!(config.data.components().any(|part| part.as_os_str() == "yueli"));
        assert!(Args::try_parse_from(["yueli-gateway"]).is_err());
    }

    #[test]
    fn folders_do_not_share_data() {
        assert_ne!(default_data(Path::new("/a")), default_data(Path::new("/b")));
    }
}
