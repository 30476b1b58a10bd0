package org.batuta;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.util.List;
import java.util.Set;

/** What the house looks like from inside: the rules that hold for every class of the application. */
@AnalyzeClasses(packages = "org.batuta", importOptions = ImportOption.DoNotIncludeTests.class)
class RulesTest {

    private static final Set<String> FORBIDDEN =
            Set.of("service", "services", "controller", "controllers", "dto", "util", "utils", "impl", "repository");

    private static final Set<String> HIDDEN_CLOCKWORK = Set.of(
            "org.springframework.scheduling.annotation.Scheduled",
            "org.springframework.scheduling.annotation.Async",
            "org.springframework.retry.annotation.Retryable");

    @ArchTest
    static final ArchRule onlyWorkflowAndEdgesToTheEngineKnowTheEngine = noClasses()
            .that()
            .resideOutsideOfPackages("..workflow..", "..process..", "..cockpit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..");

    @ArchTest
    static final ArchRule onlyOrchestrationSpeaksSsh = noClasses()
            .that()
            .resideOutsideOfPackage("org.batuta.orchestration..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.sshd..");

    @ArchTest
    static final ArchRule modulesFormNoCircle =
            slices().matching("org.batuta.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule rootsDoNotKnowTheirEdges = noClasses()
            .that()
            .resideOutsideOfPackages("..web..", "..process..", "..cockpit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.batuta..web..", "org.batuta..process..", "org.batuta..cockpit..");

    @ArchTest
    static final ArchRule packagesAreNamedAfterTheBusiness =
            classes().should(HouseConditions.resideInNoPackageNamed(FORBIDDEN));

    @ArchTest
    static final ArchRule whatWaitsOrRepeatsIsDrawn =
            noMethods().should().beAnnotatedWith(annotationIn(HIDDEN_CLOCKWORK));

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields =
            noFields().should().beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired");

    @ArchTest
    static final ArchRule entitiesChangeByVerbs = methods()
            .that()
            .areDeclaredInClassesThat(are(annotatedWith(Entity.class)))
            .and()
            .arePublic()
            .should()
            .haveNameNotMatching("set[A-Z].*");

    @ArchTest
    static final ArchRule fieldsOfEntitiesAreTheirOwn = fields().that()
            .areDeclaredInClassesThat(are(annotatedWith(Entity.class)))
            .should()
            .notBePublic();

    /** Whom an invoice names is billing's own; an account has a kind, and addresses to write to. */
    @ArchTest
    static final ArchRule t10AccountsAndContactsHoldNoBillingIdentity = noFields()
            .that()
            .areDeclaredInClassesThat(are(annotatedWith(Entity.class)))
            .and()
            .areDeclaredInClassesThat(resideInAPackage("org.batuta.accounts.."))
            .should()
            .haveNameMatching("(?i).*(vat|tax|iban|street|postal|postcode|city|country).*");

    @ArchTest
    static void t53AtMostFiftyFiveInAHundredTypesArePublic(JavaClasses all) {
        List<JavaClass> types = all.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
        long open = types.stream()
                .filter(type -> type.getModifiers().contains(PUBLIC))
                .count();
        assertThat(open * 100 / types.size())
                .as("%d of %d types are public", open, types.size())
                .isLessThanOrEqualTo(55);
    }

    private static DescribedPredicate<JavaClass> annotatedWith(Class<? extends java.lang.annotation.Annotation> type) {
        return DescribedPredicate.describe(
                "annotated with @" + type.getSimpleName(), each -> each.isAnnotatedWith(type));
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaAnnotation<?>> annotationIn(
            Set<String> names) {
        return DescribedPredicate.describe(
                "one of " + names, each -> names.contains(each.getRawType().getName()));
    }
}
