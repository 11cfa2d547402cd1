//! What a run does to files of its own, and what it says about them.

use std::fs;
use std::time::{Duration, SystemTime};

use eksnet::output::plan::Verdict;
use eksnet::output::write::Written;
use eksnet::output::{check, diff};

use crate::support::{Files, Place};

const OLD: Files = &[
    ("README.md", "old\n"),
    ("scripts/verify.sh", "echo old\n"),
    ("terraform/main.tf", "a\nb\nc\nd\ne\nf\ng\nh\n"),
    ("terraform/modules/cni/main.tf", "cni\n"),
    ("terraform/same.tf", "same\n"),
];
const NEW: Files = &[
    ("README.md", "new\n"),
    ("helm/aws-vpc-cni/values.yaml", "a: 1\n"),
    ("scripts/verify.sh", "echo new\n"),
    ("terraform/main.tf", "a\nb\nc\nd\nE\nf\ng\nh\n"),
    ("terraform/same.tf", "same\n"),
];

#[test]
fn a_first_run_creates_everything_and_a_second_nothing() {
    let place = Place::new();
    let expected = Written { created: 5, updated: 0, unchanged: 0, removed: 0, lock_written: true, finished_earlier_run: false };
    assert_eq!(place.gen_with(OLD, false).unwrap(), expected);
    for (path, text) in OLD {
        assert_eq!(&place.read(path), text);
    }
    assert_eq!(place.texts().len(), OLD.len() + 2, "and the manifest, and the lock file: {:?}", place.texts().keys());
    place.plan(OLD, false, |plan| assert!(plan.is_clean())).unwrap();
    let before = place.everything();
    let expected = Written { created: 0, unchanged: 5, lock_written: false, ..expected };
    assert_eq!(place.gen_with(OLD, false).unwrap(), expected);
    assert_eq!(place.everything(), before);
}

#[test]
fn directories_may_be_given_relative_to_the_working_one() {
    use crate::crash::{End, NEW, OLD, run_in};

    for (dir, manifest) in [("infra", "infra/.eksnet.json"), ("./a/b/", "a/b/.eksnet.json"), (".", ".eksnet.json")] {
        let place = Place::new();
        for files in [OLD, NEW, NEW] {
            let end = run_in(place.folder(), std::path::Path::new(dir), files, &[]);
            assert!(matches!(end, End::Done { finished_earlier_run: false }), "{dir}");
        }
        assert!(place.folder().join(manifest).is_file(), "{dir}: {:?}", place.texts().keys());
    }
}

#[test]
fn the_manifest_lists_every_file_with_its_digest() {
    let place = Place::with(OLD);
    let manifest: serde_json::Value = serde_json::from_str(&place.read(".eksnet.json")).unwrap();
    let files = manifest["files"].as_object().unwrap();
    assert_eq!(files.keys().collect::<Vec<_>>(), OLD.iter().map(|(path, _)| path).collect::<Vec<_>>());
    // printf 'old\n' | sha256sum
    assert_eq!(files["README.md"], "sha256:01d09d19c2139a46aebfb577780d123d7396e97201bc7ead210a2ebff8239dee");
    assert_eq!(manifest["inputs"].as_object().unwrap().keys().collect::<Vec<_>>(), ["eksnet.lock", "eksnet.toml"]);
}

#[test]
fn a_change_touches_what_changed_and_nothing_else() {
    let place = Place::with(OLD);
    place.put("terraform/extra.tf", "mine\n");
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in ["terraform/same.tf", "terraform/extra.tf", "README.md"] {
        fs::File::options().write(true).open(place.at(path)).unwrap().set_modified(long_ago).unwrap();
    }
    let written = place.gen_with(NEW, false).unwrap();
    let expected = Written { created: 1, updated: 3, unchanged: 1, removed: 1, lock_written: true, finished_earlier_run: false };
    assert_eq!(written, expected);
    let seen = place.everything();
    assert_eq!(seen["infra/terraform/same.tf"].modified, long_ago);
    assert_eq!(seen["infra/terraform/extra.tf"].modified, long_ago);
    assert_ne!(seen["infra/README.md"].modified, long_ago);
    assert_eq!(seen["infra/terraform/extra.tf"].text, "mine\n");
    assert!(!seen.keys().any(|path| path.starts_with("infra/terraform/modules")), "emptied directories go: {:?}", seen.keys());
}

