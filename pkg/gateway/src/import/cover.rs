//! Covers: small JPEG pictures of whatever picture the book has.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageReader, Limits, RgbImage, imageops::FilterType};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// The sizes of a cover and their widths, the largest first.
pub(crate) const SIZES: [(&str, u32); 3] = [("large", 640), ("medium", 320), ("small", 160)];

/// Pictures larger than this are not decoded.
const LARGEST_SIDE: u32 = 12_000;
/// Decoding may take this much memory.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
const QUALITY: u8 = 78;

/// Why there is no cover.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CoverError {
    /// The book's picture cannot be read.
    #[error(transparent)]
    Picture(#[from] image::ImageError),
    /// It cannot be written as a JPEG.
    #[error("the JPEG cannot be written: {0}")]
    Encoding(String),
    /// It has a side that no JPEG can have.
    #[error("a side of the picture is longer than a JPEG can be")]
    Size,
}

/// One cover picture.
#[derive(Debug, Clone)]
pub(crate) struct Cover {
    /// Its name among [`SIZES`].
    pub(crate) size: &'static str,
    /// Its width in pixels.
    pub(crate) width: u32,
    /// Its height in pixels.
    pub(crate) height: u32,
    /// The JPEG.
    pub(crate) jpeg: Vec<u8>,
}

/// Covers in every size, the smallest first; none are larger than the picture.
pub(crate) fn covers(picture: &[u8]) -> Result<Vec<Cover>, CoverError> {
    let mut reader =
        ImageReader::new(Cursor::new(picture)).with_guessed_format().map_err(image::ImageError::IoError)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut current = DynamicImage::ImageRgb8(on_white(&reader.decode()?));
    let mut covers = Vec::new();
    for (size, width) in SIZES {
        if current.width() > width {
            // Very tall pictures (strips of manga) are fitted into four times the width.
            current = current.resize(width, width * 4, FilterType::Lanczos3);
        }
        let jpeg = jpeg(&current.to_rgb8())?;
        covers.push(Cover { size, width: current.width(), height: current.height(), jpeg });
    }
    covers.reverse();
    Ok(covers)
}

/// The picture as a JPEG that shows itself coarse at first, with colours at half the sharpness of light: a third of
/// the bytes less, and on a phone it cannot be seen.
fn jpeg(picture: &RgbImage) -> Result<Vec<u8>, CoverError> {
    let side = |length: u32| u16::try_from(length).map_err(|_| CoverError::Size);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    let written =
        encoder.encode(picture.as_raw(), side(picture.width())?, side(picture.height())?, ColorType::Rgb);
    written.map_err(|error| CoverError::Encoding(format!("{error:?}")))?;
    Ok(bytes)
}

/// JPEG knows no transparency: what is clear becomes white, as paper is.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let (width, height) = picture.dimensions();
    let clear = picture.to_rgba8();
    let mut paper = RgbImage::new(width, height);
    for (to, from) in paper.pixels_mut().zip(clear.pixels()) {
        let [red, green, blue, alpha] = from.0;
        let mix = |ink: u8| {
            let (ink, alpha) = (u32::from(ink), u32::from(alpha));
            u8::try_from((ink * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        to.0 = [mix(red), mix(green), mix(blue)];
    }
    paper
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        RgbaImage::from_pixel(width, height, Rgba([200, 30, 30, 0]))
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .unwrap();
        bytes
    }

    #[test]
    fn every_size_is_made_and_none_is_enlarged() {
        let sizes = |picture: &[u8]| -> Vec<(u32, u32)> {
            covers(picture).unwrap().iter().map(|cover| (cover.width, cover.height)).collect()
        };
        assert_eq!(sizes(&png(800, 1200)), [(160, 240), (320, 480), (640, 960)]);
        assert_eq!(sizes(&png(200, 100)), [(160, 80), (200, 100), (200, 100)]);
        assert_eq!(sizes(&png(1, 1)), [(1, 1), (1, 1), (1, 1)]);
    }

    #[test]
    fn what_is_clear_is_white() {
        let cover = covers(&png(20, 20)).unwrap().remove(0);
        let picture = image::load_from_memory(&cover.jpeg).unwrap();
        assert!(picture.to_rgb8().get_pixel(10, 10).0.iter().all(|part| *part > 250));
    }

    #[test]
    fn what_is_no_picture_or_a_bomb_is_refused() {
        // A PNG that claims 65,535 x 65,535 pixels.
        let mut bomb = png(2, 2);
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        for picture in [bomb.as_slice(), b"", b"<svg/>", &png(10, 10)[..40]] {
            assert!(covers(picture).is_err());
        }
    }
}
