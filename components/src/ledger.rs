//! Accounts of something: a real table with row headers and a double rule at its end.

use yew::prelude::*;

use crate::List;

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerRow {
    /// Tells the entry from all others, for as long as it is in sight.
    pub key: AttrValue,
    /// What the entry is about; it heads its row.
    pub head: Html,
    /// A cell for each further column.
    pub cells: Vec<Html>,
}

/// A ledger. On a phone each entry stands by itself, with the names of its columns.
#[derive(Properties, PartialEq)]
pub struct Ledger {
    /// What it is a ledger of; heard, and seen where no heading says it already.
    pub caption: AttrValue,
    /// The columns; the first is that of the heads. One without a name has what can be done.
    pub head: List<AttrValue>,
    /// The entries.
    pub rows: List<LedgerRow>,
    /// What it comes to: words, and an amount.
    #[prop_or_default]
    pub total: Option<(AttrValue, AttrValue)>,
    /// The word for columns of what can be done, for whoever does not see them.
    #[prop_or_default]
    pub actions_label: AttrValue,
}

impl From<Ledger> for Html {
    fn from(props: Ledger) -> Self {
        let named = |name: &AttrValue| match name.is_empty() {
            true => html! { <span class="vh">{ &props.actions_label }</span> },
            false => html! { <>{ name }</> },
        };
        let columns = props.head.len();
        let row = |row: &LedgerRow| {
            let cells = row.cells.iter().enumerate().map(|(at, cell)| {
                let name = props.head.get(at + 1).filter(|name| !name.is_empty());
                // The roles stay when a small screen takes the table apart.
                html! {
                    <td role="cell">
                        if let Some(name) = name { <span class="ledger-name" aria-hidden="true">{ name }</span> }
                        { cell.clone() }
                    </td>
                }
            });
            html! {
                <tr key={row.key.to_string()} role="row">
                    <th scope="row" role="rowheader">{ row.head.clone() }</th>{ for cells }
                </tr>
            }
        };
        html! {
            <table class="ledger" role="table">
                <caption class="vh">{ &props.caption }</caption>
                <thead role="rowgroup"><tr role="row">
                    { for props.head.iter().map(|name| html! { <th scope="col" role="columnheader">{ named(name) }</th> }) }
                </tr></thead>
                <tbody role="rowgroup">{ for props.rows.iter().map(row) }</tbody>
                if let Some((words, amount)) = props.total {
                    <tfoot role="rowgroup"><tr role="row">
                        <th scope="row" role="rowheader">{ words }</th>
                        <td role="cell" colspan={columns.saturating_sub(1).to_string()} class="num">{ amount }</td>
                    </tr></tfoot>
                }
            </table>
        }
    }
}
