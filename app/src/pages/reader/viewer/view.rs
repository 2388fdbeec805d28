//! How large a picture is seen, and which part of it: arithmetic only. Lengths are CSS pixels.

/// A picture is at most this many times as large as it fits.
const LARGEST: f64 = 8.0;
/// What one press of a button or a key makes it larger.
const STEP: f64 = 1.5;
/// What two taps on it make it larger.
const TAPS: f64 = 2.5;
/// An arrow key moves it by this part of the room.
const KEY: f64 = 0.2;
/// Two taps within this time, in milliseconds, and this near to each other are one wish.
const TAPS_MS: f64 = 320.0;
const TAPS_PX: f64 = 28.0;
/// A tap moves less than this.
const STILL_PX: f64 = 8.0;

/// The room, and the picture in it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Box {
    /// The room's width.
    pub width: f64,
    /// The room's height.
    pub height: f64,
    /// The picture's own width and height.
    pub picture: (f64, f64),
}

impl Box {
    /// The width and height with which the whole picture is seen.
    fn fitted(&self) -> (f64, f64) {
        let (width, height) = (self.picture.0.max(1.0), self.picture.1.max(1.0));
        let scale = (self.width / width).min(self.height / height);
        (width * scale, height * scale)
    }
}

/// How a picture is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// How many times as large as it fits. From 1.0 to 8.0.
    pub scale: f64,
    /// How far its middle is right of the room's.
    pub x: f64,
    /// How far its middle is below the room's.
    pub y: f64,
}

impl Default for View {
    fn default() -> Self {
        Self { scale: 1.0, x: 0.0, y: 0.0 }
    }
}

impl View {
    /// The same, no larger or smaller than may be, and with no more empty room beside it than there must be.
    fn held(self, around: &Box) -> Self {
        let scale = if self.scale.is_finite() { self.scale.clamp(1.0, LARGEST) } else { 1.0 };
        let (width, height) = around.fitted();
        let room = |whole: f64, seen: f64| ((whole * scale - seen) / 2.0).max(0.0);
        let (across, down) = (room(width, around.width), room(height, around.height));
        Self { scale, x: self.x.clamp(-across, across), y: self.y.clamp(-down, down) }
    }

    /// `by` times as large; what is at `at`, from the room's corner, stays there.
    pub fn about(self, at: (f64, f64), by: f64, around: &Box) -> Self {
        let scale = (self.scale * by).clamp(1.0, LARGEST);
        let grown = scale / self.scale;
        let (x, y) = (at.0 - around.width / 2.0, at.1 - around.height / 2.0);
        Self { scale, x: x - (x - self.x) * grown, y: y - (y - self.y) * grown }.held(around)
    }

    /// A step larger, or smaller, about the middle.
    pub fn step(self, larger: bool, around: &Box) -> Self {
        let by = if larger { STEP } else { 1.0 / STEP };
        self.about((around.width / 2.0, around.height / 2.0), by, around)
    }

    fn moved(self, by: (f64, f64), around: &Box) -> Self {
        Self { x: self.x + by.0, y: self.y + by.1, ..self }.held(around)
    }
}

/// What a key does; `None` for keys that do nothing to a picture. Arrow keys show what lies that way.
pub fn of_key(view: View, key: &str, around: &Box) -> Option<View> {
    let (across, down) = (around.width * KEY, around.height * KEY);
    Some(match key {
        "+" | "=" => view.step(true, around),
        "-" | "_" => view.step(false, around),
        "0" => View::default(),
        "ArrowLeft" => view.moved((across, 0.0), around),
        "ArrowRight" => view.moved((-across, 0.0), around),
        "ArrowUp" => view.moved((0.0, down), around),
        "ArrowDown" => view.moved((0.0, -down), around),
        _ => return None,
    })
}

/// Fingers, or a mouse, on a picture.
#[derive(Debug, Default)]
pub struct Hands {
    /// Which, and where it was seen last.
    on: Vec<(i32, (f64, f64))>,
    /// Where and when the first came down, while it has not moved.
    began: Option<(f64, f64)>,
    /// Where and when the last tap was.
    tapped: Option<((f64, f64), f64)>,
}

impl Hands {
    /// One comes down.
    pub fn down(&mut self, id: i32, at: (f64, f64), _ms: f64, view: View, _around: &Box) -> View {
        self.on.retain(|(own, _)| *own != id);
        self.on.push((id, at));
        self.began = (self.on.len() == 1).then_some(at);
        view
    }

