//! What a run refuses: each with its code, and without any change.

use std::fs;
use std::path::Path;

use eksnet::output::write::write;

use crate::support::{Files, Place, with_plan};

const FILES: Files = &[("README.md", "old\n"), ("terraform/main.tf", "old\n"), ("terraform/outputs.tf", "old\n")];
/// What a next run would write.
const NEXT: Files = &[("README.md", "new\n")];

#[test]
fn a_file_in_place_of_the_directory() {
    let place = Place::new();
    fs::write(place.dir(), "mine\n").unwrap();
    assert_eq!(place.refused(FILES, true), ["EN901: `infra` is not a directory"]);
}

#[test]
fn a_file_on_the_way_to_the_directory() {
    let place = Place::new();
    fs::write(place.dir(), "mine\n").unwrap();
    let findings = with_plan(&place.at("below"), FILES, true, write).unwrap_err();
    assert_eq!(findings[0].code.number, 901, "{findings:?}");
}

#[test]
fn no_directory_at_all() {
    let findings = with_plan(Path::new(""), FILES, true, write).unwrap_err();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code.number, 901);
}

#[test]
fn a_file_in_place_of_a_directory_below() {
    let place = Place::new();
    place.put("terraform", "mine\n");
    // Two files belong below it; it is said once.
    assert_eq!(place.refused(FILES, true), ["EN901: `infra/terraform` is not a directory"]);
}

#[test]
fn a_directory_in_place_of_a_file() {
    let place = Place::new();
    fs::create_dir_all(place.at("README.md")).unwrap();
    assert_eq!(place.refused(FILES, true), ["EN911: `infra/README.md` is not a plain file, and a file of eksnet's belongs there"]);
}

#[test]
fn somebody_elses_file_even_when_forced() {
    let place = Place::new();
    place.put("README.md", "mine\n");
    place.put("terraform/main.tf", "mine\n");
    let said = [
        "EN911: `infra/README.md` is not a file of eksnet's, and one belongs there",
        "EN911: `infra/terraform/main.tf` is not a file of eksnet's, and one belongs there",
    ];
    assert_eq!(place.refused(FILES, false), said);
    assert_eq!(place.refused(FILES, true), said);
}

#[test]
fn every_fault_at_once() {
    let place = Place::with(FILES);
    fs::remove_file(place.at(".eksnet.json")).unwrap();
    place.put("README.md", "mine\n");
    fs::remove_dir_all(place.at("terraform")).unwrap();
    fs::write(place.at("terraform"), "mine\n").unwrap();
    assert_eq!(place.refused(FILES, false).len(), 2);
}

#[cfg(unix)]
#[test]
fn symbolic_links() {
    use std::os::unix::fs::symlink;

    // The directory itself, with and without the slash that would follow it; also one that leads nowhere.
    let place = Place::new();
    fs::create_dir(place.folder().join("elsewhere")).unwrap();
    symlink("elsewhere", place.dir()).unwrap();
    assert_eq!(place.refused(FILES, true), ["EN902: `infra` is a symbolic link"]);
    let findings = with_plan(&place.folder().join("infra/"), FILES, true, write).unwrap_err();
    assert_eq!(findings[0].code.number, 902);
    let findings = with_plan(&place.folder().join("infra/."), FILES, true, write).unwrap_err();
    assert_eq!(findings[0].code.number, 902);
    fs::remove_dir(place.folder().join("elsewhere")).unwrap();
    assert_eq!(place.refused(FILES, true), ["EN902: `infra` is a symbolic link"]);

    // A directory below, of files to be written or to be removed.
    let place = Place::with(FILES);
    fs::rename(place.at("terraform"), place.folder().join("elsewhere")).unwrap();
    symlink("../elsewhere", place.at("terraform")).unwrap();
    assert_eq!(place.refused(FILES, true), ["EN902: `infra/terraform` is a symbolic link"]);
    assert_eq!(place.refused(&FILES[..1], true), ["EN902: `infra/terraform` is a symbolic link"]);

    // A file, the manifest, the journal, the lock file.
    for path in ["infra/README.md", "infra/.eksnet.json", "infra/.eksnet.json.next", "eksnet.lock"] {
        let place = Place::with(FILES);
        let link = place.folder().join(path);
        if link.exists() {
            fs::rename(&link, place.folder().join("elsewhere")).unwrap();
        }
        symlink(place.folder().join("elsewhere"), link).unwrap();
        assert_eq!(place.refused(FILES, true), [format!("EN902: `{path}` is a symbolic link")]);
    }

    // A link above the directory is how the user's own disk is made.
    let place = Place::new();
    fs::create_dir(place.folder().join("elsewhere")).unwrap();
    symlink("elsewhere", place.folder().join("work")).unwrap();
    with_plan(&place.folder().join("work/infra"), FILES, false, write).unwrap().unwrap();
    assert!(place.folder().join("elsewhere/infra/README.md").is_file());
}

#[test]
fn a_manifest_that_lists_what_is_outside() {
    let place = Place::with(FILES);
    fs::write(place.folder().join("x"), "old\n").unwrap();
    let manifest = place.read(".eksnet.json");
    for path in ["../x", "/x", "terraform/../../x", "terraform/terraform.tfstate"] {
        place.put(".eksnet.json", &manifest.replace("\"README.md\"", &format!("\"{path}\"")));
        let said = place.refused(FILES, true);
        assert!(
            said.len() == 1 && said[0].starts_with("EN909: `infra/.eksnet.json` was tampered with: ") && said[0].contains(path),
            "{said:?}"
        );
    }
}

