package main

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

const (
	signOutPage   = `<!doctype html><title>Sign out</title><form method="post"><button>Sign out</button></form>`
	signedOutPage = `<!doctype html><title>Signed out</title><p>You are signed out. <a href="/">Sign in</a>`

	// AWS splits a session cookie into at most 4 shards.
	shards = 4
)

func signOut(settings *settings) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		// A link or a prefetch must not end a session, so GET only asks.
		if request.Method != http.MethodPost {
			page(signOutPage).ServeHTTP(response, request)
			return
		}
		// Session cookies are SameSite=None, so a browser sends them from pages of other sites too.
		if origin := request.Header.Get("Origin"); origin != "" && !contains(settings.appURLs, origin) {
			http.Error(response, http.StatusText(http.StatusForbidden), http.StatusForbidden)
			return
		}
		for _, name := range settings.sessionCookieNames {
			for shard := 0; shard < shards; shard++ {
				// Browsers replace only a cookie with the same name and path.
				http.SetCookie(response, &http.Cookie{
					Name:     name + "-" + strconv.Itoa(shard),
					Path:     "/",
					MaxAge:   -1,
					Secure:   true,
					HttpOnly: true,
					SameSite: http.SameSiteNoneMode,
				})
			}
		}
		response.Header().Set("Clear-Site-Data", `"cache"`)
		http.Redirect(response, request, signOutURL(settings, request.Host), http.StatusSeeOther)
	})
}

// signOutURL is where Cognito ends its own session; otherwise the next visit would sign the user in silently.
func signOutURL(settings *settings, host string) string {
	appURL := settings.appURLs[0]
	for _, candidate := range settings.appURLs {
		if _, candidateHost, _ := strings.Cut(candidate, "://"); strings.EqualFold(candidateHost, host) {
			appURL = candidate
		}
	}
	query := url.Values{
		"client_id":  {settings.verifier.ClientIDs[0]},
		"logout_uri": {appURL + settings.signedOutPath},
	}
	return settings.cognitoDomainURL + "/logout?" + query.Encode()
}

func page(text string) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, _ *http.Request) {
		response.Header().Set("Content-Type", "text/html; charset=utf-8")
		response.Header().Set("Cache-Control", "no-store")
		response.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		_, _ = response.Write([]byte(text))
	})
}

func contains(list []string, text string) bool {
	for _, entry := range list {
		if entry == text {
			return true
		}
	}
	return false
}
