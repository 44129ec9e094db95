"""Corrections of Application Auto Scaling."""

import json

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

from .patch import patch


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


@patch(ApplicationAutoscalingBackend)
def describe_scaling_policies(original, self, service_namespace, resource_id, *args, **kwargs):
    """moto returns the policies of service/c/web for service/c/web-canary too: it looks for a part."""
    token, policies = original(self, service_namespace, resource_id, *args, **kwargs)
    return token, [each for each in policies if resource_id in (None, each.resource_id)]
