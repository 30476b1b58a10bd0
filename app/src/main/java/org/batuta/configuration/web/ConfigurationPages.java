package org.batuta.configuration.web;

import java.util.List;
import org.batuta.configuration.Catalogue.Entry;
import org.batuta.configuration.Catalogues;
import org.batuta.configuration.Settings;
import org.batuta.frame.Done;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How this installation is set up, and the catalogues that administrators change while it runs. */
@Controller
@RequestMapping("/desk/configuration")
@PreAuthorize("hasAuthority('RUN_PLATFORM')")
class ConfigurationPages {

    private static final String CATALOGUE = "/desk/configuration/catalogue?of=";

    private final Settings settings;
    private final Catalogues catalogues;

    ConfigurationPages(Settings settings, Catalogues catalogues) {
        this.settings = settings;
        this.catalogues = catalogues;
    }

    @ModelAttribute("place")
    String place() {
        return "configuration";
    }

    @GetMapping
    String all(Model model) {
        model.addAttribute("catalogues", catalogues.all());
        model.addAttribute("settings", settings.all());
        model.addAttribute("unknown", settings.unknown());
        return "configuration/configuration";
    }

    @GetMapping("/catalogue")
    String catalogue(
            @RequestParam(defaultValue = "") String of,
            @RequestParam(required = false) @Nullable String key,
            Model model) {
        List<Entry> entries = catalogues.entries(of);
        model.addAttribute("catalogue", catalogues.get(of));
        model.addAttribute("entries", entries);
        entries.stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .ifPresent(entry -> model.addAttribute("chosen", entry));
        return "configuration/catalogue";
    }

    @PostMapping("/catalogue")
    Done put(
            @RequestParam(defaultValue = "") String of,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String value) {
        catalogues.put(of, key.strip(), value.strip());
        return new Done(CATALOGUE + of, "configuration.catalogue.put", key.strip());
    }

    @PostMapping("/catalogue/out")
    Done takeOut(@RequestParam(defaultValue = "") String of, @RequestParam(defaultValue = "") String key) {
        catalogues.takeOut(of, key);
        return new Done(CATALOGUE + of, "configuration.catalogue.out", key);
    }

    @PostMapping("/catalogue/back")
    Done takeBack(@RequestParam(defaultValue = "") String of, @RequestParam(defaultValue = "") String key) {
        catalogues.takeBack(of, key);
        return new Done(CATALOGUE + of, "configuration.catalogue.back", key);
    }
}
