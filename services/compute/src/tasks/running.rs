//! One task, from its turn to its end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::TryFutureExt;
use http::{Method, StatusCode};
use tokio::sync::{mpsc, oneshot};
use ulam_contracts::blob::{BlobReference, FileReference};
use ulam_contracts::compute::TaskState;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::results::{StoreResult, StoredResult};
use ulam_contracts::simulations::{FinishedReport, RunFailure, SimulationState, TaskOutcome};
use ulam_engine::{Book, DateTime, Limits};
use ulam_platform::identifier::now_us;

use super::{Compute, Task};
use crate::domain::samples_stream::SamplesReader;
use crate::domain::trials::{self, Computed, Ended, Job, Opened, Stage, Watch, failure};
use crate::store;

/// Most seconds of a task that says nothing of its own.
const SECONDS_MAX: f64 = 6.0 * 3600.0;
/// How long other services are asked again before a task fails.
const PATIENCE: Duration = Duration::from_secs(15);
const ASK_AGAIN: Duration = Duration::from_millis(500);
const PARQUET: &str = "application/vnd.apache.parquet";
/// Deep formulas need a deep stack.
const STACK_BYTES: usize = 32 << 20;
/// Computing gives way to answering: whoever started a run wants to see it begin.
const COMPUTING_NICE: i32 = 10;

impl Compute {
    /// Runs a task and tells its end.
    pub(super) async fn run_task(&self, task: &Arc<Task>) {
        let inner = self.inner();
        let id = &task.request.task_id;
        let started = Instant::now();
        task.progress().started = Some((started, now_us()));
        inner.metrics.add_wait(task.asked_at.elapsed().as_secs_f64());
        if let Err(error) = store::started(&inner.store, id).await {
            tracing::warn!(%error, task_id = id, "the beginning of a task was not noted");
        }
        let seconds = task.request.limits.seconds.unwrap_or(SECONDS_MAX).clamp(0.0, SECONDS_MAX);
        let limit = Duration::from_secs_f64(seconds);
        let compute_seconds = std::sync::Mutex::new(0.0);
        let note_compute = |seconds: f64| {
            *compute_seconds.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = seconds;
        };
        let outcome = tokio::select! {
            // Whoever was cancelled needn't begin.
            biased;
            () = task.stop.cancelled() => TaskOutcome::Cancelled,
            outcome = self.outcome_of(task, &note_compute) => outcome,
            () = self.never(self.report_progress(task)) => TaskOutcome::Cancelled,
            () = tokio::time::sleep(limit) => TaskOutcome::Failed {
                failure: failure(
                    ProblemKind::GatewayTimeout,
                    format!("The run took longer than its {seconds} s. Ask for fewer trials."),
                ),
            },
        };
        // A thread that still computes stops after its blocks.
        task.cancel();
        let compute_seconds =
            *compute_seconds.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.end_task(task, outcome, started.elapsed().as_secs_f64(), compute_seconds).await;
    }

    /// Reports end only when the task was told to stop, which the task sees by itself.
    async fn never(&self, reports: impl Future<Output = ()>) {
        reports.await;
        std::future::pending::<()>().await;
    }

    async fn end_task(
        &self,
        task: &Task,
        outcome: TaskOutcome,
        elapsed_seconds: f64,
        compute_seconds: f64,
    ) {
        let inner = self.inner();
        let progress = task.progress().clone();
        let shuts_down = inner.context.shutdown.is_cancelled();
        if shuts_down && !matches!(outcome, TaskOutcome::Completed { .. }) {
            // It stays under way in the database, so that the next start reports it lost.
            return;
        }
        let (state, failed) = match &outcome {
            TaskOutcome::Completed { .. } => (TaskState::Completed, None),
            TaskOutcome::Failed { failure } => (TaskState::Failed, Some(failure.clone())),
            TaskOutcome::Cancelled => (TaskState::Cancelled, None),
        };
        if state != TaskState::Cancelled {
            inner.metrics.add_task(state == TaskState::Completed, compute_seconds);
        }
        if let Some(failure) = &failed {
            tracing::info!(
                task_id = task.request.task_id,
                kind = failure.kind,
                message = failure.message,
                "task failed"
            );
        }
        let report = FinishedReport {
            task_id: task.request.task_id.clone(),
            run_id: task.request.run_id.clone(),
            attempt: task.request.attempt,
            outcome,
            elapsed_seconds,
            compute_seconds,
        };
        let finish = store::Finish {
            state,
            trials_done: task.control.trials_done(),
            trials_total: progress.trials_total,
            memory_bytes: progress.memory_bytes,
            failure: failed.as_ref(),
            report: (!progress.is_forgotten).then_some(&report),
        };
        if let Err(error) = store::finished(&inner.store, &task.request.task_id, finish).await {
            tracing::error!(%error, "the end of a task was not noted");
        }
        if !progress.is_forgotten {
            let (compute, request) = (self.clone(), task.request.clone());
            inner.running.spawn(async move { compute.tell_end(&request, &report).await });
        }
    }

