//! A tiny ZIP writer for tests: it can also write what no writer should.

use miniz_oxide::deflate::compress_to_vec;

/// One file to write, with every way in which it may lie.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// The name, as the bytes that go into the archive.
    pub name: Vec<u8>,
    /// The data before compression.
    pub data: Vec<u8>,
    /// The compression method: 0 and 8 are honoured, others are written as stored.
    pub method: u16,
    /// General purpose flags (1 encrypted, 8 data descriptor, 2048 UTF-8 name).
    pub flags: u16,
    /// A CRC-32 other than the right one.
    pub crc32: Option<u32>,
    /// A size other than the right one.
    pub size: Option<u32>,
    /// Extra fields of the local header.
    pub local_extra: Vec<u8>,
    /// Extra fields of the directory.
    pub central_extra: Vec<u8>,
}

/// A ZIP archive in the making.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
    zip64: bool,
    comment: Vec<u8>,
}

impl Writer {
    /// An archive without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same archive with a stored file.
    #[must_use]
    pub fn stored(self, name: &str, data: impl AsRef<[u8]>) -> Self {
        self.file(File { name: name.into(), data: data.as_ref().to_vec(), ..File::default() })
    }

    /// The same archive with a deflated file.
    #[must_use]
    pub fn deflated(self, name: &str, data: impl AsRef<[u8]>) -> Self {
        self.file(File { name: name.into(), data: data.as_ref().to_vec(), method: 8, ..File::default() })
    }

    /// The same archive with one more file.
    #[must_use]
    pub fn file(mut self, file: File) -> Self {
        let packed = if file.method == 8 { compress_to_vec(&file.data, 6) } else { file.data.clone() };
        let crc32 = file.crc32.unwrap_or_else(|| crc32fast::hash(&file.data));
        let described = file.flags & 8 != 0;
        let offset = self.bytes.len() as u32;
        let sizes = [crc32, packed.len() as u32, file.size.unwrap_or(file.data.len() as u32)];
        let central = self.header(&file, sizes, offset);
        self.bytes.extend(b"PK\x03\x04\x14\0");
        self.bytes.extend([file.flags, file.method, 0, 0].iter().flat_map(|word| word.to_le_bytes()));
        let local = if described { [0; 3] } else { sizes };
        self.bytes.extend(local.iter().flat_map(|word| word.to_le_bytes()));
        self.bytes.extend((file.name.len() as u16).to_le_bytes());
        self.bytes.extend((file.local_extra.len() as u16).to_le_bytes());
        self.bytes.extend(&file.name);
        self.bytes.extend(&file.local_extra);
        self.bytes.extend(packed);
        if described {
            self.bytes.extend(b"PK\x07\x08");
            self.bytes.extend(sizes.iter().flat_map(|word| word.to_le_bytes()));
        }
        self.directory.extend(central);
        self.count += 1;
        self
    }

    fn header(&self, file: &File, sizes: [u32; 3], offset: u32) -> Vec<u8> {
        let mut extra = file.central_extra.clone();
        let mut shown = sizes;
        if self.zip64 {
            let [_, packed, size] = sizes.map(u64::from);
            extra.extend([1, 0, 24, 0]);
            extra.extend([size, packed, u64::from(offset)].iter().flat_map(|word| word.to_le_bytes()));
            shown = [sizes[0], u32::MAX, u32::MAX];
        }
        let mut header = b"PK\x01\x02\x14\0\x14\0".to_vec();
        header.extend([file.flags, file.method, 0, 0].iter().flat_map(|word| word.to_le_bytes()));
        header.extend(shown.iter().flat_map(|word| word.to_le_bytes()));
        header.extend((file.name.len() as u16).to_le_bytes());
        header.extend((extra.len() as u16).to_le_bytes());
        header.extend([0; 10]);
        header.extend(if self.zip64 { u32::MAX } else { offset }.to_le_bytes());
        header.extend(&file.name);
        header.extend(extra);
        header
    }

    /// The same archive with its numbers in ZIP64 records; to be called before files are added.
    #[must_use]
    pub fn zip64(mut self) -> Self {
        self.zip64 = true;
        self
    }

    /// The same archive with a comment at its end.
    #[must_use]
    pub fn comment(mut self, comment: &[u8]) -> Self {
        self.comment = comment.to_vec();
        self
    }

    /// The bytes of the archive.
    pub fn finish(mut self) -> Vec<u8> {
        let (offset, size) = (self.bytes.len() as u64, self.directory.len() as u64);
        self.bytes.extend(&self.directory);
        let (mut count, mut short) = (self.count, [size as u32, offset as u32]);
        if self.zip64 {
            let end = self.bytes.len() as u64;
            let entries = u64::from(self.count);
            self.bytes.extend(b"PK\x06\x06");
            self.bytes.extend(44_u64.to_le_bytes());
            self.bytes.extend([0; 12]);
            self.bytes.extend([entries, entries, size, offset].iter().flat_map(|word| word.to_le_bytes()));
            self.bytes.extend(b"PK\x06\x07\0\0\0\0");
            self.bytes.extend(end.to_le_bytes());
            self.bytes.extend(1_u32.to_le_bytes());
            (count, short) = (u16::MAX, [u32::MAX; 2]);
        }
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend([count, count].iter().flat_map(|word| word.to_le_bytes()));
        self.bytes.extend(short.iter().flat_map(|word| word.to_le_bytes()));
        self.bytes.extend((self.comment.len() as u16).to_le_bytes());
        self.bytes.extend(&self.comment);
        self.bytes
    }
}
