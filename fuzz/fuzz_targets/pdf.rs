//! Any bytes as a whole PDF, and as what is drawn on the page of one that is whole: the text that is put together of it
//! stands in well-formed documents, and they have the letters that are searched.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_pdf::{File, Pdf};

fuzz_target!(|data: &[u8]| {
    look(data.to_vec());
    look(page(data));
});

/// A file of one page with this drawn on it, and a bookmark.
fn page(content: &[u8]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Outlines<</First 6 0 R>>>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n\
        3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n\
        5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n\
        6 0 obj\n<</Title(Tea)/Dest[3 0 R/Fit]>>\nendobj\n4 0 obj\n"
        .to_vec();
    file.extend_from_slice(format!("<</Length {}>>\nstream\nBT /F 12 Tf 50 500 Td (Tea) Tj\n", content.len() + 33).as_bytes());
    file.extend_from_slice(content);
    file.extend_from_slice(b"\nendstream\nendobj\ntrailer\n<</Size 7/Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    file
}

fn look(bytes: Vec<u8>) {
    let Ok(file) = File::from_bytes(bytes, "") else { return };
    let (pdf, _) = Pdf::new(&file);
    for page in 0..pdf.page_count().min(2) {
        let words = pdf.words(page);
        let Ok(document) = pdf.resource(&format!("page-{}.xhtml", page + 1)) else { panic!("page {page} is gone") };
        let document = String::from_utf8(document.bytes).expect("a document is UTF-8");
        let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: u32::MAX, ..Default::default() };
        let tree = roxmltree::Document::parse_with_options(&document, options).expect("a document is well-formed");
        let body = tree.descendants().find(|node| node.has_tag_name("body")).expect("a document has a body");
        let shown: String = body.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
        let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
        assert_eq!(letters(&shown), letters(&words));
    }
}
