//! Whose turn it is: fair over tenants, then by priority, then by time.
//!
//! The next simulation is one of the tenant that has the fewest running; of equals, of the tenant that
//! was served least recently. So a tenant that asks for a thousand simulations at once doesn't keep
//! another one waiting for longer than one simulation takes, and a tenant alone has all there is.

use std::cmp::Reverse;
use std::collections::HashMap;

use ulam_contracts::simulations::Priority;

/// A simulation that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The simulation.
    pub id: String,
    /// Its tenant.
    pub tenant_id: String,
    /// How urgent it is within the tenant.
    pub priority: Priority,
    /// When it was asked for.
    pub created_us: i64,
}

/// What tenants have had.
#[derive(Clone, Debug, Default)]
pub struct Served {
    /// Simulations that run, by tenant.
    pub running: HashMap<String, u64>,
    /// When each tenant's last simulation was begun: any number that grows.
    pub last_turn: HashMap<String, i64>,
}

/// The order in which simulations will begin, as indices into `waiting`, if one begins whenever another
/// ends and tenants' running ones end in the order of their beginning.
pub fn order(waiting: &[Waiting], served: &Served) -> Vec<usize> {
    let mut by_tenant: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, simulation) in waiting.iter().enumerate() {
        by_tenant.entry(&simulation.tenant_id).or_default().push(index);
    }
    // Each tenant's own order, the first one last, to be popped.
    let own_order = |index: &usize| {
        let simulation = &waiting[*index];
        (Reverse(simulation.priority), simulation.created_us, simulation.id.as_str())
    };
    struct Line<'a> {
        tenant: &'a str,
        running: u64,
        last_turn: i64,
        indices: Vec<usize>,
    }
    let mut lines: Vec<Line> = Vec::with_capacity(by_tenant.len());
    for (tenant, mut indices) in by_tenant {
        indices.sort_by(|left, right| own_order(right).cmp(&own_order(left)));
        let running = served.running.get(tenant).copied().unwrap_or(0);
        let last_turn = served.last_turn.get(tenant).copied().unwrap_or(i64::MIN);
        lines.push(Line { tenant, running, last_turn, indices });
    }
    let mut turn = served.last_turn.values().copied().max().unwrap_or(0);
    let mut order = Vec::with_capacity(waiting.len());
    while !lines.is_empty() {
        let first_waits =
            |line: &Line| line.indices.last().map_or(0, |index| waiting[*index].created_us);
        let best = lines
            .iter()
            .enumerate()
            .min_by_key(|(_, line)| (line.running, line.last_turn, first_waits(line), line.tenant));
        let Some((chosen, _)) = best else { break };
        let line = &mut lines[chosen];
        order.extend(line.indices.pop());
        turn = turn.saturating_add(1);
        line.running += 1;
        line.last_turn = turn;
        if line.indices.is_empty() {
            lines.swap_remove(chosen);
        }
    }
    order
}

/// The one whose turn it is, as an index into `waiting`.
pub fn next(waiting: &[Waiting], served: &Served) -> Option<usize> {
    let key = |simulation: &Waiting| {
        let running = served.running.get(&simulation.tenant_id).copied().unwrap_or(0);
        let last_turn = served.last_turn.get(&simulation.tenant_id).copied().unwrap_or(i64::MIN);
        (running, last_turn)
    };
    let fewest = waiting.iter().map(key).min()?;
    // Tenants that are alike so far: the one whose first simulation waits longest.
    let mut firsts: HashMap<&str, usize> = HashMap::new();
    for (index, simulation) in waiting.iter().enumerate() {
        if key(simulation) != fewest {
            continue;
        }
        let own = |index: usize| {
            let simulation = &waiting[index];
            (Reverse(simulation.priority), simulation.created_us, simulation.id.as_str())
        };
        let first = firsts.entry(&simulation.tenant_id).or_insert(index);
        if own(index) < own(*first) {
            *first = index;
        }
    }
    firsts.into_values().min_by_key(|index| {
        let simulation = &waiting[*index];
        (simulation.created_us, simulation.tenant_id.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(id: &str, tenant: &str, priority: Priority, created_us: i64) -> Waiting {
        Waiting { id: id.to_string(), tenant_id: tenant.to_string(), priority, created_us }
    }

    fn ids(waiting: &[Waiting], order: &[usize]) -> Vec<String> {
        order.iter().map(|index| waiting[*index].id.clone()).collect()
    }

    #[test]
    fn a_tenant_with_a_hundred_does_not_hold_another_up() {
        let mut all: Vec<Waiting> = (0..100)
            .map(|number| waiting(&format!("big-{number}"), "big", Priority::High, number))
            .collect();
        all.push(waiting("small-0", "small", Priority::Low, 1_000));
        all.push(waiting("small-1", "small", Priority::Low, 1_001));
        let order = ids(&all, &order(&all, &Served::default()));
        assert_eq!(order[..5], ["big-0", "small-0", "big-1", "small-1", "big-2"]);
        assert_eq!(order.len(), 102);
    }

    #[test]
    fn those_who_run_fewest_come_first_and_then_those_served_longest_ago() {
        let all = [
            waiting("a", "A", Priority::Normal, 1),
            waiting("b", "B", Priority::Normal, 2),
            waiting("c", "C", Priority::Normal, 3),
        ];
        let mut served = Served::default();
        served.running.insert("A".to_string(), 1);
        served.last_turn.insert("B".to_string(), 7);
        served.last_turn.insert("C".to_string(), 6);
        assert_eq!(ids(&all, &order(&all, &served)), ["c", "b", "a"]);
        assert_eq!(next(&all, &served), Some(2));
    }

    #[test]
    fn within_a_tenant_priority_counts_and_then_time() {
        let all = [
            waiting("late", "A", Priority::Normal, 3),
            waiting("low", "A", Priority::Low, 1),
            waiting("early", "A", Priority::Normal, 2),
            waiting("high", "A", Priority::High, 9),
        ];
        assert_eq!(ids(&all, &order(&all, &Served::default())), ["high", "early", "late", "low"]);
    }

    #[test]
    fn the_next_one_is_the_first_of_the_order() {
        // Every mixture of up to three tenants, priorities and turns.
        let priorities = [Priority::Low, Priority::Normal, Priority::High];
        for seed in 0..200_u64 {
            let digit = |place: u32, base: u64| (seed * 2_654_435_761 / 7_u64.pow(place)) % base;
            let all: Vec<Waiting> = (0..6)
                .map(|index| {
                    let tenant = ["A", "B", "C"][digit(index, 3) as usize];
                    let priority = priorities[digit(index + 1, 3) as usize];
                    waiting(&format!("{index}"), tenant, priority, digit(index + 2, 5) as i64)
                })
                .collect();
            let mut served = Served::default();
            served.running.insert("A".to_string(), digit(3, 3));
            served.last_turn.insert("B".to_string(), digit(4, 3) as i64);
            let order = order(&all, &served);
            assert_eq!(order.len(), all.len());
            assert_eq!(next(&all, &served), order.first().copied(), "{seed}");
        }
        assert_eq!(next(&[], &Served::default()), None);
    }
}
