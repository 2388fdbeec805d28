//! The shape of what is coming.

use yew::prelude::*;

/// What is coming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SkeletonKind {
    /// A row of book cards.
    #[default]
    Shelf,
    /// Books in a list.
    List,
    /// The page of one title.
    Title,
    /// The spread of the home page.
    Spread,
    /// A few lines.
    Text,
}

/// Still shapes in the layout of what is coming. They appear after 300 ms, so that what is quick never flickers.
#[derive(Properties, PartialEq)]
pub struct Skeleton {
    /// What is coming.
    #[prop_or_default]
    pub kind: SkeletonKind,
    /// “Loading”, for whoever can't see the shapes.
    pub label: AttrValue,
    /// How many books.
    #[prop_or(7)]
    pub count: usize,
}

impl From<Skeleton> for Html {
    fn from(props: Skeleton) -> Self {
        let bone = |class: &'static str| html! { <i class={classes!("bone", class)} /> };
        let text = || html! { <div>{ bone("bone-title") }{ bone("bone-line") }{ bone("bone-short") }</div> };
        let shapes = match props.kind {
            SkeletonKind::Shelf => html! {
                <div class="shelf">
                    { for (0..props.count).map(|_| html! {
                        <div>{ bone("bone-cover") }{ bone("bone-line") }{ bone("bone-short") }</div>
                    }) }
                </div>
            },
            SkeletonKind::List => html! {
                <div class="row-list">
                    { for (0..props.count).map(|_| html! {
                        <div class="bone-row"><div class="row-book">{ bone("bone-cover cover-small") }{ text() }</div></div>
                    }) }
                </div>
            },
            SkeletonKind::Title => html! {
                <div class="bone-hero">{ bone("bone-cover") }<div>{ bone("bone-short") }{ bone("bone-head") }
                    { bone("bone-line") }{ bone("bone-button") }</div></div>
            },
            SkeletonKind::Spread => html! {
                <div class="spread"><div class="spread-cover">{ bone("bone-cover") }</div>
                    <div class="spread-text"><div>{ bone("bone-short") }{ bone("bone-line") }{ bone("bone-line") }
                    { bone("bone-line") }</div></div></div>
            },
            SkeletonKind::Text => {
                html! { <div>{ bone("bone-line") }{ bone("bone-line") }{ bone("bone-short") }</div> }
            }
        };
        html! {
            <div class="skeleton" role="status"><span class="vh">{ props.label }</span>
                <div aria-hidden="true">{ shapes }</div></div>
        }
    }
}
