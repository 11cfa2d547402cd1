//! Names in the output directory that are eksnet's own, and names that never can be.

use std::path::{Path, PathBuf};

use crate::targets::tree::TreePath;

/// What eksnet owns in a directory.
pub const MANIFEST: &str = ".eksnet.json";
/// The manifest of a run that is under way. Renamed to [`MANIFEST`] by the last step; found at the start of a run, it says that
/// an earlier one was interrupted, and which files that one may have put in place.
pub const JOURNAL: &str = ".eksnet.json.next";
/// Ends the name of every temporary file, which stands beside the file that it will become. The name follows from that
/// file's name alone, so that what a killed run leaves behind is found by name, without looking for patterns.
pub const TEMPORARY: &str = ".eksnet-tmp";

/// Directories whose content is the work of other programs.
const OTHERS_FOLDERS: [&str; 2] = [".git", ".terraform"];
/// File names of other programs: losing a Terraform state loses the cluster.
const OTHERS_ENDINGS: [&str; 2] = [".tfstate", ".tfstate.backup"];

/// The temporary file of a file.
pub fn temporary(target: &Path) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(TEMPORARY);
    name.into()
}

/// Accepts the path of a file that eksnet may write and remove, or says why it may not. Stricter than [`TreePath`]: a
/// manifest comes from the disk, and whoever changed it must not make eksnet remove a state file.
pub fn ours(path: &str) -> Result<(), String> {
    TreePath::new(path)?;
    for component in path.split('/') {
        if component == MANIFEST || component == JOURNAL || component.ends_with(TEMPORARY) {
            return Err(format!("`{path}` is a name that eksnet keeps for itself"));
        }
        let lower = component.to_ascii_lowercase();
        if OTHERS_FOLDERS.contains(&lower.as_str()) || OTHERS_ENDINGS.iter().any(|ending| lower.ends_with(ending)) {
            return Err(format!("`{path}` belongs to another program"));
        }
    }
    Ok(())
}

/// The directories above a path, below the output directory, outermost first: `a` and `a/b` for `a/b/c`.
pub fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_leaves_the_directory_and_what_others_own() {
        for path in ["README.md", "terraform/main.tf", ".gitignore", "terraform/.terraform.lock.hcl"] {
            assert_eq!(ours(path), Ok(()), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a//b",
            "a/./b",
            "a\\..\\b",
            "C:/x",
            "a b",
            "x\n",
            ".eksnet.json",
            "a/.eksnet.json.next",
            "main.tf.eksnet-tmp",
            ".git/config",
            "terraform/.GIT/config",
            "terraform/.terraform/x",
            "terraform/terraform.tfstate",
            "terraform/terraform.tfstate.backup",
        ] {
            assert!(ours(path).is_err(), "{path}");
        }
    }

    #[test]
    fn lists_folders_outermost_first() {
        assert_eq!(folders("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("a").count(), 0);
    }
}
