//! A new cluster that nobody could use.

use crate::diag::code::{Code, FailsAt, Severity};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::model::network::Reading;
use crate::rules::rule::{Check, Rule};

static CODE: Code = Code { number: 304, name: "no-access-entry", severity: Severity::Error, fails_at: FailsAt::Runtime, rulebook: &[] };

/// The rule.
pub static RULE: Rule = Rule { code: &CODE, manual: include_str!("explain.md"), check: Check::Model(check) };

fn check(reading: &Reading, sink: &mut Sink) {
    let cluster = &reading.model.cluster;
    if cluster.new_cluster().is_none_or(|new| !new.access.is_empty()) || reading.faults.touch("access") {
        return;
    }
    let account = cluster.account_id.as_ref().map_or_else(|| "111122223333".to_owned(), |id| id.value.to_string());
    sink.push(Diagnostic::new(&CODE, "nobody could use the new cluster").at(&cluster.span, "it has no access entry").help(format!(
        "add `[access.platform]` with `principal_arn = \"arn:aws:iam::{account}:role/…\"` and \
                 `policy = \"AmazonEKSClusterAdminPolicy\"`"
    )));
}
