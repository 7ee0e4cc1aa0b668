package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cn.smspay.talk.actions.ServiceCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which edits of the shipped dialogue of withdrawals make another version of it. */
final class MeaningTest {
    private static final Path ROOT = Path.of(System.getProperty("smspay.root", ".."));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dialogs/_common.yaml | ^ | # a remark\\n | false",
                "dialogs/tx.yaml | ^ | # a remark\\n | false",
                "dialogs/tx.yaml | 提现金额 | 取现金额 | false",
                "dialogs/_common.yaml | 已取消 | 已经取消 | false",
                "dialogs/_common.yaml | tries: .3. | tries: \"4\" | false",
                "dialogs/tx.yaml | ask_amount | ask_sum | true",
                "dialogs/tx.yaml | limits.withdraw_max | limits.bill_max | true",
            })
    void wordsAndRemarksAreNotMeaning(String file, String from, String to, boolean another) throws IOException {
        var edited = files();
        var text = edited.get(file);
        var changed = from.equals("^") ? to.replace("\\n", "\n") + text : text.replaceAll(from, to);
        assertNotEquals(text, changed, "nothing was edited");
        edited.put(file, changed);

        assertEquals(another, !version(files()).equals(version(edited)));
    }

    private static String version(Map<String, String> files) {
        var dialog = ScriptFiles.read(files, ServiceCatalogue.catalogue())
                .orThrow()
                .dialogs()
                .get("tx");
        return dialog == null ? "" : dialog.version();
    }

    private static Map<String, String> files() throws IOException {
        var files = new TreeMap<String, String>();
        for (String folder : new String[] {"dialogs", "ivr-scripts"}) {
            try (var paths = Files.list(ROOT.resolve(folder))) {
                for (Path path :
                        paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    files.put(folder + "/" + path.getFileName(), Files.readString(path));
                }
            }
        }
        return files;
    }
}
