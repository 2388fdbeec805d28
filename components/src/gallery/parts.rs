//! Every component in every state.

use yew::{prelude::*, props};

use super::samples::{book, chapters, pictured};
use super::{Words, spines};
use crate::*;

#[derive(Properties, PartialEq)]
pub(super) struct PartsProps {
    pub(super) words: Words,
}

#[component]
pub(super) fn Parts(props: &PartsProps) -> Html {
    let words = props.words;
    html! {
        <>
            { props!(PageHeader { title: words.say("全部部件", "Every part") }) }
            <main id="main">
                { pressed(words) }
                { fields(words) }
                { super::noting::noting(words) }
                { covers(words) }
                { states(words) }
                { facts(words) }
                <Section title={words.say("要来的", "What is coming")}>
                    { props!(Skeleton { label: "Loading" }) }
                    { props!(Skeleton { label: "Loading", kind: SkeletonKind::List, count: 2 }) }
                    { props!(Skeleton { label: "Loading", kind: SkeletonKind::Title }) }
                    { props!(Skeleton { label: "Loading", kind: SkeletonKind::Spread }) }
                    { props!(Skeleton { label: "Loading", kind: SkeletonKind::Text }) }
                </Section>
                <Layers {words} />
            </main>
        </>
    }
}

fn pressed(words: Words) -> Html {
    let read = words.say("接着读", "Read on");
    html! {
        <Section title={words.say("按的", "To press")}>
            <div class="tags">
                <Button kind={ButtonKind::Primary} icon="book-open">{ &read }</Button>
                <Button>{ &read }</Button>
                <Button kind={ButtonKind::Quiet}>{ &read }</Button>
                <Button small=true icon="retry">{ words.say("再试一次", "Try again") }</Button>
                <Button kind={ButtonKind::Primary} disabled_reason={words.say("出版方上了锁。", "Its publisher locked it.")}>{ &read }</Button>
                <Button kind={ButtonKind::Primary} href="#x">{ words.say("一个链接", "A link") }</Button>
                { props!(IconButton { icon: "search", label: words.say("搜索", "Search") }) }
                { props!(IconButton { icon: "bookmark", label: words.say("书签", "Bookmark"), pressed: true }) }
                { props!(IconButton { text: "文", label: words.say("版式", "Display"), expanded: false }) }
                { props!(Chip { text: words.say("中文", "Chinese") }) }
                { props!(Chip { text: words.say("英文", "English"), selected: true }) }
                { props!(Chip {
                    text: words.say("诗词", "Poetry"), selected: true,
                    remove_label: words.say("去掉：诗词", "Take off Poetry")
                }) }
                { props!(Chip { text: words.say("筛选", "Filter"), icon: "filter" }) }
                { props!(Tag { text: words.say("可调", "On request") }) }
                { props!(Tag { tone: Tone::Positive, text: words.say("现在可读", "Read now") }) }
                { props!(Tag { tone: Tone::Caution, text: words.say("等 2 人", "2 waiting") }) }
                { props!(Tag { tone: Tone::Danger, text: words.say("打不开", "Won't open") }) }
                { props!(Stamp { text: words.say("11.24", "24 Nov"), note: words.say("后天", "in 2 days") }) }
                { props!(Stamp { text: words.say("12.03", "3 Dec"), note: words.say("还早", "no rush"), calm: true }) }
            </div>
            <Button wide=true>{ words.say("一样宽", "As wide as it gets") }</Button>
        </Section>
    }
}

