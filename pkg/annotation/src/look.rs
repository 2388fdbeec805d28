//! How a highlight looks: a pen, and the line it draws.

/// What a highlight is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Pen {
    /// Yellow.
    #[default]
    Amber,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Red.
    Red,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Line {
    /// The ground behind the words.
    #[default]
    Solid,
    /// A line under them.
    Underline,
    /// A dotted line under them.
    Dotted,
    /// A wavy line under them.
    Wavy,
}

/// How a highlight looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Look {
    /// Its colour.
    pub pen: Pen,
    /// Its shape.
    pub line: Line,
}

impl Pen {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Amber, Self::Green, Self::Blue, Self::Red];

    /// Its name in messages and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Red => "red",
        }
    }

    /// The pen of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pen| pen.name() == name)
    }

    /// The line it draws unless another is chosen: colours are never told apart by colour alone.
    pub fn usual_line(self) -> Line {
        match self {
            Self::Amber => Line::Solid,
            Self::Green => Line::Underline,
            Self::Blue => Line::Dotted,
            Self::Red => Line::Wavy,
        }
    }

    /// The colour that other reading apps are told, as CSS writes it.
    pub fn css(self) -> &'static str {
        match self {
            Self::Amber => "#f2c94c",
            Self::Green => "#6fcf97",
            Self::Blue => "#56a3eb",
            Self::Red => "#eb6b76",
        }
    }

    /// The pen that is nearest to a colour of another app: CSS names and hexadecimal numbers are understood.
    pub fn nearest(css: &str) -> Self {
        let css = css.trim().to_ascii_lowercase();
        if let Some(pen) = Self::named(&css) {
            return pen;
        }
        let known = match css.as_str() {
            "yellow" | "gold" | "orange" | "khaki" | "brown" => Some(Self::Amber),
            "lime" | "olive" | "lightgreen" | "teal" => Some(Self::Green),
            "cyan" | "aqua" | "navy" | "lightblue" | "skyblue" | "purple" | "violet" => Some(Self::Blue),
            "pink" | "magenta" | "fuchsia" | "crimson" | "maroon" => Some(Self::Red),
            _ => None,
        };
        known.or_else(|| hex(&css).map(of_hue)).unwrap_or_default()
    }
}

/// `#rgb` or `#rrggbb`, and whatever transparency follows.
fn hex(css: &str) -> Option<[i32; 3]> {
    let digits: Vec<i32> = css
        .strip_prefix('#')?
        .chars()
        .map(|digit| digit.to_digit(16).map(|digit| digit as i32))
        .collect::<Option<_>>()?;
    match *digits.as_slice() {
        [r, g, b] | [r, g, b, _] => Some([r * 17, g * 17, b * 17]),
        [r, rr, g, gg, b, bb] | [r, rr, g, gg, b, bb, _, _] => Some([r * 16 + rr, g * 16 + gg, b * 16 + bb]),
        _ => None,
    }
}

/// By hue, in degrees; what has none is yellow, as pens in books are.
fn of_hue([r, g, b]: [i32; 3]) -> Pen {
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let spread = most - least;
    if spread < 16 {
        return Pen::Amber;
    }
    let hue = if most == r {
        60 * (g - b) / spread
    } else if most == g {
        120 + 60 * (b - r) / spread
    } else {
        240 + 60 * (r - g) / spread
    };
    match hue.rem_euclid(360) {
        20..=69 => Pen::Amber,
        70..=169 => Pen::Green,
        170..=284 => Pen::Blue,
        _ => Pen::Red,
    }
}

impl Line {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Solid, Self::Underline, Self::Dotted, Self::Wavy];

    /// Its name in messages and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Underline => "underline",
            Self::Dotted => "dotted",
            Self::Wavy => "wavy",
        }
    }

    /// The line of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|line| line.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_other_apps_find_their_pen() {
        for (css, pen) in [
            ("#01E3F6", Pen::Blue),
            ("yellow", Pen::Amber),
            ("#ff0", Pen::Amber),
            ("#FAB005CC", Pen::Amber),
            ("#8f8", Pen::Green),
            ("rgb(1,2,3)", Pen::Amber),
            ("#eb5757", Pen::Red),
            ("#ff69b4", Pen::Red),
            ("#9b51e0", Pen::Blue),
            ("#777777", Pen::Amber),
            ("#12", Pen::Amber),
            ("#é", Pen::Amber),
            ("", Pen::Amber),
        ] {
            assert_eq!(Pen::nearest(css), pen, "{css}");
        }
        for pen in Pen::ALL {
            assert_eq!(Pen::nearest(pen.css()), pen);
        }
    }
}
