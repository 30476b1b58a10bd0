package org.batuta.workflow;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Step {@code standStill} of the test process {@code wait-for-work}: waits unless told that there is nothing to do. */
public class StandStill extends WaitingTask {

    private final Map<String, String> places = new ConcurrentHashMap<>();

    @Override
    protected boolean begin(Waiting waiting) {
        places.put(waiting.processInstanceId(), waiting.executionId());
        return !waiting.find("nothingToDo").map(Boolean::valueOf).orElse(false);
    }

    /** The execution that stands here, or stood, in this instance. */
    String placeOf(String processInstanceId) {
        return Objects.requireNonNull(places.get(processInstanceId));
    }
}
