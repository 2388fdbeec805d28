//! The library whose app this is: its root feed, as last seen and then as it is now.

use std::rc::Rc;

use yew::prelude::*;
use yueli_opds::Feed;

use crate::{
    use_cases::{
        catalogue::{self, CatalogueError},
        remote::Remote,
    },
    wire_up::use_services,
    words::use_t,
};

/// What is known of the library.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Root {
    /// The root feed.
    pub feed: Remote<Rc<Feed>>,
    /// True while the feed is an old one, and the library did not answer.
    pub stale: bool,
}

/// What happens to it.
#[derive(Debug, Clone, PartialEq)]
pub enum RootMsg {
    /// It was found on this device.
    Kept(Feed),
    /// The library answered, or did not.
    Answered(Result<Feed, CatalogueError>),
    /// It is asked for again.
    Asked,
    /// Somebody else looks at it now.
    Left,
}

impl Reducible for Root {
    type Action = RootMsg;

    fn reduce(self: Rc<Self>, message: RootMsg) -> Rc<Self> {
        let known = matches!(self.feed, Remote::Ready(_));
        Rc::new(match message {
            RootMsg::Kept(_) if known => return self,
            // The library may have failed to answer before the record was found.
            RootMsg::Kept(feed) => {
                let stale = matches!(self.feed, Remote::Failed(_));
                Self { feed: Remote::Ready(Rc::new(feed)), stale }
            }
            RootMsg::Answered(Ok(feed)) => Self { feed: Remote::Ready(Rc::new(feed)), stale: false },
            RootMsg::Answered(Err(_)) if known => Self { stale: true, ..(*self).clone() },
            RootMsg::Answered(Err(error)) => Self { feed: Remote::Failed(error), stale: false },
            RootMsg::Asked if known => return self,
            RootMsg::Asked | RootMsg::Left => Self::default(),
        })
    }
}

/// The library, and the way to ask it again.
#[derive(Clone, PartialEq)]
pub struct Library {
    /// What is known of it.
    pub root: Root,
    /// Asks it again.
    pub refresh: Callback<()>,
    /// Forgets what somebody else saw of it, and asks it again.
    pub leave: Callback<()>,
}

impl Library {
    /// The library's name in the language `tag`, once it is known.
    pub fn name(&self, tag: &str) -> Option<String> {
        let Remote::Ready(feed) = &self.root.feed else { return None };
        Some(feed.metadata.title.get(tag).to_owned()).filter(|name| !name.trim().is_empty())
    }

    /// Whether other libraries can be asked through it.
    pub fn has_others(&self) -> bool {
        self.root.feed.ready().is_some_and(|feed| feed.link(catalogue::LIBRARIES).is_some())
    }
}

/// Hands the library to everything below.
#[component]
pub fn LibraryProvider(props: &yew::html::ChildrenProps) -> Html {
    let services = use_services();
    let root = use_reducer_eq(Root::default);
    let tag = use_t().locale().tag();
    // The language of a question that is on its way, and which question it is: the shell and the home page both ask when
    // they come up.
    let asking = use_mut_ref(|| (None::<&'static str>, 0_u32));
    let refresh = {
        let (services, root, asking) = (services.clone(), root.dispatcher(), asking.clone());
        use_callback(tag, move |(), tag| {
            let (services, root, asking, tag) = (services.clone(), root.clone(), asking.clone(), *tag);
            let (before, count) = *asking.borrow();
            if before == Some(tag) {
                return;
            }
            let own = (Some(tag), count + 1);
            asking.replace(own);
            root.dispatch(RootMsg::Asked);
            yew::platform::spawn_local(async move {
                let answer =
                    catalogue::fresh_root(services.http.as_ref(), services.records.as_ref(), tag).await;
                // An answer in a language that was left meanwhile, or for somebody else, is not waited for.
                if *asking.borrow() != own {
                    return;
                }
                asking.replace((None, own.1));
                root.dispatch(RootMsg::Answered(answer));
            });
        })
    };
    let leave = {
        let root = root.dispatcher();
        use_callback(refresh.clone(), move |(), refresh| {
            let (_, count) = *asking.borrow();
            asking.replace((None, count));
            root.dispatch(RootMsg::Left);
            refresh.emit(());
        })
    };
    {
        let (root, refresh) = (root.dispatcher(), refresh.clone());
        use_effect_with((), move |()| {
            yew::platform::spawn_local(async move {
                if let Some(feed) = catalogue::kept_root(services.records.as_ref()).await {
                    root.dispatch(RootMsg::Kept(feed));
                }
            });
        });
        // Again in the other language, once the reader changes it.
        use_effect_with(tag, move |_| refresh.emit(()));
    }
    let library = Library { root: (*root).clone(), refresh, leave };
    html! { <ContextProvider<Library> context={library}>{ props.children.clone() }</ContextProvider<Library>> }
}

/// The library.
#[hook]
pub fn use_library() -> Library {
    use_context::<Library>().unwrap_or_else(|| Library {
        root: Root::default(),
        refresh: Callback::noop(),
        leave: Callback::noop(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(messages: impl IntoIterator<Item = RootMsg>) -> Root {
        let start = Rc::new(Root::default());
        (*messages.into_iter().fold(start, |root, message| root.reduce(message))).clone()
    }

    fn named(title: &str) -> Feed {
        let mut feed = Feed::default();
        feed.metadata.title = title.into();
        feed
    }

    fn offline() -> RootMsg {
        RootMsg::Answered(Err(CatalogueError::Offline(String::new())))
    }

    #[test]
    fn what_is_kept_is_shown_until_the_library_answers() {
        let root = after([RootMsg::Kept(named("old")), RootMsg::Answered(Ok(named("new")))]);
        assert_eq!(root.feed, Remote::Ready(Rc::new(named("new"))));
        let root = after([RootMsg::Answered(Ok(named("new"))), RootMsg::Kept(named("old"))]);
        assert_eq!(root.feed, Remote::Ready(Rc::new(named("new"))));
    }

    #[test]
    fn without_a_connection_the_library_keeps_its_name() {
        let root = after([RootMsg::Kept(named("old")), offline()]);
        assert!(root.stale && matches!(root.feed, Remote::Ready(_)));
        assert!(matches!(after([offline()]).feed, Remote::Failed(_)));
        // The record may be found only after the connection has failed.
        let late = after([offline(), RootMsg::Kept(named("old"))]);
        assert!(late.stale && matches!(late.feed, Remote::Ready(_)));
    }

    #[test]
    fn what_somebody_else_saw_is_not_shown() {
        let root = after([RootMsg::Answered(Ok(named("all"))), RootMsg::Left, offline()]);
        assert!(matches!(root.feed, Remote::Failed(_)));
    }

    #[test]
    fn asking_again_waits_only_where_there_is_nothing_to_show() {
        assert_eq!(after([offline(), RootMsg::Asked]).feed, Remote::Waiting);
        assert!(matches!(after([RootMsg::Kept(named("a")), RootMsg::Asked]).feed, Remote::Ready(_)));
    }
}
