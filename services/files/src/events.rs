//! What files does when something happens elsewhere.

use ulam_contracts::identity::UserDeleted;
use ulam_contracts::workbooks::WorkbookOpened;
use ulam_platform::access::Scope;
use ulam_platform::bus::Subscription;
use ulam_platform::identifier::now_us;

use crate::Files;
use crate::store;

/// The subscriptions.
pub fn subscriptions(files: Files) -> Vec<Subscription> {
    vec![
        Subscription::new("user.deleted", move |transaction, event| {
            let files = files.clone();
            Box::pin(async move {
                let data = event.typed::<UserDeleted>()?.data;
                // What a user uploaded is the organisation's and stays, for its admins.
                for tenant_id in &data.tenant_ids {
                    let scope = Scope::of_tenant(files.context.name, tenant_id);
                    store::remove_user(transaction, &scope, &data.user_id).await?;
                }
                // An organisation that is gone has no retention: its files go at once.
                for tenant_id in &data.deleted_tenant_ids {
                    let scope = Scope::of_tenant(files.context.name, tenant_id);
                    for file in store::all_of_tenant(transaction, &scope).await? {
                        store::mark_deleted(transaction, &scope, &file, now_us()).await?;
                    }
                }
                files.to_clean.notify_one();
                Ok(())
            })
        }),
        Subscription::new("workbook.opened", |transaction, event| {
            Box::pin(async move {
                let tenant_id = event.tenantid.clone().unwrap_or_default();
                let data = event.typed::<WorkbookOpened>()?.data;
                let scope = Scope::of_tenant("files", &tenant_id);
                let (file_id, version) = (&data.file_id, data.file_version);
                store::note_workbook(transaction, &scope, file_id, version, &data.workbook_id)
                    .await?;
                Ok(())
            })
        }),
    ]
}
