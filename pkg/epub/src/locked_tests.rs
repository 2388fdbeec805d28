//! Protected books, encrypted with a real cipher.

use std::{cell::RefCell, rc::Rc};

use aes::cipher::{BlockDecryptMut, BlockEncryptMut, KeyIvInit, block_padding::NoPadding};
use pollster::block_on;
use proptest::prelude::*;
use yueli_archive::write::Writer;
use yueli_publication::{Problem, ProblemCode as Code, Severity};

use super::*;

const KEY: [u8; 32] = [5; 32];
const VECTOR: [u8; 16] = [9; 16];

/// The cipher with the right key; it notes how many bytes it was given.
#[derive(Debug, Default)]
struct Right(RefCell<Vec<usize>>);

impl Cipher for Right {
    fn decrypt<'a>(&'a self, vector: &'a [u8], text: &'a [u8]) -> Deciphered<'a> {
        self.0.borrow_mut().push(text.len());
        let vector: [u8; 16] = vector.try_into().unwrap();
        let plain = cbc::Decryptor::<aes::Aes256>::new(&KEY.into(), &vector.into())
            .decrypt_padded_vec_mut::<NoPadding>(text);
        Box::pin(async move { plain.map_err(|_| Problem::new(Code::NotDecrypted, "no whole blocks")) })
    }
}

/// With padding as XML Encryption has it: only the last byte says something.
fn encrypted(plain: &[u8]) -> Vec<u8> {
    let padding = 16 - plain.len() % 16;
    let mut padded = plain.to_vec();
    padded.extend((1..padding).map(|at| (at * 37) as u8));
    padded.push(padding as u8);
    let text = cbc::Encryptor::<aes::Aes256>::new(&KEY.into(), &VECTOR.into())
        .encrypt_padded_vec_mut::<NoPadding>(&padded);
    [VECTOR.as_slice(), &text].concat()
}

/// Deflated, as one block that is stored (RFC 1951, section 3.2.4).
fn deflate(plain: &[u8]) -> Vec<u8> {
    let len = plain.len() as u16;
    [&[1], &len.to_le_bytes()[..], &(!len).to_le_bytes(), plain].concat()
}

fn data(path: &str, compression: &str) -> String {
    format!(
        r##"<enc:EncryptedData><enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>
        <ds:KeyInfo><ds:RetrievalMethod URI="license.lcpl#/encryption/content_key" Type="http://readium.org/2014/01/lcp#EncryptedContentKey"/></ds:KeyInfo>
        <enc:CipherData><enc:CipherReference URI="{path}"/></enc:CipherData>
        <enc:EncryptionProperties><enc:EncryptionProperty><ns:Compression {compression}/></enc:EncryptionProperty></enc:EncryptionProperties></enc:EncryptedData>"##
    )
}

const TEXT: &str = "<html><p>Sealed, and delivered.</p></html>";

/// A book with a document that was deflated before it was encrypted, and a sound that was not.
fn book(sound: &[u8], licence: Option<&str>) -> Writer {
    let encryption = [
        data("OPS/a.xhtml", &format!(r#"Method="8" OriginalLength="{}""#, TEXT.len())),
        data("OPS/s.mp3", &format!(r#"Method="0" OriginalLength="{}""#, sound.len())),
        data("OPS/broken.png", r#"Method="8" OriginalLength="9""#),
    ];
    let package = r#"<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>
        <item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="s" href="s.mp3" media-type="audio/mpeg"/>
        <item id="p" href="broken.png" media-type="image/png"/></manifest><spine><itemref idref="a"/></spine></package>"#;
    let container =
        r#"<container><rootfiles><rootfile full-path="OPS/package.opf"/></rootfiles></container>"#;
    let writer = Writer::new()
        .stored("META-INF/container.xml", container)
        .stored("META-INF/encryption.xml", format!("<encryption>{}</encryption>", encryption.concat()))
        .stored("OPS/package.opf", package)
        .stored("OPS/a.xhtml", encrypted(&deflate(TEXT.as_bytes())))
        .stored("OPS/s.mp3", encrypted(sound))
        .stored("OPS/broken.png", vec![7; 48]);
    match licence {
        Some(licence) => writer.stored("META-INF/license.lcpl", licence),
        None => writer,
    }
}

#[test]
fn a_protected_book_says_what_it_needs_and_is_read_with_it() {
    let (mut epub, problems) = block_on(open(book(b"sound", Some("{}")).finish())).unwrap();
    assert!(problems.iter().all(|problem| problem.severity() == Severity::Warning), "{problems:?}");
    assert!(epub.needs_licence());
    assert_eq!(block_on(epub.licence()).unwrap(), b"{}");
    assert_eq!(block_on(epub.resource("OPS/a.xhtml")).unwrap_err().code, Code::Encrypted);
    assert_eq!(epub.extent("OPS/s.mp3"), None);
    epub.unlock(Rc::new(Right::default()));
    assert!(!epub.needs_licence());
    assert_eq!(block_on(epub.resource("OPS/a.xhtml")).unwrap().bytes, TEXT.as_bytes());
    assert_eq!(block_on(epub.range("OPS/a.xhtml", 9, 6)).unwrap(), b"Sealed");
    assert_eq!(block_on(epub.resource("OPS/s.mp3")).unwrap().bytes, b"sound");
    assert_eq!(block_on(epub.resource("OPS/broken.png")).unwrap_err().code, Code::NotDecrypted);
    let (epub, _) = block_on(open(book(b"", None).finish())).unwrap();
    assert!(epub.needs_licence());
    assert_eq!(block_on(epub.licence()).unwrap_err().code, Code::LicenceMissing);
}

#[test]
fn a_range_of_a_sound_takes_no_more_blocks_than_it_is_in() {
    let sound: Vec<u8> = (0..100_000_u32).map(|at| (at % 251) as u8).collect();
    let (mut epub, _) = block_on(open(book(&sound, Some("{}")).finish())).unwrap();
    let cipher = Rc::new(Right::default());
    epub.unlock(cipher.clone());
    assert_eq!(epub.extent("OPS/s.mp3"), Some((100_000, "audio/mpeg".to_owned())));
    assert_eq!(block_on(epub.range("OPS/s.mp3", 50_001, 40)).unwrap(), sound[50_001..50_041]);
    assert_eq!(*cipher.0.borrow(), [48], "three blocks, and the one before them as vector");
}

proptest! {
    #[test]
    fn every_range_is_that_of_the_plain_text(len in 0_usize..200, start in 0_u64..220, wanted in 0_u64..220) {
        let sound: Vec<u8> = (0..len).map(|at| at as u8).collect();
        let (mut epub, _) = block_on(open(book(&sound, Some("{}")).finish())).unwrap();
        epub.unlock(Rc::new(Right::default()));
        let clip = |at: u64| (at as usize).min(len);
        let expected = &sound[clip(start)..clip(start + wanted)];
        prop_assert_eq!(block_on(epub.range("OPS/s.mp3", start, wanted)).unwrap(), expected);
        prop_assert_eq!(block_on(epub.resource("OPS/s.mp3")).unwrap().bytes, sound);
    }
}
