//! What is known of simulations that run, in memory: the last report of each task.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ulam_contracts::notifications::{ProgressMessage, PushMessage, PushRequest};
use ulam_contracts::simulations::{ProgressReport, SimulationState, SimulationStatus};
use ulam_platform::mesh::Mesh;

use crate::store::simulation;

/// The database learns of progress, and others by events, at most so often.
const NOTED_EVERY: Duration = Duration::from_secs(1);

/// The runs that report to this process.
#[derive(Clone, Default)]
pub struct Live {
    runs: Arc<Mutex<HashMap<String, LiveRun>>>,
}

struct LiveRun {
    report: ProgressReport,
    received: Instant,
    noted: Instant,
    noted_state: SimulationState,
    is_pushing: bool,
}

/// What is to be done about a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// A later one came before it.
    Late,
    /// It is to be noted in the database.
    Note,
    /// It is enough to show it.
    Show,
}

impl Live {
    fn runs(&self) -> MutexGuard<'_, HashMap<String, LiveRun>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a report of a simulation's current try.
    pub fn take(&self, id: &str, report: ProgressReport) -> Arrival {
        let mut runs = self.runs();
        let now = Instant::now();
        let Some(run) = runs.get_mut(id).filter(|run| run.report.task_id == report.task_id) else {
            let noted_state = report.state;
            let run = LiveRun { report, received: now, noted: now, noted_state, is_pushing: false };
            runs.insert(id.to_string(), run);
            return Arrival::Note;
        };
        run.received = now;
        if report.sequence <= run.report.sequence {
            return Arrival::Late;
        }
        let outputs = std::mem::take(&mut run.report.outputs);
        run.report = report;
        // While statistics are worked out there is no new picture: the last one stays.
        if run.report.outputs.is_empty() {
            run.report.outputs = outputs;
        }
        if run.report.state != run.noted_state || run.noted.elapsed() >= NOTED_EVERY {
            run.noted = now;
            run.noted_state = run.report.state;
            return Arrival::Note;
        }
        Arrival::Show
    }

    /// The last report of a simulation's task.
    pub fn report(&self, id: &str) -> Option<ProgressReport> {
        self.runs().get(id).map(|run| run.report.clone())
    }

    /// When a task reported last.
    pub fn heard(&self, id: &str, task_id: &str) -> Option<Instant> {
        let runs = self.runs();
        runs.get(id).filter(|run| run.report.task_id == task_id).map(|run| run.received)
    }

    /// Forgets a simulation that has ended or waits again.
    pub fn end(&self, id: &str) {
        self.runs().remove(id);
    }

    /// Begins to push a simulation's picture; false if the last one is still under way: a slow
    /// neighbour gets fewer pictures, not a queue of old ones.
    fn begin_push(&self, id: &str) -> bool {
        let mut runs = self.runs();
        let Some(run) = runs.get_mut(id) else { return false };
        !std::mem::replace(&mut run.is_pushing, true)
    }

    fn end_push(&self, id: &str) {
        if let Some(run) = self.runs().get_mut(id) {
            run.is_pushing = false;
        }
    }

    /// Shows a simulation's progress to whoever watches it.
    pub fn push_progress(&self, mesh: &Mesh, model: &simulation::Model, status: SimulationStatus) {
        if !self.begin_push(&model.id) {
            return;
        }
        let outputs = self.report(&model.id).map_or(Vec::new(), |report| report.outputs);
        let message = ProgressMessage::Progress { status, outputs };
        let (live, mesh, model) = (self.clone(), mesh.clone(), model.clone());
        tokio::spawn(async move {
            push(&mesh, &model, message).await;
            live.end_push(&model.id);
        });
    }
}

/// Shows a change of state, or the end, to whoever watches a simulation.
pub fn push_state(
    mesh: &Mesh,
    model: &simulation::Model,
    from: SimulationState,
    status: SimulationStatus,
) {
    let message = match status.state.is_final() {
        true => ProgressMessage::Finished { status },
        false => ProgressMessage::State { from, status },
    };
    let (mesh, model) = (mesh.clone(), model.clone());
    tokio::spawn(async move { push(&mesh, &model, message).await });
}

async fn push(mesh: &Mesh, model: &simulation::Model, message: ProgressMessage) {
    let request = PushRequest {
        messages: vec![PushMessage::Simulation {
            tenant_id: model.tenant_id.clone(),
            simulation_id: model.id.clone(),
            created_by: model.created_by.clone(),
            message,
        }],
    };
    let client = mesh.client("notifications").as_service("simulations");
    let pushed: Result<(), _> = client.post("/internal/notifications/push", &request).await;
    // Nothing depends on it: a watcher who misses one gets the next, or the snapshot.
    if let Err(error) = pushed {
        tracing::debug!(%error, "live picture not pushed");
    }
}
