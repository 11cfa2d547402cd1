package main

import (
	"fmt"
	"net/netip"
	"strings"
)

// VPC endpoints, transit gateway attachments, reservations, rules of security groups, tags.

// oneAZone refuses subnets of another VPC, and two of one zone. AWS's text is quoted in
// terraform-aws-modules/terraform-aws-vpc#583 (endpoints) and zoitech/terraform-aws-network#46 (attachments).
func (c *call) oneAZone(o Obj, duplicate string) error {
	seen := map[string]string{}
	for _, id := range strs(o, "subnet_ids") {
		s := c.attrs("aws_subnet", id) // that it exists was checked with the other references
		if vpc := str(s, "vpc_id"); vpc != str(o, "vpc_id") {
			return fmt.Errorf("InvalidParameter: subnet %s is in %s, not in %s", id, vpc, str(o, "vpc_id"))
		}
		zone := str(s, "availability_zone")
		if seen[zone] != "" && seen[zone] != id {
			return fmt.Errorf("DuplicateSubnetsInSameZone: "+duplicate, id)
		}
		seen[zone] = id
	}
	return nil
}

func (c *call) createEndpoint(o Obj) error {
	vpc, service := c.attrs("aws_vpc", str(o, "vpc_id")), str(o, "service_name")
	name := strings.TrimPrefix(service, "com.amazonaws."+c.region+".")
	if strings.HasPrefix(service, "com.amazonaws.") && name == service {
		return fmt.Errorf("InvalidServiceName: the Vpc Endpoint Service '%s' does not exist (this is %s)", service, c.region)
	}
	kind := str(o, "vpc_endpoint_type")
	gateway := kind == "Gateway"
	if only := name == "s3" || name == "dynamodb"; gateway && !only {
		return fmt.Errorf("InvalidParameter: endpoint type (Gateway) does not match available service types ([Interface]) of %s", service)
	}
	if gateway && len(strs(o, "subnet_ids"))+len(strs(o, "security_group_ids")) > 0 {
		return fmt.Errorf("InvalidParameter: subnets and security groups do not go with an endpoint of type Gateway")
	}
	if !gateway && len(strs(o, "route_table_ids")) > 0 {
		return fmt.Errorf("InvalidParameter: route tables do not go with an endpoint of type %s", kind)
	}
	if err := c.oneAZone(o, "Found another VPC endpoint subnet in the availability zone of %s. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service."); err != nil {
		return err
	}
	for _, id := range strs(o, "security_group_ids") {
		if str(c.attrs("aws_security_group", id), "vpc_id") != str(o, "vpc_id") {
			return fmt.Errorf("InvalidParameter: security group %s is not in %s", id, str(o, "vpc_id"))
		}
	}
	for _, id := range strs(o, "route_table_ids") {
		if str(c.attrs("aws_route_table", id), "vpc_id") != str(o, "vpc_id") {
			return fmt.Errorf("InvalidParameter: route table %s is not in %s", id, str(o, "vpc_id"))
		}
	}
	if flag(o, "private_dns_enabled") && !(flag(vpc, "enable_dns_support") && flag(vpc, "enable_dns_hostnames")) {
		return fmt.Errorf("InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for %s", str(o, "vpc_id"))
	}
	for _, other := range c.where("aws_vpc_endpoint", "vpc_id", str(o, "vpc_id")) {
		if other.ID == str(o, "id") || str(other.Attrs, "service_name") != service || str(other.Attrs, "vpc_endpoint_type") != kind {
			continue
		}
		if flag(o, "private_dns_enabled") && flag(other.Attrs, "private_dns_enabled") {
			return fmt.Errorf("InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for %s in the VPC %s", service, str(o, "vpc_id"))
		}
		for _, id := range strs(o, "route_table_ids") {
			if contains(strs(other.Attrs, "route_table_ids"), id) {
				return fmt.Errorf("RouteAlreadyExists: route table %s already has a route with destination-prefix-list-id of %s", id, service)
			}
		}
	}
	o["owner_id"], o["state"], o["requester_managed"] = account, "available", false
	return nil
}

// privateEndpoints says why nodes of this VPC cannot do without a way out; "" when they can. The list is that of the EKS user
// guide, "Deploy private clusters with limited internet access" (eks-auth only where pod identity is used: nodesJoin).
func (c *call) privateEndpoints(vpc, table string) string {
	for _, service := range []string{"ec2", "ecr.api", "ecr.dkr", "s3", "sts"} {
		if why := c.endpoint(vpc, table, service); why != "" {
			return why
		}
	}
	return ""
}

