//! The task queue: what waits, what runs, and how each task comes to its end.

mod report;
mod running;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use moka::future::Cache;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use ulam_contracts::compute::{ComputeTask, Device, DeviceKind, DeviceState, StartTask, TaskState};
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::simulations::{Priority, SimulationState};
use ulam_engine::Control;
use ulam_platform::blobs::Blobs;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::{now_us, rfc3339};
use ulam_platform::service::{Context, StartError};
use ulam_platform::store::Store;

use crate::domain::device::{Cpu, host_name};
use crate::domain::memory::MemoryPool;
use crate::domain::metrics::Metrics;
use crate::domain::picture::Picture;
use crate::domain::trials::Opened;
use crate::store;

/// Tasks that wait here at most; whoever asks for more is told to come again.
const WAITING_MAX: usize = 1_000;
/// Tasks that run at the same time at most: more threads than processors help nobody.
const RUNNING_MAX: usize = 16;
/// Memory for opened workbooks.
const WORKBOOK_CACHE_BYTES: u64 = 512 << 20;
/// An opened workbook takes about so many bytes a cell.
const BYTES_PER_CELL: u64 = 64;

/// The service's state.
#[derive(Clone)]
pub struct Compute {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub context: Context,
    pub store: Store,
    pub blobs: Blobs,
    pub cpu: Cpu,
    pub instance: String,
    pub memory: MemoryPool,
    pub metrics: Arc<Metrics>,
    pub workbooks: Cache<String, Arc<Opened>>,
    queue: Mutex<Queue>,
    changed: Notify,
    running: TaskTracker,
    slots: usize,
}

#[derive(Default)]
struct Queue {
    waiting: Vec<Arc<Task>>,
    running: HashMap<String, Arc<Task>>,
}

/// A task that waits or runs.
pub(crate) struct Task {
    pub request: StartTask,
    pub control: Arc<Control>,
    pub picture: Arc<Picture>,
    /// Cancelled when the task is to stop.
    pub stop: CancellationToken,
    pub asked_at: Instant,
    pub asked_us: i64,
    pub progress: Mutex<TaskProgress>,
    sequence: AtomicU64,
}

/// How far a task is.
#[derive(Clone, Debug)]
pub(crate) struct TaskProgress {
    pub stage: SimulationState,
    pub is_forgotten: bool,
    pub started: Option<(Instant, i64)>,
    pub trials_started: Option<Instant>,
    pub trials_total: u64,
    pub trials_per_second: Option<f64>,
    pub memory_bytes: u64,
}

impl Task {
    fn new(request: StartTask, metrics: Arc<Metrics>) -> Task {
        let picture = Arc::new(Picture::default());
        let observed = picture.clone();
        let control = Control::observed(Box::new(move |columns| {
            metrics.add_trials(columns.first().map_or(0, |column| column.len() as u64));
            observed.add(columns);
        }));
        let trials_total = request.spec.trials.unwrap_or(0);
        Task {
            request,
            control: Arc::new(control),
            picture,
            stop: CancellationToken::new(),
            asked_at: Instant::now(),
            asked_us: now_us(),
            progress: Mutex::new(TaskProgress {
                stage: SimulationState::Preparing,
                is_forgotten: false,
                started: None,
                trials_started: None,
                trials_total,
                trials_per_second: None,
                memory_bytes: 0,
            }),
            sequence: AtomicU64::new(0),
        }
    }

    /// Asks it to stop.
    pub fn cancel(&self) {
        self.control.cancel();
        self.stop.cancel();
    }

    /// Asks it to stop, and to tell nobody: another try of the run took over.
    pub fn forget(&self) {
        self.progress().is_forgotten = true;
        self.cancel();
    }

