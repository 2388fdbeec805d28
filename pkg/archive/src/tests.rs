//! Archives good, odd and hostile, read through a source that counts its reads.

use std::cell::RefCell;

use pollster::block_on;
use proptest::prelude::*;
use yueli_publication::{Problem, ProblemCode};

use crate::write::{File, Writer};
use crate::{Archive, FileSource, Limits, Method, ReadError, ReadRange};

/// Bytes that remember which ranges were asked for.
struct Counted {
    bytes: Vec<u8>,
    reads: RefCell<Vec<(u64, u64)>>,
}

impl ReadRange for &Counted {
    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    async fn read(&self, start: u64, len: u64) -> Result<Vec<u8>, ReadError> {
        self.reads.borrow_mut().push((start, len));
        self.bytes.read(start, len).await
    }
}

fn open(bytes: Vec<u8>) -> Result<(Archive<Vec<u8>>, Vec<Problem>), Problem> {
    block_on(Archive::open(bytes, Limits::default()))
}

fn codes(problems: &[Problem]) -> Vec<ProblemCode> {
    problems.iter().map(|problem| problem.code).collect()
}

fn book() -> Writer {
    Writer::new()
        .stored("mimetype", "application/epub+zip")
        .deflated("OPS/a.xhtml", "call me Ishmael. ".repeat(500))
        .stored("OPS/Bild.png", [7; 4000])
}

#[test]
fn reads_what_was_written() {
    for bytes in [
        book().finish(),
        book().comment(b"a comment with PK\x05\x06 in it").finish(),
        book().comment(&[b'x'; 65_535]).finish(),
        [b"#!/bin/sh\n".to_vec(), book().finish()].concat(),
        [book().finish(), vec![0; 100]].concat(),
        Writer::new()
            .zip64()
            .stored("mimetype", "application/epub+zip")
            .deflated("OPS/a.xhtml", "call me Ishmael. ".repeat(500))
            .stored("OPS/Bild.png", [7; 4000])
            .finish(),
    ] {
        let (archive, problems) = open(bytes).unwrap();
        assert_eq!(problems, []);
        assert_eq!(archive.entries().len(), 3);
        assert!(!archive.recovered());
        assert_eq!(block_on(archive.read("mimetype")).unwrap(), b"application/epub+zip");
        assert_eq!(block_on(archive.read("OPS/a.xhtml")).unwrap().len(), 8500);
        assert_eq!(block_on(archive.read("ops/BILD.PNG")).unwrap(), [7; 4000]);
        assert_eq!(archive.entry("OPS/a.xhtml").unwrap().method, Method::Deflate);
        assert_eq!(block_on(archive.read("b")).unwrap_err().code, ProblemCode::ResourceMissing);
    }
}

#[test]
fn one_range_opens_and_one_range_reads() {
    let mut writer = book().stored("video.mp4", vec![9; 300_000]);
    for index in 0..2000 {
        writer = writer.file(File {
            name: format!("OPS/text/chapter-{index}.xhtml").into(),
            data: vec![b'x'; 10],
            local_extra: vec![0; 40],
            ..File::default()
        });
    }
    let source = Counted { bytes: writer.finish(), reads: RefCell::default() };
    let (archive, _) = block_on(Archive::open(&source, Limits::default())).unwrap();
    assert_eq!(source.reads.take().len(), 2, "the tail, and the directory that began before it");
    block_on(archive.read("OPS/text/chapter-7.xhtml")).unwrap();
    assert_eq!(source.reads.take().len(), 1);
    assert_eq!(block_on(archive.read_range("video.mp4", 299_990, 1000)).unwrap(), [9; 10]);
    assert_eq!(source.reads.take().len(), 2, "the local header, and the range");
    assert!(block_on(archive.read_range("video.mp4", 400_000, 10)).unwrap().is_empty());
    assert_eq!(block_on(archive.read_range("video.mp4", 5, 2)).unwrap(), [9; 2]);
    assert_eq!(source.reads.take().len(), 2, "the local header is known by now");
    assert_eq!(block_on(archive.read_range("OPS/a.xhtml", 8, 7)).unwrap(), b"Ishmael");
    assert_eq!(block_on(archive.read_range("OPS/a.xhtml", 25, 7)).unwrap(), b"Ishmael");
    assert_eq!(source.reads.take().len(), 1, "the second range comes from what was inflated");
}

