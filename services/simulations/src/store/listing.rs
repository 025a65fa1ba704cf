//! Lists of simulations: filters, orders, pages.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SimpleExpr};
use sea_orm::{Condition, Order as SqlOrder, QueryOrder, QuerySelect};
use ulam_contracts::page::Order;
use ulam_contracts::simulations::{ListSimulationsQuery, SimulationSort};
use ulam_platform::access::Scope;
use ulam_platform::http::{ApiError, Cursor, page_limit};
use ulam_platform::identifier::from_rfc3339;
use ulam_platform::store::Store;

use super::{ACTIVE, simulation, state_name};

/// Most rows that a list by name skips.
const OFFSET_MAX: i64 = 1_000_000;

/// A page.
pub struct Listed {
    /// Its simulations.
    pub models: Vec<simulation::Model>,
    /// The next page's cursor.
    pub next_cursor: Option<String>,
    /// Number of simulations on all pages.
    pub total: u64,
}

/// The simulations of the scope's tenant that a query asks for.
///
/// # Errors
/// 422 for parameters out of range.
pub async fn list(
    store: &Store,
    scope: &Scope,
    query: &ListSimulationsQuery,
) -> Result<Listed, ApiError> {
    let limit = page_limit(query.limit)?;
    let cursor = Cursor::decoded(query.cursor.as_deref())?;
    let filter = filter(scope, query)?;
    let select = simulation::Entity::find().filter(filter);
    let total = select.clone().count(store.reader()).await?;
    let sort = query.sort.unwrap_or_default();
    let is_descending = query.order.unwrap_or_default() == Order::Descending;
    let direction = if is_descending { SqlOrder::Desc } else { SqlOrder::Asc };
    let key = sort_key(sort);
    let mut select = select
        .order_by(key.clone(), direction.clone())
        .order_by(simulation::Column::Id, direction)
        .limit(limit + 1);
    let mut offset = 0;
    if let Some(cursor) = cursor {
        if sort == SimulationSort::Name {
            offset = cursor.time_us.clamp(0, OFFSET_MAX);
            select = select.offset(offset as u64);
        } else {
            let (key, id) = (sort_key(sort), Expr::col(simulation::Column::Id));
            let time = cursor.time_us;
            let beyond = match is_descending {
                true => Condition::any()
                    .add(key.clone().lt(time))
                    .add(Condition::all().add(key.eq(time)).add(id.lt(cursor.id))),
                false => Condition::any()
                    .add(key.clone().gt(time))
                    .add(Condition::all().add(key.eq(time)).add(id.gt(cursor.id))),
            };
            select = select.filter(beyond);
        }
    }
    let mut models = select.all(store.reader()).await?;
    let has_more = models.len() as u64 > limit;
    models.truncate(limit as usize);
    let next = models.last().filter(|_| has_more).map(|last| {
        let time_us = match sort {
            SimulationSort::CreatedAt => last.created_us,
            SimulationSort::FinishedAt => last.finished_us.unwrap_or(0),
            SimulationSort::Name => offset + models.len() as i64,
        };
        Cursor { time_us, id: last.id.clone() }.encoded()
    });
    Ok(Listed { models, next_cursor: next, total })
}

fn sort_key(sort: SimulationSort) -> SimpleExpr {
    match sort {
        SimulationSort::CreatedAt => Expr::col(simulation::Column::CreatedUs),
        SimulationSort::FinishedAt => {
            let column = Expr::col(simulation::Column::FinishedUs);
            Func::coalesce([column, Expr::val(0_i64)]).into()
        }
        SimulationSort::Name => Func::lower(Expr::col(simulation::Column::Name)).into(),
    }
}

fn filter(scope: &Scope, query: &ListSimulationsQuery) -> Result<Condition, ApiError> {
    let time = |field: &str, text: &Option<String>| {
        let parsed = text.as_deref().map(from_rfc3339).transpose();
        parsed.map_err(|message| ApiError::invalid(field, message))
    };
    let (from, to) = (time("from", &query.from)?, time("to", &query.to)?);
    let mut all = Condition::all().add(simulation::Column::TenantId.eq(scope.tenant_id()));
    if let Some(text) = query.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        let pattern = format!("%{}%", escaped(&text.to_lowercase()));
        let contains = |column: simulation::Column| {
            Expr::expr(Func::lower(Expr::col(column))).like(LikeExpr::new(&pattern).escape('!'))
        };
        all = all.add(
            Condition::any()
                .add(contains(simulation::Column::Name))
                .add(contains(simulation::Column::WorkbookName)),
        );
    }
    if let Some(state) = query.state {
        all = all.add(simulation::Column::State.eq(state_name(state)));
    }
    all = match query.active {
        Some(true) => all.add(simulation::Column::State.is_in(ACTIVE)),
        Some(false) => all.add(simulation::Column::State.is_not_in(ACTIVE)),
        None => all,
    };
    if let Some(id) = &query.workbook_id {
        all = all.add(simulation::Column::WorkbookId.eq(id.as_str()));
    }
    if let Some(id) = &query.saved_simulation_id {
        all = all.add(simulation::Column::SavedSimulationId.eq(id.as_str()));
    }
    if let Some(user) = &query.created_by {
        all = all.add(simulation::Column::CreatedBy.eq(user.as_str()));
    }
    if let Some(tag) = &query.tag {
        // Labels are kept as a JSON array of texts.
        let pattern = format!("%{}%", escaped(&serde_json::to_string(tag)?));
        let labels = Expr::col(simulation::Column::Tags);
        all = all.add(labels.like(LikeExpr::new(pattern).escape('!')));
    }
    if let Some(from) = from {
        all = all.add(simulation::Column::CreatedUs.gte(from));
    }
    if let Some(to) = to {
        all = all.add(simulation::Column::CreatedUs.lt(to));
    }
    Ok(all)
}

/// A text in which nothing is a wildcard.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '%' | '_' | '!') {
            escaped.push('!');
        }
        escaped.push(character);
    }
    escaped
}
