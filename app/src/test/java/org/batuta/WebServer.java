package org.batuta;

import org.apache.catalina.core.StandardContext;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** What the web server of an application knows of its calls and sessions, for the tests. */
public final class WebServer {

    private WebServer() {}

    /** The one site that it serves. */
    public static StandardContext siteOf(ServletWebServerApplicationContext application) {
        TomcatWebServer server = (TomcatWebServer) application.getWebServer();
        return (StandardContext) server.getTomcat().getHost().findChildren()[0];
    }
}
