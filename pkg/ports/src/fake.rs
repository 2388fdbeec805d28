//! Fakes that behave, for tests: a server of canned answers, records in memory, a clock that is set.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use aes::cipher::{BlockDecryptMut, KeyIvInit, block_padding::NoPadding};

use crate::{
    Awake, BlockCipher, Clock, Crypto, CryptoError, Http, HttpError, Local, Method, Preferences, RecordError,
    Records, Request, Response, Signing,
};

/// A server that knows the answers it was given, and remembers what it was asked.
#[derive(Default)]
pub struct FakeHttp {
    answers: RefCell<BTreeMap<String, Response>>,
    asked: RefCell<Vec<Request>>,
}

impl FakeHttp {
    /// From now on `url` answers 200 with `body`.
    pub fn answer(&self, url: &str, body: impl Into<Vec<u8>>) {
        let response = Response { status: 200, headers: Vec::new(), body: body.into() };
        self.answers.borrow_mut().insert(url.to_owned(), response);
    }

    /// From now on `url` answers with `response`. What is not asked by GET is named with its method: `POST /session`.
    pub fn respond(&self, url: &str, response: Response) {
        self.answers.borrow_mut().insert(url.to_owned(), response);
    }

    /// From now on nobody answers at `url`.
    pub fn stop(&self, url: &str) {
        self.answers.borrow_mut().remove(url);
    }

    /// What was asked, in order.
    pub fn asked(&self) -> Vec<Request> {
        self.asked.borrow().clone()
    }
}

impl Http for FakeHttp {
    fn fetch(&self, request: Request) -> Local<'_, Result<Response, HttpError>> {
        let name = match request.method {
            Method::Get => request.url.clone(),
            method => format!("{} {}", method.as_str(), request.url),
        };
        let answer = self.answers.borrow().get(&name).cloned();
        self.asked.borrow_mut().push(request.clone());
        Box::pin(async move {
            answer.ok_or_else(|| HttpError::Unreachable { url: request.url, detail: "nobody there".into() })
        })
    }
}

/// Records in memory.
#[derive(Default)]
pub struct FakeRecords(RefCell<BTreeMap<(String, String), String>>);

impl Records for FakeRecords {
    fn get_json<'a>(
        &'a self,
        store: &'a str,
        key: &'a str,
    ) -> Local<'a, Result<Option<String>, RecordError>> {
        let found = self.0.borrow().get(&(store.to_owned(), key.to_owned())).cloned();
        Box::pin(async move { Ok(found) })
    }

    fn put_json<'a>(
        &'a self,
        store: &'a str,
        key: &'a str,
        json: String,
    ) -> Local<'a, Result<(), RecordError>> {
        self.0.borrow_mut().insert((store.to_owned(), key.to_owned()), json);
        Box::pin(async { Ok(()) })
    }

    fn remove<'a>(&'a self, store: &'a str, key: &'a str) -> Local<'a, Result<(), RecordError>> {
        self.0.borrow_mut().remove(&(store.to_owned(), key.to_owned()));
        Box::pin(async { Ok(()) })
    }

    fn all_json<'a>(&'a self, store: &'a str) -> Local<'a, Result<Vec<(String, String)>, RecordError>> {
        let all = self
            .0
            .borrow()
            .iter()
            .filter(|((own, _), _)| own == store)
            .map(|((_, key), json)| (key.clone(), json.clone()))
            .collect();
        Box::pin(async move { Ok(all) })
    }
}

/// A clock that stands where it was set, in milliseconds since 1970.
#[derive(Default)]
pub struct FakeClock(pub RefCell<f64>);

impl Clock for FakeClock {
    fn now_ms(&self) -> f64 {
        *self.0.borrow()
    }
}

/// Remembers whether the screen is lit.
#[derive(Default)]
pub struct FakeAwake(pub RefCell<bool>);

impl Awake for FakeAwake {
    fn keep(&self, lit: bool) {
        *self.0.borrow_mut() = lit;
    }
}

/// Preferences in memory.
#[derive(Default)]
pub struct FakePreferences(RefCell<BTreeMap<String, String>>);

impl Preferences for FakePreferences {
    fn get(&self, key: &str) -> Option<String> {
        self.0.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, value: Option<&str>) {
        match value {
            Some(value) => self.0.borrow_mut().insert(key.to_owned(), value.to_owned()),
            None => self.0.borrow_mut().remove(key),
        };
    }
}

/// Ciphers that decrypt, and signatures of one signer: what she signed is told by its last byte, 1.
#[derive(Debug, Clone, Copy, Default)]
pub struct FakeCrypto;

#[derive(Debug)]
struct Aes([u8; 32]);

impl BlockCipher for Aes {
    fn decrypt<'a>(&'a self, vector: &'a [u8], text: &'a [u8]) -> Local<'a, Result<Vec<u8>, CryptoError>> {
        let refused = |what: &str| CryptoError::Refused(what.to_owned());
        let plain = <[u8; 16]>::try_from(vector).map_err(|_| refused("the vector")).and_then(|vector| {
            cbc::Decryptor::<aes::Aes256>::new(&self.0.into(), &vector.into())
                .decrypt_padded_vec_mut::<NoPadding>(text)
                .map_err(|_| refused("no whole blocks"))
        });
        Box::pin(async move { plain })
    }
}

impl Crypto for FakeCrypto {
    fn cipher<'a>(&'a self, key: &'a [u8; 32]) -> Local<'a, Result<Rc<dyn BlockCipher>, CryptoError>> {
        let cipher: Rc<dyn BlockCipher> = Rc::new(Aes(*key));
        Box::pin(async move { Ok(cipher) })
    }

    fn verify<'a>(
        &'a self,
        _: Signing,
        _: &'a [u8],
        _: &'a [u8],
        value: &'a [u8],
    ) -> Local<'a, Result<bool, CryptoError>> {
        Box::pin(async move { Ok(value.last() == Some(&1)) })
    }
}
