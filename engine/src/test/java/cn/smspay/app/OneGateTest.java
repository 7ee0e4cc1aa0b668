package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Place;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of one folder of mistakes the check, the check before a start, the start and the release say the same. */
final class OneGateTest {
    private static final Path SHIPPED =
            Path.of(System.getProperty("smspay.root", "..")).toAbsolutePath();

    /** A fault of a file, wherever in a line it stands. */
    private static final Pattern FAULT = Pattern.compile("(?:dialogs|ivr-scripts)/[^ :]+(?::[0-9]+)*: D[0-9]{2} .*");

    @TempDir
    private Path home;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void furnish() throws IOException {
        for (String name : List.of("dialogs", "ivr-scripts")) {
            Files.createDirectories(home.resolve(name));
            try (var files = Files.list(SHIPPED.resolve(name))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    Files.copy(file, home.resolve(name).resolve(file.getFileName()));
                }
            }
        }
        Files.createDirectories(home.resolve("var"));
        Files.createDirectory(home.resolve("conf"));
        Store.open(StoreSettings.tool(home.resolve("var").resolve(StoreSettings.FILE)))
                .close();
        file("conf/master.key", "0123456789abcdef".repeat(4));
        file("conf/secret", "secret");
        file("conf/smspay.yaml", """
                keys: {master_file: conf/master.key}
                dialogs: dialogs
                ivr_scripts: ivr-scripts
                services: ["10658888"]
                site: www.example.com
                smsc:
                  - {name: main, host: 127.0.0.1, port: 1, system_id: smspay, password_file: conf/secret}
                outside: {bill_system: simulated, bank: simulated, registry: simulated}
                """);
    }

    private void file(String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void edit(String name, String from, String to) throws IOException {
        var file = home.resolve(name);
        var text = Files.readString(file);
        assertTrue(text.contains(from), from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void everyGateNamesTheSameMistakes() throws IOException {
        edit("dialogs/cx.yaml", "<cash>", "<cahs>");
        edit("dialogs/hf.yaml", "next: pay\n", "next: payy\n");
        edit("ivr-scripts/12588.yaml", "返回请按星号键", "返回请按7");
        var kt = home.resolve("dialogs/kt.yaml");
        Files.write(kt, Files.readString(kt).getBytes(Charset.forName("GBK")));
        Files.move(home.resolve("dialogs/xh.yaml"), home.resolve("dialogs/xh.yml"));

        assertTrue(same().size() >= 5, said.toString());
    }

    @Test
    void everyGateComparesWithTheSettings() throws IOException {
        edit("dialogs/hf.yaml", "min: \"0.01\"", "min: \"5000.00\"");

        assertEquals(1, same().size(), said.toString());
    }

    /** What each way in says, if all say the same. */
    private TreeSet<String> same() {
        var first = faults("check --conf ~/conf/smspay.yaml --dialogs ~/dialogs --ivr-scripts ~/ivr-scripts");
        for (String other : List.of(
                "run --check --conf ~/conf/smspay.yaml --set data=~/var",
                "run --conf ~/conf/smspay.yaml --set data=~/var",
                "release --conf ~/conf/smspay.yaml --data ~/var --dialogs ~/dialogs --ivr-scripts ~/ivr-scripts")) {
            assertEquals(first, faults(other), other);
        }
        return first;
    }

    private TreeSet<String> faults(String command) {
        said.getBuffer().setLength(0);
        var writer = new PrintWriter(said, true);
        int code = Main.commandLine()
                .setOut(writer)
                .setErr(writer)
                .execute(command.replace("~", home.toString()).split(" "));
        assertTrue(code != 0, String.format(Locale.ROOT, "%s ended with %d: %s", command, code, said));
        var found = new TreeSet<String>();
        FAULT.matcher(said.toString()).results().forEach(fault -> found.add(fault.group()));
        return found;
    }

    @Test
    void aFaultIsInColoursOnATerminalAlone() {
        var fault = new Fault(new Place("dialogs/cx.yaml", 3, 5), "D03", "unknown key", false);

        assertEquals("dialogs/cx.yaml:3:5: D03 unknown key", CheckCommand.coloured(fault, false));
        assertEquals(
                "\u001b[1mdialogs/cx.yaml:3:5\u001b[0m\u001b[31m: D03 unknown key\u001b[0m",
                CheckCommand.coloured(fault, true));
    }
}
