//! One book, before it is opened.

pub mod access;
pub mod details;
pub mod keep;
pub mod licence;
pub mod load;
pub mod model;
mod why;

use std::rc::Rc;

use yew::{prelude::*, props};
use yueli_components::{
    AccessFact, AccessList, Button, ButtonKind, Chip, Cover, CoverSize, Definition, DefinitionList, Section,
    Skeleton, SkeletonKind, Thread, clicked,
};
use yueli_i18n::Catalog;
use yueli_opds::Publication;

use self::{
    details::Fact,
    model::{Action, State},
};
use super::{face, failed::failed, loan, sign_in::model as sign_in};
use crate::{
    route::Route,
    shell::{
        Page,
        account::{Account, use_account, use_deeds},
        keeping::Keeping,
        use_frame, use_keeping,
        watch::use_slow,
    },
    use_cases::{
        lending::{Deed, Lending},
        libraries::far,
        on_paper::OnPaper,
        remote::Remote,
        search::Search,
    },
    wire_up::use_services,
    words::use_t,
};

/// Props of [`Title`].
#[derive(Properties, PartialEq)]
pub struct TitleProps {
    /// How the catalogue names it.
    pub id: AttrValue,
}

/// The page of one title.
#[component]
pub fn Title(props: &TitleProps) -> Html {
    let words = use_t();
    let (state, retry) = load::use_title_state(&props.id);
    let toggle = load::use_toggle(&state);
    let keeping = use_keeping();
    let (services, account) = (use_services(), use_account());
    let answered = load::use_answered(&state);
    let ondeed = use_deeds(&answered);
    load::use_readiness(&props.id, &keeping, &state);
    load::use_kept(&props.id, &keeping, &state);
    let has_notes = load::use_has_notes(&props.id, &state);
    let slow = use_slow(state.publication.is_waiting());
    let back_to = use_frame().last_search.borrow().clone();
    let title = state.publication.ready().map(|own| face::title(own, &words)).unwrap_or_default();
    let shown = match &state.publication {
        Remote::Waiting if slow => {
            props!(Skeleton { kind: SkeletonKind::Title, label: words.t("loading") }).into()
        }
        Remote::Waiting => Html::default(),
        Remote::Failed(error) => failed(error, &retry, 1, &words),
        Remote::Ready(publication) => html! {
            <article>
                { hero(publication, actions(publication, &Doing {
                    id: &props.id, state: &state, toggle: &toggle, keeping: &keeping, account: &account, ondeed: &ondeed,
                    now_ms: services.clock.now_ms()
                }, &words), &words) }
                if far::origin(publication).is_none() { { on_paper(publication, &words) } }
                <div class="two-up">
                    { access(publication, &words) }
                    { details(publication, far::origin(publication).is_none(), &words) }
                </div>
                if far::origin(publication).is_none() { { subjects(publication, &words) } }
            </article>
        },
    };
    html! {
        <Page {title} back={Some((AttrValue::from(back_to), AttrValue::from(words.t("title-back"))))}>
            { shown }
            if has_notes {
                <p class="title-notes"><Button icon="notes" href={Route::notes(props.id.clone()).to_path()}>{ words.t("title-notes") }</Button></p>
            }
        </Page>
    }
}

/// What the page does for the reader.
struct Doing<'a> {
    id: &'a str,
    state: &'a State,
    toggle: &'a Callback<()>,
    keeping: &'a Keeping,
    account: &'a Account,
    ondeed: &'a Callback<(Rc<Publication>, Deed)>,
    now_ms: f64,
}

/// The cover, the title, what can be done (`actions`), and what it is about.
pub fn hero(publication: &Publication, actions: Html, words: &Catalog) -> Html {
    let face = face::face(publication, words);
    let metadata = &publication.metadata;
    let tag = words.locale().tag();
    let language = metadata.language.first().cloned();
    let subtitle =
        metadata.subtitle.as_ref().map(|own| own.get(tag).to_owned()).filter(|own| !own.is_empty());
    let publisher = metadata.publisher.first().map(|own| own.name.get(tag)).unwrap_or_default();
    let year = metadata.published.as_deref().and_then(|date| date.get(..4)).unwrap_or_default();
    let about = metadata.description.clone().filter(|own| !own.trim().is_empty());
    let long = face.title.chars().count() > if face.title.is_ascii() { 24 } else { 10 };
    html! {
        <div class={classes!("hero", about.is_some().then_some("has-about"))}>
            <div class="hero-cover"><Cover book={face.clone()} size={CoverSize::Large} eager=true /></div>
            <div class="hero-text">
                <p class="hero-by" dir="auto">{ face::row([face.author.as_str(), publisher, year]) }</p>
                <h1 class={classes!(long.then_some("is-long"))} lang={language.clone()} dir="auto">{ face.title.clone() }</h1>
                if let Some(subtitle) = subtitle {
                    <p class="hero-sub" lang={language.clone()} dir="auto">{ subtitle }</p>
                }
                { for details::series(metadata, words).into_iter().map(|series| html! {
                    <p class="hero-by" dir="auto">{ series }</p>
                }) }
                { actions }
            </div>
            if let Some(about) = about { <div class="hero-about" lang={language} dir="auto">{ about }</div> }
        </div>
    }
}

