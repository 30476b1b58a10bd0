package org.batuta.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Brings the pictures and forms of this release into the engine: all in one deployment, so that a picture, its forms
 * and the processes it calls stay together, each under its bare file name, the same from a directory and from the
 * jar. Unchanged files are not deployed again. A decision is its own deployment and only ever made once: from then on
 * it belongs to the people at the desk.
 */
@Component
class Deployments {

    private static final String[] RELEASE = {
        "classpath*:/processes/**/*.bpmn", "classpath*:/forms/**/*.form", "classpath*:/forms/**/*.html"
    };
    private static final String DECISIONS = "classpath*:/processes/**/*.dmn";

    private final RepositoryService repository;
    private final ResourcePatternResolver resources = new PathMatchingResourcePatternResolver();

    Deployments(RepositoryService repository) {
        this.repository = repository;
    }

    void deployRelease() throws IOException {
        Map<String, Resource> files = find(RELEASE);
        if (!files.isEmpty()) {
            deploy("batuta", files);
        }
        for (Map.Entry<String, Resource> decision : find(DECISIONS).entrySet()) {
            deployOnce(decision.getKey(), decision.getValue());
        }
    }

    private void deployOnce(String name, Resource decision) throws IOException {
        String key = name.substring(0, name.lastIndexOf('.'));
        boolean known = repository
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey(key)
                        .count()
                > 0;
        if (!known) {
            deploy("decision " + key, Map.of(name, decision));
        }
    }

    private void deploy(String name, Map<String, Resource> files) throws IOException {
        DeploymentBuilder deployment =
                repository.createDeployment().name(name).source("batuta").enableDuplicateFiltering(false);
        for (Map.Entry<String, Resource> file : files.entrySet()) {
            try (InputStream content = file.getValue().getInputStream()) {
                deployment.addInputStream(file.getKey(), content);
            }
        }
        deployment.deploy();
    }

    /** By bare file name, in its order. Two files of one name would silently become one, so they stop the start. */
    private Map<String, Resource> find(String... patterns) throws IOException {
        Map<String, Resource> found = new HashMap<>();
        for (String pattern : patterns) {
            for (Resource resource : resources.getResources(pattern)) {
                String name = resource.getFilename();
                Resource other = name == null ? null : found.put(name, resource);
                if (other != null) {
                    throw new IllegalStateException("two files are called " + name + ": " + other + ", " + resource);
                }
            }
        }
        return new TreeMap<>(found);
    }
}
