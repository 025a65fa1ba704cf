//! The service's state, and what becomes of a simulation in it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::{Notify, Semaphore};
use tokio_util::task::TaskTracker;
use ulam_contracts::simulations::{
    FinishedReport, ProgressAnswer, ProgressReport, ProgressVerdict, SimulationState,
    SimulationStatus,
};
use ulam_platform::configuration::SimulationsConfiguration;
use ulam_platform::http::ApiError;
use ulam_platform::service::{Context, StartError};
use ulam_platform::store::Store;

use crate::domain::fair::{self, Served, Waiting};
use crate::live::{Arrival, Live, push_state};
use crate::store::{self, After, simulation};
use crate::workbooks::Workbooks;

/// Checks and fits that compute at the same time: they are short, but take a processor each.
const COMPUTATIONS_MAX: usize = 4;

/// The service's state.
#[derive(Clone)]
pub struct Simulations {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub context: Context,
    pub store: Store,
    pub live: Live,
    pub workbooks: Workbooks,
    /// Told when there may be something to schedule.
    pub wake: Notify,
    pub dispatching: TaskTracker,
    pub computations: Semaphore,
    /// Workers that were there before this process are given time to be heard.
    pub began: Instant,
    /// When each tenant's last simulation was begun.
    last_turn: Mutex<HashMap<String, i64>>,
}

impl Simulations {
    /// The service's state at the start.
    ///
    /// # Errors
    /// No database.
    pub fn new(context: Context) -> Result<Simulations, StartError> {
        let inner = Inner {
            store: context.database()?,
            live: Live::default(),
            workbooks: Workbooks::new(context.mesh.clone(), context.name),
            wake: Notify::new(),
            dispatching: TaskTracker::new(),
            computations: Semaphore::new(COMPUTATIONS_MAX),
            began: Instant::now(),
            last_turn: Mutex::new(HashMap::new()),
            context,
        };
        Ok(Simulations { inner: Arc::new(inner) })
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    pub(crate) fn settings(&self) -> &SimulationsConfiguration {
        &self.inner.context.configuration.simulations
    }

    pub(crate) fn attempts_max(&self) -> u32 {
        self.settings().attempts_max.max(1)
    }

    /// Runs work that computes, off the threads that answer requests.
    ///
    /// # Errors
    /// The work's; 500 if it panicked.
    pub(crate) async fn computed<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let permit = self.inner.computations.acquire().await.map_err(ApiError::internal)?;
        let done = tokio::task::spawn_blocking(work).await;
        drop(permit);
        done.map_err(|error| ApiError::internal(format_args!("a computation ended: {error}")))?
    }

    /// Notes that a tenant had its turn.
    pub(crate) fn note_turn(&self, tenant_id: &str) {
        let mut turns = self.inner.last_turn.lock().unwrap_or_else(PoisonError::into_inner);
        // Tenants without a turn for long are as good as new.
        if turns.len() > 10_000 {
            turns.clear();
        }
        let next = turns.values().copied().max().unwrap_or(0) + 1;
        turns.insert(tenant_id.to_string(), next);
    }

