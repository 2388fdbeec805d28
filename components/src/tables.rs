//! Facts in order.

use yew::{prelude::*, props};

use crate::{Icon, List};

/// A term and what there is to say of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: AttrValue,
    /// What there is to say: words, or links.
    pub detail: Html,
}

impl Definition {
    /// A fact in plain words.
    pub fn text(term: impl Into<AttrValue>, detail: impl Into<AttrValue>) -> Self {
        let detail: AttrValue = detail.into();
        Self { term: term.into(), detail: html! { <>{ detail }</> } }
    }
}

/// Facts, one to a line.
#[derive(Properties, PartialEq)]
pub struct DefinitionList {
    /// The facts.
    pub items: List<Definition>,
}

impl From<DefinitionList> for Html {
    fn from(props: DefinitionList) -> Self {
        html! {
            <dl class="facts">
                { for props.items.iter().map(|item| html! {
                    <div><dt>{ &item.term }</dt><dd>{ item.detail.clone() }</dd></div>
                }) }
            </dl>
        }
    }
}

/// A ruled table. It scrolls sideways where it is too narrow.
#[derive(Properties, PartialEq)]
pub struct DataTable {
    /// What the table is of.
    pub caption: AttrValue,
    /// The columns.
    pub head: List<AttrValue>,
    /// The rows; the first cell heads its row.
    pub rows: List<Vec<AttrValue>>,
}

impl From<DataTable> for Html {
    fn from(props: DataTable) -> Self {
        let row = |cells: &Vec<AttrValue>| {
            let mut cells = cells.iter();
            let first = cells.next().cloned().unwrap_or_default();
            html! { <tr><th scope="row">{ first }</th>{ for cells.map(|cell| html! { <td>{ cell }</td> }) }</tr> }
        };
        html! {
            <div class="table" role="region" aria-label={props.caption.clone()} tabindex="0">
                <table>
                    <caption>{ props.caption }</caption>
                    <thead><tr>{ for props.head.iter().map(|cell| html! { <th scope="col">{ cell }</th> }) }</tr></thead>
                    <tbody>{ for props.rows.iter().map(row) }</tbody>
                </table>
            </div>
        }
    }
}

/// One thing that a book lets its readers do, or does not.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AccessFact {
    /// The icon: `headphones`, `text-size`, `list`, `info`.
    pub icon: AttrValue,
    /// What it does for the reader.
    pub title: AttrValue,
    /// How.
    pub note: AttrValue,
    /// It is something to know before starting.
    pub caution: bool,
}

/// How a book can be read.
#[derive(Properties, PartialEq)]
pub struct AccessList {
    /// The facts.
    pub items: List<AccessFact>,
}

impl From<AccessList> for Html {
    fn from(props: AccessList) -> Self {
        html! {
            <ul class="access" role="list">
                { for props.items.iter().map(|fact| html! {
                    <li class={fact.caution.then_some("is-wait")}>
                        { props!(Icon { name: fact.icon.clone() }) }
                        <p><b>{ &fact.title }</b><span>{ &fact.note }</span></p>
                    </li>
                }) }
            </ul>
        }
    }
}
