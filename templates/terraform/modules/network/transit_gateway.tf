# {{ v.made_by }}

# It stands in the control subnets, one a zone: they are routable, and outlive a zone's nodes (N10). Nothing is propagated,
# or the pods' blocks would go to every network on the gateway: its owner adds a static route for the routable block alone (N9).
resource "aws_ec2_transit_gateway_vpc_attachment" "this" {
  transit_gateway_id                              = var.transit_gateway_id
  vpc_id                                          = aws_vpc.this.id
  subnet_ids                                      = [for subnet in aws_subnet.control : subnet.id]
  transit_gateway_default_route_table_propagation = false

  tags = { Name = var.name }
}

resource "aws_route" "transit_gateway" {
  for_each = {
    for pair in setproduct(keys(aws_route_table.private), var.transit_gateway_cidrs) : "${pair[0]} ${pair[1]}" => { zone = pair[0], cidr = pair[1] }
  }

  route_table_id         = aws_route_table.private[each.value.zone].id
  destination_cidr_block = each.value.cidr
  transit_gateway_id     = aws_ec2_transit_gateway_vpc_attachment.this.transit_gateway_id
}
