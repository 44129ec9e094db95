package com.example.albauth;

import com.example.albauth.KeyFetchException.Reason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Parsed documents by URL. Bounded, with one fetch at a time for each URL. */
final class KeyDocuments<T> {
    interface Parser<T> {
        T parse(byte[] body) throws Exception;
    }

    private static final long TIMEOUT_SECONDS = 3;
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    /** While the source is down, old documents stay in use, and one request a minute tries again. */
    private static final long STALE_RETRY_NANOS = Duration.ofMinutes(1).toNanos();

    private static final class Document<T> {
        T value;
        long fetchedAt;
        long retryAt;
    }

    private final Parser<T> parser;
    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<URI, Document<T>> documents;
    private final Map<URI, CompletableFuture<T>> pending = new HashMap<>();
    private long pausedUntil = System.nanoTime();

    KeyDocuments(Parser<T> parser, int maxDocuments) {
        this.parser = parser;
        this.documents =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<URI, Document<T>> eldest) {
                        return size() > maxDocuments;
                    }
                };
    }

    /**
     * Returns the document, fetched at most `maxAge` ago unless its source is down.
     *
     * @param budget pays for a document that is not there yet
     */
    T get(URI url, Duration maxAge, boolean allowStale, FetchBudget budget) throws KeyFetchException {
        Document<T> known;
        CompletableFuture<T> fetch;
        synchronized (this) {
            long now = System.nanoTime();
            known = documents.get(url);
            if (known != null) {
                boolean isFresh = now - known.fetchedAt < maxAge.toNanos();
                if (isFresh || (allowStale && now - known.retryAt < 0)) return known.value;
                known.retryAt = now + STALE_RETRY_NANOS;
            }
            fetch = join(url, now, known == null ? budget : FetchBudget.UNLIMITED);
        }
        try {
            return fetch.join();
        } catch (CompletionException error) {
            KeyFetchException cause = (KeyFetchException) error.getCause();
            if (cause.reason == Reason.UNAVAILABLE && known != null && allowStale) return known.value;
            throw new KeyFetchException(cause.reason);
        }
    }

    private CompletableFuture<T> join(URI url, long now, FetchBudget budget) {
        CompletableFuture<T> joined = pending.get(url);
        if (joined != null) return joined;
        if (now - pausedUntil < 0) return CompletableFuture.failedFuture(new KeyFetchException(Reason.UNAVAILABLE));
        if (!budget.spend()) return CompletableFuture.failedFuture(new KeyFetchException(Reason.LIMIT));
        CompletableFuture<T> fetch = new CompletableFuture<>();
        pending.put(url, fetch);
        HttpRequest request = HttpRequest.newBuilder(url).build();
        CompletableFuture<HttpResponse<byte[]>> response = http.sendAsync(request, info -> new LimitedBody());
        response.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .thenApply(this::parse)
                .whenComplete((value, error) -> finish(url, now, budget, fetch, value, error));
        return fetch;
    }

    private synchronized void finish(
            URI url, long startedAt, FetchBudget budget, CompletableFuture<T> fetch, T value, Throwable error) {
        pending.remove(url);
        if (error == null) {
            Document<T> document = new Document<>();
            document.value = value;
            document.fetchedAt = startedAt;
            document.retryAt = startedAt;
            documents.put(url, document);
            fetch.complete(value);
        } else if (error.getCause() instanceof KeyFetchException known && known.reason == Reason.ABSENT) {
            documents.remove(url);
            fetch.completeExceptionally(known);
        } else {
            pausedUntil = System.nanoTime() + PAUSE_NANOS;
            // An outage must not use up the budget.
            budget.giveBack();
            fetch.completeExceptionally(new KeyFetchException(Reason.UNAVAILABLE));
        }
    }

    private T parse(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        try {
            if (status == 200) return parser.parse(response.body());
        } catch (Exception notAKey) {
            throw new CompletionException(new KeyFetchException(Reason.UNAVAILABLE));
        }
        // S3 says AccessDenied about an object that does not exist; other 403s may come from a proxy.
        String text = new String(response.body(), StandardCharsets.UTF_8);
        boolean isDenied = status == 403 && text.contains("<Code>AccessDenied</Code>");
        boolean isAbsent = status == 404 || status == 410 || isDenied;
        throw new CompletionException(new KeyFetchException(isAbsent ? Reason.ABSENT : Reason.UNAVAILABLE));
    }
}
