package com.example.web;

import com.example.albauth.AlbVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The environment variables of docs/container-contract.md. */
public record Settings(
        String host,
        int port,
        int idleTimeoutSeconds,
        List<String> appUrls,
        List<String> loadBalancerArns,
        String issuer,
        List<String> clientIds,
        Optional<String> publicKeysUrl,
        Optional<String> jwksUrl,
        String cognitoDomainUrl,
        List<String> sessionCookieNames,
        String signOutPath,
        String signedOutPath) {

    private static final List<String> REQUIRED =
            List.of(
                    "PORT",
                    "APP_URL",
                    "ALB_ARN",
                    "COGNITO_ISSUER",
                    "COGNITO_CLIENT_ID",
                    "COGNITO_DOMAIN_URL",
                    "SESSION_COOKIE_NAMES",
                    "SIGN_OUT_PATH",
                    "SIGNED_OUT_PATH");

    /**
     * @throws IllegalArgumentException with every missing or invalid variable
     */
    public static Settings fromEnvironment(Map<String, String> env) {
        List<String> issues = new ArrayList<>();
        for (String name : REQUIRED) {
            if (env.getOrDefault(name, "").isBlank()) issues.add(name + " is not set.");
        }
        for (String name : List.of("PORT", "IDLE_TIMEOUT_SECONDS")) {
            if (!env.getOrDefault(name, "").matches("[0-9]{0,5}")) {
                issues.add(name + " \"" + env.get(name) + "\" is not an integer.");
            }
        }
        String issuer = env.getOrDefault("COGNITO_ISSUER", "");
        if (!issuer.isBlank() && !issuer.matches("https://[^,?#]*[^,?#/]")) {
            issues.add("COGNITO_ISSUER \"" + issuer + "\" matches no token. Copy the iss of a token exactly.");
        }
        // A program that ignored it would let every user pass.
        if (!env.getOrDefault("ROUTE_GROUPS", "").isBlank()) {
            issues.add(
                    "ROUTE_GROUPS is set, and this program does not enforce the groups of routes."
                            + " Use alb-auth, or implement it.");
        }
        if (!issues.isEmpty()) throw new IllegalArgumentException(String.join(" ", issues));
        Stream<String> appUrls = entries(env.getOrDefault("APP_URLS", "")).stream();
        return new Settings(
                env.getOrDefault("HOST", "0.0.0.0"),
                Integer.parseInt(env.get("PORT")),
                Integer.parseInt(env.getOrDefault("IDLE_TIMEOUT_SECONDS", "60")),
                Stream.concat(Stream.of(env.get("APP_URL")), appUrls).distinct().toList(),
                entries(env.get("ALB_ARN")),
                issuer,
                entries(env.get("COGNITO_CLIENT_ID")),
                Optional.ofNullable(env.get("ALB_PUBLIC_KEYS_URL")),
                Optional.ofNullable(env.get("COGNITO_JWKS_URL")),
                env.get("COGNITO_DOMAIN_URL").replaceAll("/+$", ""),
                entries(env.get("SESSION_COOKIE_NAMES")),
                env.get("SIGN_OUT_PATH"),
                env.get("SIGNED_OUT_PATH"));
    }

    /**
     * @throws IllegalArgumentException if an ARN is invalid
     */
    public AlbVerifier createVerifier() {
        return new AlbVerifier(loadBalancerArns, clientIds, issuer, publicKeysUrl, jwksUrl);
    }

    /** Paths that need no sign-in. */
    public Set<String> publicPaths() {
        return Set.of(ReadinessServlet.PATH, signOutPath, signedOutPath);
    }

    private static List<String> entries(String text) {
        return Stream.of(text.split(",")).map(String::trim).filter(entry -> !entry.isEmpty()).toList();
    }
}
