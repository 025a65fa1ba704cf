//! Errors as answers: RFC 9457 problems.

use std::error::Error as StdError;

use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use ulam_contracts::problem::{FieldError, PROBLEM_MEDIA_TYPE, Problem, ProblemKind};

use super::correlation;

/// What a handler fails with: a problem for the client. Causes that clients must not see (SQL, paths,
/// stack traces) are logged where it is made, under the correlation id that the problem tells.
#[derive(Debug, Clone)]
pub struct ApiError(Box<Problem>);

impl ApiError {
    /// 404: there is no such thing, or it is another tenant's.
    pub fn not_found(what: &str) -> ApiError {
        let detail = format!("There is no {what} with this id, or you may not see it.");
        ProblemKind::NotFound.problem(detail).into()
    }

    /// 422 with one field at fault.
    pub fn invalid(field: &str, message: impl Into<String>) -> ApiError {
        ApiError::invalid_fields(vec![FieldError {
            field: field.to_string(),
            message: message.into(),
        }])
    }

    /// 422 with every field that is at fault.
    pub fn invalid_fields(errors: Vec<FieldError>) -> ApiError {
        let detail = match errors.as_slice() {
            [one] if one.field.is_empty() => one.message.clone(),
            [one] => format!("{}: {}", one.field, one.message),
            several => format!("{} fields are not valid; see errors.", several.len()),
        };
        let mut problem = ProblemKind::Invalid.problem(detail);
        problem.errors = errors;
        problem.into()
    }

    /// 429, with the seconds to wait.
    pub fn too_many_requests(detail: impl Into<String>, retry_after_seconds: f64) -> ApiError {
        let mut problem = ProblemKind::TooManyRequests.problem(detail);
        problem.retry_after_seconds = Some(retry_after_seconds);
        problem.into()
    }

    /// 500: our mistake. The cause goes to the log, the client gets the correlation id.
    pub fn internal(cause: impl std::fmt::Display) -> ApiError {
        tracing::error!(%cause, "request failed");
        ApiError::hidden()
    }

    /// 500 for an error with its chain of sources.
    pub fn caused_by(error: &(dyn StdError + 'static)) -> ApiError {
        tracing::error!(cause = %chain(error), "request failed");
        ApiError::hidden()
    }

    fn hidden() -> ApiError {
        let detail = "Something went wrong on our side. Try again; if it stays, tell support the correlation id.";
        ProblemKind::Internal.problem(detail).into()
    }

    /// The problem.
    pub fn problem(&self) -> &Problem {
        &self.0
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The problem, completed with what only the answered request knows.
    pub(crate) fn at(mut self, path: &str) -> ApiError {
        self.0.instance.get_or_insert_with(|| path.to_string());
        self
    }
}

/// An error and its sources on one line.
pub(crate) fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        // Some libraries repeat their source's text.
        if !text.ends_with(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.detail)
    }
}

impl StdError for ApiError {}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> ApiError {
        ApiError(Box::new(problem))
    }
}

impl From<sea_orm::DbErr> for ApiError {
    fn from(error: sea_orm::DbErr) -> ApiError {
        ApiError::caused_by(&error)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> ApiError {
        ApiError::caused_by(&error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut problem = *self.0;
        if problem.correlation_id.is_none() {
            problem.correlation_id = correlation::current();
        }
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_MEDIA_TYPE));
        if let Some(seconds) = problem.retry_after_seconds {
            // Rounded up, so that who waits so long is not refused again.
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds.max(0.0).ceil() as u64));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // Layers outside may complete the problem's instance.
        response.extensions_mut().insert(ApiError(Box::new(problem)));
        response
    }
}
