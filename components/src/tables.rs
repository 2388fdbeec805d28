//! Facts in order.

use yew::prelude::*;

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

/// Props of [`DefinitionList`].
#[derive(Properties, PartialEq)]
pub struct DefinitionListProps {
    /// The facts.
    pub items: List<Definition>,
}

/// Facts, one to a line.
#[component]
pub fn DefinitionList(props: &DefinitionListProps) -> Html {
    html! {
        <dl class="facts">
            { for props.items.iter().map(|item| html! {
                <div><dt>{ &item.term }</dt><dd>{ item.detail.clone() }</dd></div>
            }) }
        </dl>
    }
}

/// Props of [`DataTable`].
#[derive(Properties, PartialEq)]
pub struct DataTableProps {
    /// What the table is of.
    pub caption: AttrValue,
    /// The columns.
    pub head: List<AttrValue>,
    /// The rows; the first cell heads its row.
    pub rows: List<Vec<AttrValue>>,
}

/// A ruled table. It scrolls sideways where it is too narrow.
#[component]
pub fn DataTable(props: &DataTableProps) -> Html {
    let row = |cells: &Vec<AttrValue>| {
        let mut cells = cells.iter();
        let first = cells.next().cloned().unwrap_or_default();
        html! { <tr><th scope="row">{ first }</th>{ for cells.map(|cell| html! { <td>{ cell }</td> }) }</tr> }
    };
    html! {
        <div class="table" role="region" aria-label={props.caption.clone()} tabindex="0">
            <table>
                <caption>{ &props.caption }</caption>
                <thead><tr>{ for props.head.iter().map(|cell| html! { <th scope="col">{ cell }</th> }) }</tr></thead>
                <tbody>{ for props.rows.iter().map(row) }</tbody>
            </table>
        </div>
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

/// Props of [`AccessList`].
#[derive(Properties, PartialEq)]
pub struct AccessListProps {
    /// The facts.
    pub items: List<AccessFact>,
}

/// How a book can be read.
#[component]
pub fn AccessList(props: &AccessListProps) -> Html {
    html! {
        <ul class="access" role="list">
            { for props.items.iter().map(|fact| html! {
                <li class={fact.caution.then_some("is-wait")}>
                    <Icon name={fact.icon.clone()} />
                    <p><b>{ &fact.title }</b><span>{ &fact.note }</span></p>
                </li>
            }) }
        </ul>
    }
}
