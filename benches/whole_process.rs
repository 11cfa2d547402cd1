//! The whole process as a user starts it, beside `cp -r` of the tree that it writes. `cargo bench` builds it for release.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a test stops at the first thing that is not as it should be")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Counted runs of each command; one more comes first and is not counted.
const RUNS: usize = 40;

fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().expect("temporary folder");
    fs::copy(root.join("examples/managed-and-spot/eksnet.toml"), dir.path().join("eksnet.toml")).expect("copied");
    let eksnet = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_eksnet"));
        command.args(args).current_dir(dir.path()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let fresh = || {
        let _ = fs::remove_dir_all(dir.path().join("infra"));
    };
    let copy = || {
        let mut command = Command::new("cp");
        command.args(["-r", "infra", "copy"]).current_dir(dir.path());
        command
    };
    println!("examples/managed-and-spot, {RUNS} runs each, milliseconds (minimum, median, maximum)");
    measure("eksnet check", || {}, || eksnet(&["check"]));
    let written = measure("eksnet gen, nothing there", fresh, || eksnet(&["gen", "--out", "infra"]));
    measure("eksnet gen, nothing to do", || {}, || eksnet(&["gen", "--out", "infra"]));
    measure("eksnet gen --check", || {}, || eksnet(&["gen", "--out", "infra", "--check"]));
    let no_copy = || {
        let _ = fs::remove_dir_all(dir.path().join("copy"));
    };
    let copied = measure("cp -r of the same tree", no_copy, copy);
    println!("gen to cp -r: {:.2}", written.as_secs_f64() / copied.as_secs_f64());
}

/// Prints and gives the median.
fn measure(name: &str, prepare: impl Fn(), command: impl Fn() -> Command) -> Duration {
    let mut times: Vec<Duration> = (0..=RUNS)
        .map(|_| {
            prepare();
            let start = Instant::now();
            let status = command().status().expect("it runs");
            let elapsed = start.elapsed();
            assert!(status.success(), "{name} failed");
            elapsed
        })
        .skip(1)
        .collect();
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{name:<28} {:>7.2} {:>7.2} {:>7.2}", ms(times[0]), ms(times[RUNS / 2]), ms(times[RUNS - 1]));
    times[RUNS / 2]
}
