package org.batuta.hosting.web;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.AccountSection;
import org.batuta.hosting.Suspensions;
import org.batuta.workflow.OpenTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;

/** Whether an account is suspended, why, and how far its services follow, on its page at the desk. */
@Component
@Order(0)
class SuspensionOfAccount implements AccountSection {

    private final Suspensions suspensions;
    private final OpenTasks tasks;

    SuspensionOfAccount(Suspensions suspensions, OpenTasks tasks) {
        this.suspensions = suspensions;
        this.tasks = tasks;
    }

    record Content(Suspensions.@Nullable Progress progress, List<OpenTasks.Open> tasks) {}

    @Override
    public String fragment() {
        return "hosting/suspension :: part";
    }

    @Override
    public Object content(UUID accountId, Pageable newest) {
        return suspensions
                .progress(accountId, newest)
                .map(progress -> new Content(
                        progress, tasks.about(List.of(progress.suspension().id().toString()))))
                .orElseGet(() -> new Content(null, List.of()));
    }
}
