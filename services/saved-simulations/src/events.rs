//! What happens elsewhere and concerns saved simulations.

use ulam_contracts::identity::UserDeleted;
use ulam_contracts::simulations::SimulationCompleted;
use ulam_platform::access::Scope;
use ulam_platform::bus::Subscription;

use crate::store;

const SERVICE: &str = "saved-simulations";

/// The subscriptions.
pub(crate) fn subscriptions() -> Vec<Subscription> {
    vec![
        Subscription::new("simulation.completed", |transaction, event| {
            Box::pin(async move {
                let scope =
                    Scope::of_tenant(SERVICE, event.tenantid.as_deref().unwrap_or_default());
                let data = event.typed::<SimulationCompleted>()?.data;
                store::note_completed(transaction, &scope, &data).await
            })
        }),
        Subscription::new("user.deleted", |transaction, event| {
            Box::pin(async move {
                let data = event.typed::<UserDeleted>()?.data;
                // What someone saved is the organisation's and stays, for its admins.
                for tenant_id in &data.tenant_ids {
                    let scope = Scope::of_tenant(SERVICE, tenant_id);
                    store::remove_user(transaction, &scope, &data.user_id).await?;
                }
                for tenant_id in &data.deleted_tenant_ids {
                    store::remove_tenant(transaction, &Scope::of_tenant(SERVICE, tenant_id))
                        .await?;
                }
                Ok(())
            })
        }),
    ]
}