    async fn outcome_of(
        &self,
        task: &Arc<Task>,
        note_compute: &(impl Fn(f64) + Sync),
    ) -> TaskOutcome {
        match self.result_of(task, note_compute).await {
            Ok(completed) => completed,
            Err(Ended::Cancelled) => TaskOutcome::Cancelled,
            Err(Ended::Failed(failure)) => TaskOutcome::Failed { failure },
        }
    }

    async fn result_of(
        &self,
        task: &Arc<Task>,
        note_compute: &(impl Fn(f64) + Sync),
    ) -> Result<TaskOutcome, Ended> {
        let opened = self.opened(task).await?;
        let (samples, mut readers) = mpsc::channel(1);
        let computing = self.computed(task, opened, samples);
        let storing = async {
            let mut stored = Vec::new();
            while let Some(reader) = readers.recv().await {
                match self.store_samples(task, reader).await {
                    Ok(reference) => stored.push(reference),
                    Err(error) => {
                        tracing::warn!(%error, "samples not stored");
                        // The thread sees that nobody reads any more.
                        readers.close();
                        break;
                    }
                }
            }
            stored
        };
        let (computed, stored) = tokio::join!(computing, storing);
        let result = match computed {
            Ok(computed) => {
                note_compute(computed.compute_seconds);
                self.store_result(task, computed, &stored).await
            }
            Err(ended) => Err(ended),
        };
        if result.is_err() {
            for reference in &stored {
                if let Err(error) = self.inner().blobs.delete(reference).await {
                    tracing::warn!(%error, "samples of a failed run are left over");
                }
            }
        }
        result
    }

    /// The task's workbook, opened.
    async fn opened(&self, task: &Arc<Task>) -> Result<Arc<Opened>, Ended> {
        let file = task.request.file.clone();
        let tenant_id = task.request.tenant_id.clone();
        // The key has the tenant in it: whoever guesses a hash learns nothing.
        let key = format!("{tenant_id}/{}", file.sha256);
        let opening = async {
            let bytes = self.file_bytes(&tenant_id, &file).await?;
            let opening = on_a_thread("open", move || {
                let now = DateTime::from_unix_seconds(now_us() as f64 / 1e6);
                let book = Book::read_as_saved(&bytes, &Limits::default(), now)?;
                let base_case = book.check();
                Ok(Opened { book, base_case })
            });
            opening.await.map(Arc::new)
        };
        let opened = self.inner().workbooks.try_get_with(key, opening).await;
        opened.map_err(|error: Arc<Ended>| match &*error {
            Ended::Cancelled => Ended::Cancelled,
            Ended::Failed(failure) => Ended::Failed(failure.clone()),
        })
    }

