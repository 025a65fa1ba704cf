//! What this service does on others' events.

use ulam_contracts::compute::DeviceChanged;
use ulam_contracts::event::EventData;
use ulam_platform::bus::Subscription;

use crate::service::Simulations;
use crate::store;

/// Simulations whose tasks a worker lost are tried again at once.
pub fn on_device_changed(simulations: Simulations) -> Subscription {
    Subscription::new(DeviceChanged::TYPE, move |transaction, event| {
        let simulations = simulations.clone();
        Box::pin(async move {
            let event = event.typed::<DeviceChanged>()?;
            for task_id in &event.data.lost_task_ids {
                let attempts_max = simulations.attempts_max();
                let after = store::lose(transaction, task_id, attempts_max).await?;
                if let store::After::Queued(model) | store::After::Ended(model) = &after {
                    tracing::warn!(simulation_id = model.id, task_id, "a worker lost a task");
                    simulations.inner().live.end(&model.id);
                }
            }
            simulations.inner().wake.notify_one();
            Ok(())
        })
    })
}
