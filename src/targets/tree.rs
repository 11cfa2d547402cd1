//! The tree that a run would write: relative paths to bytes, with where each file comes from.

use std::collections::BTreeMap;
use std::fmt;

/// A path inside the output directory: relative, `/` between plain components of `A-Z a-z 0-9 . _ -`, none of them `.` or `..`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TreePath(String);

impl TreePath {
    /// Accepts a path, or says what is wrong with it.
    pub fn new(path: &str) -> Result<Self, String> {
        for component in path.split('/') {
            let plain = component.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
            if component.is_empty() || component == "." || component == ".." || !plain {
                return Err(format!("`{path}` is no path inside the output directory: `{component}`"));
            }
        }
        Ok(Self(path.to_owned()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TreePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a file comes from, for `eksnet explain PATH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provenance {
    /// The template, seen from `templates/`.
    pub template: &'static str,
    /// Keys of `eksnet.toml` that decide what stands in it.
    pub keys: &'static [&'static str],
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its content: LF, one final newline.
    pub bytes: Vec<u8>,
    /// Whether it is a script.
    pub executable: bool,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// All files of one run, sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<TreePath, File>,
}

impl Tree {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. Two targets that claim one path are a fault of eksnet itself.
    pub fn insert(&mut self, path: &str, file: File) -> Result<(), String> {
        let path = TreePath::new(path)?;
        if self.files.contains_key(&path) {
            return Err(format!("two targets claim `{path}`"));
        }
        self.files.insert(path, file);
        Ok(())
    }

    /// The files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&TreePath, &File)> {
        self.files.iter()
    }

    /// One file.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|(known, _)| known.as_str() == path).map(|(_, file)| file)
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
