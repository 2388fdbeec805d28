//! What is wrong with the book, none of which keeps it from being read.

use yew::prelude::*;
use yueli_i18n::Catalog;
use yueli_publication::{Problem, ProblemCode};

use super::{model::Model, trouble::key};

/// Below the contents: each kind of fault that was met so far, once.
pub fn faults(model: &Model, t: &Catalog) -> Html {
    let kinds = kinds(&model.problems);
    if kinds.is_empty() {
        return Html::default();
    }
    html! {
        <section class="sheet-more" aria-labelledby="reader-faults">
            <h3 id="reader-faults" class="t14">{ t.t("reader-faults") }</h3>
            <ul class="t14">{ for kinds.iter().map(|code| fault(*code, t)) }</ul>
        </section>
    }
}

fn fault(code: ProblemCode, t: &Catalog) -> Html {
    let key = key(code);
    html! { <li>{ t.t(&key) }<p class="soft t13">{ t.attr(&key, "advice") }</p></li> }
}

fn kinds(problems: &[Problem]) -> Vec<ProblemCode> {
    let mut kinds = Vec::new();
    for problem in problems {
        if !kinds.contains(&problem.code) {
            kinds.push(problem.code);
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_once() {
        let problem = |code| Problem::new(code, "");
        let met = [ProblemCode::Malformed, ProblemCode::ResourceMissing, ProblemCode::Malformed].map(problem);
        assert_eq!(kinds(&met), [ProblemCode::Malformed, ProblemCode::ResourceMissing]);
    }
}
