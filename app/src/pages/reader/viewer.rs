//! A picture of the book by itself: as large as one likes, with what the book says of it below.

mod view;

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, WheelEvent};
use yew::{prelude::*, props};
use yueli_components::{Button, ButtonKind, IconButton, Sheet, SheetSide};
use yueli_i18n::Catalog;
use yueli_platform_web::frame::Picture;

use self::view::{Box, Hands, View};
use super::{actions::Act, model::Model};
use crate::words::use_t;

/// The picture that is looked at, if there is one.
pub fn viewer(model: &Model, t: &Catalog, language: Option<AttrValue>, act: &Callback<Act>) -> Html {
    let picture = model.picture.clone();
    let title = picture.as_ref().map(|picture| picture.name.clone()).filter(|name| !name.is_empty());
    let title: String = title.unwrap_or_else(|| t.t("picture")).chars().take(80).collect();
    html! {
        <Sheet open={picture.is_some()} {title} close_label={t.t("picture-close")} side={SheetSide::Whole}
            onclose={act.reform(|()| Act::StopLooking)}>
            if let Some(picture) = picture {
                <Look {picture} {language} onfollow={act.reform(Act::Follow)} />
            }
        </Sheet>
    }
}

/// What a pointer does: which, where, when (in milliseconds), and what was seen so far.
type Moves = fn(&mut Hands, i32, (f64, f64), f64, View, &Box) -> View;

/// Props of [`Look`].
#[derive(Properties, PartialEq)]
struct LookProps {
    picture: Rc<Picture>,
    language: Option<AttrValue>,
    onfollow: Callback<String>,
}

/// The picture between its buttons and its words.
#[component]
fn Look(props: &LookProps) -> Html {
    let t = use_t();
    let view = use_state(View::default);
    let hands = use_mut_ref(Hands::default);
    let room = use_node_ref();
    let size = props.picture.size;
    let change = {
        let (view, room) = (view.clone(), room.clone());
        move |change: &dyn Fn(View, &Box) -> View| {
            if let Some(room) = room.cast::<HtmlElement>() {
                view.set(change(*view, &box_of(&room, size)));
            }
        }
    };
    use_wheel_and_keys(&room, size, &view);
    let pointer = |moves: Moves, takes: bool| {
        let (change, hands, room) = (change.clone(), hands.clone(), room.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(room) = room.cast::<HtmlElement>() else { return };
            if takes {
                // A pointer that is gone already moves nothing.
                let _ = room.set_pointer_capture(event.pointer_id());
            }
            let edge = room.get_bounding_client_rect();
            let at = (f64::from(event.client_x()) - edge.left(), f64::from(event.client_y()) - edge.top());
            change(&|view, around| {
                moves(&mut hands.borrow_mut(), event.pointer_id(), at, event.time_stamp(), view, around)
            });
        })
    };
    let (down, moved, up) =
        (pointer(Hands::down, true), pointer(Hands::moved, false), pointer(Hands::up, false));
    let zoom = |larger: bool| {
        let change = change.clone();
        Callback::from(move |_: MouseEvent| change(&|view, around| view.step(larger, around)))
    };
    let number = |value: f64| ((value * 1000.0).round() / 1000.0).to_string();
    let style =
        ["--z:", &number(view.scale), ";--x:", &number(view.x), "px;--y:", &number(view.y), "px"].concat();
    let alone = (size.0 / size.1.max(1.0)).to_string();
    let percent = [&(view.scale * 100.0).round().to_string(), " %"].concat();
    let Picture { src, name, caption, description, described_at, .. } = &*props.picture;
    // A short one is the heading already.
    let is_long = name.chars().count() > 40;
    let follow = described_at.clone().map(|href| props.onfollow.reform(move |_: MouseEvent| href.clone()));
    html! {
        <div class="look">
            <div class="look-room" ref={room} style={style} onpointerdown={down} onpointermove={moved}
                onpointerup={up.clone()} onpointercancel={up}>
                <img src={src.clone()} alt={name.clone()} lang={props.language.clone()} draggable="false"
                    style={["--ratio:", &alone].concat()} />
            </div>
            <div class="look-words">
                <div class="look-zoom" role="group" aria-label={t.t("picture-size")}>
                    { props!(IconButton { icon: "minus", label: t.t("picture-smaller"), onclick: zoom(false) }) }
                    <output class="num">{ percent }</output>
                    { props!(IconButton { icon: "plus", label: t.t("picture-larger"), onclick: zoom(true) }) }
                </div>
                <div class="serif" lang={props.language.clone()} tabindex="0" role="group" aria-label={t.t("picture-words")}>
                    if !caption.is_empty() { <p>{ caption }</p> }
                    if is_long && name != caption { <p class="soft">{ name }</p> }
                    if !description.is_empty() { <p>{ description }</p> }
                    if caption.is_empty() && name.is_empty() && description.is_empty() {
                        <p class="soft" lang={t.locale().tag()}>{ t.t("picture-says-nothing") }</p>
                    }
                </div>
                if let Some(onclick) = follow {
                    <Button kind={ButtonKind::Secondary} icon="info" {onclick}>{ t.t("picture-described-at") }</Button>
                }
            </div>
        </div>
    }
}

fn box_of(room: &HtmlElement, picture: (f64, f64)) -> Box {
    Box { width: f64::from(room.client_width()), height: f64::from(room.client_height()), picture }
}

/// The wheel makes it larger or smaller where the pointer is; it must not do the same to the whole page. Keys do so
/// wherever in the dialog the focus is.
#[hook]
fn use_wheel_and_keys(room: &NodeRef, size: (f64, f64), view: &UseStateHandle<View>) {
    let (view, room) = (view.clone(), room.clone());
    use_effect(move || {
        let options = EventListenerOptions::enable_prevent_default;
        let listeners = room.cast::<HtmlElement>().map(|room| {
            let (by_key, keyed) = (view.clone(), room.clone());
            let dialog = room.closest("dialog").ok().flatten().unwrap_or_else(|| room.clone().into());
            let keys = EventListener::new_with_options(&dialog, "keydown", options(), move |event| {
                let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
                let around = box_of(&keyed, size);
                if key.ctrl_key() || key.meta_key() || key.alt_key() {
                    return;
                }
                if let Some(view) = view::of_key(*by_key, &key.key(), &around) {
                    event.prevent_default();
                    by_key.set(view);
                }
            });
            let wheel = EventListener::new_with_options(&room.clone(), "wheel", options(), move |event| {
                let Some(turned) = event.dyn_ref::<WheelEvent>() else { return };
                event.prevent_default();
                let edge = room.get_bounding_client_rect();
                let at =
                    (f64::from(turned.client_x()) - edge.left(), f64::from(turned.client_y()) - edge.top());
                let by = (-turned.delta_y() / 300.0).clamp(-0.7, 0.7).exp();
                view.set(view.about(at, by, &box_of(&room, size)));
            });
            [keys, wheel]
        });
        move || drop(listeners)
    });
}
