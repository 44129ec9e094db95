package com.example.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Ends the session, and shows the page that Cognito returns to. */
public final class SignOutServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String SIGN_OUT_PAGE =
            "<!doctype html><title>Sign out</title><form method=\"post\"><button>Sign out</button></form>";
    private static final String SIGNED_OUT_PAGE =
            "<!doctype html><title>Signed out</title><p>You are signed out. <a href=\"/\">Sign in</a>";

    /** AWS splits a session cookie into at most 4 shards. */
    private static final int SHARDS = 4;

    private final transient Settings settings;

    public SignOutServlet(Settings settings) {
        this.settings = settings;
    }

    /** A link or a prefetch must not end a session, so GET only asks. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean isSignedOut = request.getServletPath().equals(settings.signedOutPath());
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.getWriter().print(isSignedOut ? SIGNED_OUT_PAGE : SIGN_OUT_PAGE);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String origin = request.getHeader("Origin");
        // Session cookies are SameSite=None, so a browser sends them from pages of other sites too.
        if (origin != null && !settings.appUrls().contains(origin)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        for (String name : settings.sessionCookieNames()) {
            for (int shard = 0; shard < SHARDS; shard++) {
                // Browsers replace only a cookie with the same name and path.
                String cookie = name + "-" + shard + "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=None";
                response.addHeader("Set-Cookie", cookie);
            }
        }
        response.setHeader("Clear-Site-Data", "\"cache\"");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", signOutUrl(request.getHeader("Host")));
    }

    /** Where Cognito ends its own session; otherwise the next visit would sign the user in silently. */
    private String signOutUrl(String host) {
        String appUrl =
                settings.appUrls().stream()
                        .filter(url -> URI.create(url).getAuthority().equalsIgnoreCase(host))
                        .findFirst()
                        .orElse(settings.appUrls().get(0));
        return settings.cognitoDomainUrl()
                + "/logout?client_id="
                + encode(settings.clientIds().get(0))
                + "&logout_uri="
                + encode(appUrl + settings.signedOutPath());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
