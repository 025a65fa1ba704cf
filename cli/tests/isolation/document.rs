//! The served description of the API, as requests that can be sent.

use serde_json::{Map, Value, json};

/// One operation of the document.
#[derive(Clone, Debug)]
pub struct Operation {
    pub method: String,
    pub path: String,
    /// The permissions that the document asks for.
    pub permissions: Vec<String>,
    /// Whether an API key will do.
    pub takes_keys: bool,
    /// Whether nobody needs to be signed in.
    pub is_open: bool,
    responses: Vec<String>,
    parameters: Vec<Value>,
    body: Option<(String, Value)>,
}

/// What is sent to an operation.
#[derive(Clone, Debug)]
pub struct Sample {
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<(String, Vec<u8>)>,
    /// Whether the path names somebody's thing, and whether query or body do.
    pub names_in_path: bool,
    pub names_elsewhere: bool,
}

/// Gives the id of a thing: by the collection that it is in, such as `saved-simulations`.
pub trait Objects {
    fn id(&self, collection: &str) -> Option<String>;
}

/// The operations of a document. Every one must say what it asks of who calls it.
pub fn operations(document: &Value) -> Vec<Operation> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let security = operation["security"].as_array();
            let security = security
                .unwrap_or_else(|| panic!("{method} {path} doesn't say who may call it: security"));
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let content = operation["requestBody"]["content"].as_object();
            let body = content.and_then(|content| content.iter().next()).map(|(kind, content)| {
                let example = content.get("example").map(|example| json!({"example": example}));
                (kind.clone(), example.unwrap_or_else(|| content["schema"].clone()))
            });
            let named = |scheme: &str| security.iter().find_map(|one| one.get(scheme));
            let permissions = named("access_token").and_then(Value::as_array).cloned();
            all.push(Operation {
                method: method.to_ascii_uppercase(),
                path: path.clone(),
                permissions: permissions
                    .unwrap_or_default()
                    .iter()
                    .map(|permission| permission.as_str().expect("a name").to_string())
                    .collect(),
                takes_keys: named("api_key").is_some(),
                is_open: security.is_empty(),
                responses: operation["responses"]
                    .as_object()
                    .expect("responses")
                    .keys()
                    .cloned()
                    .collect(),
                parameters,
                body,
            });
        }
    }
    all
}

impl Operation {
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether the document says that this status may be answered.
    pub fn documents(&self, status: u16) -> bool {
        let class = format!("{}XX", status / 100);
        self.responses
            .iter()
            .any(|one| *one == status.to_string() || one.eq_ignore_ascii_case(&class))
    }

    /// A request that is well-formed, about these things.
    pub fn sample(&self, document: &Value, objects: &dyn Objects) -> Sample {
        self.sample_of(objects, &Sampler::new(document, objects))
    }

    /// Requests to operate on one's own things, each of which names another's in one field of query or
    /// body: every field that can, in each of the forms that the body can have.
    pub fn mixed(&self, document: &Value, own: &dyn Objects, others: &dyn Objects) -> Vec<Sample> {
        let mut samples: Vec<Sample> = Vec::new();
        for form in 0..FORMS_MAX {
            for field in 0..FIELDS_MAX {
                let one = Some(OneField { form, field, own });
                let sampler = Sampler { one, ..Sampler::new(document, others) };
                let sample = self.sample_of(own, &sampler);
                if !sample.names_elsewhere {
                    break;
                }
                let is_new =
                    |known: &Sample| known.body != sample.body || known.path != sample.path;
                if samples.iter().all(is_new) {
                    samples.push(sample);
                }
            }
        }
        samples
    }

