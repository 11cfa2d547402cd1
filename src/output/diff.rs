//! Unified diffs in Git's form, from what stands there (`a/`) to what eksnet would write (`b/`): `git apply` takes them.

use std::fmt::Write as _;

use similar::TextDiff;

use crate::output::names::MANIFEST;
use crate::output::plan::{Entry, Plan, Verdict};

/// Lines of context around a change.
const CONTEXT: usize = 3;
/// A file above this size (a megabyte) is no work of eksnet's, and comparing it line by line could take minutes.
const LARGEST: usize = 1 << 20;

/// One side of a comparison.
struct Side<'a> {
    bytes: &'a [u8],
    /// `None` where files have no such property.
    executable: Option<bool>,
}

/// Everything that would change: the lock file (by its name alone), the files, the manifest.
pub fn of(plan: &Plan<'_>) -> String {
    let mut out = String::new();
    if let Some(lock) = plan.lock.as_ref().filter(|lock| lock.changes()) {
        let name = lock.path.file_name().unwrap_or_default().to_string_lossy();
        let old = lock.old.as_ref().map(|old| Side { bytes: &old.bytes, executable: None });
        file(&mut out, &name, old.as_ref(), Some(&Side { bytes: lock.new.as_bytes(), executable: None }));
    }
    for one in &plan.entries {
        entry(&mut out, one);
    }
    if plan.old_manifest() != Some(plan.manifest.as_bytes()) {
        let old = plan.old_manifest().map(|bytes| Side { bytes, executable: None });
        file(&mut out, MANIFEST, old.as_ref(), Some(&Side { bytes: plan.manifest.as_bytes(), executable: None }));
    }
    out
}

/// Only what was changed by hand: what `--force` would undo.
pub fn of_hand_edits(plan: &Plan<'_>) -> String {
    let mut out = String::new();
    for one in plan.with(Verdict::HandEdited) {
        entry(&mut out, one);
    }
    out
}

fn entry(out: &mut String, entry: &Entry<'_>) {
    if entry.verdict == Verdict::Unchanged {
        return;
    }
    let old = entry.old.as_ref().map(|old| Side { bytes: &old.bytes, executable: old.executable() });
    let new = entry.new.map(|new| Side { bytes: &new.bytes, executable: Some(new.executable) });
    file(out, &entry.path, old.as_ref(), new.as_ref());
}

fn file(out: &mut String, name: &str, old: Option<&Side<'_>>, new: Option<&Side<'_>>) {
    let mode = |side: &Side<'_>| if side.executable == Some(true) { "100755" } else { "100644" };
    let _ = writeln!(out, "diff --git a/{name} b/{name}");
    let (from, to) = (format!("a/{name}"), format!("b/{name}"));
    let (from, to) = match (old, new) {
        (None, Some(new)) => {
            let _ = writeln!(out, "new file mode {}", mode(new));
            ("/dev/null", to.as_str())
        }
        (Some(old), None) => {
            let _ = writeln!(out, "deleted file mode {}", mode(old));
            (from.as_str(), "/dev/null")
        }
        (Some(old), Some(new)) => {
            if old.executable.is_some() && old.executable != new.executable {
                let _ = writeln!(out, "old mode {}\nnew mode {}", mode(old), mode(new));
            }
            (from.as_str(), to.as_str())
        }
        (None, None) => return,
    };
    let bytes = |side: Option<&Side<'_>>| side.map_or(&[] as &[u8], |side| side.bytes).to_vec();
    let (old, new) = (bytes(old), bytes(new));
    match (text(&old), text(&new)) {
        (Some(old), Some(new)) => {
            let _ = write!(out, "{}", TextDiff::from_lines(old, new).unified_diff().context_radius(CONTEXT).header(from, to));
        }
        _ => {
            let _ = writeln!(out, "Binary files {from} and {to} differ");
        }
    }
}

/// Bytes that can be shown line by line.
fn text(bytes: &[u8]) -> Option<&str> {
    (bytes.len() <= LARGEST && !bytes.contains(&0)).then(|| std::str::from_utf8(bytes).ok()).flatten()
}
