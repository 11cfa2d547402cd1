//! The output layer against a real disk: what it does, what it refuses, and what is left when it is killed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod crash;
mod full_disk;
mod refusals;
mod support;
mod verdicts;
