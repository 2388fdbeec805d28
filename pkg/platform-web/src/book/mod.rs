//! Placeholder module docs are replaced as the rooms are filled.
