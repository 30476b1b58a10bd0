package org.batuta.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;
import org.batuta.frame.Link;
import org.batuta.frame.Sent;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How strictly programs are read: nothing is guessed, dropped, taken twice, or longer than it may be. */
@Configuration(proxyBeanMethods = false)
class Reading implements WebMvcConfigurer {

    private static final int MOST_CHARACTERS = 256 * 1024;
    private static final int DEEPEST = 20;

    private final Jackson2ObjectMapperBuilder usual;

    Reading(Jackson2ObjectMapperBuilder usual) {
        this.usual = usual;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new KnownParameters()).addPathPatterns(Link.ROOT + "/**");
    }

    @Override
    public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        converters.stream()
                .filter(MappingJackson2HttpMessageConverter.class::isInstance)
                .map(MappingJackson2HttpMessageConverter.class::cast)
                .forEach(converter -> converter.registerObjectMappersForType(
                        Sent.class, mappers -> mappers.put(MediaType.APPLICATION_JSON, strict())));
    }

    private ObjectMapper strict() {
        ObjectMapper strict = usual.factory(JsonFactory.builder()
                        // a buffer that is used again keeps what was in it, and that may be a password
                        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxDocumentLength(MOST_CHARACTERS)
                                .maxStringLength(MOST_CHARACTERS)
                                .maxNestingDepth(DEEPEST)
                                .build())
                        .build())
                .build();
        strict.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        strict.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
        strict.coercionConfigFor(LogicalType.DateTime).setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        return strict;
    }
}
