package cn.smspay.files.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file of JSON lines for checking. One use. */
public final class JsonReader {
    private final FileName name;
    private final ObjectMapper json = new ObjectMapper();

    public JsonReader(FileName name) {
        this.name = name;
    }

    public FileContents read(Path path) throws IOException, Unreadable {
        try (var in = Files.newBufferedReader(path)) {
            var header = next(in, "the header");
            requireName(header);
            long first = header.path("first_number").asLong();
            var count = new Unreadable.Count(first);
            var line = next(in, "the trailer");
            while (line.path("record_type").asText().equals("D")) {
                count.add(line.path("number").asLong(), line.path("amount_li").asLong());
                line = next(in, "the trailer");
            }
            return new FileContents(
                    name,
                    first,
                    line.path("records").asLong(),
                    line.path("sum_li").asLong(),
                    header.path("previous_sha256").asText(),
                    header.path("chain_before").asText(),
                    line.path("chain_after").asText(),
                    count.records(),
                    count.sumLi());
        } catch (CharacterCodingException e) {
            throw new Unreadable(Finding.Kind.FORMAT, "it is not UTF-8");
        }
    }

    private void requireName(JsonNode header) throws Unreadable {
        if (header.path("sequence").asLong() != name.sequence()
                || header.path("accounting_day").asInt() != name.day()
                || !header.path("node").asText().equals(name.node())) {
            throw new Unreadable(Finding.Kind.NAME, "the header and the name do not say the same");
        }
    }

    private JsonNode next(BufferedReader in, String wanted) throws IOException, Unreadable {
        var text = in.readLine();
        if (text == null) {
            throw new Unreadable(Finding.Kind.FORMAT, wanted + " is missing: half a file?");
        }
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Unreadable(Finding.Kind.FORMAT, "a line is not JSON");
        }
    }
}
