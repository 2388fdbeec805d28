//! The first feed: what is new, what it is about, and the ways on.

use std::collections::HashSet;

use yueli_opds::{FEED, Feed, FeedMetadata, Group};
use yueli_publication::{Link, LocalizedText};

use super::{
    Shelves, dates,
    entry::{Detail, publication},
    feed::{search_link, way},
    filter::{Filter, Format, Sort},
    list,
    words::Tongue,
};
use crate::db::{Counts, Row, unsigned};

/// How many publications a group shows.
const SHOWN: u64 = 12;
/// How many subjects have a group.
const SUBJECTS: usize = 6;

/// The first feed of the library called `name`; `notice` is what a visitor should know first.
pub(crate) async fn root(
    shelves: Shelves<'_>,
    name: &LocalizedText,
    notice: Option<String>,
    tongue: Tongue,
) -> Result<Feed, sqlx::Error> {
    let counts = shelves.db.counts(shelves.sight).await?;
    let metadata = FeedMetadata {
        title: name.clone(),
        subtitle: notice.map(LocalizedText::plain),
        modified: shelves.db.last_added(shelves.sight).await?.and_then(dates::from_seconds),
        number_of_items: Some(unsigned(counts.books)),
        ..FeedMetadata::default()
    };
    Ok(Feed {
        metadata,
        links: vec![
            Link::to("/opds").of_type(FEED).with_rel("self"),
            Link::to("/opds").of_type(FEED).with_rel("start"),
            search_link(),
        ],
        navigation: navigation(counts, tongue),
        groups: groups(shelves, tongue).await?,
        ..Feed::default()
    })
}

fn navigation(counts: Counts, tongue: Tongue) -> Vec<Link> {
    let books = unsigned(counts.books);
    let sorted = |sort: Sort| Filter { sort: Some(sort), ..Filter::default() };
    let mut ways = vec![
        way(&sorted(Sort::New), tongue.pick("New", "新书"), books),
        way(&Filter::default(), tongue.pick("All books", "全部图书"), books),
        way(&sorted(Sort::Title), tongue.pick("By title", "按书名"), books),
        way(&sorted(Sort::Author), tongue.pick("By author", "按作者"), books),
        Link::to("/opds/languages").of_type(FEED).titled(tongue.pick("By language", "按语言")),
        Link::to("/opds/subjects").of_type(FEED).titled(tongue.pick("By subject", "按主题")),
    ];
    if counts.unreadable > 0 {
        let filter = Filter { format: Some(Format::Unreadable), ..Filter::default() };
        let title = tongue.pick("Not yet readable here", "暂不能在线阅读");
        ways.push(way(&filter, title, unsigned(counts.unreadable)));
    }
    ways
}

async fn groups(shelves: Shelves<'_>, tongue: Tongue) -> Result<Vec<Group>, sqlx::Error> {
    let newest = Filter { sort: Some(Sort::New), ..Filter::default() };
    let rows = list::rows(shelves, &newest, SHOWN, 0).await?;
    let mut groups = Vec::new();
    if rows.is_empty() {
        return Ok(groups);
    }
    let total = list::count(shelves, &newest, list::Without::Nothing).await?;
    groups.push(group(tongue.pick("New", "新书"), &newest, total, &rows));
    // Books often repeat one subject in other words; the same books are shown once.
    let mut shown: HashSet<Vec<String>> = HashSet::new();
    for (_, name, count) in list::subjects(shelves, &Filter::default(), 40).await? {
        let filter = Filter { subject: Some(name.clone()), ..Filter::default() };
        let rows = list::rows(shelves, &filter, SHOWN, 0).await?;
        let mut ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        ids.sort();
        if !rows.is_empty() && shown.insert(ids) {
            groups.push(group(&name, &filter, unsigned(count), &rows));
        }
        if groups.len() > SUBJECTS {
            break;
        }
    }
    Ok(groups)
}

fn group(title: &str, filter: &Filter, total: u64, rows: &[Row]) -> Group {
    Group {
        metadata: FeedMetadata {
            title: LocalizedText::plain(title),
            number_of_items: Some(total),
            ..FeedMetadata::default()
        },
        links: vec![Link::to(filter.href()).of_type(FEED).with_rel("self")],
        publications: rows.iter().map(|row| publication(row, Detail::Short)).collect(),
        ..Group::default()
    }
}
