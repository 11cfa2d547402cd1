//! Bad input on the command line: a clear coded error, a status that means something, and nothing written.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use common::{eksnet, names, root, scratch, stderr, stdout};
use proptest::prelude::*;

/// A file that passes, to spoil.
fn base() -> String {
    fs::read_to_string(root().join("tests/rules/base.toml")).expect("base.toml")
}

/// The base file with one text instead of another.
fn spoilt(old: &str, new: &str) -> String {
    let base = base();
    assert!(base.contains(old), "{old:?} is not in base.toml");
    base.replacen(old, new, 1)
}

/// The program in a folder.
fn in_folder(folder: &Path, arguments: &[&str]) -> Output {
    eksnet().current_dir(folder).args(arguments).output().expect("eksnet runs")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn diagnostics(output: &Output) -> Vec<serde_json::Value> {
    let json: serde_json::Value = serde_json::from_str(&stdout(output)).unwrap_or_else(|error| panic!("{error}: {}", stdout(output)));
    json["diagnostics"].as_array().expect("a list").clone()
}

fn codes(output: &Output) -> Vec<String> {
    diagnostics(output).iter().map(|finding| finding["code"].as_str().expect("a code").to_owned()).collect()
}

/// What stands in a folder, with its bytes.
fn content(folder: &Path) -> Vec<(String, Vec<u8>)> {
    names(folder).into_iter().map(|name| (name.clone(), fs::read(folder.join(&name)).unwrap_or_default())).collect()
}

/// A bad input, and what must come of it.
struct Bad<'a> {
    toml: &'a [u8],
    lock: Option<&'a str>,
    /// Every finding, in order.
    codes: &'a [&'a str],
    /// A part of what people read.
    says: &'a str,
}

/// `check` and `gen` say the same, exit with 1, and leave the folder as it was.
fn refuses(bad: &Bad<'_>) {
    let dir = scratch();
    fs::write(dir.path().join("eksnet.toml"), bad.toml).expect("written");
    if let Some(lock) = bad.lock {
        fs::write(dir.path().join("eksnet.lock"), lock).expect("written");
    }
    let before = content(dir.path());
    let json = in_folder(dir.path(), &["check", "--format", "json"]);
    assert_eq!(codes(&json), bad.codes, "{}", stdout(&json));
    assert_eq!(status(&json), 1, "{}", stdout(&json));
    for arguments in [&["check"][..], &["gen", "--out", "infra"], &["gen", "--out", "infra", "--force"]] {
        let output = in_folder(dir.path(), arguments);
        let text = stderr(&output);
        assert_eq!(status(&output), 1, "{arguments:?}: {text}");
        for code in bad.codes {
            assert!(text.contains(&format!("[{code}]")), "{arguments:?} does not show {code}: {text}");
        }
        assert!(text.contains(bad.says), "{arguments:?} does not say {:?}: {text}", bad.says);
        assert_eq!(content(dir.path()), before, "{arguments:?} changed the folder");
    }
}

