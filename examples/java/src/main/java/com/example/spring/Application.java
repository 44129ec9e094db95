package com.example.spring;

import com.example.albauth.AlbVerifier;
import com.example.web.AlbAuthenticationFilter;
import com.example.web.ReadinessServlet;
import com.example.web.Settings;
import com.example.web.SignOutServlet;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** A Spring Boot application behind an Application Load Balancer that signs users in with Cognito. */
@SpringBootApplication
public class Application {
    /** The load balancer would otherwise send on a connection that is being closed. */
    private static final int KEEP_ALIVE_MARGIN_SECONDS = 5;

    public static void main(String[] arguments) {
        Settings settings;
        try {
            settings = Settings.fromEnvironment(System.getenv());
            settings.createVerifier();
        } catch (IllegalArgumentException error) {
            System.err.println(
                    "The application cannot start with this environment. "
                            + error.getMessage()
                            + " See docs/container-contract.md.");
            System.exit(1);
            return;
        }
        SpringApplication application = new SpringApplication(Application.class);
        int keepAliveSeconds = settings.idleTimeoutSeconds() + KEEP_ALIVE_MARGIN_SECONDS;
        application.setDefaultProperties(
                Map.of(
                        "server.address", settings.host(),
                        "server.port", settings.port(),
                        "server.shutdown", "graceful",
                        "server.tomcat.keep-alive-timeout", keepAliveSeconds + "s",
                        // As much as a load balancer may send.
                        "server.max-http-request-header-size", "64KB"));
        application.run(arguments);
    }

    @Bean
    Settings settings() {
        return Settings.fromEnvironment(System.getenv());
    }

    @Bean
    AlbVerifier albVerifier(Settings settings) {
        return settings.createVerifier();
    }

    @Bean
    FilterRegistrationBean<AlbAuthenticationFilter> authentication(AlbVerifier verifier, Settings settings) {
        AlbAuthenticationFilter filter = new AlbAuthenticationFilter(verifier, settings.publicPaths());
        FilterRegistrationBean<AlbAuthenticationFilter> registration = new FilterRegistrationBean<>(filter);
        // Before every other filter, also those of Spring Security.
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    ServletRegistrationBean<ReadinessServlet> readiness(AlbVerifier verifier) {
        return new ServletRegistrationBean<>(new ReadinessServlet(verifier), ReadinessServlet.PATH);
    }

    @Bean
    ServletRegistrationBean<SignOutServlet> signOut(Settings settings) {
        SignOutServlet servlet = new SignOutServlet(settings);
        return new ServletRegistrationBean<>(servlet, settings.signOutPath(), settings.signedOutPath());
    }
}
