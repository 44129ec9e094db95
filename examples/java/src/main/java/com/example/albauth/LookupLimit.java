package com.example.albauth;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many unknown keys each user may look up, so that one cannot use up the others' lookups. */
final class LookupLimit {
    private static final int MAX_LOOKUPS_PER_MINUTE_PER_USER = 10;
    private static final int MAX_USERS = 10_000;
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<String, Integer> lookups = new HashMap<>();
    private long startedAt = System.nanoTime();

    FetchBudget budgetOf(String subject) {
        return new FetchBudget() {
            @Override
            public boolean spend() {
                return add(subject, 1) <= MAX_LOOKUPS_PER_MINUTE_PER_USER;
            }

            @Override
            public void giveBack() {
                add(subject, -1);
            }
        };
    }

    private synchronized int add(String subject, int count) {
        long now = System.nanoTime();
        if (now - startedAt > MINUTE_NANOS || lookups.size() >= MAX_USERS) {
            lookups.clear();
            startedAt = now;
        }
        return lookups.merge(subject, count, Integer::sum);
    }
}
