package com.example.albauth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;

/** The load balancers' public keys by key id. */
final class LoadBalancerKeys {
    private static final int MAX_KEYS = 50;
    private static final Duration MAX_AGE = Duration.ofHours(1);
    /** P-256 in X.509: algorithm and curve, which come before the point of 65 bytes. */
    private static final String P256_PREFIX = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE";

    private final String url;
    private final KeyDocuments<ECPublicKey> documents = new KeyDocuments<>(LoadBalancerKeys::parse, MAX_KEYS);
    private final LookupLimit lookups = new LookupLimit();

    LoadBalancerKeys(String url) {
        this.url = url;
    }

    /**
     * @param kid must be a UUID
     * @param subject the user of a verified access token
     */
    ECPublicKey get(String kid, String subject) throws AuthException {
        try {
            return documents.get(URI.create(url + "/" + kid), MAX_AGE, true, lookups.budgetOf(subject));
        } catch (KeyFetchException error) {
            throw new AuthException(
                    switch (error.reason) {
                        case ABSENT -> "ERR_KEY_NOT_FOUND";
                        case LIMIT -> "ERR_KEY_FETCH_LIMIT";
                        case UNAVAILABLE -> "ERR_KEYS_UNAVAILABLE";
                    });
        }
    }

    private static ECPublicKey parse(byte[] body) throws GeneralSecurityException {
        String pem = new String(body, StandardCharsets.US_ASCII);
        String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----|\\s", "");
        if (!base64.startsWith(P256_PREFIX)) {
            throw new GeneralSecurityException("The public-key endpoint returned a key that is not P-256.");
        }
        X509EncodedKeySpec key = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(key);
    }
}