#[test]
fn a_file_that_is_not_there() {
    let dir = scratch();
    let output = in_folder(dir.path(), &["check", "nowhere.toml"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("error[EN109]: there is no file `nowhere.toml`"), "{}", stderr(&output));
    assert!(stderr(&output).ends_with("nowhere.toml: 1 error\n"), "{}", stderr(&output));
    let output = in_folder(dir.path(), &["gen", "--config", "nowhere.toml", "--out", "infra"]);
    assert_eq!(status(&output), 1);
    assert!(names(dir.path()).is_empty());
    let json = in_folder(dir.path(), &["check", "nowhere.toml", "--format", "json"]);
    assert_eq!(codes(&json), ["EN109"]);
    assert_eq!(diagnostics(&json)[0]["file"], "nowhere.toml");
}

#[test]
fn no_file_here_or_above() {
    let dir = scratch();
    let output = in_folder(dir.path(), &["check"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("there is no `eksnet.toml` here or above"), "{}", stderr(&output));
}

#[test]
fn a_folder_instead_of_a_file() {
    let dir = scratch();
    fs::create_dir(dir.path().join("eksnet.toml")).expect("made");
    let output = in_folder(dir.path(), &["check", "eksnet.toml"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("`eksnet.toml` is a folder, not a file"), "{}", stderr(&output));
}

#[test]
fn not_utf8() {
    refuses(&Bad { toml: b"schema = 1\n# caf\xe9\n", lock: None, codes: &["EN107"], says: "line 2 has bytes that are no character" });
    refuses(&Bad { toml: &[0xff, 0xfe, b's', 0], lock: None, codes: &["EN107"], says: "save the file as UTF-8" });
}

#[test]
fn empty_files() {
    for toml in ["", "\n", " \t\r\n\n"] {
        refuses(&Bad { toml: toml.as_bytes(), lock: None, codes: &["EN108"], says: "the file is empty" });
    }
}

#[test]
fn broken_toml_several_errors_at_once() {
    let toml = "schema = 1\n[cluster]\nname = shop\nregion = \"eu-west-1\nkubernetes_version = \"1.34\"\n[vpc\n[pods]\nstrategy = [\"eniconfig\"\n";
    refuses(&Bad {
        toml: toml.as_bytes(),
        lock: None,
        codes: &["EN101", "EN101", "EN101", "EN101"],
        says: "`shop` is neither a number, nor `true` or `false`, nor in quotes",
    });
}

#[test]
fn names_given_twice() {
    let twice = format!("{}\n[zones.eu-west-1a]\n", base());
    refuses(&Bad { toml: twice.as_bytes(), lock: None, codes: &["EN101"], says: "the table `[zones.eu-west-1a]` is given twice" });
    let twice = spoilt("name = \"shop\"", "name = \"shop\"\nname = \"store\"");
    refuses(&Bad { toml: twice.as_bytes(), lock: None, codes: &["EN101"], says: "the key `name` is given twice" });
}

#[test]
fn unknown_keys_several_at_once() {
    let toml = spoilt("[vpc]", "[vpc]\nsecondry_cidrs = []\ncolour = 1").replace("[pods]", "[pods]\nstrategie = \"x\"") + "\n[cnii]\n";
    refuses(&Bad { toml: toml.as_bytes(), lock: None, codes: &["EN102"; 4], says: "did you mean `secondary_cidrs`?" });
}

#[test]
fn wrong_types_several_at_once() {
    let toml = spoilt("\"1.34\"", "1.34").replace("[\"100.64.0.0/16\"]", "\"100.64.0.0/16\"").replace("prefix = 19", "prefix = \"19\"");
    refuses(&Bad {
        toml: toml.as_bytes(),
        lock: None,
        codes: &["EN103"; 3],
        says: "`cluster.kubernetes_version` is a fraction, not a string",
    });
}

#[test]
fn five_bad_blocks_are_five_findings() {
    let toml = spoilt("\"10.40.0.0/16\"", "\"10.40.0.0\"")
        .replace("[\"100.64.0.0/16\"]", "[\"100.64.0.1/16\", \"100.65.0.0/33\", \"0100.66.0.0/16\"]")
        + "\n[connected.office]\nvia = \"vpn\"\ncidrs = [\"10.300.0.0/16\"]\n";
    refuses(&Bad {
        toml: toml.as_bytes(),
        lock: None,
        codes: &["EN201", "EN202", "EN204", "EN205", "EN201"],
        says: "`100.64.0.1/16` has host bits: the network is `100.64.0.0/16`",
    });
}

#[test]
fn an_impossible_block() {
    let toml = spoilt("\"10.40.0.0/16\"", "\"10.40.0.0/99\"");
    refuses(&Bad { toml: toml.as_bytes(), lock: None, codes: &["EN204"], says: "above 32" });
}

#[test]
fn unknown_regions_and_zones() {
    let toml = spoilt("region = \"eu-west-1\"", "region = \"eu-west-9\"");
    refuses(&Bad { toml: toml.as_bytes(), lock: None, codes: &["EN123"], says: "AWS has no Region `eu-west-9`" });
    let toml = spoilt("[zones.eu-west-1b]", "[zones.eu-west-1z]");
    refuses(&Bad { toml: toml.as_bytes(), lock: None, codes: &["EN122"], says: "Region `eu-west-1` has no zone `eu-west-1z`" });
    let toml = spoilt("[zones.eu-west-1b]", "[zones.b]");
    refuses(&Bad { toml: toml.as_bytes(), lock: None, codes: &["EN122"], says: "write `[zones.eu-west-1b]`" });
}

#[test]
fn an_unknown_instance_type() {
    let toml = base() + "\n[nodes.general]\nkind = \"managed\"\ninstance_types = [\"m6i.huge\"]\nmin = 1\nmax = 2\n";
    refuses(&Bad { toml: toml.as_bytes(), lock: None, codes: &["EN606"], says: "`m6i.huge` is not an instance type of AWS" });
}

#[test]
fn lock_files_that_cannot_be_believed() {
    let toml = base();
    let bad = |lock, codes, says| refuses(&Bad { toml: toml.as_bytes(), lock: Some(lock), codes, says });
    bad("<<<<<<< HEAD\nschema = 1\n", &["EN110"], "the lock file cannot be understood");
    bad("", &["EN110"], "it has no `schema`");
    bad("schema = 1\n[zones.eu-west-1a]\nnode = \"10.40.0.9/24\"\n", &["EN110"], "it is not an IPv4 block");
    bad("schema = 2\n", &["EN111"], "use the eksnet that wrote it, or a newer one");
}

#[test]
fn a_lock_file_that_is_a_folder() {
    let dir = scratch();
    fs::write(dir.path().join("eksnet.toml"), base()).expect("written");
    fs::create_dir(dir.path().join("eksnet.lock")).expect("made");
    let output = in_folder(dir.path(), &["gen", "--out", "infra"]);
    assert_eq!(status(&output), 1, "{}", stderr(&output));
    assert!(stderr(&output).contains("`eksnet.lock` is a folder, not a file"), "{}", stderr(&output));
    assert!(!dir.path().join("infra").exists());
}

#[test]
fn the_status_says_what_happened() {
    let dir = scratch();
    let file = dir.path().join("eksnet.toml");
    fs::write(&file, base()).expect("written");
    assert_eq!(status(&in_folder(dir.path(), &["check"])), 0);
    // A warning is no reason to stop.
    fs::write(&file, base() + "\n[cni]\nwarm_ip_target = 2\n").expect("written");
    let output = in_folder(dir.path(), &["check"]);
    assert_eq!((status(&output), stderr(&output).contains("warning[EN501]")), (0, true), "{}", stderr(&output));
    // Unless the file says that it is.
    fs::write(&file, base() + "\n[cni]\nwarm_ip_target = 2\n[checks]\nwarm-ip-without-minimum = \"deny\"\n").expect("written");
    let output = in_folder(dir.path(), &["check"]);
    assert_eq!((status(&output), stderr(&output).contains("error[EN501]")), (1, true), "{}", stderr(&output));
    // A call that cannot be understood is no finding.
    for arguments in [&["chekc"][..], &["check", "--format", "xml"], &["gen"], &["check", "a", "b"], &["explain", "EN999"]] {
        assert_eq!(status(&in_folder(dir.path(), arguments)), 2, "{arguments:?}");
    }
}

#[test]
fn json_keeps_its_shape() {
    let dir = scratch();
    fs::write(dir.path().join("eksnet.toml"), spoilt("[\"100.64.0.0/16\"]", "[\"10.40.128.0/17\"]")).expect("written");
    let output = in_folder(dir.path(), &["check", "--format", "json"]);
    assert_eq!((status(&output), stderr(&output).as_str()), (1, ""));
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(json["version"], 1);
    let finding = &json["diagnostics"][0];
    let expected = [
        ("code", serde_json::json!("EN203")),
        ("name", serde_json::json!("cidr-overlap")),
        ("severity", serde_json::json!("error")),
        ("message", serde_json::json!("`10.40.128.0/17` overlaps `10.40.0.0/16` of the same VPC")),
        ("file", serde_json::json!("eksnet.toml")),
        ("line", serde_json::json!(14)),
        ("column", serde_json::json!(20)),
        ("end_line", serde_json::json!(14)),
        ("end_column", serde_json::json!(36)),
        ("fails_at", serde_json::json!("apply")),
    ];
    for (key, value) in expected {
        assert_eq!(finding[key], value, "{key}");
    }
    assert!(finding["url"].as_str().is_some_and(|url| url.ends_with("/cidr-overlap.md")));
    assert!(finding["help"].is_string());
    let labels = finding["labels"].as_array().expect("labels");
    assert_eq!(labels.len(), 2);
    assert_eq!((&labels[1]["line"], &labels[1]["primary"]), (&serde_json::json!(13), &serde_json::json!(false)));
    // A clean file has the same shape.
    fs::write(dir.path().join("eksnet.toml"), base()).expect("written");
    assert!(codes(&in_folder(dir.path(), &["check", "--format", "json"])).is_empty());
}

#[test]
fn short_form_stands_alone_on_each_line() {
    let output = eksnet().args(["check", "--format", "short", "src/rules/invalid_cidr/fail.toml"]).output().expect("eksnet runs");
    let text = stdout(&output);
    assert_eq!(text.lines().count(), 5, "{text}");
    for line in text.lines() {
        assert!(line.starts_with("src/rules/invalid_cidr/fail.toml:") && line.contains(": error[EN201]: "), "{line}");
    }
}

#[test]
fn standard_input() {
    let dir = scratch();
    for (text, expected) in [(base(), 0), (spoilt("\"10.40.0.0/16\"", "\"10.40.0.1/16\""), 1)] {
        let mut child = piped(eksnet().current_dir(dir.path()).args(["check", "-"]));
        child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("written");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(status(&output), expected, "{}", stderr(&output));
        assert!(stderr(&output).contains("<stdin>"), "{}", stderr(&output));
    }
    assert!(names(dir.path()).is_empty());
}

fn piped(command: &mut Command) -> std::process::Child {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("eksnet runs")
}

#[test]
fn the_nearest_file_above() {
    let dir = scratch();
    fs::write(dir.path().join("eksnet.toml"), spoilt("\"10.40.0.0/16\"", "\"10.40.0.1/16\"")).expect("written");
    let below = dir.path().join("clusters/shop");
    fs::create_dir_all(&below).expect("made");
    let output = in_folder(&below, &["check"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("--> ../../eksnet.toml:13:8"), "{}", stderr(&output));
    // One that is nearer wins.
    fs::write(below.join("eksnet.toml"), base()).expect("written");
    assert_eq!(status(&in_folder(&below, &["check"])), 0);
}

#[test]
fn colours_never_without_a_terminal() {
    for variables in [&[][..], &[("NO_COLOR", "1")], &[("NO_COLOR", "1"), ("TERM", "xterm-256color")], &[("TERM", "dumb")]] {
        let output = eksnet().args(["check", "src/rules/invalid_cidr/fail.toml"]).envs(variables.iter().copied()).output().expect("runs");
        assert!(!output.stderr.contains(&0x1b) && !output.stdout.contains(&0x1b), "{variables:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    for arguments in [&["explain", "--list"][..], &["check", "--format", "json", "src/rules/invalid_cidr/fail.toml"], &["schema"]] {
        let mut child = piped(eksnet().args(arguments));
        drop(child.stdout.take());
        drop(child.stdin.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(stderr(&output), "", "{arguments:?}");
        assert!(matches!(status(&output), 0 | 1), "{arguments:?}: {}", status(&output));
    }
}

/// Spans lie inside the text that they point into, and on character boundaries.
fn sound(text: &str, diagnostics: &[eksnet::diag::diagnostic::Diagnostic]) {
    for finding in diagnostics {
        for span in finding.labels.iter().map(|label| &label.span).chain(finding.patch.iter().map(|patch| &patch.span)) {
            assert!(span.start <= span.end && span.end <= text.len(), "{}: {span:?} of {}", finding.code, text.len());
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{}: {span:?}", finding.code);
        }
    }
}

/// Reads a text as the program does, as far as it goes, and renders what was found in every form.
fn read(text: &str) -> Vec<eksnet::diag::diagnostic::Diagnostic> {
    use eksnet::diag::render::{human, json, short};
    use eksnet::diag::sink::Sink;
    use eksnet::diag::source::{Source, Sources};
    let mut sink = Sink::new();
    if let Some(raw) = eksnet::config::load::parse(text, &mut sink) {
        let reading = eksnet::model::build::model::build(&raw, None, &mut sink);
        eksnet::rules::run::run(&reading, &mut sink);
    }
    let found = sink.into_sorted();
    let sources = Sources { config: Source { name: "eksnet.toml".to_owned(), text: text.to_owned() }, lock: None };
    human::render(&found, &sources, human::Style { colour: false, width: 100 });
    json::render(&found, &sources);
    short::render(&found, &sources);
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any bytes at all.
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(text) = eksnet::config::load::text_of(bytes, "eksnet.toml") {
            sound(&text, &read(&text));
        }
    }

    /// Characters that mean something in TOML, and some that are more than a byte.
    #[test]
    fn toml_like_texts_never_panic(text in "[a-z=\\[\\]{}\"'#.,0-9 \n\\\\é𝄞-]{0,200}") {
        sound(&text, &read(&text));
    }

    /// A good file with one piece cut out and another put in: close to what people do.
    #[test]
    fn spoilt_files_never_panic(at in 0usize..700, len in 0usize..40, put in "[a-z0-9=\\[\\]\"./\n é-]{0,12}") {
        let base = base();
        let boundary = |mut at: usize| { while !base.is_char_boundary(at) { at -= 1; } at };
        let start = boundary(at.min(base.len()));
        let end = boundary((start + len).min(base.len()));
        let text = format!("{}{put}{}", &base[..start], &base[end.max(start)..]);
        sound(&text, &read(&text));
    }

    /// A lock file of any content is read or refused.
    #[test]
    fn arbitrary_locks_never_panic(text in "(schema = [0-9]\n)?[a-z=\\[\\]\"'./0-9 \n_-]{0,120}") {
        if let Err(finding) = eksnet::model::lock::Lock::parse(&text) {
            sound(&text, &[finding]);
        }
    }
}
