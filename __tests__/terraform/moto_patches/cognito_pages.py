"""Own domains of user pools, and the customization of the hosted UI."""

import base64
import hashlib

from moto.cognitoidp import models as cognito
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult

from .patch import patch


@patch(cognito.CognitoIdpUserPoolDomain)
def to_json(original, self, extended=True):
    response = original(self, extended)
    if not extended or not self.custom_domain_config:
        return response
    return {**response, "CustomDomainConfig": self.custom_domain_config}


def domain_of(self, pool_id):
    domains = self.backend.user_pool_domains.values()
    found = [domain for domain in domains if domain.user_pool_id == pool_id]
    if not found:
        raise JsonRESTError(
            "InvalidParameterException",
            "There has to be an existing domain associated with this user pool",
        )
    return found[0]


def customization_of(self):
    pool = self.backend.describe_user_pool(self._get_param("UserPoolId"))
    client_id = self._get_param("ClientId") or "ALL"
    stored = getattr(pool, "ui_customizations", {}).get(client_id, {})
    return {"UserPoolId": pool.id, "ClientId": client_id, **stored}


@patch(CognitoIdpResponse)
def set_ui_customization(_, self):
    pool = self.backend.describe_user_pool(self._get_param("UserPoolId"))
    domain_of(self, pool.id)
    css, image = self._get_param("CSS"), self._get_param("ImageFile")
    stored = {}
    if css:
        stored.update({"CSS": css, "CSSVersion": "20261130000000"})
    if image:
        digest = hashlib.sha256(base64.b64decode(image)).hexdigest()
        stored["ImageUrl"] = f"https://example.cloudfront.net/{pool.id}/{digest}/image.jpg"
    pool.ui_customizations = {
        **getattr(pool, "ui_customizations", {}),
        self._get_param("ClientId") or "ALL": stored,
    }
    return ActionResult({"UICustomization": customization_of(self)})


@patch(CognitoIdpResponse)
def get_ui_customization(_, self):
    return ActionResult({"UICustomization": customization_of(self)})
