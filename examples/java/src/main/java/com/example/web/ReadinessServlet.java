package com.example.web;

import com.example.albauth.AlbVerifier;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Ready once the user pool's keys were fetched, and from then on: an outage of the key source must not take
 * every container out of service.
 */
public final class ReadinessServlet extends HttpServlet {
    public static final String PATH = "/readyz";

    private static final long serialVersionUID = 1;

    private final transient AlbVerifier verifier;
    private volatile boolean isReady;

    public ReadinessServlet(AlbVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        isReady = isReady || verifier.loadKeySet();
        response.setStatus(isReady ? 200 : 503);
        response.setContentType("application/json");
        response.getWriter().print("{\"ready\":" + isReady + "}");
    }
}
