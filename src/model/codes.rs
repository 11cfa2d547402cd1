//! Codes of findings about single values, and about the lock file. Their manuals stand in `src/rules/<name>/`.

use crate::diag::code::{Code, FailsAt, Severity};

const fn code(number: u16, name: &'static str, fails_at: FailsAt, rulebook: &'static [&'static str]) -> Code {
    Code { number, name, severity: Severity::Error, fails_at, rulebook }
}

/// The lock file cannot be understood.
pub static LOCK_CORRUPT: Code = code(110, "lock-corrupt", FailsAt::Never, &[]);
/// The lock file is of a later eksnet.
pub static LOCK_NEWER: Code = code(111, "lock-newer", FailsAt::Never, &[]);
/// `--locked`, and the lock file would change.
pub static LOCK_OUT_OF_DATE: Code = code(112, "lock-out-of-date", FailsAt::Never, &[]);
/// An edit would make AWS replace what it never changes in place.
pub static LOCK_CONFLICT: Code = code(113, "replaces-what-is-there", FailsAt::Apply, &["E5", "S8"]);
/// A name that AWS or Kubernetes refuses.
pub static INVALID_NAME: Code = code(120, "invalid-name", FailsAt::Apply, &["L2", "L6", "C21"]);
/// An id of another form than AWS gives out.
pub static INVALID_ID: Code = code(121, "invalid-id", FailsAt::Apply, &["S9", "C25"]);
/// A zone that is not given by its full name.
pub static INVALID_ZONE: Code = code(122, "invalid-zone", FailsAt::Boot, &["C23", "C30", "L1", "S7"]);
/// A Region that AWS does not have.
pub static UNKNOWN_REGION: Code = code(123, "unknown-region", FailsAt::Plan, &["L1"]);
/// A zone of another Region than the cluster's.
pub static ZONE_OUTSIDE_REGION: Code = code(124, "zone-outside-region", FailsAt::Apply, &["L1"]);
/// A number outside its range.
pub static OUT_OF_RANGE: Code = code(125, "out-of-range", FailsAt::Apply, &[]);
/// Not a setting of aws-node.
pub static UNKNOWN_CNI_SETTING: Code = code(126, "unknown-cni-setting", FailsAt::Apply, &["C32"]);
/// A setting of aws-node that follows from other keys.
pub static DERIVED_CNI_SETTING: Code = code(127, "derived-cni-setting", FailsAt::Boot, &["C1", "C2", "C13"]);
/// A value that the setting of aws-node does not take.
pub static INVALID_CNI_SETTING: Code = code(128, "invalid-cni-setting", FailsAt::Runtime, &["C32"]);
/// A version of another form than the thing has.
pub static INVALID_VERSION: Code = code(129, "invalid-version", FailsAt::Apply, &["L8"]);
/// Keys that exclude each other.
pub static CONFLICTING_KEYS: Code = code(130, "conflicting-keys", FailsAt::Never, &[]);
/// A key that is needed because of another one.
pub static MISSING_COMPANION: Code = code(131, "missing-companion", FailsAt::Never, &[]);
/// A text that cannot be a tag, label or taint.
pub static INVALID_TAG: Code = code(132, "invalid-tag", FailsAt::Apply, &["L4", "L7"]);
/// Not an IAM ARN.
pub static INVALID_ARN: Code = code(133, "invalid-arn", FailsAt::Apply, &[]);
/// The same thing given twice.
pub static DUPLICATE: Code = code(134, "duplicate", FailsAt::Apply, &[]);
/// Not an IPv4 block.
pub static INVALID_CIDR: Code = code(201, "invalid-cidr", FailsAt::Plan, &["V2"]);
/// A block with host bits.
pub static CIDR_HOST_BITS: Code = code(202, "cidr-host-bits", FailsAt::Plan, &["V2"]);
/// A prefix length that no IPv4 block has.
pub static CIDR_PREFIX_LENGTH: Code = code(204, "cidr-prefix-length", FailsAt::Plan, &["V1"]);
/// An address with leading zeros.
pub static CIDR_LEADING_ZEROS: Code = code(205, "cidr-leading-zeros", FailsAt::Plan, &["V2"]);
/// Nothing left to carve from.
pub static NO_ROOM_TO_CARVE: Code = code(408, "no-room-to-carve", FailsAt::Apply, &["S1"]);
/// A zone that the cluster needs is gone from the file.
pub static ZONE_REMOVED: Code = code(409, "zone-removed", FailsAt::Apply, &["S8"]);
