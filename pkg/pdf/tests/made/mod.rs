//! PDF files that are written here, object by object.

/// Objects by their numbers from 1, as a file with its directory. The first is the catalog.
pub fn file(objects: &[String]) -> Vec<u8> {
    with_trailer(objects, "")
}

/// The same, with more in the trailer.
pub fn with_trailer(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let start = file.len();
    let mut directory = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        directory.push_str(&format!("{place:010} 00000 n \n"));
    }
    directory.push_str(&format!(
        "trailer\n<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    ));
    file.extend_from_slice(directory.as_bytes());
    file
}

/// A stream.
pub fn stream(dict: &str, content: &str) -> String {
    format!("<<{dict}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// A line: from the left, from below, size, words.
pub type Line<'m> = (f64, f64, f64, &'m str);
/// A page: more of its dictionary, and its lines.
pub type Page<'m> = (&'m str, &'m [Line<'m>]);

/// A book: `more` goes into the catalog, each page has lines `(x, y from below, size, words)` and more in its
/// dictionary. Objects from `5 + 2 * pages` on are `others`.
pub struct Made<'m> {
    pub more: &'m str,
    pub pages: &'m [Page<'m>],
    pub others: &'m [&'m str],
    pub info: &'m str,
}

impl Made<'_> {
    pub fn bytes(&self) -> Vec<u8> {
        let count = self.pages.len();
        let kids: String = (0..count).map(|page| format!("{} 0 R ", 5 + 2 * page)).collect();
        let mut objects = vec![
            format!("<</Type/Catalog/Pages 2 0 R{}>>", self.more),
            format!(
                "<</Type/Pages/Count {count}/Kids[{kids}]/MediaBox[0 0 400 600]/Resources<</Font<</F 3 0 R>>>>>>"
            ),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
            format!("<<{}>>", self.info),
        ];
        for (page, (more, lines)) in self.pages.iter().enumerate() {
            objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R{more}>>", 6 + 2 * page));
            let drawn = lines
                .iter()
                .map(|(x, y, size, words)| format!("BT /F {size} Tf {x} {y} Td ({words}) Tj ET\n"));
            objects.push(stream("", &drawn.collect::<String>()));
        }
        objects.extend(self.others.iter().map(|other| (*other).to_owned()));
        with_trailer(&objects, "/Info 4 0 R")
    }
}
