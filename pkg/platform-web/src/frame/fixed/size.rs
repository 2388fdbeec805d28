//! How large fixed pages are, and where they stand.

use wasm_bindgen::JsCast;
use web_sys::Document;
use yueli_publication::number::decimal;

use crate::frame::view::View;

/// Where a page stands in the host, and how much it is scaled.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Placement {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) scale: f64,
}

/// Fits pages side by side into the room: the same height for all, spines touching, in the middle. What is larger than
/// the room begins at its edge.
pub(super) fn placements(sizes: &[(f64, f64)], room: (f64, f64), view: View) -> Vec<Placement> {
    let tallest = sizes.iter().map(|size| size.1).fold(1.0, f64::max);
    let widths: f64 = sizes.iter().map(|size| size.0 * tallest / size.1.max(1.0)).sum();
    let fit = view.scale((widths, tallest), room);
    let mut left = ((room.0 - widths * fit) / 2.0).max(0.0);
    sizes
        .iter()
        .map(|(own_width, own_height)| {
            let scale = fit * tallest / own_height.max(1.0);
            let placement = Placement { left, top: ((room.1 - own_height * scale) / 2.0).max(0.0), scale };
            left += own_width * scale;
            placement
        })
        .collect()
}

/// The size a page gives itself: the viewport meta, the SVG's view box, the picture's size.
///
/// Source: EPUB 3.3, section 8.2.2.6.
pub(super) fn page_size(document: &Document, screen: (f64, f64)) -> (f64, f64) {
    const USUAL: (f64, f64) = (1000.0, 1414.0);
    let meta = document.query_selector("meta[name='viewport']").ok().flatten();
    if let Some(size) =
        meta.and_then(|meta| meta.get_attribute("content")).and_then(|content| viewport(&content, screen))
    {
        return size;
    }
    let Some(root) = document.document_element() else { return USUAL };
    let svg = if root.local_name() == "svg" {
        Some(root)
    } else {
        document.query_selector("body > svg").ok().flatten()
    };
    if let Some(size) = svg.and_then(|svg| svg_size(&svg)) {
        return size;
    }
    let picture = document.query_selector("body > img:only-child").ok().flatten();
    picture
        .map(|picture| picture.unchecked_into::<web_sys::HtmlImageElement>())
        .map(|picture| (f64::from(picture.natural_width()), f64::from(picture.natural_height())))
        .filter(|size| size.0 > 0.0 && size.1 > 0.0)
        .unwrap_or(USUAL)
}

fn svg_size(svg: &web_sys::Element) -> Option<(f64, f64)> {
    let view_box = svg.get_attribute("viewBox").unwrap_or_default();
    let numbers: Vec<f64> =
        view_box.split(|letter: char| letter.is_whitespace() || letter == ',').filter_map(decimal).collect();
    if let [_, _, width, height] = numbers[..]
        && width > 0.0
        && height > 0.0
    {
        return Some((width, height));
    }
    let length = |name: &str| decimal(svg.get_attribute(name)?.trim().trim_end_matches("px"));
    Some((length("width")?, length("height")?)).filter(|size| size.0 > 0.0 && size.1 > 0.0)
}

/// Reads `width=1200, height=1500`; of names that come twice the first counts.
fn viewport(content: &str, screen: (f64, f64)) -> Option<(f64, f64)> {
    let value = |name: &str| {
        content.split([',', ';']).find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            let value = value.trim().trim_end_matches("px");
            (key.trim() == name).then(|| match value {
                "device-width" => Some(screen.0),
                "device-height" => Some(screen.1),
                _ => decimal(value),
            })
        })?
    };
    Some((value("width")?, value("height")?)).filter(|size| size.0 > 0.0 && size.1 > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_viewports_as_books_write_them() {
        for (content, expected) in [
            ("width=1200, height=1500", Some((1200.0, 1500.0))),
            ("width=1200,height=1500px;initial-scale=1", Some((1200.0, 1500.0))),
            ("height=10, width=20, width=30", Some((20.0, 10.0))),
            ("width=device-width, height=device-height", Some((400.0, 700.0))),
            ("width=1200", None),
            ("", None),
        ] {
            assert_eq!(viewport(content, (400.0, 700.0)), expected, "{content}");
        }
    }

    #[test]
    fn a_spread_fills_the_screen_and_its_pages_touch() {
        let whole = View { fit_width: false, zoom: 1.0 };
        let pages = placements(&[(1000.0, 1500.0), (500.0, 750.0)], (1600.0, 600.0), whole);
        assert_eq!(pages[0].scale, 0.4);
        assert_eq!(pages[1].scale, 0.8);
        assert!((pages[0].left + 400.0 - pages[1].left).abs() < 1e-9);
        assert_eq!(pages[0].top, 0.0);
        let alone = placements(&[(1000.0, 1500.0)], (300.0, 900.0), whole);
        assert_eq!((alone[0].scale, alone[0].left, alone[0].top), (0.3, 0.0, 225.0));
        let larger = placements(&[(1000.0, 1500.0)], (300.0, 900.0), View { fit_width: false, zoom: 4.0 });
        assert_eq!((larger[0].scale, larger[0].left, larger[0].top), (1.2, 0.0, 0.0));
    }
}
