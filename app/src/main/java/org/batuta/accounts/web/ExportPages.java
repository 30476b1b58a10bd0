package org.batuta.accounts.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Exports;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** All that is kept of an account, as one file. */
@Controller
class ExportPages {

    private final Exports exports;

    ExportPages(Exports exports) {
        this.exports = exports;
    }

    @PostMapping("/accounts/{id}/export")
    void export(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        Account account = exports.begin(id);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"account-" + account.number() + ".json\"");
        exports.write(id, response.getOutputStream());
    }
}
