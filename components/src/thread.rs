//! How far along.

use yew::prelude::*;

use crate::List;

/// Progress as a thread, with one stitch for each chapter and a ribbon at the reader's place.
#[derive(Properties, PartialEq)]
pub struct Thread {
    /// Where the reader is, from 0 to 1.
    pub progress: f64,
    /// Where the chapters begin, from 0 to 1. More than forty are thinned out.
    #[prop_or_default]
    pub stitches: List<f64>,
    /// What it says, in words: “34% of the book”.
    pub label: AttrValue,
    /// It runs from right to left, as the book does.
    #[prop_or_default]
    pub rtl: bool,
}

impl From<Thread> for Html {
    fn from(props: Thread) -> Self {
        let progress = share(props.progress);
        let every = props.stitches.len().div_ceil(40).max(1);
        let stitches = props.stitches.iter().copied().filter(|at| *at > 0.005 && *at < 0.995).step_by(every);
        html! {
            <div class="thread" role="img" aria-label={props.label} dir={props.rtl.then_some("rtl")}
                style={format!("--p:{:.2}%", progress * 100.0)}>
                { for stitches.map(|at| html! {
                    <i class={classes!((at <= progress).then_some("is-done"))} style={format!("--at:{:.2}%", at * 100.0)} />
                }) }
                <b />
            </div>
        }
    }
}

/// How far something is that takes time.
#[derive(Properties, PartialEq)]
pub struct ProgressBar {
    /// From 0 to 1; none while it isn't known.
    #[prop_or_default]
    pub value: Option<f64>,
    /// What is going on.
    pub label: AttrValue,
    /// How far it is, in words.
    #[prop_or_default]
    pub value_text: Option<AttrValue>,
}

impl From<ProgressBar> for Html {
    fn from(props: ProgressBar) -> Self {
        let value = props.value.map(share);
        let class = classes!("meter", value.is_none().then_some("is-unknown"));
        html! {
            <div {class} role="progressbar" aria-label={props.label} aria-valuemin="0" aria-valuemax="100"
                aria-valuenow={value.map(|value| format!("{:.0}", value * 100.0))}
                aria-valuetext={props.value_text}
                style={format!("--p:{:.1}%", value.unwrap_or(0.3) * 100.0)} />
        }
    }
}

fn share(value: f64) -> f64 {
    if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 }
}
