//! What a run would do to a directory. Looks, and changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::diag::diagnostic::Diagnostic;
use crate::output::digest::Digest;
use crate::output::disk::{Disk, Look, OldFile};
use crate::output::faults::{self, HandEdit};
use crate::output::job::Job;
use crate::output::manifest::Manifest;
use crate::output::names::{self, JOURNAL, MANIFEST};
use crate::output::owned::{Claim, Owned, Record};
use crate::targets::tree::File;

/// What is to happen to a file. A file of somebody else's where one of eksnet's belongs is a finding, never a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Made: nothing stands there.
    Create,
    /// Replaced, or only made executable or not: what stands there is as eksnet wrote it.
    Update,
    /// Not touched: the same bytes, the same executable bit.
    Unchanged,
    /// Removed: it is as eksnet wrote it, and no longer produced.
    Remove,
    /// Changed or deleted by hand since eksnet wrote it. Stops the run; with `force` it is written, or removed, all the same.
    HandEdited,
}

/// One file: of the tree, or an owned one that is no longer produced.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Its path, seen from the output directory.
    pub path: String,
    /// What is to happen to it.
    pub verdict: Verdict,
    /// What stands there; not kept for unchanged files.
    pub old: Option<OldFile>,
    /// What is to stand there; `None` for one that is no longer produced.
    pub new: Option<&'a File>,
}

impl Entry<'_> {
    /// Whether the bytes stay and only the executable bit changes.
    pub fn only_mode(&self) -> bool {
        matches!((&self.old, self.new), (Some(old), Some(new)) if old.bytes == new.bytes)
    }

    fn hand_edit(&self) -> HandEdit {
        match (&self.old, self.new) {
            (None, _) => HandEdit::Deleted,
            (Some(old), Some(new)) if without_cr(&old.bytes).eq(new.bytes.iter().copied()) => HandEdit::LineEnds,
            _ => HandEdit::Changed,
        }
    }
}

/// The lock file: what stands there and what is to.
#[derive(Debug)]
pub struct LockEntry<'a> {
    /// Where.
    pub path: &'a Path,
    /// What stands there.
    pub old: Option<OldFile>,
    /// What is to stand there.
    pub new: &'a str,
}

impl LockEntry<'_> {
    /// Whether it would be written.
    pub fn changes(&self) -> bool {
        self.old.as_ref().is_none_or(|old| old.bytes != self.new.as_bytes())
    }
}

/// What a run would do, file by file.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The files, sorted by path.
    pub entries: Vec<Entry<'a>>,
    /// The lock file of the input.
    pub lock: Option<LockEntry<'a>>,
    /// The directory as the user gave it.
    pub(crate) shown: &'a Path,
    /// The same, spelled so that its last component is its own name.
    pub(crate) root: PathBuf,
    /// What the directory says of its owner.
    pub(crate) owned: Owned,
    /// The manifest that the run ends with.
    pub(crate) manifest: String,
    /// After an interrupted run: the manifest that says what of its work stands there.
    pub(crate) recovered: Option<String>,
    /// Paths that were eksnet's and no longer are: their empty directories go.
    pub(crate) dropped: BTreeSet<String>,
    /// Temporary files that a killed run left.
    pub(crate) leftovers: Vec<PathBuf>,
    /// Whether hand edits are overruled.
    pub(crate) force: bool,
}

impl<'a> Plan<'a> {
    /// Whether nothing at all is to be done, the manifest and the lock file included.
    pub fn is_clean(&self) -> bool {
        self.entries.iter().all(|entry| entry.verdict == Verdict::Unchanged)
            && !self.finishes_earlier_run()
            && self.old_manifest() == Some(self.manifest.as_bytes())
            && !self.lock_changes()
    }

    /// Whether an earlier run was interrupted, so that this one finishes its work.
    pub fn finishes_earlier_run(&self) -> bool {
        self.owned.journal.is_some() || !self.leftovers.is_empty()
    }

    /// Whether the lock file would be written.
    pub fn lock_changes(&self) -> bool {
        self.lock.as_ref().is_some_and(LockEntry::changes)
    }

    /// How many files get a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.with(verdict).count()
    }

    /// One finding a file that was edited or deleted by hand. Without `force`, writing is refused with these.
    pub fn hand_edits(&self) -> Vec<Diagnostic> {
        self.with(Verdict::HandEdited).map(|entry| faults::hand_edited(self.shown, &entry.path, entry.hand_edit())).collect()
    }

    pub(crate) fn with(&self, verdict: Verdict) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(move |entry| entry.verdict == verdict)
    }

    pub(crate) fn old_manifest(&self) -> Option<&[u8]> {
        self.owned.manifest.as_ref().map(|record| record.bytes.as_slice())
    }
}

