//! References to bytes that one service stored and another reads.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Internal: bytes in the blob store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BlobReference {
    /// Key in the blob store, such as `results/<tenant>/<run>/samples.parquet`.
    pub key: String,
    /// Size of the content before encryption, in bytes.
    pub bytes: u64,
    /// SHA-256 of the content before encryption, in lower-case hexadecimal.
    pub sha256: String,
    /// Media type of the content.
    pub content_type: String,
    /// The data key that the content is encrypted with, wrapped by the master key, in base64; null
    /// where the blob's own header carries it or it isn't encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrapped_key: Option<String>,
}

/// Internal: a version of an uploaded file, for a service that needs its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileReference {
    /// The file; its bytes come from `GET /internal/files/{id}/content?version=`.
    pub file_id: String,
    /// The version, from 1.
    pub version: u32,
    /// The name that it was uploaded under, with its extension.
    #[schema(example = "plan.xlsx")]
    pub file_name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, in lower-case hexadecimal: the key of caches.
    pub sha256: String,
    /// Where the content lies, for a service that shares the blob store with files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blob: Option<BlobReference>,
}
