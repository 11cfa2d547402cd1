//! Typed, silent access to a document that [`decode`](crate::config::decode) has already judged.
//!
//! A value of the wrong type reads as absent: it has been reported, and the path stands among the faulty ones.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diag::span::{Sp, Span};

/// A string, integer or boolean of a map with free values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar {
    /// A string.
    Str(String),
    /// An integer.
    Int(i64),
    /// A boolean.
    Bool(bool),
}

impl std::fmt::Display for Scalar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Str(text) => f.write_str(text),
            Self::Int(number) => number.fmt(f),
            Self::Bool(flag) => flag.fmt(f),
        }
    }
}

/// A table and the place of its header.
#[derive(Clone)]
pub struct Reader<'a> {
    table: &'a DeTable<'a>,
    span: Span,
}

impl<'a> Reader<'a> {
    /// A table whose header stands at `span`.
    pub fn new(table: &'a DeTable<'a>, span: Span) -> Self {
        Self { table, span }
    }

    /// The header's place.
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key)
    }

    /// Where a key's name stands.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.table.get_key_value(key).map(|(name, _)| name.span())
    }

    /// A string.
    pub fn str(&self, key: &str) -> Option<Sp<String>> {
        self.value(key).and_then(string)
    }

    /// An integer.
    pub fn int(&self, key: &str) -> Option<Sp<i64>> {
        self.value(key).and_then(integer)
    }

    /// A boolean.
    pub fn bool(&self, key: &str) -> Option<Sp<bool>> {
        let value = self.value(key)?;
        value.get_ref().as_bool().map(|flag| Sp::new(flag, value.span()))
    }

    /// A boolean or a word.
    pub fn bool_or_str(&self, key: &str) -> Option<Sp<Scalar>> {
        let value = self.value(key)?;
        scalar(value)
    }

    /// The strings of a list, and the list's own place.
    pub fn strings(&self, key: &str) -> Option<Sp<Vec<Sp<String>>>> {
        let value = self.value(key)?;
        let items = value.get_ref().as_array()?;
        Some(Sp::new(items.iter().filter_map(string).collect(), value.span()))
    }

    /// The integers of a list.
    pub fn ints(&self, key: &str) -> Option<Sp<Vec<Sp<i64>>>> {
        let value = self.value(key)?;
        let items = value.get_ref().as_array()?;
        Some(Sp::new(items.iter().filter_map(integer).collect(), value.span()))
    }

    /// A table under this one.
    pub fn table(&self, key: &str) -> Option<Self> {
        let (name, value) = self.table.get_key_value(key)?;
        value.get_ref().as_table().map(|table| Self::new(table, name.span()))
    }

    /// A map of tables: name, the name's place, and the table, sorted by name.
    pub fn tables(&self, key: &str) -> Vec<(Sp<String>, Self)> {
        self.entries(key)
            .filter_map(|(name, value)| {
                let table = value.get_ref().as_table()?;
                Some((Sp::new(name.get_ref().to_string(), name.span()), Self::new(table, name.span())))
            })
            .collect()
    }

    /// The tables of a list.
    pub fn table_list(&self, key: &str) -> Vec<Self> {
        let Some(items) = self.value(key).and_then(|value| value.get_ref().as_array()) else {
            return Vec::new();
        };
        items.iter().filter_map(|item| item.get_ref().as_table().map(|table| Self::new(table, item.span()))).collect()
    }

    /// A map of strings, sorted by key.
    pub fn string_map(&self, key: &str) -> BTreeMap<String, (Span, Sp<String>)> {
        self.entries(key).filter_map(|(name, value)| Some((name.get_ref().to_string(), (name.span(), string(value)?)))).collect()
    }

    /// A map of scalars, sorted by key.
    pub fn scalar_map(&self, key: &str) -> BTreeMap<String, (Span, Sp<Scalar>)> {
        self.entries(key).filter_map(|(name, value)| Some((name.get_ref().to_string(), (name.span(), scalar(value)?)))).collect()
    }

    fn entries(&self, key: &str) -> impl Iterator<Item = (&'a Spanned<toml::de::DeString<'a>>, &'a Spanned<DeValue<'a>>)> {
        self.value(key).and_then(|value| value.get_ref().as_table()).into_iter().flat_map(|table| table.iter())
    }
}

fn string(value: &Spanned<DeValue<'_>>) -> Option<Sp<String>> {
    value.get_ref().as_str().map(|text| Sp::new(text.to_owned(), value.span()))
}

fn integer(value: &Spanned<DeValue<'_>>) -> Option<Sp<i64>> {
    let DeValue::Integer(number) = value.get_ref() else {
        return None;
    };
    // A number beyond 64 bits is out of every range that a rule will ask for.
    let number = i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(i64::MAX);
    Some(Sp::new(number, value.span()))
}

fn scalar(value: &Spanned<DeValue<'_>>) -> Option<Sp<Scalar>> {
    let scalar = match value.get_ref() {
        DeValue::String(text) => Scalar::Str(text.to_string()),
        DeValue::Boolean(flag) => Scalar::Bool(*flag),
        DeValue::Integer(_) => Scalar::Int(integer(value)?.value),
        _ => return None,
    };
    Some(Sp::new(scalar, value.span()))
}
