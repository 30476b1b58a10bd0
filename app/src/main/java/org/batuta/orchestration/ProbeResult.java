package org.batuta.orchestration;

/**
 * What a probe saw.
 *
 * @param seen whether the service works as wished
 * @param evidence lines for the timeline and the attempt: what was asked and what came back
 */
public record ProbeResult(boolean seen, String evidence) {

    /** The service works. */
    public static ProbeResult seen(String evidence) {
        return new ProbeResult(true, evidence);
    }

    /** The service does not work yet, or does something else. */
    public static ProbeResult missed(String evidence) {
        return new ProbeResult(false, evidence);
    }
}
