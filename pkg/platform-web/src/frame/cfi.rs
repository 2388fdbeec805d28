//! EPUB canonical fragment identifiers in an open document. Their syntax is in `yueli_publication::cfi`.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node, Text};
use yueli_publication::cfi;

use super::part::Part;

/// A character in a document: a text node and an offset in UTF-16 units.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    /// The text node.
    pub(super) node: Text,
    /// UTF-16 units from its start.
    pub(super) offset: u32,
}

/// The CFI of a point, from the document's root element down: of the whole document, where `part` is only part of it.
pub(super) fn of_point(point: &Point, part: &Part) -> Option<String> {
    let node: &Node = point.node.as_ref();
    let (mut elements, mut before) = (0, 0);
    let mut sibling = node.previous_sibling();
    let mut in_gap = true;
    while let Some(other) = sibling {
        match other.node_type() {
            Node::ELEMENT_NODE => {
                elements += 1;
                in_gap = false;
            }
            Node::TEXT_NODE | Node::CDATA_SECTION_NODE if in_gap => {
                before += other.node_value().map_or(0, |text| text.encode_utf16().count() as u32);
            }
            _ => {}
        }
        sibling = other.previous_sibling();
    }
    let parent = node.parent_element()?;
    let steps = of_element(&parent, part);
    Some(cfi::write_character(&steps, elements + part.skipped(&parent), before + point.offset))
}

/// The steps of an element, from the root element's children down; empty for the root itself.
pub(super) fn of_element(element: &Element, part: &Part) -> String {
    let mut steps = Vec::new();
    let mut current = element.clone();
    while let Some(parent) = current.parent_element() {
        let mut number = 2 * (part.skipped(&parent) + 1);
        let mut sibling = current.previous_element_sibling();
        while let Some(other) = sibling {
            number += 2;
            sibling = other.previous_element_sibling();
        }
        steps.push(cfi::write_step(number, &current.id()));
        current = parent;
    }
    steps.reverse();
    steps.concat()
}

/// Finds the character that a CFI names; a wrong step that carries an id is mended by the id.
///
/// `None` where it names an element, because an element without text holds no place, and where it is in another part.
pub(super) fn find(document: &Document, path: &str, part: &Part) -> Option<Point> {
    let (steps, offset) = cfi::parse(path)?;
    let mut element = document.document_element()?;
    for (number, id) in &steps {
        let skipped = part.skipped(&element);
        if number % 2 == 1 {
            return text_at(&element, number.checked_sub(2 * skipped)?, offset.unwrap_or(0));
        }
        let index = (number / 2).saturating_sub(1).checked_sub(skipped);
        let child = index.and_then(|index| element.children().item(index));
        let by_id = id.as_deref().and_then(|id| document.get_element_by_id(id));
        element = match (child, by_id) {
            (Some(child), Some(by_id)) if id.as_deref() != Some(child.id().as_str()) => by_id,
            (Some(child), _) => child,
            (None, by_id) => by_id?,
        };
    }
    None
}

/// The text at `offset` in the gap with the odd number `number` of `parent`.
fn text_at(parent: &Element, number: u32, mut offset: u32) -> Option<Point> {
    let mut elements = 0;
    let mut last = None;
    let mut child = parent.first_child();
    while let Some(node) = child {
        child = node.next_sibling();
        if node.node_type() == Node::ELEMENT_NODE {
            elements += 1;
        } else if elements * 2 + 1 == number
            && matches!(node.node_type(), Node::TEXT_NODE | Node::CDATA_SECTION_NODE)
        {
            let text: &Text = node.unchecked_ref();
            let length = text.length();
            if offset < length {
                return Some(Point { node: text.clone(), offset });
            }
            offset -= length;
            last = Some(Point { node: text.clone(), offset: length });
        }
    }
    last
}