    /// One moves: alone it takes the picture along, of two the distance makes it larger or smaller.
    pub fn moved(&mut self, id: i32, at: (f64, f64), _ms: f64, view: View, around: &Box) -> View {
        let Some(index) = self.on.iter().position(|(own, _)| *own == id) else { return view };
        let before = self.on.clone();
        self.on[index].1 = at;
        if self.began.is_some_and(|began| distance(began, at) > STILL_PX) {
            self.began = None;
        }
        match (before.as_slice(), self.on.as_slice()) {
            ([(_, from)], _) if self.began.is_none() => view.moved((at.0 - from.0, at.1 - from.1), around),
            ([(_, a), (_, b)], [(_, c), (_, d)]) => {
                let (old, new) = (middle(*a, *b), middle(*c, *d));
                let by = distance(*c, *d) / distance(*a, *b).max(1.0);
                view.about(old, by, around).moved((new.0 - old.0, new.1 - old.1), around)
            }
            _ => view,
        }
    }

    /// One leaves. Two taps make the picture larger there, and whole again.
    pub fn up(&mut self, id: i32, at: (f64, f64), ms: f64, view: View, around: &Box) -> View {
        self.on.retain(|(own, _)| *own != id);
        if self.began.take().is_none() {
            return view;
        }
        let again = self
            .tapped
            .take()
            .is_some_and(|(there, then)| ms - then < TAPS_MS && distance(there, at) < TAPS_PX);
        if !again {
            self.tapped = Some((at, ms));
            return view;
        }
        if view.scale > 1.05 { View::default() } else { view.about(at, TAPS, around) }
    }
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn middle(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wide picture in a square room: it fits 400 by 200.
    const AROUND: Box = Box { width: 400.0, height: 400.0, picture: (800.0, 400.0) };

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let at = (300.0, 220.0);
        let view = View::default().about(at, 4.0, &AROUND);
        // A point of the picture is seen at middle + offset + scale * point.
        let point = ((at.0 - 200.0 - view.x) / view.scale, (at.1 - 200.0 - view.y) / view.scale);
        assert!((point.0 - 100.0).abs() < 1e-9 && (point.1 - 20.0).abs() < 1e-9, "{view:?}");
    }

    #[test]
    fn it_is_held_in_the_room() {
        for (view, expected) in [
            (View { scale: 0.2, x: 50.0, y: 9.0 }, View::default()),
            (View { scale: 99.0, x: 0.0, y: 0.0 }, View { scale: 8.0, x: 0.0, y: 0.0 }),
            (View { scale: 2.0, x: 900.0, y: 900.0 }, View { scale: 2.0, x: 200.0, y: 0.0 }),
            (View { scale: f64::NAN, x: 5.0, y: 5.0 }, View::default()),
        ] {
            assert_eq!(view.held(&AROUND), expected, "{view:?}");
        }
    }

    #[test]
    fn keys_zoom_and_pan() {
        let large =
            of_key(View::default(), "+", &AROUND).and_then(|view| of_key(view, "=", &AROUND)).unwrap();
        assert!((large.scale - 2.25).abs() < 1e-9);
        assert_eq!(of_key(large, "ArrowRight", &AROUND).map(|view| view.x), Some(-80.0));
        assert_eq!(of_key(large, "ArrowLeft", &AROUND).map(|view| view.x), Some(80.0));
        assert_eq!(of_key(large, "0", &AROUND), Some(View::default()));
        assert_eq!(of_key(large, "Escape", &AROUND), None);
        assert_eq!(
            of_key(View::default(), "ArrowUp", &AROUND),
            Some(View::default()),
            "there is nothing that way"
        );
    }

    #[test]
    fn two_fingers_pinch_about_their_middle_and_one_pans() {
        let mut hands = Hands::default();
        let mut view = hands.down(1, (150.0, 200.0), 0.0, View::default(), &AROUND);
        view = hands.down(2, (250.0, 200.0), 0.0, view, &AROUND);
        view = hands.moved(1, (100.0, 200.0), 0.0, view, &AROUND);
        view = hands.moved(2, (300.0, 200.0), 0.0, view, &AROUND);
        assert!((view.scale - 2.0).abs() < 1e-9, "{view:?}");
        view = hands.up(2, (300.0, 200.0), 0.0, view, &AROUND);
        view = hands.moved(1, (70.0, 200.0), 0.0, view, &AROUND);
        assert!((view.x + 30.0).abs() < 1.0, "{view:?}");
    }

    #[test]
    fn two_taps_enlarge_and_two_more_make_it_whole() {
        let mut hands = Hands::default();
        let mut view = View::default();
        let mut tap = |view: View, ms: f64| {
            let view = hands.down(1, (200.0, 200.0), ms, view, &AROUND);
            hands.up(1, (202.0, 200.0), ms + 60.0, view, &AROUND)
        };
        view = tap(view, 0.0);
        assert_eq!(view.scale, 1.0, "one tap is none");
        view = tap(view, 150.0);
        assert_eq!(view.scale, 2.5);
        view = tap(view, 2000.0);
        view = tap(view, 3000.0);
        assert_eq!(view.scale, 2.5, "two taps with a pause between them are none");
        view = tap(view, 3200.0);
        assert_eq!(view, View::default());
    }
}
