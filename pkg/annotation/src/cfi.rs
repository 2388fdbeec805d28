//! EPUB CFIs of whole publications: what stands around the part inside a document.
//!
//! Source: EPUB CFI 1.1, <https://idpf.org/epub/linking/cfi/>: `/6` is the spine, its items have even numbers; a range
//! is a common path and two ends, with commas between them.

use yueli_publication::cfi;

/// The CFI of a character of the `section`th document of the spine (from 0).
pub fn point(section: usize, path: &str) -> String {
    ["epubcfi(/6/", &number(section), "!", path, ")"].concat()
}

/// The CFI of what is between two characters of the `section`th document of the spine (from 0).
pub fn range(section: usize, start: &str, end: &str) -> String {
    if start == end {
        return point(section, start);
    }
    let common = common(start, end);
    let rest = |path: &str| path.get(common..).unwrap_or_default().to_owned();
    let shared = start.get(..common).unwrap_or_default();
    ["epubcfi(/6/", &number(section), "!", shared, ",", &rest(start), ",", &rest(end), ")"].concat()
}

fn number(section: usize) -> String {
    section.saturating_add(1).saturating_mul(2).to_string()
}

/// How many bytes of whole steps both begin with; each keeps a step of its own.
fn common(start: &str, end: &str) -> usize {
    let mut common = 0;
    for (at, _) in start.match_indices('/').skip(1) {
        if start.get(..at) != end.get(..at) || !end.get(at..).is_some_and(|rest| rest.starts_with('/')) {
            break;
        }
        common = at;
    }
    common
}

/// The part inside the document where a CFI begins: `/4/2/1:17`. `None` where there is none.
pub fn start_inside(whole: &str) -> Option<String> {
    let inner = whole.trim().strip_prefix("epubcfi(")?.strip_suffix(')')?;
    let (_, path) = inner.rsplit_once('!')?;
    let mut parts = path.split(',');
    let start = [parts.next()?, parts.next().unwrap_or_default()].concat();
    cfi::parse(&start).map(|_| start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_share_what_they_can() {
        for (start, end, expected) in [
            ("/4/2/1:3", "/4/2/1:9", "epubcfi(/6/6!/4/2,/1:3,/1:9)"),
            ("/4/2/1:3", "/4/6/1:9", "epubcfi(/6/6!/4,/2/1:3,/6/1:9)"),
            ("/4/2/1:3", "/4/22/1:9", "epubcfi(/6/6!/4,/2/1:3,/22/1:9)"),
            ("/4/2/1:3", "/4/2/1:3", "epubcfi(/6/6!/4/2/1:3)"),
            ("/4/1:3", "/4[b]/1:9", "epubcfi(/6/6!,/4/1:3,/4[b]/1:9)"),
        ] {
            let cfi = range(2, start, end);
            assert_eq!(cfi, expected);
            assert_eq!(start_inside(&cfi).as_deref(), Some(start));
        }
        assert_eq!(point(0, "/4/2/1:0"), "epubcfi(/6/2!/4/2/1:0)");
    }

    #[test]
    fn what_is_no_cfi_has_no_inside() {
        for cfi in ["", "epubcfi()", "epubcfi(/6/4)", "epubcfi(/6/4!x)", "/6/4!/4", "epubcfi(/6/4!/4/é)"] {
            assert_eq!(start_inside(cfi), None, "{cfi}");
        }
        let thorium = "epubcfi(/6/4!/4[body01]/10[para05]/3:1)";
        assert_eq!(start_inside(thorium).as_deref(), Some("/4[body01]/10[para05]/3:1"));
    }
}
