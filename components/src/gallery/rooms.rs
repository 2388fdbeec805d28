//! The rooms as they are put together.

use yew::{prelude::*, props};

use super::samples::{book, chapters, pictured};
use super::{Words, spines};
use crate::*;

fn header(words: Words) -> Html {
    let display = props!(IconButton {
        text: words.say("文", "Aa"),
        label: words.say("显示与辅助", "Display and accessibility")
    });
    props!(PageHeader {
        library: words.say("云汀市图书馆", "Yunting City Library"),
        app_name: words.say("阅历", "Yueli"),
        search: search(words, ""),
        actions: Html::from(display)
    })
    .into()
}

fn search(words: Words, value: &'static str) -> Html {
    html! {
        <SearchField label={words.say("搜索馆藏", "Search the library")} {value}
            placeholder={words.say("书名、作者或主题", "Title, author or subject")}
            clear_label={words.say("清空搜索", "Clear the search")} />
    }
}

pub(super) fn home(words: Words) -> Html {
    let main = if words.english { book(1) } else { book(0) };
    let quote = words.say(
        "余忆童稚时，能张目对日，明察秋毫。见藐小微物，必细察其纹理，故时有物外之趣。夏蚊成雷，私拟作群鹤舞空。",
        "When I wrote the following pages, or rather the bulk of them, I lived alone, in the woods, a mile from any neighbor.",
    );
    let spread = props!(SpreadCard {
        book: main,
        kicker: words.say("上次读到这里", "Where you left off"),
        quote: Some(quote),
        chapter: words.say("卷二·闲情记趣", "Economy"),
        progress: 0.34,
        stitches: chapters(),
        progress_label: words.say("全书 34%", "34% of the book"),
        href: "#read",
        remaining: words.say("约 40 分钟读完本章", "About 40 min left in this chapter"),
        action: words.say("接着读", "Read on"),
        further: html! { <Button icon="list">{ words.say("目录", "Contents") }</Button> }
    });
    html! {
        <>
            { header(words) }
            <main id="main">
                <h1 class="vh">{ words.say("首页", "Home") }</h1>
                <div class="home-search">{ search(words, "") }</div>
                <div class="home-lead has-aside">
                    { spread }
                    { also(words) }
                </div>
                <Section title={words.say("新到的书", "New in the library")} action_href="#new"
                    action={words.say("全部新书", "All new books")}>
                    { props!(Shelf { books: cards(1..8) }) }
                </Section>
                <Section title={words.say("按架找书", "By subject")}>{ props!(SpineCase { spines: spines(words) }) }</Section>
            </main>
        </>
    }
}

fn cards(numbers: std::ops::Range<usize>) -> Vec<Html> {
    numbers.map(|n| props!(BookCard { book: book(n), href: format!("#{n}") }).into()).collect()
}

fn also(words: Words) -> Html {
    let kept = props!(Banner {
        tone: Tone::Positive,
        icon: "bookmark",
        text: words.say("《园冶》可以读了", "The Craft of Gardens is here"),
        note: words.say("你上个月留着的。", "You kept it last month.")
    });
    html! {
        <Section title={words.say("还在读的", "Also on the go")} action_href="#shelf" action={words.say("去书架", "Your shelf")}>
            <ul class="line-list" role="list">
                { for [2, 5, 8].map(|n| html! {
                    <li>
                        <Cover book={book(n)} size={CoverSize::Thumb} />
                        <a href={format!("#{n}")}><b lang={book(n).language}>{ book(n).title }</b>
                            { props!(Thread { progress: n as f64 / 10.0, stitches: chapters(), label: format!("{n}0%") }) }</a>
                    </li>
                }) }
            </ul>
            { kept }
        </Section>
    }
}

fn row(words: Words, number: usize) -> Html {
    let (label, pressed) = (words.say("留着以后读", "Keep for later"), number.is_multiple_of(3));
    let end = Html::from(props!(IconButton { icon: "bookmark", label, pressed }));
    let meta = words.say("1808·散文·3.1 MB", "1854 · Essays · 3.1 MB");
    let tags = html! {
        <>
            { props!(Tag { tone: Tone::Positive, text: words.say("现在可读", "Read now") }) }
            if number.is_multiple_of(2) { { props!(Tag { text: words.say("电子书", "E-book") }) } }
        </>
    };
    props!(BookRow { level: 2, book: book(number), href: format!("#{number}"), meta, tags, end }).into()
}

