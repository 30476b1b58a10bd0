package org.batuta.workflow;

import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/** Why somebody answered a task so, or what was done meanwhile. */
public final class Comment {

    private static final int LONGEST = 2_000;

    private Comment() {}

    /**
     * The text of the field {@code comment}, whatever was sent there; empty for none.
     *
     * @throws Refusal at {@code comment} when it is no text, longer than 2,000 characters, or has hidden ones
     */
    public static String of(@Nullable Object said) {
        if (said == null) {
            return "";
        }
        if (!(said instanceof String comment) || comment.length() > LONGEST) {
            throw Refusal.at("comment", "comment.length", LONGEST);
        }
        if (!PlainText.isText(comment.replace("\r\n", "\n"))) {
            throw Refusal.at("comment", "hidden-characters");
        }
        return comment;
    }
}
