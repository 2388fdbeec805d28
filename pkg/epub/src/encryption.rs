//! What is encrypted, and how (EPUB 3.3 section 4.2.6.3.2, XML Encryption 1.1).

use std::collections::BTreeMap;

use yueli_archive::{Archive, ReadRange};
use yueli_markup::xml::{self, Element};
use yueli_publication::{Encryption, Problem, url};

const ENCRYPTION: &str = "META-INF/encryption.xml";
const LCP: &str = "http://readium.org/2014/01/lcp";
/// Where a licence lies in an EPUB (Readium LCP, section 2.1).
pub(crate) const LICENCE: &str = "META-INF/license.lcpl";

/// The encrypted resources by their names in the archive.
pub(crate) type Encrypted = BTreeMap<String, Encryption>;

/// Reads META-INF/encryption.xml, where there is one.
///
/// # Errors
/// What the source met.
pub(crate) async fn read<R: ReadRange>(
    archive: &Archive<R>,
    problems: &mut Vec<Problem>,
) -> Result<Encrypted, Problem> {
    if archive.entry(ENCRYPTION).is_none() {
        return Ok(Encrypted::new());
    }
    let (bytes, damage) = archive.read_lossy(ENCRYPTION).await?;
    problems.extend(damage);
    let (root, malformed) = xml::parse(&bytes);
    problems
        .extend(malformed.into_iter().map(|problem| Problem { at: Some(ENCRYPTION.to_owned()), ..problem }));
    Ok(root.find_all("EncryptedData").into_iter().filter_map(encrypted).collect())
}

fn encrypted(data: &Element) -> Option<(String, Encryption)> {
    let path = data.find("CipherReference")?.attr("URI")?;
    let compression = data.find("Compression");
    let deflated = compression.and_then(|element| element.attr("Method")).is_some_and(|method| method == "8");
    let length = compression.and_then(|element| element.attr("OriginalLength"));
    let is_lcp = data.find("RetrievalMethod").and_then(|method| method.attr("URI"));
    let encryption = Encryption {
        algorithm: data.find("EncryptionMethod")?.attr("Algorithm")?.trim().to_owned(),
        compression: deflated.then(|| "deflate".to_owned()),
        original_length: length.and_then(|length| length.trim().parse().ok()),
        scheme: is_lcp.filter(|uri| uri.contains("license.lcpl")).map(|_| LCP.to_owned()),
    };
    Some((url::decode(&url::resolve("", path)), encryption))
}

/// Whether a licence opens what is encrypted so.
pub(crate) fn is_licensed(how: &Encryption) -> bool {
    how.scheme.as_deref() == Some(LCP)
}

/// Whether the archive has the files of a protection scheme (LCP's licence, OCF's rights).
pub(crate) fn is_protected<R: ReadRange>(archive: &Archive<R>) -> bool {
    [LICENCE, "META-INF/rights.xml"].iter().any(|name| archive.entry(name).is_some())
}
