package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.talk.actions.ServiceCatalogue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemasTest {
    private static final Path ROOT = Path.of(System.getProperty("smspay.root", ".."));
    private static final Map<String, String> SCHEMAS = Schemas.of(ServiceCatalogue.catalogue(), List.of("zh", "en"));

    @Test
    void theSchemasInTheRepositoryAreThoseOfTheCatalogue() throws IOException {
        var folder = ROOT.resolve("dialogs/schema");

        for (var schema : SCHEMAS.entrySet()) {
            assertEquals(schema.getValue(), Files.readString(folder.resolve(schema.getKey())), schema.getKey());
        }
    }

    @Test
    void everyKeyTeachesWhatItIsForByWordsAndAnExample() throws IOException {
        var silent = new ArrayList<String>();
        for (var schema : SCHEMAS.entrySet()) {
            silent(new ObjectMapper().readTree(schema.getValue()), schema.getKey(), silent);
        }

        assertEquals(List.of(), silent);
    }

    private static void silent(JsonNode node, String path, List<String> silent) {
        node.properties().forEach(each -> {
            var place = path + "/" + each.getKey();
            if (path.endsWith("/properties")
                    && !path.contains("/if/")
                    && (each.getValue().path("description").asText().isBlank()
                            || each.getValue().path("examples").isEmpty())) {
                silent.add(place);
            }
            silent(each.getValue(), place, silent);
        });
        if (node.isArray()) {
            node.forEach(each -> silent(each, path, silent));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dialogs/_common.yaml, common.schema.json",
        "dialogs/_notices.yaml, notices.schema.json",
        "dialogs/kt.yaml, dialog.schema.json",
        "dialogs/xh.yaml, dialog.schema.json",
        "dialogs/gx.yaml, dialog.schema.json",
        "dialogs/czk.yaml, dialog.schema.json",
        "dialogs/tx.yaml, dialog.schema.json",
        "dialogs/cx.yaml, dialog.schema.json",
        "dialogs/cxls.yaml, dialog.schema.json",
        "dialogs/hf.yaml, dialog.schema.json",
        "dialogs/m.yaml, dialog.schema.json",
        "ivr-scripts/12588.yaml, ivr.schema.json"
    })
    void everyShippedFileFitsTheSchemaThatItNames(String file, String schema) throws IOException {
        var text = Files.readString(ROOT.resolve(file));

        assertEquals(List.of(), faults(text, schema));
        assertTrue(text.lines().findFirst().orElseThrow().endsWith("schema/" + schema));
    }

    @ParameterizedTest
    @CsvSource({
        "title:, titel:, titel",
        "next: check_amount, nxt: check_amount, nxt",
        "card_changed:, card_changd:, card_changd",
        "do: withdraw, do: withdrw, /steps/withdraw/do",
        "when: pin_for_withdrawal, when: pin_for_withdrawl, when",
        "limits.withdraw_min, limits.withdraw_mini, min"
    })
    void theSchemaNamesTheKeyThatIsWrong(String good, String bad, String named) throws IOException {
        var text = Files.readString(ROOT.resolve("dialogs/tx.yaml"));

        var faults = faults(text.replace(good, bad), "dialog.schema.json");

        assertTrue(faults.toString().contains(named), faults.toString());
    }

    private static List<String> faults(String yaml, String schema) throws IOException {
        var json = new ObjectMapper().writeValueAsString(new ObjectMapper(new YAMLFactory()).readTree(yaml));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SCHEMAS.get(schema))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
