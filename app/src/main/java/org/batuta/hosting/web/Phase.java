package org.batuta.hosting.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.batuta.hosting.Request;
import org.batuta.hosting.Request.Verb;
import org.batuta.hosting.RequestEvent;
import org.batuta.hosting.Timeline;

/**
 * Where a request is, as its page explains it: {@code request.phase.<name>} in a few words and
 * {@code request.now.<name>} with what happens next.
 */
enum Phase {
    QUEUED("wait"),
    WAITS_FOR_APPROVAL("wait"),
    WAITS_FOR_PROOF("busy"),
    WAITS_FOR_TIME("wait"),
    WAITS_FOR_PARENT("wait"),
    WAITS_FOR_TURN("wait"),
    WAITS_FOR_REPAIR("wait"),
    WAITS_FOR_ACCOUNT("wait"),
    WAITS_FOR_RESUMPTION("wait"),
    WINDOW("wait"),
    KEEPING("busy"),
    RUNNING("busy"),
    LOOKING("busy"),
    RETRYING("wait"),
    MAINTENANCE("wait"),
    PERSON("wait"),
    CANCELLING("busy"),
    STOPPING("busy"),
    UNDOING("busy"),
    UNDO_RETRYING("wait"),
    UNDO_PERSON("wait"),
    DONE("good"),
    GONE("good"),
    SUSPENDED("still"),
    RESUMED("good"),
    PASSWORD_SET("good"),
    SET_AGAIN("bad"),
    TAKEN_BACK("still"),
    FAILED("bad"),
    NOT_UNDONE("bad"),
    SUPERSEDED("still"),
    KEPT("good"),
    CANCELLED("still"),
    NOT_APPROVED("bad"),
    NOT_PROVEN("still");

    private static final Set<String> TRIES_AGAIN = Set.of("retry", "silent", "stop-delayed", "probe-again");

    private final String tone;

    Phase(String tone) {
        this.tone = tone;
    }

    /** How it is coloured. */
    public String tone() {
        return tone;
    }

    /** The end of its message codes. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where the request is, judged by its state and by the last thing that happened. */
    static Phase of(Request request, List<RequestEvent> story) {
        String last = story.isEmpty() ? "" : story.get(story.size() - 1).kind();
        return switch (request.state()) {
            case WAITING -> waiting(request, last);
            case RUNNING -> running(request, last);
            case UNDOING -> undoing(request, last);
            case DONE -> done(request);
            case UNDONE, NOT_UNDONE -> undone(request);
            case SUPERSEDED -> SUPERSEDED;
            case CANCELLED -> cancelled(request);
        };
    }

    private static Phase done(Request request) {
        return switch (request.verb()) {
            case CREATE, CHANGE -> DONE;
            case REMOVE -> GONE;
            case SET_PASSWORD -> PASSWORD_SET;
            case SUSPEND -> SUSPENDED;
            case RESUME -> RESUMED;
        };
    }

    private static Phase undone(Request request) {
        if (request.verb() == Verb.SET_PASSWORD) {
            return SET_AGAIN;
        }
        if (request.state() == Request.State.NOT_UNDONE) {
            return NOT_UNDONE;
        }
        return request.isCancelled() ? TAKEN_BACK : FAILED;
    }

    private static Phase cancelled(Request request) {
        if (request.isRefused()) {
            return NOT_APPROVED;
        }
        if (request.isUnproven()) {
            return NOT_PROVEN;
        }
        return hasStopped(request) ? KEPT : CANCELLED;
    }

    /** A removal that began has made something stop, which works again when it is cancelled. */
    private static boolean hasStopped(Request request) {
        return request.verb() == Verb.REMOVE && request.startedAt() != null;
    }

    private static Phase waiting(Request request, String last) {
        if (request.isCancelled()) {
            return hasStopped(request) ? KEEPING : CANCELLING;
        }
        if (request.isInUndoWindow()) {
            return WINDOW;
        }
        if (request.awaitsApproval()) {
            return WAITS_FOR_APPROVAL;
        }
        if (request.awaitsProof()) {
            return WAITS_FOR_PROOF;
        }
        if (request.isScheduled()) {
            return WAITS_FOR_TIME;
        }
        return switch (last) {
            case "waits-for-parent" -> WAITS_FOR_PARENT;
            case "waits-for-turn" -> WAITS_FOR_TURN;
            case "waits-for-repair" -> WAITS_FOR_REPAIR;
            case "waits-for-account" -> WAITS_FOR_ACCOUNT;
            case "waits-for-resumption" -> WAITS_FOR_RESUMPTION;
            default -> QUEUED;
        };
    }

    private static Phase running(Request request, String last) {
        if (request.isCancelled()) {
            return switch (request.verb()) {
                case CREATE, CHANGE, SUSPEND, RESUME -> CANCELLING;
                case REMOVE -> KEEPING;
                case SET_PASSWORD -> STOPPING;
            };
        }
        if (Timeline.WANTS_A_PERSON.contains(last) || last.equals("revised")) {
            return PERSON;
        }
        if (TRIES_AGAIN.contains(last)) {
            return RETRYING;
        }
        if (last.equals("maintained")) {
            return MAINTENANCE;
        }
        return last.equals("probe-started") ? LOOKING : RUNNING;
    }

    private static Phase undoing(Request request, String last) {
        if (Timeline.WANTS_A_PERSON.contains(last)) {
            return UNDO_PERSON;
        }
        if (TRIES_AGAIN.contains(last) || last.equals("maintained")) {
            return UNDO_RETRYING;
        }
        return request.verb() == Verb.REMOVE ? KEEPING : UNDOING;
    }
}