/// The display panel of the reader, with all kinds of choices.
#[component]
pub(super) fn Display(props: &PartsProps) -> Html {
    let words = props.words;
    let paper = use_state(|| AttrValue::Static("light"));
    let font = use_state(|| AttrValue::Static("serif"));
    let tab = use_state(|| AttrValue::Static("a"));
    let size = use_state(|| 19_i32);
    let set = |state: &UseStateHandle<AttrValue>| {
        let state = state.clone();
        Callback::from(move |value: AttrValue| state.set(value))
    };
    let step = |by: i32| {
        let size = size.clone();
        Callback::from(move |()| size.set(*size + by))
    };
    let choice = |value: &'static str, zh, en| Choice::new(value, words.say(zh, en));
    let papers = vec![
        choice("light", "素纸", "Plain"),
        choice("sepia", "旧页", "Old page"),
        choice("dark", "夜", "Night"),
        choice("contrast", "高对比", "Contrast"),
    ];
    let fonts =
        vec![choice("serif", "宋", "Serif"), choice("kai", "楷", "Kai"), choice("sans", "黑", "Sans")];
    let flows = vec![
        choice("paginated", "翻页", "Pages").icon("pages"),
        choice("scrolled", "滚动", "Scroll").icon("scroll"),
    ];
    let tabs =
        vec![choice("a", "版式", "Display"), choice("b", "朗读", "Aloud"), choice("c", "辅助", "Help")];
    html! {
        <Tabs label={words.say("设置", "Settings")} {tabs} selected={(*tab).clone()} onchange={set(&tab)}>
            <Stepper label={words.say("字号", "Size")} value_text={size.to_string()} letter={words.say("文", "A")}
                minus_label={words.say("字小一些", "Smaller letters")} plus_label={words.say("字大一些", "Larger letters")}
                on_minus={step(-1)} on_plus={step(1)} at_min={*size <= 12} at_max={*size >= 22}
                limit_text={words.say("到头了。", "That's as far as it goes.")} />
            <Swatches label={words.say("纸色", "Paper")} options={papers} selected={(*paper).clone()} onchange={set(&paper)}
                sample={words.say("文", "Aa")} />
            <Segmented label={words.say("字体", "Typeface")} options={fonts} selected={(*font).clone()} onchange={set(&font)} />
            <Segmented label={words.say("翻法", "Turning")} options={flows} selected="paginated" />
            <Stepper label={words.say("行距", "Spacing")} value_text={words.say("宽", "Wide")}
                minus_label={words.say("紧一些", "Tighter")} plus_label={words.say("松一些", "Looser")}
                minus_icon="align-justify" plus_icon="line-height" at_max=true limit_text={words.say("已经最宽。", "That's the widest.")} />
            <Switch label={words.say("长词断行", "Break long words")} on=true />
            <p class="t13 faint">{ words.say("只记在这台设备上。", "Kept on this device.") }</p>
        </Tabs>
    }
}

fn fields(words: Words) -> Html {
    let languages =
        vec![Choice::new("zh", "中文").language("zh-CN"), Choice::new("en", "English").language("en")];
    let language =
        html! { <Select label={words.say("语言", "Language")} options={languages} selected="zh" /> };
    let motion = html! {
        <Switch label={words.say("少些动画", "Less motion")} note={words.say("翻页直接切换。", "Pages change at once.")} on=false />
    };
    html! {
        <Section title={words.say("选的", "To choose")}>
            <div class="narrow">
                <SearchField label={words.say("搜索馆藏", "Search the library")} clear_label="×" placeholder={words.say("书名", "Title")} />
                <TextField label={words.say("读者证号", "Card number")} name="card" inputmode="numeric"
                    note={words.say("在读者证正面。", "It is on the front of your card.")} />
                <TextField label={words.say("密码", "PIN")} name="pin" secret={words.say("显示密码", "Show the PIN")}
                    error={words.say("密码不对，再试一次。", "That isn’t the PIN. Try again.")} />
                { props!(SettingRow { note: words.say("只改应用的文字。", "For the app's own words."), control: language }) }
                { props!(SettingRow { control: motion }) }
                { props!(SettingRow { control: html! { <Display {words} /> } }) }
            </div>
        </Section>
    }
}

fn covers(words: Words) -> Html {
    let mut books: Vec<Html> =
        (0..16).map(|n| props!(BookCard { book: book(n), href: format!("#{n}") }).into()).collect();
    let note = words.say("有图", "With a picture");
    books.push(props!(BookCard { book: pictured(), href: "#p", note }).into());
    let spread = props!(SpreadCard {
        book: book(2),
        kicker: words.say("上次读到这里", "Where you left off"),
        progress: 0.02,
        stitches: chapters(),
        progress_label: "2%",
        href: "#x",
        action: words.say("接着读", "Read on")
    });
    html! {
        <>
            <Section title={words.say("没有封面的书", "Books without a cover")}>
                { props!(Shelf { wrap: true, books }) }
            </Section>
            <Section title={words.say("书脊", "Spines")}>{ props!(SpineCase { spines: spines(words) }) }</Section>
            <Section title={words.say("读到哪里", "How far")}>
                { spread }
                { props!(Thread { progress: 0.0, stitches: chapters(), label: "0%" }) }
                { props!(Thread { progress: 0.6, stitches: chapters(), label: "60%", rtl: true }) }
                { props!(Thread { progress: 1.0, label: "100%" }) }
                { props!(ProgressBar { value: 0.4, label: words.say("正在取书", "Fetching the book") }) }
                { props!(ProgressBar { label: words.say("正在打开", "Opening") }) }
            </Section>
        </>
    }
}