fn facets(words: Words) -> Html {
    let option = |zh, en, count: &'static str, selected| FacetOption {
        label: words.say(zh, en),
        count: Some(count.into()),
        selected,
        href: format!("#{en}").into(),
    };
    let languages = vec![
        option("中文", "Chinese", "388", true),
        option("英语", "English", "52", false),
        option("日语", "Japanese", "9", false),
    ];
    let subjects: Vec<_> = spines(words)
        .into_iter()
        .map(|spine| FacetOption {
            label: spine.name,
            count: Some("12".into()),
            selected: false,
            href: spine.href,
        })
        .collect();
    html! {
        <div class="columns-facets">
            <FacetGroup title={words.say("语言", "Language")} options={languages} />
            <FacetGroup title={words.say("主题", "Subject")} options={subjects}
                more_label={words.say("全部显示", "Show all")} fewer_label={words.say("少显示些", "Show fewer")} />
        </div>
    }
}

pub(super) fn catalogue(words: Words) -> Html {
    let orders = vec![
        Choice::new("a", words.say("最相关", "Best match")),
        Choice::new("b", words.say("新到", "Newest here")),
    ];
    html! {
        <main id="main">
            <div class="catalogue-search">{ search(words, "游记") }</div>
            <div class="columns">
                { facets(words) }
                <div>
                    <div class="results-head"><h1>{ words.say("“游记”", "“Travel”") }</h1>
                        <p class="soft num">{ words.say("共 412 种", "412 titles") }</p></div>
                    <div class="results-tools">
                        <div class="chips">
                            <span class="only-phone">{ props!(Chip { text: words.say("筛选·2", "Filter (2)"), icon: "filter" }) }</span>
                            { props!(Chip {
                                text: words.say("中文", "Chinese"), selected: true, href: "#x",
                                remove_label: words.say("去掉筛选条件：中文", "Take off the filter Chinese")
                            }) }
                            { props!(Chip { text: words.say("有声书", "Audiobook"), href: "#y" }) }
                        </div>
                        <Select inline=true label={words.say("排序", "Order")} options={orders} selected="a" />
                    </div>
                    { props!(BookList { books: (0..8).map(|n| row(words, n)).collect::<Vec<_>>() }) }
                    <div class="pager"><Button>{ words.say("再看一些", "Show more") }</Button></div>
                </div>
            </div>
        </main>
    }
}

fn access(words: Words) -> Vec<AccessFact> {
    let fact = |icon: &'static str, zh, en, zh_note, en_note, caution| AccessFact {
        icon: icon.into(),
        title: words.say(zh, en),
        note: words.say(zh_note, en_note),
        caution,
    };
    vec![
        fact(
            "headphones",
            "可以朗读全书",
            "The whole book can be read aloud",
            "读屏软件会按次序读",
            "By any screen reader",
            false,
        ),
        fact(
            "text-size",
            "字号、行距、边距随你改",
            "Letters and lines are yours to change",
            "文字会重新排",
            "Text wraps to fit",
            false,
        ),
        fact(
            "list",
            "可以按章走",
            "You can move by chapter",
            "目录通到每一部分",
            "Contents lead to every part",
            false,
        ),
        fact(
            "info",
            "有些图片没有说明",
            "Some pictures have no description",
            "读屏软件会跳过它们",
            "They are passed over",
            true,
        ),
    ]
}

pub(super) fn title(words: Words) -> Html {
    let about = words.say(
        "一个人走过山水、集市和病榻，把看见的小事一一记下：盆里的花，帐里的蚊，桌上的饭菜，和陪他看这些的人。",
        "Two years by a pond, told in seasons: what a house costs, what a day is for, and how much there is to hear when nobody speaks.",
    );
    let facts = vec![
        Definition::text(words.say("出版者", "Publisher"), words.say("云汀出版社", "Yunting Press")),
        Definition::text(words.say("出版时间", "Published"), "1808"),
        Definition::text(words.say("语言", "Language"), words.say("中文", "English")),
        Definition::text(words.say("大小", "Size"), "3.1 MB"),
    ];
    html! {
        <main id="main">
            { props!(Crumb { href: "#catalogue", text: words.say("回到书目", "Back to the catalogue") }) }
            <div class="hero has-about">
                <div class="hero-cover"><Cover book={book(usize::from(words.english))} size={CoverSize::Large} eager=true /></div>
                <div class="hero-text">
                    <p class="hero-by">{ words.say("沈复 著·云汀出版社·1808", "Henry David Thoreau · 1854") }</p>
                    <h1>{ words.say("浮生六记", "Walden") }</h1>
                    <p class="hero-sub">{ words.say("闺房、闲情、坎坷与浪游", "or, Life in the Woods") }</p>
                    <div class="hero-actions">
                        <Button kind={ButtonKind::Primary} icon="book-open" href="#read">{ words.say("打开读", "Read") }</Button>
                        <Button icon="bookmark">{ words.say("留着以后读", "Keep for later") }</Button>
                        <Button icon="share">{ words.say("分享", "Share") }</Button>
                    </div>
                    <p class="hero-note">{ words.say("免费读，想读多久读多久，不用注册。", "Free to read, for as long as you like.") }</p>
                </div>
                <p class="hero-about">{ about }</p>
            </div>
            <div class="two-up">
                <Section title={words.say("你能怎样读这本书", "How you can read it")}>{ props!(AccessList { items: access(words) }) }
                    <p>{ words.say("由出版方声明。", "As declared by the publisher.") }</p></Section>
                <Section title={words.say("详细信息", "Details")}>{ props!(DefinitionList { items: facts }) }</Section>
            </div>
            <Section title={words.say("同一架上", "On the same shelf")}>
                { props!(Shelf { books: cards(2..9) }) }
            </Section>
        </main>
    }
}

