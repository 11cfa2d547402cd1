//! The vocabulary in which `eksnet.toml` is specified: tables, keys, and what values may be.

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A string.
    Str,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An integer.
    Int,
    /// `true` or `false`.
    Bool,
    /// A list of strings.
    StrList,
    /// A list of integers.
    IntList,
    /// Any keys, each a string.
    StrMap,
    /// Any keys, each a string, an integer or a boolean.
    ScalarMap,
    /// A table with known keys.
    Table(&'static Table),
    /// Any keys, each a table with known keys.
    MapOf(&'static Table),
    /// A list of tables with known keys.
    TableList(&'static Table),
    /// Any keys, each a string or a table with known keys.
    MapOfStrOr(&'static Table),
    /// A string or a table with known keys.
    StrOr(&'static Table),
    /// `true`, `false` or one of these words.
    BoolOr(&'static [&'static str]),
}

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether the table is useless without it.
    pub required: bool,
    /// What it means, with its default.
    pub doc: &'static str,
}

/// A table with known keys.
#[derive(Debug)]
pub struct Table {
    /// Its keys, in the order of the documentation.
    pub keys: &'static [Key],
}

impl Table {
    /// The key of that name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// A key that may be absent.
pub const fn key(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: false, doc }
}

/// A key that must be there.
pub const fn required(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: true, doc }
}