/// The primary action, or why there is none; then the shelf.
fn actions(publication: &Rc<Publication>, doing: &Doing<'_>, words: &Catalog) -> Html {
    let Doing { id, state, toggle, keeping, .. } = *doing;
    let (key, note) = match state.action() {
        None => return Html::default(),
        Some(Action::Lent) => return lent(publication, doing, words),
        Some(Action::No(why)) => {
            return html! { <>{ licence::way(publication, words) }{ why::not_readable(&why, words) }</> };
        }
        Some(Action::Read) if Lending::of(publication).is_some() => ("title-read", None),
        Some(Action::Read) if far::origin(publication).is_some() => ("title-read", None),
        Some(Action::Read) => ("title-read", Some("title-free-note")),
        Some(Action::GoOn) => ("title-continue", None),
        Some(Action::ReadAgain) => ("title-read-again", None),
    };
    let on_shelf = state.entry.is_some();
    let progress = state.entry.as_ref().and_then(|entry| Some((entry.progress()?, entry.chapters.clone())));
    html! {
        <>
            <div class="hero-actions">
                <Button kind={ButtonKind::Primary} icon="book-open" href={Route::read(id.to_owned()).to_path()}>
                    { words.t(key) }
                </Button>
                if state.shelf_known {
                    <Button icon={if on_shelf { "check" } else { "bookmark" }} onclick={clicked(toggle)}>
                        { words.t(if on_shelf { "title-remove" } else { "title-add" }) }
                    </Button>
                }
                { keep::button(publication, id, keeping, false, words) }
            </div>
            { keep::progress(keeping.book(id), keeping, words) }
            { found_at(publication, words) }
            { on_loan(publication, doing, words) }
            <div class="hero-note">
                if let Some((progress, chapters)) = progress {
                    { props!(Thread { progress, stitches: chapters, label: said(progress, words) }) }
                    <p class="num" aria-hidden="true">{ said(progress, words) }</p>
                } else if let Some(note) = note {
                    { words.t(note) }
                }
            </div>
        </>
    }
}

/// Which other library it comes from, and the way there.
fn found_at(publication: &Publication, words: &Catalog) -> Html {
    let Some((library, href)) = far::origin(publication) else { return Html::default() };
    let said = words.t_args("far-title-from", &[("library", library.into())]);
    html! { <p class="hero-note"><a class="far-link" href={href.to_owned()}>{ said }</a></p> }
}

/// What can be done with a book that is lent and not here.
fn lent(publication: &Rc<Publication>, doing: &Doing<'_>, words: &Catalog) -> Html {
    let Doing { id, account, ondeed, .. } = *doing;
    let title = face::title(publication, words);
    let buttons = if account.patron().is_some() {
        loan::buttons(publication, (&title, false, true), (ondeed, account.state.busy), words)
    } else {
        let href = sign_in::address(&Route::title(id.to_owned()).to_path());
        html! { <Button kind={ButtonKind::Primary} icon="person" {href}>{ words.t("loan-sign-in") }</Button> }
    };
    html! {
        <>
            <div class="hero-actions">{ buttons }</div>
            { stands(publication, doing.now_ms, words) }
        </>
    }
}

/// Until when the patron has it, and the ways to keep it for longer or to give it back.
fn on_loan(publication: &Rc<Publication>, doing: &Doing<'_>, words: &Catalog) -> Html {
    if Lending::of(publication).is_none() {
        return Html::default();
    }
    let title = face::title(publication, words);
    let Doing { account, ondeed, .. } = *doing;
    html! {
        <>
            { stands(publication, doing.now_ms, words) }
            <div class="hero-loan row-actions">
                { loan::buttons(publication, (&title, true, false), (ondeed, account.state.busy), words) }
            </div>
        </>
    }
}

