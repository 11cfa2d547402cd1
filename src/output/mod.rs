//! From the in-memory tree to the disk: compare ([`plan`]), show ([`diff`], [`check`]), write ([`write`]). Alone with
//! [`cli`](crate::cli) to touch the disk; nothing is printed here.
//!
//! ```text
//! targets::tree::Tree + directory --plan::plan--> Plan --diff::of--------> unified diff        (--diff, --dry-run)
//!                                                    \--check::drift----> Drift or None       (--check)
//!                                                     \--write::write---> Written             (nothing asked)
//! ```

pub mod check;
pub mod codes;
pub mod diff;
pub mod digest;
pub mod disk;
pub mod faults;
pub mod guard;
pub mod hook;
pub mod job;
pub mod manifest;
pub mod mutate;
pub mod names;
pub mod owned;
pub mod plan;
pub mod stage;
pub mod write;