#[test]
fn the_beginning_of_a_file_takes_one_short_read() {
    let writer = book().stored("video.mp4", vec![9; 300_000]).stored("last", "x");
    let source = Counted { bytes: writer.finish(), reads: RefCell::default() };
    let (archive, _) = block_on(Archive::open(&source, Limits::default())).unwrap();
    source.reads.take();
    for (name, len, expected) in [
        ("video.mp4", 100, vec![9; 100]),
        ("video.mp4", 50, vec![9; 50]),
        ("OPS/a.xhtml", 16, b"call me Ishmael.".to_vec()),
        ("mimetype", 9000, b"application/epub+zip".to_vec()),
        ("last", 0, Vec::new()),
    ] {
        assert_eq!(block_on(archive.read_start(name, len)).unwrap(), expected, "{name}");
        let reads = source.reads.take();
        assert!(reads.len() == 1 && reads.iter().all(|read| read.1 < 10_000), "{name}: {reads:?}");
    }
    assert_eq!(block_on(archive.read_start("b", 9)).unwrap_err().code, ProblemCode::ResourceMissing);
}

#[test]
fn says_why_it_is_no_archive() {
    for (bytes, code) in [
        (Vec::new(), ProblemCode::EmptyFile),
        (b"<html>404</html>".to_vec(), ProblemCode::NotAnArchive),
        (b"PK".to_vec(), ProblemCode::NotAnArchive),
        (b"Rar!\x1a\x07\x01\0 and so on".to_vec(), ProblemCode::UnsupportedFormat),
        (b"7z\xbc\xaf\x27\x1c and so on".to_vec(), ProblemCode::UnsupportedFormat),
        (b"PK\x03\x04".to_vec(), ProblemCode::Truncated),
        (book().finish()[..40].to_vec(), ProblemCode::Truncated),
    ] {
        assert_eq!(open(bytes).unwrap_err().code, code);
    }
    assert!(open(Writer::new().finish()).unwrap().0.entries().is_empty());
}

#[test]
fn a_cut_archive_gives_what_is_whole() {
    let described = Writer::new()
        .stored("mimetype", "application/epub+zip")
        .file(File {
            name: b"a.xhtml".to_vec(),
            data: b"whale ".repeat(900),
            method: 8,
            flags: 8,
            ..File::default()
        })
        .stored("OPS/Bild.png", [7; 4000]);
    for (bytes, name) in [(book().finish(), "OPS/a.xhtml"), (described.finish(), "a.xhtml")] {
        let cut = bytes[..bytes.len() - 1000].to_vec();
        let (archive, problems) = open(cut).unwrap();
        assert!(archive.recovered());
        assert_eq!(codes(&problems), [ProblemCode::ResourceDamaged, ProblemCode::Malformed]);
        assert!(block_on(archive.read(name)).is_ok(), "{name}");
        assert_eq!(block_on(archive.read("OPS/Bild.png")).unwrap_err().code, ProblemCode::ResourceDamaged);
        let (bytes, problem) = block_on(archive.read_lossy("OPS/Bild.png")).unwrap();
        assert!(bytes.len() > 2000 && bytes.iter().all(|byte| *byte == 7) && problem.is_some());
    }
}

#[test]
fn hostile_and_broken_entries_harm_only_themselves() {
    let name = |name: &str| File { name: name.into(), data: b"data".to_vec(), ..File::default() };
    let bytes = book()
        .file(name("../../etc/passwd"))
        .file(name("C:\\autoexec.bat"))
        .file(name("a/"))
        .file(name("twice"))
        .file(File { data: b"second".to_vec(), ..name("twice") })
        .file(File { crc32: Some(1), ..name("crc") })
        .file(File { flags: 1, ..name("secret") })
        .file(File { method: 12, ..name("bzip2") })
        .file(File { size: Some(9), method: 8, ..name("liar") })
        .finish();
    let (archive, problems) = open(bytes).unwrap();
    use ProblemCode as Code;
    assert_eq!(codes(&problems), [Code::UnsafePath, Code::UnsafePath, Code::Malformed]);
    assert_eq!(archive.entries().len(), 8);
    for (name, expected) in [
        ("twice", Ok(b"second".to_vec())),
        ("liar", Ok(b"data".to_vec())),
        ("crc", Err(Code::ResourceDamaged)),
        ("secret", Err(Code::Encrypted)),
        ("bzip2", Err(Code::UnsupportedCompression)),
        ("../../etc/passwd", Err(Code::ResourceMissing)),
    ] {
        assert_eq!(block_on(archive.read(name)).map_err(|problem| problem.code), expected, "{name}");
    }
    assert_eq!(block_on(archive.read_lossy("crc")).unwrap().0, b"data");
}

