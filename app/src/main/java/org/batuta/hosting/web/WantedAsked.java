package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import org.batuta.frame.Sent;

/**
 * What a program sends that corrects what a request asks for.
 *
 * @param spec all of it, not only what is another
 * @param revision of the wish that the program saw; when it is another by now, nothing is corrected
 */
record WantedAsked(@NotNull JsonNode spec, @NotNull Integer revision) implements Sent {}
