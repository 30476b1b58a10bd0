package org.batuta.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/** Counts the commands that requests over HTTP give to the engine; its own jobs do not count. */
public class EngineCalls extends AbstractProcessEnginePlugin {

    private final AtomicLong count = new AtomicLong();

    public long byRequests() {
        return count.get();
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<CommandInterceptor> interceptors = new ArrayList<>();
        interceptors.add(new Counter());
        List<CommandInterceptor> others = engine.getCustomPreCommandInterceptorsTxRequired();
        interceptors.addAll(others == null ? List.of() : others);
        engine.setCustomPreCommandInterceptorsTxRequired(interceptors);
    }

    private class Counter extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            if (Thread.currentThread().getName().startsWith("http-nio-")) {
                count.incrementAndGet();
            }
            return next.execute(command);
        }
    }
}
