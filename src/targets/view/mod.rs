//! What the templates print: everything chosen, sorted and worded. Templates only place it.

pub mod address_use;
pub mod auto_mode;
pub mod by_strategy;
pub mod calico;
pub mod cluster;
pub mod cni;
pub mod facts;
pub mod helm;
pub mod ipv6;
pub mod network;
pub mod nodes;
pub mod pair;
pub mod readme;
pub mod scripts;
pub mod site;
pub mod strategy;
pub mod there;
pub mod words;
