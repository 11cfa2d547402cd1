//! A run is killed before each single change of the disk: every file is then wholly old or wholly new, what is not eksnet's
//! is untouched, the lock file is never behind the tree, and the next run completes the work and says so.
//!
//! The run that dies is a process of its own: this test binary, asked for the one test [`child`].

use std::path::Path;
use std::process::{Command, Output};

use eksnet::output::check;
use eksnet::output::write::write;

use crate::support::{Files, Place, lock_text, with_plan};

/// Nothing: before the first run.
pub(crate) const NONE: Files = &[];
pub(crate) const OLD: Files = &[
    ("README.md", "old\n"),
    ("scripts/verify.sh", "echo old\n"),
    ("terraform/main.tf", "old\n"),
    ("terraform/modules/cni/main.tf", "old\n"),
    ("terraform/same.tf", "same\n"),
];
/// Changes, adds, removes a file with its directories, keeps one.
pub(crate) const NEW: Files = &[
    ("README.md", "new\n"),
    ("helm/aws-vpc-cni/values.yaml", "new\n"),
    ("scripts/verify.sh", "echo new\n"),
    ("terraform/main.tf", "new\n"),
    ("terraform/same.tf", "same\n"),
];
/// What the author wants by the time the interrupted run is followed by another.
pub(crate) const OTHER: Files = &[
    ("README.md", "new\n"),
    ("manifests/eniconfig/eu-west-1a.yaml", "other\n"),
    ("terraform/main.tf", "other\n"),
    ("terraform/modules/cni/main.tf", "other\n"),
    ("terraform/same.tf", "same\n"),
];
const TREES: [(&str, Files); 4] = [("none", NONE), ("old", OLD), ("new", NEW), ("other", OTHER)];
/// Not eksnet's.
const FOREIGN: Files = &[("terraform/extra.tf", "mine\n"), ("terraform/modules/notes.txt", "mine\n")];

/// How a run in a process of its own ended.
pub(crate) enum End {
    Killed,
    Refused(String),
    Done { finished_earlier_run: bool },
}

/// The process that is killed.
#[test]
#[ignore = "run by the other tests, in a process of its own"]
fn child() {
    let Ok(dir) = std::env::var("EKSNET_CHILD_DIR") else { return };
    let name = std::env::var("EKSNET_CHILD_TREE").unwrap();
    let files = TREES.iter().find(|(known, _)| *known == name).unwrap().1;
    match with_plan(Path::new(&dir), files, false, write).and_then(|written| written) {
        Ok(written) => println!("@done finished_earlier_run={}", written.finished_earlier_run),
        Err(findings) => findings.iter().for_each(|found| println!("@refused {}: {} {:?}", found.code, found.message, found.notes)),
    }
}

fn command(binary: &Path, dir: &Path, files: Files, hooks: &[(&str, usize)]) -> Command {
    let name = TREES.iter().find(|(_, known)| *known == files).unwrap().0;
    let mut command = Command::new(binary);
    command.args(["--exact", "crash::child", "--ignored", "--nocapture"]).env("EKSNET_CHILD_DIR", dir).env("EKSNET_CHILD_TREE", name);
    command.env_remove("EKSNET_TEST_DIE_AFTER").env_remove("EKSNET_TEST_ENOSPC_AFTER");
    command.envs(hooks.iter().map(|(name, n)| (format!("EKSNET_TEST_{name}"), n.to_string())));
    command
}

/// What has to be run for `files`, in a shell.
#[cfg(target_os = "linux")]
pub(crate) fn in_shell(shell: &str, place: &Place, files: Files) -> std::io::Result<Output> {
    let binary = std::env::current_exe()?;
    let child = command(&binary, &place.dir(), files, &[]);
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", shell, "sh"]).arg(place.folder()).arg(&binary).args(child.get_args());
    command.envs(child.get_envs().filter_map(|(name, value)| value.map(|value| (name, value)))).output()
}

/// Runs in a process of its own, with hooks such as `("DIE_AFTER", 3)`.
pub(crate) fn run(place: &Place, files: Files, hooks: &[(&str, usize)]) -> End {
    run_in(place.folder(), &place.dir(), files, hooks)
}

