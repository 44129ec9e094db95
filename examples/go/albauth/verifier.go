// Package albauth verifies the headers that an AWS Application Load Balancer adds after it has signed a
// user in with Cognito. Copy this folder into your project. It needs nothing but the standard library.
package albauth

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"
)

const (
	dataHeader        = "X-Amzn-Oidc-Data"
	accessTokenHeader = "X-Amzn-Oidc-Accesstoken"
	identityHeader    = "X-Amzn-Oidc-Identity"
)

var (
	arnPattern    = regexp.MustCompile(`^arn:(aws[a-z-]*):elasticloadbalancing:([a-z0-9-]+):[0-9]{12}:loadbalancer/app/[A-Za-z0-9-]{1,32}/[A-Za-z0-9]+$`)
	issuerPattern = regexp.MustCompile(`^https://(?:issuer-)?(cognito-idp\.[a-z0-9-]+\.amazonaws\.[a-z.]+/[\w-]+)$`)
)

// Identity is the signed-in user, as the load balancer and the user pool both signed it.
type Identity struct {
	Subject  string   `json:"subject"`
	Username string   `json:"username"`
	Email    *string  `json:"email"`
	Groups   []string `json:"groups"`
	Scopes   []string `json:"scopes"`
}

// Options says whose users to accept.
type Options struct {
	LoadBalancerARNs []string
	ClientIDs        []string
	Issuer           string
	// PublicKeysURL is derived from the ARN if it is empty.
	PublicKeysURL string
	// JWKSURL is derived from the issuer if it is empty.
	JWKSURL string
}

// Verifier accepts a request only if your load balancer and your user pool signed it for your app client.
type Verifier struct {
	signers, clientIDs, issuers map[string]bool
	loadBalancerKeys            *loadBalancerKeys
	userPoolKeys                *userPoolKeys
}

// New returns an error if an ARN is invalid or AWS documents no public-key address for its partition.
func New(options Options) (*Verifier, error) {
	publicKeysURL := options.PublicKeysURL
	if publicKeysURL == "" {
		derived, err := derivePublicKeysURL(options.LoadBalancerARNs)
		if err != nil {
			return nil, err
		}
		publicKeysURL = derived
	}
	jwksURL := options.JWKSURL
	if jwksURL == "" {
		jwksURL = options.Issuer + "/.well-known/jwks.json"
	}
	return &Verifier{
		signers:          setOf(options.LoadBalancerARNs...),
		clientIDs:        setOf(options.ClientIDs...),
		issuers:          setOf(issuerForms(options.Issuer)...),
		loadBalancerKeys: newLoadBalancerKeys(strings.TrimRight(publicKeysURL, "/")),
		userPoolKeys:     newUserPoolKeys(jwksURL),
	}, nil
}

// Verify returns the user, or an *Error.
func (v *Verifier) Verify(ctx context.Context, headers http.Header) (*Identity, error) {
	data, err := onlyValue(headers, dataHeader, "ERR_DATA_MISSING")
	if err != nil {
		return nil, err
	}
	accessToken, err := onlyValue(headers, accessTokenHeader, "ERR_ACCESS_MISSING")
	if err != nil {
		return nil, err
	}
	identity, err := onlyValue(headers, identityHeader, "ERR_IDENTITY_MISSING")
	if err != nil {
		return nil, err
	}
	now := float64(time.Now().UnixMilli()) / 1000
	dataToken, header, err := v.checkDataHeader(data, now)
	if err != nil {
		return nil, err
	}
	// Before the load balancer's key: anybody can write a key id, nobody else has a valid access token.
	access, err := v.verifyAccessToken(ctx, accessToken, now)
	if err != nil {
		return nil, err
	}
	subject := access["sub"].(string)
	key, err := v.loadBalancerKeys.get(ctx, header["kid"].(string), subject)
	if err != nil {
		return nil, err
	}
	if !dataToken.isSignedES256(key) {
		return nil, reject("ERR_DATA_SIGNATURE")
	}
	claims, err := checkDataPayload(dataToken, header, now)
	if err != nil {
		return nil, err
	}
	if claims["sub"] != subject || identity != subject {
		return nil, reject("ERR_SUBJECT_MISMATCH")
	}
	// The two may name different app clients of the list: during a rotation, the load balancer keeps
	// sessions of the previous client behind rules of the current one.
	return newIdentity(claims, access), nil
}

// LoadKeySet is for readiness checks: whether the user pool's keys could be fetched.
func (v *Verifier) LoadKeySet(ctx context.Context) bool { return v.userPoolKeys.load(ctx) }

