//! One bar of a tornado: how strongly an input moves an output, and in which direction.

use maud::{Markup, html};

use super::frame::place;

/// A bar for a rank correlation, from the middle to the left or right; the `strongest` of the
/// tornado fills its side.
///
/// The number stands beside it, so the picture itself is hidden from screen readers.
pub fn tornado_bar(rank_correlation: Option<f64>, strongest: f64) -> Markup {
    let correlation = rank_correlation.unwrap_or(0.0);
    let share = if strongest > 0.0 { (correlation.abs() / strongest).min(1.0) } else { 0.0 };
    let width = share * 98.0;
    let left = if correlation < 0.0 { 100.0 - width } else { 100.0 };
    html! {
        svg class="bar" viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            line class="base" x1="100" x2="100" y1="0" y2="16" {}
            @if width > 0.0 {
                rect class=(if correlation < 0.0 { "lowers" } else { "raises" })
                    x=(place(left)) y="2" width=(place(width.max(0.6))) height="12" {}
            }
        }
    }
}