/// How it stands with its copies on paper, and the way to reserve one.
fn on_paper(publication: &Publication, words: &Catalog) -> Html {
    let Some(paper) = OnPaper::of(publication, words.locale().tag()) else { return Html::default() };
    let standing = paper.standing(words);
    html! {
        <p class="title-paper num">
            { words.t_args("account-paper-title", &[("standing", standing.as_str().into())]) }{ " " }
            <Button small=true href={paper.address()}>{ words.t("account-reserve") }</Button>
        </p>
    }
}

fn stands(publication: &Publication, now: f64, words: &Catalog) -> Html {
    let Some(lending) = Lending::of(publication) else { return Html::default() };
    let soon = loan::is_soon(&lending, now);
    html! {
        <p class={classes!("hero-note", "num", soon.then_some("due-soon"))} role="status">
            { loan::standing(&lending, now, words) }
        </p>
    }
}

fn said(progress: f64, words: &Catalog) -> String {
    words.t_args("title-progress", &[("percent", words.percent(progress).into())])
}

/// How it can be read, as the publisher declares.
pub fn access(publication: &Publication, words: &Catalog) -> Html {
    let fact = |statement: &access::Statement| AccessFact {
        icon: AttrValue::Static(statement.icon),
        title: words.t(statement.key).into(),
        note: AttrValue::Static(""),
        caution: statement.warns,
    };
    let groups = access::groups(publication);
    let certifier = access::certifier(publication);
    let group = |group: &access::Group| {
        let items: Vec<AccessFact> = group.statements.iter().map(fact).collect();
        let checked = certifier.as_deref().filter(|_| group.key == "access-conformance");
        html! {
            <>
                <h3 class="access-group">{ words.t(group.key) }</h3>
                { props!(AccessList { items }) }
                if let Some(name) = checked {
                    <p class="soft t14">{ words.t_args("access-certified", &[("name", name.into())]) }</p>
                }
            </>
        }
    };
    let declared = publication.metadata.accessibility.as_ref();
    let summary = declared.and_then(|own| own.summary.clone()).filter(|own| !own.trim().is_empty());
    html! {
        <Section title={words.t("access-title")}>
            { for groups.iter().map(group) }
            if let Some(summary) = summary {
                <h3 class="access-group">{ words.t("access-summary") }</h3>
                <p class="soft t14" dir="auto">{ summary }</p>
            }
            if declared.is_some() {
                <p class="faint t13">{ words.t("access-source") }</p>
            } else {
                <p class="soft">{ words.t("access-unknown") }</p>
            }
        </Section>
    }
}

/// What is known of it; where it is our own library's (`ours`), the facts lead to what else they are true of.
pub fn details(publication: &Publication, ours: bool, words: &Catalog) -> Html {
    let items: Vec<Definition> = details::rows(publication, words)
        .into_iter()
        .map(|row| Definition { term: row.name.into(), detail: facts(&row.values, ours) })
        .collect();
    html! { <Section title={words.t("details-title")}>{ props!(DefinitionList { items }) }</Section> }
}

fn facts(facts: &[Fact], linked: bool) -> Html {
    let one = |fact: &Fact| match fact.address.as_ref().filter(|_| linked) {
        Some(address) => html! { <a href={address.clone()}>{ fact.text.clone() }</a> },
        None => html! { <>{ fact.text.clone() }</> },
    };
    html! { <>{ for facts.iter().enumerate().map(|(at, fact)| html! { <div key={at}>{ one(fact) }</div> }) }</> }
}

fn subjects(publication: &Publication, words: &Catalog) -> Html {
    let tag = words.locale().tag();
    let subjects: Vec<&str> = publication
        .metadata
        .subject
        .iter()
        .map(|subject| subject.name.get(tag))
        .filter(|name| !name.trim().is_empty())
        .collect();
    if subjects.is_empty() {
        return Html::default();
    }
    let chip = |subject: &str| {
        let href = AttrValue::from(Search::subject(subject).to_address());
        html! { <li key={subject}>{ props!(Chip { text: subject.to_owned(), href }) }</li> }
    };
    html! {
        <Section title={words.t("details-subjects")}>
            <ul class="chips" role="list">{ for subjects.into_iter().map(chip) }</ul>
        </Section>
    }
}
