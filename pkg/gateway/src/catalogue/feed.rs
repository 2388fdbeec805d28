//! The list of publications, and the lists of languages and subjects.

use yueli_opds::{FEED, Feed, FeedMetadata};
use yueli_publication::{Link, LocalizedText, Properties};

use super::{
    PAGE, Shelves,
    entry::{Detail, publication},
    facets::facets,
    filter::{Filter, Format, LIST, Sort, TEMPLATE},
    list,
    words::{Tongue, language_name},
};
use crate::db::unsigned;

/// The list that `filter` asks for, one page of it.
pub(crate) async fn publications(
    shelves: Shelves<'_>,
    filter: &Filter,
    tongue: Tongue,
) -> Result<Feed, sqlx::Error> {
    let page = list::page(shelves, filter).await?;
    let metadata = FeedMetadata {
        title: LocalizedText::plain(title(filter, tongue)),
        number_of_items: Some(page.total),
        items_per_page: Some(PAGE),
        current_page: Some(filter.page()),
        ..FeedMetadata::default()
    };
    let mut feed = Feed {
        metadata,
        links: links(filter, page.total),
        facets: facets(shelves, filter, tongue).await?,
        publications: page.rows.iter().map(|row| publication(row, Detail::Short)).collect(),
        ..Feed::default()
    };
    if feed.publications.is_empty() {
        feed.navigation = vec![Link::to(LIST).of_type(FEED).titled(tongue.pick("All books", "全部图书"))];
    }
    Ok(feed)
}

fn links(filter: &Filter, total: u64) -> Vec<Link> {
    let last = total.div_ceil(PAGE).max(1);
    let here = filter.page();
    let to = |page: u64, rel: &str| Link::to(filter.at_page(page).href()).of_type(FEED).with_rel(rel);
    let mut links = vec![to(here, "self"), to(1, "first")];
    if here > 1 {
        links.push(to((here - 1).min(last), "previous"));
    }
    if here < last {
        links.push(to(here + 1, "next"));
    }
    links.push(to(last, "last"));
    links.push(Link::to("/opds").of_type(FEED).with_rel("start"));
    links.push(search_link());
    links
}

/// Where to search.
pub(crate) fn search_link() -> Link {
    Link { templated: true, ..Link::to(TEMPLATE).of_type(FEED).with_rel("search") }
}

/// What the list is, in a few words.
fn title(filter: &Filter, tongue: Tongue) -> String {
    if let Some(query) = &filter.query {
        let shown: String = query.chars().take(80).collect();
        return match tongue {
            Tongue::En => format!("Results for “{shown}”"),
            Tongue::Zh => format!("“{shown}”的搜索结果"),
        };
    }
    let mut parts: Vec<String> = filter.subject.iter().cloned().collect();
    parts.extend(filter.language.as_deref().map(|tag| language_name(tag, tongue).into_owned()));
    if filter.format == Some(Format::Unreadable) {
        parts.push(tongue.pick("Not yet readable here", "暂不能在线阅读").to_owned());
    }
    if !parts.is_empty() {
        return parts.join(" · ");
    }
    let plain = match filter.sort {
        Some(Sort::New) => tongue.pick("New", "新书"),
        Some(Sort::Title) => tongue.pick("By title", "按书名"),
        Some(Sort::Author) => tongue.pick("By author", "按作者"),
        Some(Sort::Published) => tongue.pick("By publication date", "按出版日期"),
        None | Some(Sort::Relevance) => tongue.pick("All books", "全部图书"),
    };
    plain.to_owned()
}

/// Every language that there are books in.
pub(crate) async fn languages(shelves: Shelves<'_>, tongue: Tongue) -> Result<Feed, sqlx::Error> {
    let found = list::languages(shelves, &Filter::default(), 500).await?;
    let navigation = found.into_iter().map(|(tag, count)| {
        let filter = Filter { language: Some(tag.clone()), ..Filter::default() };
        way(&filter, &language_name(&tag, tongue), unsigned(count))
    });
    Ok(ways("/opds/languages", tongue.pick("Languages", "语言"), navigation.collect(), tongue))
}

/// Every subject that there are books about.
pub(crate) async fn subjects(shelves: Shelves<'_>, tongue: Tongue) -> Result<Feed, sqlx::Error> {
    let found = list::subjects(shelves, &Filter::default(), 500).await?;
    let navigation = found.into_iter().map(|(_, name, count)| {
        let filter = Filter { subject: Some(name.clone()), ..Filter::default() };
        way(&filter, &name, unsigned(count))
    });
    Ok(ways("/opds/subjects", tongue.pick("Subjects", "主题"), navigation.collect(), tongue))
}

/// A way to a list, with how many are there.
pub(crate) fn way(filter: &Filter, title: &str, count: u64) -> Link {
    Link {
        properties: Properties { number_of_items: Some(count), ..Properties::default() },
        ..Link::to(filter.href()).of_type(FEED).titled(title)
    }
}

fn ways(own: &str, title: &str, mut navigation: Vec<Link>, tongue: Tongue) -> Feed {
    if navigation.is_empty() {
        navigation.push(Link::to(LIST).of_type(FEED).titled(tongue.pick("All books", "全部图书")));
    }
    Feed {
        metadata: FeedMetadata { title: LocalizedText::plain(title), ..FeedMetadata::default() },
        links: vec![
            Link::to(own).of_type(FEED).with_rel("self"),
            Link::to("/opds").of_type(FEED).with_rel("start"),
            search_link(),
        ],
        navigation,
        ..Feed::default()
    }
}