/// Compares the job with the disk. Every reason not to write is reported at once; hand edits are not among them, for
/// `--check` and `--diff` want to show them ([`Plan::hand_edits`]).
pub fn plan<'a>(job: &'a Job<'a>) -> Result<Plan<'a>, Vec<Diagnostic>> {
    let mut disk = Disk::new(job.dir);
    let owned = Owned::read(&mut disk);
    let lock = job.lock.as_ref().and_then(|lock| match disk.look_at_file(&lock.path) {
        Look::Refused => None,
        Look::Missing => Some(LockEntry { path: &lock.path, old: None, new: &lock.text }),
        Look::File(old) => Some(LockEntry { path: &lock.path, old: Some(old), new: &lock.text }),
    });
    let files: BTreeMap<&str, &'a File> = job.tree.iter().map(|(path, file)| (path.as_str(), file)).collect();
    disk.findings.extend(files.keys().filter_map(|path| names::ours(path).err()).map(|why| faults::reserved(&why)));

    let manifest =
        Manifest::new(digests(&job.inputs), files.iter().map(|(path, file)| ((*path).to_owned(), Digest::of(&file.bytes))).collect());
    let mut recovered = BTreeMap::new();
    let mut entries = Vec::new();
    for path in owned.paths().into_iter().chain(files.keys().copied()).collect::<BTreeSet<_>>() {
        let old = match disk.look(path) {
            Look::Refused => continue,
            Look::Missing => None,
            Look::File(old) => Some(old),
        };
        let new = files.get(path).copied();
        let claim = match (&old, new) {
            // Whoever put these bytes there, they are the right ones.
            (Some(old), Some(new)) if old.bytes == new.bytes => manifest.files.get(path).cloned().map_or(Claim::Nobodys, Claim::Ours),
            _ => owned.claim(path, old.as_ref()),
        };
        match judge(&claim, old.as_ref(), new) {
            Judgement::Leave => {}
            Judgement::Foreign => disk.findings.push(faults::foreign(&disk.root().join(path))),
            Judgement::Do(verdict) => {
                let old = old.filter(|_| verdict != Verdict::Unchanged);
                entries.push(Entry { path: path.to_owned(), verdict, old, new });
            }
        }
        if let Claim::Ours(digest) | Claim::Edited(digest) = claim {
            recovered.insert(path.to_owned(), digest);
        }
    }
    if !disk.findings.is_empty() {
        return Err(disk.findings);
    }
    let recovered = owned.journal.as_ref().map(|journal| recover(owned.manifest.as_ref().unwrap_or(journal), recovered));
    let dropped = owned.paths().into_iter().filter(|path| !files.contains_key(path)).map(str::to_owned).collect();
    let root = disk.root().to_owned();
    let leftovers = leftovers(&root, owned.journal.as_ref(), lock.as_ref().map(|lock| lock.path));
    Ok(Plan { entries, lock, shown: job.dir, root, owned, manifest: manifest.render(), recovered, dropped, leftovers, force: job.force })
}

/// What follows from the three sights of a file.
enum Judgement {
    /// It gets a verdict.
    Do(Verdict),
    /// It is none of this run's business.
    Leave,
    /// It is in the way.
    Foreign,
}

fn judge(claim: &Claim, old: Option<&OldFile>, new: Option<&File>) -> Judgement {
    match (claim, old, new) {
        (_, Some(old), Some(new)) if old.bytes == new.bytes => {
            let same_mode = old.executable().is_none_or(|executable| executable == new.executable);
            Judgement::Do(if same_mode { Verdict::Unchanged } else { Verdict::Update })
        }
        (Claim::Ours(_), _, Some(_)) => Judgement::Do(Verdict::Update),
        (Claim::Ours(_), _, None) => Judgement::Do(Verdict::Remove),
        // No longer produced, and not there (deleted by hand: what eksnet would do) or not eksnet's.
        (Claim::Edited(_), None, None) | (Claim::Nobodys, _, None) => Judgement::Leave,
        (Claim::Edited(_), _, _) => Judgement::Do(Verdict::HandEdited),
        (Claim::Nobodys, None, Some(_)) => Judgement::Do(Verdict::Create),
        (Claim::Nobodys, Some(_), Some(_)) => Judgement::Foreign,
    }
}

fn digests(texts: &BTreeMap<String, String>) -> BTreeMap<String, Digest> {
    texts.iter().map(|(name, text)| (name.clone(), Digest::of(text.as_bytes()))).collect()
}

fn recover(last: &Record, files: BTreeMap<String, Digest>) -> String {
    Manifest { files, ..last.manifest.clone() }.render()
}

/// Temporary files that are there: of the manifest, the journal and the lock file, and of the files that a journal lists.
fn leftovers(root: &Path, journal: Option<&Record>, lock: Option<&Path>) -> Vec<PathBuf> {
    let listed = journal.iter().flat_map(|journal| journal.manifest.files.keys().map(String::as_str));
    let targets = [MANIFEST, JOURNAL].into_iter().chain(listed).map(|path| root.join(path)).chain(lock.map(Path::to_owned));
    targets.map(|target| names::temporary(&target)).filter(|temporary| temporary.symlink_metadata().is_ok()).collect()
}

/// The bytes with LF for each CRLF.
fn without_cr(bytes: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let next = bytes.iter().skip(1).map(Some).chain([None]);
    bytes.iter().zip(next).filter(|(byte, next)| !(**byte == b'\r' && *next == Some(&b'\n'))).map(|(byte, _)| *byte)
}
