//! Fifty users of five organisations of different sizes start simulations at once.

use futures::future::join_all;

use crate::server::Server;
use crate::user::{User, WIDE_LIMITS};
use crate::{Options, Outcome, row};

/// Users of each organisation: 50 in all.
const USERS: [usize; 5] = [30, 10, 5, 3, 2];

/// Starts everybody's simulation at once, the largest organisation's first, and looks in which order
/// they begin.
pub async fn run(options: &Options) -> Outcome {
    let data = tempfile::tempdir()?;
    let mut settings = WIDE_LIMITS.to_vec();
    // One at a time: then the order says everything.
    settings.push("simulations.running_max=1");
    let server = Server::start(options, data.path(), &settings)?;
    let mut everybody = Vec::new();
    for (tenant, users) in USERS.into_iter().enumerate() {
        let owner = User::registered(&server.url, &format!("owner{tenant}")).await?;
        let workbook = owner.workbook().await?;
        for index in 1..users {
            let colleague = owner.colleague(&format!("user{tenant}x{index}")).await?;
            let workbook = colleague.workbook().await?;
            everybody.push((tenant, colleague, workbook));
        }
        everybody.push((tenant, owner, workbook));
    }
    // Something runs already, so that all of them wait and the order is the scheduler's own.
    let trials = if options.is_quick { 20_000 } else { 100_000 };
    let (_, first, workbook) = &everybody[0];
    first.simulate(workbook, 20 * trials).await?;
    let started = join_all(everybody.iter().map(|(_, user, workbook)| async move {
        let id = user.simulate(workbook, trials).await?;
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>((user, id))
    }))
    .await;
    let mut begun = Vec::new();
    for ((tenant, _, _), started) in everybody.iter().zip(started) {
        let (user, id) = started?;
        let simulation = user.completed(&id).await?;
        let began = simulation["started_at"].as_str().unwrap_or_default().to_string();
        begun.push((began, *tenant));
    }
    begun.sort();
    let order: Vec<usize> = begun.into_iter().map(|(_, tenant)| tenant).collect();
    // One turn each as long as they have any: who has n is done after n rounds of the others.
    for (tenant, users) in USERS.into_iter().enumerate().skip(1) {
        let fair: usize = USERS.iter().map(|others| (*others).min(users)).sum();
        let last = order.iter().rposition(|other| *other == tenant).map_or(0, |place| place + 1);
        let what = format!("last turn of an organisation of {users} users among 50");
        // It may begin one round late, for its first one came when others had waited.
        row(&what, &last.to_string(), &format!("<= {}", fair + USERS.len()));
    }
    Ok(())
}
