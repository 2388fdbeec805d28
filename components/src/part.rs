//! Parts: what is shown from props alone.
//!
//! A component costs every patron a few hundred bytes of download beside its own code, for Yew builds its life cycle
//! anew for each. So only what keeps something from one showing to the next is one: a state, an id, an effect; or
//! the rows of a long list, which need not be made anew while their props stay the same. Everything else is a *part*:
//! a struct of props that turns into [`Html`], with the names, defaults and conversions of props.
//!
//! ```text
//! { props!(Banner { icon: "offline", text: words.t("offline-banner") }) }
//! ```

use yew::Html;
use yew::html::IntoPropValue;

use crate::{
    AccessList, Banner, BookCard, BookList, BookRow, Chip, Crumb, DataTable, DefinitionList, Disclosure,
    EmptyState, Icon, IconButton, Mark, Nav, PageHeader, PenSample, ProgressBar, ReaderFoot, ReaderTop,
    SettingRow, Shelf, Skeleton, SpineCase, SpreadCard, Stamp, Tag, Thread, Toast, ToastRegion,
};

/// Lets parts be the children of components, and props of other parts.
macro_rules! parts {
    ($($part:ty),+ $(,)?) => {
        $(
            impl IntoPropValue<Html> for $part {
                fn into_prop_value(self) -> Html {
                    self.into()
                }
            }
        )+
    };
}

parts!(
    AccessList,
    Banner,
    BookCard,
    BookList,
    BookRow,
    Chip,
    Crumb,
    DataTable,
    DefinitionList,
    Disclosure,
    EmptyState,
    Icon,
    IconButton,
    Mark,
    Nav,
    PageHeader,
    PenSample,
    ProgressBar,
    ReaderFoot,
    ReaderTop,
    SettingRow,
    Shelf,
    Skeleton,
    SpineCase,
    SpreadCard,
    Stamp,
    Tag,
    Thread,
    Toast,
    ToastRegion,
);
