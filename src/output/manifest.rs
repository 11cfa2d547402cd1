//! `.eksnet.json`: what eksnet owns in a directory, by path and digest.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diag::diagnostic::Diagnostic;
use crate::output::digest::Digest;
use crate::output::{faults, names};

/// The version of the form that this eksnet reads and writes.
pub const VERSION: u64 = 1;
/// For whoever opens the file.
const NOTE: &str = "Made by eksnet: the files here that it owns. Regenerate with: eksnet gen --out infra";
/// Who writes it.
const GENERATOR: &str = concat!("eksnet ", env!("CARGO_PKG_VERSION"));

/// What eksnet owns in a directory, and from what it made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The program that wrote it, with its version.
    pub generator: String,
    /// The texts that the tree was made from, by name.
    pub inputs: BTreeMap<String, Digest>,
    /// The files, by path seen from the directory, `/` between the components. All of them pass [`names::ours`].
    pub files: BTreeMap<String, Digest>,
}

/// The form on disk, in the order of its keys.
#[derive(Serialize)]
struct Written<'a> {
    version: u64,
    note: &'a str,
    generator: &'a str,
    inputs: &'a BTreeMap<String, Digest>,
    files: &'a BTreeMap<String, Digest>,
}

/// The form on disk as it is found: nothing in it is believed yet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Found {
    #[serde(rename = "version")]
    _version: u64,
    #[serde(rename = "note")]
    _note: String,
    generator: String,
    inputs: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
}

/// The one field that every version has.
#[derive(Deserialize)]
struct FoundVersion {
    version: u64,
}

impl Manifest {
    /// That of a run of this eksnet.
    pub fn new(inputs: BTreeMap<String, Digest>, files: BTreeMap<String, Digest>) -> Self {
        Self { generator: GENERATOR.to_owned(), inputs, files }
    }

    /// As text: two blanks of indent, sorted, one final newline.
    pub fn render(&self) -> String {
        let written = Written { version: VERSION, note: NOTE, generator: &self.generator, inputs: &self.inputs, files: &self.files };
        // Maps with text keys into memory: nothing here can fail.
        let mut text = serde_json::to_string_pretty(&written).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads what stands at `shown`, and believes none of it: every path must be one that eksnet may write, every digest one.
    pub fn parse(bytes: &[u8], shown: &Path) -> Result<Self, Vec<Diagnostic>> {
        let corrupt = |error: serde_json::Error| vec![faults::manifest_corrupt(shown, &error.to_string())];
        let FoundVersion { version } = serde_json::from_slice(bytes).map_err(corrupt)?;
        if version > VERSION {
            return Err(vec![faults::manifest_too_new(shown, version, VERSION)]);
        }
        if version < VERSION {
            return Err(vec![faults::manifest_corrupt(shown, &format!("there is no version {version}"))]);
        }
        let found: Found = serde_json::from_slice(bytes).map_err(corrupt)?;
        let mut tampered = Vec::new();
        let mut believe = |name: String, digest: &str| {
            let believed = Digest::parse(digest);
            if believed.is_none() {
                tampered.push(format!("the digest of `{name}` is `{digest}`"));
            }
            believed.map(|digest| (name, digest))
        };
        let inputs = found.inputs.into_iter().filter_map(|(name, digest)| believe(name, &digest)).collect();
        let files: BTreeMap<String, Digest> = found.files.into_iter().filter_map(|(name, digest)| believe(name, &digest)).collect();
        tampered.extend(files.keys().filter_map(|path| names::ours(path).err()));
        if tampered.is_empty() {
            Ok(Self { generator: found.generator, inputs, files })
        } else {
            Err(tampered.iter().map(|why| faults::manifest_tampered(shown, why)).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn parse(text: &str) -> Result<Manifest, Vec<String>> {
        Manifest::parse(text.as_bytes(), Path::new("infra/.eksnet.json"))
            .map_err(|found| found.iter().map(|d| format!("{}: {}", d.code, d.message)).collect())
    }

    fn with_files(files: &str) -> String {
        format!("{{\"version\": 1, \"note\": \"\", \"generator\": \"eksnet 0.1.0\", \"inputs\": {{}}, \"files\": {{{files}}}}}")
    }

    #[test]
    fn is_written_in_its_form_and_read_back() {
        let digest = Digest::of(b"");
        let entry = |name: &str| (name.to_owned(), digest.clone());
        let manifest = Manifest::new(
            BTreeMap::from([entry("eksnet.toml"), entry("eksnet.lock")]),
            BTreeMap::from([entry("terraform/main.tf"), entry("README.md")]),
        );
        let text = format!(
            r#"{{
  "version": 1,
  "note": "Made by eksnet: the files here that it owns. Regenerate with: eksnet gen --out infra",
  "generator": "eksnet {}",
  "inputs": {{
    "eksnet.lock": "{EMPTY}",
    "eksnet.toml": "{EMPTY}"
  }},
  "files": {{
    "README.md": "{EMPTY}",
    "terraform/main.tf": "{EMPTY}"
  }}
}}
"#,
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(manifest.render(), text);
        assert_eq!(parse(&text), Ok(manifest));
    }

    #[test]
    fn corrupt_ones_are_refused() {
        for text in
            ["", "{", "[]", "null", "{}", "{\"version\": \"1\"}", "{\"version\": 1}", "{\"version\": 0}", "{\"version\": -1}", "\u{0}"]
        {
            let found = parse(text).unwrap_err();
            assert!(found.len() == 1 && found[0].starts_with("EN907: "), "{text:?}: {found:?}");
        }
        let more = with_files("").replace("\"note\"", "\"more\": 1, \"note\"");
        assert!(parse(&more).unwrap_err()[0].starts_with("EN907: "));
    }

    #[test]
    fn newer_ones_are_refused_whatever_else_they_hold() {
        let found = parse("{\"version\": 2, \"holds\": {\"other\": \"things\"}}").unwrap_err();
        assert_eq!(found, ["EN908: `infra/.eksnet.json` is of version 2; this eksnet reads version 1"]);
    }

    #[test]
    fn every_tampered_entry_is_named() {
        let paths = ["../x", "/etc/passwd", "a/../../x", ".eksnet.json", "terraform/terraform.tfstate"];
        let files: Vec<String> = paths.iter().map(|path| format!("\"{path}\": \"{EMPTY}\"")).collect();
        let found = parse(&with_files(&files.join(","))).unwrap_err();
        assert_eq!(found.len(), paths.len());
        for path in paths {
            assert!(found.iter().any(|text| text.starts_with("EN909: ") && text.contains(&format!("`{path}`"))), "{path}: {found:?}");
        }
        let found = parse(&with_files("\"README.md\": \"sha256:xyz\"")).unwrap_err();
        assert_eq!(found, ["EN909: `infra/.eksnet.json` was tampered with: the digest of `README.md` is `sha256:xyz`"]);
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
            let _ = Manifest::parse(&bytes, Path::new("x"));
        }
    }
}
