package org.batuta.workflow;

import java.beans.FeatureDescriptor;
import java.lang.reflect.Array;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/**
 * Lets an expression see values only: what it starts from, what it is given and what comes out must be on the list of
 * {@link Harmless}. Delegates may be named, so that the engine can call them, but an expression cannot call them.
 */
class GuardedResolver extends ELResolver {

    private static final Set<String> REFUSED_MEMBERS = Set.of(
            "class",
            "getclass",
            "wait",
            "notify",
            "notifyall",
            "processengine",
            "getprocessengine",
            "processengineservices",
            "getprocessengineservices",
            "bpmnmodelinstance",
            "getbpmnmodelinstance",
            "declaringclass",
            "getdeclaringclass");

    private final ELResolver inner;
    private final BeanFactory beans;

    GuardedResolver(ELResolver inner, BeanFactory beans) {
        this.inner = inner;
        this.beans = beans;
    }

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        checkUse(base, property);
        Object delegate = base == null ? delegate(String.valueOf(property)) : null;
        if (delegate != null) {
            context.setPropertyResolved(true);
            return delegate;
        }
        Object value = inner.getValue(context, base, property);
        if (context.isPropertyResolved()) {
            checkResult(base, property, value);
        }
        return value;
    }

    /** What a picture names as a step's code: no variable stands in for it, and none is looked for. */
    private @Nullable Object delegate(String name) {
        Object bean = beans.containsBean(name) ? beans.getBean(name) : null;
        return bean != null && Harmless.isDelegate(bean) ? bean : null;
    }

    @Override
    public @Nullable Object invoke(
            ELContext context,
            @Nullable Object base,
            @Nullable Object method,
            Class<?> @Nullable [] types,
            Object @Nullable [] arguments) {
        checkUse(base, method);
        for (int i = 0; arguments != null && i < arguments.length; i++) {
            check(method, arguments[i]);
        }
        Object value = inner.invoke(context, base, method, types, arguments);
        if (context.isPropertyResolved()) {
            check(method, value);
        }
        return value;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
        checkUse(base, property);
        check(property, value);
        inner.setValue(context, base, property, value);
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
        checkUse(base, property);
        return inner.getType(context, base, property);
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
        return inner.isReadOnly(context, base, property);
    }

    @Override
    public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return inner.getCommonPropertyType(context, base);
    }

    @Override
    public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
        return inner.getFeatureDescriptors(context, base);
    }

    private static void checkUse(@Nullable Object base, @Nullable Object member) {
        String name = String.valueOf(member).toLowerCase(Locale.ROOT);
        if (base != null && (REFUSED_MEMBERS.contains(name) || !Harmless.isValue(base))) {
            throw refused(member);
        }
    }

    private void checkResult(@Nullable Object base, @Nullable Object name, @Nullable Object value) {
        if (base == null && value != null && !Harmless.isSimple(value) && beans.containsBean(String.valueOf(name))) {
            throw refused(name);
        }
        check(name, value);
    }

    private static void check(@Nullable Object name, @Nullable Object value) {
        if (value == null || Harmless.isValue(value)) {
            return;
        }
        boolean harmlessArray = value.getClass().isArray();
        for (int i = 0; harmlessArray && i < Array.getLength(value); i++) {
            Object element = Array.get(value, i);
            harmlessArray = element == null || Harmless.isValue(element);
        }
        if (!harmlessArray) {
            throw refused(name);
        }
    }

    private static ProcessEngineException refused(@Nullable Object name) {
        return new ProcessEngineException("an expression may not use '" + name + "'");
    }
}
