package albauth

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"math/big"
	"time"
)

const (
	maxLoadBalancerKeys   = 50
	loadBalancerKeyMaxAge = time.Hour
	jwksMaxAge            = 10 * time.Minute
	// Anybody can send an unknown key id in an access token, so all of them share one fetch a second.
	unknownKidMaxAge = time.Second
	minModulusBits   = 2048
)

type loadBalancerKeys struct {
	url       string
	documents *keyDocuments[*ecdsa.PublicKey]
	lookups   lookupLimit
}

func newLoadBalancerKeys(url string) *loadBalancerKeys {
	return &loadBalancerKeys{url: url, documents: newKeyDocuments(parseP256PEM, maxLoadBalancerKeys)}
}

// get takes a kid that is a UUID, and the user of a verified access token.
func (k *loadBalancerKeys) get(ctx context.Context, kid, subject string) (*ecdsa.PublicKey, error) {
	budget := userBudget{&k.lookups, subject}
	key, err := k.documents.get(ctx, k.url+"/"+kid, loadBalancerKeyMaxAge, allowStale, budget)
	switch {
	case errors.Is(err, errAbsent):
		return nil, reject("ERR_KEY_NOT_FOUND")
	case errors.Is(err, errFetchLimit):
		return nil, reject("ERR_KEY_FETCH_LIMIT")
	case err != nil:
		return nil, reject("ERR_KEYS_UNAVAILABLE")
	}
	return key, nil
}

type userPoolKeys struct {
	url       string
	documents *keyDocuments[map[string]*rsa.PublicKey]
}

func newUserPoolKeys(url string) *userPoolKeys {
	return &userPoolKeys{url, newKeyDocuments(parseJWKS, 1)}
}

func (k *userPoolKeys) get(ctx context.Context, kid string) (*rsa.PublicKey, error) {
	keys, err := k.documents.get(ctx, k.url, jwksMaxAge, allowStale, unlimited{})
	if err == nil && keys[kid] == nil {
		keys, err = k.documents.get(ctx, k.url, unknownKidMaxAge, mustBeFresh, unlimited{})
	}
	// There is one document, so a source that does not have it is down.
	if err != nil {
		return nil, reject("ERR_JWKS_UNAVAILABLE")
	}
	if keys[kid] == nil {
		return nil, reject("ERR_ACCESS_KEY")
	}
	return keys[kid], nil
}

func (k *userPoolKeys) load(ctx context.Context) bool {
	_, err := k.documents.get(ctx, k.url, jwksMaxAge, allowStale, unlimited{})
	return err == nil
}

func parseP256PEM(body []byte) (*ecdsa.PublicKey, error) {
	block, _ := pem.Decode(body)
	if block == nil {
		return nil, errors.New("the public-key endpoint returned no PEM")
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	publicKey, isECDSA := key.(*ecdsa.PublicKey)
	if !isECDSA || publicKey.Curve != elliptic.P256() {
		return nil, errors.New("the public-key endpoint returned a key that is not P-256")
	}
	return publicKey, nil
}

type jwk struct {
	Kty, Kid, Use, Alg, N, E string
	KeyOps                   []string `json:"key_ops"`
}

// parseJWKS leaves out keys for other purposes, and key ids that two keys have.
func parseJWKS(body []byte) (map[string]*rsa.PublicKey, error) {
	var document struct{ Keys []json.RawMessage }
	if err := json.Unmarshal(body, &document); err != nil {
		return nil, err
	}
	keys, seen := map[string]*rsa.PublicKey{}, map[string]bool{}
	for _, text := range document.Keys {
		var entry jwk
		if json.Unmarshal(text, &entry) != nil || !entry.isForRS256() {
			continue
		}
		key := entry.publicKey()
		if key == nil || seen[entry.Kid] {
			delete(keys, entry.Kid)
			continue
		}
		keys[entry.Kid], seen[entry.Kid] = key, true
	}
	if len(keys) == 0 {
		return nil, errors.New("the JWKS has no RSA key for RS256")
	}
	return keys, nil
}

func (j *jwk) isForRS256() bool {
	canVerify := j.KeyOps == nil
	for _, operation := range j.KeyOps {
		canVerify = canVerify || operation == "verify"
	}
	return j.Kty == "RSA" && j.Kid != "" && (j.Use == "" || j.Use == "sig") && (j.Alg == "" || j.Alg == "RS256") && canVerify
}

func (j *jwk) publicKey() *rsa.PublicKey {
	n, nErr := base64.RawURLEncoding.DecodeString(j.N)
	e, eErr := base64.RawURLEncoding.DecodeString(j.E)
	exponent := new(big.Int).SetBytes(e)
	key := &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(exponent.Int64())}
	if nErr != nil || eErr != nil || !exponent.IsInt64() || key.N.BitLen() < minModulusBits {
		return nil
	}
	return key
}
