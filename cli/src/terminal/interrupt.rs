//! Ctrl-C.

use std::io::Write;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ulam_simulation::run::Control;

use crate::error::ExitCode;

/// What Ctrl-C does: it cancels the run; where nothing watches for that, it ends the program.
#[derive(Default)]
pub struct Interrupt {
    /// The run that is cancelled.
    pub control: Control,
    /// Whether something watches `control` and then ends in order.
    is_watched: AtomicBool,
}

impl Interrupt {
    /// Begins to listen. Where signals can't be had, Ctrl-C ends the program as it always does.
    pub fn listen() -> Arc<Interrupt> {
        let interrupt = Arc::new(Interrupt::default());
        let heard = interrupt.clone();
        let _ = ctrlc::set_handler(move || {
            let is_second = heard.control.is_cancelled();
            heard.control.cancel();
            if is_second || !heard.is_watched.load(Ordering::SeqCst) {
                let _ = writeln!(anstream::stderr(), "cancelled");
                process::exit(ExitCode::Cancelled as i32);
            }
        });
        interrupt
    }

    /// From now on `control` is watched.
    pub fn watch(&self) {
        self.is_watched.store(true, Ordering::SeqCst);
    }
}
