package main

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"example.com/alb-auth/albauth"
)

// settings are the environment variables of docs/container-contract.md.
type settings struct {
	address            string
	idleTimeout        time.Duration
	stopTimeout        time.Duration
	appURLs            []string
	cognitoDomainURL   string
	sessionCookieNames []string
	signOutPath        string
	signedOutPath      string
	verifier           albauth.Options
}

// readSettings returns an error that names every missing or invalid variable.
func readSettings() (*settings, error) {
	var issues []string
	optional := func(name, absent string) string {
		if value := strings.TrimSpace(os.Getenv(name)); value != "" {
			return value
		}
		return absent
	}
	required := func(name string) string {
		value := optional(name, "")
		if value == "" {
			issues = append(issues, name+" is not set.")
		}
		return value
	}
	integer := func(name, text string) time.Duration {
		value, err := strconv.ParseUint(text, 10, 16)
		if err != nil && text != "" {
			issues = append(issues, fmt.Sprintf("%s %q is not an integer from 0 to 65535.", name, text))
		}
		return time.Duration(value)
	}
	port := required("PORT")
	integer("PORT", port)
	issuer := required("COGNITO_ISSUER")
	if parsed, err := url.Parse(issuer); issuer != "" && (err != nil || parsed.Scheme != "https" || strings.HasSuffix(issuer, "/") || strings.Contains(issuer, ",")) {
		issues = append(issues, fmt.Sprintf("COGNITO_ISSUER %q matches no token. Copy the iss of a token exactly.", issuer))
	}
	// A program that ignored it would let every user pass.
	if optional("ROUTE_GROUPS", "") != "" {
		issues = append(issues, "ROUTE_GROUPS is set, and this program does not enforce the groups of routes. Use alb-auth, or implement it.")
	}
	appURL := required("APP_URL")
	read := &settings{
		address:            net.JoinHostPort(optional("HOST", ""), port),
		idleTimeout:        time.Second * integer("IDLE_TIMEOUT_SECONDS", optional("IDLE_TIMEOUT_SECONDS", "60")),
		stopTimeout:        time.Second * integer("STOP_TIMEOUT_SECONDS", optional("STOP_TIMEOUT_SECONDS", "30")),
		appURLs:            append([]string{appURL}, entries(optional("APP_URLS", ""))...),
		cognitoDomainURL:   strings.TrimRight(required("COGNITO_DOMAIN_URL"), "/"),
		sessionCookieNames: entries(required("SESSION_COOKIE_NAMES")),
		signOutPath:        required("SIGN_OUT_PATH"),
		signedOutPath:      required("SIGNED_OUT_PATH"),
		verifier: albauth.Options{
			LoadBalancerARNs: entries(required("ALB_ARN")),
			ClientIDs:        entries(required("COGNITO_CLIENT_ID")),
			Issuer:           issuer,
			PublicKeysURL:    optional("ALB_PUBLIC_KEYS_URL", ""),
			JWKSURL:          optional("COGNITO_JWKS_URL", ""),
		},
	}
	if len(issues) > 0 {
		return nil, fmt.Errorf("%s", strings.Join(issues, " "))
	}
	return read, nil
}

func entries(text string) []string {
	var list []string
	for _, entry := range strings.Split(text, ",") {
		if entry = strings.TrimSpace(entry); entry != "" {
			list = append(list, entry)
		}
	}
	return list
}