    pub fn progress(&self) -> MutexGuard<'_, TaskProgress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn next_sequence(&self) -> u64 {
        self.sequence.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn view(&self, instance: &str, device: &str) -> ComputeTask {
        let progress = self.progress().clone();
        let is_started = progress.started.is_some();
        let state = match (self.stop.is_cancelled(), is_started) {
            (true, _) => TaskState::Cancelling,
            (false, true) => TaskState::Running,
            (false, false) => TaskState::Waiting,
        };
        ComputeTask {
            id: self.request.task_id.clone(),
            simulation_id: self.request.simulation_id.clone(),
            run_id: self.request.run_id.clone(),
            attempt: self.request.attempt,
            tenant_id: self.request.tenant_id.clone(),
            state,
            instance: Some(instance.to_string()),
            device_ids: if is_started { vec![device.to_string()] } else { Vec::new() },
            trials_done: self.control.trials_done(),
            trials_total: progress.trials_total,
            trials_per_second: progress.trials_per_second,
            memory_bytes: progress.memory_bytes,
            created_at: rfc3339(self.asked_us),
            started_at: progress.started.map(|(_, started_us)| rfc3339(started_us)),
            finished_at: None,
            failure: None,
        }
    }
}

impl Compute {
    /// The service's state at the start.
    ///
    /// # Errors
    /// No database, or blobs that can't be opened.
    pub fn new(context: Context, port: u16) -> Result<Compute, StartError> {
        let settings = &context.configuration.compute;
        let host = host_name();
        let cpu = Cpu::of_this_machine(&host, settings.threads);
        let opened = Blobs::open(&context);
        let blobs = opened
            .map_err(|error| StartError::caused(context.name, "blobs can't be opened", error))?;
        // The port tells instances on one machine apart.
        let port = context.configuration.mesh.ports.get(context.name).copied().unwrap_or(port);
        let weigh = |_: &String, opened: &Arc<Opened>| {
            let cells = opened.book.workbook().cells().len() as u64;
            u32::try_from(cells.saturating_mul(BYTES_PER_CELL)).unwrap_or(u32::MAX)
        };
        let inner = Inner {
            store: context.database()?,
            blobs,
            slots: cpu.threads.clamp(2, RUNNING_MAX),
            instance: format!("{host}:{port}"),
            memory: MemoryPool::new(settings.memory_bytes_max),
            metrics: Arc::new(Metrics::default()),
            workbooks: Cache::builder().weigher(weigh).max_capacity(WORKBOOK_CACHE_BYTES).build(),
            cpu,
            context,
            queue: Mutex::new(Queue::default()),
            changed: Notify::new(),
            running: TaskTracker::new(),
        };
        Ok(Compute { inner: Arc::new(inner) })
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.inner.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a task; the same one twice is taken once.
    ///
    /// # Errors
    /// 503 where there is no room, or the service shuts down.
    pub async fn start(&self, request: StartTask) -> Result<ComputeTask, ApiError> {
        let id = request.task_id.clone();
        let no_room = || {
            let mut problem = ProblemKind::Unavailable.problem("No device takes more tasks now.");
            problem.retry_after_seconds = Some(1.0);
            ApiError::from(problem)
        };
        if let Some(known) = self.find(&id).await? {
            return Ok(known);
        }
        if self.inner.context.shutdown.is_cancelled() || self.queue().waiting.len() >= WAITING_MAX {
            return Err(no_room());
        }
        let is_new = store::insert(&self.inner.store, &request, &self.inner.instance).await?;
        if is_new {
            let task = Arc::new(Task::new(request, self.inner.metrics.clone()));
            let mut queue = self.queue();
            queue.waiting.push(task);
            self.inner.metrics.note_waiting(queue.waiting.len() as u64);
            drop(queue);
            self.inner.changed.notify_one();
        }
        self.find(&id).await?.ok_or_else(|| ApiError::internal("a task that was taken is gone"))
    }

    /// A task as it is now.
    ///
    /// # Errors
    /// The database's.
    pub async fn find(&self, id: &str) -> Result<Option<ComputeTask>, ApiError> {
        if let Some(task) = self.active(id) {
            return Ok(Some(self.view_of(&task)));
        }
        store::find(&self.inner.store, id).await
    }

    /// Asks a task to stop; it has within a tenth of a second while trials run.
    ///
    /// # Errors
    /// The database's.
    pub async fn cancel(&self, id: &str) -> Result<Option<ComputeTask>, ApiError> {
        if let Some(task) = self.active(id) {
            task.cancel();
            self.inner.changed.notify_one();
        }
        self.find(id).await
    }

    /// A task that waits or runs.
    pub(crate) fn active(&self, id: &str) -> Option<Arc<Task>> {
        let queue = self.queue();
        let waits = queue.waiting.iter().find(|task| task.request.task_id == id);
        queue.running.get(id).or(waits).cloned()
    }

    pub(crate) fn view_of(&self, task: &Task) -> ComputeTask {
        task.view(&self.inner.instance, &self.inner.cpu.id)
    }

    /// Tasks that wait, and that run.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let queue = self.queue();
        (queue.waiting.len() as u64, queue.running.len() as u64)
    }

