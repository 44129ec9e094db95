"""Deployments of an ECS service, which version 6 of the Terraform provider follows."""

import secrets
import string

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ecs.responses import EC2ContainerServiceResponse

from .patch import patch


def start_deployment(service, rolled_back=False):
    """Makes a new deployment the primary one of a service. Each ends at once."""
    task_set = "".join(secrets.choice(string.digits) for _ in range(19))
    now = utcnow()
    service.deployments[0].update(
        id=f"ecs-svc/{task_set}", createdAt=now, updatedAt=now, taskDefinition=service.task_definition
    )
    prefix = service.arn.replace(":service/", ":{}/")
    status = "ROLLBACK_SUCCESSFUL" if rolled_back else "SUCCESSFUL"
    reason = "Service deployment rolled back because the circuit breaker threshold was exceeded."
    deployment = {
        "serviceDeploymentArn": f"{prefix.format('service-deployment')}/{task_set}",
        "serviceArn": service.arn,
        "clusterArn": service.cluster_arn,
        "targetServiceRevisionArn": f"{prefix.format('service-revision')}/{task_set}",
        "createdAt": now,
        "startedAt": now,
        "finishedAt": now,
        "status": status,
        **({"statusReason": reason} if rolled_back else {}),
    }
    service.service_deployments = [deployment, *getattr(service, "service_deployments", [])]


@patch(EC2ContainerServiceResponse)
def list_service_deployments(_, self):
    name = self._get_param("service").split("/")[-1]
    service = self.ecs_backend._get_service(self._get_param("cluster", "default"), name)
    after = (self._get_param("createdAt") or {}).get("after")
    deployments = [
        each
        for each in service.service_deployments
        if after is None or each["createdAt"] > after
    ]
    return ActionResult({"serviceDeployments": deployments})


@patch(EC2ContainerServiceResponse)
def describe_service_deployments(_, self):
    arns = self._get_param("serviceDeploymentArns")
    found = [
        deployment
        for service in self.ecs_backend.services.values()
        for deployment in getattr(service, "service_deployments", [])
        if deployment["serviceDeploymentArn"] in arns
    ]
    known = [each["serviceDeploymentArn"] for each in found]
    failures = [{"arn": arn, "reason": "MISSING"} for arn in arns if arn not in known]
    return ActionResult({"serviceDeployments": found, "failures": failures})
