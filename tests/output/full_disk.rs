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
        for m in 1.. {
            let (again, moment) = (copy(&place), format!("killed before change {n}, then full from allocation {m}"));
            let End::Refused(why) = run(&again, OTHER, &[("ENOSPC_AFTER", m)]) else { break };
            assert!(why.starts_with("EN904: "), "{moment}: {why}");
            assert_whole(&again, &[OLD, NEW, OTHER], &moment);
            again.gen_with(OTHER, false).unwrap_or_else(|findings| panic!("{moment}: {findings:?}"));
            assert_complete(&again, OLD, OTHER, &moment);
        }
    }
}