    /// The processors as they are now.
    pub(crate) fn device(&self) -> Device {
        let memory = self.inner.memory.usage();
        let running = self.queue().running.len();
        let state = if self.inner.context.shutdown.is_cancelled() {
            DeviceState::Draining
        } else if running >= self.inner.slots {
            DeviceState::Busy
        } else {
            DeviceState::Available
        };
        Device {
            id: self.inner.cpu.id.clone(),
            kind: DeviceKind::Cpu,
            name: self.inner.cpu.name.clone(),
            instance: self.inner.instance.clone(),
            state,
            cores: self.inner.cpu.threads as u32,
            instruction_set: self.inner.cpu.instruction_set.to_string(),
            memory_bytes: memory.capacity,
            memory_used_bytes: memory.used,
            utilization: self.inner.cpu.utilization(),
            tasks_running: running as u32,
            updated_at: rfc3339(now_us()),
        }
    }

    /// Runs tasks as they come, until shutdown.
    pub async fn run_until_shutdown(self) {
        self.recover().await;
        let shutdown = self.inner.context.shutdown.clone();
        loop {
            while let Some(task) = self.next_task() {
                let compute = self.clone();
                self.inner.running.spawn(async move {
                    compute.run_task(&task).await;
                    compute.queue().running.remove(&task.request.task_id);
                    compute.inner.changed.notify_one();
                });
            }
            tokio::select! {
                () = self.inner.changed.notified() => {}
                () = shutdown.cancelled() => break,
            }
        }
        // What was under way is lost, as the next start says; threads stop after their blocks.
        self.forget_all();
        self.inner.running.close();
        self.inner.running.wait().await;
    }

    fn forget_all(&self) {
        let queue = self.queue();
        for task in queue.waiting.iter().chain(queue.running.values()) {
            task.forget();
        }
    }

    /// The most urgent task that waits, if one more can run. One that was cancelled goes first: it
    /// only has to be told.
    fn next_task(&self) -> Option<Arc<Task>> {
        let mut queue = self.queue();
        let urgency = |task: &Arc<Task>| match task.stop.is_cancelled() {
            true => (0, Priority::High),
            false => (1, task.request.priority),
        };
        let order = |left: &Arc<Task>, right: &Arc<Task>| {
            let ((left_group, left_priority), (right_group, right_priority)) =
                (urgency(left), urgency(right));
            left_group.cmp(&right_group).then(right_priority.cmp(&left_priority))
        };
        // Of equals the first is the one that has waited longest.
        let (index, first) =
            queue.waiting.iter().enumerate().min_by(|left, right| order(left.1, right.1))?;
        if queue.running.len() >= self.inner.slots && !first.stop.is_cancelled() {
            return None;
        }
        let task = queue.waiting.remove(index);
        queue.running.insert(task.request.task_id.clone(), task.clone());
        Some(task)
    }

    /// What an earlier process left: its tasks are lost, its reports are sent.
    async fn recover(&self) {
        let (store, instance) = (&self.inner.store, &self.inner.instance);
        match store::lose_tasks(store, instance, self.device()).await {
            Ok(lost) if lost.is_empty() => {}
            Ok(lost) => tracing::warn!(tasks = lost.len(), "tasks of an earlier process are lost"),
            Err(error) => tracing::error!(%error, "lost tasks could not be looked for"),
        }
        match store::unacknowledged(store, instance).await {
            Ok(reports) => {
                for (request, finished) in reports {
                    let compute = self.clone();
                    self.inner
                        .running
                        .spawn(async move { compute.tell_end(&request, &finished).await });
                }
            }
            Err(error) => tracing::error!(%error, "reports could not be looked for"),
        }
    }
}
