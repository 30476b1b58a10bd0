package org.batuta.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.batuta.frame.Calls;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.security.authorization.method.PreAuthorizeAuthorizationManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.util.SimpleMethodInvocation;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Who may not do what a form or a call is for is told so whatever was filled in: the permission of a page's method, or of
 * the method at which a call ends, is asked before the fields are read, and not only when they are right (T24).
 */
@Component
class PermissionFirst implements HandlerInterceptor, WebMvcConfigurer {

    private final PreAuthorizeAuthorizationManager permissions = new PreAuthorizeAuthorizationManager();
    private final BeanFactory modules;

    PermissionFirst(BeanFactory modules) {
        this.modules = modules;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    /** The end of a stream comes back here too, when there may be no login any more: it was asked at its beginning. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && request.getDispatcherType() != DispatcherType.ASYNC) {
            Calls call = method.getMethodAnnotation(Calls.class);
            permissions.verify(
                    () -> SecurityContextHolder.getContext().getAuthentication(),
                    call == null
                            ? new SimpleMethodInvocation(method.getBean(), method.getMethod())
                            : new SimpleMethodInvocation(modules.getBean(call.value()), end(call)));
        }
        return true;
    }

    private static Method end(Calls call) {
        return Stream.of(call.value().getMethods())
                .filter(method -> method.getName().equals(call.method()))
                .findFirst()
                .orElseThrow();
    }
}