#[test]
fn a_directory_with_somebody_elses_file_stays() {
    let place = Place::with(OLD);
    place.put("terraform/modules/cni/notes.txt", "mine\n");
    place.gen_with(NEW, false).unwrap();
    assert_eq!(place.read("terraform/modules/cni/notes.txt"), "mine\n");
    assert!(!place.at("terraform/modules/cni/main.tf").exists());
}

#[test]
fn the_same_bytes_become_ours_whoever_put_them_there() {
    let place = Place::new();
    for (path, text) in OLD {
        place.put(path, text);
    }
    let written = place.gen_with(OLD, false).unwrap();
    assert_eq!((written.created, written.unchanged + written.updated), (0, 5));
    // Now they are eksnet's, and go when they are no longer produced.
    assert_eq!(place.gen_with(NEW, false).unwrap().removed, 1);
}

#[test]
fn a_hand_edit_stops_the_run_unless_forced() {
    let place = Place::with(OLD);
    place.put("terraform/main.tf", "a\nb\nc\nd\ne\nf\ng\nmine\n");
    let said = ["EN910: `infra/terraform/main.tf` was changed by hand since eksnet wrote it"];
    assert_eq!(place.refused(OLD, false), said);
    assert_eq!(place.refused(NEW, false), said);
    let diff = place.plan(OLD, false, diff::of_hand_edits).unwrap();
    let expected = "diff --git a/terraform/main.tf b/terraform/main.tf\n--- a/terraform/main.tf\n+++ b/terraform/main.tf\n\
                    @@ -5,4 +5,4 @@\n e\n f\n g\n-mine\n+h\n";
    assert_eq!(diff, expected);
    assert_eq!(place.gen_with(NEW, true).unwrap().updated, 3);
    assert_eq!(place.read("terraform/main.tf"), NEW[3].1);
}

#[test]
fn a_hand_edit_of_a_file_that_goes_stops_the_run_too() {
    let place = Place::with(OLD);
    place.put("terraform/modules/cni/main.tf", "mine\n");
    assert_eq!(place.refused(NEW, false), ["EN910: `infra/terraform/modules/cni/main.tf` was changed by hand since eksnet wrote it"]);
    assert_eq!(place.gen_with(NEW, true).unwrap().removed, 1);
    assert!(!place.at("terraform/modules").exists());
}

#[test]
fn a_hand_deletion_stops_the_run_unless_forced_or_meant() {
    let place = Place::with(OLD);
    fs::remove_file(place.at("README.md")).unwrap();
    fs::remove_file(place.at("terraform/modules/cni/main.tf")).unwrap();
    // The second one is no longer produced: nothing is lost, nothing is said.
    assert_eq!(place.refused(NEW, false), ["EN910: `infra/README.md` was deleted by hand since eksnet wrote it"]);
    assert_eq!(place.gen_with(NEW, true).unwrap().created, 2);
    assert_eq!(place.read("README.md"), "new\n");
}

#[test]
fn an_edit_to_what_would_be_written_anyway_is_none() {
    let place = Place::with(OLD);
    for (path, text) in NEW {
        place.put(path, text);
    }
    let written = place.gen_with(NEW, false).unwrap();
    assert_eq!((written.updated, written.unchanged, written.removed), (0, 5, 1));
}

#[test]
fn line_ends_of_another_system_are_named() {
    let place = Place::with(OLD);
    place.put("README.md", "old\r\n");
    let findings = place.gen_with(OLD, false).unwrap_err();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].notes[0].contains("CRLF") && findings[0].help.as_ref().unwrap().contains(".gitattributes"), "{findings:?}");
}

#[cfg(unix)]
#[test]
fn executable_bits_are_written_repaired_and_kept() {
    use std::os::unix::fs::PermissionsExt as _;

    let place = Place::with(OLD);
    let chmod = |path: &str, mode| fs::set_permissions(place.at(path), fs::Permissions::from_mode(mode)).unwrap();
    let modes = |paths: [&str; 2]| paths.map(|path| place.everything()[&format!("infra/{path}")].mode);
    let files = ["README.md", "scripts/verify.sh"];
    assert_eq!(modes(files).map(|mode| mode & 0o100), [0, 0o100]);
    // Lost or gained bits are put right without a new file: its time stays.
    chmod(files[0], 0o700);
    chmod(files[1], 0o640);
    let time = place.everything()["infra/scripts/verify.sh"].modified;
    let drift = place.plan(OLD, false, check::drift).unwrap().unwrap();
    assert_eq!(
        drift.diff,
        "diff --git a/README.md b/README.md\nold mode 100755\nnew mode 100644\n\
         diff --git a/scripts/verify.sh b/scripts/verify.sh\nold mode 100644\nnew mode 100755\n"
    );
    assert_eq!(place.gen_with(OLD, false).unwrap().updated, 2);
    assert_eq!(modes(files), [0o600, 0o750]);
    assert_eq!(place.everything()["infra/scripts/verify.sh"].modified, time);
    // A new content keeps the other bits, whatever the umask says.
    chmod(files[0], 0o666);
    chmod(files[1], 0o777);
    place.gen_with(NEW, false).unwrap();
    assert_eq!(modes(files), [0o666, 0o777]);
}

