//! Styles. They are written only to terminals: everything goes through `anstream`.

use anstyle::{AnsiColor, Style};

/// A heading.
pub const HEADING: Style = Style::new().bold();
/// What matters less.
pub const DIM: Style = Style::new().dimmed();
/// The word before an error.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The word before a warning.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// Bars of histograms.
pub const BAR: Style = AnsiColor::Cyan.on_default();
/// A driver that raises the output.
pub const RAISES: Style = AnsiColor::Green.on_default();
/// A driver that lowers the output.
pub const LOWERS: Style = AnsiColor::Magenta.on_default();
