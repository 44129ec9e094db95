package albauth

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"regexp"
	"strings"
)

const maxTokenBytes = 16_384

// Three base64url segments. The load balancer pads them and signs the padding; Cognito does not pad.
var (
	dataTokenPattern   = regexp.MustCompile(`^[\w-]+={0,2}\.[\w-]+={0,2}\.[\w-]*={0,2}$`)
	accessTokenPattern = regexp.MustCompile(`^[\w-]+\.[\w-]+\.[\w-]*$`)
	uuidPattern        = regexp.MustCompile(`^(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
)

// object is a JSON object. A map and not a struct: encoding/json matches the fields of structs without
// regard to case, so that "SIGNER" would count as "signer".
type object = map[string]any

type token struct{ header, payload, signature, signed string }

func parseToken(text string, pattern *regexp.Regexp) (*token, bool) {
	if !pattern.MatchString(text) {
		return nil, false
	}
	segments := strings.Split(text, ".")
	for _, segment := range segments {
		// Partial padding would be a second spelling of the same bytes.
		if strings.HasSuffix(segment, "=") && len(segment)%4 != 0 {
			return nil, false
		}
	}
	// What is signed is what was sent, with the padding: some JWT libraries strip it, and then the
	// signature does not match.
	signed := segments[0] + "." + segments[1]
	return &token{segments[0], segments[1], segments[2], signed}, true
}

// isSignedES256 checks a JWS signature: r‖s, 32 bytes each (RFC 7518, section 3.4).
func (t *token) isSignedES256(key *ecdsa.PublicKey) bool {
	signature, err := decode(t.signature)
	if err != nil || len(signature) != 64 {
		return false
	}
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	hash := sha256.Sum256([]byte(t.signed))
	return ecdsa.Verify(key, hash[:], r, s)
}

func (t *token) isSignedRS256(key *rsa.PublicKey) bool {
	signature, err := decode(t.signature)
	hash := sha256.Sum256([]byte(t.signed))
	return err == nil && rsa.VerifyPKCS1v15(key, crypto.SHA256, hash[:], signature) == nil
}

func decode(segment string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(segment, "="))
}

func decodeObject(segment string) (object, bool) {
	text, err := decode(segment)
	if err != nil {
		return nil, false
	}
	var value object
	err = json.Unmarshal(text, &value)
	return value, err == nil && value != nil
}
