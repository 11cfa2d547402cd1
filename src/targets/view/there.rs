//! What an adopted VPC has.

/// A subnet that is there.
pub struct AdoptedSubnetView {
    /// Its zone.
    pub zone: String,
    /// Its id.
    pub id: String,
    /// Its block.
    pub cidr: String,
}
