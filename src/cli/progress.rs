//! A progress bar on a terminal, for long work; nothing elsewhere.

use super::Settings;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal as _;

/// From how many files on a bar is worth drawing.
const LONG: usize = 200;

/// A bar for so many files, hidden where it would not help.
pub(super) fn bar(settings: &Settings, files: usize) -> ProgressBar {
    if files < LONG || settings.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(
        Some(u64::try_from(files).unwrap_or(u64::MAX)),
        ProgressDrawTarget::stderr(),
    );
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}
