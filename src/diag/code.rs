//! Codes: the stable identity of a kind of finding.

use std::fmt;

use serde::Serialize;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// An explained fact: nothing to do.
    Note,
    /// Works, but not as the author would expect.
    Warning,
    /// Refused: nothing is written.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// The later moment at which the mistake would have shown itself without eksnet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FailsAt {
    /// `terraform plan` refuses it.
    Plan,
    /// An AWS call refuses it during `terraform apply`.
    Apply,
    /// Nodes do not become ready.
    Boot,
    /// Pods or traffic fail, perhaps weeks later.
    Runtime,
    /// Nobody ever says so.
    Never,
}

impl FailsAt {
    /// The sentence for people.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Plan => "`terraform plan` would have stopped here",
            Self::Apply => "AWS would have refused this during `terraform apply`",
            Self::Boot => "nodes would not have become ready",
            Self::Runtime => "this would have shown only at run time",
            Self::Never => "nothing would ever have said so",
        }
    }
}

/// A kind of finding. Its number is never used again for another one.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Number after `EN`. 1xx syntax and schema, 2xx CIDR arithmetic, 3xx AWS limits and names, 4xx subnets and routes,
    /// 5xx CNI, 6xx nodes, 7xx connected networks and egress, 8xx combinations, 9xx output and drift.
    pub number: u16,
    /// Kebab-case name; reads well after "allow".
    pub name: &'static str,
    /// Severity unless `[checks]` says otherwise.
    pub severity: Severity,
    /// When it would have failed without eksnet.
    pub fails_at: FailsAt,
    /// Entries of the rule book that it enforces, such as `V6`.
    pub rulebook: &'static [&'static str],
}

impl Code {
    /// What would have become of the mistake without eksnet, for people. What is wrong with the form of eksnet's own files,
    /// and what eksnet does not generate, has no such later moment.
    pub fn consequence(&self) -> &'static str {
        match (self.number / 100, self.fails_at) {
            (1, FailsAt::Never) => "a fault of the file itself",
            (8, FailsAt::Never) => "a limit of this version of eksnet",
            (_, moment) => moment.sentence(),
        }
    }

    /// Where the manual of this code stands.
    pub fn url(&self) -> String {
        format!("https://github.com/eksnet/eksnet/blob/main/docs/rules/{}.md", self.name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EN{:03}", self.number)
    }
}
