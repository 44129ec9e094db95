"""Corrections of the first and second factors of user pools."""

from moto.cognitoidp import models as cognito
from moto.cognitoidp.exceptions import InvalidParameterException
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.core.responses import ActionResult

from .patch import patch

SECOND_FACTORS = ("SmsMfaConfiguration", "SoftwareTokenMfaConfiguration", "EmailMfaConfiguration")


def first_factors(policies):
    sign_in = (policies or {}).get("SignInPolicy") or {}
    return sign_in.get("AllowedFirstAuthFactors", ["PASSWORD"])


@patch(cognito.CognitoIdpUserPool)
def update_extended_config(original, self, extended_config):
    """What a request leaves out stays, and what the pool has not is reported with its default."""
    before = getattr(self, "extended_config", {}).get("Policies")
    policies = dict(extended_config.get("Policies") or {})
    policies.setdefault("SignInPolicy", {"AllowedFirstAuthFactors": first_factors(before)})
    factors = first_factors(policies)
    if "PASSWORD" not in factors:
        raise InvalidParameterException("PASSWORD must be an allowed first auth factor.")
    tier = extended_config.get("UserPoolTier") or "ESSENTIALS"
    if tier == "LITE" and factors != ["PASSWORD"]:
        raise InvalidParameterException(f"Choice-based sign-in is not available in tier {tier}.")
    original(self, {**extended_config, "Policies": policies})


def require_valid_factors(pool, parameters):
    """As AWS checks SetUserPoolMfaConfig; the first three in its words."""
    mode = parameters.get("MfaConfiguration", "OFF")
    given = [name for name in SECOND_FACTORS if parameters.get(name) is not None]
    if mode == "OFF" and given:
        raise InvalidParameterException(
            "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
        )
    factors = first_factors(pool.extended_config.get("Policies"))
    if mode == "ON" and any(factor.endswith("_OTP") for factor in factors):
        raise InvalidParameterException(
            "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"
        )
    passkeys = parameters.get("WebAuthnConfiguration") or {}
    single = passkeys.get("FactorConfiguration", "SINGLE_FACTOR") == "SINGLE_FACTOR"
    if mode == "ON" and "WEB_AUTHN" in factors and single:
        raise InvalidParameterException(
            "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor"
        )
    if "EmailMfaConfiguration" in given:
        sender = (pool.extended_config.get("EmailConfiguration") or {}).get("EmailSendingAccount")
        recovery = pool.extended_config.get("AccountRecoverySetting") or {}
        if sender != "DEVELOPER":
            raise InvalidParameterException("Email MFA needs an email configuration with SES.")
        if len(recovery.get("RecoveryMechanisms", [])) < 2:
            raise InvalidParameterException("Email MFA needs a second way to recover an account.")
    return mode


@patch(CognitoIdpResponse)
def set_user_pool_mfa_config(_, self):
    pool = self.backend.describe_user_pool(self._get_param("UserPoolId"))
    pool.mfa_config = require_valid_factors(pool, self.parameters)
    pool.sms_mfa_config = self._get_param("SmsMfaConfiguration", None)
    pool.token_mfa_config = self._get_param("SoftwareTokenMfaConfiguration", None)
    pool.email_mfa_config = self._get_param("EmailMfaConfiguration", None)
    # Independent of the other settings, so that it stays when it is left out.
    passkeys = self._get_param("WebAuthnConfiguration", None)
    if passkeys is not None:
        pool.web_authn_config = passkeys
    return self.get_user_pool_mfa_config()


@patch(CognitoIdpResponse)
def get_user_pool_mfa_config(_, self):
    pool_id = self._get_param("UserPoolId")
    pool = self.backend.describe_user_pool(pool_id)
    response = {
        **self.backend.get_user_pool_mfa_config(pool_id),
        "EmailMfaConfiguration": getattr(pool, "email_mfa_config", None),
        "WebAuthnConfiguration": getattr(pool, "web_authn_config", None),
    }
    return ActionResult({key: value for key, value in response.items() if value is not None})
