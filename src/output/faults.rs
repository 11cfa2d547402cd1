//! The wording of every finding of this stage. Call sites carry data only.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::diag::diagnostic::Diagnostic;
use crate::output::codes::{
    DISK_FULL, FOREIGN_FILE, HAND_EDITED_FILE, MANIFEST_CORRUPT, MANIFEST_TAMPERED, MANIFEST_TOO_NEW, OUTPUT_BUSY, OUTPUT_DRIFT,
    OUTPUT_NOT_A_DIRECTORY, OUTPUT_NOT_WRITABLE, OUTPUT_THROUGH_SYMLINK, OUTPUT_UNREADABLE, RESERVED_PATH, WRITE_FAILED,
};

/// Something else stands where a directory must.
pub(crate) fn not_a_directory(path: &Path) -> Diagnostic {
    Diagnostic::new(&OUTPUT_NOT_A_DIRECTORY, format!("`{}` is not a directory", path.display()))
        .help("name a directory with `--out`, or move away what stands there")
}

/// A link on the way, or in the place of a file.
pub(crate) fn symlink(path: &Path) -> Diagnostic {
    Diagnostic::new(&OUTPUT_THROUGH_SYMLINK, format!("`{}` is a symbolic link", path.display()))
        .note("eksnet follows no link in its output, so that nothing outside the directory can be changed")
        .help("put a plain directory or file there, or name the link's target with `--out`")
}

/// A directory, a pipe or a device in the place of a file.
pub(crate) fn not_a_file(path: &Path) -> Diagnostic {
    Diagnostic::new(&FOREIGN_FILE, format!("`{}` is not a plain file, and a file of eksnet's belongs there", path.display()))
        .help("move it away, or name another directory with `--out`")
}

/// Reading failed.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::new(&OUTPUT_UNREADABLE, format!("cannot read `{}`: {error}", path.display()))
        .help("give yourself the right to read it, or name another directory with `--out`")
}

/// A change of the disk failed. `doing` reads after "cannot".
pub(crate) fn change(doing: &str, path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("cannot {doing} `{}`: {error}", path.display());
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Diagnostic::new(&DISK_FULL, message).help("free some space, then run the same command again")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Diagnostic::new(&OUTPUT_NOT_WRITABLE, message)
            .help("give yourself the right to write there, or name another directory with `--out`"),
        ErrorKind::NotADirectory => Diagnostic::new(&OUTPUT_NOT_A_DIRECTORY, message).help("name a directory with `--out`"),
        _ => Diagnostic::new(&WRITE_FAILED, message).help("remove the cause, then run the same command again"),
    }
}

/// The manifest cannot be read as one.
pub(crate) fn manifest_corrupt(path: &Path, why: &str) -> Diagnostic {
    let path = path.display();
    Diagnostic::new(&MANIFEST_CORRUPT, format!("`{path}` is no manifest of eksnet's: {why}"))
        .help(format!("restore it from version control: `git checkout -- {path}`"))
}

/// The manifest is of a version that this eksnet does not know.
pub(crate) fn manifest_too_new(path: &Path, version: u64, known: u64) -> Diagnostic {
    let path = path.display();
    Diagnostic::new(&MANIFEST_TOO_NEW, format!("`{path}` is of version {version}; this eksnet reads version {known}"))
        .help("use a newer eksnet")
}

/// The manifest holds what eksnet never writes.
pub(crate) fn manifest_tampered(path: &Path, why: &str) -> Diagnostic {
    let path = path.display();
    Diagnostic::new(&MANIFEST_TAMPERED, format!("`{path}` was tampered with: {why}"))
        .help(format!("restore it from version control: `git checkout -- {path}`"))
}

/// How somebody else changed a file of eksnet's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HandEdit {
    /// Other bytes.
    Changed,
    /// Other line ends and nothing else.
    LineEnds,
    /// No longer there.
    Deleted,
}

/// A file of eksnet's was changed by somebody else. `dir` is the directory as the user gave it.
pub(crate) fn hand_edited(dir: &Path, path: &str, edit: HandEdit) -> Diagnostic {
    let shown = dir.join(path);
    let done = if edit == HandEdit::Deleted { "deleted" } else { "changed" };
    let found = Diagnostic::new(&HAND_EDITED_FILE, format!("`{}` was {done} by hand since eksnet wrote it", shown.display()));
    let command = format!("eksnet gen --out {} --force", dir.display());
    if edit == HandEdit::LineEnds {
        return found
            .note("only its line ends differ: they are CRLF, as Git may make them on Windows")
            .help(format!("add the line `* text eol=lf` to `.gitattributes`, then run `{command}`"));
    }
    found.help(format!("say it in `eksnet.toml` instead; to have eksnet's own back: `{command}`"))
}

/// A file that eksnet did not write stands in the place of one that it would.
pub(crate) fn foreign(path: &Path) -> Diagnostic {
    Diagnostic::new(&FOREIGN_FILE, format!("`{}` is not a file of eksnet's, and one belongs there", path.display()))
        .note("eksnet never touches a file that it did not write, not even with `--force`")
        .help("move it away, or name another directory with `--out`")
}

/// What `--check` says of a directory that is not as it would be written.
pub(crate) fn drift(dir: &Path, files: usize, unfinished: bool) -> Diagnostic {
    let dir = dir.display();
    let message = match files {
        0 => format!("`{dir}` holds traces of a run that was interrupted"),
        1 => format!("`{dir}` is not what eksnet would write: 1 file differs"),
        _ => format!("`{dir}` is not what eksnet would write: {files} files differ"),
    };
    let found = Diagnostic::new(&OUTPUT_DRIFT, message);
    let found = if unfinished { found.note("an earlier run was interrupted; the next one finishes its work") } else { found };
    found.help(format!("run `eksnet gen --out {dir}`"))
}

/// Somebody else writes there now.
pub(crate) fn busy(dir: &Path) -> Diagnostic {
    Diagnostic::new(&OUTPUT_BUSY, format!("another eksnet is writing to `{}`", dir.display()))
        .help("run the same command again when it is done")
}

/// Somebody else wrote there since this run looked.
pub(crate) fn changed_meanwhile(path: &Path) -> Diagnostic {
    Diagnostic::new(&OUTPUT_BUSY, format!("`{}` changed while eksnet was at work", path.display())).help("run the same command again")
}

/// A target claims a path that is not eksnet's to write.
pub(crate) fn reserved(why: &str) -> Diagnostic {
    Diagnostic::new(&RESERVED_PATH, why).help("this is a fault of eksnet itself: please report it with the input")
}
