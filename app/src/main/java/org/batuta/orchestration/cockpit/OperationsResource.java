package org.batuta.orchestration.cockpit;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.orchestration.ProcessLog;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;
import org.springframework.web.context.support.WebApplicationContextUtils;

/** What the plugin's pages read, as the person who looks: of an instance that the engine does not show, there is nothing. */
@Path("plugin/" + OperationsPlugin.ID)
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource extends AbstractCockpitPluginRootResource {

    /** Made by Cockpit at each call. */
    public OperationsResource() {
        super(OperationsPlugin.ID);
    }

    /** Everything that the instance, and what it called, had or has for servers. */
    @GET
    @Path("{engine}/process-instance/{id}/operations")
    public List<OperationView> operations(@PathParam("engine") String engine, @PathParam("id") String id) {
        Instance instance = instance(engine, id);
        Standing standing = instance.standing();
        return log().of(instance.family(), instance.request()).stream()
                .map(line -> OperationView.of(line, standing))
                .toList();
    }

    /** The end of what one attempt wrote. */
    @GET
    @Path("{engine}/process-instance/{id}/attempt/{attempt}")
    public OutputView output(
            @PathParam("engine") String engine, @PathParam("id") String id, @PathParam("attempt") UUID attempt) {
        return log().attempt(attempt, instance(engine, id).family())
                .map(OutputView::of)
                .orElseThrow(NotFoundException::new);
    }

    /** The words of the pages, in the first language of the browser that we speak. */
    @GET
    @Path("{engine}/words")
    public Map<String, String> words() {
        return Words.in(headers.getAcceptableLanguages());
    }

    private static Instance instance(String engine, String id) {
        return Optional.ofNullable(Cockpit.getProcessEngine(engine))
                .flatMap(found -> Instance.find(found, id))
                .orElseThrow(NotFoundException::new);
    }

    private ProcessLog log() {
        return WebApplicationContextUtils.getRequiredWebApplicationContext(servletContext)
                .getBean(ProcessLog.class);
    }
}
