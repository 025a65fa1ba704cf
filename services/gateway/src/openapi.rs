//! One description of the API, put together from each service's part.
//!
//! The document is the same whenever the program is the same: paths, operations and schemas are
//! sorted, whatever the order in which services answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::future::join_all;
use http::Method;
use serde_json::{Map, Value, json};
use tokio::sync::RwLock;
use ulam_platform::http::ApiError;

use crate::gateway::{Gateway, VERSION};
use crate::routes::Route;

const OPERATIONS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const DESCRIPTION: &str = "Monte Carlo simulation of ordinary Excel workbooks.\n\n\
Errors are problems (RFC 9457) that say what to do. Lists are pages: `limit` and `cursor`. \
Every answer has `X-Correlation-Id`; limited ones have `RateLimit-Limit`, `RateLimit-Remaining` and \
`RateLimit-Reset`. Paths under `/api/v1/` and `/api/` are older names, marked by `Deprecation` and \
`Sunset`.";

/// The document, once every service has told its part.
#[derive(Default)]
pub(crate) struct AggregatedDocument {
    whole: RwLock<Option<Arc<Value>>>,
}

/// The document; while a service can't be reached, without its part, and saying so.
pub(crate) async fn document(gateway: &Gateway) -> Result<Arc<Value>, ApiError> {
    if let Some(whole) = gateway.document.whole.read().await.clone() {
        return Ok(whole);
    }
    let own = serde_json::to_value(gateway.own_document()?)?;
    let services: Vec<&str> = gateway
        .context
        .mesh
        .services()
        .into_iter()
        .filter(|name| *name != gateway.context.name)
        .collect();
    let parts = join_all(services.iter().map(|service| async move {
        let part: Result<Value, ApiError> =
            gateway.own_client(service).get("/internal/openapi.json").await;
        (*service, part)
    }));
    let mut documents = vec![own];
    let mut missing = Vec::new();
    for (service, part) in parts.await {
        match part {
            Ok(part) => documents.push(part),
            Err(_) => missing.push(service),
        }
    }
    let mut whole = merged(documents);
    if missing.is_empty() {
        let whole = Arc::new(whole);
        *gateway.document.whole.write().await = Some(whole.clone());
        return Ok(whole);
    }
    whole["x-missing-services"] = json!(missing);
    Ok(Arc::new(whole))
}

/// The parts as one document.
fn merged(documents: Vec<Value>) -> Value {
    let mut paths: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut components: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for mut document in documents {
        for (path, operations) in taken(&mut document, "/paths") {
            let Value::Object(operations) = operations else { continue };
            paths.entry(path).or_default().extend(operations);
        }
        for (kind, entries) in taken(&mut document, "/components") {
            let Value::Object(entries) = entries else { continue };
            let of_kind = components.entry(kind).or_default();
            for (name, entry) in entries {
                if let Some(other) = of_kind.get(&name)
                    && *other != entry
                {
                    tracing::warn!(
                        name,
                        "two services describe a type of the same name differently"
                    );
                }
                of_kind.entry(name).or_insert(entry);
            }
        }
    }
    components.entry("securitySchemes".to_string()).or_default().extend(security_schemes());
    let paths: Map<String, Value> = paths
        .into_iter()
        .map(|(path, operations)| (path.clone(), path_item(&path, operations)))
        .collect();
    let mut tags: Vec<String> = paths.values().flat_map(tags_of).collect();
    tags.sort();
    tags.dedup();
    let tags: Vec<Value> = tags.into_iter().map(|name| json!({"name": name})).collect();
    let components: Map<String, Value> = components
        .into_iter()
        .map(|(kind, entries)| (kind, Value::Object(entries.into_iter().collect())))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Ulam",
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "version": VERSION,
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": components,
        "security": [{"access_token": []}, {"api_key": []}, {"session_cookie": []}],
        "tags": tags,
    })
}

fn taken(document: &mut Value, pointer: &str) -> Map<String, Value> {
    match document.pointer_mut(pointer).map(Value::take) {
        Some(Value::Object(entries)) => entries,
        _ => Map::new(),
    }
}

fn security_schemes() -> [(String, Value); 3] {
    [
        (
            "access_token".to_string(),
            json!({"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "An access token, of `POST /api/v2/auth/login`; or an API key."}),
        ),
        (
            "api_key".to_string(),
            json!({"type": "apiKey", "in": "header", "name": "X-Api-Key", "description": "An API key, of `POST /api/v2/api-keys`."}),
        ),
        (
            "session_cookie".to_string(),
            json!({"type": "apiKey", "in": "cookie", "name": "ulam_session", "description": "A browser's session; requests that change something also need `X-Ulam-Csrf: 1`."}),
        ),
    ]
}

/// A path's operations in a fixed order; open ones say that they need no sign-in.
fn path_item(path: &str, mut operations: Map<String, Value>) -> Value {
    let mut item = Map::new();
    for name in OPERATIONS {
        let Some(mut operation) = operations.remove(name) else { continue };
        let method =
            Method::from_bytes(name.to_ascii_uppercase().as_bytes()).unwrap_or(Method::GET);
        let is_open = Route::of(&method, path).is_open;
        if let Value::Object(operation) = &mut operation {
            if is_open {
                operation.insert("security".to_string(), json!([]));
            } else {
                operation.remove("security");
            }
        }
        item.insert(name.to_string(), operation);
    }
    let rest: BTreeMap<String, Value> = operations.into_iter().collect();
    item.extend(rest);
    Value::Object(item)
}

fn tags_of(item: &Value) -> Vec<String> {
    let operations = item.as_object().into_iter().flat_map(Map::values);
    let tags = operations.filter_map(|operation| operation.get("tags")?.as_array());
    tags.flatten().filter_map(|tag| tag.as_str().map(str::to_string)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_parts_does_not_show() {
        let one = json!({"paths": {"/api/v2/files": {"post": {"tags": ["files"]}, "get": {"tags": ["files"]}}},
            "components": {"schemas": {"B": {}, "A": {}}}});
        let two = json!({"paths": {"/api/v2/auth/login": {"post": {"tags": ["identity"]}}},
            "components": {"schemas": {"C": {}}}});
        let text = |parts: Vec<Value>| serde_json::to_string(&merged(parts)).unwrap();
        assert_eq!(text(vec![one.clone(), two.clone()]), text(vec![two.clone(), one.clone()]));
        let document = merged(vec![one, two]);
        assert_eq!(document["tags"], json!([{"name": "files"}, {"name": "identity"}]));
        assert_eq!(document["paths"]["/api/v2/auth/login"]["post"]["security"], json!([]));
        assert_eq!(document["paths"]["/api/v2/files"]["get"].get("security"), None);
    }
}
