package cn.smspay.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

final class FloorPlanTest {
    private static final String ROOT = "cn.smspay.";
    private static final Path SOURCES =
            Path.of(System.getProperty("smspay.root", "..")).resolve("engine/src/main/java/cn/smspay");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // What templates are compiled to.
            .withImportOption(location -> !location.contains("/web/jte/"))
            .importPackages("cn.smspay");

    @Test
    void everyRoomHasItsLineInThePlan() {
        Set<String> rooms = new TreeSet<>();
        CLASSES.forEach(type -> rooms.add(room(type)));

        assertEquals(new TreeSet<>(FloorPlan.ROOMS.keySet()), rooms, "rooms of the plan, rooms of the code");
    }

    @Test
    void wingsUseOnlyLowerWings() {
        assertEquals(
                Set.of(),
                strays((from, to) ->
                        !wing(from).equals(wing(to)) && FloorPlan.floor(wing(from)) <= FloorPlan.floor(wing(to))));
    }

    @Test
    void roomsUseInsideTheirWingOnlyWhatThePlanAllows() {
        assertEquals(
                Set.of(),
                strays((from, to) -> wing(from).equals(wing(to))
                        && !room(from).equals(room(to))
                        && !FloorPlan.ROOMS.get(room(from)).uses().contains(room(to))));
    }

    /** What waits goes by the ticker: the wall's clock may be set. */
    @Test
    void theWireSeesTheWallClockOnlyForTimesThatPeopleRead() {
        Set<String> seeing = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            boolean sees = type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(to -> to.getTargetClass().getName().equals("java.time.Clock"));
            if (sees && room(type).startsWith("sms.")
                    || sees && type.getSimpleName().startsWith("Answer")) {
                seeing.add(outermost(type));
            }
        }

        assertEquals(FloorPlan.SEE_THE_CLOCK, seeing);
    }

    @Test
    void otherWingsNameOnlyTheFacesOfARoom() {
        assertEquals(
                Set.of(),
                strays((from, to) -> !wing(from).equals(wing(to))
                        && !FloorPlan.ROOMS.get(room(to)).faces().contains(outermost(to))));
    }

    @Test
    void everyFaceIsSeen() {
        Set<String> unseen = new TreeSet<>();
        FloorPlan.ROOMS.forEach((room, plan) -> plan.faces().forEach(face -> unseen.add(room + "." + face)));
        for (JavaClass type : CLASSES) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                var to = dependency.getTargetClass();
                if (isOurs(to) && !wing(type).equals(wing(to))) {
                    unseen.remove(room(to) + "." + outermost(to));
                }
            }
        }
        // A constant is copied into the class that names it, and leaves no trace there.
        unseen.removeIf(face -> named(face.substring(face.lastIndexOf('.') + 1), face));

        assertEquals(Set.of(), unseen, "faces that no other wing names: take them off the list");
    }

    @Test
    void wingsAndRoomsHaveNoCycles() {
        slices().matching("cn.smspay.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("cn.smspay.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noRoomIsCrowded() throws IOException {
        for (String room : FloorPlan.ROOMS.keySet()) {
            try (var files = Files.list(SOURCES.resolve(room.replace('.', '/')))) {
                long count = files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.endsWith("package-info.java"))
                        .count();
                assertFalse(count > FloorPlan.FILES_MAX, room + " has " + count + " files: split it in the plan first");
            }
        }
    }

    @Test
    void foreignTypesStopAtTheWire() {
        FloorPlan.FOREIGN.forEach((library, importers) -> {
            var allowed = importers.stream().map(name -> ROOT + name).toList();
            noClasses()
                    .that()
                    .resideOutsideOfPackages(allowed.toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library)
                    .check(CLASSES);
        });
    }

    private static Set<String> strays(BiPredicate<JavaClass, JavaClass> forbidden) {
        Set<String> strays = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                var to = dependency.getTargetClass();
                if (isOurs(to) && forbidden.test(type, to)) {
                    strays.add(type.getName().substring(ROOT.length()) + " -> "
                            + to.getName().substring(ROOT.length()));
                }
            }
        }
        return strays;
    }

    private static boolean named(String type, String face) {
        var room = face.substring(0, face.lastIndexOf('.'));
        var line = "import " + ROOT + room + "." + type;
        try (var files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                var text = Files.readString(file);
                if (text.contains(line + ";")
                        || text.contains(line + ".")
                        || text.contains("import static " + line.substring(7) + ".")) {
                    return !SOURCES.relativize(file).toString().startsWith(room.split("\\.")[0] + "/");
                }
            }
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isOurs(JavaClass type) {
        return !type.isArray() && type.getPackageName().startsWith(ROOT);
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    private static String wing(JavaClass type) {
        return List.of(room(type).split("\\.")).get(0);
    }

    private static String outermost(JavaClass type) {
        var name = type.getName().substring(type.getPackageName().length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
