//! The progress of a run, on standard error and only on a terminal.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use ulam_simulation::run::Control;

/// A shorter run shows no progress.
const QUIET: Duration = Duration::from_millis(400);
/// Time between two looks.
const INTERVAL: Duration = Duration::from_millis(100);

/// Runs `work` while a bar shows how many of `trials` are done.
pub fn watched<T: Send>(control: &Control, trials: u64, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(control, trials, &is_done));
        let result = work();
        is_done.store(true, Ordering::Relaxed);
        watcher.thread().unpark();
        result
    })
}

fn watch(control: &Control, trials: u64, is_done: &AtomicBool) {
    let started = Instant::now();
    let mut bar: Option<ProgressBar> = None;
    while !is_done.load(Ordering::Relaxed) {
        if bar.is_none() && started.elapsed() > QUIET {
            bar = Some(new_bar(trials));
        }
        if let Some(bar) = &bar {
            bar.set_position(control.trials_done());
            if control.trials_done() >= trials {
                bar.set_message("ranking inputs");
            }
        }
        thread::park_timeout(INTERVAL);
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
}

fn new_bar(trials: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(trials), ProgressDrawTarget::stderr());
    let template = "{bar:30.cyan} {human_pos} of {human_len} trials, {per_sec}, {eta} left {msg}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
