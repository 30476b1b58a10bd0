package org.batuta.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures can be read, and the drawings beside them are true. With {@code -Dredraw=} they are drawn again first. */
class PicturesTest {

    @BeforeAll
    static void drawsAgainIfSomebodyWantsIt() throws IOException {
        String viewer = System.getProperty("redraw", "");
        if (!viewer.isEmpty()) {
            Redraw.with(Path.of(viewer));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingLiesOnSomethingElseAndNoLineRunsThroughAShapeOrAName(Picture picture) {
        assertThat(Drawing.troubles(Bpmn.readModelFromFile(picture.process().toFile())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void theDrawingShowsTheProcessAsItIs(Picture picture) throws IOException {
        assertThat(picture.isTrue())
                .as("%s is drawn from what %s is now; the README says how to draw it again", picture.drawing(), picture)
                .isTrue();
    }

    static Stream<Picture> all() {
        return Picture.all().stream();
    }
}
