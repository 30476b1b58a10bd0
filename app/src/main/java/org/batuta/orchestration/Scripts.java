package org.batuta.orchestration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * All scripts of this release, found by lying in a service type's folder. The name of a script is its type and verb;
 * folders with the same last name would be one type and are refused at start. Before each script stands what all types
 * share, and then what the scripts of its folder share: the {@code functions.sh} above the folder, and the one in it.
 */
@Component
public class Scripts {

    private static final String FOLDER = "org/batuta/hosting/";
    private static final String SHARED = "functions.sh";

    private final Map<String, Script> byName = new TreeMap<>();

    private final ResourcePatternResolver resources = new PathMatchingResourcePatternResolver();

    Scripts(ObjectProvider<Scripted> types) {
        Set<String> keys = types.stream().map(Scripted::key).collect(Collectors.toSet());
        try {
            String shared = text(resources.getResource("classpath:" + FOLDER + SHARED));
            for (Resource resource : resources.getResources("classpath*:" + FOLDER + "*/**/*.sh")) {
                String[] path = resource.getURL().getPath().split("/");
                String file = path[path.length - 1];
                String type = path[path.length - 2];
                if (!file.equals(SHARED) && keys.contains(type)) {
                    add(type + "/" + file, shared + shared(resource) + text(resource));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Scripts could not be read from the class path", e);
        }
    }

    private static String shared(Resource script) throws IOException {
        Resource shared = script.createRelative(SHARED);
        return shared.exists() ? text(shared) : "";
    }

    private static String text(Resource resource) throws IOException {
        return resource.getContentAsString(StandardCharsets.UTF_8);
    }

    private void add(String name, String text) {
        if (byName.put(name, new Script(name, DigestUtils.sha256Hex(text), text)) != null) {
            throw new IllegalStateException("Two scripts are called " + name);
        }
    }

    /** The script of a service type for a verb. */
    public Script script(String serviceType, Verb verb) {
        return find(serviceType, verb)
                .orElseThrow(() -> new IllegalArgumentException(serviceType + " has no " + verb.word() + ".sh"));
    }

    /** The script, if the type has one for this verb. */
    public Optional<Script> find(String serviceType, Verb verb) {
        return Optional.ofNullable(byName.get(serviceType + "/" + verb.word() + ".sh"));
    }

    /** All of them, by name. */
    public Collection<Script> all() {
        return byName.values();
    }

    /** Every service type that can be applied to a server, by name. */
    List<String> types() {
        String apply = "/" + Verb.APPLY.word() + ".sh";
        return byName.keySet().stream()
                .filter(name -> name.endsWith(apply))
                .map(name -> name.substring(0, name.length() - apply.length()))
                .toList();
    }
}
