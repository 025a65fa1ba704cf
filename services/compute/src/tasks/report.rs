//! What the service that asked for a task is told: how far it is, and that it ended.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use http::{Method, StatusCode};
use ulam_contracts::compute::StartTask;
use ulam_contracts::simulations::{
    FIRST_PICTURE_MS, FinishedReport, PROGRESS_INTERVAL_MS, ProgressAnswer, ProgressReport,
    ProgressVerdict, SimulationState,
};

use super::{Compute, Task};
use crate::store;

/// The first picture comes well before it is due.
const FIRST_INTERVAL: Duration = Duration::from_millis(FIRST_PICTURE_MS / 5);
const INTERVAL: Duration = Duration::from_millis(PROGRESS_INTERVAL_MS);
/// While a task prepares there is no picture; this is its sign of life.
const PREPARING_INTERVAL: Duration = Duration::from_millis(1_000);
/// Where a report can't be delivered, the next one waits.
const FAILED_INTERVAL: Duration = Duration::from_millis(1_000);
/// The rate is that of the last seconds.
const RATE_WINDOW: Duration = Duration::from_secs(2);
const TELL_FIRST: Duration = Duration::from_millis(250);
const TELL_LONGEST: Duration = Duration::from_secs(10);
/// The end of a task is told for a day; by then whoever asked has given it up.
const TELL_ATTEMPTS_MAX: u32 = 8_640;

/// Trials by time.
#[derive(Default)]
struct Rate {
    points: VecDeque<(Instant, u64)>,
}

impl Rate {
    fn add(&mut self, trials: u64) -> Option<f64> {
        let now = Instant::now();
        self.points.push_back((now, trials));
        while self.points.len() > 2
            && self.points.front().is_some_and(|(at, _)| now - *at > RATE_WINDOW)
        {
            self.points.pop_front();
        }
        let (at, before) = self.points.front()?;
        let seconds = (now - *at).as_secs_f64();
        (seconds > 0.01).then(|| trials.saturating_sub(*before) as f64 / seconds)
    }
}

impl Compute {
    /// Reports how far a task is, until it is dropped. Obeys what it is told.
    pub(super) async fn report_progress(&self, task: &Task) {
        let mut rate = Rate::default();
        let mut has_shown = false;
        loop {
            let report = progress_report(task, &mut rate);
            let is_running = report.state == SimulationState::Running;
            has_shown |= report.outputs.iter().any(|output| output.count + output.errors > 0);
            let path = format!("/internal/simulations/{}/progress", task.request.simulation_id);
            let client = self.inner().context.mesh.client(&task.request.callback_service);
            let client = client.as_service(self.inner().context.name);
            let answer = client.post::<_, ProgressAnswer>(&path, &report).await;
            let pause = match answer {
                Ok(ProgressAnswer { verdict: ProgressVerdict::Continue }) => {
                    // Trials may begin at any moment: looking is cheap, telling isn't.
                    if is_running && has_shown { INTERVAL } else { FIRST_INTERVAL }
                }
                Ok(ProgressAnswer { verdict: ProgressVerdict::Cancel }) => return task.cancel(),
                Ok(ProgressAnswer { verdict: ProgressVerdict::Superseded }) => {
                    return task.forget();
                }
                Err(error) if error.status() == StatusCode::NOT_FOUND => return task.forget(),
                Err(error) => {
                    tracing::debug!(%error, "progress not delivered");
                    FAILED_INTERVAL
                }
            };
            wait_for_news(task, report.state, pause).await;
        }
    }

    /// Tells that a task ended, again and again until it is acknowledged.
    pub(super) async fn tell_end(&self, request: &StartTask, finished: &FinishedReport) {
        let inner = self.inner();
        let path = format!("/internal/simulations/{}/finished", request.simulation_id);
        let client =
            inner.context.mesh.client(&request.callback_service).as_service(inner.context.name);
        let body = match serde_json::to_string(finished) {
            Ok(body) => body,
            Err(error) => return tracing::error!(%error, "a report can't be written"),
        };
        let mut pause = TELL_FIRST;
        for _ in 0..TELL_ATTEMPTS_MAX {
            let answer = client.send_json(Method::POST, &path, body.clone()).await;
            match answer.map(|response| response.status()) {
                // 404: the simulation was deleted in the meantime.
                Ok(status) if status.is_success() || status == StatusCode::NOT_FOUND => break,
                Ok(status) => tracing::debug!(%status, "the end of a task was not taken"),
                Err(error) => tracing::debug!(%error, "the end of a task could not be told"),
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                // Kept in the database: the next start tells it.
                () = inner.context.shutdown.cancelled() => return,
            }
            pause = (pause * 2).min(TELL_LONGEST);
        }
        if let Err(error) = store::acknowledged(&inner.store, &request.task_id).await {
            tracing::warn!(%error, "an acknowledged report will be sent again");
        }
    }
}

/// Waits for the time of the next report; while a task prepares, until its trials begin.
async fn wait_for_news(task: &Task, reported: SimulationState, pause: Duration) {
    let until = match reported {
        SimulationState::Running => pause,
        _ => PREPARING_INTERVAL,
    };
    let waiting = Instant::now();
    while waiting.elapsed() < until {
        let step = FIRST_INTERVAL.min(until.saturating_sub(waiting.elapsed()));
        tokio::time::sleep(step.min(pause)).await;
        if task.progress().stage != reported {
            return;
        }
    }
}

fn progress_report(task: &Task, rate: &mut Rate) -> ProgressReport {
    let trials_done = task.control.trials_done();
    let is_running = task.progress().stage == SimulationState::Running;
    let per_second = if is_running { rate.add(trials_done) } else { None };
    let outputs = if is_running { task.picture.outputs_so_far() } else { Vec::new() };
    let mut progress = task.progress();
    progress.trials_per_second = per_second;
    let elapsed = progress.started.map_or(0.0, |(started, _)| started.elapsed().as_secs_f64());
    let trials_left = progress.trials_total.saturating_sub(trials_done) as f64;
    let rate = per_second.filter(|rate| *rate > 0.0);
    ProgressReport {
        task_id: task.request.task_id.clone(),
        run_id: task.request.run_id.clone(),
        attempt: task.request.attempt,
        sequence: task.next_sequence(),
        state: progress.stage,
        trials_done,
        trials_total: progress.trials_total,
        trials_per_second: per_second,
        elapsed_seconds: elapsed,
        seconds_left: rate.map(|rate| trials_left / rate),
        outputs,
    }
}