// endpoint says why a service cannot be reached through an endpoint; "" when it can.
func (c *call) endpoint(vpc, table, service string) string {
	why := "no endpoint of " + service
	for _, e := range c.where("aws_vpc_endpoint", "vpc_id", vpc) {
		if str(e.Attrs, "service_name") != "com.amazonaws."+c.region+"."+service {
			continue
		}
		switch {
		case str(e.Attrs, "vpc_endpoint_type") == "Gateway":
			if !contains(strs(e.Attrs, "route_table_ids"), table) && !c.associated(e.ID, table) && !e.Seeded {
				why = fmt.Sprintf("the endpoint of %s has no route in %s", service, table)
				continue
			}
		case !flag(e.Attrs, "private_dns_enabled") && !e.Seeded:
			why = fmt.Sprintf("the endpoint of %s has no private DNS name", service)
			continue
		case !e.Seeded && !c.takesHTTPS(strs(e.Attrs, "security_group_ids")):
			why = fmt.Sprintf("the security groups of the endpoint of %s let nobody in on port 443", service)
			continue
		}
		c.need(e.Type, e.ID)
		return ""
	}
	return why
}

func (c *call) associated(endpoint, table string) bool {
	for _, a := range c.where("aws_vpc_endpoint_route_table_association", "vpc_endpoint_id", endpoint) {
		if str(a.Attrs, "route_table_id") == table {
			c.need(a.Type, a.ID)
			return true
		}
	}
	return false
}

// takesHTTPS says whether one of these groups has a rule that lets port 443 in; EKS's cluster group holds the nodes itself.
func (c *call) takesHTTPS(groups []string) bool {
	covers := func(o Obj, protocol string) bool {
		p := str(o, protocol)
		return p == "-1" || p == "all" || (p == "tcp" && num(o, "from_port") <= 443 && num(o, "to_port") >= 443)
	}
	for _, id := range groups {
		group := c.get("aws_security_group", id)
		if group != nil && (strings.HasPrefix(group.Owner, "aws_eks_cluster/") || group.Seeded) {
			return true
		}
		for _, item := range list(c.attrs("aws_security_group", id), "ingress") {
			if rule, _ := item.(Obj); covers(rule, "protocol") {
				return true
			}
		}
		for _, r := range c.where("aws_vpc_security_group_ingress_rule", "security_group_id", id) {
			if covers(r.Attrs, "ip_protocol") {
				c.need(r.Type, r.ID)
				return true
			}
		}
		for _, r := range c.where("aws_security_group_rule", "security_group_id", id) {
			if str(r.Attrs, "type") == "ingress" && covers(r.Attrs, "protocol") {
				c.need(r.Type, r.ID)
				return true
			}
		}
	}
	return false
}

func (c *call) createTGWAttachment(o Obj) error {
	gateway, vpc := str(o, "transit_gateway_id"), str(o, "vpc_id")
	if c.get("aws_ec2_transit_gateway", gateway) == nil {
		return fmt.Errorf("InvalidTransitGatewayID.NotFound: Transit Gateway %s was deleted or does not exist", gateway)
	}
	if len(strs(o, "subnet_ids")) == 0 {
		return fmt.Errorf("MissingParameter: an attachment needs at least one subnet")
	}
	if err := c.oneAZone(o, "Duplicate Subnets for same AZ (%s)"); err != nil {
		return err
	}
	for _, other := range c.where("aws_ec2_transit_gateway_vpc_attachment", "transit_gateway_id", gateway) {
		if other.ID != str(o, "id") && str(other.Attrs, "vpc_id") == vpc { // hashicorp/terraform-provider-aws#10852
			return fmt.Errorf("DuplicateTransitGatewayAttachment: %s has non-deleted Transit Gateway Attachments with same VPC ID", gateway)
		}
	}
	o["vpc_owner_id"] = account
	return nil
}

// createReservation refuses reservations outside their subnet, and overlapping ones: VPC user guide, "Subnet CIDR
// reservations" ("When you reserve multiple CIDR ranges within the same VPC, the CIDR ranges cannot overlap").
func (c *call) createReservation(o Obj) error {
	subnet := c.attrs("aws_subnet", str(o, "subnet_id"))
	p, err := canonical(str(o, "cidr_block"))
	home, _ := netip.ParsePrefix(str(subnet, "cidr_block"))
	if err != nil || !within(p, home) {
		return fmt.Errorf("InvalidParameterValue: the reservation '%s' is not in the subnet's block %s", str(o, "cidr_block"), home)
	}
	for _, other := range c.all("aws_ec2_subnet_cidr_reservation") {
		of := c.attrs("aws_subnet", str(other.Attrs, "subnet_id"))
		if q, err := netip.ParsePrefix(str(other.Attrs, "cidr_block")); err == nil && q.Overlaps(p) && str(of, "vpc_id") == str(subnet, "vpc_id") {
			return fmt.Errorf("InvalidSubnetCidrReservation.Conflict: the reservation '%s' overlaps %s (%s)", p, other.ID, q)
		}
	}
	o["owner_id"] = account
	return nil
}