#[test]
fn limits_hold_whatever_the_archive_claims() {
    let zeros = vec![0; 3 << 20];
    let bomb = |size| {
        let file = File { name: b"bomb".to_vec(), data: zeros.clone(), method: 8, size, ..File::default() };
        book().file(file).finish()
    };
    let limits = Limits { entry_bytes: 2 << 20, ..Limits::default() };
    let ratio = Limits { ratio: 10, ..Limits::default() };
    let total = Limits { total_bytes: 1 << 20, ..Limits::default() };
    for (size, limits) in
        [(None, limits), (Some(1), limits), (None, ratio), (Some(1), ratio), (Some(1), total)]
    {
        let (archive, _) = block_on(Archive::open(bomb(size), limits)).unwrap();
        assert_eq!(block_on(archive.read("bomb")).unwrap_err().code, ProblemCode::TooLarge, "{limits:?}");
        assert!(block_on(archive.read("OPS/a.xhtml")).is_ok(), "small files pass");
    }
    for limits in [total, Limits { entries: 3, ..limits }] {
        let problem = block_on(Archive::open(bomb(None), limits)).unwrap_err();
        assert_eq!(problem.code, ProblemCode::TooLarge);
    }
    let generous = Limits { ratio: 2000, ..Limits::default() };
    let (archive, _) = block_on(Archive::open(bomb(None), generous)).unwrap();
    assert_eq!(block_on(archive.read("bomb")).unwrap().len(), zeros.len());
}

#[test]
fn many_small_files_without_a_directory_are_read_once() {
    let mut writer = Writer::new();
    for index in 0..30_000 {
        writer = writer.stored(&index.to_string(), "");
    }
    let mut bytes = writer.stored("whole", "a").finish();
    let directory = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes.truncate(directory);
    let size = bytes.len() as u64;
    let source = Counted { bytes, reads: RefCell::default() };
    let (archive, _) = block_on(Archive::open(&source, Limits::default())).unwrap();
    assert_eq!(archive.entries().len(), 30_001);
    let read: u64 = source.reads.take().iter().map(|(start, len)| (*len).min(size - start)).sum();
    assert!(read < 6 * size, "{read} of {size}");
}

#[test]
fn ranges_of_a_large_compressed_file_go_on_where_the_last_one_ended() {
    let data: Vec<u8> = (0..5_000_000_u32).map(|number| (number / 7) as u8).collect();
    let file = File { name: b"long.wav".to_vec(), data: data.clone(), method: 8, ..File::default() };
    let source = Counted { bytes: book().file(file).finish(), reads: RefCell::default() };
    let (archive, _) = block_on(Archive::open(&source, Limits::default())).unwrap();
    for (start, len) in
        [(0, 1000), (1000, 500_000), (4_999_990, 100), (3, 9), (2_000_000, 70_000), (6_000_000, 9)]
    {
        let expected = &data[start.min(data.len())..(start + len).min(data.len())];
        let read = block_on(archive.read_range("long.wav", start as u64, len as u64)).unwrap();
        assert!(read == expected, "{start}+{len}");
    }
    let largest = source.reads.take().into_iter().map(|(_, len)| len).max();
    assert!(largest <= Some(256 << 10), "{largest:?}");
}

#[test]
fn what_lies_about_its_size_may_be_read_again_and_again() {
    let file =
        File { name: b"liar".to_vec(), data: vec![7; 900_000], method: 8, size: Some(1), ..File::default() };
    let limits = Limits { total_bytes: 2 << 20, ..Limits::default() };
    let (archive, _) = block_on(Archive::open(book().file(file).finish(), limits)).unwrap();
    for _ in 0..5 {
        assert_eq!(block_on(archive.read("liar")).unwrap().len(), 900_000);
    }
}

#[test]
fn reads_a_file_on_disk() {
    let path = std::env::temp_dir().join(format!("yueli-archive-{}.zip", std::process::id()));
    std::fs::write(&path, book().finish()).unwrap();
    let source = FileSource::open(&path).unwrap();
    let (archive, _) = block_on(Archive::open(source, Limits::default())).unwrap();
    assert_eq!(block_on(archive.read("mimetype")).unwrap(), b"application/epub+zip");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(FileSource::open(&path).unwrap_err(), ReadError::Gone);
}

proptest! {
    #[test]
    fn never_panics_on_a_damaged_archive(
        cut in 0_usize..5000,
        flips in prop::collection::vec((0_usize..5000, any::<u8>()), 0..20),
        described in any::<bool>(),
    ) {
        let file = File {
            name: b"x".to_vec(), data: vec![3; 900], method: 8, flags: if described { 8 } else { 0 },
            ..File::default()
        };
        let mut bytes = book().file(file).finish();
        for (at, value) in flips {
            if let Some(byte) = bytes.get_mut(at) { *byte = value; }
        }
        bytes.truncate(bytes.len().saturating_sub(cut));
        if let Ok((archive, _)) = open(bytes) {
            for entry in archive.entries() {
                let _ = block_on(archive.read_lossy(&entry.name));
                let _ = block_on(archive.read_range(&entry.name, 3, 9));
                let _ = block_on(archive.read_start(&entry.name, 9));
            }
        }
    }

    #[test]
    fn never_panics_on_noise(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = open([b"PK\x03\x04".to_vec(), bytes.clone()].concat());
        let _ = open([bytes.clone(), b"PK\x05\x06".to_vec(), bytes].concat());
    }
}
