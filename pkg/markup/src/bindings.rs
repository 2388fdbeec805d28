//! Which namespace a prefix means (Namespaces in XML 1.0 section 6).

use std::collections::BTreeMap;
use std::rc::Rc;

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The namespaces in scope. A document may bind hundreds of thousands of prefixes and use as many.
#[derive(Debug, Default)]
pub(crate) struct Bindings<'a> {
    /// By their prefixes, the innermost last.
    uris: BTreeMap<&'a str, Vec<Rc<str>>>,
    /// The prefixes in the order they were bound.
    bound: Vec<&'a str>,
}

impl<'a> Bindings<'a> {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.bound.len()
    }

    pub(crate) fn bind(&mut self, prefix: &'a str, uri: &str) {
        self.uris.entry(prefix).or_default().push(uri.trim().into());
        self.bound.push(prefix);
    }

    /// Forgets all but the first `kept`.
    pub(crate) fn unbind(&mut self, kept: usize) {
        while self.bound.len() > kept {
            let uris = self.bound.pop().and_then(|prefix| self.uris.get_mut(prefix));
            uris.and_then(Vec::pop);
        }
    }

    /// The URI that a prefix means here, or nothing.
    pub(crate) fn uri(&self, prefix: &str) -> Rc<str> {
        if prefix == "xml" {
            return XML.into();
        }
        self.uris.get(prefix).and_then(|uris| uris.last()).cloned().unwrap_or_default()
    }
}
