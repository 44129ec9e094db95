// A net/http application behind an Application Load Balancer that signs users in with Cognito.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"example.com/alb-auth/albauth"
)

// keepAliveMargin is how much longer than the load balancer the server keeps an idle connection: the
// load balancer would otherwise send on a connection that is being closed.
const keepAliveMargin = 5 * time.Second

func main() {
	if err := run(); err != nil {
		fmt.Fprintf(os.Stderr, "The application cannot run. %v See docs/container-contract.md.\n", err)
		os.Exit(1)
	}
}

func run() error {
	settings, err := readSettings()
	if err != nil {
		return err
	}
	verifier, err := albauth.New(settings.verifier)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           routes(settings, verifier),
		IdleTimeout:       settings.idleTimeout + keepAliveMargin,
		ReadHeaderTimeout: settings.idleTimeout + keepAliveMargin,
		// A load balancer may send 64 KiB of headers.
		MaxHeaderBytes: 65_536,
	}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer cancel()
	listener, err := net.Listen("tcp", settings.address)
	if err != nil {
		return err
	}
	logLine("info", map[string]any{"message": "listening on " + listener.Addr().String()})
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-stop.Done():
		deadline, cancel := context.WithTimeout(context.Background(), settings.stopTimeout-time.Second)
		defer cancel()
		return server.Shutdown(deadline)
	}
}

func routes(settings *settings, verifier *albauth.Verifier) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/readyz", readiness(verifier))
	mux.Handle(settings.signOutPath, signOut(settings))
	mux.Handle(settings.signedOutPath, page(signedOutPage))
	// Every other path requires a sign-in, also those that do not exist.
	mux.Handle("/", requireSignIn(verifier, http.HandlerFunc(home)))
	return mux
}

func home(response http.ResponseWriter, request *http.Request) {
	if request.URL.Path != "/" {
		http.NotFound(response, request)
		return
	}
	writeJSON(response, http.StatusOK, identityOf(request))
}

type identityKey struct{}

// identityOf returns the user of a request that requireSignIn let pass.
func identityOf(request *http.Request) *albauth.Identity {
	return request.Context().Value(identityKey{}).(*albauth.Identity)
}

func requireSignIn(verifier *albauth.Verifier, next http.Handler) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		identity, err := verifier.Verify(request.Context(), request.Header)
		if err != nil {
			rejectRequest(response, request, err)
			return
		}
		ctx := context.WithValue(request.Context(), identityKey{}, identity)
		next.ServeHTTP(response, request.WithContext(ctx))
	})
}

func rejectRequest(response http.ResponseWriter, request *http.Request, err error) {
	var rejected *albauth.Error
	if !errors.As(err, &rejected) {
		http.Error(response, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	// With the trace id, the local emulator's inspector shows the code beside the request.
	logLine("warn", map[string]any{"code": rejected.Code, "traceId": request.Header.Get("X-Amzn-Trace-Id")})
	name, value := rejected.Header()
	response.Header().Set(name, value)
	// The same body for every code: a forger learns nothing from it.
	writeJSON(response, rejected.Status(), map[string]string{"error": http.StatusText(rejected.Status())})
}

// readiness stays ready once it was: an outage of the key source must not take every container out of
// service.
func readiness(verifier *albauth.Verifier) http.Handler {
	var isReady atomic.Bool
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		if !isReady.Load() && verifier.LoadKeySet(request.Context()) {
			isReady.Store(true)
		}
		status := http.StatusOK
		if !isReady.Load() {
			status = http.StatusServiceUnavailable
		}
		writeJSON(response, status, map[string]bool{"ready": isReady.Load()})
	})
}

func writeJSON(response http.ResponseWriter, status int, body any) {
	response.Header().Set("Content-Type", "application/json")
	response.Header().Set("Cache-Control", "no-store")
	response.WriteHeader(status)
	_ = json.NewEncoder(response).Encode(body)
}

func logLine(level string, fields map[string]any) {
	fields["level"] = level
	_ = json.NewEncoder(os.Stdout).Encode(fields)
}
