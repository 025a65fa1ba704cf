//! Errors for people and programs: RFC 9457 problem details.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The media type of a [`Problem`].
pub const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";
/// What a problem's `type` begins with; the kind's slug follows.
pub const PROBLEM_TYPE_PREFIX: &str = "https://ulam.dev/problems/";

/// What went wrong and what to do (RFC 9457).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// What kind of problem it is; stable, for programs.
    #[serde(rename = "type")]
    #[schema(example = "https://ulam.dev/problems/not-found")]
    pub problem_type: String,
    /// The kind in a few words.
    #[schema(example = "Not found")]
    pub title: String,
    /// The HTTP status.
    #[schema(example = 404, minimum = 400, maximum = 599)]
    pub status: u16,
    /// What happened here, and what to do about it, in a sentence or two.
    #[schema(
        example = "There is no workbook with this id. List yours with GET /api/v2/workbooks."
    )]
    pub detail: String,
    /// The path that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Tell it to support: logs of every service carry it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// What is wrong with each field, of a request that was understood but is not valid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Seconds until it makes sense to try again, of 429 and 503; also in `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<f64>,
}

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// The field, with dots and indices: `spec.inputs[0].distribution`. Empty for the whole body.
    #[schema(example = "spec.inputs[0].distribution")]
    pub field: String,
    /// What is wrong and what is allowed.
    #[schema(example = "Pert: most_likely 20 is above maximum 15")]
    pub message: String,
}

/// The kinds of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// 400: not HTTP or JSON of the expected form.
    BadRequest,
    /// 401: not signed in, or no longer.
    NotSignedIn,
    /// 401: the address and password don't belong together, or the second factor is wrong.
    WrongCredentials,
    /// 403: signed in, but without the permission.
    NotAllowed,
    /// 403: the session cookie was used without the header `X-Ulam-Csrf: 1`.
    CsrfHeaderMissing,
    /// 403: the tenant's list of allowed addresses doesn't have the caller's.
    AddressNotAllowed,
    /// 404: it doesn't exist, or belongs to another tenant.
    NotFound,
    /// 405: the path exists, the method doesn't.
    MethodNotAllowed,
    /// 408: the request took too long to arrive.
    RequestTimeout,
    /// 409: the state doesn't allow it, or someone else was faster.
    Conflict,
    /// 409: an `Idempotency-Key` was used before with another body.
    IdempotencyKeyReused,
    /// 410: it existed and is gone for good: an expired link, a purged file.
    Gone,
    /// 412: a precondition (`If-Match`, a tus offset) does not hold.
    PreconditionFailed,
    /// 413: larger than allowed.
    TooLarge,
    /// 413: the tenant's storage or another quota is used up.
    QuotaExceeded,
    /// 415: content of this type isn't accepted, or isn't what its name says.
    UnsupportedMediaType,
    /// 416: a byte range outside the content.
    RangeNotSatisfiable,
    /// 422: well-formed, but not valid; `errors` says where.
    Invalid,
    /// 422: the file is malware, or can't be opened safely.
    UnsafeContent,
    /// 428: a second factor is required first.
    SecondFactorRequired,
    /// 429: too many requests.
    TooManyRequests,
    /// 500: our mistake.
    Internal,
    /// 502: a service answered with nonsense.
    BadGateway,
    /// 503: a service can't be reached now.
    Unavailable,
    /// 504: a service took too long.
    GatewayTimeout,
}

impl ProblemKind {
    /// The last part of the problem's `type`.
    pub fn slug(self) -> &'static str {
        self.row().0
    }

    /// The problem's `status`.
    pub fn status(self) -> u16 {
        self.row().1
    }

    /// The problem's `title`.
    pub fn title(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (&'static str, u16, &'static str) {
        match self {
            ProblemKind::BadRequest => ("bad-request", 400, "Bad request"),
            ProblemKind::NotSignedIn => ("not-signed-in", 401, "Not signed in"),
            ProblemKind::WrongCredentials => ("wrong-credentials", 401, "Wrong credentials"),
            ProblemKind::NotAllowed => ("not-allowed", 403, "Not allowed"),
            ProblemKind::CsrfHeaderMissing => ("csrf-header-missing", 403, "CSRF header missing"),
            ProblemKind::AddressNotAllowed => ("address-not-allowed", 403, "Address not allowed"),
            ProblemKind::NotFound => ("not-found", 404, "Not found"),
            ProblemKind::MethodNotAllowed => ("method-not-allowed", 405, "Method not allowed"),
            ProblemKind::RequestTimeout => ("request-timeout", 408, "Request timeout"),
            ProblemKind::Conflict => ("conflict", 409, "Conflict"),
            ProblemKind::IdempotencyKeyReused => {
                ("idempotency-key-reused", 409, "Idempotency key reused")
            }
            ProblemKind::Gone => ("gone", 410, "Gone"),
            ProblemKind::PreconditionFailed => ("precondition-failed", 412, "Precondition failed"),
            ProblemKind::TooLarge => ("too-large", 413, "Too large"),
            ProblemKind::QuotaExceeded => ("quota-exceeded", 413, "Quota exceeded"),
            ProblemKind::UnsupportedMediaType => {
                ("unsupported-media-type", 415, "Unsupported media type")
            }
            ProblemKind::RangeNotSatisfiable => {
                ("range-not-satisfiable", 416, "Range not satisfiable")
            }
            ProblemKind::Invalid => ("invalid", 422, "Invalid"),
            ProblemKind::UnsafeContent => ("unsafe-content", 422, "Unsafe content"),
            ProblemKind::SecondFactorRequired => {
                ("second-factor-required", 428, "Second factor required")
            }
            ProblemKind::TooManyRequests => ("too-many-requests", 429, "Too many requests"),
            ProblemKind::Internal => ("internal", 500, "Internal error"),
            ProblemKind::BadGateway => ("bad-gateway", 502, "Bad gateway"),
            ProblemKind::Unavailable => ("unavailable", 503, "Unavailable"),
            ProblemKind::GatewayTimeout => ("gateway-timeout", 504, "Gateway timeout"),
        }
    }

    /// A problem of this kind; `detail` says what happened and what to do.
    pub fn problem(self, detail: impl Into<String>) -> Problem {
        Problem {
            problem_type: format!("{PROBLEM_TYPE_PREFIX}{}", self.slug()),
            title: self.title().to_string(),
            status: self.status(),
            detail: detail.into(),
            instance: None,
            correlation_id: None,
            errors: Vec::new(),
            retry_after_seconds: None,
        }
    }
}
