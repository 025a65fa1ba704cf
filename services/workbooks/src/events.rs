//! What workbooks does when something happens elsewhere.

use ulam_contracts::files::FileDeleted;
use ulam_contracts::simulations::SimulationCompleted;
use ulam_platform::access::Scope;
use ulam_platform::bus::Subscription;
use ulam_platform::identifier::{from_rfc3339, now_us};

use crate::Workbooks;
use crate::store;

/// The subscriptions.
pub fn subscriptions(_workbooks: Workbooks) -> Vec<Subscription> {
    vec![
        Subscription::new("file.deleted", |transaction, event| {
            Box::pin(async move {
                let scope =
                    Scope::of_tenant("workbooks", event.tenantid.as_deref().unwrap_or_default());
                let data = event.typed::<FileDeleted>()?.data;
                // What is in memory goes by itself: without a row nobody gets at it.
                store::delete_of_file(transaction, &scope, &data.file_id).await?;
                Ok(())
            })
        }),
        Subscription::new("simulation.completed", |transaction, event| {
            Box::pin(async move {
                let scope =
                    Scope::of_tenant("workbooks", event.tenantid.as_deref().unwrap_or_default());
                let at_us = from_rfc3339(&event.time).unwrap_or_else(|_| now_us());
                let data = event.typed::<SimulationCompleted>()?.data;
                store::note_simulated(transaction, &scope, &data.workbook_id, at_us).await?;
                Ok(())
            })
        }),
    ]
}
