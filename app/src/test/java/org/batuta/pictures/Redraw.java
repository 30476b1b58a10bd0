package org.batuta.pictures;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.batuta.Chromium;
import org.springframework.core.io.ClassPathResource;

/** Draws the processes with bpmn-js in Chromium, each beside its file; the README says how to call it. */
final class Redraw {

    private Redraw() {}

    /**
     * Draws those whose drawing is not true any more.
     *
     * @param viewer {@code bpmn-viewer.production.min.js} of bpmn-js
     */
    static void with(Path viewer) throws IOException {
        try (Page page = Chromium.page(0, Chromium.DESKTOP)) {
            page.setContent("<div id='canvas' style='height: 2000px'></div>");
            page.addScriptTag(new Page.AddScriptTagOptions().setPath(viewer));
            page.addScriptTag(new Page.AddScriptTagOptions()
                    .setContent(
                            new ClassPathResource("draw.js", Redraw.class).getContentAsString(StandardCharsets.UTF_8)));
            for (Picture picture : Picture.all()) {
                if (!picture.isTrue()) {
                    Object svg = page.evaluate("xml => draw(xml)", picture.xml());
                    Files.writeString(picture.drawing(), picture.origin() + "\n" + svg + "\n");
                }
            }
        }
    }
}
