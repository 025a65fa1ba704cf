//! The frame of a chart: where values lie on paper, grid lines and axis labels.

use maud::{Markup, html};

use crate::numbers::{Unit, axis_labels, ticks};

/// A linear scale from values to coordinates.
#[derive(Clone, Copy)]
pub struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// Puts `low` at coordinate `from` and `high` at `to`.
    pub fn new(low: f64, high: f64, from: f64, to: f64) -> Scale {
        Scale { low, high, from, to }
    }
    /// The coordinate of a value; those beyond the ends lie at the ends.
    pub fn at(&self, value: f64) -> f64 {
        // Halves, so that the widest ranges don't overflow.
        let share = (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0);
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        self.from + share * (self.to - self.from)
    }
}

/// A coordinate, to a tenth of a unit.
pub fn place(coordinate: f64) -> String {
    let text = format!("{coordinate:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_string(),
        Some(whole) => whole.to_string(),
        None => text,
    }
}

/// The size of a chart with axes, and the margins around its plot.
pub struct Frame {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// Left end of the plot.
    pub left: f64,
    /// Right end of the plot.
    pub right: f64,
    /// Top of the plot.
    pub top: f64,
    /// Bottom of the plot.
    pub bottom: f64,
}

/// The frame of the charts of an output.
pub const OUTPUT_FRAME: Frame =
    Frame { width: 560.0, height: 300.0, left: 46.0, right: 548.0, top: 46.0, bottom: 268.0 };

impl Frame {
    /// The horizontal scale.
    pub fn horizontal(&self, low: f64, high: f64) -> Scale {
        Scale::new(low, high, self.left, self.right)
    }
    /// The vertical scale, growing upwards.
    pub fn vertical(&self, low: f64, high: f64) -> Scale {
        Scale::new(low, high, self.bottom, self.top)
    }
    /// The view box.
    pub fn view_box(&self) -> String {
        format!("0 0 {} {}", place(self.width), place(self.height))
    }

    /// Grid lines and labels of shares of the trials, upwards from 0.
    pub fn share_axis(&self, scale: &Scale, highest: f64, count_max: usize) -> Markup {
        let shares: Vec<f64> = ticks(0.0, highest * 100.0, count_max);
        let labels = axis_labels(&shares);
        html! {
            g class="axis" aria-hidden="true" {
                @for (percent, label) in shares.iter().zip(&labels) {
                    @let y = scale.at(percent / 100.0);
                    line class="grid" x1=(place(self.left)) x2=(place(self.right)) y1=(place(y)) y2=(place(y)) {}
                    text class="end" x=(place(self.left - 6.0)) y=(place(y + 4.0)) { (label) "%" }
                }
            }
        }
    }

    /// The base line with the values' ticks and labels.
    pub fn value_axis(&self, scale: &Scale, range: (f64, f64), unit: &Unit) -> Markup {
        let count_max = if matches!(unit, Unit::Date(_)) { 5 } else { 7 };
        let values = ticks(range.0, range.1, count_max);
        let labels = unit.axis_labels(&values);
        let widest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
        // Labels at both ends may reach over the edge of the picture.
        let reach = widest as f64 * 3.6;
        html! {
            g class="axis" aria-hidden="true" {
                line class="base" x1=(place(self.left)) x2=(place(self.right)) y1=(place(self.bottom)) y2=(place(self.bottom)) {}
                @if range.0 < 0.0 && range.1 > 0.0 {
                    @let x = scale.at(0.0);
                    line class="zero" x1=(place(x)) x2=(place(x)) y1=(place(self.top)) y2=(place(self.bottom)) {}
                }
                @for (value, label) in values.iter().zip(&labels) {
                    @let x = scale.at(*value);
                    line class="base" x1=(place(x)) x2=(place(x)) y1=(place(self.bottom)) y2=(place(self.bottom + 4.0)) {}
                    text class="middle" x=(place(x.min(self.width - reach))) y=(place(self.bottom + 20.0)) { (label) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_stay_on_paper() {
        let scale = Scale::new(f64::MIN, f64::MAX, 0.0, 100.0);
        assert_eq!(scale.at(0.0), 50.0);
        assert_eq!(Scale::new(0.0, 1.0, 10.0, 20.0).at(5.0), 20.0);
        assert_eq!(Scale::new(1.0, 1.0, 10.0, 20.0).at(1.0), 10.0);
        assert_eq!(place(-0.01), "0");
        assert_eq!(place(12.25), "12.2");
        assert_eq!(place(3.0), "3");
    }
}
