//! Lists as props: cheap to clone and to compare.

use std::ops::Deref;
use std::rc::Rc;

use yew::html::IntoPropValue;

/// A list handed to a component. Give it a `Vec`, an array or an `Rc<[T]>`; a clone is one pointer.
pub struct List<T>(Rc<[T]>);

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Rc::from(Vec::new()))
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for List<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter()).finish()
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items.into())
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T> IntoPropValue<List<T>> for Vec<T> {
    fn into_prop_value(self) -> List<T> {
        self.into()
    }
}

impl<T> IntoPropValue<List<T>> for Rc<[T]> {
    fn into_prop_value(self) -> List<T> {
        List(self)
    }
}

impl<T, const N: usize> IntoPropValue<List<T>> for [T; N] {
    fn into_prop_value(self) -> List<T> {
        List(Rc::from(self))
    }
}
