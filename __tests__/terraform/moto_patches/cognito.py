"""Corrections of user pools."""

import secrets
import string

from moto.cognitoidp import models as cognito
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult, EmptyResult

from .patch import patch


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
