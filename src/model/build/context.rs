//! What all builders share: the sink, the faults, and parsers that report.

use std::collections::BTreeMap;

use crate::config::raw::RawList;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::sink::Sink;
use crate::diag::span::{Sp, Span};
use crate::model::cidr::{Cidr, CidrError};
use crate::model::codes::{
    CIDR_HOST_BITS, CIDR_LEADING_ZEROS, CIDR_PREFIX_LENGTH, DUPLICATE, INVALID_CIDR, INVALID_ID, INVALID_NAME, MISSING_COMPANION,
    OUT_OF_RANGE,
};
use crate::model::fault::Faults;
use crate::model::ids::AwsId;
use crate::model::names::Name;

/// Carries findings and faults through the builders.
pub struct Context<'a> {
    /// Receives findings.
    pub sink: &'a mut Sink,
    /// Receives the paths of refused keys.
    pub faults: Faults,
}

impl Context<'_> {
    /// Reports a value and marks its key as refused.
    pub fn refuse(&mut self, path: &str, finding: Diagnostic) {
        self.sink.push(finding);
        self.faults.add(path);
    }

    /// An IPv4 block.
    pub fn cidr(&mut self, text: &Sp<String>, path: &str) -> Option<Sp<Cidr>> {
        let written = &text.value;
        let error = match Cidr::parse(written) {
            Ok(cidr) => return Some(Sp::new(cidr, text.span.clone())),
            Err(error) => error,
        };
        let finding = match error {
            CidrError::HostBits(canonical) => {
                Diagnostic::new(&CIDR_HOST_BITS, format!("`{written}` has host bits: the network is `{canonical}`"))
                    .at(&text.span, "AWS would quietly use the network; Terraform refuses it")
                    .help(format!("write `{canonical}`"))
                    .patch(&text.span, format!("\"{canonical}\""), true)
            }
            CidrError::LeadingZeros(octet) => {
                let decimal = written.replacen(&octet, octet.trim_start_matches('0').get(..).filter(|s| !s.is_empty()).unwrap_or("0"), 1);
                Diagnostic::new(&CIDR_LEADING_ZEROS, format!("`{written}` has a leading zero in `{octet}`"))
                    .at(&text.span, "some programs read it as octal, Terraform not at all")
                    .help(format!("write `{decimal}`"))
                    .patch(&text.span, format!("\"{decimal}\""), false)
            }
            CidrError::PrefixLength(length) => {
                Diagnostic::new(&CIDR_PREFIX_LENGTH, format!("`{written}` has the prefix length `{length}`, above 32"))
                    .at(&text.span, "")
                    .help("a prefix length is a number from 0 to 32")
            }
            CidrError::Ipv6 => Diagnostic::new(&INVALID_CIDR, format!("`{written}` is an IPv6 block, not an IPv4 one"))
                .at(&text.span, "")
                .help("write an IPv4 block, such as `10.0.0.0/16`"),
            CidrError::Syntax(why) => {
                let finding = Diagnostic::new(&INVALID_CIDR, format!("`{written}` is not an IPv4 block")).at(&text.span, why);
                finding.help("write four numbers and a prefix length, such as `10.0.0.0/16`")
            }
        };
        self.refuse(path, finding);
        None
    }

    /// The blocks of a list; a block given twice is reported.
    pub fn cidrs(&mut self, list: &RawList, path: &str) -> Vec<Sp<Cidr>> {
        // Lists of connected networks can be long.
        let mut first: BTreeMap<Cidr, Span> = BTreeMap::new();
        let mut blocks = Vec::new();
        for item in list.iter().flat_map(|list| &list.value) {
            let Some(cidr) = self.cidr(item, path) else { continue };
            if let Some(first) = first.get(&cidr.value) {
                let finding = Diagnostic::new(&DUPLICATE, format!("`{path}` has `{}` twice", cidr.value))
                    .at(&cidr.span, "")
                    .also(first, "first here")
                    .help("remove one of them");
                self.refuse(path, finding);
            } else {
                first.insert(cidr.value, cidr.span.clone());
                blocks.push(cidr);
            }
        }
        blocks
    }

    /// An id of AWS.
    pub fn id<T: AwsId>(&mut self, text: &Sp<String>, path: &str) -> Option<Sp<T>> {
        if let Some(id) = T::parse(&text.value) {
            return Some(Sp::new(id, text.span.clone()));
        }
        let written = &text.value;
        let what = if Cidr::parse(written).is_ok() { "is a CIDR, not" } else { "is not" };
        let finding = Diagnostic::new(&INVALID_ID, format!("`{written}` {what} {}", T::WHAT))
            .at(&text.span, "")
            .help(format!("write the id that AWS shows, such as `{}`", T::EXAMPLE));
        self.refuse(path, finding);
        None
    }

    /// The ids of a list; an id given twice is reported.
    pub fn ids<T: AwsId + PartialEq>(&mut self, list: &RawList, path: &str) -> Vec<Sp<T>> {
        let mut seen: Vec<Sp<T>> = Vec::new();
        for item in list.iter().flat_map(|list| &list.value) {
            let Some(id) = self.id::<T>(item, path) else { continue };
            if let Some(first) = seen.iter().find(|known| known.value == id.value) {
                let finding = Diagnostic::new(&DUPLICATE, format!("`{path}` has `{}` twice", id.value))
                    .at(&id.span, "")
                    .also(&first.span, "first here")
                    .help("remove one of them");
                self.refuse(path, finding);
            } else {
                seen.push(id);
            }
        }
        seen
    }

    /// A name of the user's choice.
    pub fn name(&mut self, text: &Sp<String>, path: &str, what: &str) -> Option<Sp<Name>> {
        if let Some(name) = Name::parse(&text.value) {
            return Some(Sp::new(name, text.span.clone()));
        }
        let finding = Diagnostic::new(&INVALID_NAME, format!("`{}` cannot be the name of {what}", text.value.escape_debug()))
            .at(&text.span, "")
            .help("use 1 to 57 letters, digits, `-` or `_`, beginning with a letter or digit");
        self.refuse(path, finding);
        None
    }

    /// An integer of a range.
    pub fn int(&mut self, number: &Sp<i64>, range: std::ops::RangeInclusive<u32>, path: &str, why: &str) -> Option<Sp<u32>> {
        if let Some(fits) = u32::try_from(number.value).ok().filter(|n| range.contains(n)) {
            return Some(Sp::new(fits, number.span.clone()));
        }
        let key = path.rsplit('.').next().unwrap_or(path);
        let finding =
            Diagnostic::new(&OUT_OF_RANGE, format!("`{key}` is `{}`, outside {} to {}", number.value, range.start(), range.end()))
                .at(&number.span, why)
                .help(format!("choose a number from {} to {}", range.start(), range.end()));
        self.refuse(path, finding);
        None
    }

    /// Reports a key that another one makes necessary, unless it was written and refused.
    pub fn companion(&mut self, path: &str, message: String, at: &Span, help: impl Into<String>) {
        if !self.faults.touch(path) {
            let finding = Diagnostic::new(&MISSING_COMPANION, message).at(at, "").help(help);
            self.refuse(path, finding);
        }
    }
}
