//! Which files of a directory are eksnet's own, also after a run that was killed half-way.

use std::collections::BTreeSet;

use crate::diag::diagnostic::Diagnostic;
use crate::output::digest::Digest;
use crate::output::disk::{Disk, Look, OldFile};
use crate::output::manifest::Manifest;
use crate::output::names::{JOURNAL, MANIFEST};

/// One of the two files, as it stands there and as it is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Its meaning.
    pub(crate) manifest: Manifest,
}

/// What the directory itself says about its owner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Owned {
    /// `.eksnet.json`: the last run that was finished.
    pub(crate) manifest: Option<Record>,
    /// `.eksnet.json.next`: a run that was not.
    pub(crate) journal: Option<Record>,
}

/// What is known of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Never eksnet's, or no longer.
    Nobodys,
    /// Eksnet's, and as it was written. The digest is that of what stands there.
    Ours(Digest),
    /// Eksnet's, but somebody else changed or deleted it. The digest is that of what was written.
    Edited(Digest),
}

impl Owned {
    /// Reads both files. What cannot be believed becomes a finding.
    pub(crate) fn read(disk: &mut Disk) -> Self {
        Self { manifest: record(disk, MANIFEST), journal: record(disk, JOURNAL) }
    }

    /// Every path that either file names.
    pub(crate) fn paths(&self) -> BTreeSet<&str> {
        [&self.manifest, &self.journal].into_iter().flatten().flat_map(|record| record.manifest.files.keys().map(String::as_str)).collect()
    }

    /// What is known of a path where `old` stands.
    ///
    /// An interrupted run left each file as its manifest has it or as its journal has it, and may have removed files that its
    /// journal no longer names. A file that only the journal names and that has other bytes was never written by that run.
    pub(crate) fn claim(&self, path: &str, old: Option<&OldFile>) -> Claim {
        let entry = |record: &Option<Record>| record.as_ref().and_then(|record| record.manifest.files.get(path)).cloned();
        let (finished, unfinished) = (entry(&self.manifest), entry(&self.journal));
        let pruned = self.journal.is_some() && unfinished.is_none();
        let Some(old) = old else {
            return finished.filter(|_| !pruned).map_or(Claim::Nobodys, Claim::Edited);
        };
        if finished.is_none() && unfinished.is_none() {
            return Claim::Nobodys;
        }
        let found = Digest::of(&old.bytes);
        if Some(&found) == finished.as_ref() || Some(&found) == unfinished.as_ref() {
            return Claim::Ours(found);
        }
        finished.map_or(Claim::Nobodys, Claim::Edited)
    }
}

fn record(disk: &mut Disk, name: &str) -> Option<Record> {
    let Look::File(file) = disk.look(name) else { return None };
    match Manifest::parse(&file.bytes, &disk.root().join(name)) {
        Ok(manifest) => Some(Record { bytes: file.bytes, manifest }),
        Err(findings) => {
            disk.findings.extend::<Vec<Diagnostic>>(findings);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// What one of the two files says of the path.
    #[derive(Clone, Copy)]
    enum Says {
        NoFile,
        Nothing,
        Digest(&'static str),
    }
    use Says::{Digest as D, NoFile, Nothing};

    fn record(says: Says) -> Option<Record> {
        let files = match says {
            NoFile => return None,
            Nothing => BTreeMap::new(),
            D(text) => BTreeMap::from([("f".to_owned(), Digest::of(text.as_bytes()))]),
        };
        Some(Record { bytes: Vec::new(), manifest: Manifest::new(BTreeMap::new(), files) })
    }

    /// From what stands there, what the manifest and what the journal says.
    fn claim(old: Option<&str>, manifest: Says, journal: Says) -> Claim {
        let owned = Owned { manifest: record(manifest), journal: record(journal) };
        let old = old.map(|text| OldFile { bytes: text.into(), mode: None });
        owned.claim("f", old.as_ref())
    }

    #[test]
    fn without_a_journal_the_manifest_decides() {
        let (ours, edited) = (Claim::Ours(Digest::of(b"a")), Claim::Edited(Digest::of(b"a")));
        assert_eq!(claim(Some("a"), NoFile, NoFile), Claim::Nobodys);
        assert_eq!(claim(Some("a"), Nothing, NoFile), Claim::Nobodys);
        assert_eq!(claim(Some("a"), D("a"), NoFile), ours);
        assert_eq!(claim(Some("x"), D("a"), NoFile), edited);
        assert_eq!(claim(None, D("a"), NoFile), edited);
        assert_eq!(claim(None, NoFile, NoFile), Claim::Nobodys);
    }

    #[test]
    fn after_an_interrupted_run_both_count() {
        let (ours, edited) = (Claim::Ours(Digest::of(b"a")), Claim::Edited(Digest::of(b"a")));
        for manifest in [NoFile, Nothing, D("a")] {
            assert_eq!(claim(Some("b"), manifest, D("b")), Claim::Ours(Digest::of(b"b")), "renamed already");
        }
        assert_eq!(claim(Some("a"), D("a"), D("b")), ours, "not renamed yet");
        assert_eq!(claim(Some("x"), D("a"), D("b")), edited, "edited by hand");
        assert_eq!(claim(None, D("a"), D("b")), edited, "a rename leaves no gap");
        assert_eq!(claim(None, D("a"), Nothing), Claim::Nobodys, "removed by that run");
        assert_eq!(claim(Some("a"), D("a"), Nothing), ours, "not removed yet");
        assert_eq!(claim(None, NoFile, D("b")), Claim::Nobodys, "not made yet");
        assert_eq!(claim(Some("x"), NoFile, D("b")), Claim::Nobodys, "made by somebody else");
    }
}
