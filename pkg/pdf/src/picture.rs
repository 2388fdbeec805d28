//! A page as a picture.

use hayro::{
    PixmapSettings, RenderCache, RenderSettings, hayro_interpret::InterpreterSettings,
    hayro_syntax::page::Page, vello_cpu::color::palette::css::WHITE,
};

/// No picture has more pixels than this.
pub const MOST_PIXELS: f64 = 12_000_000.0;

/// A page as a picture, opaque, line by line from the top: red, green, blue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Four bytes for each pixel; the fourth says nothing.
    pub pixels: Vec<u8>,
}

/// Draws a page `width` pixels wide, or as wide as it may be.
pub(crate) fn picture<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
    width: u32,
) -> Picture {
    let (own_width, own_height) = page.render_dimensions();
    let (own_width, own_height) = (f64::from(own_width).max(1.0), f64::from(own_height).max(1.0));
    let longest = f64::from(u16::MAX);
    let most = (MOST_PIXELS / (own_width * own_height)).sqrt().min(longest / own_width.max(own_height));
    let scale = (f64::from(width.max(1)) / own_width).min(most);
    let render = RenderSettings::default();
    let pixmap = PixmapSettings { x_scale: scale as f32, y_scale: scale as f32, bg_color: WHITE };
    let drawn = hayro::render(page, cache, settings, &render, &pixmap);
    Picture {
        width: u32::from(drawn.width()),
        height: u32::from(drawn.height()),
        pixels: drawn.data_as_u8_slice().to_vec(),
    }
}

impl Picture {
    /// As a BMP, which is what is made and read fastest: nobody keeps it.
    pub fn to_bmp(&self) -> Vec<u8> {
        const HEADER: usize = 54;
        let row = (self.width as usize * 3).next_multiple_of(4);
        let size = HEADER + row * self.height as usize;
        let mut bmp = Vec::with_capacity(size);
        let number = |bmp: &mut Vec<u8>, number: u32| bmp.extend_from_slice(&number.to_le_bytes());
        bmp.extend_from_slice(b"BM");
        for value in [size as u32, 0, HEADER as u32, 40, self.width, self.height] {
            number(&mut bmp, value);
        }
        // One plane, three bytes for each pixel, not compressed; the rest may be nothing.
        number(&mut bmp, 1 | 24 << 16);
        bmp.resize(HEADER, 0);
        // From the last line to the first: what stands the other way round is not read everywhere.
        for line in self.pixels.chunks_exact((self.width as usize * 4).max(1)).rev() {
            let end = bmp.len() + row;
            for pixel in line.chunks_exact(4) {
                bmp.extend_from_slice(&[pixel[2], pixel[1], pixel[0]]);
            }
            bmp.resize(end, 0);
        }
        bmp
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bmp_begins_with_the_last_line() {
        let pixels = vec![1, 2, 3, 255, 4, 5, 6, 255];
        let bmp = Picture { width: 1, height: 2, pixels }.to_bmp();
        assert_eq!(bmp.len(), 54 + 8);
        assert_eq!(&bmp[..6], [b'B', b'M', 62, 0, 0, 0]);
        assert_eq!(&bmp[18..30], [1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0]);
        assert_eq!(&bmp[54..], [6, 5, 4, 0, 3, 2, 1, 0]);
    }
}
