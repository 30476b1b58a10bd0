package org.batuta.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.batuta.frame.Link;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The document of all calls that the caller may make. */
@RestController
class OpenApiCalls {

    private final OpenApi openApi;

    OpenApiCalls(OpenApi openApi) {
        this.openApi = openApi;
    }

    @GetMapping(Link.ROOT + "/openapi.json")
    ObjectNode document() {
        return openApi.document();
    }
}
