//! The only functions that change the disk. Each passes [`fs_step`] first, so that tests can stop a run before any of them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::output::hook::{Step, fs_step};

/// Makes one directory. That it is there already is no fault.
pub(crate) fn make_dir(path: &Path) -> io::Result<bool> {
    fs_step(Step::MakeDir)?;
    match fs::create_dir(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes an empty file that must not exist yet. The mode's bits are those of Unix, less what the umask takes.
pub(crate) fn create(path: &Path, mode: u32) -> io::Result<File> {
    fs_step(Step::Create)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    options.open(path)
}

/// Fills a file.
pub(crate) fn fill(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    fs_step(Step::Write)?;
    file.write_all(bytes)
}

/// Sets the permission bits of Unix; elsewhere there are none.
pub(crate) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    fs_step(Step::SetMode)?;
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))?;
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}

/// Gives a file another name in the same directory, replacing what has it.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs_step(Step::Rename)?;
    fs::rename(from, to)
}

/// Removes a file, if it is there.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    // Asked first, so that only real changes count as steps.
    match path.symlink_metadata() {
        Ok(_) => fs_step(Step::Remove).and_then(|()| fs::remove_file(path)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Removes a directory, if it is there and empty.
pub(crate) fn remove_empty_dir(path: &Path) -> io::Result<()> {
    let empty = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
    if !empty {
        return Ok(());
    }
    fs_step(Step::RemoveDir)?;
    match fs::remove_dir(path) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty) => Err(error),
        _ => Ok(()),
    }
}
