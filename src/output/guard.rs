//! One writer at a time.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::diag::diagnostic::Diagnostic;
use crate::output::faults;

/// An advisory lock on a directory itself: no file is left behind, and the kernel lifts it when the process ends, however.
#[derive(Debug)]
pub(crate) struct Guard {
    /// `None` where the file system or the operating system has no such locks (some network file systems, Windows). Two
    /// runs at once are then on their own; each file is still whole, since each is renamed into place.
    held: Option<File>,
}

impl Guard {
    /// Takes the lock, or says that somebody else has it. Never waits.
    pub(crate) fn take(dir: &Path) -> Result<Self, Diagnostic> {
        let Ok(file) = File::open(dir) else { return Ok(Self { held: None }) };
        match file.try_lock() {
            Ok(()) => Ok(Self { held: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(faults::busy(dir)),
            Err(TryLockError::Error(_)) => Ok(Self { held: None }),
        }
    }
}

impl Drop for Guard {
    /// Lifts the lock by name: closing the file would not, while a process that another thread is starting still shares it.
    fn drop(&mut self) {
        if let Some(held) = &self.held {
            let _ = held.unlock();
        }
    }
}
