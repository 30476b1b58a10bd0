package org.batuta.security;

import static org.batuta.accounts.Permission.REPAIR_OPERATIONS;
import static org.batuta.accounts.Permission.RUN_PLATFORM;
import static org.batuta.accounts.Permission.SEE_OPERATIONS;
import static org.batuta.accounts.Permission.WATCH_PROCESSES;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.batuta.accounts.Logins;
import org.batuta.accounts.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.authentication.session.SessionFixationProtectionStrategy;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatchers;

/** Which door opens for whom: the engine's applications, what is closed to all, and our own pages. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class Doors {

    private static final String OUR_PAGES_LOAD = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final RequestMatcher METRICS = matching("/actuator/prometheus");

    private final Logins logins;
    private final CodeLogin codes;
    private final PasskeyLogin passkeys;
    private final SecuritySettings settings;

    Doors(Logins logins, CodeLogin codes, PasskeyLogin passkeys, SecuritySettings settings) {
        this.logins = logins;
        this.codes = codes;
        this.passkeys = passkeys;
        this.settings = settings;
    }

    /** The engine's web applications: only staff enter, and what is not named is closed. */
    @Bean
    @Order(1)
    SecurityFilterChain engineApplications(HttpSecurity http) throws Exception {
        http.securityMatcher(EnginePaths.ALL)
                .addFilterBefore(new LiveLogin(logins), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(Doors::whoEntersTheEngine)
                // the applications bring their own token and their own headers
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                        .frameOptions(frame -> frame.sameOrigin()))
                .requestCache(asked -> asked.requestCache(pagesAlone()))
                .logout(logout -> logout.logoutRequestMatcher(EnginePaths.LOGOUT.changing())
                        .addLogoutHandler(new EndLogin(logins))
                        .logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
                .exceptionHandling(refused -> refused.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), EnginePaths.CALLS)
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), EnginePaths.ALL));
        return http.build();
    }

    /**
     * What a login leads back to: pages that a person asks for. No form, for it may have a password; and no part of a page
     * that was left open and asks by itself.
     */
    private static RequestCache pagesAlone() {
        HttpSessionRequestCache asked = new HttpSessionRequestCache();
        asked.setRequestMatcher(request -> request.getMethod().equals("GET")
                && String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE));
        return asked;
    }

    /** What the engine's jars would serve besides: nobody needs it. */
    @Bean
    @Order(2)
    SecurityFilterChain closed(HttpSecurity http) throws Exception {
        http.securityMatcher(EnginePaths.CLOSED)
                .authorizeHttpRequests(all -> all.anyRequest().denyAll())
                .csrf(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.NOT_FOUND))
                                .accessDeniedHandler((request, response, denied) -> response.sendError(404)));
        return http.build();
    }

    /** Our own pages. */
    @Bean
    @Order(4)
    SecurityFilterChain ourPages(HttpSecurity http) throws Exception {
        http.addFilterBefore(new LiveLogin(logins), AnonymousAuthenticationFilter.class)
                .addFilterAfter(
                        form("/login/code", codes::attempt, CodeLogin::pageAfter),
                        UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(
                        form("/login/passkey", passkeys::attempt, PasskeyLogin::pageAfter),
                        UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(inNameOf(), LiveLogin.class)
                .authorizeHttpRequests(this::whoSeesOurPages)
                .requestCache(asked -> asked.requestCache(pagesAlone()))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(OUR_PAGES_LOAD))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
                .sessionManagement(session -> session.sessionFixation(fixation -> fixation.newSession()))
                .formLogin(login -> login.loginPage("/login")
                        .authenticationDetailsSource(Caller::new)
                        .successHandler(new LandingPage(settings))
                        .failureHandler(new FailedLogin(codes))
                        .permitAll())
                .logout(logout -> logout.addLogoutHandler(new EndLogin(logins)).logoutSuccessUrl("/login?ended"))
                .exceptionHandling(refused -> refused.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), METRICS)
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), request -> !METRICS.matches(request))
                        .accessDeniedHandler(Doors::denied));
        return http.build();
    }

    /** A form that is older than its session is nobody's fault, and another page says so. */
    private static void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        request.setAttribute("tooOld", why instanceof CsrfException);
        response.sendError(HttpStatus.FORBIDDEN.value());
    }

    /** It leaves a new session, with nothing of the one before but the page asked for: as after the password alone. */
    private LoginForm form(
            String path,
            Function<HttpServletRequest, Authentication> login,
            Function<AuthenticationException, String> pageAfter) {
        SessionFixationProtectionStrategy newSession = new SessionFixationProtectionStrategy();
        newSession.setMigrateSessionAttributes(false);
        return new LoginForm(
                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, path),
                login,
                pageAfter,
                newSession,
                new LandingPage(settings));
    }

    private static InNameOf inNameOf() {
        return new InNameOf(
                RequestMatchers.anyOf(matching("/me/**"), matching("/tokens/**"), matching("/invitation/**")),
                RequestMatchers.anyOf(matching("/impersonation/**"), matching("/logout")));
    }

    private static void whoEntersTheEngine(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry paths) {
        String[] staff = names(REPAIR_OPERATIONS, WATCH_PROCESSES);
        paths.requestMatchers(EnginePaths.ENGINE_NEVER.changing()).denyAll();
        paths.requestMatchers(EnginePaths.ENGINE_VARIABLES.changing()).denyAll();
        paths.requestMatchers(EnginePaths.FILTER_RESULT).hasAnyAuthority(names(REPAIR_OPERATIONS));
        paths.requestMatchers(EnginePaths.FILTER.changing()).denyAll();
        paths.requestMatchers(EnginePaths.WHO.reading()).hasAnyAuthority(staff);
        paths.requestMatchers(EnginePaths.SHARED.reading()).hasAnyAuthority(staff);
        paths.requestMatchers(EnginePaths.TASKLIST).hasAnyAuthority(names(REPAIR_OPERATIONS));
        paths.requestMatchers(EnginePaths.PLUGIN.changing()).denyAll();
        paths.requestMatchers(EnginePaths.COCKPIT).hasAnyAuthority(names(WATCH_PROCESSES));
        paths.requestMatchers(EnginePaths.ENGINE_QUESTION.posting()).hasAnyAuthority(staff);
        paths.requestMatchers(EnginePaths.ENGINE.changing()).hasAnyAuthority(names(REPAIR_OPERATIONS));
        paths.requestMatchers(EnginePaths.ENGINE).hasAnyAuthority(staff);
        paths.anyRequest().denyAll();
    }

    private void whoSeesOurPages(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry paths) {
        paths.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll();
        paths.requestMatchers(
                        matching("/login"),
                        matching("/login/code"),
                        matching("/login/passkey/challenge"),
                        matching("/login/forgotten"),
                        matching("/login/reset/*"))
                .permitAll();
        paths.requestMatchers(matching("/error"), matching("/assets/**")).permitAll();
        paths.requestMatchers(matching("/contacts/confirm/*")).permitAll();
        paths.requestMatchers(matching("/invitation/*")).permitAll();
        paths.requestMatchers(matching("/set-again"), matching("/set-again/*")).permitAll();
        paths.requestMatchers(matching("/mailbox-password"), matching("/mailbox-password/*"))
                .permitAll();
        paths.requestMatchers(matching("/favicon.ico"), matching("/actuator/health/**"))
                .permitAll();
        paths.requestMatchers(new Scraper(METRICS, settings.metricsToken())).permitAll();
        paths.requestMatchers(METRICS).hasAnyAuthority(names(RUN_PLATFORM));
        paths.requestMatchers(matching("/actuator/loggers/**")).hasAnyAuthority(names(RUN_PLATFORM));
        paths.requestMatchers(matching("/actuator/**")).denyAll();
        paths.requestMatchers(matching("/desk"), matching("/desk/**")).hasAnyAuthority(names(SEE_OPERATIONS));
        paths.anyRequest().authenticated();
    }

    private static RequestMatcher matching(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static String[] names(Permission... permissions) {
        String[] names = new String[permissions.length];
        for (int i = 0; i < permissions.length; i++) {
            names[i] = permissions[i].name();
        }
        return names;
    }
}
