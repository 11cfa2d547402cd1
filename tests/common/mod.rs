//! What the integration tests share.
#![allow(dead_code, reason = "each test program uses its part")]
#![allow(unreachable_pub, clippy::expect_used, reason = "a test fails by panicking, and its helpers are its own")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The project's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether golden files are to be rewritten.
pub fn blessing() -> bool {
    std::env::var_os("EKSNET_BLESS").is_some_and(|value| value == "1")
}

/// The program, with an environment that decides nothing.
pub fn eksnet() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eksnet"));
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("EKSNET_") || text.starts_with("CLICOLOR") || matches!(text.as_ref(), "NO_COLOR" | "CI" | "TERM" | "COLUMNS") {
            command.env_remove(&name);
        }
    }
    command
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("output is UTF-8")
}

/// Sorted names in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("folder exists")
        .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Holds a text against a golden file, or rewrites it.
pub fn golden(path: &Path, actual: &str) {
    if blessing() {
        if fs::read_to_string(path).ok().as_deref() != Some(actual) {
            fs::create_dir_all(path.parent().expect("a golden file has a folder")).expect("folder");
            fs::write(path, actual).expect("golden file is written");
        }
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected != actual {
        let diff = similar::TextDiff::from_lines(expected.as_str(), actual);
        panic!(
            "{} is stale (EKSNET_BLESS=1 cargo test rewrites it):\n{}",
            path.display(),
            diff.unified_diff().header("expected", "actual")
        );
    }
}

/// A folder of a test's own that goes away with it.
pub fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().expect("temporary folder")
}
