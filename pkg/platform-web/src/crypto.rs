//! WebCrypto, from workers.

use std::rc::Rc;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto, WorkerGlobalScope};
use yueli_ports::{BlockCipher, Crypto, CryptoError, Local, Signing};

/// The length of a block, in bytes.
const BLOCK: usize = 16;

/// The browser's ciphers.
#[derive(Debug, Clone, Copy, Default)]
pub struct WebCrypto;

impl WebCrypto {
    /// The browser's ciphers.
    pub fn new() -> Self {
        Self
    }
}

#[derive(Debug)]
struct AesCbc {
    subtle: SubtleCrypto,
    key: CryptoKey,
}

fn subtle() -> Result<SubtleCrypto, CryptoError> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let subtle = scope.crypto().map(|crypto| crypto.subtle()).map_err(|_| CryptoError::Missing)?;
    // Undefined where the page did not come by HTTPS, whatever the types say.
    if subtle.is_undefined() { Err(CryptoError::Missing) } else { Ok(subtle) }
}

fn refused(error: JsValue) -> CryptoError {
    CryptoError::Refused(crate::words(&error))
}

async fn bytes(promise: Result<Promise, JsValue>) -> Result<Vec<u8>, CryptoError> {
    let buffer = JsFuture::from(promise.map_err(refused)?).await.map_err(refused)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

async fn import(
    subtle: &SubtleCrypto,
    (format, key): (&str, &[u8]),
    algorithm: &Object,
    uses: &[&str],
) -> Result<CryptoKey, CryptoError> {
    let uses: Array = uses.iter().map(|name| JsValue::from_str(name)).collect();
    let imported =
        subtle.import_key_with_object(format, &Uint8Array::from(key).into(), algorithm, false, &uses);
    Ok(JsFuture::from(imported.map_err(refused)?).await.map_err(refused)?.unchecked_into())
}

fn algorithm(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

impl BlockCipher for AesCbc {
    fn decrypt<'a>(&'a self, vector: &'a [u8], text: &'a [u8]) -> Local<'a, Result<Vec<u8>, CryptoError>> {
        Box::pin(async move {
            let of = |vector: &[u8]| {
                algorithm(&[("name", "AES-CBC".into()), ("iv", Uint8Array::from(vector).into())])
            };
            // WebCrypto takes the padding of PKCS#7 off and refuses every other. So one more block that holds nothing but
            // such padding follows: what an empty text is encrypted to after the last block.
            let last = text.len().checked_sub(BLOCK).and_then(|from| text.get(from..));
            let last = last.ok_or_else(|| CryptoError::Refused("not one block".into()))?;
            let more = bytes(self.subtle.encrypt_with_object_and_u8_array(&of(last), &self.key, &[])).await?;
            let longer = [text, &more].concat();
            bytes(self.subtle.decrypt_with_object_and_u8_array(&of(vector), &self.key, &longer)).await
        })
    }
}

impl Crypto for WebCrypto {
    fn cipher<'a>(&'a self, key: &'a [u8; 32]) -> Local<'a, Result<Rc<dyn BlockCipher>, CryptoError>> {
        Box::pin(async move {
            let subtle = subtle()?;
            let kind = algorithm(&[("name", "AES-CBC".into())]);
            let key = import(&subtle, ("raw", key), &kind, &["encrypt", "decrypt"]).await?;
            Ok(Rc::new(AesCbc { subtle, key }) as Rc<dyn BlockCipher>)
        })
    }

    fn verify<'a>(
        &'a self,
        signing: Signing,
        key: &'a [u8],
        message: &'a [u8],
        value: &'a [u8],
    ) -> Local<'a, Result<bool, CryptoError>> {
        Box::pin(async move {
            let subtle = subtle()?;
            let hash = || ("hash", JsValue::from_str("SHA-256"));
            let (kind, how) = match signing {
                Signing::Ecdsa(curve) => {
                    let name = || ("name", JsValue::from_str("ECDSA"));
                    (algorithm(&[name(), ("namedCurve", curve.into())]), algorithm(&[name(), hash()]))
                }
                Signing::Rsa => {
                    let name = || ("name", JsValue::from_str("RSASSA-PKCS1-v1_5"));
                    (algorithm(&[name(), hash()]), algorithm(&[name()]))
                }
            };
            let key = import(&subtle, ("spki", key), &kind, &["verify"]).await?;
            let verified = subtle.verify_with_object_and_u8_array_and_u8_array(&how, &key, value, message);
            Ok(JsFuture::from(verified.map_err(refused)?).await.map_err(refused)?.is_truthy())
        })
    }
}
