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
    const TRIALS: &str = "{bar:30.cyan} {human_pos} of {human_len} trials, {eta} left";
    const RANKING: &str = "{bar:30.cyan} {human_len} trials done, ranking inputs and outputs";
    let started = Instant::now();
    let mut bar: Option<ProgressBar> = None;
    let mut is_ranking = false;
    while !is_done.load(Ordering::Relaxed) {
        let done = control.trials_done();
        match &bar {
            None if started.elapsed() > QUIET => {
                let target = ProgressDrawTarget::stderr();
                let new = ProgressBar::with_draw_target(Some(trials), target);
                set_template(&new, TRIALS);
                bar = Some(new);
            }
            Some(bar) if done >= trials && !is_ranking => {
                set_template(bar, RANKING);
                bar.set_position(done);
                is_ranking = true;
            }
            Some(bar) if !is_ranking => bar.set_position(done),
            _ => {}
        }
        thread::park_timeout(INTERVAL);
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
}

fn set_template(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}
