//! One bar of a tornado: how far an output's statistic moves over an input's deciles.

use maud::{Markup, html};
use ulam_simulation::outcome::deciles::Change;

use super::frame::{Scale, place};

/// Width of the bars' view box.
const WIDTH: f64 = 400.0;

/// The bars of one output on a common scale, around the statistic of all trials.
pub struct Tornado {
    scale: Scale,
    base: f64,
}

impl Tornado {
    /// Bars of these changes around `base`; `None` if nothing moves.
    pub fn new(changes: impl Iterator<Item = Change>, base: f64) -> Option<Tornado> {
        let (low, high) = changes.fold((base, base), |(low, high), change| {
            (low.min(change.lowest), high.max(change.highest))
        });
        let is_drawn = low < high && low.is_finite() && high.is_finite();
        is_drawn.then(|| Tornado { scale: Scale::new(low, high, 4.0, WIDTH - 4.0), base })
    }

    /// The bar of one input: below the base and above it, coloured by whether the input is low or
    /// high there.
    ///
    /// The numbers stand beside it, so the picture itself is hidden from screen readers.
    pub fn bar(&self, change: Option<Change>) -> Markup {
        let middle = self.scale.at(self.base);
        let parts = change.map_or(Vec::new(), |change| {
            let (left, right) = match change.is_rising() {
                true => ("low", "high"),
                false => ("high", "low"),
            };
            let (from, to) = (self.scale.at(change.lowest), self.scale.at(change.highest));
            vec![(left, from.min(middle), middle), (right, middle, to.max(middle))]
        });
        html! {
            svg class="bar" viewBox=(format!("0 0 {WIDTH} 16")) preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                line class="base" x1=(place(middle)) x2=(place(middle)) y1="0" y2="16" {}
                @for (class, from, to) in parts {
                    @if to > from {
                        rect class=(class) x=(place(from)) y="2" width=(place((to - from).max(0.6))) height="12" {}
                    }
                }
            }
        }
    }
}
