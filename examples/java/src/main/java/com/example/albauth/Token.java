package com.example.albauth;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.regex.Pattern;

/** A compact JWS whose signature is not verified yet. */
final class Token {
    /** Three base64url segments. The load balancer pads them and signs the padding; Cognito does not pad. */
    static final Pattern DATA = Pattern.compile("[\\w-]+={0,2}\\.[\\w-]+={0,2}\\.[\\w-]*={0,2}");

    static final Pattern ACCESS = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]*");

    private static final int MAX_CHARACTERS = 16_384;
    private static final int ES256_SIGNATURE_BYTES = 64;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String text;
    private final String[] segments;
    /** Prefix of the codes, such as "ERR_DATA". */
    private final String prefix;

    Token(String text, Pattern pattern, String prefix) throws AuthException {
        this.text = text;
        this.prefix = prefix;
        if (text.length() > MAX_CHARACTERS) throw new AuthException(prefix + "_OVERSIZE");
        if (!pattern.matcher(text).matches()) throw malformed();
        segments = text.split("\\.", -1);
        for (String segment : segments) {
            // Partial padding would be a second spelling of the same bytes.
            if (segment.endsWith("=") && segment.length() % 4 != 0) throw malformed();
        }
    }

    /** The header, with the only algorithm that its issuer uses. */
    JsonNode header(String algorithm) throws AuthException {
        JsonNode header = object(segments[0]);
        if (!algorithm.equals(header.path("alg").textValue())) throw new AuthException(prefix + "_ALGORITHM");
        if (header.has("crit") || header.has("b64")) throw malformed();
        return header;
    }

    JsonNode payload() throws AuthException {
        return object(segments[1]);
    }

    /** A JWS signature: r‖s, 32 bytes each (RFC 7518, section 3.4). */
    boolean isSignedES256(PublicKey key) {
        try {
            byte[] signature = decode(segments[2]);
            return signature.length == ES256_SIGNATURE_BYTES
                    && isSigned("SHA256withECDSAinP1363Format", key, signature);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    boolean isSignedRS256(PublicKey key) {
        try {
            return isSigned("SHA256withRSA", key, decode(segments[2]));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private boolean isSigned(String algorithm, PublicKey key, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            // As sent, with the padding: some JWT libraries strip it, and then the signature does not match.
            verifier.update(text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException notValid) {
            return false;
        }
    }

    private JsonNode object(String segment) throws AuthException {
        try {
            JsonNode value = JSON.readTree(decode(segment));
            if (value.isObject()) return value;
        } catch (JacksonException | IllegalArgumentException notJson) {
            throw malformed();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        throw malformed();
    }

    private AuthException malformed() {
        return new AuthException(prefix + "_MALFORMED");
    }

    private static byte[] decode(String segment) {
        return Base64.getUrlDecoder().decode(segment);
    }
}