    fn sample_of(&self, in_path: &dyn Objects, sampler: &Sampler) -> Sample {
        let segments: Vec<&str> = self.path.split('/').collect();
        let mut names_in_path = false;
        let path: Vec<String> = segments
            .iter()
            .enumerate()
            .map(|(place, segment)| {
                let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
                else {
                    return segment.to_string();
                };
                let id = in_path.id(segments[place - 1]).or_else(|| in_path.id(&collection(name)));
                names_in_path |= id.is_some();
                id.unwrap_or_else(|| sampler.parameter(self.parameter(name)))
            })
            .collect();
        let mut path = path.join("/");
        let mut headers = Vec::new();
        let mut separator = '?';
        for parameter in &self.parameters {
            let name = parameter["name"].as_str().expect("a name");
            let is_id = parameter["in"] == "query" && name.ends_with("_id");
            let id = is_id.then(|| sampler.placed(&collection(name))).flatten();
            let is_required = parameter["required"] == true;
            match parameter["in"].as_str() {
                Some("query") if is_required || id.is_some() => {
                    let value = id.unwrap_or_else(|| sampler.parameter(Some(parameter)));
                    path.push_str(&format!("{separator}{name}={}", escaped(&value)));
                    separator = '&';
                }
                Some("header") if is_required => {
                    headers.push((name.to_string(), sampler.parameter(Some(parameter))));
                }
                _ => {}
            }
        }
        if self.path.starts_with("/ws/") {
            for (name, value) in [
                ("Connection", "Upgrade"),
                ("Upgrade", "websocket"),
                ("Sec-WebSocket-Version", "13"),
                ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
            ] {
                headers.push((name.to_string(), value.to_string()));
            }
        }
        let body = self.body.as_ref().map(|(kind, schema)| match kind.as_str() {
            "application/json" => {
                (kind.clone(), sampler.value("", schema, 0).to_string().into_bytes())
            }
            "multipart/form-data" => (
                "multipart/form-data; boundary=limit".to_string(),
                b"--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\na,b\n1,2\n\r\n--limit--\r\n".to_vec(),
            ),
            _ => (kind.clone(), b"a".to_vec()),
        });
        Sample { path, headers, body, names_in_path, names_elsewhere: sampler.named.get() }
    }

    fn parameter(&self, name: &str) -> Option<&Value> {
        self.parameters.iter().find(|parameter| parameter["name"] == name)
    }
}

/// `saved_simulation_id`, `savedSimulationIds` and `saved_simulations` are of `saved-simulations`.
fn collection(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            words.push('-');
        }
        words.push(if letter == '_' { '-' } else { letter.to_ascii_lowercase() });
    }
    match words.strip_suffix("-ids").or_else(|| words.strip_suffix("-id")) {
        Some(stem) => format!("{stem}s"),
        None => words,
    }
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                (byte as char).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Makes values that a schema allows.
struct Sampler<'a> {
    document: &'a Value,
    objects: &'a dyn Objects,
    /// Where another's id goes, if not everywhere; examples are then not taken.
    one: Option<OneField<'a>>,
    /// Number of ids put in.
    count: std::cell::Cell<usize>,
    /// Whether one of `objects` was.
    named: std::cell::Cell<bool>,
}

/// One field for another's id: the others get one's own.
struct OneField<'a> {
    form: usize,
    field: usize,
    own: &'a dyn Objects,
}

/// Most forms of a body that are tried.
const FORMS_MAX: usize = 5;
const FIELDS_MAX: usize = 8;
/// Depth at which optional parts of a schema are left out.
const DEPTH_MAX: usize = 12;

