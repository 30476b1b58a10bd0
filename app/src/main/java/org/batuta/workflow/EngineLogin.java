package org.batuta.workflow;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets whoever is logged in with us, and works here, into the engine's web applications without a second login. */
@Configuration(proxyBeanMethods = false)
class EngineLogin {

    /** After the chain of Spring Security, before the filters of the web applications. */
    private static final int ORDER = 200;

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> engineLoginFilter() {
        FilterRegistrationBean<ContainerBasedAuthenticationFilter> filter =
                new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        filter.addInitParameter("authentication-provider", OurLogin.class.getName());
        filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        filter.setOrder(ORDER);
        return filter;
    }

    /** Made by the filter by its name. */
    public static class OurLogin extends ContainerBasedAuthenticationProvider {

        @Override
        public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
            Principal somebody = request.getUserPrincipal();
            if (somebody == null
                    || engine.getIdentityService()
                                    .createUserQuery()
                                    .userId(somebody.getName())
                                    .count()
                            == 0) {
                return AuthenticationResult.unsuccessful();
            }
            AuthenticationResult result = AuthenticationResult.successful(somebody.getName());
            result.setGroups(groups(engine, somebody.getName()));
            result.setTenants(List.of());
            return result;
        }

        private static List<String> groups(ProcessEngine engine, String login) {
            return engine.getIdentityService().createGroupQuery().groupMember(login).list().stream()
                    .map(Group::getId)
                    .toList();
        }
    }
}
