//! What every endpoint may answer instead, for the OpenAPI document.

use std::collections::BTreeMap;

use ulam_contracts::problem::{PROBLEM_MEDIA_TYPE, Problem};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, PartialSchema, ToSchema};

/// The refusals that any endpoint may answer: name it in `responses(...)` after the endpoint's own
/// answers.
pub struct Refusals;

const REFUSALS: &[(&str, &str)] = &[
    ("400", "Not understood."),
    ("401", "Not signed in, or no longer."),
    ("403", "Signed in, but not allowed."),
    ("404", "Not there, or another organisation's."),
    ("409", "The state does not allow it."),
    ("413", "Too large."),
    ("415", "Not of an accepted media type."),
    ("422", "Well-formed, but not valid; `errors` says where."),
    ("429", "Too many requests; `Retry-After` says when to try again."),
    ("503", "A part of Ulam is not available now."),
    ("504", "A part of Ulam took too long."),
];

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        // The schema's name is what the document's components call it.
        let _ = Problem::schema;
        let reference = RefOr::Ref(Ref::from_schema_name(Problem::name()));
        let response = |description: &str| {
            let content = ContentBuilder::new().schema(Some(reference.clone())).build();
            let response = ResponseBuilder::new()
                .description(description)
                .content(PROBLEM_MEDIA_TYPE, content);
            RefOr::T(response.build())
        };
        REFUSALS
            .iter()
            .map(|(status, description)| (status.to_string(), response(description)))
            .collect()
    }
}