fn states(words: Words) -> Html {
    let update = html! { <Button small=true>{ words.say("现在换上", "Switch now") }</Button> };
    let offline = words.say("现在没有网络。", "You’re offline.");
    let empty = props!(EmptyState {
        sentence: words.say("书架还空着，等第一本书。", "Your shelf is waiting for its first book."),
        action: html! { <Button>{ words.say("去找一本", "Find a book") }</Button> }
    });
    let details = props!(Disclosure {
        summary: words.say("详情", "Details"),
        children: html! { <p class="t14">{ "HTTP 503" }</p> }
    });
    html! {
        <Section title={words.say("状态", "States")}>
            { props!(Banner { icon: "offline", tone: Tone::Caution, text: offline }) }
            { props!(Banner { text: words.say("有新版本了。", "A newer version is ready."), actions: update }) }
            { props!(Banner { tone: Tone::Positive, icon: "check", text: words.say("存好了", "Saved") }) }
            { props!(Banner { tone: Tone::Danger, icon: "warning", text: words.say("打不开", "It won't open") }) }
            { empty }
            <ErrorState title={words.say("图书馆没有回应", "The library didn't answer")}
                advice={words.say("你读到的地方已记住。", "Your place is kept.")} retry={words.say("再试一次", "Try again")} level=3>
                { details }
            </ErrorState>
        </Section>
    }
}

fn facts(words: Words) -> Html {
    let rows: Vec<Vec<AttrValue>> =
        vec![vec!["2026-11-22".into(), "12".into()], vec!["2026-11-23".into(), "31".into()]];
    let head = vec![words.say("日期", "Day"), words.say("页", "Pages")];
    let items = vec![
        Definition::text(words.say("语言", "Language"), "English"),
        Definition::text(words.say("大小", "Size"), "3.1 MB"),
    ];
    let more = html! { <p>{ words.say("就这些。", "That's all.") }</p> };
    html! {
        <Section title={words.say("事实", "Facts")}>
            { props!(DefinitionList { items }) }
            { props!(DataTable { caption: words.say("每天读的页数", "Pages a day"), head, rows }) }
            { props!(Disclosure { summary: words.say("更多", "More"), open: true, children: more }) }
            <Toc label={words.say("目录", "Contents")} onselect={Callback::noop()} items={vec![
                TocItem { target: "a".into(), title: words.say("卷一", "Part one"), note: Some("1".into()), depth: 0, current: false },
                TocItem { target: "b".into(), title: words.say("闺房记乐", "Chapter one"), note: Some("3".into()), depth: 1, current: true },
                TocItem { target: "c".into(), title: words.say("卷二", "Part two"), note: None, depth: 0, current: false },
            ]} />
        </Section>
    }
}

/// What lies over the page: opened by buttons.
#[component]
fn Layers(props: &PartsProps) -> Html {
    let words = props.words;
    let open = use_state(|| None::<SheetSide>);
    let toast = use_state(|| false);
    let note = use_state(|| false);
    let opener = |side: SheetSide, name: &'static str| {
        let open = open.clone();
        html! { <Button onclick={move |_| open.set(Some(side))}>{ name }</Button> }
    };
    let put = |state: &UseStateHandle<bool>, to: bool| {
        let state = state.clone();
        Callback::from(move |()| state.set(to))
    };
    let onclose = {
        let open = open.clone();
        Callback::from(move |()| open.set(None))
    };
    let said = toast.then(|| {
        props!(Toast {
            text: words.say("《园冶》放上书架了。", "“Walden” is on your shelf."),
            dismiss_label: words.say("知道了", "Dismiss"),
            ondismiss: put(&toast, false),
            action: ToastAction { label: words.say("撤销", "Undo"), onclick: Callback::noop() }
        })
    });
    html! {
        <Section title={words.say("盖在上面的", "What lies on top")}>
            <div class="tags">
                { opener(SheetSide::Middle, "Middle") }{ opener(SheetSide::Panel, "Panel") }
                { opener(SheetSide::Start, "Start") }{ opener(SheetSide::End, "End") }
                <Button onclick={put(&toast, true).reform(|_: MouseEvent| ())}>{ "Toast" }</Button>
                <Button onclick={put(&note, true).reform(|_: MouseEvent| ())}>{ "Note" }</Button>
            </div>
            <Sheet open={open.is_some()} side={open.unwrap_or_default()} title={words.say("版式", "Display")}
                close_label={words.say("关闭", "Close")} {onclose} foot={html! {
                    <div class="sheet-foot"><Button kind={ButtonKind::Primary}>{ words.say("好了", "Done") }</Button></div>
                }}><Display {words} /></Sheet>
            if *note {
                <ReaderPopup title={words.say("注", "Note")} close_label={words.say("收起注", "Close the note")} onclose={put(&note, false)}>
                    <p>{ words.say("沈复，字三白。", "A pond in Concord, Massachusetts.") }</p>
                </ReaderPopup>
            }
            { props!(ToastRegion { toast: said }) }
        </Section>
    }
}
