"""Patches moto where these stacks need more than it has, then starts its server.

Every patch makes moto respond as AWS does. README.md lists each gap with its symptom. The stacks do
not know this file.

BROKEN_IMAGE names a container image that never becomes healthy: a deployment of it is rolled back.
ZONES_FILE names a JSON file with the states of availability zones by name, read at every request.
"""

import json
import os
import secrets
import string
import sys
import threading

from moto import server
from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.cognitoidp import models as cognito
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.models.subnets import Subnet
from moto.ec2.models.vpcs import VPCBackend
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.route53 import models as route53


def patch(owner):
    """Replaces or adds a method; the original comes as first argument."""

    def replace(function):
        original = getattr(owner, function.__name__, None)

        def method(self, *args, **kwargs):
            return function(original, self, *args, **kwargs)

        setattr(owner, function.__name__, method)
        return function

    return replace


# Cognito: ids of AWS's shape, so that no check has to be weakened for moto.
alphanumeric = string.ascii_letters + string.digits
lower_alphanumeric = string.ascii_lowercase + string.digits


def generate_id(_strategy, *args):
    is_client = len(args) == 3 and "_" in str(args[0])
    alphabet, length = (lower_alphanumeric, 26) if is_client else (alphanumeric, 9)
    return "".join(secrets.choice(alphabet) for _ in range(length))


cognito.generate_id = generate_id


@patch(cognito.CognitoIdpUserPool)
def update_extended_config(original, self, extended_config):
    before = getattr(self, "extended_config", {})
    given = {key: value for key, value in extended_config.items() if value is not None}
    for key in ("UsernameAttributes", "AliasAttributes", "UsernameConfiguration", "UserPoolTags"):
        if key in before:
            given.setdefault(key, before[key])
    given.setdefault("UserPoolTier", before.get("UserPoolTier", "ESSENTIALS"))
    original(self, given)


def require_plan(parameters, tier):
    """Threat protection needs the Plus plan."""
    mode = parameters.get("UserPoolAddOns", {}).get("AdvancedSecurityMode", "OFF")
    if mode != "OFF" and tier != "PLUS":
        raise JsonRESTError(
            "FeatureUnavailableInTierException",
            f"Advanced security mode {mode} is not available in tier {tier}.",
        )


@patch(CognitoIdpResponse)
def create_user_pool(original, self):
    require_plan(self.parameters, self.parameters.get("UserPoolTier", "ESSENTIALS"))
    return original(self)


@patch(CognitoIdpResponse)
def update_user_pool(original, self):
    pool = self.backend.describe_user_pool(self._get_param("UserPoolId"))
    kept = pool.extended_config.get("UserPoolTier", "ESSENTIALS")
    require_plan(self.parameters, self.parameters.get("UserPoolTier", kept))
    return original(self)


@patch(cognito.CognitoIdpUserPoolDomain)
def to_json(original, self, extended=True):
    response = original(self, extended)
    version = getattr(self, "managed_login_version", 1)
    return {**response, "ManagedLoginVersion": version} if extended else response


def keep_managed_login_version(original, self):
    result = original(self)
    domain = self.backend.describe_user_pool_domain(self._get_param("Domain"))
    version = self._get_param("ManagedLoginVersion")
    if version is not None:
        domain.managed_login_version = version
    return result


@patch(CognitoIdpResponse)
def create_user_pool_domain(original, self):
    return keep_managed_login_version(original, self)


@patch(CognitoIdpResponse)
def update_user_pool_domain(original, self):
    return keep_managed_login_version(original, self)


@patch(CognitoIdpResponse)
def update_resource_server(_, self):
    found = self.backend.describe_resource_server(
        self._get_param("UserPoolId"), self._get_param("Identifier")
    )
    found.name = self._get_param("Name")
    found.scopes = self._get_param("Scopes")
    return ActionResult({"ResourceServer": found.to_json()})


@patch(CognitoIdpResponse)
def delete_resource_server(_, self):
    pool_id, identifier = self._get_param("UserPoolId"), self._get_param("Identifier")
    self.backend.describe_resource_server(pool_id, identifier)
    del self.backend.describe_user_pool(pool_id).resource_servers[identifier]
    return EmptyResult()


