//! The disk is full from any one moment on: nothing was changed, or each file is whole and the next run completes the work.

use crate::crash::{End, NEW, NONE, OLD, OTHER, assert_complete, assert_whole, copy, place_with, run};

#[test]
fn full_at_every_step() {
    for first in [NONE, OLD] {
        let (mut untouched, mut halfway) = (0, 0);
        for n in 1.. {
            let (place, moment) = (place_with(first), format!("full from allocation {n}"));
            let before = place.everything();
            match run(&place, NEW, &[("ENOSPC_AFTER", n)]) {
                End::Killed => panic!("{moment}: nobody killed it"),
                End::Done { .. } => break,
                End::Refused(why) => {
                    assert!(why.starts_with("EN904: cannot "), "{moment}: {why}");
                    if why.contains("nothing was changed") {
                        assert_eq!(place.everything(), before, "{moment}");
                        untouched += 1;
                    } else {
                        assert!(why.contains("every file is whole") && why.contains("the next run finishes the work"), "{moment}: {why}");
                        halfway += 1;
                    }
                    assert_whole(&place, &[first, NEW], &moment);
                    place.gen_with(NEW, false).unwrap();
                    assert_complete(&place, first, NEW, &moment);
                }
            }
        }
        // Every new file takes at least two allocations before the first rename.
        assert!(untouched > 10 && halfway > 4, "{untouched} untouched, {halfway} half-way");
    }
}

/// The full disk meets a run that has a killed one's work to finish.
#[test]
fn killed_then_full() {
    for n in 1.. {
        let place = place_with(OLD);
        if !matches!(run(&place, NEW, &[("DIE_AFTER", n)]), End::Killed) {
            break;
        }
        for m in (1 + n % 3..).step_by(3) {
            let (again, moment) = (copy(&place), format!("killed before change {n}, then full from allocation {m}"));
            let End::Refused(why) = run(&again, OTHER, &[("ENOSPC_AFTER", m)]) else { break };
            assert!(why.starts_with("EN904: "), "{moment}: {why}");
            assert_whole(&again, &[OLD, NEW, OTHER], &moment);
            let written = again.gen_with(OTHER, false).unwrap_or_else(|findings| panic!("{moment}: {findings:?}"));
            // The run that failed has not finished the killed one's work, so it is still to be said.
            assert!(written.finished_earlier_run || !place.at(".eksnet.json.next").exists(), "{moment}");
            assert_complete(&again, OLD, OTHER, &moment);
        }
    }
}

/// A real one: a file system of two pages, which only the child sees.
#[cfg(target_os = "linux")]
#[test]
fn truly_full() {
    let place = crate::support::Place::new();
    let shell = "mount -t tmpfs -o size=8k tmpfs \"$1\" || exit 9; folder=$1; shift; \"$@\"; echo \"@left $(ls -A \"$folder\")\"";
    let output = crate::crash::in_shell(shell, &place, NEW);
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        println!("skipped: no file system can be mounted here");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("@refused EN904: cannot write `") && said.contains("No space left on device"), "{said}");
    assert!(said.contains("nothing was changed"), "{said}");
    assert!(said.ends_with("@left \n"), "{said}");
}
