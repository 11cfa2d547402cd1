//! The whole model, in the order in which its parts need each other.

use crate::config::raw::RawConfig;
use crate::diag::sink::Sink;
use crate::model::build::addresses::{Surroundings, zones};
use crate::model::build::cluster::{cluster, region};
use crate::model::build::cni::cni;
use crate::model::build::context::Context;
use crate::model::build::fixed::lock;
use crate::model::build::nodes::nodes;
use crate::model::build::others::{addons, checks, connected, terraform};
use crate::model::build::pods::pods;
use crate::model::build::vpc::vpc;
use crate::model::fault::Faults;
use crate::model::lock::Lock;
use crate::model::network::{Model, Reading};

/// The lock numbers the subnets; whoever prints them reads the model alone.
fn take_ipv6_numbers(model: &mut Model, lock: &Lock) {
    for (zone, network) in &mut model.zones {
        let Some(locked) = lock.zones.get(zone.as_str()) else { continue };
        for (role, subnet) in &mut network.subnets {
            subnet.ipv6_number = locked.ipv6.get(role).map(|number| number.value);
        }
    }
}

/// Builds the model. What was refused stands in the reading's faults, and the model holds a stand-in there.
pub fn build(raw: &RawConfig, old: Option<&Lock>, sink: &mut Sink) -> Reading {
    let mut cx = Context { sink, faults: Faults::new(raw.faulty.clone()) };
    let region = region(&mut cx, raw);
    let vpc = vpc(&mut cx, raw, old, region.value);
    let pods = pods(&mut cx, raw);
    let new_cluster = raw.cluster.keys.source.as_ref().is_none_or(|source| source.value != "existing");
    let around = Surroundings { raw, region: &region, vpc: &vpc, strategy: &pods.strategy.value, lock: old, new_cluster };
    let zones = zones(&mut cx, &around);
    let cluster = cluster(&mut cx, raw, region, &vpc, &pods.strategy.value, old);
    let cni = cni(&mut cx, raw, &pods);
    let mut model = Model {
        cluster,
        terraform: terraform(&mut cx, raw),
        addons: addons(&mut cx, raw),
        vpc,
        zones,
        cni,
        pods,
        nodes: nodes(&mut cx, raw),
        connected: connected(&mut cx, raw),
        checks: checks(raw),
    };
    let lock = lock(&mut cx, &model, old);
    take_ipv6_numbers(&mut model, &lock);
    Reading { model, faults: cx.faults, lock }
}