def pool_of_arn(self):
    return self.backend.describe_user_pool(self._get_param("ResourceArn").split("/")[-1])


@patch(CognitoIdpResponse)
def tag_resource(_, self):
    config = pool_of_arn(self).extended_config
    config["UserPoolTags"] = {**config.get("UserPoolTags", {}), **self._get_param("Tags")}
    return EmptyResult()


@patch(CognitoIdpResponse)
def untag_resource(_, self):
    tags = pool_of_arn(self).extended_config.get("UserPoolTags", {})
    for key in self._get_param("TagKeys"):
        tags.pop(key, None)
    return EmptyResult()


# Application Auto Scaling: tags of scalable targets.
def scaling_tags(backend, arn):
    if not hasattr(backend, "tags_by_arn"):
        backend.tags_by_arn = {}
    return backend.tags_by_arn.setdefault(arn, {})


@patch(ApplicationAutoScalingResponse)
def register_scalable_target(original, self):
    response = original(self)
    arn = json.loads(response)["ScalableTargetARN"]
    scaling_tags(self.applicationautoscaling_backend, arn).update(self._get_param("Tags") or {})
    return response


@patch(ApplicationAutoScalingResponse)
def list_tags_for_resource(_, self):
    tags = scaling_tags(self.applicationautoscaling_backend, self._get_param("ResourceARN"))
    return json.dumps({"Tags": tags})


@patch(ApplicationAutoScalingResponse)
def tag_resource(_, self):
    tags = scaling_tags(self.applicationautoscaling_backend, self._get_param("ResourceARN"))
    tags.update(self._get_param("Tags"))
    return json.dumps({})


@patch(ApplicationAutoScalingResponse)
def untag_resource(_, self):
    tags = scaling_tags(self.applicationautoscaling_backend, self._get_param("ResourceARN"))
    for key in self._get_param("TagKeys"):
        tags.pop(key, None)
    return json.dumps({})


# ECS: settings of a service that moto accepts and then forgets.
service_settings = {
    "healthCheckGracePeriodSeconds": "health_check_grace_period_seconds",
    "availabilityZoneRebalancing": "availability_zone_rebalancing",
    "deploymentConfiguration": "deployment_configuration",
    "enableExecuteCommand": "enable_execute_command",
    "enableECSManagedTags": "enable_ecs_managed_tags",
    "propagateTags": "propagate_tags",
    "capacityProviderStrategy": "capacity_provider_strategy",
}


def keep_service_settings(original, self):
    result = original(self)
    name = (self._get_param("serviceName") or self._get_param("service")).split("/")[-1]
    service = self.ecs_backend._get_service(self._get_param("cluster"), name)
    for parameter, attribute in service_settings.items():
        value = self._get_param(parameter)
        if value is not None:
            setattr(service, attribute, value)
    return result


@patch(EC2ContainerServiceResponse)
def create_service(original, self):
    return keep_service_settings(original, self)


@patch(EC2ContainerServiceResponse)
def update_service(original, self):
    return keep_service_settings(original, self)


def rolls_back(backend, service, task_definition_arn):
    """Whether ECS rolls a deployment back: the circuit breaker is on, and the old revision is active."""
    broken_image = os.environ.get("BROKEN_IMAGE")
    wanted = backend.describe_task_definition(task_definition_arn)
    if broken_image not in [each["image"] for each in wanted.container_definitions]:
        return False
    deployment = getattr(service, "deployment_configuration", {})
    breaker = deployment.get("deploymentCircuitBreaker", {})
    previous = backend.describe_task_definition(service.task_definition)
    return breaker.get("enable") and breaker.get("rollback") and previous.status == "ACTIVE"


@patch(EC2ContainerServiceBackend)
def update_service(original, self, service_properties):
    name = service_properties["service"].split("/")[-1]
    service = self._get_service(service_properties["cluster"], name)
    wanted = service_properties.get("task_definition")
    if wanted is not None and rolls_back(self, service, wanted):
        service_properties.pop("task_definition")
    return original(self, service_properties)


# Route 53: ids of hosted zones begin with Z.
def create_route53_zone_id(**_):
    return "Z" + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(20))


route53.create_route53_zone_id = create_route53_zone_id


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


def end_with_parent():
    """Ends this process when its parent has ended, even by a signal that cannot be caught."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    server.main()
