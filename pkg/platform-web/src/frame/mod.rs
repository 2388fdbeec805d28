//! The isolated document a book is shown in.
