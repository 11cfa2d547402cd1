//! Codes of findings about the output directory, and their manuals, which stand in `manual/`.

use crate::diag::code::{Code, FailsAt, Severity};

/// A code of this stage: always an error. No later moment would have shown it: without eksnet there is nothing to overwrite.
const fn code(number: u16, name: &'static str) -> Code {
    Code { number, name, severity: Severity::Error, fails_at: FailsAt::Never, rulebook: &[] }
}

/// `--out`, or a directory that must stand below it, is something else.
pub static OUTPUT_NOT_A_DIRECTORY: Code = code(901, "output-not-a-directory");
/// `--out`, or what eksnet would write through or over below it, is a symbolic link.
pub static OUTPUT_THROUGH_SYMLINK: Code = code(902, "output-through-symlink");
/// The file system forbids the change.
pub static OUTPUT_NOT_WRITABLE: Code = code(903, "output-not-writable");
/// No room is left.
pub static DISK_FULL: Code = code(904, "disk-full");
/// Any other failure of a change of the disk.
pub static WRITE_FAILED: Code = code(905, "write-failed");
/// What is there cannot be read.
pub static OUTPUT_UNREADABLE: Code = code(906, "output-unreadable");
/// The manifest is no manifest.
pub static MANIFEST_CORRUPT: Code = code(907, "manifest-corrupt");
/// The manifest is of a later version of eksnet.
pub static MANIFEST_TOO_NEW: Code = code(908, "manifest-too-new");
/// The manifest claims what eksnet never wrote there.
pub static MANIFEST_TAMPERED: Code = code(909, "manifest-tampered");
/// A file of eksnet's own was changed or deleted by somebody else.
pub static HAND_EDITED_FILE: Code = code(910, "hand-edited-file");
/// A file that eksnet did not make stands where one of its own belongs.
pub static FOREIGN_FILE: Code = code(911, "foreign-file");
/// `--check`: the directory is not what eksnet would write.
pub static OUTPUT_DRIFT: Code = code(912, "output-drift");
/// Another eksnet writes at the same time.
pub static OUTPUT_BUSY: Code = code(913, "output-busy");
/// A target claims a path that eksnet may not write: a fault of eksnet itself.
pub static RESERVED_PATH: Code = code(914, "reserved-path");

/// Every code of this stage with its manual, sorted by number.
pub static MANUALS: &[(&Code, &str)] = &[
    (&OUTPUT_NOT_A_DIRECTORY, include_str!("manual/output-not-a-directory.md")),
    (&OUTPUT_THROUGH_SYMLINK, include_str!("manual/output-through-symlink.md")),
    (&OUTPUT_NOT_WRITABLE, include_str!("manual/output-not-writable.md")),
    (&DISK_FULL, include_str!("manual/disk-full.md")),
    (&WRITE_FAILED, include_str!("manual/write-failed.md")),
    (&OUTPUT_UNREADABLE, include_str!("manual/output-unreadable.md")),
    (&MANIFEST_CORRUPT, include_str!("manual/manifest-corrupt.md")),
    (&MANIFEST_TOO_NEW, include_str!("manual/manifest-too-new.md")),
    (&MANIFEST_TAMPERED, include_str!("manual/manifest-tampered.md")),
    (&HAND_EDITED_FILE, include_str!("manual/hand-edited-file.md")),
    (&FOREIGN_FILE, include_str!("manual/foreign-file.md")),
    (&OUTPUT_DRIFT, include_str!("manual/output-drift.md")),
    (&OUTPUT_BUSY, include_str!("manual/output-busy.md")),
    (&RESERVED_PATH, include_str!("manual/reserved-path.md")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_its_manual() {
        let source = include_str!("codes.rs");
        assert_eq!(source.matches("Code = code(").count() - 1, MANUALS.len(), "a code without a line in MANUALS");
        assert!(MANUALS.windows(2).all(|pair| pair[0].0.number < pair[1].0.number), "not sorted by number");
        let listed: BTreeSet<String> = MANUALS.iter().map(|(code, _)| format!("{}.md", code.name)).collect();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/output/manual");
        let found: BTreeSet<String> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(listed, found);
    }

    #[test]
    fn every_manual_has_its_headings() {
        for (code, manual) in MANUALS {
            let headings: Vec<&str> = manual.lines().filter(|line| line.starts_with('#')).collect();
            let title = format!("# {}", code.name);
            assert_eq!(headings, [title.as_str(), "## What it does", "## Why", "## Example", "## Remedy"]);
            assert!(manual.ends_with('\n') && !manual.ends_with("\n\n"), "{title}");
        }
    }
}
