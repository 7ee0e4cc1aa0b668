package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import cn.smspay.ops.backup.Backup;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.SmallDisk;
import cn.smspay.testing.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or read only: a sentence that names what could not be written, the code of a fault, and nothing half done. */
final class DiskMistakesTest {
    private static final Path SHIPPED =
            Path.of(System.getProperty("smspay.root", "..")).toAbsolutePath();
    private static final String KEY = "0123456789abcdef".repeat(4);

    @TempDir
    private Path home;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void furnish() throws IOException {
        Files.createDirectories(home.resolve("var"));
        Files.createDirectory(home.resolve("conf"));
        Store.open(StoreSettings.tool(home.resolve("var").resolve(StoreSettings.FILE)))
                .close();
        file("conf/master.key", KEY);
        file("conf/secret", "secret");
        file("conf/smspay.yaml", """
                keys: {master_file: conf/master.key}
                dialogs: "%1$s/dialogs"
                ivr_scripts: "%1$s/ivr-scripts"
                services: ["10658888"]
                site: www.example.com
                smsc:
                  - {name: main, host: 127.0.0.1, port: 1, system_id: smspay, password_file: conf/secret}
                outside: {bill_system: simulated, bank: simulated, registry: simulated}
                """.formatted(SHIPPED));
    }

    private void file(String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private List<String> faults(List<String> rows) {
        var faults = new ArrayList<String>();
        for (String row : rows) {
            var cells = row.split("\\|");
            said.getBuffer().setLength(0);
            var writer = new PrintWriter(said, true);
            int code = Main.commandLine()
                    .setOut(writer)
                    .setErr(writer)
                    .execute(cells[2].strip().replace("~", home.toString()).split(" "));
            var words = cells[1].strip().replace("~", home.toString());
            if (code != Integer.parseInt(cells[0].strip())
                    || !said.toString().contains(words)
                    || said.toString().contains("\tat ")
                    || said.toString().contains("SQLITE")
                    || said.toString().contains("Exception")) {
                faults.add(row + " says " + code + ": " + said);
            }
        }
        return faults;
    }

    @Test
    void aFullDiskIsNamedAndNothingIsLeftHalf() throws Exception {
        Backup.make(home.resolve("var"), home.resolve("copy"), new TestClock());
        try (var disk = new SmallDisk(home.resolve("full"), 256)) {
            disk.fill();
            assertEquals(
                    List.of(),
                    faults(List.of(
                            "3 | cannot be written: the disk is full | init ~/full/here",
                            "3 | the disk is full | backup ~/full/b --data ~/var",
                            "3 | the disk is full | restore ~/copy --data ~/full/x --key-file ~/conf/master.key",
                            "2 | 0 MB free | run --check --conf ~/conf/smspay.yaml --set data=~/full/var",
                            "3 | the disk is full | run --conf ~/conf/smspay.yaml --set data=~/full/var",
                            "3 | the disk is full | demo --data ~/full/demo --no-sip",
                            "3 | the disk is full | texts export --out ~/full/t")));
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
        assertEquals(List.of(), faults(List.of("0 | | ledger verify --data ~/var")));
    }

    @Test
    void aReadOnlyDiskIsNamed() throws Exception {
        Backup.make(home.resolve("var"), home.resolve("copy"), new TestClock());
        try (var disk = new SmallDisk(home.resolve("ro"), 4_096)) {
            Files.createDirectory(home.resolve("ro/var"));
            disk.readOnly();
            assertEquals(
                    List.of(),
                    faults(List.of(
                            "3 | ~/ro/here cannot be written: its disk is read only | init ~/ro/here",
                            "3 | its disk is read only | backup ~/ro/b --data ~/var",
                            "3 | its disk is read only | restore ~/copy --data ~/ro/x --key-file ~/conf/master.key",
                            "2 | may not write to the folder ~/ro/var | run --check --conf ~/conf/smspay.yaml --set"
                                    + " data=~/ro/var",
                            "3 | may not write to the folder ~/ro/var | run --conf ~/conf/smspay.yaml --set data=~/ro/var",
                            "3 | its disk is read only | demo --data ~/ro/demo --no-sip",
                            "3 | its disk is read only | texts export --out ~/ro/t",
                            "2 | there is no | ledger verify --data ~/ro/var")));
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
