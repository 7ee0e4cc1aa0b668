package cn.smspay.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class FloorPlanTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("cn.smspay");

    @Test
    void everyPackageHasItsLineInThePlan() {
        Set<String> packages = new TreeSet<>();
        CLASSES.forEach(type -> packages.add(type.getPackageName().substring("cn.smspay.".length())));

        packages.removeAll(FloorPlan.USES.keySet());

        assertEquals(Set.of(), packages, "packages that are not in FloorPlan (packages lie flat under the root)");
    }

    @Test
    void packagesUseOnlyWhatThePlanAllows() {
        FloorPlan.USES.forEach((name, allowed) -> {
            var forbidden = FloorPlan.USES.keySet().stream()
                    .filter(other -> !other.equals(name) && !allowed.contains(other))
                    .map(other -> "cn.smspay." + other + "..")
                    .toArray(String[]::new);
            if (forbidden.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("cn.smspay." + name + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden)
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        });
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("cn.smspay.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void foreignTypesStopAtTheWire() {
        FloorPlan.FOREIGN.forEach((library, importers) -> {
            List<String> allowed =
                    importers.stream().map(name -> "cn.smspay." + name + "..").toList();
            noClasses()
                    .that()
                    .resideOutsideOfPackages(allowed.toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library)
                    .check(CLASSES);
        });
    }
}
