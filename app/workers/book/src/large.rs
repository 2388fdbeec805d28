//! Large resources: films, recordings, pictures in print quality. They pass through in pieces; none is held here whole.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};
use yueli_publication::{Problem, ProblemCode};

use crate::{
    desk::Book,
    serve::{LARGEST_DOCUMENT, Made, is_rewritten, parse_range, sent},
};

/// A resource of more bytes than these passes in pieces.
const LARGE: u64 = 2 << 20;
/// How long a piece is, in bytes. Of a range that is longer only so much is sent, as servers may: players ask on.
const PIECE: u64 = 1 << 20;

/// The resource at `path`, or the beginning of the part of it that `range` asks for; `None` where it is not large.
pub(crate) async fn resource(book: &Book, path: &str, range: Option<&str>) -> Option<Result<Made, Problem>> {
    let (size, media_type) = book.extent(path).filter(|(size, _)| *size > LARGE)?;
    if is_rewritten(&media_type) {
        // It is refused before it is inflated.
        let refused = size > LARGEST_DOCUMENT as u64;
        return refused
            .then(|| Err(Problem::at(ProblemCode::TooLarge, path, format!("a document of {size} bytes"))));
    }
    Some(match range.and_then(|range| parse_range(range, size as usize)) {
        Some((start, end)) => part(book, path, &media_type, (start as u64, end as u64), size).await,
        None => whole(book, path, &media_type, size).await,
    })
}

async fn part(
    book: &Book,
    path: &str,
    media_type: &str,
    (start, end): (u64, u64),
    size: u64,
) -> Result<Made, Problem> {
    if start >= size {
        let headers = vec![("content-range", format!("bytes */{size}"))];
        return Ok(Made { status: 416, headers, body: Vec::new(), large: None });
    }
    let body = book.range(path, start, (end - start).min(PIECE)).await?;
    if body.is_empty() {
        return Err(Problem::at(ProblemCode::ResourceDamaged, path, format!("nothing at byte {start}")));
    }
    let last = start + body.len() as u64 - 1;
    let headers = vec![
        ("content-type", sent(media_type).to_owned()),
        ("accept-ranges", "bytes".to_owned()),
        ("content-range", format!("bytes {start}-{last}/{size}")),
    ];
    Ok(Made { status: 206, headers, body, large: None })
}

/// All of it, gathered where the browser keeps large things.
async fn whole(book: &Book, path: &str, media_type: &str, size: u64) -> Result<Made, Problem> {
    let failed = |error: JsValue| Problem::at(ProblemCode::ResourceDamaged, path, format!("{error:?}"));
    let pieces = Array::new();
    let mut at = 0;
    while at < size {
        let piece = book.range(path, at, PIECE).await?;
        if piece.is_empty() {
            break;
        }
        at += piece.len() as u64;
        let bytes = Array::of1(&Uint8Array::from(piece.as_slice()));
        // A blob of its own: the browser takes its bytes out of this worker's memory now, not at the end.
        pieces.push(&Blob::new_with_u8_array_sequence(&bytes).map_err(failed)?.into());
    }
    let media_type = sent(media_type);
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_blob_sequence_and_options(&pieces, &options).map_err(failed)?;
    let headers = vec![("content-type", media_type.to_owned()), ("accept-ranges", "bytes".to_owned())];
    Ok(Made { status: 200, headers, body: Vec::new(), large: Some(blob) })
}