// checkDataHeader rejects what the unverified header gives away, so that a forged token costs no key fetch.
func (v *Verifier) checkDataHeader(text string, now float64) (*token, object, error) {
	if len(text) > maxTokenBytes {
		return nil, nil, reject("ERR_DATA_OVERSIZE")
	}
	data, isValid := parseToken(text, dataTokenPattern)
	if !isValid {
		return nil, nil, reject("ERR_DATA_MALFORMED")
	}
	header, isObject := decodeObject(data.header)
	kid, _ := header["kid"].(string)
	switch {
	case !isObject:
		return nil, nil, reject("ERR_DATA_MALFORMED")
	case header["alg"] != "ES256":
		return nil, nil, reject("ERR_DATA_ALGORITHM")
	case hasAny(header, "crit", "b64"):
		return nil, nil, reject("ERR_DATA_MALFORMED")
	// The key id becomes part of a URL.
	case !uuidPattern.MatchString(kid):
		return nil, nil, reject("ERR_DATA_KID")
	case !isOneOf(header["signer"], v.signers):
		return nil, nil, reject("ERR_DATA_SIGNER")
	case !isOneOf(header["client"], v.clientIDs):
		return nil, nil, reject("ERR_DATA_CLIENT")
	case !isOneOf(header["iss"], v.issuers):
		return nil, nil, reject("ERR_DATA_ISSUER")
	}
	return data, header, checkNotExpired(header, now)
}

// verifyAccessToken checks the unverified claims first as well, then the signature.
func (v *Verifier) verifyAccessToken(ctx context.Context, text string, now float64) (object, error) {
	if len(text) > maxTokenBytes {
		return nil, reject("ERR_ACCESS_OVERSIZE")
	}
	access, isValid := parseToken(text, accessTokenPattern)
	if !isValid {
		return nil, reject("ERR_ACCESS_MALFORMED")
	}
	header, isObject := decodeObject(access.header)
	claims, areClaims := decodeObject(access.payload)
	kid, hasKid := header["kid"].(string)
	switch {
	case !isObject:
		return nil, reject("ERR_ACCESS_MALFORMED")
	case header["alg"] != "RS256":
		return nil, reject("ERR_ACCESS_ALGORITHM")
	case hasAny(header, "crit", "b64") || !areClaims:
		return nil, reject("ERR_ACCESS_MALFORMED")
	case !isOneOf(claims["iss"], v.issuers):
		return nil, reject("ERR_ACCESS_ISSUER")
	// An ID token has "id" here.
	case claims["token_use"] != "access":
		return nil, reject("ERR_ACCESS_USE")
	case !isOneOf(claims["client_id"], v.clientIDs):
		return nil, reject("ERR_ACCESS_CLIENT")
	}
	if err := checkAccessClaims(claims, now); err != nil {
		return nil, err
	}
	if !hasKid {
		return nil, reject("ERR_ACCESS_KEY")
	}
	key, err := v.userPoolKeys.get(ctx, kid)
	if err != nil {
		return nil, err
	}
	if !access.isSignedRS256(key) {
		return nil, reject("ERR_ACCESS_SIGNATURE")
	}
	return claims, nil
}

func onlyValue(headers http.Header, name, missing string) (string, error) {
	values := headers.Values(name)
	switch len(values) {
	case 0:
		return "", reject(missing)
	case 1:
		return values[0], nil
	default:
		return "", reject("ERR_HEADER_REPEATED")
	}
}

// derivePublicKeysURL says where the load balancers' public keys are, by their region and partition.
func derivePublicKeysURL(arns []string) (string, error) {
	var partition, region string
	for _, arn := range arns {
		match := arnPattern.FindStringSubmatch(arn)
		if match == nil || (region != "" && (match[1] != partition || match[2] != region)) {
			return "", fmt.Errorf("%q is not the ARN of an Application Load Balancer in the same region", arn)
		}
		partition, region = match[1], match[2]
	}
	switch partition {
	case "aws":
		return "https://public-keys.auth.elb." + region + ".amazonaws.com", nil
	case "aws-us-gov":
		return "https://s3-" + region + ".amazonaws.com/aws-elb-public-keys-prod-" + region, nil
	default:
		return "", fmt.Errorf("AWS documents no public-key address for the partition %q: set it yourself", partition)
	}
}

// issuerForms returns both issuers of a pool: Cognito has two, and a pool can change from one to the other.
func issuerForms(issuer string) []string {
	match := issuerPattern.FindStringSubmatch(issuer)
	if match == nil {
		return []string{issuer}
	}
	return []string{"https://" + match[1], "https://issuer-" + match[1]}
}
