package com.example.albauth;

/** Why a key document could not be had. */
final class KeyFetchException extends Exception {
    enum Reason {
        /** The source says that there is no such document. */
        ABSENT,
        /** The source could not say anything: an outage must not look like a forged token. */
        UNAVAILABLE,
        /** This user looked up too many. */
        LIMIT
    }

    private static final long serialVersionUID = 1;

    final Reason reason;

    KeyFetchException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }
}
