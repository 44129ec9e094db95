package com.example.albauth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks of what a token says. */
final class Claims {
    private static final int MAX_DEPTH = 20;

    /** The load balancer refreshes an access token only once it has expired by its own clock. */
    private static final int ACCESS_TOKEN_GRACE_SECONDS = 10;

    private Claims() {}

    /** The signed payload, which has to repeat the header's `iss` and `exp`. */
    static JsonNode checkData(JsonNode claims, JsonNode header, double now) throws AuthException {
        checkNotExpired(claims, now);
        boolean isSameExpiry = claims.get("exp").doubleValue() == header.get("exp").doubleValue();
        if (!isSameExpiry || !header.get("iss").equals(claims.get("iss"))) {
            throw new AuthException("ERR_DATA_CLAIMS_DIFFER");
        }
        if (!hasSubject(claims)) throw new AuthException("ERR_DATA_SUBJECT_MISSING");
        if (!isAtMostDeep(claims, MAX_DEPTH)) throw new AuthException("ERR_DATA_NESTED");
        return claims;
    }

    static void checkNotExpired(JsonNode claims, double now) throws AuthException {
        if (!claims.path("exp").isNumber()) throw new AuthException("ERR_DATA_EXPIRY_MISSING");
        if (!(claims.get("exp").doubleValue() > now)) throw new AuthException("ERR_DATA_EXPIRED");
    }

    static void checkAccess(JsonNode claims, double now) throws AuthException {
        JsonNode exp = claims.path("exp");
        JsonNode issuedAt = claims.path("iat");
        JsonNode notBefore = claims.path("nbf");
        JsonNode scope = claims.path("scope");
        JsonNode groups = claims.path("cognito:groups");
        boolean isValid =
                hasSubject(claims)
                        && exp.isNumber()
                        && (issuedAt.isMissingNode() || issuedAt.isNumber())
                        && (notBefore.isMissingNode() || (notBefore.isNumber() && notBefore.doubleValue() <= now))
                        && (scope.isMissingNode() || scope.isTextual())
                        && (groups.isMissingNode() || isTextList(groups));
        if (!isValid) throw new AuthException("ERR_ACCESS_CLAIMS");
        if (!(exp.doubleValue() + ACCESS_TOKEN_GRACE_SECONDS > now)) throw new AuthException("ERR_ACCESS_EXPIRED");
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.textValue()));
        return List.copyOf(texts);
    }

    static List<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    private static boolean hasSubject(JsonNode claims) {
        return claims.path("sub").isTextual() && !claims.get("sub").textValue().isEmpty();
    }

    private static boolean isTextList(JsonNode list) {
        if (!list.isArray()) return false;
        for (JsonNode item : list) if (!item.isTextual()) return false;
        return true;
    }

    /** Claims nested thousands of levels deep break what serializes them. */
    private static boolean isAtMostDeep(JsonNode value, int levels) {
        if (!value.isContainerNode()) return true;
        if (levels == 0) return false;
        for (JsonNode child : value) if (!isAtMostDeep(child, levels - 1)) return false;
        return true;
    }
}
