package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
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
    @TempDir
    private Path home;

    private Premises premises;

    @BeforeEach
    void furnish() throws IOException {
        premises = new Premises(home).withDatabase();
        premises.folder("full");
        premises.file("full/something", "");
        premises.file("conf/short.key", Premises.KEY.substring(2));
        premises.file("conf/words.key", "correct horse battery staple");
        Files.setPosixFilePermissions(
                premises.file("conf/open.key", Premises.KEY), PosixFilePermissions.fromString("rw-r--r--"));
        premises.file("empty", "");
        premises.folder("noise");
        premises.file("noise/" + StoreSettings.FILE, "this is no database, whatever its name may be. ".repeat(200));
        var settings = Premises.SETTINGS;
        premises.file("conf/tabs.yaml", settings.replace("  - {", "\t- {"));
        premises.file("conf/none.yaml", "");
        premises.file("conf/twice.yaml", settings + "site: www.example.org\n");
        premises.file("conf/list.yaml", "- a\n- b\n");
        premises.file(
                "conf/binds.yaml",
                settings.replace(
                        "  - {name: main",
                        "  - {name: main, host: 127.0.0.1, port: 2, "
                                + "system_id: a, password_file: conf/secret}\n  - {name: main"));
        Files.write(home.resolve("conf/gbk.yaml"), ("# 设置\n" + settings).getBytes(Charset.forName("GBK")));
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
        premises.ends(code, words, line);
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
        premises.forget();
        assertEquals(0, premises.run("run --check --conf ~/conf/smspay.yaml"), premises::said);
        assertEquals(0, premises.run("ledger verify --data ~/var"), premises::said);
        assertEquals(0, premises.run("billing list --day 2009-11-02 --data ~/var"), premises::said);
        assertEquals(0, premises.run("calls list --from 2009-11-02 --data ~/var"), premises::said);
        return premises.said();
    }

    @Test
    void allThatIsWrongStandsInOneList() {
        assertEquals(
                2,
                premises.run(
                        "run --check --conf ~/conf/smspay.yaml --set dialogs=none --set smsc.main.tls.trust_store=none.p12"
                                + " --set data=empty/var"));
        assertTrue(premises.said().contains("none.p12"), premises::said);
        assertTrue(premises.said().contains("no such folder"), premises::said);
        assertTrue(premises.said().contains("is a file, not a folder"), premises::said);
    }
}
