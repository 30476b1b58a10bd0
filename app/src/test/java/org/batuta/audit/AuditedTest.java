package org.batuta.audit;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;

/** Whatever somebody with a permission changes, the audit tells (T30): read off the calls of every such method. */
@AnalyzeClasses(packages = "org.batuta", importOptions = ImportOption.DoNotIncludeTests.class)
class AuditedTest {

    private static final String READS = "it reads, in no transaction of its own or in one that is the caller's";

    /** What asks for a permission, is not marked as reading, and is not told: each with its reason. */
    private static final Map<String, String> UNTOLD = Map.ofEntries(
            Map.entry("GroupRepairs.offered", READS),
            Map.entry("Handovers.colleagues", READS),
            Map.entry("History.verify", READS),
            Map.entry("LiveOutput.follow", READS),
            Map.entry("LiveOutput.of", READS),
            Map.entry("Reception.languages", READS),
            Map.entry("Requests.nameOf", READS),
            Map.entry("Rounds.all", READS),
            Map.entry(
                    "Rounds.askSoon", "what is measured anyway is measured a little sooner, and nothing else changes"),
            Map.entry("Rounds.of", READS),
            Map.entry("Servers.command", READS),
            Map.entry("Settings.all", READS),
            Map.entry("Settings.unknown", READS),
            Map.entry("Transfers.outlook", READS),
            Map.entry("Watches.about", READS));

    @ArchTest
    static void t30EveryMethodThatAsksForAPermissionAndMayWriteTellsTheAudit(JavaClasses classes) {
        Set<String> untold = classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(AuditedTest::asksForAPermission)
                .filter(method -> !onlyReads(method))
                .filter(method -> !tells(method))
                .map(AuditedTest::nameOf)
                .collect(toCollection(TreeSet::new));
        assertThat(untold).containsExactlyInAnyOrderElementsOf(UNTOLD.keySet());
    }

    /** Else the one above proves nothing. */
    @ArchTest
    static void findsWhatWritesAndWhatReads(JavaClasses classes) {
        JavaClass requests = classes.get("org.batuta.hosting.Requests");
        assertThat(requests.getMethods().stream()
                        .filter(AuditedTest::asksForAPermission)
                        .filter(method -> !onlyReads(method))
                        .filter(AuditedTest::tells)
                        .map(JavaMethod::getName))
                .contains("create", "change", "cancel")
                .doesNotContain("get", "mine");
    }

    private static boolean asksForAPermission(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && (method.isAnnotatedWith(PreAuthorize.class)
                        || method.getOwner().isAnnotatedWith(PreAuthorize.class));
    }

    private static boolean onlyReads(JavaMethod method) {
        return Stream.of(
                        method.tryGetAnnotationOfType(Transactional.class),
                        method.getOwner().tryGetAnnotationOfType(Transactional.class))
                .flatMap(found -> Optional.ofNullable(found.orElse(null)).stream())
                .findFirst()
                .map(Transactional::readOnly)
                .orElse(false);
    }

    private static boolean tells(JavaMethod method) {
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> next = new ArrayDeque<>(Set.of((JavaCodeUnit) method));
        while (!next.isEmpty()) {
            JavaCodeUnit unit = next.pop();
            if (unit.getOwner().isEquivalentTo(Audit.class) && unit.getName().equals("record")) {
                return true;
            }
            if (seen.add(unit)) {
                Stream.concat(unit.getCallsFromSelf().stream(), unit.getMethodReferencesFromSelf().stream())
                        .map(access -> (CodeUnitAccessTarget) access.getTarget())
                        .flatMap(AuditedTest::reached)
                        .forEach(next::add);
            }
        }
        return false;
    }

    /** The called one, and what may stand in its place. */
    private static Stream<JavaCodeUnit> reached(CodeUnitAccessTarget target) {
        if (!target.getOwner().getPackageName().startsWith("org.batuta")) {
            return Stream.empty();
        }
        String[] parameters =
                target.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
        return Stream.concat(
                target.resolveMember().stream(),
                target.getOwner().getAllSubclasses().stream()
                        .flatMap(type -> type.tryGetMethod(target.getName(), parameters).stream()));
    }

    private static String nameOf(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }
}
