//! PINs and passwords: kept as argon2id hashes, looked at away from the threads that answer requests.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use argon2::{
    Argon2,
    password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString},
};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

/// A hash takes 19 MiB and some tens of milliseconds (OWASP's parameters); more than these at once would be a way
/// to take the server's memory and its processors.
const AT_ONCE: usize = 2;
/// Whoever waits longer is told to try again.
const PATIENCE: Duration = Duration::from_secs(15);
/// OPDS clients send card and PIN with every request. For so long a pair that was right is not hashed again.
const REMEMBERED: Duration = Duration::from_secs(300);
/// How many such pairs are remembered.
const MOST: usize = 10_000;
/// The shortest and the longest PIN.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=128;

/// Why a PIN could not be hashed or looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PinError {
    /// Too many are being looked at.
    #[error("too many sign in at the moment; try again in a minute")]
    Busy,
    /// Too short or too long.
    #[error("a PIN has 4 to 128 letters or digits")]
    Length,
    /// The hash or the system's source of random numbers failed.
    #[error("the PIN could not be hashed")]
    Failed,
}

/// Hashes PINs and compares them, a few at a time.
#[derive(Clone)]
pub(crate) struct Pins {
    slots: Arc<Semaphore>,
    /// Proofs of pairs that were right, each salted by this process; the pairs themselves cannot be got from them.
    known: Arc<Mutex<HashMap<[u8; 32], Instant>>>,
    salt: [u8; 32],
    /// What is compared where there is no such card, so that it takes as long.
    nobody: Arc<str>,
}

impl fmt::Debug for Pins {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pins").finish_non_exhaustive()
    }
}

impl Pins {
    /// Ready to compare.
    pub(crate) async fn new() -> Result<Self, PinError> {
        let mut salt = [0; 32];
        getrandom::fill(&mut salt).map_err(|_| PinError::Failed)?;
        let slots = Arc::new(Semaphore::new(AT_ONCE));
        let known = Arc::new(Mutex::new(HashMap::new()));
        let mut pins = Self { slots, known, salt, nobody: Arc::from("") };
        pins.nobody = Arc::from(pins.hash(&crate::config::hex(&salt)).await?);
        Ok(pins)
    }

    /// The hash of a PIN, as a PHC string.
    pub(crate) async fn hash(&self, pin: &str) -> Result<String, PinError> {
        if !LENGTHS.contains(&pin.chars().count()) {
            return Err(PinError::Length);
        }
        let pin = pin.to_owned();
        self.away(move || {
            let mut salt = [0; 16];
            getrandom::fill(&mut salt).map_err(|_| PinError::Failed)?;
            let salt = SaltString::encode_b64(&salt).map_err(|_| PinError::Failed)?;
            let hash = Argon2::default().hash_password(pin.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|_| PinError::Failed)
        })
        .await
    }

    /// Whether `pin` is the one that `hash` is of; false, and as late, where there is none.
    pub(crate) async fn matches(&self, pin: &str, hash: Option<&str>) -> Result<bool, PinError> {
        let proof = hash.map(|hash| self.proof(pin, hash));
        if proof.is_some_and(|proof| self.is_known(&proof)) {
            return Ok(true);
        }
        let is_somebody = hash.is_some();
        let (pin, hash) = (pin.to_owned(), hash.unwrap_or(&self.nobody).to_owned());
        if pin.chars().count() > *LENGTHS.end() {
            return Ok(false);
        }
        let fits = self
            .away(move || {
                let hash = PasswordHash::new(&hash).map_err(|_| PinError::Failed)?;
                Ok(Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok())
            })
            .await?;
        if let Some(proof) = proof.filter(|_| fits) {
            self.remember(proof);
        }
        Ok(fits && is_somebody)
    }

    async fn away<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PinError> + Send + 'static,
    ) -> Result<T, PinError> {
        let slot = tokio::time::timeout(PATIENCE, Arc::clone(&self.slots).acquire_owned()).await;
        let Ok(Ok(slot)) = slot else { return Err(PinError::Busy) };
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(slot);
            done
        });
        done.await.unwrap_or(Err(PinError::Failed))
    }

    fn proof(&self, pin: &str, hash: &str) -> [u8; 32] {
        let mut proof = Sha256::new();
        for part in [&self.salt[..], hash.as_bytes(), &[0], pin.as_bytes()] {
            proof.update(part);
        }
        proof.finalize().into()
    }

    fn is_known(&self, proof: &[u8; 32]) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(proof).is_some_and(|since| since.elapsed() < REMEMBERED)
    }

    fn remember(&self, proof: [u8; 32]) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, since| since.elapsed() < REMEMBERED);
        }
        if known.len() < MOST {
            known.insert(proof, Instant::now());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_pin_fits_however_often_it_is_tried() {
        let pins = Pins::new().await.unwrap();
        let hash = pins.hash("1234").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, pins.hash("1234").await.unwrap(), "each has a salt of its own");
        for (pin, hash, fits) in [
            ("1234", Some(hash.as_str()), true),
            ("1234", Some(hash.as_str()), true),
            ("1235", Some(hash.as_str()), false),
            ("", Some(hash.as_str()), false),
            ("1234", None, false),
        ] {
            assert_eq!(pins.matches(pin, hash).await, Ok(fits), "{pin}");
        }
        let long = "9".repeat(129);
        for pin in ["123", long.as_str()] {
            assert_eq!(pins.hash(pin).await, Err(PinError::Length));
        }
    }
}
