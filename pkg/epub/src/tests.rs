//! Whole books, made on the spot.
