//! Media types: by extension where nothing says so, and which of them can stand in the spine.

/// By extension, in lower case.
const BY_EXTENSION: [(&str, &str); 44] = [
    ("aac", "audio/aac"),
    ("avif", "image/avif"),
    ("bmp", "image/bmp"),
    ("css", "text/css"),
    ("gif", "image/gif"),
    ("htm", "application/xhtml+xml"),
    ("html", "application/xhtml+xml"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("jxl", "image/jxl"),
    ("m4a", "audio/mp4"),
    ("m4b", "audio/mp4"),
    ("m4v", "video/mp4"),
    ("mjs", "text/javascript"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("ncx", "application/x-dtbncx+xml"),
    ("oga", "audio/ogg"),
    ("ogg", "audio/ogg"),
    ("ogv", "video/ogg"),
    ("opf", "application/oebps-package+xml"),
    ("opus", "audio/ogg; codecs=opus"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
    ("pls", "application/pls+xml"),
    ("png", "image/png"),
    ("smil", "application/smil+xml"),
    ("svg", "image/svg+xml"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("ttc", "font/collection"),
    ("ttf", "font/ttf"),
    ("txt", "text/plain"),
    ("vtt", "text/vtt"),
    ("wasm", "application/wasm"),
    ("wav", "audio/wav"),
    ("webm", "video/webm"),
    ("webp", "image/webp"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("xhtml", "application/xhtml+xml"),
    ("xml", "application/xml"),
];

/// True for what every browser shows or plays: EPUB's core media types (EPUB 3.3 section 3.2), and others. Not for
/// JPEG XL, which few do: a fallback of it is what its publisher made for the rest.
pub(crate) fn is_shown(media_type: &str) -> bool {
    const IMAGES: [&str; 8] = ["apng", "avif", "bmp", "gif", "jpeg", "png", "svg+xml", "webp"];
    const SOUNDS: [&str; 9] = ["aac", "flac", "mp4", "mpeg", "ogg", "opus", "wav", "webm", "x-wav"];
    const FILMS: [&str; 3] = ["mp4", "ogg", "webm"];
    let kind = media_type.split(';').next().unwrap_or_default().trim();
    match kind.split_once('/') {
        Some(("image", kind)) => IMAGES.contains(&kind),
        Some(("audio", kind)) => SOUNDS.contains(&kind),
        Some(("video", kind)) => FILMS.contains(&kind),
        _ => is_content_document(kind),
    }
}

/// True for what a page is made with, and nobody looks at by itself.
pub(crate) fn is_used(media_type: &str) -> bool {
    const USED: [&str; 10] = [
        "application/ecmascript",
        "application/javascript",
        "application/json",
        "application/pls+xml",
        "application/smil+xml",
        "application/vnd.ms-opentype",
        "application/x-dtbncx+xml",
        "text/css",
        "text/javascript",
        "text/vtt",
    ];
    let kind = media_type.split(';').next().unwrap_or_default().trim();
    USED.contains(&kind)
        || ["font/", "application/font-", "application/x-font-"].iter().any(|start| kind.starts_with(start))
}

/// The media type of a path by its extension.
pub(crate) fn of_path(path: &str) -> Option<&'static str> {
    let (_, extension) = path.rsplit('/').next()?.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    BY_EXTENSION.iter().find(|(known, _)| *known == extension).map(|(_, media_type)| *media_type)
}

/// What a manifest says, put right where it is a common slip, else by extension.
pub(crate) fn declared(media_type: Option<&str>, path: &str) -> String {
    let said = media_type.unwrap_or_default().trim().to_ascii_lowercase();
    match said.as_str() {
        "" | "application/octet-stream" | "application/unknown" => {
            of_path(path).unwrap_or("application/octet-stream").to_owned()
        }
        "image/jpg" => "image/jpeg".to_owned(),
        "image/svg" => "image/svg+xml".to_owned(),
        "text/xml" | "text/html" if of_path(path) == Some("application/xhtml+xml") => {
            "application/xhtml+xml".to_owned()
        }
        _ => said,
    }
}

/// Whether a resource of this type can stand in the spine (EPUB 3.3 section 3.2, and OPF 2's types).
pub(crate) fn is_content_document(media_type: &str) -> bool {
    matches!(media_type, "application/xhtml+xml" | "image/svg+xml" | "text/html" | "text/x-oeb1-document")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_put_right() {
        for (said, path, expected) in [
            (Some("image/jpg"), "a.jpg", "image/jpeg"),
            (Some(""), "OPS/a.XHTML", "application/xhtml+xml"),
            (None, "OPS.d/a", "application/octet-stream"),
            (Some("text/html"), "a.html", "application/xhtml+xml"),
            (Some("application/XHTML+xml "), "a", "application/xhtml+xml"),
            (Some("application/octet-stream"), "font.otf", "font/otf"),
        ] {
            assert_eq!(declared(said, path), expected);
        }
    }
}
