//! What the app is made of: components that take props and give callbacks. None knows a port, storage, the network
//! or a router; words come in as strings.
//!
//! Links take `href` and `onclick`: hand every one of them the callback that [`follow`] makes, and plain clicks go
//! to the router while ctrl-clicks, middle clicks and copied addresses stay the browser's.

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
mod link;
mod list;
mod nav;
mod reader;
mod sheet;
mod skeleton;
mod spines;
mod spread;
mod status;
mod stepper;
mod tables;
mod tabs;
mod thread;

pub use book::{BookCard, BookCardProps, BookList, BookListProps, BookRow, BookRowProps, Shelf, ShelfProps};
pub use button::{
    Button, ButtonKind, ButtonProps, Chip, ChipProps, IconButton, IconButtonProps, Stamp, StampProps, Tag,
    TagProps, Tone,
};
pub use choice::{Choice, Segmented, SegmentedProps, Swatches, SwatchesProps};
pub use cover::{BookFace, Cover, CoverProps, CoverSize};
pub use facets::{FacetGroup, FacetGroupProps, FacetOption};
pub use field::{SearchField, SearchFieldProps, Select, SelectProps, Switch, SwitchProps};
pub use icon::{Icon, IconProps, Mark, MarkProps};
pub use layout::{
    Crumb, CrumbProps, Disclosure, DisclosureProps, PageHeader, PageHeaderProps, Section, SectionProps,
    SettingRow, SettingRowProps,
};
pub use link::follow;
pub use list::List;
pub use nav::{Nav, NavItem, NavProps};
pub use reader::{
    ReaderFoot, ReaderFootProps, ReaderPopup, ReaderPopupProps, ReaderTop, ReaderTopProps, Toc, TocItem,
    TocProps,
};
pub use sheet::{Sheet, SheetProps, SheetSide};
pub use skeleton::{Skeleton, SkeletonKind, SkeletonProps};
pub use spines::{Spine, SpineCase, SpineCaseProps};
pub use spread::{SpreadCard, SpreadCardProps};
pub use status::{
    Banner, BannerProps, EmptyState, EmptyStateProps, ErrorState, ErrorStateProps, Toast, ToastAction,
    ToastProps, ToastRegion, ToastRegionProps,
};
pub use stepper::{Stepper, StepperProps};
pub use tables::{
    AccessFact, AccessList, AccessListProps, DataTable, DataTableProps, Definition, DefinitionList,
    DefinitionListProps,
};
pub use tabs::{Tabs, TabsProps};
pub use thread::{ProgressBar, ProgressBarProps, Thread, ThreadProps};
