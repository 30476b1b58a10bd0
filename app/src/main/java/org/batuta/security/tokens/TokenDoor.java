package org.batuta.security.tokens;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * The door of programs: {@code /api/**} opens with a token and with nothing else. No cookie is read or set there, so
 * no page of somebody else can make a browser call it, and nothing has to guard against that.
 */
@Configuration(proxyBeanMethods = false)
class TokenDoor {

    /** After what is closed to all, before our pages. */
    @Bean
    @Order(3)
    SecurityFilterChain programs(HttpSecurity http, Tokens tokens, WrongTokens wrong) throws Exception {
        http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/api/**"))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionFixation(fixation -> fixation.none()))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new TokenLogin(tokens, wrong), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(calls -> calls.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(refused -> refused.authenticationEntryPoint((call, answer, failure) -> {
                            answer.setHeader(HttpHeaders.WWW_AUTHENTICATE, TokenLogin.ASKS_FOR_ONE);
                            answer.sendError(HttpStatus.UNAUTHORIZED.value());
                        })
                        .accessDeniedHandler((call, answer, denied) -> {
                            answer.setHeader(
                                    HttpHeaders.WWW_AUTHENTICATE,
                                    TokenLogin.ASKS_FOR_ONE + ", error=\"insufficient_scope\"");
                            answer.sendError(HttpStatus.FORBIDDEN.value());
                        }));
        return http.build();
    }
}
