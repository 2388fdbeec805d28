//! What a message can be given.

use std::borrow::Cow;

/// A value for one of a message's variables. Numbers choose plurals and are grouped; text is put in as it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

macro_rules! numbers {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Arg<'_> {
            fn from(number: $kind) -> Self {
                Self::Number(number as f64)
            }
        })*
    };
}

numbers!(u8, u16, u32, u64, usize, i32, i64, f32, f64);
