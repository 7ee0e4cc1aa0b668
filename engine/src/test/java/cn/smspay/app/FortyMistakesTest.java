package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forty things that go wrong on any day: one sentence and an exit code for each, never a trace. */
final class FortyMistakesTest {
    private static final Path SHIPPED =
            Path.of(System.getProperty("smspay.root", "..")).toAbsolutePath();
    private static final String KEY = "0123456789abcdef".repeat(4);

    @TempDir
    private Path home;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void furnish() throws IOException {
        Files.createDirectory(home.resolve("var"));
        Files.createDirectory(home.resolve("conf"));
        Files.createDirectory(home.resolve("full"));
        Store.open(StoreSettings.tool(home.resolve("var").resolve(StoreSettings.FILE)))
                .close();
        file("full/something", "");
        file("conf/master.key", KEY);
        file("conf/short.key", KEY.substring(2));
        file("conf/words.key", "correct horse battery staple");
        file("conf/open.key", KEY);
        Files.setPosixFilePermissions(home.resolve("conf/open.key"), PosixFilePermissions.fromString("rw-r--r--"));
        file("conf/secret", "secret");
        file("empty", "");
        file("noise.db", "this is no database, whatever its name may be. ".repeat(200));
        Files.createDirectory(home.resolve("noise"));
        Files.copy(home.resolve("noise.db"), home.resolve("noise").resolve(StoreSettings.FILE));
        var settings = """
                keys: {master_file: conf/master.key}
                dialogs: "%1$s/dialogs"
                ivr_scripts: "%1$s/ivr-scripts"
                services: ["10658888"]
                site: www.example.com
                smsc:
                  - {name: main, host: 127.0.0.1, port: 1, system_id: smspay, password_file: conf/secret}
                outside: {bill_system: simulated, bank: simulated, registry: simulated}
                """.formatted(SHIPPED);
        file("conf/smspay.yaml", settings);
        file("conf/tabs.yaml", settings.replace("  - {", "\t- {"));
        file("conf/none.yaml", "");
        file("conf/twice.yaml", settings + "site: www.example.org\n");
        file("conf/list.yaml", "- a\n- b\n");
        file(
                "conf/binds.yaml",
                settings.replace(
                        "  - {name: main",
                        "  - {name: main, host: 127.0.0.1, port: 2, "
                                + "system_id: a, password_file: conf/secret}\n  - {name: main"));
        Files.write(home.resolve("conf/gbk.yaml"), ("# 设置\n" + settings).getBytes(Charset.forName("GBK")));
    }

