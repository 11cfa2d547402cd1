//! What a rule is.

use crate::diag::code::Code;
use crate::diag::sink::Sink;
use crate::model::network::Reading;

/// A rule: its code, its manual, its judgement.
pub struct Rule {
    /// Number, name, severity.
    pub code: &'static Code,
    /// `explain.md`.
    pub manual: &'static str,
    /// Who finds it.
    pub check: Check,
}

/// Who finds what a rule is about.
pub enum Check {
    /// A judgement of the model. It stays silent about what [`Reading::faults`] touch.
    Model(fn(&Reading, &mut Sink)),
    /// A judgement of the model whose level cannot be changed, because what it finds cannot be generated.
    Limit(fn(&Reading, &mut Sink)),
    /// Found while the file is read, by `config` or `model`; its level cannot be changed, because there is no model without it.
    Reading,
    /// Found by the command line, before there is a text.
    Command,
}
