//! Regions and their availability zones.

use std::fmt;

use crate::config::suggest::nearest;

/// Regions with the letters of their zones, as of 2026-11. Source: AWS's list of Regions and Availability Zones; an account
/// sees a subset, with letters of its own (S3). Letters are an upper bound.
const REGIONS: &[(&str, &str)] = &[
    ("af-south-1", "abc"),
    ("ap-east-1", "abc"),
    ("ap-east-2", "abc"),
    ("ap-northeast-1", "abcd"),
    ("ap-northeast-2", "abcd"),
    ("ap-northeast-3", "abc"),
    ("ap-south-1", "abc"),
    ("ap-south-2", "abc"),
    ("ap-southeast-1", "abc"),
    ("ap-southeast-2", "abc"),
    ("ap-southeast-3", "abc"),
    ("ap-southeast-4", "abc"),
    ("ap-southeast-5", "abc"),
    ("ap-southeast-6", "abc"),
    ("ap-southeast-7", "abc"),
    ("ca-central-1", "abcd"),
    ("ca-west-1", "abc"),
    ("cn-north-1", "abcd"),
    ("cn-northwest-1", "abc"),
    ("eu-central-1", "abc"),
    ("eu-central-2", "abc"),
    ("eu-north-1", "abc"),
    ("eu-south-1", "abc"),
    ("eu-south-2", "abc"),
    ("eu-west-1", "abc"),
    ("eu-west-2", "abc"),
    ("eu-west-3", "abc"),
    ("eusc-de-east-1", "abc"),
    ("il-central-1", "abc"),
    ("me-central-1", "abc"),
    ("me-south-1", "abc"),
    ("mx-central-1", "abc"),
    ("sa-east-1", "abc"),
    ("us-east-1", "abcdef"),
    ("us-east-2", "abc"),
    ("us-gov-east-1", "abc"),
    ("us-gov-west-1", "abc"),
    ("us-west-1", "abc"),
    ("us-west-2", "abcd"),
];

/// An AWS Region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region(&'static str);

impl Region {
    /// Accepts a Region that AWS has.
    pub fn parse(text: &str) -> Option<Self> {
        REGIONS.iter().find(|(name, _)| *name == text).map(|(name, _)| Self(name))
    }

    /// The Region that a misspelt name may mean.
    pub fn nearest(text: &str) -> Option<&'static str> {
        let names: Vec<&'static str> = REGIONS.iter().map(|(name, _)| *name).collect();
        nearest(text, names.iter().copied()).and_then(|found| names.into_iter().find(|name| *name == found))
    }

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Letters of its zones.
    pub fn zone_letters(self) -> &'static str {
        REGIONS.iter().find(|(name, _)| *name == self.0).map_or("abc", |(_, letters)| letters)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Why a text is no [`Zone`] of a Region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ZoneError {
    /// Just the letter, as in the articles: `a`.
    Letter,
    /// An id such as `euw1-az1`; nodes carry the name in their label (C23).
    Id,
    /// A zone of another Region.
    OtherRegion,
    /// A Local or Wavelength Zone: EKS cannot place its network interfaces there (S7).
    LocalZone,
    /// A letter that the Region does not have.
    UnknownLetter,
    /// Nothing like a zone.
    Syntax,
}

/// Full name of an availability zone, such as `eu-west-1a`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Zone(String);

impl Zone {
    /// Accepts a zone of the Region.
    pub fn parse(text: &str, region: Region) -> Result<Self, ZoneError> {
        if let Some(rest) = text.strip_prefix(region.as_str()) {
            let mut letters = rest.chars();
            return match (letters.next(), letters.next()) {
                (Some(letter), None) if region.zone_letters().contains(letter) => Ok(Self(text.to_owned())),
                (Some(letter), None) if letter.is_ascii_lowercase() => Err(ZoneError::UnknownLetter),
                (Some('-'), Some(_)) => Err(ZoneError::LocalZone),
                _ => Err(ZoneError::Syntax),
            };
        }
        if text.len() == 1 && text.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(ZoneError::Letter);
        }
        if text.split_once("-az").is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())) {
            return Err(ZoneError::Id);
        }
        let other =
            REGIONS.iter().any(|(name, letters)| text.strip_prefix(name).is_some_and(|rest| rest.len() == 1 && letters.contains(rest)));
        Err(if other { ZoneError::OtherRegion } else { ZoneError::Syntax })
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last letter.
    pub fn letter(&self) -> &str {
        &self.0[self.0.len() - 1..]
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_full_names_of_their_region() {
        let region = Region::parse("eu-west-1").unwrap();
        assert!(Zone::parse("eu-west-1a", region).is_ok());
        for (text, error) in [
            ("a", ZoneError::Letter),
            ("euw1-az1", ZoneError::Id),
            ("us-east-1a", ZoneError::OtherRegion),
            ("eu-west-1z", ZoneError::UnknownLetter),
            ("eu-west-1-lon-1a", ZoneError::LocalZone),
            ("eu-west-1", ZoneError::Syntax),
            ("somewhere", ZoneError::Syntax),
        ] {
            assert_eq!(Zone::parse(text, region), Err(error), "{text}");
        }
    }
}