    pub(crate) async fn served(&self) -> Result<Served, ApiError> {
        let running = store::running_by_tenant(&self.inner.store).await?;
        let turns = self.inner.last_turn.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Served { running, last_turn: turns.clone() })
    }

    /// The places of all that wait, from 1.
    pub(crate) async fn positions(&self) -> Result<HashMap<String, u64>, ApiError> {
        let waiting: Vec<Waiting> =
            store::waiting(&self.inner.store).await?.into_iter().map(waits).collect();
        let served = self.served().await?;
        let order = fair::order(&waiting, &served);
        let places = order.into_iter().zip(1..);
        Ok(places.map(|(index, place)| (waiting[index].id.clone(), place)).collect())
    }

    /// How a simulation stands now.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn status(
        &self,
        model: &simulation::Model,
    ) -> Result<SimulationStatus, ApiError> {
        let waits = model.state == store::state_name(SimulationState::Queued);
        let position = match waits {
            true => self.positions().await?.get(&model.id).copied(),
            false => None,
        };
        let live = self.inner.live.report(&model.id);
        store::status(&self.inner.store, model, live.as_ref(), position)
    }

    /// As [`Simulations::status`] of many.
    pub(crate) async fn statuses(
        &self,
        models: &[simulation::Model],
    ) -> Result<Vec<SimulationStatus>, ApiError> {
        let waits = store::state_name(SimulationState::Queued);
        let places = match models.iter().any(|model| model.state == waits) {
            true => self.positions().await?,
            false => HashMap::new(),
        };
        let status = |model: &simulation::Model| {
            let live = self.inner.live.report(&model.id);
            let place = places.get(&model.id).copied();
            store::status(&self.inner.store, model, live.as_ref(), place)
        };
        models.iter().map(status).collect()
    }

    /// A task's report arrives.
    ///
    /// # Errors
    /// 404 for a simulation that isn't there; the database's.
    pub(crate) async fn progressed(
        &self,
        id: &str,
        report: ProgressReport,
    ) -> Result<ProgressAnswer, ApiError> {
        let inner = &self.inner;
        let found = store::find_for_service(&inner.store, id).await?;
        let model = found.ok_or_else(|| ApiError::not_found("simulation"))?;
        let answer = |verdict| Ok(ProgressAnswer { verdict });
        if model.state == store::state_name(SimulationState::Cancelled) {
            return answer(ProgressVerdict::Cancel);
        }
        let is_current = model.task_id.as_deref() == Some(report.task_id.as_str())
            && store::WITH_WORKER.contains(&model.state.as_str());
        if !is_current {
            return answer(ProgressVerdict::Superseded);
        }
        let arrival = inner.live.take(id, report.clone());
        let mut shown = model;
        if arrival == Arrival::Note {
            match store::note_progress(&inner.store, id, &report).await? {
                Some((before, now)) => {
                    if store::state_name(before) != now.state {
                        let status = store::status(&inner.store, &now, Some(&report), None)?;
                        push_state(&inner.context.mesh, &now, before, status);
                    }
                    shown = now;
                }
                // It was cancelled, or superseded, between the two looks.
                None => {
                    inner.live.end(id);
                    let now = store::find_for_service(&inner.store, id).await?;
                    let cancelled = store::state_name(SimulationState::Cancelled);
                    return match now.is_some_and(|now| now.state == cancelled) {
                        true => answer(ProgressVerdict::Cancel),
                        false => answer(ProgressVerdict::Superseded),
                    };
                }
            }
        }
        if arrival != Arrival::Late {
            let status = store::status(&inner.store, &shown, Some(&report), None)?;
            inner.live.push_progress(&inner.context.mesh, &shown, status);
        }
        answer(ProgressVerdict::Continue)
    }

    /// A task's end arrives.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn finished(&self, id: &str, report: FinishedReport) -> Result<(), ApiError> {
        let after = store::finish(&self.inner.store, id, &report, self.attempts_max()).await?;
        self.settle(after).await
    }

    /// What follows from the end of a try.
    pub(crate) async fn settle(&self, after: After) -> Result<(), ApiError> {
        match after {
            After::Nothing => {}
            After::Queued(model) => {
                self.inner.live.end(&model.id);
                let status = self.status(&model).await?;
                push_state(&self.inner.context.mesh, &model, SimulationState::Running, status);
            }
            After::Ended(model) => {
                self.inner.live.end(&model.id);
                let status = store::status(&self.inner.store, &model, None, None)?;
                push_state(&self.inner.context.mesh, &model, SimulationState::Running, status);
            }
        }
        self.inner.wake.notify_one();
        Ok(())
    }
}

/// A row of the queue as the order sees it.
pub(crate) fn waits(row: store::queued::Model) -> Waiting {
    Waiting {
        id: row.simulation_id,
        tenant_id: row.tenant_id,
        priority: store::priority_of(row.priority),
        created_us: row.created_us,
    }
}
