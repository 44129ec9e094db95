"""Corrections of ECS."""

import os

from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse

from .ecs_deployments import start_deployment
from .patch import patch


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
def create_service(original, self, *args, **kwargs):
    service = original(self, *args, **kwargs)
    start_deployment(service)
    return service


@patch(EC2ContainerServiceBackend)
def update_service(original, self, service_properties):
    name = service_properties["service"].split("/")[-1]
    service = self._get_service(service_properties["cluster"], name)
    wanted = service_properties.get("task_definition")
    rolled_back = bool(wanted is not None and rolls_back(self, service, wanted))
    if rolled_back:
        service_properties.pop("task_definition")
    result = original(self, service_properties)
    if wanted is not None:
        start_deployment(service, rolled_back)
    return result
