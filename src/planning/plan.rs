//! The address plan of a whole file: every subnet, on an ordinary day and on bad ones.

use crate::model::network::Model;
use crate::model::region::Zone;
use crate::model::subnet::SubnetRole;
use crate::planning::cost::{GroupCost, groups};
use crate::planning::first_limit::{FirstLimit, first_limit};
use crate::planning::limits::{Limit, limits};
use crate::planning::subnet_plan::{SubnetPlan, subnets};

/// The whole plan.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// The model behind it.
    pub model: &'a Model,
    /// Node groups.
    pub groups: Vec<GroupCost<'a>>,
    /// Subnets by zone and role.
    pub subnets: Vec<SubnetPlan<'a>>,
    /// Limits beyond the subnets.
    pub limits: Vec<Limit>,
    /// How far the cluster can grow: with single addresses packed, at random, and at their worst.
    pub first: Option<[FirstLimit; 3]>,
}

impl<'a> Plan<'a> {
    /// Plans a model.
    pub fn of(model: &'a Model) -> Self {
        let groups = groups(model);
        let subnets = subnets(model, &groups);
        let limits = limits(model, &groups, &subnets);
        let first = first_limit(model, &groups, &subnets);
        Self { model, groups, subnets, limits, first }
    }

    /// The subnets alone, for those who ask about nothing else.
    pub fn sketch(model: &'a Model) -> Self {
        let groups = groups(model);
        let subnets = subnets(model, &groups);
        Self { model, groups, subnets, limits: Vec::new(), first: None }
    }

    /// The subnet of a zone and a role.
    pub fn subnet(&self, zone: &Zone, role: SubnetRole) -> Option<&SubnetPlan<'a>> {
        self.subnets.iter().find(|subnet| subnet.zone == zone && subnet.role == role)
    }
}
