//! Any bytes as a book.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_fuzz::read_book;

fuzz_target!(|data: &[u8]| read_book(data.to_vec()));