/// The same from a working directory, for a directory that may be given relative to it.
pub(crate) fn run_in(working: &Path, dir: &Path, files: Files, hooks: &[(&str, usize)]) -> End {
    let binary = std::env::current_exe().unwrap();
    let Output { status, stdout, stderr } = command(&binary, dir, files, hooks).current_dir(working).output().unwrap();
    let stdout = String::from_utf8_lossy(&stdout);
    let said = |mark: &str| stdout.lines().filter_map(|line| line.strip_prefix(mark)).collect::<Vec<_>>().join("\n");
    if !status.success() {
        assert!(stderr.is_empty() && !stdout.contains("panicked"), "died of something else: {stdout}{}", String::from_utf8_lossy(&stderr));
        return End::Killed;
    }
    let refused = said("@refused ");
    if !refused.is_empty() {
        return End::Refused(refused);
    }
    match said("@done finished_earlier_run=").as_str() {
        "" => panic!("the child said nothing: {stdout}"),
        finished => End::Done { finished_earlier_run: finished == "true" },
    }
}

/// The same by the user `nobody`, with a tree that differs; `None` when this process cannot become somebody else.
#[cfg(unix)]
pub(crate) fn as_nobody(place: &Place) -> Option<String> {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;

    const NOBODY: u32 = 65_534;
    // Where the binary stands may be closed to others.
    let bin = tempfile::tempdir().unwrap();
    let binary = bin.path().join("child");
    std::fs::copy(std::env::current_exe().unwrap(), &binary).unwrap();
    for path in [bin.path(), &binary] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let output = command(&binary, &place.dir(), NEW, &[]).uid(NOBODY).gid(NOBODY).current_dir(bin.path()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A place where `files` were written, with somebody else's files among them.
pub(crate) fn place_with(files: Files) -> Place {
    let place = Place::new();
    if !files.is_empty() {
        place.gen_with(files, false).unwrap();
        for (path, text) in FOREIGN {
            place.put(path, text);
        }
    }
    place
}

fn text(files: Files, path: &str) -> Option<&'static str> {
    files.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
}

/// Every file is as one of `versions` has it, or absent if one has it not; the lock file is not behind the tree.
pub(crate) fn assert_whole(place: &Place, versions: &[Files], moment: &str) {
    let seen = place.texts();
    let (first, last) = (versions[0], versions[versions.len() - 1]);
    for path in versions.iter().copied().flatten().map(|(path, _)| *path) {
        let found = seen.get(&format!("infra/{path}")).map(String::as_str);
        assert!(versions.iter().any(|files| text(files, path) == found), "{moment}: `{path}` is {found:?}");
    }
    let lock = seen.get("eksnet.lock").map(String::as_str);
    let known = |files: &Files| if files.is_empty() { lock.is_none() } else { lock == Some(&lock_text(files)) };
    assert!(versions.iter().any(known), "{moment}: the lock file is {lock:?}");
    let moved = last
        .iter()
        .any(|(path, new)| text(first, path) != Some(new) && seen.get(&format!("infra/{path}")).is_some_and(|found| found == new));
    if versions.len() == 2 && moved {
        assert_eq!(lock, Some(lock_text(last).as_str()), "{moment}: the tree is ahead of its lock");
    }
    let gone = |(path, _): &(&str, _)| text(last, path).is_none() && !seen.contains_key(&format!("infra/{path}"));
    if versions.len() == 2 && first.iter().any(gone) {
        let new = last.iter().all(|(path, new)| seen.get(&format!("infra/{path}")).is_some_and(|found| found == new));
        assert!(new, "{moment}: files go before what replaces them is there");
    }
    assert_foreign(place, first, moment);
}

fn assert_foreign(place: &Place, first: Files, moment: &str) {
    for (path, text) in FOREIGN.iter().filter(|_| !first.is_empty()) {
        assert_eq!(&place.read(path), text, "{moment}: `{path}` is not eksnet's");
    }
}

/// The directory is what an undisturbed run would have made of it, to the last file, directory and mode.
pub(crate) fn assert_complete(place: &Place, first: Files, files: Files, moment: &str) {
    let undisturbed = place_with(first);
    undisturbed.gen_with(files, false).unwrap();
    let end = |place: &Place| {
        let seen = place.everything().into_iter();
        seen.map(|(path, seen)| (path, seen.text, seen.mode)).collect::<Vec<_>>()
    };
    assert_eq!(end(place), end(&undisturbed), "{moment}");
    assert_eq!(place.plan(files, false, check::drift).unwrap(), None, "{moment}");
}

/// Whether a run that starts now has something to finish: what is there beside files says so.
fn is_unfinished(place: &Place) -> bool {
    place.texts().keys().any(|path| path.ends_with(".eksnet.json.next") || path.ends_with(".eksnet-tmp"))
}

/// Kills the run from `first` to `second` before each of its changes; answers how many there are.
fn kill_at_every_step(first: Files, second: Files, then: impl Fn(&Place, &str)) -> usize {
    for n in 1.. {
        let (place, moment) = (place_with(first), format!("killed before change {n}"));
        match run(&place, second, &[("DIE_AFTER", n)]) {
            End::Killed => {
                assert_whole(&place, &[first, second], &moment);
                then(&place, &moment);
            }
            End::Done { .. } => return n - 1,
            End::Refused(why) => panic!("{moment}: {why}"),
        }
    }
    unreachable!()
}

fn finish(place: &Place, first: Files, files: Files, moment: &str) {
    let unfinished = is_unfinished(place);
    let written = place.gen_with(files, false).unwrap_or_else(|findings| panic!("{moment}: {findings:?}"));
    assert_eq!(written.finished_earlier_run, unfinished, "{moment}");
    assert_complete(place, first, files, moment);
}

#[test]
fn killed_at_every_step_of_a_first_run() {
    let steps = kill_at_every_step(NONE, NEW, |place, moment| finish(place, NONE, NEW, moment));
    assert!(steps > 20, "the hook counts too little: {steps}");
}

#[test]
fn killed_at_every_step_of_a_change() {
    let steps = kill_at_every_step(OLD, NEW, |place, moment| finish(place, OLD, NEW, moment));
    assert!(steps > 20, "the hook counts too little: {steps}");
}

#[test]
fn killed_and_the_author_changes_their_mind() {
    kill_at_every_step(OLD, NEW, |place, moment| finish(place, OLD, OTHER, moment));
    kill_at_every_step(OLD, NEW, |place, moment| finish(place, OLD, OLD, moment));
}

/// The second run is killed as well, and the third one completes the work. Of all pairs of moments a third is tried, each moment
/// of either run among them.
#[test]
fn killed_twice() {
    let nth = std::cell::Cell::new(0);
    kill_at_every_step(OLD, NEW, |place, moment| {
        nth.set(nth.get() + 1);
        for m in (1 + nth.get() % 3..).step_by(3) {
            let again = copy(place);
            let moment = format!("{moment}, then before change {m}");
            match run(&again, OTHER, &[("DIE_AFTER", m)]) {
                End::Killed => {
                    assert_whole(&again, &[OLD, NEW, OTHER], &moment);
                    finish(&again, OLD, OTHER, &moment);
                }
                End::Done { finished_earlier_run } => {
                    assert_eq!(finished_earlier_run, is_unfinished(place), "{moment}");
                    return assert_complete(&again, OLD, OTHER, &moment);
                }
                End::Refused(why) => panic!("{moment}: {why}"),
            }
        }
    });
}

/// `--check` tells of an interrupted run even when every file is as it should be.
#[test]
fn killed_and_nothing_left_to_do_but_to_tidy() {
    kill_at_every_step(OLD, NEW, |place, moment| {
        if !is_unfinished(place) {
            return;
        }
        let drift = place.plan(OLD, false, check::drift).unwrap().unwrap_or_else(|| panic!("{moment}: this is not clean"));
        assert!(drift.findings[0].notes[0].contains("interrupted"), "{moment}: {drift:?}");
        if drift.diff.is_empty() {
            assert!(drift.findings[0].message.ends_with("holds traces of a run that was interrupted"), "{moment}: {drift:?}");
        }
    });
}

/// After a kill a hand edit is still one: the journal excuses nothing but what its run wrote.
#[test]
fn killed_and_edited_by_hand() {
    kill_at_every_step(OLD, NEW, |place, moment| {
        place.put("terraform/main.tf", "mine\n");
        let said = place.refused(NEW, false);
        assert!(said.len() == 1 && said[0].starts_with("EN910: `infra/terraform/main.tf` was changed"), "{moment}: {said:?}");
        place.put("terraform/main.tf", "old\n");
        finish(place, OLD, NEW, moment);
    });
}

/// A copy of a place as it stands.
pub(crate) fn copy(place: &Place) -> Place {
    let copy = Place::new();
    for (path, seen) in place.everything() {
        let to = copy.folder().join(&path);
        if path.ends_with('/') {
            std::fs::create_dir(&to).unwrap();
            continue;
        }
        std::fs::write(&to, seen.text).unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&to, std::os::unix::fs::PermissionsExt::from_mode(seen.mode)).unwrap();
    }
    copy
}
