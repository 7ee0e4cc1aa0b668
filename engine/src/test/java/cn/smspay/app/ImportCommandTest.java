package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.files.imports.Import;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link ImportCommand}: the codes with which it ends, what it keeps, and the columns of which its help speaks. */
final class ImportCommandTest {
    private static final Pattern NAMED = Pattern.compile("the first line names the columns: ([a-z_, ]+)");

    @TempDir
    private Path home;

    private Premises premises;

    @BeforeEach
    void furnish() throws IOException {
        premises = new Premises(home);
    }

    private int read(String kind, String file, String... more) {
        premises.forget();
        return premises.run("import " + kind + " ~/" + file + " --data ~/var --key-file ~/conf/master.key "
                + String.join(" ", more));
    }

    private long subscribers() {
        try (var store = Store.open(StoreSettings.tool(premises.database()))) {
            return store.read(sql -> sql.createQuery("select count(*) from number")
                    .mapTo(Long.class)
                    .one());
        }
    }

    @ParameterizedTest
    @EnumSource(Import.Kind.class)
    void itsHelpNamesTheColumnsThatItTakes(Import.Kind kind) throws IOException {
        premises.file("odd.csv", "no such column\n1\n");
        var name = kind.name().toLowerCase(Locale.ROOT);
        assertEquals(2, read(name, "odd.csv"), premises.said());
        var named = NAMED.matcher(premises.said());
        assertTrue(named.find(), premises.said());
        premises.forget();
        premises.run("import --help");
        var help = Arrays.asList(premises.said().replace('\n', ' ').split("[ ,]+"));
        var from = help.subList(help.indexOf("Columns:"), help.size());
        var own = List.of(named.group(1).strip().split(", "));

        assertEquals(own, from.subList(from.indexOf(name) + 1, from.indexOf(name) + 1 + own.size()), premises.said());
    }

    @Test
    void aTryKeepsNothingAndTheSameAgainChangesNothing() throws IOException {
        premises.file("a.csv", "msisdn,province,brand\n13800000001,广东,神州行\n");
        assertEquals(0, read("subscribers", "a.csv", "--dry-run"), premises.said());
        assertTrue(premises.said().contains("nothing was written; it would be: 1 added"), premises.said());
        assertEquals(0, subscribers());
        assertEquals(0, read("subscribers", "a.csv"), premises.said());
        assertEquals(0, read("subscribers", "a.csv"), premises.said());
        assertTrue(premises.said().contains("0 added, 0 changed, 1 same, 0 refused"), premises.said());
        assertEquals(1, subscribers());
    }

    @Test
    void aRowThatCannotBeUnderstoodStopsAllAndOneThatARuleForbidsIsNamed() throws IOException {
        premises.file("bad.csv", "msisdn,province,brand\n13800000001,广东,神州行\n13800000002,月球,神州行\n");
        assertEquals(2, read("subscribers", "bad.csv"), premises.said());
        assertTrue(premises.said().contains("bad.csv:3"), premises.said());
        assertTrue(premises.said().contains("1 fault; nothing was imported."), premises.said());
        assertEquals(0, subscribers());

        premises.file("new.csv", "msisdn\n13800000001\n");
        assertEquals(1, read("subscribers", "new.csv"), premises.said());
        assertTrue(
                premises.said().contains("1 refused: a new number needs a province and a brand, line"),
                premises.said());
    }
}
