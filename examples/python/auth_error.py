UNAVAILABLE = {"ERR_KEYS_UNAVAILABLE", "ERR_JWKS_UNAVAILABLE", "ERR_KEY_FETCH_LIMIT"}


class AuthError(Exception):
    """A rejected request. `code` is for the log, `status` and `headers` are for the response.

    Carries no token and no claim. The codes are those of docs/errors.md.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        is_outage = code in UNAVAILABLE
        self.status = 503 if is_outage else 401
        self.headers = {"Retry-After": "2"} if is_outage else {"WWW-Authenticate": 'Bearer error="invalid_token"'}
