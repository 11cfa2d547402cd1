//! What a run is to bring about.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::targets::tree::Tree;

/// The lock file of the input, as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockFile {
    /// Where it stands: beside the input, hence in most cases outside the output directory.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// A directory and what is to stand in it.
#[derive(Debug)]
pub struct Job<'a> {
    /// The directory, as the user gave it; it need not exist.
    pub dir: &'a Path,
    /// The files.
    pub tree: &'a Tree,
    /// The texts that the tree was made from, by file name; the manifest keeps their digests. The lock's is its new text.
    pub inputs: BTreeMap<String, String>,
    /// The lock file, also when nothing in it changes; `None` when the input has none (standard input).
    pub lock: Option<LockFile>,
    /// Whether files that were edited or deleted by hand are written again.
    pub force: bool,
}
