"""A FastAPI application behind an Application Load Balancer that signs users in with Cognito."""

import json
import os
import sys
from urllib.parse import urlencode, urlsplit

import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from alb_auth import HEADERS, AlbVerifier, Identity
from auth_error import AuthError
from settings import Settings

NO_STORE = {"Cache-Control": "no-store"}
PAGE_HEADERS = {**NO_STORE, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
SIGN_OUT_PAGE = '<!doctype html><title>Sign out</title><form method="post"><button>Sign out</button></form>'
SIGNED_OUT_PAGE = '<!doctype html><title>Signed out</title><p>You are signed out. <a href="/">Sign in</a>'

# AWS splits a session cookie into at most 4 shards.
SHARDS = range(4)


def create_app(settings: Settings) -> FastAPI:
    # Without /docs and /openapi.json, which are public.
    app = FastAPI(openapi_url=None)
    verifier = AlbVerifier(
        load_balancer_arns=settings.load_balancer_arns,
        client_ids=settings.client_ids,
        issuer=settings.issuer,
        public_keys_url=settings.public_keys_url,
        jwks_url=settings.jwks_url,
    )

    async def signed_in(request: Request) -> Identity:
        return await verifier.verify({name: request.headers.getlist(name) for name in HEADERS})

    @app.exception_handler(AuthError)
    async def reject(request: Request, error: AuthError) -> Response:
        # With the trace id, the local emulator's inspector shows the code beside the request.
        trace_id = request.headers.get("x-amzn-trace-id")
        print(json.dumps({"level": "warn", "code": error.code, "traceId": trace_id}), flush=True)
        # The same body for every code: a forger learns nothing from it.
        text = "Unauthorized" if error.status == 401 else "Service Unavailable"
        return JSONResponse({"error": text}, error.status, {**NO_STORE, **error.headers})

    @app.get("/")
    async def home(identity: Identity = Depends(signed_in)) -> Response:
        return JSONResponse(identity.__dict__, headers=NO_STORE)

    is_ready = False

    @app.get("/readyz")
    async def ready() -> Response:
        # Stays ready once it was: an outage of the key source must not take every container out of service.
        nonlocal is_ready
        is_ready = is_ready or await verifier.load_key_set()
        return JSONResponse({"ready": is_ready}, 200 if is_ready else 503)

    # A link or a prefetch must not end a session, so GET only asks.
    @app.get(settings.sign_out_path)
    async def ask() -> Response:
        return HTMLResponse(SIGN_OUT_PAGE, headers=PAGE_HEADERS)

    @app.post(settings.sign_out_path)
    async def sign_out(request: Request) -> Response:
        # Session cookies are SameSite=None, so a browser sends them from pages of other sites too.
        if request.headers.get("origin", settings.app_urls[0]) not in settings.app_urls:
            raise HTTPException(403)
        response = RedirectResponse(sign_out_url(settings, request.headers.get("host", "")), 303)
        for name in settings.session_cookie_names:
            for shard in SHARDS:
                # Browsers replace only a cookie with the same name and path.
                response.set_cookie(
                    f"{name}-{shard}", "", max_age=0, expires=0, secure=True, httponly=True, samesite="none"
                )
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    @app.get(settings.signed_out_path)
    async def signed_out() -> Response:
        return HTMLResponse(SIGNED_OUT_PAGE, headers=PAGE_HEADERS)

    # The last route: strangers do not learn which paths exist.
    @app.get("/{path:path}", dependencies=[Depends(signed_in)])
    async def missing() -> Response:
        raise HTTPException(404)

    return app


def sign_out_url(settings: Settings, host: str) -> str:
    """Where Cognito ends its own session; otherwise the next visit would sign the user in silently."""
    app_url = next((url for url in settings.app_urls if urlsplit(url).netloc == host.lower()), settings.app_urls[0])
    query = urlencode({"client_id": settings.client_ids[0], "logout_uri": app_url + settings.signed_out_path})
    return f"{settings.cognito_domain_url.rstrip('/')}/logout?{query}"


if __name__ == "__main__":
    try:
        configuration = Settings.from_environment(os.environ)
        application = create_app(configuration)
    except ValueError as error:
        sys.exit(f"The application cannot start with this environment. {error} See docs/container-contract.md.")
    uvicorn.run(
        application,
        host=configuration.host,
        port=configuration.port,
        # Longer than the load balancer's: it would otherwise send on a connection that is being closed.
        timeout_keep_alive=configuration.idle_timeout_seconds + 5,
        # Takes the 64 KiB of headers that a load balancer may send; h11 takes 16 KiB by default.
        http="httptools",
        access_log=False,
        server_header=False,
    )
