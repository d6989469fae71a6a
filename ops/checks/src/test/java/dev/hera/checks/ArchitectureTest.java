package dev.hera.checks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who may import whom. A room is a package with everything below it; [#MAY_SEE] is the whole law
/// between the rooms of the broker and to the SDK, [#LIBRARIES] where a library may be known.
class ArchitectureTest {
    private static final String OURS = "dev.hera.";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.hera");

    /// Rooms that are planned and not built: they may be empty until they are taken off this list.
    private static final Set<String> NOT_YET = Set.of();

    private static final Set<String> WORDS = Set.of("wire", "broker.call");
    private static final Set<String> MIDDLE =
            with(WORDS, "broker.access", "broker.journal", "broker.route");
    private static final Set<String> DISPATCH = with(MIDDLE, "broker.dispatch");
    private static final Set<String> LATER =
            with(DISPATCH, "broker.accept", "broker.replay", "broker.recall");

    private static final Set<String> DOOR =
            with(LATER, "broker.setting", "broker.http", "broker.link", "broker.admin");
    private static final Set<String> WIRING =
            with(DOOR, "broker.door", "broker.cluster", "broker.metrics", "broker.accesslog");

    /// What each room may see besides itself. The root of the broker, which puts everything
    /// together, is not in it, and nobody may see the root.
    private static final Map<String, Set<String>> MAY_SEE =
            Map.ofEntries(
                    Map.entry("wire", Set.of()),
                    Map.entry("broker.call", Set.of("wire")),
                    Map.entry("broker.access", WORDS),
                    Map.entry("broker.journal", WORDS),
                    Map.entry("broker.route", WORDS),
                    Map.entry("broker.cluster", WORDS),
                    Map.entry("broker.metrics", WORDS),
                    Map.entry("broker.accesslog", WORDS),
                    Map.entry("broker.dispatch", MIDDLE),
                    Map.entry("broker.accept", DISPATCH),
                    Map.entry("broker.replay", DISPATCH),
                    Map.entry("broker.recall", MIDDLE),
                    Map.entry("broker.http", LATER),
                    Map.entry("broker.link", LATER),
                    Map.entry("broker.admin", LATER),
                    Map.entry("broker.cli", with(LATER, "broker.cluster", "broker.setting")),
                    Map.entry("broker.setting", Set.of("wire", "broker.route")),
                    Map.entry("broker.door", DOOR),
                    Map.entry("broker.wiring", WIRING),
                    Map.entry("conformance", Set.of("wire")),
                    Map.entry("examples", Set.of("worker", "worker.api")));

    /// Libraries, by the beginning of their packages, and the only rooms that may know them.
    private static final Map<List<String>, Set<String>> LIBRARIES =
            Map.of(
                    List.of("org.apache.curator", "org.apache.zookeeper"),
                    Set.of("broker.cluster", "worker.discovery", "broker.wiring", "conformance"),
                    List.of("io.javalin", "org.eclipse.jetty"),
                    Set.of(
                            "broker.http",
                            "broker.link",
                            "broker.admin",
                            "broker.door",
                            "broker.wiring"),
                    List.of("com.googlecode.jsonrpc4j"),
                    Set.of("worker.rpc", "worker.api", "examples"),
                    List.of("com.github.victools", "com.fasterxml.classmate"),
                    Set.of("worker.schema"),
                    List.of("org.rocksdb"),
                    Set.of("broker.journal"),
                    List.of("io.micrometer"),
                    Set.of("broker.metrics", "worker.watch"),
                    List.of("io.opentelemetry"),
                    Set.of("broker.metrics"),
                    List.of("info.picocli", "picocli"),
                    Set.of("broker.cli", "broker", "conformance"));

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    @Test
    void classFilesOfThisJdkAreRead() {
        assertTrue(CLASSES.size() > 50, "read %d classes only".formatted(CLASSES.size()));
    }

    @Test
    void aRoomSeesOnlyWhatItMay() {
        Findings findings = new Findings("rooms", "a room sees what it must not");
        for (JavaClass one : CLASSES) {
            String room = room(one.getPackageName());
            Set<String> may = MAY_SEE.get(room);
            if (may != null) {
                findings.saw();
                targets(one)
                        .filter(target -> target.getPackageName().startsWith(OURS))
                        .filter(target -> !may.contains(room(target.getPackageName())))
                        .filter(target -> !room(target.getPackageName()).equals(room))
                        .forEach(target -> findings.fault(arrow(one, target)));
            }
        }
        findings.assertNone(50);
    }

    @Test
    void ofTheSdkTheBrokerSeesOnlyTheWireAndTheSdkNothingOfTheBroker() {
        Findings findings = new Findings("sdk", "broker and SDK know each other beyond the wire");
        for (JavaClass one : CLASSES) {
            findings.saw();
            boolean isBroker = room(one.getPackageName()).startsWith("broker");
            Predicate<String> forbidden =
                    isBroker
                            ? room -> room.startsWith("worker") || room.equals("examples")
                            : room -> room.startsWith("broker");
            targets(one)
                    .filter(target -> target.getPackageName().startsWith(OURS))
                    .filter(target -> forbidden.test(room(target.getPackageName())))
                    .forEach(target -> findings.fault(arrow(one, target)));
        }
        findings.assertNone(50);
    }

    @Test
    void aLibraryIsKnownWhereItBelongs() {
        Findings findings = new Findings("libraries", "a library is known outside its room");
        for (JavaClass one : CLASSES) {
            findings.saw();
            String room = room(one.getPackageName());
            LIBRARIES.forEach(
                    (library, rooms) -> {
                        if (!rooms.contains(room)) {
                            targets(one)
                                    .filter(target -> isOf(target, library))
                                    .forEach(target -> findings.fault(arrow(one, target)));
                        }
                    });
        }
        findings.assertNone(50);
    }

    @Test
    void packagesHaveNoCycles() {
        assertTrue(CLASSES.size() > 50);
        slices().matching("dev.hera.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyRoomOfTheLawIsBuiltOrListedAsNotYet() {
        Set<String> built =
                CLASSES.stream()
                        .filter(one -> !one.getSimpleName().equals("package-info"))
                        .map(one -> room(one.getPackageName()))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> empty = new TreeSet<>(MAY_SEE.keySet());
        LIBRARIES.values().forEach(empty::addAll);
        empty.removeAll(built);
        empty.removeAll(NOT_YET);
        assertEquals(Set.of(), empty, "rooms of the law without a class");
    }

    @Test
    void everyRoomThatIsBuiltStandsInTheLaw() {
        Set<String> known = with(MAY_SEE.keySet(), "broker", "worker", "bench");
        Set<String> strangers =
                CLASSES.stream()
                        .map(one -> room(one.getPackageName()))
                        .filter(room -> !known.contains(room) && !room.startsWith("worker."))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), strangers, "rooms that the law does not know");
    }

    /// `dev.hera.broker.route.rank` is in the room `broker.route`, `dev.hera.wire.codec` in `wire`.
    private static String room(String packageName) {
        String[] parts = packageName.substring(OURS.length()).split("\\.", -1);
        boolean hasRooms = parts[0].equals("broker") || parts[0].equals("worker");
        return hasRooms && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
    }

    private static boolean isOf(JavaClass target, List<String> library) {
        return library.stream().anyMatch(prefix -> target.getName().startsWith(prefix + "."));
    }

    private static Stream<JavaClass> targets(JavaClass one) {
        return one.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .distinct();
    }

    private static String arrow(JavaClass from, JavaClass to) {
        return from.getName() + " -> " + to.getName();
    }
}
