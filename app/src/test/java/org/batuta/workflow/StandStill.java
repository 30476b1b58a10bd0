package org.batuta.workflow;

/** Step {@code standStill} of the test process {@code wait-for-work}: waits unless told that there is nothing to do. */
public class StandStill extends WaitingTask {

    @Override
    protected boolean begin(Waiting waiting) {
        waiting.set("standsAt", waiting.executionId());
        return !waiting.find("nothingToDo").map(Boolean::valueOf).orElse(false);
    }
}
