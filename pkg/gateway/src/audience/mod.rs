//! For whom books are, and what a child sees of them because a guardian has chosen so.
//!
//! The rule itself is here and knows no store; `read` finds the audience in a book's metadata, `said` is what a librarian
//! says instead, and `sight` is both together, as the catalogue is asked with it.

pub(crate) mod cli;
mod read;
mod said;
mod sight;

pub(crate) use read::audience as of_metadata;
pub(crate) use sight::Sight;

/// For whom a book is. One of which that is not known is for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Audience {
    /// For children.
    Children,
    /// For teenagers.
    Young,
    /// For grown-ups.
    Adults,
}

impl Audience {
    /// Each of them.
    pub(crate) const ALL: [Self; 3] = [Self::Children, Self::Young, Self::Adults];

    /// As the databases write it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::Young => "young",
            Self::Adults => "adults",
        }
    }

    /// The one that is written so.
    pub(crate) fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.key() == key)
    }
}

/// What a patron sees of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Sees {
    /// All of it.
    #[default]
    Everything,
    /// All but what is for grown-ups.
    NotAdults,
    /// Only what is for children.
    Children,
}

impl Sees {
    /// Each of them.
    pub(crate) const ALL: [Self; 3] = [Self::Everything, Self::NotAdults, Self::Children];

    /// As the store and the interface write it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::NotAdults => "not-adults",
            Self::Children => "children",
        }
    }

    /// The one that is written so.
    pub(crate) fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sees| sees.key() == key)
    }

    /// As the store has it. What is not understood is the narrowest: a newer version may have written it.
    pub(crate) fn stored(key: Option<&str>) -> Self {
        key.map_or(Self::Everything, |key| Self::of(key).unwrap_or(Self::Children))
    }

    /// Whether whoever sees this much sees a book for these people.
    pub(crate) fn shows(self, audience: Option<Audience>) -> bool {
        match self {
            Self::Everything => true,
            Self::NotAdults => audience != Some(Audience::Adults),
            Self::Children => audience == Some(Audience::Children),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sees_what() {
        let books = [Some(Audience::Children), Some(Audience::Young), Some(Audience::Adults), None];
        for (sees, expected) in [
            (Sees::Everything, [true, true, true, true]),
            (Sees::NotAdults, [true, true, false, true]),
            (Sees::Children, [true, false, false, false]),
        ] {
            assert_eq!(books.map(|audience| sees.shows(audience)), expected, "{sees:?}");
            assert_eq!(Sees::of(sees.key()), Some(sees));
        }
        assert_eq!(Sees::stored(None), Sees::Everything);
        assert_eq!(Sees::stored(Some("something-new")), Sees::Children);
    }
}
