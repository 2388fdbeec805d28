//! EPUB 2 and 3 as publications.
//!
//! [`open`] reads the container, the package and the ways in (navigation document, NCX, guide) and returns
//! a [`Manifest`](yueli_publication::Manifest) with every problem it met. Only what cannot be read at all
//! is an error. Resources are read when they are asked for; obfuscated fonts come out plain, and what a licence protects
//! does once the book has a [`Cipher`] ([`Epub::unlock`]).
//!
//! Source: EPUB 3.3 and EPUB Reading Systems 3.3 (W3C), OPF 2.0.1 and OPS 2.0.1 (IDPF).

mod collections;
mod container;
mod encryption;
mod epub;
mod landmarks;
mod lexicon;
mod lock;
#[cfg(test)]
mod locked_tests;
mod media_type;
mod metadata;
mod navigation;
mod ncx;
mod obfuscation;
mod package;
mod rendition;
mod spine;
#[cfg(test)]
mod tests;

pub use epub::{Epub, Resource, from_archive, open};
pub use lexicon::{Lexeme, Lexicon, Spoken};
pub use lock::{Cipher, Deciphered};
