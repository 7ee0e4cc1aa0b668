package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import cn.smspay.ops.backup.Backup;
import cn.smspay.testing.SmallDisk;
import cn.smspay.testing.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or read only: a sentence that names what could not be written, the code of a fault, and nothing half done. */
final class DiskMistakesTest {
    @TempDir
    private Path home;

    private Premises premises;

    @BeforeEach
    void furnish() throws IOException {
        premises = new Premises(home).withDatabase();
    }

    private void each(List<String> rows) {
        for (String row : rows) {
            var cells = row.split("\\|");
            premises.forget();
            premises.ends(Integer.parseInt(cells[0].strip()), cells[1].strip(), cells[2]);
        }
    }

    @Test
    void aFullDiskIsNamedAndNothingIsLeftHalf() throws Exception {
        Backup.make(home.resolve("var"), home.resolve("copy"), new TestClock());
        try (var disk = new SmallDisk(home.resolve("full"), 256)) {
            disk.fill();
            each(List.of(
                    "3 | cannot be written: the disk is full | init ~/full/here",
                    "3 | the disk is full | backup ~/full/b --data ~/var",
                    "3 | the disk is full | restore ~/copy --data ~/full/x --key-file ~/conf/master.key",
                    "2 | 0 MB free | run --check --conf ~/conf/smspay.yaml --set data=~/full/var",
                    "3 | the disk is full | run --conf ~/conf/smspay.yaml --set data=~/full/var",
                    "3 | the disk is full | demo --data ~/full/demo --no-sip",
                    "3 | the disk is full | texts export --out ~/full/t"));
            try (var left = Files.walk(home.resolve("full"))) {
                assertEquals(
                        List.of(),
                        left.filter(file -> file.toString().endsWith(".part")
                                        || file.toString().endsWith(".yaml")
                                        || file.toString().endsWith(".key"))
                                .filter(file -> file.toFile().length() == 0)
                                .toList());
            }
        }
        each(List.of("0 | | ledger verify --data ~/var"));
    }

    @Test
    void aReadOnlyDiskIsNamed() throws Exception {
        Backup.make(home.resolve("var"), home.resolve("copy"), new TestClock());
        try (var disk = new SmallDisk(home.resolve("ro"), 4_096)) {
            Files.createDirectory(home.resolve("ro/var"));
            disk.readOnly();
            each(List.of(
                    "3 | ~/ro/here cannot be written: its disk is read only | init ~/ro/here",
                    "3 | its disk is read only | backup ~/ro/b --data ~/var",
                    "3 | its disk is read only | restore ~/copy --data ~/ro/x --key-file ~/conf/master.key",
                    "2 | may not write to the folder ~/ro/var | run --check --conf ~/conf/smspay.yaml --set"
                            + " data=~/ro/var",
                    "3 | may not write to the folder ~/ro/var | run --conf ~/conf/smspay.yaml --set data=~/ro/var",
                    "3 | its disk is read only | demo --data ~/ro/demo --no-sip",
                    "3 | its disk is read only | texts export --out ~/ro/t",
                    "2 | there is no | ledger verify --data ~/ro/var"));
        }
    }

    @Test
    void aReportThatIsCutOffByAFullDiskDoesNotEndLikeAWholeOne() throws Exception {
        try (var disk = new SmallDisk(home.resolve("full"), 256);
                var file = new FileOutputStream(home.resolve("full/report").toFile())) {
            disk.fill();
            var err = new ByteArrayOutputStream();
            var screen = new CheckedOutput(file);
            new PrintStream(screen, true, StandardCharsets.UTF_8).println("x".repeat(100_000));

            assertEquals(Exit.STOPPED, screen.code(Exit.DONE, new PrintStream(err, true, StandardCharsets.UTF_8)));
            assertTrue(
                    err.toString(StandardCharsets.UTF_8).contains("could not be written whole: the disk is full"),
                    err::toString);
        }
    }

    /** The program as it is started, whose own standard output is a device that is always full. */
    @Test
    void whatCannotBeShownEndsLikeAFault() throws Exception {
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "--version")
                .redirectOutput(new File("/dev/full"))
                .start();
        var err = new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(Exit.STOPPED, program.waitFor(), err);
        assertTrue(err.contains("could not be written whole: the disk is full"), err);
    }

    @Test
    void whoReadsNoFurtherHasWhatHeWants() {
        var screen = new CheckedOutput(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        var out = new PrintStream(screen, true, StandardCharsets.UTF_8);

        out.println("a line");

        assertTrue(out.checkError());
        assertEquals(Exit.DONE, screen.code(Exit.DONE, System.err));
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
