//! Books that are indexed and searched.

mod bytes;
mod reference;
mod tables;

use crate::{Builder, Hit, Index, Options, Query};

const PLAIN: Options = Options { whole_word: false, exact_case: false };
const WORD: Options = Options { whole_word: true, exact_case: false };
const EXACT: Options = Options { whole_word: false, exact_case: true };
const BOTH: Options = Options { whole_word: true, exact_case: true };

fn index<'a>(sections: impl IntoIterator<Item = &'a str>) -> Index {
    let mut builder = Builder::new();
    for section in sections {
        builder.push_section(section);
    }
    builder.finish()
}

fn hits(index: &Index, query: &str, options: Options) -> Vec<Hit> {
    index.search(&Query::new(query, options)).collect()
}

/// Where hits are, and what they are, in a book of one section.
fn found(text: &str, query: &str, options: Options) -> Vec<(usize, String)> {
    let hits = hits(&index([text]), query, options);
    hits.into_iter().map(|hit| (hit.letter, hit.snippet.matched)).collect()
}
