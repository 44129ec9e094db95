"""Corrections of the network."""

import json
import os

from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.models.subnets import Subnet
from moto.ec2.models.vpcs import VPCBackend

from .patch import patch


# EC2: the description of a rule that names another security group.
def description(self):
    return self.ip_range.get("Description") or self.source_group.get("Description")


SecurityGroupRule.description = property(description)


# EC2: availability zones that are impaired, or that the account does not have.
@patch(RegionsAndZonesBackend)
def describe_availability_zones(original, self, *args, **kwargs):
    file = os.environ.get("ZONES_FILE")
    states = {}
    if file is not None and os.path.exists(file):
        with open(file, encoding="utf-8") as content:
            states = json.load(content)
    for zone in self.zones.get(self.region_name, []):
        zone.state = states.get(zone.name, "available")
    zones = original(self, *args, **kwargs)
    return [zone for zone in zones if zone.state != "absent"]


# EC2: route tables that a gateway endpoint gets or loses later.
@patch(VPCBackend)
def modify_vpc_endpoint(original, self, *args, **kwargs):
    original(self, *args, **kwargs)
    vpce_id = kwargs.get("vpc_id") or args[0]
    endpoint = self.describe_vpc_endpoints(vpc_end_point_ids=[vpce_id])[0]
    prefix_list = endpoint.destination_prefix_list_id
    if prefix_list is None:
        return
    for table_id in kwargs.get("add_route_tables") or []:
        self.create_route(
            table_id, None, gateway_id=vpce_id, destination_prefix_list_id=prefix_list
        )
    for table_id in kwargs.get("remove_route_tables") or []:
        self.delete_route(table_id, prefix_list)


# EC2: dual-stack subnets.
@patch(Subnet)
def get_filter_value(original, self, filter_name, method_name=None):
    if filter_name == "ipv6-cidr-block-association.association-id":
        return list(self.ipv6_cidr_block_associations)
    return original(self, filter_name, method_name)


def ipv6_cidr_block_association_set(self):
    return [
        {
            "ipv6CidrBlock": each["ipv6CidrBlock"],
            "associationId": each["associationId"],
            "ipv6CidrBlockState": {"state": each["ipv6CidrBlockState"]["State"]},
        }
        for each in self.ipv6_cidr_block_associations.values()
        if each["ipv6CidrBlockState"]["State"] == "associated"
    ]


Subnet.ipv6_cidr_block_association_set = property(ipv6_cidr_block_association_set)