impl<'a> Sampler<'a> {
    fn new(document: &'a Value, objects: &'a dyn Objects) -> Sampler<'a> {
        let (count, named) = (std::cell::Cell::new(0), std::cell::Cell::new(false));
        Sampler { document, objects, one: None, count, named }
    }

    /// The id of a thing of a collection, which is put in.
    fn placed(&self, collection: &str) -> Option<String> {
        let id = self.objects.id(collection)?;
        let place = self.count.replace(self.count.get() + 1);
        match &self.one {
            Some(one) if one.field != place => one.own.id(collection),
            _ => {
                self.named.set(true);
                Some(id)
            }
        }
    }

    fn parameter(&self, parameter: Option<&Value>) -> String {
        let Some(parameter) = parameter else { return "none".to_string() };
        let value = match parameter.get("example") {
            Some(example) => example.clone(),
            None => self.value("", &parameter["schema"], 0),
        };
        value.as_str().map_or_else(|| value.to_string(), str::to_string)
    }

    fn value(&self, name: &str, schema: &Value, depth: usize) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let pointer = reference.trim_start_matches('#');
            let target = self.document.pointer(pointer);
            return self.value(name, target.unwrap_or_else(|| panic!("{reference}")), depth + 1);
        }
        assert!(depth < DEPTH_MAX, "the schema of {name} is too deep");
        if let Some(id) = self.id_of(name, schema) {
            return id;
        }
        if let Some(example) = schema.get("example").filter(|_| self.one.is_none()) {
            return self.with_ids("", example.clone());
        }
        if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
            return first.clone();
        }
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        for several in ["oneOf", "anyOf"] {
            if let Some(options) = schema[several].as_array() {
                let options: Vec<&Value> =
                    options.iter().filter(|option| option["type"] != "null").collect();
                let form = self.one.as_ref().map_or(0, |one| one.form) % options.len().max(1);
                let option = options.get(form);
                return option.map_or(Value::Null, |option| self.value(name, option, depth + 1));
            }
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let mut whole = Map::new();
            for part in parts {
                if let Value::Object(part) = self.value(name, part, depth + 1) {
                    whole.extend(part);
                }
            }
            return Value::Object(whole);
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().find(|kind| **kind != "null").cloned(),
            other => Some(other.clone()),
        };
        match kind.as_ref().and_then(Value::as_str) {
            Some("string") => {
                let length = schema["minLength"].as_u64().unwrap_or(1) as usize;
                json!("x".repeat(length.max(1)))
            }
            Some("integer") => json!(schema["minimum"].as_i64().unwrap_or(1).max(1)),
            Some("number") => json!(schema["minimum"].as_f64().unwrap_or(1.0).max(1.0)),
            Some("boolean") => json!(false),
            Some("array") => {
                let count = schema["minItems"].as_u64().unwrap_or(0);
                let has_ids = self.has_ids(name, &schema["items"], depth);
                let count = if has_ids { count.max(1) } else { count };
                (0..count).map(|_| self.value(name, &schema["items"], depth + 1)).collect()
            }
            _ => self.object(schema, depth),
        }
    }

    /// What is required, and every id that may be there.
    fn object(&self, schema: &Value, depth: usize) -> Value {
        let required: Vec<&str> = schema["required"]
            .as_array()
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let mut object = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if required.contains(&name.as_str()) || self.has_ids(name, property, depth) {
                object.insert(name.clone(), self.value(name, property, depth + 1));
            }
        }
        Value::Object(object)
    }

    /// Whether there is a place for an id in a value of this schema.
    fn has_ids(&self, name: &str, schema: &Value, depth: usize) -> bool {
        if depth >= DEPTH_MAX / 2 {
            return false;
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.document.pointer(reference.trim_start_matches('#'));
            return target.is_some_and(|target| self.has_ids(name, target, depth + 1));
        }
        let any = |part: &str| {
            let parts = schema[part].as_array().into_iter().flatten();
            parts.into_iter().any(|part| self.has_ids(name, part, depth + 1))
        };
        let mut properties = schema["properties"].as_object().into_iter().flatten();
        self.looked_up(name, schema).is_some()
            || ["oneOf", "anyOf", "allOf"].into_iter().any(any)
            || schema.get("items").is_some_and(|items| self.has_ids(name, items, depth + 1))
            || properties.any(|(name, property)| self.has_ids(name, property, depth + 1))
    }

    /// The id that belongs into a property of this name, if it is one of an id.
    fn id_of(&self, name: &str, schema: &Value) -> Option<Value> {
        self.looked_up(name, schema)?;
        self.placed(&collection(name)).map(Value::String)
    }

    fn looked_up(&self, name: &str, schema: &Value) -> Option<String> {
        let is_text = match &schema["type"] {
            Value::String(kind) => kind == "string",
            Value::Array(kinds) => kinds.iter().any(|kind| kind == "string"),
            _ => false,
        };
        is_text.then(|| self.objects.id(&collection(name))).flatten()
    }

    /// An example with the ids in it replaced.
    fn with_ids(&self, name: &str, value: Value) -> Value {
        match value {
            Value::Object(entries) => entries
                .into_iter()
                .map(|(name, value)| (name.clone(), self.with_ids(&name, value)))
                .collect(),
            Value::Array(items) => {
                items.into_iter().map(|item| self.with_ids(name, item)).collect()
            }
            Value::String(text) => {
                let id = self.id_of(name, &json!({"type": "string"}));
                id.unwrap_or(Value::String(text))
            }
            other => other,
        }
    }
}
