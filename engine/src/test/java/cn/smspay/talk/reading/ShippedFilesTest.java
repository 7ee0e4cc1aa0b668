package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.talk.actions.ServiceCatalogue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShippedFilesTest {
    static Loaded shipped() {
        var root = Path.of(System.getProperty("smspay.root", ".."));
        return ScriptFiles.load(root.resolve("dialogs"), root.resolve("ivr-scripts"), ServiceCatalogue.catalogue());
    }

    @Test
    void theFilesThatAreShippedHaveNoFaultAndNoWarning() {
        var loaded = shipped();

        assertEquals(List.of(), loaded.faults());
    }
}
