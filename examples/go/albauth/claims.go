package albauth

import "strings"

const (
	maxClaimDepth = 20

	// The load balancer refreshes an access token only once it has expired by its own clock.
	accessTokenGraceSeconds = 10
)

// checkDataPayload reads the signed payload, which has to repeat the header's iss and exp.
func checkDataPayload(data *token, header object, now float64) (object, error) {
	claims, isObject := decodeObject(data.payload)
	if !isObject {
		return nil, reject("ERR_DATA_MALFORMED")
	}
	if err := checkNotExpired(claims, now); err != nil {
		return nil, err
	}
	if claims["exp"] != header["exp"] || !isSameText(claims["iss"], header["iss"]) {
		return nil, reject("ERR_DATA_CLAIMS_DIFFER")
	}
	if subject, _ := claims["sub"].(string); subject == "" {
		return nil, reject("ERR_DATA_SUBJECT_MISSING")
	}
	if !isAtMostDeep(claims, maxClaimDepth) {
		return nil, reject("ERR_DATA_NESTED")
	}
	return claims, nil
}

func checkNotExpired(claims object, now float64) error {
	exp, isNumber := claims["exp"].(float64)
	if !isNumber {
		return reject("ERR_DATA_EXPIRY_MISSING")
	}
	if exp <= now {
		return reject("ERR_DATA_EXPIRED")
	}
	return nil
}

func checkAccessClaims(claims object, now float64) error {
	subject, _ := claims["sub"].(string)
	exp, hasExp := claims["exp"].(float64)
	_, isIssuedAt := valueOr(claims, "iat", 0.0).(float64)
	notBefore, isNotBefore := valueOr(claims, "nbf", 0.0).(float64)
	_, isScope := valueOr(claims, "scope", "").(string)
	_, areGroups := textList(valueOr(claims, "cognito:groups", []any{}))
	switch {
	case subject == "" || !hasExp || !isIssuedAt || !isNotBefore || !isScope || !areGroups || notBefore > now:
		return reject("ERR_ACCESS_CLAIMS")
	case exp+accessTokenGraceSeconds <= now:
		return reject("ERR_ACCESS_EXPIRED")
	}
	return nil
}

func newIdentity(claims, access object) *Identity {
	subject := access["sub"].(string)
	identity := &Identity{Subject: subject, Username: subject, Scopes: []string{}}
	if username, isText := access["username"].(string); isText {
		identity.Username = username
	}
	if email, isText := claims["email"].(string); isText {
		identity.Email = &email
	}
	identity.Groups, _ = textList(valueOr(access, "cognito:groups", []any{}))
	scope, _ := access["scope"].(string)
	for _, name := range strings.Split(scope, " ") {
		if name != "" {
			identity.Scopes = append(identity.Scopes, name)
		}
	}
	return identity
}

func valueOr(claims object, name string, absent any) any {
	if value, isPresent := claims[name]; isPresent {
		return value
	}
	return absent
}

func textList(value any) ([]string, bool) {
	items, isList := value.([]any)
	texts := make([]string, 0, len(items))
	for _, item := range items {
		text, isText := item.(string)
		if !isText {
			return nil, false
		}
		texts = append(texts, text)
	}
	return texts, isList
}

// isAtMostDeep reports whether a value is nested at most so many levels deep.
func isAtMostDeep(value any, levels int) bool {
	var children []any
	switch value := value.(type) {
	case object:
		for _, child := range value {
			children = append(children, child)
		}
	case []any:
		children = value
	default:
		return true
	}
	if levels == 0 {
		return false
	}
	for _, child := range children {
		if !isAtMostDeep(child, levels-1) {
			return false
		}
	}
	return true
}

func isOneOf(value any, accepted map[string]bool) bool {
	text, isText := value.(string)
	return isText && accepted[text]
}

func isSameText(value, other any) bool {
	text, isText := value.(string)
	return isText && text == other
}

func hasAny(header object, names ...string) bool {
	for _, name := range names {
		if _, isPresent := header[name]; isPresent {
			return true
		}
	}
	return false
}

func setOf(values ...string) map[string]bool {
	set := make(map[string]bool, len(values))
	for _, value := range values {
		set[value] = true
	}
	return set
}
