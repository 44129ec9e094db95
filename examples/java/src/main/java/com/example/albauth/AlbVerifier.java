package com.example.albauth;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verifies the headers that an AWS Application Load Balancer adds after it has signed a user in with
 * Cognito: accepts a request only if your load balancer and your user pool signed it for your app client.
 */
public final class AlbVerifier {
    private static final String DATA_HEADER = "x-amzn-oidc-data";
    private static final String ACCESS_TOKEN_HEADER = "x-amzn-oidc-accesstoken";
    private static final String IDENTITY_HEADER = "x-amzn-oidc-identity";

    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:(aws[a-z-]*):elasticloadbalancing:([a-z0-9-]+):[0-9]{12}"
                            + ":loadbalancer/app/[A-Za-z0-9-]{1,32}/[A-Za-z0-9]+");
    private static final Pattern COGNITO_ISSUER =
            Pattern.compile("https://(?:issuer-)?(cognito-idp\\.[a-z0-9-]+\\.amazonaws\\.[a-z.]+/[\\w-]+)");

    private final Set<String> signers;
    private final Set<String> clientIds;
    private final Set<String> issuers;
    private final LoadBalancerKeys loadBalancerKeys;
    private final UserPoolKeys userPoolKeys;

    /**
     * @param publicKeysUrl derived from the ARNs if it is empty
     * @param jwksUrl derived from the issuer if it is empty
     * @throws IllegalArgumentException if an ARN is invalid or AWS documents no address for its partition
     */
    public AlbVerifier(
            List<String> loadBalancerArns,
            List<String> clientIds,
            String issuer,
            Optional<String> publicKeysUrl,
            Optional<String> jwksUrl) {
        this.signers = Set.copyOf(loadBalancerArns);
        this.clientIds = Set.copyOf(clientIds);
        this.issuers = issuerForms(issuer);
        String keysUrl = publicKeysUrl.orElseGet(() -> derivePublicKeysUrl(loadBalancerArns));
        this.loadBalancerKeys = new LoadBalancerKeys(keysUrl.replaceAll("/+$", ""));
        this.userPoolKeys = new UserPoolKeys(URI.create(jwksUrl.orElse(issuer + "/.well-known/jwks.json")));
    }

    /**
     * @param headers returns every value of a header
     */
    public Identity verify(Function<String, Collection<String>> headers) throws AuthException {
        String dataText = onlyValue(headers, DATA_HEADER, "ERR_DATA_MISSING");
        String accessText = onlyValue(headers, ACCESS_TOKEN_HEADER, "ERR_ACCESS_MISSING");
        String identity = onlyValue(headers, IDENTITY_HEADER, "ERR_IDENTITY_MISSING");
        double now = System.currentTimeMillis() / 1000.0;
        Token data = new Token(dataText, Token.DATA, "ERR_DATA");
        JsonNode header = checkDataHeader(data, now);
        // Before the load balancer's key: anybody can write a key id, nobody else has a valid access token.
        JsonNode access = verifyAccessToken(new Token(accessText, Token.ACCESS, "ERR_ACCESS"), now);
        String subject = access.get("sub").textValue();
        if (!data.isSignedES256(loadBalancerKeys.get(header.get("kid").textValue(), subject))) {
            throw new AuthException("ERR_DATA_SIGNATURE");
        }
        JsonNode claims = Claims.checkData(data.payload(), header, now);
        if (!subject.equals(claims.get("sub").textValue()) || !subject.equals(identity)) {
            throw new AuthException("ERR_SUBJECT_MISMATCH");
        }
        // The two may name different app clients of the list: during a rotation, the load balancer keeps
        // sessions of the previous client behind rules of the current one.
        return new Identity(
                subject,
                access.path("username").isTextual() ? access.get("username").textValue() : subject,
                claims.path("email").textValue(),
                Claims.texts(access.path("cognito:groups")),
                Claims.words(access.path("scope").asText()));
    }

    /** For readiness checks: whether the user pool's keys could be fetched. */
    public boolean loadKeySet() {
        return userPoolKeys.load();
    }

    /** Rejects what the unverified header gives away, so that a forged token costs no key fetch. */
    private JsonNode checkDataHeader(Token data, double now) throws AuthException {
        JsonNode header = data.header("ES256");
        // The key id becomes part of a URL.
        String kid = header.path("kid").textValue();
        if (kid == null || !UUID.matcher(kid).matches()) throw new AuthException("ERR_DATA_KID");
        requireOneOf(header.path("signer"), signers, "ERR_DATA_SIGNER");
        requireOneOf(header.path("client"), clientIds, "ERR_DATA_CLIENT");
        requireOneOf(header.path("iss"), issuers, "ERR_DATA_ISSUER");
        Claims.checkNotExpired(header, now);
        return header;
    }

    /** Checks the unverified claims first as well, then the signature. */
    private JsonNode verifyAccessToken(Token access, double now) throws AuthException {
        JsonNode header = access.header("RS256");
        JsonNode claims = access.payload();
        requireOneOf(claims.path("iss"), issuers, "ERR_ACCESS_ISSUER");
        // An ID token has "id" here.
        requireOneOf(claims.path("token_use"), Set.of("access"), "ERR_ACCESS_USE");
        requireOneOf(claims.path("client_id"), clientIds, "ERR_ACCESS_CLIENT");
        Claims.checkAccess(claims, now);
        if (!header.path("kid").isTextual()) throw new AuthException("ERR_ACCESS_KEY");
        if (!access.isSignedRS256(userPoolKeys.get(header.get("kid").textValue()))) {
            throw new AuthException("ERR_ACCESS_SIGNATURE");
        }
        return claims;
    }

    private static String onlyValue(Function<String, Collection<String>> headers, String name, String missing)
            throws AuthException {
        List<String> values = new ArrayList<>(headers.apply(name));
        if (values.isEmpty()) throw new AuthException(missing);
        if (values.size() > 1) throw new AuthException("ERR_HEADER_REPEATED");
        return values.get(0);
    }

    private static void requireOneOf(JsonNode value, Set<String> accepted, String code) throws AuthException {
        if (!value.isTextual() || !accepted.contains(value.textValue())) throw new AuthException(code);
    }

    /** Where the load balancers' public keys are, by their region and partition. */
    private static String derivePublicKeysUrl(List<String> arns) {
        Set<String> urls = new HashSet<>();
        for (String arn : arns) {
            Matcher match = ARN.matcher(arn);
            if (!match.matches()) {
                throw new IllegalArgumentException(
                        "\"" + arn + "\" is not the ARN of an Application Load Balancer.");
            }
            urls.add(publicKeysUrlOf(match.group(1), match.group(2)));
        }
        if (urls.size() != 1) {
            throw new IllegalArgumentException("The load balancers are not in exactly one region: " + arns);
        }
        return urls.iterator().next();
    }

    private static String publicKeysUrlOf(String partition, String region) {
        return switch (partition) {
            case "aws" -> "https://public-keys.auth.elb." + region + ".amazonaws.com";
            case "aws-us-gov" ->
                    "https://s3-" + region + ".amazonaws.com/aws-elb-public-keys-prod-" + region;
            default ->
                    throw new IllegalArgumentException(
                            "AWS documents no public-key address for the partition \""
                                    + partition
                                    + "\": set it yourself.");
        };
    }

    /** Cognito has two issuers for one pool, and a pool can change from one to the other. */
    private static Set<String> issuerForms(String issuer) {
        Matcher match = COGNITO_ISSUER.matcher(issuer);
        if (!match.matches()) return Set.of(issuer);
        return Set.of("https://" + match.group(1), "https://issuer-" + match.group(1));
    }
}
