package cn.smspay.app.books;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which folder is checked, with which key, and that nothing looked at is not the same as nothing wrong. */
final class BillingVerifyTest extends BillingFixture {
    @Test
    void saysThatThereIsNothingToCheck() throws IOException {
        Files.writeString(delivery.resolve(".lock"), "");

        assertEquals(2, run("verify", "--out", delivery.toString()));
        assertEquals(2, runOnData("verify", "--out", delivery.toString()));

        var line = "there is no billing file in " + delivery;
        assertEquals(List.of(line, line), err.toString().lines().toList());
        assertEquals("", out.toString());
    }

    @Test
    void saysWhatIsMissingFromAnEmptiedFolder() throws IOException {
        runOnData("close", "--out", delivery.toString());
        try (var files = Files.newDirectoryStream(delivery, "n1-*")) {
            for (var file : files) {
                Files.delete(file);
            }
        }

        assertEquals(1, runOnData("verify", "--out", delivery.toString()));
    }

    @Test
    void checksTheKeyedDigestsWithTheKeyFromAFileOrTheSettings() throws IOException {
        var conf = settings("{seal_key_file: conf/billing.key}").toString();
        var key = Files.writeString(folder.resolve("conf/billing.key"), "ab".repeat(32) + "\n");
        var other = Files.writeString(folder.resolve("conf/other.key"), "cd".repeat(32) + "\n");
        var bad = Files.writeString(folder.resolve("conf/bad.key"), "ab");
        var to = delivery.toString();
        assertEquals(0, runOnData("close", "--conf", conf, "--out", to));

        assertEquals(0, run("verify", "--out", to, "--key-file", key.toString()));
        assertEquals(0, run("verify", "--out", to, "--conf", conf));
        assertEquals(0, runOnData("verify", "--out", to, "--key-file", key.toString()));
        assertEquals(
                "",
                err.toString().lines().filter(line -> line.contains("keyed")).collect(joining()));
        assertEquals(0, run("verify", "--out", to));
        assertTrue(err.toString().contains("The keyed digests were not checked"), err.toString());

        assertEquals(1, run("verify", "--out", to, "--key-file", other.toString()));
        assertEquals(1, runOnData("verify", "--out", to, "--key-file", other.toString()));
        assertTrue(out.toString().contains("its keyed digest is not that of the key"), out.toString());
        assertEquals(2, run("verify", "--out", to, "--key-file", bad.toString()));
        assertEquals(
                2,
                run("verify", "--out", to, "--key-file", folder.resolve("none").toString()));
        assertTrue(err.toString().contains("bad.key does not hold a seal key: it must be 64"), err.toString());
        assertTrue(err.toString().contains("cannot read the seal key"), err.toString());
    }

    @Test
    void saysThatTheFolderToCheckIsMissing() {
        assertEquals(2, run("verify", "--out", folder.resolve("nowhere").toString()));
        assertTrue(err.toString().contains("there is no folder"), err.toString());
    }

    @Test
    void aFolderIsNamedOnceWithOrWithoutItsOption() throws IOException {
        assertEquals(2, run("verify"));
        assertTrue(err.toString().contains("name the folder of billing files with --out"), err.toString());
        assertEquals(2, run("verify", delivery.toString(), "--out", delivery.toString()));
        assertTrue(
                err.toString().contains("one folder of billing files, either with --out or without it"),
                err.toString());
        var file = Files.writeString(folder.resolve("file"), "");
        assertEquals(2, run("verify", file.toString()));
        runOnData("close", "--out", delivery.toString());

        assertEquals(0, run("verify", delivery.toString()));
    }

    @Test
    void aFileThatWasChangedIsNamed() throws IOException {
        runOnData("close", "--out", delivery.toString());
        Files.writeString(delivery.resolve("n1-live-20091102-0000000001.csv"), "nonsense");

        assertEquals(1, run("verify", delivery.toString()));
        assertTrue(out.toString().contains("CHECKSUM n1-live-20091102-0000000001.csv"), out.toString());
    }
}
