# Made by eksnet from eksnet.toml. Change that file, then run: eksnet gen --out infra

# IPv6 addresses are public. This gateway lets pods and nodes out, and nobody in.
resource "aws_egress_only_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = var.name }
}

# Never the internet gateway: EKS would take the subnets for public ones, and refuse nodes without a public IPv4 address (S22, S28).
resource "aws_route" "egress_only" {
  for_each = aws_route_table.private

  route_table_id              = each.value.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.this.id
}

# Internet-facing load balancers answer by both families.
resource "aws_route" "internet_ipv6" {
  route_table_id              = aws_route_table.public.id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.this.id
}