    private void file(String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private int run(String line) {
        var writer = new PrintWriter(said, true);
        return Main.commandLine()
                .setOut(writer)
                .setErr(writer)
                .execute(line.strip().replace("~", home.toString()).split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | no engine runs on                            | ctl status --data ~/nothing
            2 | no engine runs on                            | ctl reload --data ~/var
            2 | no engine runs on                            | admin staff list --data ~/var
            2 | Missing required parameter                   | ctl story --why x --data ~/var
            2 | Missing required option                      | ctl story 13800000001 --data ~/var
            2 | --for wants a time                           | ctl trace main --for soon --data ~/var
            2 | --watch wants a whole number                 | ctl top --watch 0 --data ~/var
            2 | there is no database                         | keys rotate --data ~/nothing --key-file ~/conf/master.key
            2 | there is no key file                         | keys rotate --data ~/var --key-file ~/conf/nothing.key
            2 | hexadecimal digits, not 64                   | keys rotate --data ~/var --key-file ~/conf/short.key
            2 | can be read or changed by others             | keys rotate --data ~/var --key-file ~/conf/open.key
            2 | there is no database                         | backup ~/b --data ~/nothing
            2 | is there already                             | backup ~/full --data ~/var
            2 | ~/nothing                                    | restore ~/nothing --data ~/x --key-file ~/conf/master.key
            2 | ~/full                                       | restore ~/full --data ~/x --key-file ~/conf/master.key
            2 | is a file; name a folder                     | init ~/empty
            2 | cannot be read                               | smsc --password-file ~/nothing
            2 | is no port                                   | smsc --port 70000 --password-file ~/conf/secret
            1 |                                              | health --port 1
            2 | must be 1 to 65535, not 99999                | run --check --conf ~/conf/smspay.yaml --set smsc.main.port=99999
            2 | must be a whole number, not                  | run --check --conf ~/conf/smspay.yaml --set smsc.main.port=five
            2 | is not of the form key.of.setting=value      | run --check --conf ~/conf/smspay.yaml --set nonsense
            2 | must be an amount in yuan like 5000.00       | run --check --conf ~/conf/smspay.yaml --set rules.withdraw_min=1,00
            2 | rulez                                        | run --check --conf ~/conf/smspay.yaml --set rulez.withdraw_min=1.00
            2 | loud                                         | run --check --conf ~/conf/smspay.yaml --set log.levels.sms=loud
            2 | is no part of this program                   | run --check --conf ~/conf/smspay.yaml --set log.levels.smss=debug
            2 | text or json                                 | run --check --conf ~/conf/smspay.yaml --set log.format=xml
            2 | text or json                                 | run --check --conf ~/conf/smspay.yaml --log xml
            2 | make it private: chmod 400                   | run --check --conf ~/conf/smspay.yaml --set keys.master_file=conf/open.key
            2 | 64 hexadecimal digits                        | run --check --conf ~/conf/smspay.yaml --set keys.master_file=conf/short.key
            2 | 64 hexadecimal digits                        | run --check --conf ~/conf/smspay.yaml --set keys.master_file=conf/words.key
            2 | cannot be read as UTF-8                      | run --check --conf ~/conf/gbk.yaml
            2 | tabs.yaml:                                   | run --check --conf ~/conf/tabs.yaml
            2 | none.yaml                                    | run --check --conf ~/conf/none.yaml
            2 | site                                         | run --check --conf ~/conf/twice.yaml
            2 | list.yaml                                    | run --check --conf ~/conf/list.yaml
            2 | main                                         | run --check --conf ~/conf/binds.yaml
            2 | cannot open the database                     | run --check --conf ~/conf/smspay.yaml --set data=noise
            3 | cannot open the database                     | billing list --data ~/noise
            3 | cannot open the database                     | ledger verify --data ~/noise
            2 | is not a day of the calendar like 2009-11-02 | billing list --day 2009-13-01 --data ~/var
            2 | is not a number of eleven digits             | billing list --msisdn 123 --data ~/var
            2 | there is no                                  | calls list --data ~/nothing
            2 | is before                                    | calls list --from 2009-11-03 --to 2009-11-02 --data ~/var
            2 | give one of                                  | calls list --csv --json --data ~/var
            2 | Unmatched argument                           | billing list ~/var ~/var ~/var
            2 | Did you mean                                 | bilings
            """)
    void hasASentenceAndACode(int code, @Nullable String words, String line) {
        assertEquals(code, run(line), () -> line + ": " + said);
        assertTrue(words == null || said.toString().contains(words.replace("~", home.toString())), () -> line + ": " + said);
        assertFalse(
                said.toString().contains("\tat ") || said.toString().contains("Exception"), () -> line + ": " + said);
    }

    /** Whatever language, calendar, digits and zone a machine has, days are Shanghai's and digits are plain. */
    @ParameterizedTest
    @CsvSource({
        "ar-EG-u-nu-arab, Africa/Cairo",
        "th-TH-u-ca-buddhist-nu-thai, Pacific/Kiritimati",
        "tr-TR, America/Adak",
        "hi-IN-u-nu-deva, Asia/Kathmandu"
    })
    void localesAndZonesChangeNothing(String locale, String zone) {
        var plain = shown();
        var before = Locale.getDefault();
        var beforeZone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(locale));
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            assertEquals(plain, shown());
        } finally {
            Locale.setDefault(before);
            TimeZone.setDefault(beforeZone);
        }
    }

    private String shown() {
        said.getBuffer().setLength(0);
        assertEquals(0, run("run --check --conf ~/conf/smspay.yaml"), said::toString);
        assertEquals(0, run("ledger verify --data ~/var"), said::toString);
        assertEquals(0, run("billing list --day 2009-11-02 --data ~/var"), said::toString);
        assertEquals(0, run("calls list --from 2009-11-02 --data ~/var"), said::toString);
        return said.toString();
    }

    @Test
    void allThatIsWrongStandsInOneList() {
        assertEquals(
                2,
                run("run --check --conf ~/conf/smspay.yaml --set dialogs=none --set smsc.main.tls.trust_store=none.p12"
                        + " --set data=empty/var"));
        assertTrue(said.toString().contains("none.p12"), said::toString);
        assertTrue(said.toString().contains("no such folder"), said::toString);
        assertTrue(said.toString().contains("is a file, not a folder"), said::toString);
    }
}
