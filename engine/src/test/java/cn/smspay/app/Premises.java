package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A folder as an operator has it, with settings, key and secrets, and the program run in it. In a command {@code ~} is the folder. */
final class Premises {
    static final String KEY = "0123456789abcdef".repeat(4);
    /** Says where the files that we ship are, so that nothing has to be written out. */
    static final String SETTINGS =
            """
            keys: {master_file: conf/master.key}
            dialogs: "%1$s/dialogs"
            ivr_scripts: "%1$s/ivr-scripts"
            services: ["10658888"]
            site: www.example.com
            smsc:
              - {name: main, host: 127.0.0.1, port: 1, system_id: smspay, password_file: conf/secret}
            outside: {bill_system: simulated, bank: simulated, registry: simulated}
            """.formatted(Path.of(System.getProperty("smspay.root", "..")).toAbsolutePath());

    private final Path home;
    private final StringWriter said = new StringWriter();

    Premises(Path home) throws IOException {
        this.home = home;
        folder("var");
        folder("conf");
        file("conf/master.key", KEY);
        file("conf/secret", "secret");
        file("conf/smspay.yaml", SETTINGS);
    }

    /** With an empty database. */
    Premises withDatabase() {
        Store.open(StoreSettings.tool(database())).close();
        return this;
    }

    Path path(String name) {
        return home.resolve(name);
    }

    Path database() {
        return path("var").resolve(StoreSettings.FILE);
    }

    Path folder(String name) throws IOException {
        return Files.createDirectories(path(name));
    }

    /** For its owner alone. */
    Path file(String name, String text) throws IOException {
        var file = path(name);
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** More settings at the end of the file. */
    void more(String settings) throws IOException {
        Files.writeString(path("conf/smspay.yaml"), settings, StandardOpenOption.APPEND);
    }

    int run(String line) {
        var writer = new PrintWriter(said, true);
        return Main.commandLine()
                .setOut(writer)
                .setErr(writer)
                .execute(line.strip().replace("~", home.toString()).split(" "));
    }

    /** All that was said since it was last forgotten. */
    String said() {
        return said.toString();
    }

    void forget() {
        said.getBuffer().setLength(0);
    }

    /** A command gets a sentence with these words and ends with this code; it never shows a trace. */
    void ends(int code, @Nullable String words, String line) {
        assertEquals(code, run(line), () -> line + ": " + said);
        assertTrue(words == null || said().contains(words.replace("~", home.toString())), () -> line + ": " + said);
        for (var trace : new String[] {"\tat ", " at cn.smspay", "Exception", "SQLITE"}) {
            assertFalse(said().contains(trace), () -> line + ": " + said);
        }
    }
}
