package com.example.albauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The keys of the user pool's JWKS. */
final class UserPoolKeys {
    private static final Duration MAX_AGE = Duration.ofMinutes(10);
    /** Anybody can send an unknown key id in an access token, so all of them share one fetch a second. */
    private static final Duration UNKNOWN_KID_MAX_AGE = Duration.ofSeconds(1);

    private static final int MIN_MODULUS_BITS = 2_048;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final KeyDocuments<Map<String, RSAPublicKey>> documents = new KeyDocuments<>(UserPoolKeys::parse, 1);

    UserPoolKeys(URI url) {
        this.url = url;
    }

    RSAPublicKey get(String kid) throws AuthException {
        try {
            RSAPublicKey key = fetch(MAX_AGE, true).get(kid);
            if (key == null) key = fetch(UNKNOWN_KID_MAX_AGE, false).get(kid);
            if (key == null) throw new AuthException("ERR_ACCESS_KEY");
            return key;
        } catch (KeyFetchException error) {
            // There is one document, so a source that does not have it is down.
            throw new AuthException("ERR_JWKS_UNAVAILABLE");
        }
    }

    boolean load() {
        try {
            fetch(MAX_AGE, true);
            return true;
        } catch (KeyFetchException error) {
            return false;
        }
    }

    private Map<String, RSAPublicKey> fetch(Duration maxAge, boolean allowStale) throws KeyFetchException {
        return documents.get(url, maxAge, allowStale, FetchBudget.UNLIMITED);
    }

    /** Keys for other purposes are left out, and so are key ids that two keys have. */
    private static Map<String, RSAPublicKey> parse(byte[] body) throws IOException {
        Map<String, RSAPublicKey> keys = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode jwk : JSON.readTree(body).path("keys")) {
            if (!isForRS256(jwk)) continue;
            String kid = jwk.get("kid").textValue();
            RSAPublicKey key = importKey(jwk);
            if (seen.add(kid) && key != null) keys.put(kid, key);
            else keys.remove(kid);
        }
        if (keys.isEmpty()) throw new IOException("The JWKS has no RSA key for RS256.");
        return keys;
    }

    private static boolean isForRS256(JsonNode jwk) {
        boolean canVerify = !jwk.has("key_ops");
        for (JsonNode operation : jwk.path("key_ops")) canVerify |= "verify".equals(operation.textValue());
        return "RSA".equals(jwk.path("kty").textValue())
                && jwk.path("kid").isTextual()
                && "sig".equals(jwk.path("use").asText("sig"))
                && "RS256".equals(jwk.path("alg").asText("RS256"))
                && canVerify;
    }

    private static RSAPublicKey importKey(JsonNode jwk) {
        try {
            RSAPublicKeySpec numbers = new RSAPublicKeySpec(numberOf(jwk, "n"), numberOf(jwk, "e"));
            if (numbers.getModulus().bitLength() < MIN_MODULUS_BITS) return null;
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(numbers);
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            return null;
        }
    }

    private static BigInteger numberOf(JsonNode jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.path(name).asText()));
    }
}
