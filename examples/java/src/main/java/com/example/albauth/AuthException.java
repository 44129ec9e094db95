package com.example.albauth;

import java.util.Set;

/**
 * A rejected request. The code is for the log, status and header are for the response. Carries no token
 * and no claim. The codes are those of docs/errors.md.
 */
public final class AuthException extends Exception {
    private static final Set<String> OUTAGES =
            Set.of("ERR_KEYS_UNAVAILABLE", "ERR_JWKS_UNAVAILABLE", "ERR_KEY_FETCH_LIMIT");

    private static final long serialVersionUID = 1;

    private final String code;

    AuthException(String code) {
        // Without a stack trace, which is most of what rejecting a forged token would cost.
        super(code, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    private boolean isOutage() {
        return OUTAGES.contains(code);
    }

    /** 401, or 503 where a key could not be fetched and the user did nothing wrong. */
    public int status() {
        return isOutage() ? 503 : 401;
    }

    public String reason() {
        return isOutage() ? "Service Unavailable" : "Unauthorized";
    }

    public String headerName() {
        return isOutage() ? "Retry-After" : "WWW-Authenticate";
    }

    public String headerValue() {
        return isOutage() ? "2" : "Bearer error=\"invalid_token\"";
    }
}
