//! What a reader marks and writes with.

use yew::{prelude::*, props};

use super::Words;
use crate::*;

const PENS: [(&str, &str, &str); 4] =
    [("amber", "黄", "Yellow"), ("green", "绿", "Green"), ("blue", "蓝", "Blue"), ("red", "红", "Red")];
const LINES: [(&str, &str, &str); 4] = [
    ("solid", "底色", "Filled"),
    ("underline", "下划线", "Line"),
    ("dotted", "点线", "Dots"),
    ("wavy", "波浪线", "Wave"),
];

pub(super) fn noting(words: Words) -> Html {
    let sample = words.say("文", "Aa");
    let pens = PENS.iter().zip(LINES).map(|((pen, zh, en), (line, ..))| PenChoice {
        value: (*pen).into(),
        label: words.say(zh, en),
        pen: (*pen).into(),
        line: line.into(),
    });
    let pens: Vec<PenChoice> = pens.collect();
    let item = |choice: &PenChoice| ToolbarItem {
        value: choice.value.clone(),
        label: choice.label.clone(),
        pen: Some((choice.pen.clone(), choice.line.clone())),
        icon: None,
    };
    let mut items: Vec<ToolbarItem> = pens.iter().map(item).collect();
    for (icon, zh, en) in
        [("pen", "写笔记", "Write a note"), ("copy", "复制", "Copy"), ("share", "分享", "Share")]
    {
        let label = words.say(zh, en);
        items.push(ToolbarItem { value: icon.into(), label, icon: Some(icon.into()), pen: None });
    }
    let samples = PENS.iter().flat_map(|(pen, ..)| {
        let sample = sample.clone();
        LINES.iter().map(move |(line, ..)| {
            Html::from(props!(PenSample { pen: *pen, line: *line, sample: sample.clone() }))
        })
    });
    html! {
        <Section title={words.say("划线和笔记", "Marks and notes")}>
            <div class="tags">{ for samples }</div>
            <Toolbar label={words.say("选中的字句", "Chosen words")} {items} sample={sample.clone()}
                onselect={Callback::noop()} onclose={Callback::noop()} />
            <Pens label={words.say("颜色", "Colour")} options={pens} selected="green" {sample} onchange={Callback::noop()} />
        </Section>
    }
}
