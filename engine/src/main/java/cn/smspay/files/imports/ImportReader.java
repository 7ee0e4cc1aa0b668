package cn.smspay.files.imports;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads records one by one from CSV with a heading, from a JSON array or from JSON lines, each with its line. */
final class ImportReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader CSV = new CsvMapper().readerFor(String[].class);
    private static final char BYTE_ORDER_MARK = 0xFEFF;

    private final Path file;
    private final List<String> columns;
    private final ImportFaults faults;

    ImportReader(Path file, List<String> columns, ImportFaults faults) {
        this.file = file;
        this.columns = columns;
        this.faults = faults;
    }

    void each(Consumer<ImportRow> to) {
        try {
            var name = String.valueOf(file.getFileName());
            if (name.endsWith(".csv")) {
                csv(to);
            } else if (name.endsWith(".json") || name.endsWith(".jsonl")) {
                json(to);
            } else {
                faults.add(1, "is neither .csv nor .json nor .jsonl");
            }
        } catch (CharacterCodingException e) {
            faults.add(1, "is not written in UTF-8; save it as UTF-8");
        } catch (NoSuchFileException e) {
            faults.add(1, "there is no such file");
        } catch (JsonProcessingException e) {
            faults.add(e.getLocation() == null ? 1 : e.getLocation().getLineNr(), "is not JSON from here on");
        } catch (IOException e) {
            faults.add(1, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** One record per line, so that a fault has the line at which an editor shows it. */
    private void csv(Consumer<ImportRow> to) throws IOException {
        try (var lines = Files.newBufferedReader(file)) {
            List<String> heading = List.of();
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                var text =
                        number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
                if (text.isBlank()) {
                    continue;
                }
                var cells = cells(text, number);
                if (heading.isEmpty()) {
                    heading = heading(cells, number);
                    if (heading.isEmpty()) {
                        return;
                    }
                } else if (cells.size() != heading.size()) {
                    faults.add(number, "has " + cells.size() + " columns, the heading has " + heading.size());
                } else {
                    to.accept(row(number, heading, cells));
                }
            }
            if (heading.isEmpty()) {
                faults.add(1, "is empty; the first line names the columns: " + String.join(",", columns));
            }
        }
    }

    private List<String> cells(String line, int number) throws IOException {
        try {
            String[] cells = CSV.readValue(line);
            return List.of(cells);
        } catch (JsonProcessingException e) {
            faults.add(number, "is not one line of CSV; a quotation mark is not closed");
            return List.of();
        }
    }

    private List<String> heading(List<String> cells, int number) {
        var heading = new ArrayList<String>();
        for (int i = 0; i < cells.size(); i++) {
            var column = ImportColumns.find(cells.get(i), columns);
            if (column.isEmpty()) {
                // Not the cell itself: in a file without a heading it is a password.
                faults.add(
                        number,
                        "the heading of column " + (i + 1) + " is not known; the first line names the columns: "
                                + String.join(", ", columns));
            }
            heading.add(column.orElse(""));
        }
        return faults.none() ? heading : List.of();
    }

    private ImportRow row(int line, List<String> heading, List<String> cells) {
        var fields = new HashMap<String, String>();
        for (int i = 0; i < cells.size(); i++) {
            fields.put(heading.get(i), cells.get(i));
        }
        return new ImportRow(faults, line, fields);
    }

    private void json(Consumer<ImportRow> to) throws IOException {
        try (var text = Files.newBufferedReader(file);
                JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int line = parser.currentTokenLocation().getLineNr();
                if (token == JsonToken.START_OBJECT) {
                    JsonNode object = parser.readValueAsTree();
                    to.accept(new ImportRow(faults, line, fields(object, line)));
                } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                    faults.add(line, "there is a value that is no record; a record is written in braces");
                    return;
                }
            }
        }
    }

    private Map<String, String> fields(JsonNode object, int line) {
        var fields = new HashMap<String, String>();
        int place = 0;
        for (var field : object.properties()) {
            place++;
            var column = ImportColumns.find(field.getKey(), columns);
            if (column.isPresent()) {
                fields.put(column.get(), field.getValue().asText());
            } else {
                faults.add(
                        line,
                        "the name of field " + place + " is not known; the fields are " + String.join(", ", columns));
            }
        }
        return fields;
    }
}
