//! Ways to re-order and narrow a list, each with how much it would leave.

use yueli_opds::{FEED, Facet, FeedMetadata};
use yueli_publication::{Link, LocalizedText, Properties};

use super::{
    Shelves,
    filter::{Filter, Format, Sort},
    list::{self, Without},
    words::{Tongue, language_name},
};

/// More choices than this help nobody.
const MOST_CHOICES: u64 = 24;

/// The facets of the list that `filter` asks for.
pub(crate) async fn facets(
    shelves: Shelves<'_>,
    filter: &Filter,
    tongue: Tongue,
) -> Result<Vec<Facet>, sqlx::Error> {
    let filter = filter.first_page();
    let all = [
        sorts(&filter, tongue),
        languages(shelves, &filter, tongue).await?,
        subjects(shelves, &filter, tongue).await?,
        formats(shelves, &filter, tongue).await?,
    ];
    // A facet with no choice at all (no book says its language) is not shown.
    Ok(all.into_iter().filter(|facet| facet.links.len() > 1).collect())
}

fn facet(title: &str, links: Vec<Link>) -> Facet {
    Facet { metadata: FeedMetadata { title: LocalizedText::plain(title), ..FeedMetadata::default() }, links }
}

fn choice(filter: &Filter, title: &str, count: Option<u64>, is_active: bool) -> Link {
    let link = Link {
        properties: Properties { number_of_items: count, ..Properties::default() },
        ..Link::to(filter.href()).of_type(FEED).titled(title)
    };
    if is_active { link.with_rel("self") } else { link }
}

fn sorts(filter: &Filter, tongue: Tongue) -> Facet {
    let name = |sort: Sort| match sort {
        Sort::Relevance => tongue.pick("Best match", "最相关"),
        Sort::New => tongue.pick("Newest", "最新入藏"),
        Sort::Title => tongue.pick("Title", "书名"),
        Sort::Author => tongue.pick("Author", "作者"),
        Sort::Published => tongue.pick("Publication date", "出版日期"),
    };
    let links = Sort::ALL
        .into_iter()
        .filter(|sort| *sort != Sort::Relevance || filter.query.is_some())
        .map(|sort| {
            let other = Filter { sort: Some(sort), ..filter.clone() };
            choice(&other, name(sort), None, sort == filter.order())
        })
        .collect();
    facet(tongue.pick("Sort", "排序"), links)
}

async fn languages(shelves: Shelves<'_>, filter: &Filter, tongue: Tongue) -> Result<Facet, sqlx::Error> {
    let open = Filter { language: None, ..filter.clone() };
    let every = list::count(shelves, filter, Without::Language).await?;
    let title = tongue.pick("All languages", "全部语言");
    let mut links = vec![choice(&open, title, Some(every), filter.language.is_none())];
    let mut choices = list::languages(shelves, filter, MOST_CHOICES).await?;
    if let Some(active) = filter.language.clone().filter(|tag| choices.iter().all(|(own, _)| own != tag)) {
        let count = list::count(shelves, filter, Without::Nothing).await?;
        choices.push((active, crate::db::signed(count)));
    }
    for (tag, count) in choices {
        let other = Filter { language: Some(tag.clone()), ..filter.clone() };
        let is_active = filter.language.as_ref() == Some(&tag);
        let count = Some(crate::db::unsigned(count));
        links.push(choice(&other, &language_name(&tag, tongue), count, is_active));
    }
    Ok(facet(tongue.pick("Language", "语言"), links))
}

async fn subjects(shelves: Shelves<'_>, filter: &Filter, tongue: Tongue) -> Result<Facet, sqlx::Error> {
    let open = Filter { subject: None, ..filter.clone() };
    let every = list::count(shelves, filter, Without::Subject).await?;
    let title = tongue.pick("All subjects", "全部主题");
    let mut links = vec![choice(&open, title, Some(every), filter.subject.is_none())];
    let mut choices = list::subjects(shelves, filter, MOST_CHOICES).await?;
    let active = filter.subject_key();
    if let (Some(key), Some(name)) = (active.clone(), filter.subject.clone())
        && choices.iter().all(|(own, _, _)| *own != key)
    {
        let count = list::count(shelves, filter, Without::Nothing).await?;
        choices.push((key, name, crate::db::signed(count)));
    }
    for (key, name, count) in choices {
        let other = Filter { subject: Some(name.clone()), ..filter.clone() };
        let is_active = active.as_ref() == Some(&key);
        links.push(choice(&other, &name, Some(crate::db::unsigned(count)), is_active));
    }
    Ok(facet(tongue.pick("Subject", "主题"), links))
}

async fn formats(shelves: Shelves<'_>, filter: &Filter, tongue: Tongue) -> Result<Facet, sqlx::Error> {
    let mut links = Vec::new();
    let open = Filter { format: None, ..filter.clone() };
    let title = tongue.pick("Any", "不限");
    let every = list::count(shelves, &open, Without::Nothing).await?;
    links.push(choice(&open, title, Some(every), filter.format.is_none()));
    for format in Format::ALL {
        let title = match format {
            Format::Epub => "EPUB",
            Format::Comic => tongue.pick("Comics", "漫画"),
            Format::Pdf => "PDF",
            Format::Unreadable => tongue.pick("Not yet readable here", "暂不能在线阅读"),
        };
        let other = Filter { format: Some(format), ..filter.clone() };
        let count = list::count(shelves, &other, Without::Nothing).await?;
        if count > 0 || filter.format == Some(format) {
            links.push(choice(&other, title, Some(count), filter.format == Some(format)));
        }
    }
    Ok(facet(tongue.pick("Format", "格式"), links))
}
