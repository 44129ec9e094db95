package com.example.web;

import com.example.albauth.AlbVerifier;
import com.example.albauth.AuthException;
import com.example.albauth.Identity;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Requires a sign-in for every path that is not public. The user is the request's principal, and a role
 * of the request is a group in the user pool.
 */
public final class AlbAuthenticationFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final transient AlbVerifier verifier;
    /** Compared with the path as sent, so that no other spelling of a path is public. */
    private final Set<String> publicPaths;

    public AlbAuthenticationFilter(AlbVerifier verifier, Set<String> publicPaths) {
        this.verifier = verifier;
        this.publicPaths = Set.copyOf(publicPaths);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (publicPaths.contains(request.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        Identity identity;
        try {
            identity = verifier.verify(name -> Collections.list(request.getHeaders(name)));
        } catch (AuthException error) {
            reject(request, response, error);
            return;
        }
        chain.doFilter(new SignedInRequest(request, identity), response);
    }

    private static void reject(HttpServletRequest request, HttpServletResponse response, AuthException error)
            throws IOException {
        // With the trace id, the local emulator's inspector shows the code beside the request.
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("level", "warn");
        line.put("code", error.code());
        line.put("traceId", request.getHeader("X-Amzn-Trace-Id"));
        System.out.println(JSON.writeValueAsString(line));
        response.setStatus(error.status());
        response.setHeader(error.headerName(), error.headerValue());
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        // The same body for every code: a forger learns nothing from it.
        response.getWriter().print("{\"error\":\"" + error.reason() + "\"}");
    }

    private static final class SignedInRequest extends HttpServletRequestWrapper {
        private final Identity identity;

        SignedInRequest(HttpServletRequest request, Identity identity) {
            super(request);
            this.identity = identity;
        }

        @Override
        public Principal getUserPrincipal() {
            return identity;
        }

        @Override
        public String getRemoteUser() {
            return identity.username();
        }

        @Override
        public boolean isUserInRole(String role) {
            return identity.groups().contains(role);
        }
    }
}