#[test]
fn check_is_silent_when_there_is_nothing_to_do() {
    let place = Place::with(OLD);
    assert_eq!(place.plan(OLD, false, check::drift).unwrap(), None);
    assert_eq!(place.plan(OLD, false, diff::of).unwrap(), "");
}

#[test]
fn check_shows_one_changed_byte() {
    let place = Place::with(OLD);
    place.put("README.md", "olD\n");
    let drift = place.plan(OLD, false, check::drift).unwrap().unwrap();
    assert_eq!(drift.diff, "diff --git a/README.md b/README.md\n--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-olD\n+old\n");
    let codes: Vec<String> = drift.findings.iter().map(|found| found.code.to_string()).collect();
    assert_eq!(codes, ["EN912", "EN910"]);
    assert!(drift.findings[0].message.ends_with("is not what eksnet would write: 1 file differs"), "{}", drift.findings[0].message);
}

#[test]
fn check_sees_the_lock_file_and_the_manifest() {
    let place = Place::with(OLD);
    fs::write(place.lock(), "schema = 1\n").unwrap();
    let drift = place.plan(OLD, false, check::drift).unwrap().unwrap();
    assert!(drift.diff.starts_with("diff --git a/eksnet.lock b/eksnet.lock\n--- a/eksnet.lock\n"), "{}", drift.diff);
    place.gen_with(OLD, false).unwrap();
    let manifest = place.read(".eksnet.json");
    place.put(".eksnet.json", &manifest.replace("\"generator\": \"eksnet ", "\"generator\": \"eksnet 9"));
    let drift = place.plan(OLD, false, check::drift).unwrap().unwrap();
    assert!(drift.diff.contains("-  \"generator\": \"eksnet 9"), "{}", drift.diff);
    place.gen_with(OLD, false).unwrap();
    assert_eq!(place.read(".eksnet.json"), manifest);
}

#[test]
fn bytes_that_are_no_text_are_shown_as_such() {
    let place = Place::with(OLD);
    fs::write(place.at("README.md"), b"\xff\x00").unwrap();
    let diff = place.plan(OLD, false, diff::of).unwrap();
    assert_eq!(diff, "diff --git a/README.md b/README.md\nBinary files a/README.md and b/README.md differ\n");
}

/// The diff says all of it: Git, given the diff, brings about what eksnet does.
#[cfg(unix)]
#[test]
fn git_applies_the_diff_to_the_same_end() {
    let (by_git, by_eksnet) = (Place::with(OLD), Place::with(OLD));
    by_git.plan(NEW, false, |plan| assert_eq!(plan.count(Verdict::Remove), 1)).unwrap();
    let mut patch = by_git.plan(NEW, false, diff::of).unwrap();
    // The lock file stands outside the directory.
    patch.drain(..patch.find("diff --git a/README.md").unwrap());
    fs::write(by_git.folder().join("patch"), patch).unwrap();
    let git = std::process::Command::new("git")
        .args(["apply", "../patch"])
        .current_dir(by_git.dir())
        .env("GIT_CEILING_DIRECTORIES", "/")
        .output();
    let Ok(git) = git else {
        println!("skipped: there is no git here");
        return;
    };
    assert!(git.status.success(), "{}", String::from_utf8_lossy(&git.stderr));
    by_eksnet.gen_with(NEW, false).unwrap();
    let end = |place: &Place| {
        let files = place.everything().into_iter().filter(|(path, _)| path.starts_with("infra/"));
        files.map(|(path, seen)| (path, seen.text, seen.mode)).collect::<Vec<_>>()
    };
    assert_eq!(end(&by_git), end(&by_eksnet));
}