pub(super) fn shelf(words: Words) -> Html {
    let reading = |n: usize| {
        let read = words.say("接着读", "Read on");
        let actions = html! {
            <Button small=true href="#read" label={format!("{read} {}", book(n).title)}>{ read }</Button>
        };
        Html::from(props!(BookRow {
            book: if n == 3 { pictured() } else { book(n) },
            href: format!("#{n}"),
            progress: 0.17 * n as f64,
            stitches: chapters(),
            progress_label: words.say("读了 34%", "34% read"),
            meta: words.say("昨天打开过", "Last opened yesterday"),
            actions
        }))
    };
    let empty = props!(EmptyState {
        sentence: words.say("读完的书会放在这里。", "Books you finish will stand here."),
        action: html! { <Button href="#catalogue">{ words.say("去找一本", "Find a book") }</Button> }
    });
    html! {
        <>
            { props!(PageHeader { title: words.say("书架", "Shelf") }) }
            <main id="main">
                <div class="chips" role="group" aria-label={words.say("书架分类", "Parts of your shelf")}>
                    { props!(Chip { text: words.say("在读 4", "Reading 4"), selected: true, href: "#a" }) }
                    { props!(Chip { text: words.say("读完 2", "Finished 2"), href: "#b" }) }
                    { props!(Chip { text: words.say("想读 17", "To read 17"), href: "#c" }) }
                </div>
                <Section title={words.say("在读", "Reading")}>{ props!(BookList { books: (0..4).map(reading).collect::<Vec<_>>() }) }</Section>
                <Section title={words.say("读完", "Finished")}>
                    { empty }
                </Section>
            </main>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct ReaderProps {
    pub(super) words: Words,
    pub(super) sheet: bool,
}

#[component]
pub(super) fn Reader(props: &ReaderProps) -> Html {
    let words = props.words;
    let open = use_state(|| props.sheet);
    let toggle = |to: bool| {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(to))
    };
    let onclose = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let display = words.say("版式", "Display");
    let actions = html! {
        <>
            <Button kind={ButtonKind::Quiet} small=true icon="back">
                { words.say("回到刚才读的地方", "Back to where I was") }
            </Button>
            { props!(IconButton { icon: "list", label: words.say("目录", "Contents") }) }
            { props!(IconButton { class: "only-wide", icon: "fullscreen", label: words.say("铺满屏幕", "Fill the screen") }) }
            { props!(IconButton { text: words.say("文", "Aa"), label: display.clone(), expanded: *open, onclick: toggle(true) }) }
        </>
    };
    let top = props!(ReaderTop {
        title: book(usize::from(words.english)).title,
        close_label: words.say("合上书", "Close the book"),
        close_href: "#title",
        actions
    });
    let foot = props!(ReaderFoot {
        progress: 0.34,
        stitches: chapters(),
        label: words.say("全书 34%", "34% of the book"),
        place: words.say("卷二·第 58 页", "Economy, page 58"),
        remaining: html! { <span>{ words.say("本章还有约 40 分钟", "About 40 minutes left") }</span> }
    });
    html! {
        <div class="reader">
            { top }
            <main class="reader-frame" id="main">
                <button class="turn turn-left" aria-label={words.say("上一页", "Previous page")}>{ props!(Icon { name: "chevron-left" }) }</button>
                <div class="prose serif" style="padding:2rem 4rem">
                    <p>{ words.say("余忆童稚时，能张目对日，明察秋毫。", "When I wrote the following pages, I lived alone, in the woods.") }</p></div>
                <button class="turn turn-right" aria-label={words.say("下一页", "Next page")}>{ props!(Icon { name: "chevron-right" }) }</button>
            </main>
            { foot }
            <Sheet open={*open} title={display} side={SheetSide::Panel} close_label={words.say("关闭", "Close")} {onclose}>
                <super::parts::Display {words} />
            </Sheet>
        </div>
    }
}
