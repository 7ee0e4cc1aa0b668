package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are the same whatever language the machine speaks. */
class LocaleTest {
    private static final Locale USUAL = Locale.getDefault();

    @TempDir
    Path folder;

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(USUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "th-TH-u-ca-buddhist-nu-thai", "tr-TR", "fa-IR", "zh-CN"})
    void namesAndContentsAreTheSameUnderEveryLocale(String language) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(language));
        try (var world = new BillingWorld(folder)) {
            world.uplinks(2);

            world.closeByHand();

            assertEquals(
                    Set.of("csv", "cdr", "jsonl").stream()
                            .map(ending -> "n1-live-20091102-0000000001." + ending)
                            .collect(Collectors.toSet()),
                    world.names().stream()
                            .filter(name -> !name.endsWith(".sha256"))
                            .collect(Collectors.toSet()));
            assertEquals(List.of(), world.files().verify());
        }
    }
}
