//! What the home page needs, in one call. Each part may fail alone.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use http::header::AUTHORIZATION;
use serde::de::DeserializeOwned;
use ulam_contracts::gateway::Home;
use ulam_contracts::identity::{CurrentUser, Principal, PrincipalKind, UsageReport};
use ulam_contracts::notifications::NotificationPage;
use ulam_contracts::page::Page;
use ulam_contracts::problem::Problem;
use ulam_contracts::saved_simulations::SavedSimulation;
use ulam_contracts::simulations::SimulationSummary;
use ulam_contracts::workbooks::WorkbookSummary;
use ulam_platform::access::SubjectKind;
use ulam_platform::http::{ApiError, Json};

use crate::credentials::Admitted;
use crate::gateway::Gateway;

/// What the home page needs in one call: recent runs, quota, notifications.
#[utoipa::path(
    get, path = "/api/v2/home", operation_id = "home", tag = "gateway",
    responses(
        (status = 200, description = "The parts; those that are missing now are named", body = Home),
        (status = "4XX", description = "Refused", content_type = "application/problem+json", body = Problem),
    ),
)]
pub(super) async fn home(
    State(gateway): State<Arc<Gateway>>,
    Extension(admitted): Extension<Admitted>,
) -> Result<Json<Home>, ApiError> {
    of(&gateway, &admitted).await
}

/// A part: what the service says, or its name where it doesn't.
struct Parts<'a> {
    gateway: &'a Gateway,
    admitted: &'a Admitted,
}

impl Parts<'_> {
    async fn get<T: DeserializeOwned>(
        &self,
        service: &'static str,
        path: &str,
    ) -> Result<T, &'static str> {
        let client = self
            .gateway
            .client(service)
            .with_header(AUTHORIZATION, self.admitted.authorization.clone());
        let answer: Result<T, ApiError> = client.get(path).await;
        answer.map_err(|error| {
            tracing::warn!(
                service,
                status = error.status().as_u16(),
                "a part of the home page is missing"
            );
            service
        })
    }
}

pub(super) async fn of(gateway: &Gateway, admitted: &Admitted) -> Result<Json<Home>, ApiError> {
    let parts = Parts { gateway, admitted };
    let (user, running, recent, workbooks, saved, usage, inbox) = futures::join!(
        parts.get::<CurrentUser>("identity", "/api/v2/auth/user"),
        parts.get::<Page<SimulationSummary>>(
            "simulations",
            "/api/v2/simulations?active=true&limit=10"
        ),
        parts.get::<Page<SimulationSummary>>(
            "simulations",
            "/api/v2/simulations?active=false&limit=12"
        ),
        parts.get::<Page<WorkbookSummary>>("workbooks", "/api/v2/workbooks?limit=8"),
        parts
            .get::<Page<SavedSimulation>>("saved-simulations", "/api/v2/saved-simulations?limit=8"),
        parts.get::<UsageReport>("identity", "/api/v2/users/usage"),
        parts.get::<NotificationPage>("notifications", "/api/v2/notifications?limit=5"),
    );
    let mut unavailable: Vec<String> = Vec::new();
    let mut note = |failed: Option<&'static str>| {
        if let Some(service) = failed
            && !unavailable.iter().any(|known| known == service)
        {
            unavailable.push(service.to_string());
        }
    };
    note(user.as_ref().err().copied());
    note(running.as_ref().err().copied());
    note(recent.as_ref().err().copied());
    note(workbooks.as_ref().err().copied());
    note(saved.as_ref().err().copied());
    note(usage.as_ref().err().copied());
    note(inbox.as_ref().err().copied());
    let (notifications, unread_notifications) =
        inbox.map_or_else(|_| (Vec::new(), 0), |inbox| (inbox.items, inbox.unread));
    Ok(Json(Home {
        principal: user.map_or_else(|_| principal_of(admitted), |user| user.principal),
        running: running.map(|page| page.items).unwrap_or_default(),
        recent_runs: recent.map(|page| page.items).unwrap_or_default(),
        recent_workbooks: workbooks.map(|page| page.items).unwrap_or_default(),
        saved_simulations: saved.map(|page| page.items).unwrap_or_default(),
        dashboards: Vec::new(),
        quota: usage.map(|usage| usage.items).unwrap_or_default(),
        notifications,
        unread_notifications,
        unavailable,
    }))
}

/// What the access token alone says, while identity can't be asked.
fn principal_of(admitted: &Admitted) -> Principal {
    let principal = &*admitted.principal;
    let is_person = matches!(principal.kind, SubjectKind::User | SubjectKind::ApiKey);
    let is_key = principal.kind == SubjectKind::ApiKey;
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Principal {
        kind: match principal.kind {
            SubjectKind::User => PrincipalKind::User,
            SubjectKind::ApiKey => PrincipalKind::ApiKey,
            SubjectKind::Service => PrincipalKind::Service,
            SubjectKind::Link => PrincipalKind::Link,
        },
        user_id: some(&principal.subject).filter(|_| is_person),
        email: None,
        name: String::new(),
        tenant_id: some(&principal.tenant_id),
        tenant_name: None,
        role: None,
        permissions: principal.permissions.clone(),
        session_id: some(&principal.session_id).filter(|_| !is_key),
        api_key_id: some(&principal.session_id).filter(|_| is_key),
        is_second_factor_verified: false,
        is_operator: principal.may(ulam_contracts::permissions::Permission::PlatformOperate),
    }
}
