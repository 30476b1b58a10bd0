package org.batuta.orchestration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * All scripts of this release, found by lying in a service type's folder. The name of a script is its type and verb;
 * folders with the same last name would be one type and are refused at start. What the scripts of a folder share lies
 * in its {@code functions.sh}, which stands before each of them.
 */
@Component
public class Scripts {

    private static final String SHARED = "functions.sh";

    private final Map<String, Script> byName = new TreeMap<>();

    Scripts() {
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:org/batuta/hosting/**/*.sh")) {
                String[] path = resource.getURL().getPath().split("/");
                String file = path[path.length - 1];
                if (!file.equals(SHARED)) {
                    add(path[path.length - 2] + "/" + file, resource);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Scripts could not be read from the class path", e);
        }
    }

    private void add(String name, Resource resource) throws IOException {
        Resource shared = resource.createRelative(SHARED);
        String text = (shared.exists() ? shared.getContentAsString(StandardCharsets.UTF_8) : "")
                + resource.getContentAsString(StandardCharsets.UTF_8);
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
