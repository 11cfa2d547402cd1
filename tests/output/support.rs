//! A place to write to, and what stands in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use eksnet::diag::diagnostic::Diagnostic;
use eksnet::output::job::{Job, LockFile};
use eksnet::output::plan::{Plan, plan};
use eksnet::output::write::{Written, write};
use eksnet::targets::tree::{File, Provenance, Tree};
use tempfile::TempDir;

/// A tree in short: a path that ends in `.sh` is a script.
pub(crate) type Files = &'static [(&'static str, &'static str)];

/// Everything of one file that a run may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) text: String,
    pub(crate) mode: u32,
    pub(crate) modified: std::time::SystemTime,
}

/// A folder with an `eksnet.lock` and an output directory `infra`, which are not there yet.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// One in which a run has written `files`.
    pub(crate) fn with(files: Files) -> Self {
        let place = Self::new();
        place.gen_with(files, false).unwrap();
        place
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.folder().join("infra")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.folder().join("eksnet.lock")
    }

    /// A file below the output directory.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.dir().join(path)
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    /// Plans, and hands the plan over.
    pub(crate) fn plan<T>(&self, files: Files, force: bool, then: impl FnOnce(&Plan<'_>) -> T) -> Result<T, Vec<Diagnostic>> {
        with_plan(&self.dir(), files, force, then)
    }

    /// Plans and writes.
    pub(crate) fn gen_with(&self, files: Files, force: bool) -> Result<Written, Vec<Diagnostic>> {
        self.plan(files, force, write)?
    }

    /// Plans and writes, and must be refused without any change: what it was refused with, as `EN901: message`.
    pub(crate) fn refused(&self, files: Files, force: bool) -> Vec<String> {
        let before = self.everything();
        let findings = self.gen_with(files, force).unwrap_err();
        assert_eq!(self.everything(), before, "a refused run must change nothing");
        // Where the place stands is no part of what is said.
        let folder = format!("{}/", self.folder().display());
        findings.iter().map(|found| format!("{}: {}", found.code, found.message.replace(&folder, ""))).collect()
    }

    /// Every file, seen from the folder; directories end in `/`, links in `@`.
    pub(crate) fn everything(&self) -> BTreeMap<String, Seen> {
        let mut seen = BTreeMap::new();
        walk(self.folder(), "", &mut seen);
        seen
    }

    /// The paths and texts of files alone.
    pub(crate) fn texts(&self) -> BTreeMap<String, String> {
        self.everything().into_iter().filter(|(path, _)| !path.ends_with('/')).map(|(path, seen)| (path, seen.text)).collect()
    }
}

/// A tree of files.
pub(crate) fn tree(files: Files) -> Tree {
    let mut tree = Tree::new();
    for (path, text) in files {
        let provenance = Provenance { template: "test", keys: &[] };
        let executable = Path::new(path).extension().is_some_and(|extension| extension == "sh");
        tree.insert(path, File { bytes: (*text).into(), executable, provenance }).unwrap();
    }
    tree
}

/// The lock file that goes with a tree: it names every file, so that trees of other files have other locks.
pub(crate) fn lock_text(files: Files) -> String {
    files.iter().fold("schema = 1\n".to_owned(), |text, (path, content)| text + &format!("# {path} {content:?}\n"))
}

/// Plans for a directory whose lock file stands beside it.
pub(crate) fn with_plan<T>(dir: &Path, files: Files, force: bool, then: impl FnOnce(&Plan<'_>) -> T) -> Result<T, Vec<Diagnostic>> {
    let (tree, text) = (tree(files), lock_text(files));
    let inputs = BTreeMap::from([("eksnet.toml".to_owned(), "schema = 1\n".to_owned()), ("eksnet.lock".to_owned(), text.clone())]);
    let lock = dir.parent().map(|folder| LockFile { path: folder.join("eksnet.lock"), text });
    let job = Job { dir, tree: &tree, inputs, lock, force };
    plan(&job).map(|plan| then(&plan))
}

fn walk(folder: &Path, prefix: &str, seen: &mut BTreeMap<String, Seen>) {
    for entry in fs::read_dir(folder).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name().into_string().unwrap())).unwrap();
        let metadata = path.symlink_metadata().unwrap();
        let (suffix, text) = if metadata.is_symlink() {
            ("@", fs::read_link(&path).unwrap().display().to_string())
        } else if metadata.is_file() {
            ("", String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned())
        } else {
            ("/", String::new())
        };
        // A directory's time changes with every temporary file that came and went.
        let modified = if suffix == "/" { std::time::UNIX_EPOCH } else { metadata.modified().unwrap() };
        seen.insert(format!("{prefix}{name}{suffix}"), Seen { text, mode: mode(&metadata), modified });
        if metadata.is_dir() {
            walk(&path, &format!("{prefix}{name}/"), seen);
        }
    }
}

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777
}

#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> u32 {
    0
}
