package org.batuta.api;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** Which parameters of the address a call has: those that it names, and the components of records that it takes whole. */
final class Parameters {

    private Parameters() {}

    static Map<String, Type> of(HandlerMethod call) {
        Map<String, Type> parameters = new LinkedHashMap<>();
        for (MethodParameter parameter : call.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestParam.class)) {
                parameters.put(parameter.getParameter().getName(), parameter.getGenericParameterType());
            } else if (parameter.getParameterType().isRecord() && parameter.getParameterAnnotations().length == 0) {
                for (RecordComponent component : parameter.getParameterType().getRecordComponents()) {
                    parameters.put(component.getName(), component.getGenericType());
                }
            }
        }
        return parameters;
    }
}
