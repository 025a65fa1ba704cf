//! Extractors whose refusals are problems that name the field.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use serde::Serialize;
use serde::de::DeserializeOwned;
use ulam_contracts::problem::ProblemKind;

use super::ApiError;

/// A JSON body, in requests and answers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Json<T>, ApiError> {
        let media_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !media_type.is_some_and(is_json) {
            let detail = "The body must be JSON, with the header Content-Type: application/json.";
            return Err(ProblemKind::UnsupportedMediaType.problem(detail).into());
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            let kind = match rejection.status().as_u16() {
                413 => ProblemKind::TooLarge,
                _ => ProblemKind::BadRequest,
            };
            ApiError::from(
                kind.problem(format!("The body can't be read: {}.", rejection.body_text())),
            )
        })?;
        let mut deserializer = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            let field = error.path().to_string();
            let cause = error.into_inner();
            if cause.is_data() {
                return ApiError::invalid(field.trim_start_matches('.'), cause.to_string());
            }
            let detail = format!("The body is not JSON: {cause}.");
            ProblemKind::BadRequest.problem(detail).into()
        })?;
        deserializer.end().map_err(|error| {
            ApiError::from(
                ProblemKind::BadRequest
                    .problem(format!("The body is not one JSON value: {error}.")),
            )
        })?;
        Ok(Json(value))
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// Parameters in the path.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>, ApiError> {
        let extracted = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        let axum::extract::Path(value) = extracted.map_err(|rejection| {
            ApiError::from(
                ProblemKind::NotFound
                    .problem(format!("The path is not valid: {}.", rejection.body_text())),
            )
        })?;
        Ok(Path(value))
    }
}

/// Parameters in the query. An unknown value of a known parameter is refused with its name.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Query<T>, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = serde_urlencoded::Deserializer::new(form_urlencoded(query));
        let value = serde_path_to_error::deserialize(pairs).map_err(|error| {
            let field = error.path().to_string();
            ApiError::invalid(field.trim_matches('.'), error.into_inner().to_string())
        })?;
        Ok(Query(value))
    }
}

fn form_urlencoded(query: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(query.as_bytes())
}
