package org.batuta.workflow;

import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.batuta.kernel.Refusal;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What somebody answers in a task, through the engine's own applications, may be refused by the step that reads it, or
 * be nothing that a database can keep. That is their mistake and said so (400), never a failure of ours (500, and an
 * error in the log).
 */
@Component
class RefusedAnswers extends AbstractProcessEnginePlugin {

    private static final String DOOR = "/camunda/";

    /** SQL states of what cannot be kept: too long, a byte that is no text, an escape that is none. */
    private static final Set<String> CANNOT_BE_KEPT = Set.of("22001", "22021", "22P05");

    private final MessageSource words;

    RefusedAnswers(MessageSource words) {
        this.words = words;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setCustomPreCommandInterceptorsTxRequired(
                with(new Telling(), engine.getCustomPreCommandInterceptorsTxRequired()));
        engine.setCustomPostCommandInterceptorsTxRequired(
                with(new Quieting(), engine.getCustomPostCommandInterceptorsTxRequired()));
    }

    private static List<CommandInterceptor> with(CommandInterceptor first, @Nullable List<CommandInterceptor> others) {
        List<CommandInterceptor> all = new ArrayList<>();
        all.add(first);
        all.addAll(others == null ? List.of() : others);
        return all;
    }

    /** Outermost: what the caller is told. */
    private class Telling extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            try {
                return next.execute(command);
            } catch (RuntimeException failed) {
                Refusal refusal = refusal(failed);
                if (refusal == null || !isAtTheDoor()) {
                    throw failed;
                }
                throw new InvalidRequestException(Status.BAD_REQUEST, failed, said(refusal));
            }
        }
    }

    /** Innermost, where the engine logs what failed: it keeps quiet about what a caller did wrong. */
    private static class Quieting extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            try {
                return next.execute(command);
            } catch (RuntimeException failed) {
                if (refusal(failed) == null || !isAtTheDoor()) {
                    throw failed;
                }
                throw new BadUserRequestException(failed.getMessage(), failed);
            }
        }
    }

    private static @Nullable Refusal refusal(@Nullable Throwable failed) {
        if (failed instanceof Refusal refusal) {
            return refusal;
        }
        if (failed instanceof SQLException sql && CANNOT_BE_KEPT.contains(String.valueOf(sql.getSQLState()))) {
            return Refusal.at("", "cannot-be-kept");
        }
        return failed == null || failed.getCause() == failed ? null : refusal(failed.getCause());
    }

    private static boolean isAtTheDoor() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call
                && call.getRequest().getRequestURI().startsWith(DOOR);
    }

    private String said(Refusal refusal) {
        return refusal.problems().stream()
                .map(problem -> (problem.field().isEmpty() ? "" : problem.field() + ": ")
                        + words.getMessage(
                                "refusal." + problem.code(), problem.args().toArray(), LocaleContextHolder.getLocale()))
                .collect(Collectors.joining(" "));
    }
}
