//! What stands on the disk, seen without following any symbolic link below the output directory.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::diag::diagnostic::Diagnostic;
use crate::output::{faults, names};

/// A file that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldFile {
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its permission bits; `None` where there are none (Windows).
    pub mode: Option<u32>,
}

impl OldFile {
    /// Whether its owner may run it, or nothing where that is no property of files.
    pub fn executable(&self) -> Option<bool> {
        self.mode.map(|mode| mode & 0o100 != 0)
    }
}

/// What stands at a path.
pub(crate) enum Look {
    /// Nothing.
    Missing,
    /// A plain file.
    File(OldFile),
    /// Something that eksnet does not write over; the findings say what.
    Refused,
}

/// What stands at the path of a directory.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Folder {
    Missing,
    There,
    Refused,
}

/// Looks at files below one directory, and remembers every directory on the way to them.
pub(crate) struct Disk {
    root: PathBuf,
    folders: BTreeMap<String, Folder>,
    /// What was refused, each thing once.
    pub(crate) findings: Vec<Diagnostic>,
}

impl Disk {
    /// Looks at the output directory itself.
    pub(crate) fn new(dir: &Path) -> Self {
        // Without trailing slashes: `infra/` would follow the link that `infra` may be.
        let root: PathBuf = dir.components().collect();
        let mut disk = Self { root, folders: BTreeMap::new(), findings: Vec::new() };
        let folder = disk.look_at_folder(&disk.root.clone());
        disk.folders.insert(String::new(), folder);
        disk
    }

    /// The output directory, spelled so that its last component is its own name.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Looks at a file, given by its path below the directory.
    pub(crate) fn look(&mut self, path: &str) -> Look {
        for folder in std::iter::once("").chain(names::folders(path)) {
            let state = self.folders.get(folder).copied().unwrap_or_else(|| self.look_at_folder(&self.root.join(folder)));
            self.folders.insert(folder.to_owned(), state);
            match state {
                Folder::There => {}
                Folder::Missing => return Look::Missing,
                Folder::Refused => return Look::Refused,
            }
        }
        self.look_at_file(&self.root.join(path))
    }

    /// Looks at one file, whatever directories it stands in.
    pub(crate) fn look_at_file(&mut self, path: &Path) -> Look {
        let refusal = match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_symlink() => faults::symlink(path),
            Ok(metadata) if metadata.is_file() => match fs::read(path) {
                Ok(bytes) => return Look::File(OldFile { bytes, mode: mode(&metadata) }),
                Err(error) => faults::unreadable(path, &error),
            },
            Ok(_) => faults::not_a_file(path),
            Err(error) if error.kind() == ErrorKind::NotFound => return Look::Missing,
            Err(error) => faults::unreadable(path, &error),
        };
        self.findings.push(refusal);
        Look::Refused
    }

    fn look_at_folder(&mut self, path: &Path) -> Folder {
        let refusal = match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_symlink() => faults::symlink(path),
            Ok(metadata) if metadata.is_dir() => return Folder::There,
            Ok(_) => faults::not_a_directory(path),
            Err(error) if error.kind() == ErrorKind::NotFound && !path.as_os_str().is_empty() => return Folder::Missing,
            Err(error) if matches!(error.kind(), ErrorKind::NotADirectory | ErrorKind::NotFound) => faults::not_a_directory(path),
            Err(error) => faults::unreadable(path, &error),
        };
        self.findings.push(refusal);
        Folder::Refused
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there are no modes")]
fn mode(metadata: &Metadata) -> Option<u32> {
    Some(std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777)
}

#[cfg(not(unix))]
fn mode(_: &Metadata) -> Option<u32> {
    None
}
