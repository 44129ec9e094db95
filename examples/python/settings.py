"""Reads the environment variables of docs/container-contract.md."""

from dataclasses import dataclass
from typing import Mapping

REQUIRED = (
    "PORT",
    "APP_URL",
    "ALB_ARN",
    "COGNITO_ISSUER",
    "COGNITO_CLIENT_ID",
    "COGNITO_DOMAIN_URL",
    "SESSION_COOKIE_NAMES",
    "SIGN_OUT_PATH",
    "SIGNED_OUT_PATH",
)


@dataclass(frozen=True)
class Settings:
    host: str
    port: int
    idle_timeout_seconds: int
    app_urls: list[str]
    load_balancer_arns: list[str]
    issuer: str
    client_ids: list[str]
    public_keys_url: str | None
    jwks_url: str | None
    cognito_domain_url: str
    session_cookie_names: list[str]
    sign_out_path: str
    signed_out_path: str

    @staticmethod
    def from_environment(env: Mapping[str, str]) -> "Settings":
        """Raises ValueError with every missing or invalid variable."""
        values = {name: value.strip() for name, value in env.items() if value.strip() != ""}
        issues = [f"{name} is not set." for name in REQUIRED if name not in values]
        for name in ("PORT", "IDLE_TIMEOUT_SECONDS"):
            if not values.get(name, "0").isdecimal():
                issues.append(f'{name} "{values[name]}" is not an integer.')
        issuer = values.get("COGNITO_ISSUER", "https://…")
        if not issuer.startswith("https://") or issuer.endswith("/") or "," in issuer:
            issues.append(f'COGNITO_ISSUER "{issuer}" matches no token. Copy the `iss` of a token exactly.')
        # An example that ignored it would let every user pass.
        if "ROUTE_GROUPS" in values:
            issues.append(
                "ROUTE_GROUPS is set, and this program does not enforce the groups of routes. "
                "Use alb-auth, or implement it."
            )
        if issues:
            raise ValueError(" ".join(issues))
        app_urls = entries(values.get("APP_URLS", values["APP_URL"]))
        return Settings(
            host=values.get("HOST", "0.0.0.0"),
            port=int(values["PORT"]),
            idle_timeout_seconds=int(values.get("IDLE_TIMEOUT_SECONDS", "60")),
            app_urls=[values["APP_URL"], *(url for url in app_urls if url != values["APP_URL"])],
            load_balancer_arns=entries(values["ALB_ARN"]),
            issuer=values["COGNITO_ISSUER"],
            client_ids=entries(values["COGNITO_CLIENT_ID"]),
            public_keys_url=values.get("ALB_PUBLIC_KEYS_URL"),
            jwks_url=values.get("COGNITO_JWKS_URL"),
            cognito_domain_url=values["COGNITO_DOMAIN_URL"],
            session_cookie_names=entries(values["SESSION_COOKIE_NAMES"]),
            sign_out_path=values["SIGN_OUT_PATH"],
            signed_out_path=values["SIGNED_OUT_PATH"],
        )


def entries(text: str) -> list[str]:
    return [entry.strip() for entry in text.split(",") if entry.strip() != ""]
