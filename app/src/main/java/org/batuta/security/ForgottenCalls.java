package org.batuta.security;

import org.apache.catalina.connector.Connector;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * What came and went with a call is given up with it (K19). Tomcat would keep its buffers for a later call, with the
 * password or token in them for as long as no call of that size needs them: for days, beneath what a busy hour left.
 */
@Component
class ForgottenCalls implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            set(connector, "processorCache");
            set(connector, "socket.bufferPool");
        });
    }

    private static void set(Connector connector, String kept) {
        if (!connector.setProperty(kept, "0")) {
            throw new IllegalStateException("Tomcat has no setting " + kept);
        }
    }
}
