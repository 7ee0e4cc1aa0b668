package cn.smspay.files.format;

import cn.smspay.books.charge.ChargeColumn;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a file of JSON lines for checking: every line must be what we would write of what it says. One use. */
public final class JsonReader {
    private final FileName name;
    private final ObjectMapper json = new ObjectMapper();
    private final JsonEncoder encoder = new JsonEncoder();

    public JsonReader(FileName name) {
        this.name = name;
    }

    /** A line and what it says. */
    private record JsonLine(String text, JsonNode says) {}

    public FileContents read(Path path) throws IOException, UnreadableFile {
        try (var in = Files.newBufferedReader(path)) {
            var header = next(in, "the header");
            requireName(header.says());
            boolean layoutOne = header.says().path("format").asText().equals(CsvEncoder.FIRST_VERSION);
            var begun = layoutOne ? header.says() : onlySlot(header.says());
            var reading = new FileReading(
                    name,
                    begun.path("first_number").asLong(),
                    FileReading.hash(begun.path("chain_before").asText()));
            var line = next(in, "the trailer");
            while (line.says().path("record_type").asText().equals("D")) {
                var fields = new Fields(line.says());
                var record = UnreadableFile.reading(() -> ChargeColumn.read(fields));
                FileReading.require(encoder.recordLine(record), octets(line), "record " + record.number());
                reading.add(record);
                line = next(in, "the trailer");
            }
            if (in.readLine() != null) {
                throw new UnreadableFile(Finding.Kind.FORMAT, "something follows the trailer");
            }
            return end(reading, header, line, layoutOne);
        } catch (CharacterCodingException e) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "it is not UTF-8");
        }
    }

    private FileContents end(FileReading reading, JsonLine header, JsonLine trailer, boolean layoutOne)
            throws IOException, UnreadableFile {
        var said = said(header.says(), trailer.says(), layoutOne);
        var contents = reading.end(said, header.says().path("previous_sha256").asText(), true, !layoutOne);
        contents.requireTotals();
        FileReading.require(
                encoder.headerLine(contents.file(), contents.previousSha256()), octets(header), "its header");
        FileReading.require(encoder.trailerLine(contents.file()), octets(trailer), "its trailer");
        return contents;
    }

    private static FileReading.FileEnvelope said(JsonNode header, JsonNode trailer, boolean layoutOne)
            throws UnreadableFile {
        var before = layoutOne ? header : onlySlot(header);
        var whole = layoutOne ? trailer : onlySlot(trailer);
        return new FileReading.FileEnvelope(
                trailer.path("records").asLong(),
                trailer.path("sum_li").asLong(),
                new SlotRange(
                        SlotRange.ONLY,
                        whole.path("first_number").asLong(),
                        whole.path("last_number").asLong(),
                        FileReading.hash(before.path("chain_before").asText()),
                        FileReading.hash(whole.path("chain_after").asText())),
                FileReading.time(trailer.path("closed_time").asText()),
                FileReading.reason(trailer.path("closed_by").asText()),
                header.path("node_address").asText(),
                header.path("extension").asText(),
                layoutOne ? 1 : BillingFile.LAYOUT,
                trailer.path("book").asText());
    }

    private static JsonNode onlySlot(JsonNode of) throws UnreadableFile {
        if (of.path("slots").size() != 1) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "header or trailer does not list one slot: half a file?");
        }
        return of.path("slots").get(0);
    }

    private static byte[] octets(JsonLine line) {
        return (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void requireName(JsonNode header) throws UnreadableFile {
        if (header.path("sequence").asLong() != name.sequence()
                || header.path("accounting_day").asInt() != name.day()
                || !header.path("type").asText().equals(name.stream())
                || !header.path("node").asText().equals(name.node())) {
            throw new UnreadableFile(Finding.Kind.NAME, "the header and the name do not say the same");
        }
    }

    private JsonLine next(BufferedReader in, String wanted) throws IOException, UnreadableFile {
        var text = in.readLine();
        if (text == null) {
            throw new UnreadableFile(Finding.Kind.FORMAT, wanted + " is missing: half a file?");
        }
        try {
            return new JsonLine(text, json.readTree(text));
        } catch (JsonProcessingException e) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "a line is not JSON");
        }
    }

    /** One record's members. */
    private record Fields(JsonNode all) implements ChargeColumn.Source<UnreadableFile> {
        @Override
        public @Nullable Long optional(ChargeColumn column) {
            return all.has(column.title())
                    ? Long.valueOf(all.path(column.title()).asLong())
                    : null;
        }

        @Override
        public long number(ChargeColumn column) {
            return all.path(column.title()).asLong();
        }

        @Override
        public String word(ChargeColumn column) {
            var value = all.path(column.title());
            return value.isNull() ? "" : value.asText();
        }

        @Override
        public Instant time(ChargeColumn column) throws UnreadableFile {
            return FileReading.time(word(column));
        }

        @Override
        public boolean flag(ChargeColumn column) {
            return all.path(column.title()).asBoolean();
        }
    }
}
