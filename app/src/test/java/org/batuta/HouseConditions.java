package org.batuta;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Set;

/** What ArchUnit has no words for. */
final class HouseConditions {

    private HouseConditions() {}

    static ArchCondition<JavaClass> resideInNoPackageNamed(Set<String> names) {
        return new ArchCondition<>("reside in no package named one of " + names) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean forbidden =
                        Arrays.stream(type.getPackageName().split("\\.")).anyMatch(names::contains);
                if (forbidden) {
                    events.add(SimpleConditionEvent.violated(type, type.getFullName()));
                }
            }
        };
    }
}
