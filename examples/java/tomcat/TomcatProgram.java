package com.example;

import com.example.albauth.AlbVerifier;
import com.example.web.AlbAuthenticationFilter;
import com.example.web.ReadinessServlet;
import com.example.web.Settings;
import com.example.web.SignOutServlet;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * The filter and the servlets of the example in an embedded Tomcat without Spring, which is what Debian has
 * of a Spring Boot application. For tests only.
 */
public final class TomcatProgram {
    /** Keeps the level: loggers are held weakly. */
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    public static void main(String[] arguments) throws Exception {
        LOGGER.setLevel(Level.SEVERE);
        Settings settings;
        AlbVerifier verifier;
        try {
            settings = Settings.fromEnvironment(System.getenv());
            verifier = settings.createVerifier();
        } catch (IllegalArgumentException error) {
            System.err.println("The application cannot start with this environment. " + error.getMessage());
            System.exit(1);
            return;
        }
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat-program").toString());
        Connector connector = new Connector();
        connector.setPort(settings.port());
        connector.setProperty("address", settings.host());
        connector.setProperty("maxHttpRequestHeaderSize", "65536");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        addFilter(context, new AlbAuthenticationFilter(verifier, settings.publicPaths()));
        addServlet(context, new ReadinessServlet(verifier), ReadinessServlet.PATH);
        addServlet(context, new SignOutServlet(settings), settings.signOutPath(), settings.signedOutPath());
        addServlet(context, new HomeServlet(), "");
        addServlet(context, new MissingServlet(), "/");
        tomcat.start();
        System.out.println("listening on " + settings.host() + ":" + connector.getLocalPort());
    }

    private static void addFilter(Context context, AlbAuthenticationFilter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName("authentication");
        definition.setFilter(filter);
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName("authentication");
        map.addURLPattern("/*");
        context.addFilterMap(map);
    }

    private static void addServlet(Context context, HttpServlet servlet, String... paths) {
        Wrapper wrapper = Tomcat.addServlet(context, servlet.getClass().getName(), servlet);
        for (String path : paths) wrapper.addMapping(path);
    }

    private static final class HomeServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("application/json;charset=utf-8");
            response.setHeader("Cache-Control", "no-store");
            response.getWriter().print(new ObjectMapper().writeValueAsString(request.getUserPrincipal()));
        }
    }

    private static final class MissingServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
