package org.batuta.accounts.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.batuta.accounts.Exports;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** All that is kept of an account, for programs of its owners (L15). */
@RestController
class ExportCalls {

    private final Exports exports;

    ExportCalls(Exports exports) {
        this.exports = exports;
    }

    /** One object with a list for each part; that it was taken out is written down. */
    @GetMapping(path = Link.ROOT + "/accounts/{id}/export", produces = MediaType.APPLICATION_JSON_VALUE)
    @Calls(value = Exports.class, method = "begin")
    void export(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        exports.begin(id);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        exports.write(id, response.getOutputStream());
    }
}
