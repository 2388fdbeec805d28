//! What the app is made of: components that take props and give callbacks. None knows a port, storage, the network
//! or a router; words come in as strings.
//!
//! Links take `href` and `onclick`: hand every one of them the callback that [`follow`] makes, and plain clicks go
//! to the router while ctrl-clicks, middle clicks and copied addresses stay the browser's.

mod aim;
mod binding;
mod book;
mod button;
mod choice;
mod cover;
mod facets;
mod field;
pub mod gallery;
mod icon;
mod id;
mod layout;
mod ledger;
mod link;
mod list;
mod nav;
mod part;
mod reader;
mod sheet;
mod skeleton;
mod spines;
mod spread;
mod status;
mod stepper;
mod tables;
mod tabs;
mod text_field;
mod thread;
mod toolbar;

pub use aim::aims;
pub use book::{BookCard, BookList, BookRow, Shelf};
pub use button::{Button, ButtonKind, ButtonProps, Chip, IconButton, Stamp, Tag, Tone};
pub use choice::{Choice, Segmented, SegmentedProps, Swatches, SwatchesProps};
pub use cover::{BookFace, Cover, CoverProps, CoverSize};
pub use facets::{FacetGroup, FacetGroupProps, FacetOption};
pub use field::{SearchField, SearchFieldProps, Select, SelectProps, Switch, SwitchProps};
pub use icon::{Icon, Mark};
pub use layout::{Crumb, Disclosure, PageHeader, Section, SectionProps, SettingRow};
pub use ledger::{Ledger, LedgerRow};
pub use link::{clicked, follow};
pub use list::List;
pub use nav::{Nav, NavItem};
pub use reader::{ReaderFoot, ReaderPopup, ReaderPopupProps, ReaderTop, Toc, TocItem, TocProps};
pub use sheet::{Sheet, SheetProps, SheetSide};
pub use skeleton::{Skeleton, SkeletonKind};
pub use spines::{Spine, SpineCase};
pub use spread::SpreadCard;
pub use status::{Banner, EmptyState, ErrorState, ErrorStateProps, Toast, ToastAction, ToastRegion};
pub use stepper::{Stepper, StepperProps};
pub use tables::{AccessFact, AccessList, DataTable, Definition, DefinitionList};
pub use tabs::{Tabs, TabsProps};
pub use text_field::{TextField, TextFieldProps, typed};
pub use thread::{ProgressBar, Thread};
pub use toolbar::{PenChoice, PenSample, Pens, PensProps, Toolbar, ToolbarItem, ToolbarProps};
