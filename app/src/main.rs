//! Starts the app in `#app`.

use yueli_app::{App, shell};

fn main() {
    shell::speech::learn_to_speak();
    shell::crash::watch();
    match shell::browser::mount_point() {
        Some(root) => yew::Renderer::<App>::with_root(root).render(),
        None => yew::Renderer::<App>::new().render(),
    };
}
