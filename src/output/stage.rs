//! New content on its way: temporary files beside their targets, which take their names only when all of them are complete.

use std::path::{Path, PathBuf};

use crate::diag::diagnostic::Diagnostic;
use crate::output::names::temporary;
use crate::output::{faults, mutate};

/// Permissions of a new file before the umask takes its part: anybody may read it.
const PLAIN: u32 = 0o666;
/// The same of a script.
const SCRIPT: u32 = 0o777;

/// What a run has made so far that is not in place yet.
#[derive(Debug, Default)]
pub(crate) struct Stage {
    /// Directories that were not there, in the order in which they were made.
    folders: Vec<PathBuf>,
    /// Targets whose temporary file is complete, or was begun.
    targets: Vec<PathBuf>,
    /// The journal, if this run is the first to write one.
    journal: Option<PathBuf>,
}

impl Stage {
    /// Makes a directory and those above it, as far as they are missing.
    pub(crate) fn folder(&mut self, path: &Path) -> Result<(), Diagnostic> {
        if path.as_os_str().is_empty() || path.is_dir() {
            return Ok(());
        }
        if let Some(above) = path.parent() {
            self.folder(above)?;
        }
        match mutate::make_dir(path) {
            Ok(made) => {
                self.folders.extend(made.then(|| path.to_owned()));
                Ok(())
            }
            Err(error) => Err(faults::change("make the directory", path, &error)),
        }
    }

    /// Writes what `target` is to hold beside it. `old_mode` is that of the file which stands there: its other bits are kept.
    pub(crate) fn file(&mut self, target: &Path, bytes: &[u8], executable: bool, old_mode: Option<u32>) -> Result<(), Diagnostic> {
        let temporary = temporary(target);
        let fault = |error| faults::change("write", target, &error);
        let mode = old_mode.map_or(if executable { SCRIPT } else { PLAIN }, |mode| with_executable(mode, executable));
        let mut file = mutate::create(&temporary, mode).map_err(|error| faults::change("make", &temporary, &error))?;
        self.targets.push(target.to_owned());
        mutate::fill(&mut file, bytes).map_err(fault)?;
        drop(file);
        match old_mode {
            // The umask may have taken bits that the file had.
            Some(_) if !has_mode(&temporary, mode) => mutate::set_mode(&temporary, mode).map_err(fault),
            _ => Ok(()),
        }
    }

    /// Writes the journal, which is in place at once. One that stood there before stays when the run is abandoned: its own run
    /// is still to be finished.
    pub(crate) fn journal(&mut self, target: &Path, bytes: &[u8], replaces: bool) -> Result<(), Diagnostic> {
        place(target, bytes)?;
        self.journal = (!replaces).then(|| target.to_owned());
        Ok(())
    }

    /// Puts every file in place, in the order in which they were written.
    pub(crate) fn commit(self) -> Result<(), Diagnostic> {
        self.targets
            .iter()
            .try_for_each(|target| mutate::rename(&temporary(target), target).map_err(|error| faults::change("replace", target, &error)))
    }

    /// Takes back everything; what cannot be taken back is left to the next run. The journal goes after the files that it lists.
    pub(crate) fn abandon(self) {
        for target in &self.targets {
            let _ = mutate::remove(&temporary(target));
        }
        if let Some(journal) = &self.journal {
            let _ = mutate::remove(journal);
        }
        for folder in self.folders.iter().rev() {
            let _ = mutate::remove_empty_dir(folder);
        }
    }
}

/// Replaces one file at once.
pub(crate) fn place(target: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut stage = Stage::default();
    match stage.file(target, bytes, false, None) {
        Ok(()) => stage.commit().inspect_err(|_| {
            let _ = mutate::remove(&temporary(target));
        }),
        Err(fault) => {
            stage.abandon();
            Err(fault)
        }
    }
}

/// The same permissions, but to run it: whoever may read a script may run it, and nobody may run anything else.
pub(crate) fn with_executable(mode: u32, executable: bool) -> u32 {
    if executable { mode | ((mode & 0o444) >> 2) } else { mode & !0o111 }
}

#[cfg(unix)]
fn has_mode(path: &Path, mode: u32) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o777 == mode)
}

#[cfg(not(unix))]
fn has_mode(_: &Path, _: u32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executable_follows_readable() {
        assert_eq!(with_executable(0o644, true), 0o755);
        assert_eq!(with_executable(0o600, true), 0o700);
        assert_eq!(with_executable(0o755, false), 0o644);
        assert_eq!(with_executable(0o640, false), 0o640);
    }
}