#[test]
fn a_manifest_with_a_changed_digest() {
    let place = Place::with(FILES);
    let manifest = place.read(".eksnet.json");
    // The digest of "old\n", as all three files have it, in other forms and for another text.
    let digest = "sha256:01d09d19c2139a46aebfb577780d123d7396e97201bc7ead210a2ebff8239dee";
    assert!(manifest.contains(digest));
    for bad in ["sha256:xyz", "md5:01d0", &digest.to_uppercase()] {
        place.put(".eksnet.json", &manifest.replacen(digest, bad, 1));
        assert!(place.refused(FILES, true)[0].starts_with("EN909: "), "{bad}");
    }
    // A digest of other bytes: then the file counts as edited, and is not overwritten.
    place.put(".eksnet.json", &manifest.replace(digest, &digest.replace("01d0", "0000")));
    let said = place.refused(NEXT, false);
    assert_eq!(said.len(), 3);
    assert!(said.iter().all(|text| text.starts_with("EN910: ")), "{said:?}");
}

#[test]
fn a_manifest_of_a_later_version() {
    let place = Place::with(FILES);
    place.put(".eksnet.json", "{\"version\": 2}");
    assert_eq!(place.refused(FILES, true), ["EN908: `infra/.eksnet.json` is of version 2; this eksnet reads version 1"]);
    fs::remove_file(place.at(".eksnet.json")).unwrap();
    place.put(".eksnet.json.next", "{\"version\": 2}");
    assert_eq!(place.refused(FILES, true), ["EN908: `infra/.eksnet.json.next` is of version 2; this eksnet reads version 1"]);
}

#[test]
fn a_manifest_that_is_none() {
    let place = Place::with(FILES);
    let manifest = place.read(".eksnet.json");
    for text in ["", "{}", "not JSON", &manifest[..manifest.len() / 2], &format!("{manifest}<<<<<<< HEAD\n")] {
        place.put(".eksnet.json", text);
        let said = place.refused(FILES, true);
        assert!(said.len() == 1 && said[0].starts_with("EN907: `infra/.eksnet.json` is no manifest of eksnet's: "), "{said:?}");
    }
    fs::write(place.at(".eksnet.json"), b"\xff\xfe").unwrap();
    assert!(place.refused(FILES, true)[0].starts_with("EN907: "));
}

#[test]
fn a_second_writer() {
    let place = Place::with(FILES);
    let held = fs::File::open(place.dir()).unwrap();
    held.lock().unwrap();
    assert_eq!(place.refused(NEXT, false), ["EN913: another eksnet is writing to `infra`"]);
    held.unlock().unwrap();
    // The lock file's folder counts too: a second run there may give out the same blocks.
    let held = fs::File::open(place.folder()).unwrap();
    held.lock().unwrap();
    assert!(place.refused(NEXT, false)[0].starts_with("EN913: "));
    held.unlock().unwrap();
    place.gen_with(NEXT, false).unwrap();
}

#[test]
fn a_plan_that_another_run_has_overtaken() {
    const OTHER: Files = &[("README.md", "other\n")];
    let place = Place::with(FILES);
    let late = place.plan(NEXT, false, |plan| {
        place.gen_with(OTHER, false).unwrap();
        write(plan)
    });
    let findings = late.unwrap().unwrap_err();
    assert_eq!(findings[0].code.number, 913, "{findings:?}");
    assert_eq!(place.read("README.md"), "other\n");
}

/// The directory and the lock file's folder are the same one: the guard must not stand in its own way.
#[test]
fn the_lock_file_may_stand_in_the_directory() {
    use std::collections::BTreeMap;

    use eksnet::output::job::{Job, LockFile};
    use eksnet::output::plan::plan;

    let place = Place::new();
    let (tree, dir) = (crate::support::tree(FILES), place.dir());
    let lock = Some(LockFile { path: dir.join("eksnet.lock"), text: "schema = 1\n".to_owned() });
    let job = Job { dir: &dir, tree: &tree, inputs: BTreeMap::new(), lock, force: false };
    assert!(write(&plan(&job).unwrap()).unwrap().lock_written);
    assert!(plan(&job).unwrap().is_clean());
}

/// Root may write anywhere, so a process of another user has to try.
#[cfg(unix)]
#[test]
fn directories_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt as _;

    let place = Place::with(FILES);
    let chmod = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    chmod(place.folder(), 0o755);
    chmod(&place.dir(), 0o555);
    let root = fs::write(place.at("try"), "").is_ok();
    let _ = fs::remove_file(place.at("try"));
    let before = place.everything();
    let said = if root {
        let Some(said) = crate::crash::as_nobody(&place) else {
            println!("skipped: this process may write anywhere and cannot become another user");
            return;
        };
        said
    } else {
        place.refused(NEXT, false).concat()
    };
    assert_eq!(place.everything(), before);
    assert!(said.contains("EN903: cannot make "), "{said}");
    assert!(said.contains(".eksnet.json.next.eksnet-tmp`: Permission denied"), "{said}");
    chmod(&place.dir(), 0o755);
}
