package albauth

import "net/http"

// Error is a rejected request. Code is for the log, Status and Header are for the response. It carries
// no token and no claim. The codes are those of docs/errors.md.
type Error struct{ Code string }

func (e *Error) Error() string { return e.Code }

func (e *Error) isOutage() bool {
	return e.Code == "ERR_KEYS_UNAVAILABLE" || e.Code == "ERR_JWKS_UNAVAILABLE" || e.Code == "ERR_KEY_FETCH_LIMIT"
}

// Status is 401, or 503 where a key could not be fetched and the user did nothing wrong.
func (e *Error) Status() int {
	if e.isOutage() {
		return http.StatusServiceUnavailable
	}
	return http.StatusUnauthorized
}

// Header returns name and value of the response header that belongs to the status.
func (e *Error) Header() (name, value string) {
	if e.isOutage() {
		return "Retry-After", "2"
	}
	return "WWW-Authenticate", `Bearer error="invalid_token"`
}

func reject(code string) error { return &Error{Code: code} }
