//! The write: the whole set or nothing that matters, and a kill at any moment leaves what the next run completes.
//!
//! The order, and why:
//!
//! 1. The *journal* `.eksnet.json.next`, which is the manifest to come. From here on the next run knows which files this one may
//!    have put in place, so that it takes none of them for a hand edit, and which temporary files may lie about.
//! 2. Every new file under a temporary name beside its target. This is where disks are full and rights are missing: on any
//!    fault all of it is taken back, and nothing was changed.
//! 3. The renames, the lock file first. A lock without its tree loses nothing, since the next run gives out the same blocks
//!    again; a tree without its lock could be given other blocks after the next edit, and blocks never move.
//! 4. Executable bits of files that have their bytes already, files that are no longer produced, directories that this empties.
//! 5. The journal becomes the manifest, by one rename: the run is done.
//!
//! A run that finds a journal was preceded by one that was killed. Before it writes a journal of its own it writes down
//! what of the earlier one stands there (`.eksnet.json` with the digests found), for its own journal replaces that knowledge.
//!
//! All of this withstands the death of the process. Nothing is synced to the device, so after a loss of *power* a file may be
//! empty although its name is new; the manifest's digests find it, and version control has the lock. Syncing would cost
//! more than everything else a run does.

use std::collections::BTreeSet;
use std::path::Path;

use crate::diag::diagnostic::Diagnostic;
use crate::output::guard::Guard;
use crate::output::names::{self, JOURNAL, MANIFEST};
use crate::output::plan::{Entry, Plan, Verdict};
use crate::output::stage::{self, Stage};
use crate::output::{faults, mutate};

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Files that were not there.
    pub created: usize,
    /// Files that were replaced, or made executable or not.
    pub updated: usize,
    /// Files that were not touched.
    pub unchanged: usize,
    /// Files that are no longer produced.
    pub removed: usize,
    /// Whether the lock file was written.
    pub lock_written: bool,
    /// Whether an earlier run had been interrupted, so that this one finished its work.
    pub finished_earlier_run: bool,
}

