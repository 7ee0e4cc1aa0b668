package cn.smspay.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The served contract as a judge of what is said through the door. */
final class Contract implements BiConsumer<TestPartner.Sent, HttpResponse<String>> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final JsonNode document;

    Contract() {
        try {
            document = JSON.readTree(PartnerDoor.contract());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    /** As routes are listed. */
    Set<String> operations() {
        var all = new TreeSet<String>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        all.add(method.toUpperCase(Locale.ROOT) + ' ' + path.getKey());
                    }
                }));
        return all;
    }

    @Override
    public void accept(TestPartner.Sent sent, HttpResponse<String> response) {
        var operation = operation(sent);
        var status = Integer.toString(response.statusCode());
        var responses = operation.get("responses");
        var answer = responses.has(status) ? responses.get(status) : responses.get("default");
        var type = response.headers().firstValue("Content-Type").orElse("").split(";")[0];
        var content = answer.at("/content/" + type.replace("/", "~1"));
        assertTrue(
                content.isObject(), sent + " is answered with " + status + ' ' + type + ", which the contract has not");
        if (!type.equals("text/csv")) {
            assertEquals(List.of(), faults(content.get("schema"), response.body()), sent + " → " + response.body());
        }
        boolean taken = response.statusCode() < 300;
        if (taken && operation.has("requestBody") && !sent.body().isEmpty()) {
            var schema = operation.at("/requestBody/content/application~1json/schema");
            assertEquals(List.of(), faults(schema, sent.body()), sent.toString());
        }
    }

    private JsonNode operation(TestPartner.Sent sent) {
        var path = sent.target().split("\\?")[0];
        var paths = document.get("paths").fieldNames();
        while (paths.hasNext()) {
            var template = paths.next();
            if (path.matches(template.replaceAll("\\{[a-z]+\\}", "[^/]+"))) {
                var operation =
                        document.get("paths").get(template).get(sent.method().toLowerCase(Locale.ROOT));
                if (operation != null) {
                    return operation;
                }
            }
        }
        throw new AssertionError("the contract has no " + sent);
    }

    /** The schema stands on its own, with all of the document's beside it. */
    private List<String> faults(JsonNode schema, String json) {
        ObjectNode alone = JSON.createObjectNode();
        alone.set("components", document.get("components"));
        alone.setAll((ObjectNode) schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(alone.toString())
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
