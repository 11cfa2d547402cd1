//! Where a test can stop a run: before any one change of the disk, or by a disk that is full from then on.
//!
//! The only place outside `cli` that reads the environment, and only in debug builds: a crash must hit the whole process,
//! so the test that drives it is another process and has no other way in. In a release build all of this is nothing.

use std::io;

/// A kind of change of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A directory is made.
    MakeDir,
    /// A temporary file is made, empty.
    Create,
    /// Bytes go into it.
    Write,
    /// A mode is set.
    SetMode,
    /// A file takes its name.
    Rename,
    /// A file is removed.
    Remove,
    /// An empty directory is removed.
    RemoveDir,
}

impl Step {
    /// Whether a full disk refuses it.
    #[cfg(debug_assertions)]
    const fn needs_space(self) -> bool {
        matches!(self, Self::MakeDir | Self::Create | Self::Write | Self::Rename)
    }
}

/// Every change of the disk comes by here first.
///
/// In debug builds `EKSNET_TEST_DIE_AFTER=<n>` aborts the process right before the n-th change (from 1), and
/// `EKSNET_TEST_ENOSPC_AFTER=<n>` makes the n-th change that needs space, and all later ones, fail as a full disk does.
#[cfg(debug_assertions)]
pub(crate) fn fs_step(step: Step) -> io::Result<()> {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicUsize, Ordering};

    static CHANGES: AtomicUsize = AtomicUsize::new(0);
    static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
    static LIMITS: OnceLock<[Option<usize>; 2]> = OnceLock::new();

    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let [die, full] = LIMITS.get_or_init(|| ["EKSNET_TEST_DIE_AFTER", "EKSNET_TEST_ENOSPC_AFTER"].map(number));
    if Some(CHANGES.fetch_add(1, Ordering::Relaxed) + 1) == *die {
        std::process::abort();
    }
    if step.needs_space() && full.is_some_and(|full| ALLOCATIONS.fetch_add(1, Ordering::Relaxed) + 1 >= full) {
        return Err(io::ErrorKind::StorageFull.into());
    }
    Ok(())
}

/// Every change of the disk comes by here first; only debug builds do anything with that.
#[cfg(not(debug_assertions))]
#[expect(clippy::unnecessary_wraps, reason = "the debug build's form can fail")]
pub(crate) const fn fs_step(_: Step) -> io::Result<()> {
    Ok(())
}