/// Brings the plan about. Refused, with one finding a file, when files were edited by hand and the job does not force it.
pub fn write(plan: &Plan<'_>) -> Result<Written, Vec<Diagnostic>> {
    let hand_edits = plan.hand_edits();
    if !plan.force && !hand_edits.is_empty() {
        return Err(hand_edits);
    }
    if !plan.is_clean() {
        bring_about(plan).map_err(|fault| vec![fault])?;
    }
    let of =
        |verdict, kind: fn(&Entry<'_>) -> bool| plan.count(verdict) + plan.with(Verdict::HandEdited).filter(|entry| kind(entry)).count();
    Ok(Written {
        created: of(Verdict::Create, |entry| entry.old.is_none()),
        updated: of(Verdict::Update, |entry| entry.old.is_some() && entry.new.is_some()),
        unchanged: plan.count(Verdict::Unchanged),
        removed: of(Verdict::Remove, |entry| entry.new.is_none()),
        lock_written: plan.lock_changes(),
        finished_earlier_run: plan.finishes_earlier_run(),
    })
}

fn bring_about(plan: &Plan<'_>) -> Result<(), Diagnostic> {
    let mut stage = Stage::default();
    let journal = plan.root.join(JOURNAL);
    let ready = stage.folder(&plan.root).and_then(|()| guards(plan)).and_then(|guards| {
        still_as_planned(plan)?;
        sweep(plan)?;
        prepare(plan, &mut stage, &journal)?;
        Ok(guards)
    });
    let _guards = match ready {
        Ok(guards) => guards,
        Err(fault) => {
            stage.abandon();
            return Err(fault.note("nothing was changed"));
        }
    };
    stage
        .commit()
        .and_then(|()| tidy(plan))
        .and_then(|()| rename(&journal, &plan.root.join(MANIFEST)))
        .map_err(|fault| fault.note("every file is whole, as it was or as it is to be").note("the next run finishes the work"))
}

/// Keeps other runs out of the directory, and of the one that the lock file stands in.
fn guards(plan: &Plan<'_>) -> Result<Vec<Guard>, Diagnostic> {
    let mut folders = vec![plan.root.as_path()];
    if let Some(lock) = plan.lock.as_ref().filter(|lock| lock.changes() || plan.finishes_earlier_run()) {
        let beside = folder_of(lock.path);
        // Taking the same lock twice would be refused like anybody else's.
        if beside.canonicalize().ok() != plan.root.canonicalize().ok() {
            folders.push(beside);
        }
    }
    folders.into_iter().map(Guard::take).collect()
}

/// Another run may have finished between the look and the guard.
fn still_as_planned(plan: &Plan<'_>) -> Result<(), Diagnostic> {
    let same = |path: &Path, then: Option<&[u8]>| {
        if std::fs::read(path).ok().as_deref() == then { Ok(()) } else { Err(faults::changed_meanwhile(path)) }
    };
    same(&plan.root.join(MANIFEST), plan.old_manifest())?;
    same(&plan.root.join(JOURNAL), plan.owned.journal.as_ref().map(|journal| journal.bytes.as_slice()))?;
    plan.lock.as_ref().map_or(Ok(()), |lock| same(lock.path, lock.old.as_ref().map(|old| old.bytes.as_slice())))
}

/// Removes what a killed run left: temporary files, and directories that it made or emptied. Before its journal is replaced,
/// for nothing else tells of them.
fn sweep(plan: &Plan<'_>) -> Result<(), Diagnostic> {
    plan.leftovers.iter().try_for_each(|path| remove(path))?;
    if plan.owned.journal.is_some() { remove_empty_folders(plan) } else { Ok(()) }
}

/// Writes the journal and every temporary file.
fn prepare(plan: &Plan<'_>, stage: &mut Stage, journal: &Path) -> Result<(), Diagnostic> {
    if let Some(recovered) = plan.recovered.as_ref().filter(|text| plan.old_manifest() != Some(text.as_bytes())) {
        stage::place(&plan.root.join(MANIFEST), recovered.as_bytes())?;
    }
    stage.journal(journal, plan.manifest.as_bytes(), plan.owned.journal.is_some())?;
    if let Some(lock) = plan.lock.as_ref().filter(|lock| lock.changes()) {
        stage.file(lock.path, lock.new.as_bytes(), false, lock.old.as_ref().and_then(|old| old.mode))?;
    }
    for entry in plan.entries.iter().filter(|entry| entry.verdict != Verdict::Unchanged && !entry.only_mode()) {
        let Some(new) = entry.new else { continue };
        let target = plan.root.join(&entry.path);
        stage.folder(folder_of(&target))?;
        stage.file(&target, &new.bytes, new.executable, entry.old.as_ref().and_then(|old| old.mode))?;
    }
    Ok(())
}

/// What is left to do once the new files are in place.
fn tidy(plan: &Plan<'_>) -> Result<(), Diagnostic> {
    for entry in plan.entries.iter().filter(|entry| entry.verdict != Verdict::Unchanged) {
        let path = plan.root.join(&entry.path);
        match (&entry.old, entry.new) {
            (Some(_), None) => remove(&path)?,
            (Some(old), Some(new)) if entry.only_mode() => {
                let mode = stage::with_executable(old.mode.unwrap_or_default(), new.executable);
                mutate::set_mode(&path, mode).map_err(|error| faults::change("set the mode of", &path, &error))?;
            }
            _ => {}
        }
    }
    remove_empty_folders(plan)
}

/// Removes the directories of files that are no longer produced, as far as nothing else is in them.
fn remove_empty_folders(plan: &Plan<'_>) -> Result<(), Diagnostic> {
    // Deepest first: text order puts a directory before what is in it.
    let folders: BTreeSet<&str> = plan.dropped.iter().flat_map(|path| names::folders(path)).collect();
    folders.into_iter().rev().try_for_each(|folder| {
        let path = plan.root.join(folder);
        mutate::remove_empty_dir(&path).map_err(|error| faults::change("remove the empty directory", &path, &error))
    })
}

/// The directory that a file stands in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn remove(path: &Path) -> Result<(), Diagnostic> {
    mutate::remove(path).map_err(|error| faults::change("remove", path, &error))
}

fn rename(from: &Path, to: &Path) -> Result<(), Diagnostic> {
    mutate::rename(from, to).map_err(|error| faults::change("replace", to, &error))
}
