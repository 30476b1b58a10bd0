package org.batuta.frame;

import org.apache.catalina.filters.FailedRequestFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Only what was read as a whole goes on. The server leaves out a field that it cannot decode, or that comes after too
 * many others, and tells nobody; half a form would be taken for a whole one.
 */
@Configuration(proxyBeanMethods = false)
class WhatCanBeRead {

    /** Just after the one that says how text is encoded. */
    private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 1;

    @Bean
    FilterRegistrationBean<FailedRequestFilter> onlyWhatWasReadAsAWhole() {
        FilterRegistrationBean<FailedRequestFilter> filter = new FilterRegistrationBean<>(new FailedRequestFilter());
        filter.setOrder(FIRST);
        return filter;
    }
}
