//! The verdict of `gen --check`.

use crate::diag::diagnostic::Diagnostic;
use crate::output::plan::{Plan, Verdict};
use crate::output::{diff, faults};

/// A directory that is not what eksnet would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// That it is so, then one finding a file that was changed by hand.
    pub findings: Vec<Diagnostic>,
    /// Every difference, as a unified diff; empty when an earlier run only has to be finished.
    pub diff: String,
}

/// `None`: there is nothing to do, the manifest and the lock file included.
pub fn drift(plan: &Plan<'_>) -> Option<Drift> {
    if plan.is_clean() {
        return None;
    }
    let manifest_differs = plan.old_manifest() != Some(plan.manifest.as_bytes());
    let files = plan.entries.len() - plan.count(Verdict::Unchanged) + usize::from(plan.lock_changes()) + usize::from(manifest_differs);
    let mut findings = vec![faults::drift(plan.shown, files, plan.finishes_earlier_run())];
    findings.extend(plan.hand_edits());
    Some(Drift { findings, diff: diff::of(plan) })
}