// createGroupRule refuses a rule that is there already: one of the same peer, protocol and ports.
func (c *call) createGroupRule(o Obj) error {
	key := func(o Obj) string {
		return fmt.Sprint(str(o, "security_group_id"), str(o, "ip_protocol"), num(o, "from_port"), num(o, "to_port"), str(o, "cidr_ipv4"),
			str(o, "cidr_ipv6"), str(o, "prefix_list_id"), str(o, "referenced_security_group_id"))
	}
	for _, other := range c.where(c.typ, "security_group_id", str(o, "security_group_id")) {
		if other.ID != str(o, "id") && key(other.Attrs) == key(o) {
			return fmt.Errorf("InvalidPermission.Duplicate: the specified rule already exists (%s)", other.ID)
		}
	}
	peers := 0
	for _, attr := range []string{"cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"} {
		if str(o, attr) != "" {
			peers++
		}
	}
	if peers != 1 {
		return fmt.Errorf("InvalidParameterCombination: a rule has exactly one peer, this one has %d", peers)
	}
	o["security_group_rule_id"] = o["id"]
	return nil
}

// createTag wants the tagged object to be there.
func (c *call) createTag(o Obj) error {
	id := str(o, "resource_id")
	for _, r := range c.Records {
		if r.ID == id {
			return nil
		}
	}
	return fmt.Errorf("InvalidID: the ID '%s' is not valid", id)
}

// createLogGroup: EKS makes a cluster's log group itself when it is not there, and it stays; then nobody else can make it.
func (c *call) createLogGroup(o Obj) error {
	name := str(o, "name")
	if c.get("aws_cloudwatch_log_group", name) != nil {
		return fmt.Errorf("ResourceAlreadyExistsException: The specified log group already exists: %s", name)
	}
	for _, cluster := range c.all("aws_eks_cluster") {
		if name == logGroupOf(cluster.Attrs) && len(strs(cluster.Attrs, "enabled_cluster_log_types")) > 0 && !cluster.Seeded {
			return fmt.Errorf("ResourceAlreadyExistsException: The specified log group already exists: %s (EKS made it with the cluster)", name)
		}
	}
	return nil
}

func logGroupOf(cluster Obj) string { return "/aws/eks/" + str(cluster, "name") + "/cluster" }

// createOIDC: an account has one provider for each address; an EKS issuer's belongs to a cluster that is there.
func (c *call) createOIDC(o Obj) error {
	url := str(o, "url")
	for _, other := range c.where("aws_iam_openid_connect_provider", "url", url) {
		return fmt.Errorf("EntityAlreadyExists: Provider with url %s already exists (%s)", url, other.ID)
	}
	if !strings.HasPrefix(url, "https://") {
		return fmt.Errorf("ValidationError: the url %s does not begin with https://", url)
	}
	if len(strs(o, "client_id_list")) == 0 {
		return fmt.Errorf("ValidationError: at least one client ID is needed")
	}
	return nil
}

// webIdentity says why pods cannot take a role through the cluster's OIDC provider; "" when they can.
func (c *call) webIdentity(cluster *Record, arn string) string {
	issuer := str(first(first(cluster.Attrs, "identity"), "oidc"), "issuer")
	role := c.role(arn)
	if role == nil {
		return "role " + arn + " does not exist"
	}
	if role.Seeded || cluster.Seeded {
		return ""
	}
	trust := str(role.Attrs, "assume_role_policy")
	for _, p := range c.where("aws_iam_openid_connect_provider", "url", issuer) {
		c.need(p.Type, p.ID)
		if !strings.Contains(trust, str(p.Attrs, "arn")) || !strings.Contains(trust, "sts:AssumeRoleWithWebIdentity") {
			return fmt.Sprintf("the trust policy of %s does not allow sts:AssumeRoleWithWebIdentity to %s", role.ID, str(p.Attrs, "arn"))
		}
		if !strings.Contains(trust, strings.TrimPrefix(issuer, "https://")+":sub") {
			return fmt.Sprintf("the trust policy of %s lets every service account in: no condition on :sub", role.ID)
		}
		if !strings.Contains(trust, "system:serviceaccount:kube-system:aws-node") {
			return fmt.Sprintf("the trust policy of %s does not name system:serviceaccount:kube-system:aws-node", role.ID)
		}
		if !c.anyPolicy(arn) {
			return fmt.Sprintf("vpc-cni's role %s has no policy", role.ID)
		}
		return ""
	}
	return "cluster " + cluster.ID + " has no OIDC provider in IAM"
}