    async fn file_bytes(
        &self,
        tenant_id: &str,
        file: &FileReference,
    ) -> Result<bytes::Bytes, Ended> {
        let path = format!(
            "/internal/files/{}/content?tenant_id={tenant_id}&version={}",
            file.file_id, file.version
        );
        let bytes_max = Limits::default().archive_bytes_max as usize;
        let asked = Instant::now();
        loop {
            let client = self.inner().context.mesh.client("files");
            let client = client.as_service(self.inner().context.name);
            let answer = async {
                let request = client.request(Method::GET, &path, axum::body::Body::empty())?;
                client.send(request).await
            };
            let error = match answer.await {
                Ok(response) if response.status().is_success() => {
                    let read = axum::body::to_bytes(response.into_body(), bytes_max).await;
                    match read {
                        Ok(bytes) => return Ok(bytes),
                        Err(error) => error.to_string(),
                    }
                }
                Ok(response)
                    if matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::GONE) =>
                {
                    let message = format!(
                        "{} is not there any more. Upload it again and open it as a workbook.",
                        file.file_name
                    );
                    return Err(Ended::Failed(failure(ProblemKind::NotFound, message)));
                }
                Ok(response) => format!("status {}", response.status()),
                Err(error) => error.to_string(),
            };
            if asked.elapsed() > PATIENCE {
                tracing::warn!(error, file_id = file.file_id, "a file can't be read");
                return Err(unavailable("The workbook's file can't be read now."));
            }
            tokio::time::sleep(ASK_AGAIN).await;
        }
    }

    /// Runs the trials on a thread of their own.
    async fn computed(
        &self,
        task: &Arc<Task>,
        opened: Arc<Opened>,
        samples: mpsc::Sender<SamplesReader>,
    ) -> Result<Computed, Ended> {
        let inner = self.inner();
        let threads = task.request.limits.threads.map_or(inner.cpu.threads, |threads| {
            usize::try_from(threads).unwrap_or(usize::MAX).clamp(1, inner.cpu.threads)
        });
        let job = Job {
            workbook_name: task.request.workbook_name.clone(),
            spec: task.request.spec.clone(),
            settings: task.request.settings.clone(),
            threads,
        };
        let staged = task.clone();
        let stage = move |stage| {
            let mut progress = staged.progress();
            match stage {
                Stage::Running { trials, memory_bytes } => {
                    progress.stage = SimulationState::Running;
                    progress.trials_started.get_or_insert_with(Instant::now);
                    progress.trials_total = trials;
                    progress.memory_bytes = memory_bytes;
                }
                Stage::Summarizing => progress.stage = SimulationState::Summarizing,
            }
        };
        let watch = Watch {
            control: task.control.clone(),
            picture: task.picture.clone(),
            stage: Box::new(stage),
            samples,
            memory: inner.memory.clone(),
        };
        on_a_thread("trials", move || trials::run(&opened, &job, &watch)).await
    }

    async fn store_samples(
        &self,
        task: &Task,
        reader: SamplesReader,
    ) -> Result<BlobReference, ulam_platform::blobs::BlobError> {
        let folder = &task.request.tenant_id;
        self.inner().blobs.put(folder, PARQUET, reader.into_stream()).await
    }

    async fn store_result(
        &self,
        task: &Task,
        computed: Computed,
        samples: &[BlobReference],
    ) -> Result<TaskOutcome, Ended> {
        let request = &task.request;
        let trials = computed.outcome.trials;
        let input_count = computed.outcome.inputs.len() as u32;
        let headline = computed.headlines.first().cloned();
        let body = StoreResult {
            tenant_id: request.tenant_id.clone(),
            simulation_id: request.simulation_id.clone(),
            run_id: request.run_id.clone(),
            attempt: request.attempt,
            name: request.name.clone(),
            created_by: request.created_by.clone(),
            workbook_id: request.workbook_id.clone(),
            file: request.file.clone(),
            saved_simulation_id: request.saved_simulation_id.clone(),
            saved_simulation_version: request.saved_simulation_version,
            spec: computed.spec,
            settings: request.settings.clone(),
            variables: computed.variables,
            headlines: computed.headlines,
            outcome: computed.outcome,
            samples: samples.to_vec(),
        };
        let asked = Instant::now();
        loop {
            let client = self.inner().context.mesh.client("results");
            let client = client.as_service(self.inner().context.name);
            let stored = client.post::<_, StoredResult>("/internal/results", &body).await;
            let error = match stored {
                Ok(StoredResult { result_id }) => {
                    return Ok(TaskOutcome::Completed { result_id, trials, input_count, headline });
                }
                Err(error) => error,
            };
            let is_refused =
                error.status().is_client_error() && error.status() != StatusCode::TOO_MANY_REQUESTS;
            if is_refused || asked.elapsed() > PATIENCE {
                tracing::warn!(%error, "a result was not stored");
                let failure = RunFailure {
                    kind: ProblemKind::Unavailable.slug().to_string(),
                    message: format!("The result could not be stored: {error}"),
                    is_retryable: !is_refused,
                };
                return Err(Ended::Failed(failure));
            }
            tokio::time::sleep(ASK_AGAIN).await;
        }
    }
}

fn unavailable(message: &str) -> Ended {
    Ended::Failed(RunFailure {
        kind: ProblemKind::Unavailable.slug().to_string(),
        message: format!("{message} Try again soon."),
        is_retryable: true,
    })
}

/// Runs work on a thread of its own, away from those that answer requests.
async fn on_a_thread<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> Result<T, Ended> + Send + 'static,
) -> Result<T, Ended> {
    let (sender, receiver) = oneshot::channel();
    let guarded = move || {
        // On Linux this is the thread's own, and the threads that it starts inherit it.
        if let Err(error) = rustix::process::nice(COMPUTING_NICE) {
            tracing::debug!(%error, "computing takes as much of the processors as answering");
        }
        let outcome = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<&str>().map(ToString::to_string);
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            tracing::error!(panic = text.unwrap_or_default(), "a task panicked");
            let message = "Something went wrong on our side while it was computed.";
            Err(Ended::Failed(failure(ProblemKind::Internal, message)))
        });
        // Nobody waits for a task that was cancelled.
        let _ = sender.send(outcome);
    };
    let spawned = std::thread::Builder::new()
        .name(format!("ulam-{name}"))
        .stack_size(STACK_BYTES)
        .spawn(guarded);
    if let Err(error) = spawned {
        tracing::error!(%error, "no thread for a task");
        return Err(unavailable("The server can't start another thread."));
    }
    receiver.map_err(|_| unavailable("The thread of the task ended.")).await?
}
