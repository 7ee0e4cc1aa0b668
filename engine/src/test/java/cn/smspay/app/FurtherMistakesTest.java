package cn.smspay.app;

import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are empty, folders where files should be, links to nothing, marks of other editors: a sentence and a code for each. */
final class FurtherMistakesTest {
    private static final int TORN = 5_000;

    @TempDir
    private Path home;

    private Premises premises;

    @BeforeEach
    void furnish() throws IOException {
        premises = new Premises(home).withDatabase();
        premises.file("empty", "");
        premises.file("conf/two", "secret\nanother\n");
        premises.file("conf/windows", "\uFEFFsecret\r\n");
        premises.file("conf/crlf.yaml", Premises.SETTINGS.replace("\n", "\r\n"));
        premises.file("conf/bom.yaml", "\uFEFF" + Premises.SETTINGS);
        premises.file("conf/upper.key", Premises.KEY.toUpperCase(Locale.ROOT) + "\r\n");
        Files.createSymbolicLink(home.resolve("nowhere"), home.resolve("there is nothing"));
        Files.createSymbolicLink(home.resolve("round"), home.resolve("round"));
        premises.folder("odd/" + StoreSettings.FILE);
        premises.folder("torn");
        var whole = Files.readAllBytes(premises.database());
        Files.write(home.resolve("torn").resolve(StoreSettings.FILE), Arrays.copyOf(whole, TORN));
        premises.folder("filed");
        premises.file("filed/billing", "");
        premises.folder("stale");
        premises.file("stale/smspay.sock", "");
        premises.folder("socket/smspay.sock");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | "master_file" holds nothing                     | run --check --conf ~/conf/smspay.yaml --set keys.master_file=empty
            2 | "master_file" holds more than one line          | run --check --conf ~/conf/smspay.yaml --set keys.master_file=conf/two
            2 | "master_file" is a folder, not a file           | run --check --conf ~/conf/smspay.yaml --set keys.master_file=conf
            2 | "master_file" cannot be read                    | run --check --conf ~/conf/smspay.yaml --set keys.master_file=nowhere
            0 |                                                 | run --check --conf ~/conf/smspay.yaml --set keys.master_file=conf/upper.key
            2 | "password_file" holds nothing                   | run --check --conf ~/conf/smspay.yaml --set smsc.main.password_file=empty
            2 | "password_file" holds more than one line        | run --check --conf ~/conf/smspay.yaml --set smsc.main.password_file=conf/two
            2 | "password_file" is a folder, not a file         | run --check --conf ~/conf/smspay.yaml --set smsc.main.password_file=conf
            2 | "password_file" cannot be read                  | run --check --conf ~/conf/smspay.yaml --set smsc.main.password_file=round
            0 |                                                 | run --check --conf ~/conf/smspay.yaml --set smsc.main.password_file=conf/windows
            0 |                                                 | run --check --conf ~/conf/crlf.yaml
            0 |                                                 | run --check --conf ~/conf/bom.yaml
            2 | there is no such file                           | run --check --conf ~/nowhere
            2 | ~/conf is a folder                              | run --check --conf ~/conf
            2 | ~/nowhere is a link to nothing                  | run --check --conf ~/conf/smspay.yaml --set data=nowhere
            3 | ~/nowhere is a link to nothing                  | run --conf ~/conf/smspay.yaml --set data=nowhere
            2 | ~/round is a link to nothing                    | run --check --conf ~/conf/smspay.yaml --set data=round
            2 | there is no such folder                         | run --check --conf ~/conf/smspay.yaml --set dialogs=nowhere
            2 | nowhere is a link to nothing; name a folder     | init ~/nowhere
            3 | nowhere                                         | demo --no-sip --data ~/nowhere
            2 | the file is damaged, or is no database          | run --check --conf ~/conf/smspay.yaml --set data=torn
            3 | the file is damaged, or is no database          | run --conf ~/conf/smspay.yaml --set data=torn
            3 | the file is damaged, or is no database          | ledger verify --data ~/torn
            2 | it is a folder                                  | run --check --conf ~/conf/smspay.yaml --set data=odd
            3 | it is a folder                                  | run --conf ~/conf/smspay.yaml --set data=odd
            2 | billing is a file, not a folder                 | run --check --conf ~/conf/smspay.yaml --set data=filed
            2 | --set or environment: "host" is missing         | run --check --conf ~/conf/smspay.yaml --set smsc.main.host=
            2 | --set or environment: unknown key "nonsense"    | run --check --conf ~/conf/smspay.yaml --set nonsense=1
            2 | must be at least 1d                             | run --check --conf ~/conf/smspay.yaml --set keep.after_closing.names=1h
            2 | no engine runs on                               | ctl status --data ~/stale
            2 | no engine runs on                               | ctl status --data ~/socket
            2 | no engine runs on                               | admin staff list
            2 | is no backup                                    | restore ~/conf --data ~/x --key-file ~/conf/master.key
            2 | is no port; --port wants 1 to 65535             | health --port 99999
            2 | is no address                                   | health --host ~/conf
            2 | holds nothing                                   | smsc --password-file ~/empty
            2 | cannot be read                                  | smsc --password-file ~/conf
            2 | there is no                                     | billing list --data ~/nowhere
            2 | --language is zh or en, not fr                  | prompts --language fr check
            2 | there is no folder ~/nowhere                    | prompts export ~/nowhere
            2 | 'one' is not a whole number                     | release show one
            2 | 'x' is not a whole number                       | release list --most x
            2 | is not a whole number                           | release --over 1.5
            2 | is not a whole number                           | chat --one-of many
            2 | Missing required parameter                      | release --note
            2 | Did you mean: release                           | release bakc
            2 | there is no release 99                          | release show 99 --conf ~/conf/smspay.yaml --data ~/var
            2 | there is no release 1, or its files are no long | release diff 1 99 --conf ~/conf/smspay.yaml --data ~/var
            1 | nothing was released yet                        | release back 99 --conf ~/conf/smspay.yaml --data ~/var
            1 | nothing was released yet                        | release go --conf ~/conf/smspay.yaml --data ~/var
            2 | and there is no ~/nowhere/smspay.db             | release list --conf ~/conf/smspay.yaml --data ~/nowhere
            2 | or name the folder with --data                  | release --conf ~/conf/smspay.yaml --data ~/conf
            2 | there is no such file; name it with --conf      | release --conf ~/none
            1 | dialogs/:1: D19 there is no such folder         | release --conf ~/conf/smspay.yaml --data ~/var --dialogs ~/none
            2 | --most is a number from 1, not 0                | release list --most 0
            2 | there is no folder ~/none/dialogs               | cost --compare ~/none
            2 | there is no ~/none/smspay.db                    | cost --compare 1 --data ~/none
            2 | no dialogue is called "tz"; did you mean "bz"?  | cost tz
            2 | no dialogue is called "tz"; did you mean "bz"?  | show tz
            2 | no dialogue is called "tz"; did you mean "bz"?  | say tz
            2 | nothing is said at "nosuch" of tx               | say tx nosuch
            2 | no text of balance.ok has <csh>; did you mean   | say cx balance.ok --with csh=5
            2 | should be in KEY=VALUE format but was cash      | say cx balance.ok --with cash
            2 | no rule and no key is called "D99"; rules are   | explain D99
            2 | did you mean "steps.ask"?                       | explain step.ask
            2 | no action is called "withdrw"; did you mean     | actions withdrw
            2 | there is no file kt2; did you mean "kt"?        | check --only kt2
            2 | expected one of [text, json]                    | check --format xml
            2 | expected one of [day, release]                  | stats --by week
            2 | is not a day of the calendar like 2009-11-02    | stats --from 2009-02-30
            2 | --as wants a mobile number of 11 digits         | demo --no-sip --as 123 --data ~/d
            2 | Missing required parameter                      | answers
            2 | name it with --key-file                         | answers bz --data ~/var --key-file ~/none
            2 | Did you mean: prompts check                     | prompts chek
            """)
    void hasASentenceAndACode(int code, @Nullable String words, String line) {
        premises.ends(code, words, line);
    }
}
