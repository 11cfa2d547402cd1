//! JSON Schema of `eksnet.toml`, for editors: from the same specification as the checks.

use serde_json::{Map, Value, json};

use crate::config::kind::{Key, Kind, Table};
use crate::config::spec::FILE;

/// The schema, with a final newline.
pub fn render() -> String {
    let mut root = table(&FILE);
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!("eksnet.toml"));
    schema.insert("description".to_owned(), json!("The network of an Amazon EKS cluster, for eksnet."));
    schema.append(&mut root);
    // Plain data with string keys: serialising it cannot fail.
    let mut text = serde_json::to_string_pretty(&Value::Object(schema)).unwrap_or_default();
    text.push('\n');
    text
}

fn table(spec: &Table) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in spec.keys {
        properties.insert(key.name.to_owned(), Value::Object(described(key)));
    }
    let required: Vec<&str> = spec.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

fn described(key: &Key) -> Map<String, Value> {
    let mut schema = kind(key.kind);
    schema.insert("description".to_owned(), json!(key.doc));
    schema
}

fn kind(kind: Kind) -> Map<String, Value> {
    let value = match kind {
        Kind::Str => json!({ "type": "string" }),
        Kind::Word(words) => json!({ "type": "string", "enum": words }),
        Kind::Int => json!({ "type": "integer" }),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::StrList => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::IntList => json!({ "type": "array", "items": { "type": "integer" } }),
        Kind::StrMap => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Kind::ScalarMap => json!({ "type": "object", "additionalProperties": { "type": ["string", "integer", "boolean"] } }),
        Kind::Table(spec) => Value::Object(table(spec)),
        Kind::MapOf(spec) => json!({ "type": "object", "additionalProperties": table(spec) }),
        Kind::TableList(spec) => json!({ "type": "array", "items": table(spec) }),
        Kind::MapOfStrOr(spec) => json!({ "type": "object", "additionalProperties": { "oneOf": [{ "type": "string" }, table(spec)] } }),
        Kind::StrOr(spec) => json!({ "oneOf": [{ "type": "string" }, table(spec)] }),
        Kind::BoolOr(words) => json!({ "oneOf": [{ "type": "boolean" }, { "type": "string", "enum": words }] }),
    };
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
