package albauth

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"
)

const (
	fetchTimeout = 3 * time.Second
	maxBodyBytes = 65_536
	// After a failed fetch, the source gets no other one for so long.
	pauseAfterFailure = time.Second
	// While the source is down, old documents stay in use, and one request a minute tries again.
	staleRetryAfter = time.Minute
)

var (
	errAbsent      = errors.New("the source says that there is no such key")
	errUnavailable = errors.New("the source could not say anything")
	errFetchLimit  = errors.New("too many lookups")
)

type freshness bool

const (
	allowStale  freshness = true
	mustBeFresh freshness = false
)

// keyDocuments keeps parsed documents by URL. Bounded, with one fetch at a time for each URL.
type keyDocuments[T any] struct {
	parse        func([]byte) (T, error)
	maxDocuments int
	client       *http.Client

	mutex       sync.Mutex
	documents   map[string]*keyDocument[T]
	pending     map[string]*pendingFetch[T]
	pausedUntil time.Time
}

type keyDocument[T any] struct {
	value                      T
	fetchedAt, retryAt, usedAt time.Time
}

type pendingFetch[T any] struct {
	done  chan struct{}
	value T
	err   error
}

func newKeyDocuments[T any](parse func([]byte) (T, error), maxDocuments int) *keyDocuments[T] {
	return &keyDocuments[T]{
		parse:        parse,
		maxDocuments: maxDocuments,
		client: &http.Client{
			Timeout:       fetchTimeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		documents: map[string]*keyDocument[T]{},
		pending:   map[string]*pendingFetch[T]{},
	}
}

// get returns the document, fetched at most maxAge ago unless its source is down. The budget pays for a
// document that is not there yet.
func (d *keyDocuments[T]) get(ctx context.Context, url string, maxAge time.Duration, stale freshness, budget fetchBudget) (T, error) {
	d.mutex.Lock()
	now := time.Now()
	known := d.documents[url]
	if known != nil {
		known.usedAt = now
		if now.Sub(known.fetchedAt) < maxAge || (stale == allowStale && now.Before(known.retryAt)) {
			d.mutex.Unlock()
			return known.value, nil
		}
		known.retryAt = now.Add(staleRetryAfter)
	}
	if known != nil {
		budget = unlimited{}
	}
	fetch, err := d.join(url, now, budget)
	d.mutex.Unlock()
	if err == nil {
		select {
		case <-fetch.done:
			err = fetch.err
		// The fetch goes on for others who wait for it.
		case <-ctx.Done():
			err = errUnavailable
		}
	}
	switch {
	case err == nil:
		return fetch.value, nil
	case errors.Is(err, errUnavailable) && known != nil && stale == allowStale:
		return known.value, nil
	default:
		var none T
		return none, err
	}
}

func (d *keyDocuments[T]) join(url string, now time.Time, budget fetchBudget) (*pendingFetch[T], error) {
	if fetch := d.pending[url]; fetch != nil {
		return fetch, nil
	}
	if now.Before(d.pausedUntil) {
		return nil, errUnavailable
	}
	if !budget.spend() {
		return nil, errFetchLimit
	}
	fetch := &pendingFetch[T]{done: make(chan struct{})}
	d.pending[url] = fetch
	go d.fetch(url, now, fetch, budget)
	return fetch, nil
}

func (d *keyDocuments[T]) fetch(url string, startedAt time.Time, fetch *pendingFetch[T], budget fetchBudget) {
	body, err := d.request(url)
	if err == nil {
		if fetch.value, err = d.parse(body); err != nil {
			err = errUnavailable
		}
	}
	fetch.err = err
	d.mutex.Lock()
	defer d.mutex.Unlock()
	defer close(fetch.done)
	delete(d.pending, url)
	switch err {
	case nil:
		d.documents[url] = &keyDocument[T]{value: fetch.value, fetchedAt: startedAt, usedAt: startedAt}
		d.evictOldest()
	case errAbsent:
		delete(d.documents, url)
	default:
		d.pausedUntil = time.Now().Add(pauseAfterFailure)
		// An outage must not use up the budget.
		budget.giveBack()
	}
}

func (d *keyDocuments[T]) evictOldest() {
	for len(d.documents) > d.maxDocuments {
		var oldest string
		for url, document := range d.documents {
			if oldest == "" || document.usedAt.Before(d.documents[oldest].usedAt) {
				oldest = url
			}
		}
		delete(d.documents, oldest)
	}
}

func (d *keyDocuments[T]) request(url string) ([]byte, error) {
	response, err := d.client.Get(url)
	if err != nil {
		return nil, errUnavailable
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBodyBytes+1))
	switch {
	case err != nil || len(body) > maxBodyBytes:
		return nil, errUnavailable
	case response.StatusCode == http.StatusOK:
		return body, nil
	case response.StatusCode == http.StatusNotFound, response.StatusCode == http.StatusGone:
		return nil, errAbsent
	// S3 says AccessDenied about an object that does not exist; other 403s may come from a proxy.
	case response.StatusCode == http.StatusForbidden && bytes.Contains(body, []byte("<Code>AccessDenied</Code>")):
		return nil, errAbsent
	default:
		return nil, errUnavailable
	}
}
