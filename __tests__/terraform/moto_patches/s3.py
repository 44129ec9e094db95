"""Corrections of S3."""

from moto.iam import access_control

from .patch import patch


# Bucket policies: requests of AWS's clients to AWS are over TLS, so that a denial of others never
# applies. moto would deny every request.
@patch(access_control.IAMPolicyStatement)
def is_action_permitted(original, self, *args, **kwargs):
    conditions = self._statement.get("Condition", {})
    if conditions.get("Bool", {}).get("aws:SecureTransport") == "false":
        return access_control.PermissionResult.NEUTRAL
    return original(self, *args, **kwargs)
