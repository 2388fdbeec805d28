//! Any bytes as an archive: nothing breaks, and nothing inflates past its limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pollster::block_on;
use yueli_archive::{Archive, Limits};

const LIMITS: Limits = Limits { entry_bytes: 2 << 20, total_bytes: 8 << 20, ratio: 1000, entries: 500 };

fuzz_target!(|data: &[u8]| {
    let Ok((archive, _)) = block_on(Archive::open(data, LIMITS)) else { return };
    assert!(archive.entries().len() <= LIMITS.entries);
    let mut total = 0;
    for entry in archive.entries().iter().take(50) {
        assert!(!entry.name.split('/').any(|segment| segment == "..") && !entry.name.starts_with('/'));
        if let Ok((bytes, _)) = block_on(archive.read_lossy(&entry.name)) {
            assert!(bytes.len() as u64 <= LIMITS.entry_bytes);
            total += bytes.len();
        }
        if let Ok(part) = block_on(archive.read_range(&entry.name, 3, 9)) {
            assert!(part.len() <= 9);
        }
    }
    assert!(total as u64 <= LIMITS.total_bytes + 50 * data.len() as u64, "{total} bytes in all");
});
